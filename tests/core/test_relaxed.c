/*
 * R36: what may pass a device's write that has the attribute Relaxed Ordering,
 * as PCI Express Base Specification, Table 2-40 has it: another write of the
 * device that has it (A2b), and nothing else.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/lib/everywhere.h"
#include "tests/lib/toy.h"

enum { DATA = 0, FLAG = 64 };

static struct toy t;
static struct everywhere w;
static uint16_t cpu, nic, ram, bar, uc, writer, reader;

static void
start(void)
{
    toy_init(&t);
    cpu = toy_cpu(&t);
    nic = toy_device(&t, TOY_HOST, false);
    toy_relax(&t, nic);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    bar = toy_mmio(&t, nic, REG_EXACT);
    uc = toy_map(&t, TOY_HOST, bar, TOY_UC);
    t.plan.nreg = 3;
    t.plan.nsignal = 1;
    writer = toy_thread(&t);
    reader = toy_thread(&t);
}

static void
end(void)
{
    everywhere_clear(&w);
    toy_clear(&t);
}

TestSuite(relaxed, .init = start, .fini = end);

static void
dma_write(uint16_t device, uint64_t from, uint64_t to, uint64_t value)
{
    toy_value(toy_at(toy_do(&t, writer, device, PLAN_NONE, "dma-write"), ram,
                     from, to),
              value);
}

static void
load(uint64_t at, uint16_t reg)
{
    toy_at(toy_do(&t, reader, cpu, TOY_HOST, "load"), ram * TOY_PRINCIPALS, at,
           at + 8)
        ->result = reg;
}

static void
signal_of(uint16_t thread, uint16_t agent, uint16_t ctx, const char *verb)
{
    toy_operand(toy_do(&t, thread, agent, ctx, verb), OPERAND_SIGNAL, 0);
}

static void
explore_all(void)
{
    const char *why = toy_bind(&t);

    cr_assert_null(why, "%s", why);
    everywhere_init(&w);
    everywhere_add(&w, t.b);
}

static bool
ends_with(const char *words)
{
    for (guint i = 0; i < w.end.list->len; i++)
        if (g_str_has_prefix(w.end.list->pdata[i], words))
            return true;
    return false;
}

static bool
shows(const char *hazard)
{
    for (guint i = 0; i < w.hazard.list->len; i++)
        if (strstr(w.hazard.list->pdata[i], hazard))
            return true;
    return false;
}

/* Data and what says that it is there; then both are read, the flag first. */
static void
message(uint16_t device)
{
    dma_write(device, DATA, DATA + 8, 1);
    dma_write(device, FLAG, FLAG + 8, 1);
    load(FLAG, 0);
    load(DATA, 1);
}

Test(relaxed, two_writes_come_in_either_order)
{
    message(nic);
    explore_all();
    cr_expect(ends_with("r0=1 r1=1 "));
    cr_expect(ends_with("r0=1 r1=0 "));
    cr_expect(ends_with("r0=0 r1=1 "));
}

Test(relaxed, so_do_lines_of_one_request)
{
    dma_write(nic, DATA, FLAG + 8, 1);
    load(FLAG, 0);
    load(DATA, 1);
    explore_all();
    cr_expect(ends_with("r0=1 r1=0 "));
    cr_expect(ends_with("r0=0 r1=1 "));
}

Test(relaxed, another_device_keeps_its_order)
{
    message(toy_device(&t, TOY_HOST, false));
    explore_all();
    cr_expect(ends_with("r0=1 r1=1 "));
    cr_expect_not(ends_with("r0=1 r1=0 "));
}

/* Where nothing can wait, nothing is passed. */
Test(relaxed, without_a_window_the_order_is_kept)
{
    t.platform.key[PK_WINDOW_DEPTH] = 0;
    message(nic);
    explore_all();
    cr_expect_not(ends_with("r0=1 r1=0 "));
}

Test(relaxed, a_mutation_keeps_the_order)
{
    struct bound *b;
    const char *why = NULL;

    message(nic);
    b = bind_plan(&(struct bind_request){.plan = &t.plan,
                                         .platform = &t.platform,
                                         .arena = &t.arena,
                                         .without = SEM_RELAXED_WRITES},
                  &why);
    cr_assert_null(why, "%s", why);
    everywhere_init(&w);
    everywhere_add(&w, b);
    cr_expect_not(ends_with("r0=1 r1=0 "));
    bound_done(b);
}

/* Whoever awaits the flag has all before it coming to him (R3). */
Test(relaxed, data_behind_an_awaited_flag_may_be_old)
{
    dma_write(nic, DATA, DATA + 8, 1);
    dma_write(nic, FLAG, FLAG + 8, 1);
    toy_value(toy_at(toy_do(&t, reader, cpu, TOY_HOST, "await"),
                     ram * TOY_PRINCIPALS, FLAG, FLAG + 8),
              1);
    load(DATA, 0);
    explore_all();
    cr_expect(shows("stale-read relaxed-ordering"));
    cr_expect(ends_with("r0=1 "));
}

Test(relaxed, two_writes_of_a_word_keep_their_order)
{
    dma_write(nic, DATA, DATA + 8, 1);
    dma_write(nic, DATA, DATA + 8, 2);
    load(DATA, 0);
    load(DATA, 1);
    explore_all();
    cr_expect(ends_with("r0=1 r1=2 "));
    cr_expect_not(ends_with("r0=2 r1=1 "));
    cr_expect_not(shows("unordered-write"));
}

Test(relaxed, a_read_passes_no_write)
{
    dma_write(nic, DATA, DATA + 8, 1);
    toy_at(toy_do(&t, writer, nic, PLAN_NONE, "dma-read"), ram, FLAG, FLAG + 8)
        ->result = 0;
    toy_value(toy_at(toy_do(&t, reader, cpu, TOY_HOST, "store"),
                     ram * TOY_PRINCIPALS, FLAG, FLAG + 8),
              1);
    toy_do(&t, reader, cpu, TOY_HOST, "fence");
    load(DATA, 1);
    explore_all();
    cr_expect(ends_with("r0=1 r1=1 "));
    cr_expect(ends_with("r0=0 r1=1 "));
    cr_expect_not(ends_with("r0=0 r1=0 "));
}

/* An interrupt is a write without the attribute. */
Test(relaxed, nor_does_an_interrupt)
{
    dma_write(nic, DATA, DATA + 8, 1);
    signal_of(writer, nic, PLAN_NONE, "signal");
    signal_of(reader, cpu, TOY_HOST, "wait");
    load(DATA, 0);
    explore_all();
    cr_expect(ends_with("r0=1 "));
    cr_expect_not(ends_with("r0=0 "));
    cr_expect_eq(w.hazard.list->len, 0);
}

Test(relaxed, a_relaxed_signal_may)
{
    dma_write(nic, DATA, DATA + 8, 1);
    signal_of(writer, nic, PLAN_NONE, "signal-relaxed");
    signal_of(reader, cpu, TOY_HOST, "wait");
    load(DATA, 0);
    explore_all();
    cr_expect(ends_with("r0=0 "));
    cr_expect(shows("stale-read relaxed-ordering"));
}

/* A completion without the attribute passes no write either (D2a). */
Test(relaxed, what_a_register_answers_comes_behind)
{
    message(nic);
    t.plan.nreg = 4;
    toy_at(toy_do(&t, reader, cpu, TOY_HOST, "load"), uc, 0, 8)->result = 3;
    load(DATA, 2);
    explore_all();
    cr_expect(ends_with("r0=1 r1=0 r2=1 "));
    cr_expect_not(ends_with("r0=1 r1=0 r2=0 "));
    cr_expect_not(ends_with("r0=1 r1=1 r2=0 "));
}

/* An order edge hands over all that came before. */
Test(relaxed, the_end_of_the_thread_awaits_them)
{
    struct plan_step *s;

    message(nic);
    s = toy_do(&t, 0, cpu, TOY_HOST, "load");
    toy_at(s, ram * TOY_PRINCIPALS, DATA, DATA + 8)->result = 2;
    explore_all();
    cr_expect(ends_with("r0=1 r1=0 r2=1 "));
    cr_expect_not(ends_with("r0=1 r1=0 r2=0 "));
    cr_expect_not(ends_with("r0=0 r1=0 r2=0 "));
}

/* What arrives at a device's register out of order is a hazard of its own. */
Test(relaxed, registers_of_a_peer_may_be_written_out_of_order)
{
    uint16_t peer = toy_device(&t, TOY_HOST, false);
    uint16_t far = toy_mmio(&t, peer, REG_EXACT);

    for (uint64_t at = 0; at <= 64; at += 64)
        toy_value(toy_at(toy_do(&t, writer, nic, PLAN_NONE, "dma-write"), far,
                         at, at + 8),
                  1);
    explore_all();
    cr_expect(shows("unordered-write relaxed-ordering"));
}
