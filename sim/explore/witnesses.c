/* From transitions to schedules. */

#include "sim/explore/witnesses.h"

#include <glib.h>

#include "sim/explore/witness.h"

enum { AGAIN_AT_LEAST = 50000, AGAIN_AT_MOST = 2000000 };

struct finding {
    const struct check_request *q;
    struct bound *b;
    const struct explored *first; /* the search that found them               */
    const struct eye *seen;
    struct explore_result again; /* unreduced, as deep as needed              */
    struct eye **eye;            /* its eyes; NULL: it was not needed         */
    unsigned jobs;
    uint32_t longest;
    bool reduced; /* or states were not kept: the paths are not the shortest  */
};

static struct transition
transition_of(const struct eye *e, const struct sought *s, bool *any)
{
    *any = true;
    for (guint i = 0; s->hazard && i < e->found->len; i++) {
        const struct found *f = &g_array_index(e->found, struct found, i);

        if (hazard_alike(&f->hazard, s->hazard))
            return f->seen.at;
    }
    *any = !s->hazard && e->condition[s->condition].count;
    return e->condition[s->condition].at;
}

/* ------------------------------------------------------- without reductions */

static struct explore_eye *
eye_again(void *to, unsigned i)
{
    struct finding *f = to;

    return &f->eye[i]->eye;
}

static uint32_t
known(const struct eye *e)
{
    uint32_t n = e->found->len;

    for (uint32_t i = 0; i < CONDITIONS; i++)
        n += e->condition[i].count > 0;
    return n;
}

/* Until all is found that the first search found. */
static bool
not_yet(void *to, const struct explore_progress *p)
{
    const struct finding *f = to;
    uint32_t most = 0;

    for (unsigned i = 0; i < f->jobs; i++)
        most = MAX(most, known(f->eye[i]));
    return most < known(f->seen) &&
           (!f->q->progress || f->q->progress(f->q->to, p));
}

/* Reductions may have lengthened a schedule: the plain search, so deep and no
 * deeper, has the shortest one. */
static void
explore_again(struct finding *f, uint64_t states)
{
    static const struct marks none;
    struct explore_options o = f->q->explore;
    struct explore_visitor v = {eye_again, NULL, not_yet, f};

    o.reduce = 0;
    o.compact = false;
    o.max_depth = f->longest;
    o.max_states = CLAMP(4 * states, AGAIN_AT_LEAST, AGAIN_AT_MOST);
    f->jobs = o.jobs ? o.jobs : 1;
    f->eye = g_new(struct eye *, f->jobs);
    for (unsigned i = 0; i < f->jobs; i++)
        f->eye[i] = eye_new(f->b, &none, NULL);
    f->again = explore(f->b, &o, &v);
    for (unsigned i = 1; i < f->jobs; i++)
        eye_merge(f->eye[0], f->eye[i]);
}

static void
done_again(struct finding *f)
{
    if (!f->eye)
        return;
    for (unsigned i = 0; i < f->jobs; i++)
        eye_free(f->eye[i]);
    g_free(f->eye);
    explored_free(f->again.seen);
}

/* ----------------------------------------------------------------- one each */

static struct witness
path_of(const struct finding *f, const struct explored *x, struct transition at)
{
    struct witness w = {0};

    w.event = explored_path(x, at, f->q->arena, &w.nevent);
    if (!w.event)
        w.nevent = 0;
    return w;
}

static struct witness
first_path(const struct finding *f, const struct sought *s)
{
    bool any;
    struct transition at = transition_of(f->seen, s, &any);

    return path_of(f, f->first, at);
}

/* How deep to look again: of a path that is not known, as deep as it can be. */
static void
note_length(struct finding *f, const struct witness *w, uint32_t depth)
{
    f->longest = MAX(f->longest, w->event ? w->nevent : depth + 1);
}

/* The shortest there is, or one from which nothing can be left out. */
static struct witness
settle(const struct finding *f, struct witness w, const struct sought *s)
{
    bool any = false;
    struct transition at = {0};

    w.shortest = !f->reduced;
    if (w.shortest)
        return w;
    if (f->eye)
        at = transition_of(f->eye[0], s, &any);
    if (any) {
        w = path_of(f, f->again.seen, at);
        w.shortest = w.event != NULL;
    } else if (w.event) {
        w.nevent = witness_shorten(f->b, (struct event *) (uintptr_t) w.event,
                                   w.nevent, s);
    }
    return w;
}

static void
settle_hazard(const struct finding *f, struct check_hazard *h)
{
    struct hazard kind = h->hazard;
    struct sought s = {.hazard = &kind};
    struct shown shown;

    h->witness = settle(f, h->witness, &s);
    if (!h->witness.event ||
        !witness_shows(f->b, h->witness.event, h->witness.nevent, &s, &shown))
        return;
    h->witness.nevent = shown.nevent;
    h->hazard = shown.hazard;
    h->got = shown.got;
    h->wanted = shown.wanted;
    h->choices = shown.choices;
}

void
witnesses_find(const struct check_request *q, struct check_result *r,
               struct bound *b, const struct eye *seen)
{
    struct finding f = {.q = q,
                        .b = b,
                        .first = r->explored.seen,
                        .seen = seen,
                        .reduced = q->explore.reduce || q->explore.compact};
    struct check_hazard *h = (struct check_hazard *) (uintptr_t) r->hazard;
    struct check_condition *c =
        (struct check_condition *) (uintptr_t) r->condition;

    for (uint32_t i = 0; i < r->nhazard; i++) {
        struct sought s = {.hazard = &h[i].hazard};

        h[i].witness = first_path(&f, &s);
        note_length(&f, &h[i].witness, r->explored.depth);
    }
    for (uint32_t i = 0; i < r->ncondition; i++) {
        struct sought s = {.condition = c[i].condition};

        c[i].witness = first_path(&f, &s);
        note_length(&f, &c[i].witness, r->explored.depth);
    }
    if (f.reduced && f.longest)
        explore_again(&f, r->explored.states);
    for (uint32_t i = 0; i < r->nhazard; i++)
        settle_hazard(&f, &h[i]);
    for (uint32_t i = 0; i < r->ncondition; i++) {
        struct sought s = {.condition = c[i].condition};

        c[i].witness = settle(&f, c[i].witness, &s);
    }
    done_again(&f);
}

static struct witness
path_to(const struct check_result *r, struct transition at, struct arena *arena)
{
    struct witness w = {.shortest = false};

    if (r->explored.seen)
        w.event = explored_path(r->explored.seen, at, arena, &w.nevent);
    if (!w.event)
        w.nevent = 0;
    return w;
}

struct witness
check_outcome_path(const struct check_result *r, uint32_t outcome,
                   struct arena *arena)
{
    return path_to(r, (struct transition){r->outcome[outcome].first, RANK_NONE},
                   arena);
}

struct witness
check_hazard_path(const struct check_result *r, uint32_t hazard,
                  struct arena *arena)
{
    return path_to(r, r->hazard[hazard].at, arena);
}
