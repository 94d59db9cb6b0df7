/* Granules: a line is cut where operations tell its words apart; versions are
 * numbered by granule. */
#include <criterion/criterion.h>

#include "tests/lib/toy.h"

static struct toy t;

static void
start(void)
{
    toy_init(&t);
    toy_cpu(&t);
    toy_ram(&t, TOY_HOST, TOY_HOST);
}

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(granules, .init = start, .fini = end);

static void
store(uint32_t map, uint64_t from, uint64_t to, uint64_t value)
{
    toy_value(toy_at(toy_do(&t, 0, 0, TOY_HOST, "store"), map, from, to),
              value);
}

Test(granules, whole_line_is_one)
{
    store(0, 0, 64, 1);
    cr_assert_null(toy_bind(&t));
    cr_assert_eq(t.b->nline, 1);
    cr_expect_eq(t.b->line[0].ngran, 1);
    cr_expect_eq(t.b->line[0].words[0], 8);
    cr_expect(t.b->op[0].flags & OPF_FULL_LINE);
}

Test(granules, are_cut_where_accesses_begin_and_end)
{
    store(0, 0, 64, 1);
    store(0, 8, 24, 2);
    cr_assert_null(toy_bind(&t));
    cr_assert_eq(t.b->nline, 1);
    cr_assert_eq(t.b->line[0].ngran, 3);
    cr_expect_eq(t.b->line[0].first[1], 1);
    cr_expect_eq(t.b->line[0].words[1], 2);
    cr_expect_eq(t.b->line[0].words[2], 5);
    cr_expect_eq(t.b->op[0].ngran, 3);
    cr_expect_eq(t.b->op[1].gran0, 1);
    cr_expect_eq(t.b->op[1].ngran, 1);
    cr_expect(!(t.b->op[1].flags & OPF_FULL_LINE));
}

Test(granules, words_nobody_names_have_none)
{
    store(0, 0, 8, 1);
    store(0, 56, 64, 1);
    cr_assert_null(toy_bind(&t));
    cr_assert_eq(t.b->line[0].ngran, 2);
    cr_expect_eq(t.b->line[0].first[1], 7);
}

Test(granules, of_registers_are_words)
{
    uint16_t device = toy_device(&t, TOY_HOST, false);
    uint16_t regs = toy_mmio(&t, device, REG_EXACT);

    store(toy_map(&t, TOY_HOST, regs, TOY_UC), 0, 32, 1);
    cr_assert_null(toy_bind(&t));
    cr_expect_eq(t.b->line[0].ngran, 4);
}

Test(granules, an_access_of_two_lines_is_two_operations)
{
    store(0, 56, 72, 1);
    cr_assert_null(toy_bind(&t));
    cr_expect_eq(t.b->nline, 2);
    cr_expect_eq(t.b->nop, 2);
    cr_expect_eq(t.b->step_nop[0], 2);
}

Test(versions, count_from_one_in_each_granule)
{
    start();
    store(0, 0, 8, 1);
    store(0, 0, 16, 2);
    store(0, 8, 16, 2);
    cr_assert_null(toy_bind(&t));
    cr_expect_eq(t.b->ngranule, 2);
    cr_expect_eq(t.b->version_base[1] - t.b->version_base[0], 3);
    cr_expect_eq(t.b->version_base[2] - t.b->version_base[1], 3);
    cr_expect_eq(t.b->local[t.b->op[0].vers], 1);
    cr_expect_eq(t.b->local[t.b->op[1].vers], 2);
    cr_expect_eq(t.b->local[t.b->op[1].vers + 1], 1);
    cr_expect_eq(t.b->version[version_of(t.b, 0, 1, 2)].op, 2);
    cr_expect_eq(t.b->version[version_of(t.b, 0, 1, 0)].op, OP_INITIAL);
    end();
}

Test(versions, of_equal_values_are_one_when_asked)
{
    start();
    t.plan.share_equal_values = true;
    store(0, 0, 8, 1);
    store(0, 0, 8, 2);
    store(0, 0, 8, 1);
    store(0, 0, 8, 0);
    cr_assert_null(toy_bind(&t));
    cr_expect_eq(t.b->nversion, 3);
    cr_expect_eq(t.b->local[t.b->op[2].vers], t.b->local[t.b->op[0].vers]);
    cr_expect_eq(t.b->local[t.b->op[3].vers], 0);
    end();
}
