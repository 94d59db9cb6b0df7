/*
 * Replays of scenarios with seeds: whatever is drawn, no state is impossible,
 * the same seed gives the same end, and a replay finds no hazard the judge has
 * no name for.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "sim/engine/replay.h"
#include "tests/lib/invariants.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

enum { SEEDS = 12, POINTS_MAX = 64 };

static unsigned nreplay, nsettled;

struct watch {
    struct sink sink;
    const struct bound *b;
    const char *file;
    uint64_t seed;
};

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *x)
{
    const struct watch *w = (struct watch *) to;
    const char *why = txn_fault(b, m, x);

    cr_assert_null(why, "%s with seed %u: %s", w->file, (unsigned) w->seed,
                   why ? why : "");
}

static void
settled(void *to, uint32_t step, const cell *m)
{
    const struct watch *w = to;
    const char *why = state_fault(w->b, m);

    (void) step;
    nsettled++;
    cr_assert_null(why, "%s with seed %u: %s", w->file, (unsigned) w->seed,
                   why ? why : "");
}

static const cell *
play(struct watch *w, struct arena *arena)
{
    const struct replay_options o = {.seed = w->seed,
                                     .conditions = true,
                                     .also = &w->sink,
                                     .settled = settled,
                                     .to = w};
    struct replay_result r = replay(w->b, arena, &o);

    nreplay++;
    for (uint32_t i = 0; i < r.nhazard; i++) {
        cr_assert(r.hazard[i].kind && r.hazard[i].kind < HAZARD_KINDS);
        cr_assert_lt(r.hazard[i].got, w->b->nversion, "%s", w->file);
        cr_assert_lt(r.hazard[i].wanted, w->b->nversion, "%s", w->file);
        cr_assert_lt(r.hazard[i].victim, w->b->plan->nprincipal);
    }
    return r.end;
}

static void
play_case(const struct scenario *sc, const struct experiment *e,
          const struct policy_stack *stack, struct arena *arena)
{
    struct bind_request q = {.plan = &e->plan,
                             .platform = scenario_platform(sc, e),
                             .policy = stack,
                             .arena = arena};
    const char *why = NULL;
    struct watch w = {.sink = {.hear = hear}, .file = sc->file};

    w.b = bind_plan(&q, &why);
    cr_assert(w.b, "%s: %s", sc->file, why);
    for (w.seed = 0; w.seed < SEEDS; w.seed++) {
        const cell *one = play(&w, arena), *two = play(&w, arena);

        cr_assert(!memcmp(one, two, w.b->at.ncell * sizeof *one),
                  "%s with seed %u ends in two ways", sc->file,
                  (unsigned) w.seed);
    }
    bound_done((struct bound *) (uintptr_t) w.b);
}

static void
play_scenario(struct scenario *sc, struct shipped *shipped)
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

        points_get(sc->points, p, &point);
        arena_reset(&arena[0]);
        e = script_elaborate(sc->script, &point, &arena[0], sink);
        cr_assert(e, "%s", sc->file);
        arena_reset(&arena[1]);
        play_case(sc, e, sc->stacks->pdata[0], &arena[1]);
    }
    arena_clear(&arena[0]);
    arena_clear(&arena[1]);
    diag_sink_free(sink);
}

Test(replays, are_sound_and_repeat, .timeout = 300)
{
    const char *words[] = {"tests/rules", "scenarios/x86", NULL};
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    GPtrArray *input;

    cr_assert(shipped);
    input = inputs_find(shipped->dir, words, &status);
    cr_assert(input);
    for (guint i = 0; i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], NULL, &status);

        cr_assert(sc);
        play_scenario(sc, shipped);
        scenario_free(sc);
    }
    printf("%u replays, %u states seen\n", nreplay, nsettled);
    cr_expect_gt(nreplay, 1000);
    g_ptr_array_unref(input);
    shipped_close(shipped);
}
