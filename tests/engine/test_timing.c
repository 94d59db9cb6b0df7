/* Cycles: what an agent waits for, and what goes on behind it. */
#include <criterion/criterion.h>

#include "sim/engine/replay.h"
#include "tests/lib/toy.h"

static struct toy t;
static uint16_t cpu0, cpu1;

static void
start(void)
{
    uint64_t *key;

    toy_init(&t);
    cpu0 = toy_cpu(&t);
    cpu1 = toy_cpu(&t);
    key = t.platform.key;
    for (unsigned i = PK_CYC_L1; i < PK_COUNT; i++)
        key[i] = 0;
    key[PK_CYC_ISSUE] = 1;
    key[PK_CYC_L1] = 4;
    key[PK_CYC_DRAM] = 100;
    key[PK_CYC_PEER] = 50;
    key[PK_CYC_UC_READ] = 300;
    key[PK_CYC_UC_WRITE] = 500;
    key[PK_CYC_MMIO_READ] = 2000;
}

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(timing, .init = start, .fini = end);

static void
step(uint16_t agent, const char *verb, uint32_t map)
{
    struct plan_step *s =
        toy_at(toy_do(&t, 0, agent, TOY_HOST, verb), map, 0, 8);

    if (s->verb->kind == OP_STORE)
        toy_value(s, 1);
}

static struct replay_result
play(void)
{
    const struct replay_options o = {0};
    const char *why = toy_bind(&t);

    cr_assert_null(why, "%s", why ? why : "");
    return replay(t.b, &t.arena, &o);
}

Test(timing, a_miss_then_a_hit)
{
    toy_ram(&t, TOY_HOST, TOY_HOST);
    step(cpu0, "load", 0);
    step(cpu0, "load", 0);
    cr_expect_eq(play().agent_cycles[cpu0], 1 + 100 + 4 + 1 + 4);
}

Test(timing, another_cpu_waits_for_what_it_is_handed)
{
    struct replay_result r;

    toy_ram(&t, TOY_HOST, TOY_HOST);
    step(cpu0, "load", 0); /* 105 */
    step(cpu1, "load", 0);
    r = play();
    cr_expect_eq(r.agent_cycles[cpu1], 105 + 1 + 50 + 4);
    cr_expect_eq(r.cycles, r.agent_cycles[cpu1]);
}

Test(timing, an_uncached_load_waits_for_stores_and_never_hits)
{
    uint16_t ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    uint16_t uc = toy_map(&t, TOY_HOST, ram, TOY_UC);

    step(cpu0, "store", uc); /* at 1, done at 501 */
    step(cpu0, "load", uc);
    cr_expect_eq(play().agent_cycles[cpu0], 501 + 1 + 300);
}

Test(timing, a_cached_load_does_not_wait_for_stores)
{
    uint16_t ram = toy_ram(&t, TOY_HOST, TOY_HOST), uc;

    toy_ram(&t, TOY_HOST, TOY_HOST);
    uc = toy_map(&t, TOY_HOST, ram, TOY_UC);
    step(cpu0, "store", uc);
    step(cpu0, "load", TOY_PRINCIPALS); /* the other page */
    cr_expect_eq(play().agent_cycles[cpu0], 501);
}

Test(timing, a_peers_dirty_line_is_no_hit_for_an_uncached_load)
{
    uint16_t ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    uint16_t uc = toy_map(&t, TOY_HOST, ram, TOY_UC);
    struct replay_result r;

    step(cpu0, "store", 0);
    step(cpu1, "load", uc);
    r = play();
    cr_expect_eq(r.agent_cycles[cpu1] - r.agent_cycles[cpu0], 1 + 300);
}

Test(timing, a_register_is_read_once)
{
    uint16_t gpu = toy_device(&t, TOY_HOST, false);
    uint16_t regs = toy_mmio(&t, gpu, REG_EXACT);

    step(cpu0, "load", toy_map(&t, TOY_HOST, regs, TOY_UC));
    cr_expect_eq(play().agent_cycles[cpu0], 1 + 2000);
}

Test(timing, a_burst_is_one_transaction)
{
    uint16_t wc =
        toy_map(&t, TOY_HOST, toy_ram(&t, TOY_HOST, TOY_HOST), TOY_WC);

    t.platform.key[PK_CYC_WC_DRAIN] = 1000;
    step(cpu0, "store", wc);
    toy_value(toy_at(toy_do(&t, 0, cpu0, TOY_HOST, "store"), wc, 8, 64), 1);
    toy_do(&t, 0, cpu0, TOY_HOST, "fence");
    cr_expect_eq(play().agent_cycles[cpu0], 1 + 1 + 1000);
}
