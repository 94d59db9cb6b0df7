/* Happens-before: file order, threads, signals, what is awaited. */
#include <criterion/criterion.h>

#include "sim/core/order.h"
#include "tests/lib/toy.h"

static struct toy t;

static void
start(void)
{
    toy_init(&t);
    toy_cpu(&t);
    toy_cpu(&t);
    toy_ram(&t, TOY_HOST, TOY_HOST);
}

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(order, .init = start, .fini = end);

static void
store(uint16_t thread, uint16_t cpu, uint64_t at, uint64_t value)
{
    toy_value(toy_at(toy_do(&t, thread, cpu, TOY_HOST, "store"), 0, at, at + 8),
              value);
}

static void
load(uint16_t thread, uint16_t cpu, uint64_t at)
{
    toy_at(toy_do(&t, thread, cpu, TOY_HOST, "load"), 0, at, at + 8);
}

static void
flag(uint16_t thread, uint16_t cpu, const char *verb, uint32_t signal)
{
    toy_operand(toy_do(&t, thread, cpu, TOY_HOST, verb), OPERAND_SIGNAL,
                signal);
}

static void
await(uint16_t thread, uint16_t cpu, uint64_t at, uint64_t value)
{
    toy_value(toy_at(toy_do(&t, thread, cpu, TOY_HOST, "await"), 0, at, at + 8),
              value);
}

static void
bind(void)
{
    const char *why = toy_bind(&t);

    cr_assert_null(why, "%s", why ? why : "");
}

/* Steps are one operation each here; threads come after the top level. */
static bool
before(uint32_t step, uint32_t other)
{
    return order_before(t.b, t.b->step_op[step], t.b->step_op[other]);
}

Test(order, is_that_of_the_file_with_one_thread)
{
    store(0, 0, 0, 1);
    store(0, 1, 0, 2);
    load(0, 0, 0);
    bind();
    cr_expect(before(0, 1) && before(1, 2) && before(0, 2));
    cr_expect(!before(2, 0) && !before(1, 1));
    cr_expect(order_before(t.b, OP_INITIAL, 0));
    cr_expect(!order_before(t.b, 0, OP_INITIAL));
}

Test(order, has_threads_between_two_steps)
{
    uint16_t a, b;

    store(0, 0, 0, 1); /* step 0 */
    a = toy_thread(&t);
    b = toy_thread(&t);
    store(a, 0, 0, 2); /* 1 */
    store(b, 1, 0, 3); /* 2 */
    load(0, 0, 0);     /* 3 */
    bind();
    cr_expect(before(0, 1) && before(0, 2));
    cr_expect(!before(1, 2) && !before(2, 1));
    cr_expect(before(1, 3) && before(2, 3));
}

Test(order, goes_through_signals)
{
    uint16_t a = toy_thread(&t), b = toy_thread(&t);

    store(b, 0, 0, 1);       /* 0: the thread with the higher number signals */
    flag(b, 0, "signal", 0); /* 1 */
    store(b, 0, 0, 2);       /* 2 */
    load(a, 1, 8);           /* 3 */
    flag(a, 1, "wait", 0);   /* 4 */
    load(a, 1, 0);           /* 5 */
    bind();
    cr_expect(before(0, 5) && before(1, 4));
    cr_expect(!before(0, 3) && !before(3, 0));
    cr_expect(!before(2, 5) && !before(5, 2));
}

Test(order, goes_through_what_is_awaited)
{
    uint16_t a = toy_thread(&t), b = toy_thread(&t);

    store(a, 0, 8, 5); /* 0 */
    store(a, 0, 0, 1); /* 1 */
    await(b, 1, 0, 1); /* 2 */
    load(b, 1, 8);     /* 3 */
    bind();
    cr_expect(before(1, 2) && before(0, 3));
}

Test(order, wants_one_store_to_await)
{
    uint16_t a = toy_thread(&t), b = toy_thread(&t);
    const char *why;

    store(a, 0, 0, 1);
    store(a, 0, 0, 1);
    await(b, 1, 0, 1);
    why = toy_bind(&t);
    cr_assert(why);
    cr_expect_str_eq(why, "two stores write the value that one step awaits");
}

Test(order, wants_a_signal_once)
{
    uint16_t a = toy_thread(&t), b = toy_thread(&t);
    const char *why;

    flag(a, 0, "signal", 0);
    flag(b, 1, "signal", 0);
    why = toy_bind(&t);
    cr_assert(why);
    cr_expect_str_eq(why, "one signal is given twice");
}

Test(order, knows_threads_that_wait_for_each_other)
{
    uint16_t a = toy_thread(&t), b = toy_thread(&t);
    const char *why;

    flag(a, 0, "wait", 0);
    flag(a, 0, "signal", 1);
    flag(b, 1, "wait", 1);
    flag(b, 1, "signal", 0);
    why = toy_bind(&t);
    cr_assert(why);
    cr_expect_str_eq(why, "threads wait for each other for ever");
}

Test(order, knows_a_signal_nobody_gives)
{
    uint16_t a = toy_thread(&t);
    const char *why;

    flag(a, 0, "wait", 0);
    why = toy_bind(&t);
    cr_assert(why);
    cr_expect_str_eq(why, "threads wait for each other for ever");
}
