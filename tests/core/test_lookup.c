/*
 * Accesses that look for dirty copies alone (R13), whoever asks; and who may
 * fill a line while a guest runs (R17).
 */
#include <criterion/criterion.h>

#include "sim/core/access.h"
#include "tests/lib/weak.h"

static struct toy t;

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(lookup, .fini = end);

/* CPU 0 stores 1 write-back, then agent WHO does VERB through a map of TYPE. */
static cell *
second(enum toy_type type, bool device, const char *verb, bool alt)
{
    uint16_t cpu, ram, map, who;
    struct plan_step *s;
    cell *m;

    weak_init(&t, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    t.plan.nmap = 1;
    map = toy_map(&t, TOY_HOST, ram, type);
    cpu = toy_cpu(&t);
    who = device ? toy_device(&t, TOY_HOST, true) : toy_cpu(&t);
    toy_value(toy_at(toy_do(&t, 0, cpu, TOY_HOST, "store"), 0, 0, 8), 1);
    s = toy_do(&t, 0, who, device ? PLAN_NONE : TOY_HOST, verb);
    toy_at(s, device ? ram : map, 0, 8);
    if (verb[0] == 's' || verb[4] == 'w')
        toy_value(s, 2);
    else
        s->result = 0;
    t.platform.key[PK_DMA_LOOKUP] = alt ? LOOKUP_EITHER : LOOKUP_ALWAYS;
    cr_assert_null(toy_bind(&t));
    m = arena_new_array(&t.arena, cell, t.b->at.ncell);
    machine_start(t.b, m);
    machine_step(t.b, m, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
    machine_step(t.b, m, (struct event){EV_PERFORM, 0, 0, 0}, NULL);
    return m;
}

/* Whether the second access can go two ways now; takes one. */
static bool
take(cell *m, bool device, bool alt)
{
    struct event *e = arena_new_array(&t.arena, struct event, t.b->max_events);
    uint16_t slot = alt ? EVENT_ALT : 0;
    bool other = false;
    uint32_t n;

    if (!device)
        machine_step(t.b, m, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
    n = machine_enabled(t.b, m, e);
    for (uint32_t i = 0; i < n; i++)
        other |= e[i].kind <= EV_PERFORM && e[i].slot & EVENT_ALT;
    machine_step(t.b, m,
                 device ? (struct event){EV_ISSUE, 0, slot, 0}
                        : (struct event){EV_PERFORM, 1, slot, 0},
                 NULL);
    return other;
}

static uint32_t
memory(const cell *m)
{
    return line_cells(t.b, m, 0)[0];
}

static uint8_t
state(const cell *m, uint32_t holder)
{
    return (uint8_t) holder_cells(t.b, line_cells(t.b, m, 0), holder)[0];
}

static uint64_t
reg(const cell *m)
{
    return machine_value(t.b, m, m[t.b->at.reg] - 1);
}

/* Once shown it stays visible: it is in memory, and nowhere else. */
Test(lookup, a_load_sees_a_dirty_copy)
{
    cell *m = second(TOY_UC, false, "load", false);

    cr_expect_not(take(m, false, false));
    cr_expect_eq(reg(m), 1);
    cr_expect_eq(memory(m), 1);
    cr_expect_eq(state(m, 1), LINE_I);
}

Test(lookup, a_load_that_does_not_look)
{
    cell *m = second(TOY_UC_BLIND, false, "load", false);

    cr_expect_not(take(m, false, false));
    cr_expect_eq(reg(m), 0);
    cr_expect_eq(memory(m), 0);
    cr_expect_eq(state(m, 1), LINE_M);
}

Test(lookup, a_load_that_may_look)
{
    cell *m = second(TOY_WC, false, "load", false);

    cr_expect(take(m, false, false));
    cr_expect_eq(reg(m), 0);
    cr_expect_eq(state(m, 1), LINE_M);
    toy_clear(&t);
    m = second(TOY_WC, false, "load", false);
    cr_expect(take(m, false, true));
    cr_expect_eq(reg(m), 1);
    cr_expect_eq(memory(m), 1);
    cr_expect_eq(state(m, 1), LINE_I);
}

Test(lookup, a_store_takes_dirty_copies_along)
{
    cell *m = second(TOY_UC, false, "store", false);

    take(m, false, false);
    cr_expect_eq(memory(m), 2);
    cr_expect_eq(state(m, 1), LINE_I);
}

/* A clean copy is neither taken nor touched. */
Test(lookup, clean_copies_stay)
{
    cell *m = second(TOY_UC, false, "store", false);
    cell *own = holder_cells(t.b, line_cells(t.b, m, 0), 1);

    own[0] = LINE_E;
    take(m, false, false);
    cr_expect_eq(memory(m), 2);
    cr_expect_eq(own[0], LINE_E);
    cr_expect_eq(own[1], 1);
}

Test(lookup, dma_sees_a_dirty_copy)
{
    cell *m = second(TOY_UC, true, "dma-read", false);

    cr_expect_not(take(m, true, false));
    cr_expect_eq(reg(m), 1);
    cr_expect_eq(memory(m), 1);
    cr_expect_eq(state(m, 1), LINE_I);
}

Test(lookup, dma_may_see_a_dirty_copy)
{
    cell *m = second(TOY_UC, true, "dma-write", true);

    cr_expect(take(m, true, false));
    cr_expect_eq(memory(m), 2);
    cr_expect_eq(state(m, 1), LINE_M);
    toy_clear(&t);
    m = second(TOY_UC, true, "dma-write", true);
    cr_expect(take(m, true, true));
    cr_expect_eq(memory(m), 2);
    cr_expect_eq(state(m, 1), LINE_I);
}

/* ------------------------------------------------------------------- fills */

/* A guest's CPU and a line that the host maps write-back. */
static bool
fills(uint16_t principal, bool host_fills, uint16_t runs)
{
    cell *m;
    uint16_t cpu, ram;

    toy_init(&t);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    t.plan.nmap = 0;
    toy_map(&t, principal, ram, TOY_WB);
    toy_map(&t, runs, ram, TOY_UC);
    cpu = toy_cpu(&t);
    toy_value(toy_at(toy_do(&t, 0, cpu, runs, "store"), 1, 0, 8), 1);
    t.platform.key[PK_HOST_FILLS] = host_fills;
    cr_assert_null(toy_bind(&t));
    m = arena_new_array(&t.arena, cell, t.b->at.ncell);
    machine_start(t.b, m);
    return machine_can_speculate(t.b, m, 0, 0);
}

static const struct {
    uint16_t mapped, runs;
    bool key, fills;
} cases[] = {
    {TOY_HOST, TOY_VM1,  true,  true },
    {TOY_VMM,  TOY_VM1,  true,  true },
    {TOY_VM2,  TOY_VM1,  true,  false},
    {TOY_HOST, TOY_VM1,  false, false},
    {TOY_HOST, TOY_VMM,  true,  false},
    {TOY_VM1,  TOY_HOST, true,  false},
};

Test(fills, while_a_guest_runs)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_expect_eq(fills(cases[i].mapped, cases[i].key, cases[i].runs),
                     cases[i].fills, "%zu", i);
        toy_clear(&t);
    }
}
