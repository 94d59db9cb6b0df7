/*
 * Whole schedules: what the machine did at random is written as events of the
 * plan, and a replay of that plan does the same and says the same.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/rng.h"
#include "sim/core/access.h"
#include "sim/engine/log.h"
#include "sim/engine/replay.h"
#include "sim/engine/schedule.h"
#include "tests/lib/toy.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

enum { TOYS = 300, EVENTS_MAX = 4000, POINTS_MAX = 4, WALKS = 2 };

static unsigned nwalk, nevents, nhazards, nkinds[8];

struct ear { /* everything the judge says                                     */
    struct sink sink;
    GArray *hazard;
};

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *x)
{
    struct ear *e = (struct ear *) to;
    struct hazard found[JUDGE_MAX];
    uint32_t n = judge(b, m, x, found);

    g_array_append_vals(e->hazard, found, n);
}

static bool
same_hazards(const GArray *x, const GArray *y)
{
    if (x->len != y->len)
        return false;
    for (guint i = 0; i < x->len; i++) {
        const struct hazard *a = &g_array_index(x, struct hazard, i);
        const struct hazard *b = &g_array_index(y, struct hazard, i);

        if (a->kind != b->kind || a->cause != b->cause || a->op != b->op ||
            a->victim != b->victim || a->severity != b->severity ||
            a->line != b->line || a->word != b->word || a->got != b->got ||
            a->wanted != b->wanted)
            return false;
    }
    return true;
}

static bool
at_rest(const struct bound *b, const cell *m)
{
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!machine_thread_done(b, m, t))
            return false;
    for (uint32_t cpu = 0; b->depth && cpu < b->ncpu; cpu++)
        if (window_cells(b, m, cpu, 0)[0])
            return false;
    return true;
}

/* Enabled events at random, programs rather than spontaneous ones, until all
 * is done; 0 if it takes too long. */
static uint32_t
walk(const struct bound *b, struct rng *rng, cell *m, struct event *path,
     struct ear *ear)
{
    struct event *e = g_new(struct event, b->max_events);
    uint32_t n = 0;

    machine_start(b, m);
    while (!at_rest(b, m) && n < EVENTS_MAX) {
        uint32_t ne = machine_enabled(b, m, e), pick;

        cr_assert_gt(ne, 0);
        pick = rng_below(rng, ne);
        if (e[pick].kind > EV_PERFORM && rng_below(rng, 3))
            pick = rng_below(rng, ne);
        path[n++] = e[pick];
        machine_step(b, m, e[pick], &ear->sink);
    }
    g_free(e);
    return at_rest(b, m) ? n : 0;
}

static void
same_again(const struct bind_request *q, const struct plan *plan,
           const cell *end, const struct ear *ear, const char *name)
{
    struct ear again = {
        {hear, 0},
        g_array_new(FALSE, FALSE, sizeof(struct hazard))
    };
    struct bind_request q2 = *q;
    const struct replay_options o = {.also = &again.sink};
    struct replay_result r;
    struct bound *b;
    const char *why = NULL;

    q2.plan = plan;
    b = bind_plan(&q2, &why);
    cr_assert(b, "%s: %s", name, why);
    r = replay(b, q->arena, &o);
    cr_assert_eq(r.wrong_event, UINT32_MAX, "%s: event %u of %u, kind %u", name,
                 r.wrong_event, plan->nevent, plan->event[r.wrong_event].kind);
    for (uint32_t i = 0; i < b->at.ncell; i++)
        cr_assert_eq(r.end[i], end[i], "%s: cell %u", name, i);
    cr_assert(same_hazards(ear->hazard, again.hazard), "%s: other hazards",
              name);
    g_array_unref(again.hazard);
    bound_done(b);
}

static void
there_and_back(const struct bind_request *q, struct rng *rng, const char *name)
{
    struct ear ear = {
        {hear, 0},
        g_array_new(FALSE, FALSE, sizeof(struct hazard))
    };
    struct event *path = g_new(struct event, EVENTS_MAX);
    struct plan plan = *q->plan;
    const char *why = NULL;
    struct bound *b = bind_plan(q, &why);
    cell *m;
    uint32_t n;

    cr_assert(b, "%s: %s", name, why);
    m = g_new(cell, b->at.ncell);
    n = walk(b, rng, m, path, &ear);
    plan.event = schedule_of(b, path, n, q->arena, &plan.nevent);
    for (uint32_t i = 0; i < n; i++)
        nkinds[plan.event[i].kind]++;
    if (n && schedule_is_whole(&plan)) {
        same_again(q, &plan, m, &ear, name);
        nwalk++;
        nevents += n;
        nhazards += ear.hazard->len;
    }
    g_array_unref(ear.hazard);
    g_free(path);
    g_free(m);
    bound_done(b);
}

/* Two CPUs and a device do everything there is to two lines; one of them
 * perhaps whatever it likes. */
static void
program(struct toy *t, struct rng *rng)
{
    static const char *const verb[] = {"load",  "store", "movnt",  "flush",
                                       "fence", "clean", "sfence", "xchg"};
    uint16_t who[3] = {toy_cpu(t), toy_cpu(t), toy_device(t, TOY_HOST, true)};
    uint16_t ram = toy_ram(t, TOY_HOST, TOY_HOST), map[4] = {0}, th[3];

    for (unsigned i = 1; i < 4; i++)
        map[i] = toy_map(t, TOY_HOST, ram, (enum toy_type) i);
    for (unsigned i = 0; i < 3; i++)
        th[i] = toy_thread(t);
    t->thread[th[0]].depth = rng_below(rng, 2) ? 4 : 0;
    for (unsigned i = 0; i < 18; i++) {
        bool dma = i % 3 == 2;
        uint64_t at = 64 * rng_below(rng, 2) + 8 * rng_below(rng, 3);
        const char *v = verb[rng_below(rng, 8)];
        struct plan_step *s =
            toy_do(t, th[i % 3], who[i % 3], dma ? PLAN_NONE : TOY_HOST,
                   !dma                ? v
                   : rng_below(rng, 2) ? "dma-read"
                                       : "dma-write");

        if (s->verb->kind != OP_FENCE)
            toy_at(s, dma ? ram : map[rng_below(rng, 4)], at, at + 8);
        if (s->verb->kind == OP_STORE || s->verb->kind == OP_RMW)
            toy_value(s, i + 1);
    }
}

Test(schedule, of_random_programs_is_followed)
{
    struct rng rng;

    rng_seed(&rng, 7);
    for (unsigned i = 0; i < TOYS; i++) {
        struct toy t;
        char name[32];
        struct bind_request q;

        toy_init(&t);
        t.platform.key[PK_CLEAN_HIT_PEER] = i % 3;
        t.platform.key[PK_CLEAN_HIT_UNCACHED] = i / 3 % 3;
        t.platform.key[PK_LLC] = i & 1;
        program(&t, &rng);
        q = (struct bind_request){
            .plan = &t.plan, .platform = &t.platform, .arena = &t.arena};
        snprintf(name, sizeof name, "toy %u", i);
        there_and_back(&q, &rng, name);
        toy_clear(&t);
    }
    cr_expect_eq(nwalk, TOYS);
    cr_expect_gt(nhazards, 30, "only %u hazards", nhazards);
    for (unsigned i = SPONT_EVICT_L1; i < 8; i++)
        cr_expect(nkinds[i] || i == SPONT_TLB_DROP, "no event of kind %u", i);
}

static void
follow_scenario(struct scenario *sc, struct shipped *shipped, struct rng *rng)
{
    struct diag_sink *sink = diag_sink_new();
    struct arena arena[2];

    cr_assert(scenario_choose(sc, shipped, NULL));
    cr_assert(scenario_points(sc, NULL));
    arena_init(&arena[0], 0);
    arena_init(&arena[1], 0);
    for (uint64_t p = 0; p < MIN(sc->npoint, POINTS_MAX); p++) {
        struct point point;
        const struct experiment *e;
        struct bind_request q;

        points_get(sc->points, p, &point);
        arena_reset(&arena[0]);
        e = script_elaborate(sc->script, &point, &arena[0], sink);
        cr_assert(e, "%s", sc->file);
        for (unsigned i = 0; i < WALKS; i++) {
            arena_reset(&arena[1]);
            q = (struct bind_request){.plan = &e->plan,
                                      .platform = scenario_platform(sc, e),
                                      .policy = sc->stacks->pdata[0],
                                      .arena = &arena[1]};
            there_and_back(&q, rng, sc->file);
        }
    }
    arena_clear(&arena[0]);
    arena_clear(&arena[1]);
    diag_sink_free(sink);
}

Test(schedule, of_shipped_scenarios_is_followed, .timeout = 300)
{
    const char *words[] = {"tests/rules", "scenarios/x86", NULL};
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    GPtrArray *input = inputs_find(shipped->dir, words, &status);
    struct rng rng;

    cr_assert(input);
    rng_seed(&rng, 11);
    for (guint i = 0; i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], NULL, &status);

        cr_assert(sc);
        follow_scenario(sc, shipped, &rng);
        scenario_free(sc);
    }
    printf("%u schedules of %u events followed\n", nwalk, nevents);
    cr_expect_gt(nwalk, 300);
    cr_expect_gt(nkinds[SPONT_TLB_DROP], 0);
    g_ptr_array_unref(input);
    shipped_close(shipped);
}

static struct plan_event
issue(uint16_t thread)
{
    return (struct plan_event){
        .kind = SPONT_ISSUE, .agent = PLAN_NONE, .thread = thread};
}

/* An event that cannot happen is named; the rest of the plan goes on. */
Test(schedule, says_what_cannot_happen)
{
    struct plan_event e[3] = {issue(0), issue(1), issue(0)};
    struct replay_options o = {0};
    struct replay_result r;
    struct toy t;

    toy_init(&t);
    toy_cpu(&t);
    toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_at(toy_do(&t, 0, 0, TOY_HOST, "load"), 0, 0, 8);
    toy_at(toy_do(&t, 0, 0, TOY_HOST, "load"), 0, 8, 16);
    toy_thread(&t);
    t.plan.event = e;
    t.plan.nevent = 3;
    cr_assert_null(toy_bind(&t));
    r = replay(t.b, &t.arena, &o);
    cr_expect_eq(r.wrong_event, 1);
    cr_expect_eq(r.reads, 2);
    cr_expect_eq(r.stuck_step, UINT32_MAX);
    toy_clear(&t);
}

/* Without a schedule that says otherwise an adversary does nothing. */
Test(schedule, gives_an_adversary_its_choices)
{
    struct plan_event e[2] = {issue(1), issue(1)};
    struct replay_options o = {0};
    struct replay_result r;

    for (unsigned with = 0; with < 2; with++) {
        struct toy t;

        toy_init(&t);
        toy_cpu(&t);
        toy_ram(&t, TOY_HOST, TOY_HOST);
        toy_thread(&t);
        t.thread[1].depth = 5;
        for (unsigned i = 0; i < 2; i++)
            toy_value(toy_at(toy_do(&t, 1, 0, TOY_HOST, "store"), 0, 0, 8),
                      i + 1);
        toy_at(toy_do(&t, 0, 0, TOY_HOST, "load"), 0, 0, 8)->result = 0;
        e[0].slot = 1; /* the second of the menu, then enough */
        e[1].slot = 2;
        t.plan.event = e;
        t.plan.nevent = with ? 2 : 0;
        cr_assert_null(toy_bind(&t));
        r = replay(t.b, &t.arena, &o);
        cr_expect_eq(r.wrong_event, UINT32_MAX);
        cr_expect_eq(machine_value(t.b, r.end, r.end[t.b->at.reg] - 1),
                     with ? 2 : 0);
        cr_expect_eq(r.writes, with);
        toy_clear(&t);
    }
}
