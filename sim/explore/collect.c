/* What every transition shows. */

#include "sim/explore/collect.h"

bool
hazard_alike(const struct hazard *a, const struct hazard *b)
{
    return a->kind == b->kind && a->cause == b->cause &&
           a->victim == b->victim && a->severity == b->severity;
}

static int
compare(struct transition a, struct transition b)
{
    if (a.from != b.from)
        return a.from < b.from ? -1 : 1;
    return a.rank < b.rank ? -1 : a.rank > b.rank;
}

/* Counts a transition, once; whether it is the least so far. */
static bool
sight(struct sighting *s, struct transition at)
{
    bool least = !s->count || compare(at, s->at) < 0;

    if (s->count && compare(at, s->last) == 0)
        return false;
    s->count++;
    s->last = at;
    if (least)
        s->at = at;
    return least;
}

static uint32_t
marks_of_hazard(const struct marks *k, const struct hazard *h)
{
    uint32_t set = 0;

    for (uint32_t i = 0; i < k->n; i++)
        if (!k->mark[i].is_condition && claim_matches(&k->mark[i].hazard, h))
            set |= 1u << i;
    return set;
}

static struct found *
find(const GArray *found, const struct hazard *h)
{
    for (guint i = 0; i < found->len; i++) {
        struct found *f = &g_array_index(found, struct found, i);

        if (hazard_alike(&f->hazard, h))
            return f;
    }
    return NULL;
}

static void
note_hazard(struct eye *e, const struct bound *b, const cell *m,
            const struct hazard *h)
{
    struct found *f = find(e->found, h);

    if (!f) {
        struct found new = {.hazard = *h,
                            .marks = marks_of_hazard(e->marks, h)};

        g_array_append_val(e->found, new);
        f = &g_array_index(e->found, struct found, e->found->len - 1);
    }
    e->eye.marks |= f->marks;
    if (sight(&f->seen, e->eye.at)) {
        f->hazard = *h;
        f->got = machine_value(b, m, h->got);
        f->wanted = machine_value(b, m, h->wanted);
    }
}

static void
note_conditions(struct eye *e, uint32_t set)
{
    for (uint32_t i = 0; i < CONDITIONS; i++)
        if (set >> i & 1)
            sight(&e->condition[i], e->eye.at);
    for (uint32_t i = 0; i < e->marks->n; i++)
        if (e->marks->mark[i].is_condition &&
            set >> e->marks->mark[i].condition & 1)
            e->eye.marks |= 1u << i;
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct eye *e = (struct eye *) to;
    struct hazard found[JUDGE_MAX];
    uint32_t n;

    if (t->kind == TX_ISSUE) {
        uint32_t set = access_conditions(b, m, t);

        if (set)
            note_conditions(e, set);
        return;
    }
    if (t->kind == TX_CONDITION) {
        note_conditions(e, 1u << t->version);
        return;
    }
    if (judge_is_plain(b, m, t))
        return;
    n = judge(b, m, t, found);
    for (uint32_t i = 0; i < n; i++)
        note_hazard(e, b, m, &found[i]);
}

void
eye_state(struct explore_eye *eye, const struct bound *b, const cell *m,
          uint32_t id, uint32_t nevent)
{
    struct eye *e = (struct eye *) eye;

    (void) nevent;
    if (outcome_final(b, m))
        outcomes_add(e->outcomes, b, m, id);
}

struct eye *
eye_new(const struct bound *b, const struct marks *marks,
        const struct observed *o)
{
    struct eye *e = g_new0(struct eye, 1);
    uint32_t wanted = 1u << TX_ISSUE | 1u << TX_CONDITION;

    if (b->judged)
        wanted |= JUDGED_KINDS;
    e->eye.sink = (struct sink){hear, ~wanted};
    e->marks = marks;
    e->found = g_array_new(FALSE, FALSE, sizeof(struct found));
    if (o)
        e->outcomes = outcomes_new(o);
    return e;
}

void
eye_free(struct eye *e)
{
    if (!e)
        return;
    g_array_free(e->found, TRUE);
    outcomes_free(e->outcomes);
    g_free(e);
}

/* ----------------------------------------------------------------- merging */

/* Whether FROM saw an earlier one. */
static bool
add_sighting(struct sighting *to, const struct sighting *from)
{
    bool least = from->count && (!to->count || compare(from->at, to->at) < 0);

    if (least)
        to->at = from->at;
    to->count += from->count;
    return least;
}

void
eye_merge(struct eye *to, const struct eye *from)
{
    for (guint i = 0; i < from->found->len; i++) {
        const struct found *f = &g_array_index(from->found, struct found, i);
        struct found *known = find(to->found, &f->hazard);

        if (!known) {
            g_array_append_val(to->found, *f);
        } else if (add_sighting(&known->seen, &f->seen)) {
            known->hazard = f->hazard;
            known->got = f->got;
            known->wanted = f->wanted;
        }
    }
    for (uint32_t i = 0; i < CONDITIONS; i++)
        add_sighting(&to->condition[i], &from->condition[i]);
    if (to->outcomes)
        outcomes_merge(to->outcomes, from->outcomes);
}

static int
by_sighting(gconstpointer a, gconstpointer b)
{
    const struct found *x = a, *y = b;
    int order = compare(x->seen.at, y->seen.at);

    if (order)
        return order;
    if (x->hazard.kind != y->hazard.kind)
        return x->hazard.kind < y->hazard.kind ? -1 : 1;
    if (x->hazard.cause != y->hazard.cause)
        return x->hazard.cause < y->hazard.cause ? -1 : 1;
    if (x->hazard.victim != y->hazard.victim)
        return x->hazard.victim < y->hazard.victim ? -1 : 1;
    return x->hazard.severity < y->hazard.severity ? -1 : 1;
}

void
eye_sort(struct eye *e)
{
    g_array_sort(e->found, by_sighting);
}
