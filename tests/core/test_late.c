/*
 * What loads that perform late are besides interleavings: values that travel
 * with stores, waiting for a word, atomic operations, what the judge says, how
 * accesses go with line operations, and that control operations wait.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/lib/everywhere.h"
#include "tests/lib/weak.h"

static struct toy t;
static struct everywhere w;

static void
end(void)
{
    everywhere_clear(&w);
    toy_clear(&t);
}

TestSuite(late, .fini = end);

static void
run(const struct weak_program *p)
{
    weak_make(&t, p);
    everywhere_init(&w);
    everywhere_add(&w, t.b);
}

static bool
ends_with(const char *words)
{
    for (guint i = 0; i < w.end.list->len; i++) {
        g_auto(GStrv) word = g_strsplit(words, " ", -1);
        bool all = true;

        for (char **at = word; *at; at++) {
            g_autofree char *text = g_strdup_printf("%s ", *at);

            all &= strstr(w.end.list->pdata[i], text) != NULL;
        }
        if (all)
            return true;
    }
    return false;
}

static bool
shows_hazard(const char *kind)
{
    for (guint i = 0; i < w.hazard.list->len; i++)
        if (strstr(w.hazard.list->pdata[i], kind))
            return true;
    return false;
}

/* The value of a store is that of its own load, whichever load performs first;
 * in the end the register has the last one's. */
Test(late, a_store_has_the_value_of_its_own_load)
{
    run(&(struct weak_program){
        .thread = {"Rx0 Vz0 Ry0", "Wx1 Wy2"}
    });
    for (guint i = 0; i < w.end.list->len; i++) {
        const char *at = w.end.list->pdata[i];

        cr_expect(!strstr(at, "r0=1 "), "%s", at);
        cr_expect(!strstr(at, "100080.0=2 "), "%s", at);
    }
    cr_expect(ends_with("r0=2 100080.0=1"));
    cr_expect(ends_with("r0=0 100080.0=1"));
}

/* The line may be awaited before or after what is loaded behind it. */
Test(late, what_is_behind_an_awaited_word_may_come_first)
{
    run(&(struct weak_program){
        .thread = {"Wx1 F Wy1", "By1 Rx0"}
    });
    cr_expect(ends_with("r0=0") && ends_with("r0=1"));
    cr_expect(shows_hazard("stale-read"));
}

Test(late, a_fence_behind_an_awaited_word_holds_loads)
{
    run(&(struct weak_program){
        .thread = {"Wx1 F Wy1", "By1 D Rx0"}
    });
    cr_expect(!ends_with("r0=0") && ends_with("r0=1"));
    cr_expect_eq(w.hazard.list->len, 0);
}

Test(late, stores_do_not_pass_an_awaited_word)
{
    run(&(struct weak_program){
        .thread = {"Rx0 F Wy1", "By1 Wx1"}
    });
    cr_expect(ends_with("r0=0") && !ends_with("r0=1"));
}

/* A read before its time is judged like any other: the order of the program is
 * what it ought to have kept. */
Test(late, messages_need_both_fences)
{
    run(&(struct weak_program){
        .thread = {"Wx1 Wy1", "By1 D Rx0"}
    });
    cr_expect(shows_hazard("stale-read"));
}

/* Two swaps of one word: one of them reads what the other wrote. */
Test(late, atomics_are_atomic)
{
    weak_init(&t, false);
    toy_ram(&t, TOY_HOST, TOY_HOST);
    t.plan.nmap = 1;
    for (uint16_t i = 0; i < 2; i++) {
        uint16_t cpu = toy_cpu(&t), thread = toy_thread(&t);
        struct plan_step *s = toy_do(&t, thread, cpu, TOY_HOST, "add");

        toy_value(toy_at(s, 0, 0, 8), 1);
        s->result = i;
        s = toy_do(&t, thread, cpu, TOY_HOST, "swap");
        toy_value(toy_at(s, 0, 64, 72), 10u + i);
        s->result = (uint16_t) (2 + i);
    }
    cr_assert_null(toy_bind(&t));
    everywhere_init(&w);
    everywhere_add(&w, t.b);
    for (guint i = 0; i < w.end.list->len; i++) {
        const char *at = w.end.list->pdata[i];

        cr_expect(strstr(at, "100000.0=2 "), "%s", at);
        cr_expect_neq(strstr(at, "r0=0 ") != NULL, strstr(at, "r1=0 ") != NULL,
                      "%s", at);
        cr_expect_neq(strstr(at, "r2=0 ") != NULL, strstr(at, "r3=0 ") != NULL,
                      "%s", at);
    }
    /* not in one order */
    cr_expect(ends_with("r0=0 r2=11"));
}

/* A swap writes the register that a late load gave. */
Test(late, a_swap_takes_its_value_along)
{
    struct plan_step *s;
    uint16_t cpu, thread;

    weak_init(&t, false);
    toy_ram(&t, TOY_HOST, TOY_HOST);
    t.plan.nmap = 1;
    cpu = toy_cpu(&t);
    thread = toy_thread(&t);
    toy_value(toy_at(toy_do(&t, thread, cpu, TOY_HOST, "store"), 0, 0, 8), 5);
    toy_at(toy_do(&t, thread, cpu, TOY_HOST, "load"), 0, 0, 8)->result = 0;
    s = toy_do(&t, thread, cpu, TOY_HOST, "swap");
    toy_operand(toy_at(s, 0, 64, 72), OPERAND_REG, 0);
    s->result = 0;
    cr_assert_null(toy_bind(&t));
    everywhere_init(&w);
    everywhere_add(&w, t.b);
    cr_expect_eq(w.end.list->len, 1);
    cr_expect(ends_with("r0=0 100040.0=5"));
}

/* ----------------------------------------------------------- line operations
 */

/* CPU 0 stores to a line through one map, then does VERB through another. */
static void
store_then(enum toy_type access, enum toy_type op, const char *verb,
           const char *fence)
{
    uint16_t cpu, ram, map[2];

    weak_init(&t, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    t.plan.nmap = 0;
    map[0] = toy_map(&t, TOY_HOST, ram, access);
    map[1] = access == op ? map[0] : toy_map(&t, TOY_HOST, ram, op);
    cpu = toy_cpu(&t);
    toy_cpu(&t);
    toy_value(toy_at(toy_do(&t, 0, cpu, TOY_HOST, "store"), map[0], 0, 8), 1);
    if (fence)
        toy_do(&t, 0, cpu, TOY_HOST, fence);
    toy_at(toy_do(&t, 0, cpu, TOY_HOST, verb), map[1], 0, 8);
    cr_assert_null(toy_bind(&t));
}

/* Whether the second entry of the window may go before the first. */
static bool
overtakes(void)
{
    cell *m = g_newa(cell, t.b->at.ncell);

    machine_start(t.b, m);
    machine_step(t.b, m, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
    machine_step(t.b, m, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
    return machine_can_perform(t.b, m, 0, 1);
}

Test(late_line, line_operations_keep_order_by_cacheability)
{
    store_then(TOY_WB, TOY_WB, "clean", NULL);
    cr_expect_not(overtakes());
    toy_clear(&t);
    store_then(TOY_WB, TOY_UC, "clean", NULL);
    cr_expect(overtakes());
    toy_clear(&t);
    store_then(TOY_UC, TOY_UC, "clean", NULL);
    cr_expect(overtakes());
    toy_clear(&t);
}

static const cell *
run_in_order(void)
{
    static cell m[1024];

    cr_assert_leq(t.b->at.ncell, sizeof m / sizeof *m);
    machine_start(t.b, m);
    while (!machine_thread_done(t.b, m, 0) || m[t.b->at.window]) {
        if (m[t.b->at.window])
            machine_step(t.b, m, (struct event){EV_PERFORM, 0, 0, 0}, NULL);
        else
            machine_step(t.b, m, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
    }
    return m;
}

Test(late_line, a_host_drops_dirty_data_a_guest_does_not)
{
    const cell *m;

    store_then(TOY_WB, TOY_WB, "drop", NULL);
    m = run_in_order();
    cr_expect_eq(line_cells(t.b, m, 0)[0], 0);
    toy_clear(&t);

    store_then(TOY_WB, TOY_WB, "flush", NULL);
    m = run_in_order();
    cr_expect_eq(line_cells(t.b, m, 0)[0], 1);
    toy_clear(&t);

    store_then(TOY_WB, TOY_WB, "drop", NULL);
    t.step[0].ctx = t.step[1].ctx = TOY_VM1;
    t.map[0].principal = TOY_VM1;
    bound_done(t.b);
    cr_assert_null(toy_bind(&t));
    m = run_in_order();
    cr_expect_eq(line_cells(t.b, m, 0)[0], 1);
    toy_clear(&t);

    store_then(TOY_WB, TOY_WB, "drop", NULL);
    t.platform.key[PK_DISCARD_CLEANS] = 1;
    bound_done(t.b);
    cr_assert_null(toy_bind(&t));
    m = run_in_order();
    cr_expect_eq(line_cells(t.b, m, 0)[0], 1);
    toy_clear(&t);
}

/* Through a non-shareable address the CPU flushes its own caches alone. */
Test(late_line, a_non_shareable_flush_is_ones_own)
{
    const cell *m;

    store_then(TOY_WB, TOY_UC_BLIND, "flush", "fence");
    m = run_in_order();
    cr_expect_eq(line_cells(t.b, m, 0)[0], 1, "one's own");
    t.step[2].agent = 1; /* CPU 1 flushes what CPU 0 has */
    bound_done(t.b);
    cr_assert_null(toy_bind(&t));
    {
        cell *n = g_newa(cell, t.b->at.ncell);

        machine_start(t.b, n);
        machine_step(t.b, n, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
        machine_step(t.b, n, (struct event){EV_PERFORM, 0, 0, 0}, NULL);
        machine_step(t.b, n, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
        machine_step(t.b, n, (struct event){EV_PERFORM, 0, 0, 0}, NULL);
        machine_step(t.b, n, (struct event){EV_ISSUE, 0, 0, 0}, NULL);
        machine_step(t.b, n, (struct event){EV_PERFORM, 1, 0, 0}, NULL);
        cr_expect_eq(line_cells(t.b, n, 0)[0], 0, "not another's");
        cr_expect_eq(holder_cells(t.b, line_cells(t.b, n, 0), 1)[0], LINE_M);
    }
    toy_clear(&t);
}
