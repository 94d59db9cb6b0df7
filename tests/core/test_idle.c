/* A CPU that runs nothing, but fills and evicts (R16). */
#include <criterion/criterion.h>

#include "tests/lib/everywhere.h"
#include "tests/lib/toy.h"

static struct toy t;
static struct everywhere w;

static void
start(void)
{
    toy_init(&t);
    t.platform.key[PK_WINDOW_DEPTH] = 1;
    t.platform.key[PK_WC_BUFFERS] = 1;
    toy_cpu(&t);
    everywhere_init(&w);
}

static void
end(void)
{
    everywhere_clear(&w);
    toy_clear(&t);
}

TestSuite(idle, .init = start, .fini = end);

/* A guest writes around the caches, its device reads through them: only what
 * somebody else has in a cache is stale. */
static void
around(enum toy_type host)
{
    uint16_t ram = toy_ram(&t, TOY_VM1, TOY_VM1);
    uint16_t nic = toy_device(&t, TOY_VM1, false);

    t.map[TOY_HOST].type = host;
    t.map[TOY_VMM].type = t.map[TOY_VM1].type = TOY_UC_BLIND;
    toy_value(toy_at(toy_do(&t, 0, 0, TOY_VM1, "store"), TOY_VM1, 0, 8), 1);
    toy_at(toy_do(&t, 0, nic, PLAN_NONE, "dma-read"), ram, 0, 8)->result = 0;
}

static void
bind(bool background)
{
    struct bind_request q = {.plan = &t.plan,
                             .platform = &t.platform,
                             .arena = &t.arena,
                             .background = background};
    const char *why = NULL;

    t.b = bind_plan(&q, &why);
    cr_assert(t.b, "%s", why);
}

static void
expect(const char *one_of, const struct strings *set, guint size)
{
    cr_expect_eq(set->list->len, size);
    cr_expect(g_hash_table_contains(set->known, one_of), "not '%s'", one_of);
}

Test(idle, nobody_else_leaves_a_stale_line)
{
    around(TOY_WB);
    bind(false);
    cr_expect_eq(t.b->ncpu, 1);
    everywhere_add(&w, t.b);
    cr_expect_eq(w.hazard.list->len, 0);
    expect("r0=1 100000.0=1 ", &w.end, 1);
}

Test(idle, a_cpu_leaves_a_stale_line)
{
    const struct plan_agent *idle;
    struct event e[64];
    uint32_t n;
    cell *m;

    around(TOY_WB);
    bind(true);
    cr_assert_eq(t.b->ncpu, 2);
    cr_expect_eq(t.plan.nagent, 2, "the plan itself stays");
    cr_expect_eq(t.b->plan->nagent, 3);
    idle = &t.b->plan->agent[t.b->cpu_agent[1]];
    cr_expect_str_eq(idle->name, "idle");
    cr_expect(idle->background);
    everywhere_add(&w, t.b);
    expect("stale-read stale-clean-line of 2 by 2, functional, line 100000 "
           "word 0",
           &w.hazard, 1);
    expect("r0=0 100000.0=1 ", &w.end, 2);

    m = g_new0(cell, t.b->at.ncell);
    machine_start(t.b, m);
    cr_assert_leq(t.b->max_events, 64);
    n = machine_enabled(t.b, m, e);
    cr_assert_eq(n, 2);
    cr_expect(e[1].kind == EV_FILL && e[1].agent == 1);
    machine_step(t.b, m, e[1], NULL);
    n = machine_enabled(t.b, m, e);
    cr_assert_eq(n, 2);
    cr_expect(e[1].kind == EV_EVICT && e[1].agent == 2);
    g_free(m);
}

Test(idle, has_nothing_to_do_where_the_host_caches_nothing)
{
    around(TOY_UC);
    bind(true);
    cr_expect_eq(t.b->ncpu, 1);
}

Test(idle, leaves_registers_alone)
{
    uint16_t gpu = toy_device(&t, TOY_HOST, false);
    uint16_t regs = toy_mmio(&t, gpu, REG_EXACT);
    uint16_t map = toy_map(&t, TOY_HOST, regs, TOY_WB);

    toy_at(toy_do(&t, 0, 0, TOY_HOST, "load"), map, 0, 8);
    bind(true);
    cr_expect_eq(t.b->ncpu, 1);
}

Test(idle, is_one)
{
    around(TOY_WB);
    t.agent[toy_cpu(&t)].background = true;
    bind(true);
    cr_expect_eq(t.b->ncpu, 2);
}
