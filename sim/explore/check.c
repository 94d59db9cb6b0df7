/* Explores, collects, judges. */

#include "sim/explore/check.h"

#include <glib.h>

#include "sim/core/control.h"
#include "sim/explore/collect.h"
#include "sim/explore/columns.h"
#include "sim/explore/judge_claims.h"
#include "sim/explore/stronger.h"
#include "sim/explore/witnesses.h"

struct checking {
    const struct check_request *q;
    struct check_result *r;
    struct marks marks;
    struct observed o;
};

struct exploring {
    const struct check_request *q;
    struct eye **eye; /* [jobs]                                               */
    struct eye *all;  /* of them                                              */
    const struct plan *plan;
    unsigned jobs;
    bool decided;
};

static struct explore_eye *
eye_of(void *to, unsigned i)
{
    struct exploring *x = to;

    return &x->eye[i]->eye;
}

static bool
after_block(void *to, const struct explore_progress *p)
{
    struct exploring *x = to;

    if (x->q->until_decided && decided(x->q, x->plan, x->eye, x->jobs))
        x->decided = true;
    if (x->decided)
        return false;
    return !x->q->progress || x->q->progress(x->q->to, p);
}

static struct explore_result
explore_all(struct exploring *x, struct bound *b, const struct marks *marks,
            const struct observed *o)
{
    struct explore_visitor v = {eye_of, eye_state, after_block, x};
    struct explore_result r;

    x->plan = b->plan;
    x->jobs = x->q->explore.jobs ? x->q->explore.jobs : 1;
    x->eye = g_new(struct eye *, x->jobs);
    for (unsigned i = 0; i < x->jobs; i++)
        x->eye[i] = eye_new(b, marks, o);
    r = explore(b, &x->q->explore, &v);
    if (r.end == EXPLORE_STOPPED && x->decided)
        r.end = EXPLORE_DECIDED;
    x->all = x->eye[0];
    for (unsigned i = 1; i < x->jobs; i++) {
        eye_merge(x->all, x->eye[i]);
        eye_free(x->eye[i]);
    }
    g_free(x->eye);
    eye_sort(x->all);
    return r;
}

/* ------------------------------------------------------------------ result */

static void
keep_hazards(const struct checking *k, const struct eye *e)
{
    struct check_hazard *h =
        arena_new_array(k->q->arena, struct check_hazard, e->found->len + 1u);

    for (guint i = 0; i < e->found->len; i++) {
        const struct found *f = &g_array_index(e->found, struct found, i);

        h[i] = (struct check_hazard){.hazard = f->hazard,
                                     .got = f->got,
                                     .wanted = f->wanted,
                                     .count = f->seen.count,
                                     .at = f->seen.at};
    }
    k->r->hazard = h;
    k->r->nhazard = e->found->len;
}

static void
keep_conditions(const struct checking *k, const struct eye *e)
{
    struct check_condition *c =
        arena_new_array(k->q->arena, struct check_condition, CONDITIONS);

    for (uint8_t i = 0; i < CONDITIONS; i++) {
        if (!e->condition[i].count)
            continue;
        c[k->r->ncondition++] = (struct check_condition){
            .condition = i, .count = e->condition[i].count};
        k->r->conditions |= 1u << i;
    }
    k->r->condition = c;
}

/* A mark that every execution ends with, and that one kind of hazard alone can
 * set, says that this one always shows. */
static void
keep_always(const struct checking *k, const struct eye *e, uint32_t always)
{
    struct check_hazard *h = (struct check_hazard *) (uintptr_t) k->r->hazard;

    for (uint32_t mark = 0; mark < k->marks.n; mark++) {
        uint32_t who = 0, n = 0;

        for (guint i = 0; i < e->found->len; i++)
            if (g_array_index(e->found, struct found, i).marks >> mark & 1) {
                who = i;
                n++;
            }
        if (n == 1 && always >> mark & 1)
            h[who].always = true;
    }
}

static void
judge_all(const struct checking *k, const struct evidence *e)
{
    struct arena *arena = k->q->arena;
    struct check_claim *claim =
        arena_new_array(arena, struct check_claim, k->q->nclaim + 1);
    struct check_property *property =
        arena_new_array(arena, struct check_property, PROPERTIES);

    for (uint32_t i = 0; i < k->q->nclaim; i++)
        if (k->q->claim[i]->mode != CLAIM_EXPECT)
            claim[k->r->nclaim++] = claim_judged(e, k->q->claim[i]);
    for (uint8_t p = 0; p < PROPERTY_SAME_OUTCOMES; p++)
        if (k->q->property >> p & 1)
            property[k->r->nproperty++] = property_judged(e, (enum property) p);
    k->r->claim = claim;
    k->r->property = property;
}

static struct evidence
evidence_of(const struct checking *k)
{
    struct evidence e = {.plan = k->q->plan,
                         .r = k->r,
                         .marks = &k->marks,
                         .ends = k->r->noutcome > 0};

    for (uint32_t i = 0; i < k->r->noutcome; i++)
        e.missed |= ~k->r->outcome[i].marks;
    return e;
}

static void
keep_all(struct checking *k, struct bound *b, const struct eye *e)
{
    struct check_result *r = k->r;
    struct evidence evidence;

    keep_hazards(k, e);
    keep_conditions(k, e);
    r->outcome = outcomes_rows(e->outcomes, k->q->arena, &r->noutcome);
    evidence = evidence_of(k);
    if (evidence.ends && r->end == EXPLORE_COMPLETE && !r->compact)
        keep_always(k, e, ~evidence.missed);
    judge_all(k, &evidence);
    r->stronger = stronger_in(b, k->q->arena);
}

/* -------------------------------------------------------------- exploring */

static struct bound *
bind_all(struct checking *k)
{
    const struct check_request *q = k->q;
    struct bind_request bind = {.plan = q->plan,
                                .platform = q->platform,
                                .policy = q->policy,
                                .arena = q->arena,
                                .without = q->without,
                                .nmark = k->marks.n,
                                .every_choice = true,
                                .background = !q->no_background};
    struct bound *b = bind_plan(&bind, &k->r->why);

    if (b && !control_close(b)) {
        k->r->why = CONFIGS_TOO_MANY;
        bound_done(b);
        return NULL;
    }
    if (b)
        control_answer(b);
    return b;
}

static bool
has_background(const struct bound *b)
{
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (b->plan->agent[b->cpu_agent[cpu]].background)
            return true;
    return false;
}

/* The number of a digest that is known + 1, else 0. */
static uint32_t
find_known(const struct check_request *q, struct control_digest d)
{
    for (uint32_t i = 0; i < q->nknown; i++)
        if (q->known[i].low == d.low && q->known[i].high == d.high)
            return i + 1;
    return 0;
}

struct check_result
check(const struct check_request *q)
{
    struct check_result r = {.compact = q->explore.compact};
    struct checking k = {.q = q, .r = &r};
    struct exploring x = {.q = q};
    struct observed *o = arena_new(q->arena, struct observed);
    struct bound *b;

    r.end = EXPLORE_IMPOSSIBLE;
    if (!marks_needed(q, &k.marks)) {
        r.why = "more than 32 hazards are named in `always`";
        return r;
    }
    b = bind_all(&k);
    if (!b)
        return r;
    r.end = EXPLORE_COMPLETE;
    r.observed = o;
    *o = columns_of(q, b);
    r.bound = b;
    r.background = has_background(b);
    r.digest = control_digest(b);
    r.known = find_known(q, r.digest);
    if (r.known) {
        r.end = EXPLORE_DECIDED;
        return r;
    }
    r.explored = explore_all(&x, b, &k.marks, o);
    r.end = r.explored.end;
    r.why = r.explored.why;
    if (r.end != EXPLORE_IMPOSSIBLE) {
        keep_all(&k, b, x.all);
        if (!q->no_witness)
            witnesses_find(q, &r, b, x.all);
    }
    eye_free(x.all);
    return r;
}

void
check_done(struct check_result *r)
{
    explored_free(r->explored.seen);
    bound_done((struct bound *) (uintptr_t) r->bound);
    r->explored.seen = NULL;
    r->bound = NULL;
}
