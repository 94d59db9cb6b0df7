/* The sequence is a promise: these numbers never change. */
#include <criterion/criterion.h>
#include <glib.h>

#include "sim/base/rng.h"

Test(rng, the_sequence_is_fixed_for_ever)
{
    /* splitmix64 of 0 begins e220a8397b1dcdaf 6e789e6aa1b965f4
     * 06c45d188009454f f88bb8a8724c81ec, as Vigna's page gives it */
    struct rng r;

    rng_seed(&r, 0);
    cr_expect_eq(r.s[0], UINT64_C(0xe220a8397b1dcdaf));
    cr_expect_eq(r.s[1], UINT64_C(0x6e789e6aa1b965f4));
    cr_expect_eq(r.s[2], UINT64_C(0x06c45d188009454f));
    cr_expect_eq(r.s[3], UINT64_C(0xf88bb8a8724c81ec));
}

Test(rng, the_generator_is_xoshiro256_starstar)
{
    /* the first outputs from the state 1, 2, 3, 4: known from every other
     * implementation's test */
    static const uint64_t first[] = {
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360),
        UINT64_C(607988272756665600),
    };
    struct rng r = {
        {1, 2, 3, 4}
    };

    for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
        cr_expect_eq(rng_next(&r), first[i], "output %zu", i);
}

Test(rng, equal_seeds_are_equal_and_others_are_not)
{
    struct rng a, b, c;
    unsigned same = 0;

    rng_seed(&a, 42);
    rng_seed(&b, 42);
    rng_seed(&c, 43);
    for (unsigned i = 0; i < 1000; i++) {
        uint64_t x = rng_next(&a);

        cr_assert_eq(x, rng_next(&b));
        same += x == rng_next(&c);
    }
    cr_expect_eq(same, 0);
}

Test(rng, below_is_below_and_even)
{
    static const uint32_t bounds[] = {1, 2, 3, 7, 10, 1000, UINT32_MAX};
    unsigned count[10] = {0};
    struct rng r;

    rng_seed(&r, 1);
    for (size_t b = 0; b < G_N_ELEMENTS(bounds); b++)
        for (unsigned i = 0; i < 1000; i++)
            cr_assert_lt(rng_below(&r, bounds[b]), bounds[b]);
    for (unsigned i = 0; i < 100000; i++)
        count[rng_below(&r, 10)]++;
    for (unsigned i = 0; i < 10; i++)
        cr_expect(count[i] > 9500 && count[i] < 10500, "%u: %u", i, count[i]);
}

Test(rng, parts_differ_and_leave_the_whole_alone)
{
    struct rng r, before, a, b, again;

    rng_seed(&r, 7);
    before = r;
    a = rng_split(&r, 0);
    b = rng_split(&r, 1);
    again = rng_split(&r, 0);
    cr_expect_arr_eq(&r, &before, sizeof r);
    cr_expect_arr_eq(&a, &again, sizeof a);
    cr_expect_neq(rng_next(&a), rng_next(&b));
}
