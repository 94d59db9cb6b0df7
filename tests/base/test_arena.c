/* Memory given back at once: zero, aligned, limited, kept over a reset. */
#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "sim/base/arena.h"

Test(arena, what_it_gives_is_zero_aligned_and_apart)
{
    struct arena a;
    unsigned char *before = NULL;

    arena_init(&a, 0);
    for (unsigned round = 0; round < 3; round++) {
        for (size_t size = 0; size < 3000; size++) {
            unsigned char *p = arena_alloc(&a, size);

            cr_assert_not_null(p);
            cr_assert_eq((uintptr_t) p % alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++)
                cr_assert_eq(p[i], 0, "size %zu byte %zu", size, i);
            memset(p, 0xff, size);
            cr_assert_neq(p, before);
            before = p;
        }
        arena_reset(&a);
        cr_expect_eq(a.used, 0);
    }
    arena_clear(&a);
}

Test(arena, a_large_thing_gets_a_block_of_its_own)
{
    struct arena a;
    char *p;

    arena_init(&a, 0);
    p = arena_alloc(&a, 1 << 20);
    p[(1 << 20) - 1] = 1;
    cr_expect_not_null(arena_alloc(&a, 1));
    arena_reset(&a);
    cr_expect_eq((char *) arena_alloc(&a, 1 << 20), p, "kept");
    arena_clear(&a);
    cr_expect_not_null(arena_alloc(&a, 1), "usable after clear");
    arena_clear(&a);
}

Test(arena, beyond_the_limit_there_is_nothing)
{
    struct arena a;

    arena_init(&a, 1000);
    cr_expect_not_null(arena_alloc(&a, 900));
    cr_expect(!arena_full(&a));
    cr_expect_null(arena_alloc(&a, 200));
    cr_expect(arena_full(&a));
    cr_expect_not_null(arena_alloc(&a, 16), "a smaller one still fits");
    cr_expect(arena_full(&a), "remembered");
    arena_reset(&a);
    cr_expect(!arena_full(&a));
    cr_expect_not_null(arena_alloc(&a, 1000));
    cr_expect_null(arena_alloc(&a, 1));
    arena_clear(&a);
    cr_expect_eq(a.limit, 1000, "the limit outlives clear");
}

Test(arena, sizes_do_not_wrap)
{
    struct arena a;

    arena_init(&a, 0);
    cr_expect_null(arena_array(&a, SIZE_MAX / 2, 3));
    cr_expect_null(arena_alloc(&a, SIZE_MAX));
    cr_expect(arena_full(&a));
    cr_expect_not_null(arena_array(&a, 10, 0));
    cr_expect_not_null(arena_array(&a, 0, 10));
    arena_clear(&a);
}

Test(arena, text_is_terminated_and_types_fit)
{
    struct arena a;
    uint64_t *numbers;

    arena_init(&a, 0);
    cr_expect_str_eq(arena_text(&a, "word and more", 4), "word");
    cr_expect_str_eq(arena_text(&a, NULL, 0), "");
    numbers = arena_new_array(&a, uint64_t, 100);
    numbers[99] = 1;
    cr_expect_eq(*arena_new(&a, uint64_t), 0);
    arena_clear(&a);
}
