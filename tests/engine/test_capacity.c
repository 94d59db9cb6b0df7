/* Which line has to leave: least recently used, per set. */
#include <criterion/criterion.h>

#include "sim/engine/capacity.h"
#include "tests/lib/toy.h"

static struct toy t;
static struct capacity c;

/* Eight lines of one page in a cache of this shape. */
static void
make(uint64_t sets, uint64_t ways)
{
    toy_init(&t);
    toy_cpu(&t);
    toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_at(toy_do(&t, 0, 0, TOY_HOST, "load"), 0, 0, 512);
    cr_assert_null(toy_bind(&t));
    cr_assert_eq(t.b->nline, 8);
    capacity_init(&c, t.b, sets, ways, &t.arena);
}

static uint32_t
use(uint32_t line)
{
    return capacity_use(&c, t.b, line);
}

Test(capacity, of_one_set_is_least_recently_used)
{
    make(1, 4);
    for (uint32_t i = 0; i < 4; i++)
        cr_expect_eq(use(i), UINT32_MAX);
    cr_expect_eq(use(0), UINT32_MAX);
    cr_expect_eq(use(4), 1);
    cr_expect_eq(use(5), 2);
    cr_expect_eq(use(0), UINT32_MAX);
    cr_expect_eq(use(1), 3);
    toy_clear(&t);
}

Test(capacity, sets_are_apart)
{
    make(4, 1);
    cr_expect_eq(use(0), UINT32_MAX);
    cr_expect_eq(use(1), UINT32_MAX);
    cr_expect_eq(use(4), 0);
    cr_expect_eq(use(5), 1);
    cr_expect_eq(use(4), UINT32_MAX);
    toy_clear(&t);
}

Test(capacity, what_left_by_itself_makes_room)
{
    make(1, 2);
    use(0);
    use(1);
    capacity_drop(&c, t.b, 0);
    cr_expect_eq(use(2), UINT32_MAX);
    cr_expect_eq(use(3), 1);
    capacity_drop(&c, t.b, 7); /* was never there */
    cr_expect_eq(use(4), 2);
    toy_clear(&t);
}

Test(capacity, that_is_enough_keeps_nothing)
{
    make(1, 8);
    cr_expect(c.idle);
    for (uint32_t i = 0; i < 8; i++)
        cr_expect_eq(use(i), UINT32_MAX);
    toy_clear(&t);
}
