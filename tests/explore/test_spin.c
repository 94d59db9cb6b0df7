/*
 * The search takes exactly the transitions SPIN takes of the same system,
 * written for it in Promela: tests/bench/cohdma.pml.  The numbers are those of
 *
 *     spin -DSHORT -a -o2 tests/bench/cohdma.pml
 *     gcc -O2 -DSAFETY -DNOREDUCE pan.c -o pan && ./pan -m10000
 *
 * SPIN counts one transition more, the way into the first state.
 * tests/bench/against_spin does the same with the whole benchmark.
 */
#include <criterion/criterion.h>
#include <glib.h>

#include "sim/explore/explore.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

static const char *const files[] = {"tests/bench/short.scn", NULL};

Test(spin, stores_as_many_states)
{
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    GPtrArray *input =
        inputs_find(shipped->dir, (const char **) files, &status);
    struct scenario *sc =
        scenario_load(shipped, input->pdata[0], NULL, &status);
    struct diag_sink *sink = diag_sink_new();
    const struct experiment *e;
    struct explore_result r;
    const char *why = NULL;
    struct arena arena;
    struct point point;
    struct bound *b;

    cr_assert(sc && scenario_choose(sc, shipped, NULL) &&
              scenario_points(sc, NULL));
    arena_init(&arena, 0);
    points_get(sc->points, 0, &point);
    e = script_elaborate(sc->script, &point, &arena, sink);
    cr_assert(e);
    b = bind_plan(&(struct bind_request){.plan = &e->plan,
                                         .platform = scenario_platform(sc, e),
                                         .policy = sc->stacks->pdata[0],
                                         .arena = &arena},
                  &why);
    cr_assert(b, "%s", why);
    r = explore(b, &(struct explore_options){0}, &(struct explore_visitor){0});
    cr_expect_eq(r.end, EXPLORE_COMPLETE);
    cr_expect_eq(r.states, 63929, "%" G_GUINT64_FORMAT " states", r.states);
    cr_expect_eq(r.transitions, 386950, "%" G_GUINT64_FORMAT " transitions",
                 r.transitions);
    explored_free(r.seen);
    bound_done(b);
    arena_clear(&arena);
    scenario_free(sc);
    g_ptr_array_unref(input);
    shipped_close(shipped);
    diag_sink_free(sink);
}
