/*
 * Reductions lose nothing: every shipped scenario, at every point and under
 * every policy it names, shows the same hazards and the same last states with
 * each reduction, with all, and with none; so does the benchmark system.
 */
#include <criterion/criterion.h>
#include <glib.h>

#include "sim/core/judge.h"
#include "sim/explore/explore.h"
#include "tests/lib/cohdma.h"
#include "tests/lib/reductions.h"
#include "tests/lib/sanitized.h"
#include "tests/lib/toy.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

/* --------------------------------------------------------------- scenarios */

/* What only a replay looks at may be of any size. */
static bool
speaks_of_schedules(const struct experiment *e)
{
    for (uint32_t i = 0; i < e->nclaim; i++)
        if (e->claim[i].mode != CLAIM_EXPECT)
            return true;
    return e->ntheorem > 0;
}

static void
compare_scenario(struct scenario *sc, struct shipped *shipped, uint64_t states,
                 struct tally *t)
{
    struct diag_sink *sink = diag_sink_new();
    struct arena arena[2];

    cr_assert(scenario_choose(sc, shipped, NULL));
    cr_assert(scenario_points(sc, NULL));
    arena_init(&arena[0], 0);
    arena_init(&arena[1], 0);
    for (uint64_t p = 0; p < sc->npoint; p += EACH) {
        const struct experiment *e;
        struct point point;

        points_get(sc->points, p, &point);
        arena_reset(&arena[0]);
        e = script_elaborate(sc->script, &point, &arena[0], sink);
        cr_assert(e, "%s", sc->file);
        for (guint k = 0; speaks_of_schedules(e) && k < sc->stacks->len; k++) {
            struct bind_request q = {.plan = &e->plan,
                                     .platform = scenario_platform(sc, e),
                                     .policy = sc->stacks->pdata[k],
                                     .arena = &arena[1]};
            const char *why = NULL;
            g_autofree char *what = g_strdup_printf(
                "%s with %s under %s", sc->file,
                point_text(sc->script, &point, &arena[0]), q.policy->name);
            struct bound *b;

            arena_reset(&arena[1]);
            b = bind_plan(&q, &why);
            cr_assert(b, "%s: %s", what, why);
            reductions_compare(b, states, what, t);
            bound_done(b);
        }
    }
    arena_clear(&arena[0]);
    arena_clear(&arena[1]);
    diag_sink_free(sink);
}

static void
compare_folder(const char *folder, uint64_t states)
{
    const char *only = g_getenv("MTSIM_SCHEDULES"); /* for trying one */
    const char *words[] = {only ? only : folder, NULL};
    struct tally t = {0};
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    GPtrArray *input;

    cr_assert(shipped);
    input = inputs_find(shipped->dir, words, &status);
    cr_assert(input);
    for (guint i = 0; i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], NULL, &status);

        cr_assert(sc, "%s", ((struct input *) input->pdata[i])->shown);
        compare_scenario(sc, shipped, states, &t);
        scenario_free(sc);
    }
    reductions_print(folder, &t);
    g_ptr_array_unref(input);
    shipped_close(shipped);
    cr_expect_gt(t.cases, t.bounded);
}

Test(reduce, rules_show_the_same, .timeout = 300)
{
    compare_folder("tests/rules", 60000 / EACH);
}

Test(reduce, shipped_scenarios_show_the_same, .timeout = 300)
{
    compare_folder("scenarios/x86", 60000 / EACH);
    compare_folder("scenarios/iommu", 60000 / EACH);
}

Test(reduce, arm64_scenarios_show_the_same, .timeout = 300)
{
    compare_folder("scenarios/arm64", 20000 / EACH);
}

/* -------------------------------------------------------- benchmark system */

/* As tests/explore/test_cohdma.c. */
Test(reduce, benchmark_system_keeps_its_outcomes, .timeout = 300,
     .disabled = SANITIZED)
{
    struct cohdma system;
    struct arena arena;
    struct bound *b;
    struct seen s;

    arena_init(&arena, 0);
    b = cohdma_bind(&system, &arena);
    s = seen_search(b, REDUCE_AMPLE, 0);
    cr_expect_eq(g_hash_table_size(s.last), 2557, "%u outcomes",
                 g_hash_table_size(s.last));
    cr_expect_eq(s.states, 5119539);
    seen_clear(&s);
    bound_done(b);
    arena_clear(&arena);
}

/* -------------------------------------------------------------------- traps */

struct sought {
    uint8_t kind, cause;
};

static gboolean
is_sought(gpointer key, gpointer value, gpointer data)
{
    const struct sought *s = data;

    (void) value;
    return (GPOINTER_TO_UINT(key) >> 1 & 0x7f) == s->kind &&
           (GPOINTER_TO_UINT(key) >> 8 & 0x3f) == s->cause;
}

/* Whether some hazard of this kind, with this cause, is shown. */
static bool
shows(const struct seen *s, uint8_t kind, uint8_t cause)
{
    struct sought sought = {kind, cause};

    return g_hash_table_find(s->hazard, is_sought, &sought) != NULL;
}

static void
expect_shown(struct toy *t, uint8_t kind, uint8_t cause)
{
    const char *why = toy_bind(t);
    struct tally tally = {0};
    struct seen s;

    cr_assert_null(why, "%s", why);
    s = seen_search(t->b, 0, 0);
    cr_expect(shows(&s, kind, cause), "the trap is none");
    seen_clear(&s);
    reductions_compare(t->b, UINT32_MAX, "trap", &tally);
    toy_clear(t);
}

/* A store that waits in the window vouches for the older one below it: it may
 * not enter before the older one had its chance to be lost. */
Test(reduce, a_store_hides_no_lost_write)
{
    struct toy t;
    uint16_t cpu, device, ram;

    toy_init(&t);
    t.platform.key[PK_HONOURS_NO_SNOOP] = 1;
    cpu = toy_cpu(&t);
    device = toy_device(&t, TOY_HOST, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(toy_at(toy_do(&t, 0, cpu, TOY_HOST, "store"), 0, 0, 8), 1);
    toy_value(toy_at(toy_do(&t, 0, device, PLAN_NONE, "dma-write"), ram, 8, 16),
              2);
    toy_value(toy_at(toy_do(&t, 0, cpu, TOY_HOST, "store"), 0, 8, 16), 3);
    expect_shown(&t, HAZARD_LOST_WRITE, CAUSE_FALSE_SHARING);
}

/* A flush that waits in the window is the cause of what is read meanwhile. */
Test(reduce, a_flush_changes_no_cause)
{
    struct toy t;
    uint16_t cpu[2], device, ram, thread[2];

    toy_init(&t);
    t.platform.key[PK_HONOURS_NO_SNOOP] = 1;
    cpu[0] = toy_cpu(&t);
    cpu[1] = toy_cpu(&t);
    device = toy_device(&t, TOY_HOST, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(toy_at(toy_do(&t, 0, cpu[0], TOY_HOST, "store"), 0, 0, 8), 1);
    toy_do(&t, 0, cpu[0], TOY_HOST, "fence");
    thread[0] = toy_thread(&t);
    thread[1] = toy_thread(&t);
    toy_at(toy_do(&t, thread[0], cpu[1], TOY_HOST, "flushopt"), 0, 0, 8);
    toy_at(toy_do(&t, thread[1], device, PLAN_NONE, "dma-read"), ram, 0, 8);
    expect_shown(&t, HAZARD_STALE_READ, CAUSE_DIRTY_LINE_NOT_SNOOPED);
}
