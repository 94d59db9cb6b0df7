/* Keys that no public source settles (R9). */
#include <criterion/criterion.h>

#include "tests/lib/everywhere.h"
#include "tests/lib/toy.h"

static const enum platform_key open_keys[] = {
    PK_WC_OWN_LOAD, PK_CLEAN_HIT_UNCACHED, PK_CLEAN_HIT_DMA, PK_CLEAN_HIT_PEER};

Test(platform, four_keys_are_open)
{
    unsigned n = 0;

    for (unsigned i = 0; i < PK_COUNT; i++)
        n += platform_keys[i].open;
    cr_expect_eq(n, 4);
    for (unsigned i = 0; i < 4; i++)
        cr_expect(platform_keys[open_keys[i]].open);
}

Test(platform, a_public_source_settles_a_key)
{
    struct platform p = {0};

    for (unsigned i = 0; i < 4; i++) {
        enum platform_key k = open_keys[i];

        p.key[k] = SUPPLY_CACHE;
        cr_expect_eq(platform_explored(&p, k), SUPPLY_EITHER);
        p.source[k] = "default of the design; who supplies is not public";
        cr_expect_eq(platform_explored(&p, k), SUPPLY_EITHER);
        p.source[k] = "AMD64 APM vol. 2 (24593), 7.5.2";
        cr_expect_eq(platform_explored(&p, k), SUPPLY_CACHE);
    }
    p.key[PK_CYC_L1] = 4;
    cr_expect_eq(platform_explored(&p, PK_CYC_L1), 4);
}

/* A device overwrites memory behind a clean line; whether an uncached load sees
 * that is the key's. */
static void
explore(bool every, const char *source, const char *const *ends, unsigned n)
{
    struct bind_request q = {.every_choice = every};
    struct everywhere w;
    struct toy t;
    const char *why = NULL;
    uint16_t ram, nic, map;

    toy_init(&t);
    toy_cpu(&t);
    nic = toy_device(&t, TOY_HOST, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    map = toy_map(&t, TOY_HOST, ram, TOY_UC);
    t.platform.source[PK_CLEAN_HIT_UNCACHED] = source;
    toy_value(toy_at(toy_do(&t, 0, nic, PLAN_NONE, "dma-write"), ram, 0, 8), 1);
    toy_at(toy_do(&t, 0, 0, TOY_HOST, "load"), map, 0, 8)->result = 0;
    q.plan = &t.plan;
    q.platform = &t.platform;
    q.arena = &t.arena;
    t.b = bind_plan(&q, &why);
    cr_assert(t.b, "%s", why);
    everywhere_init(&w);
    everywhere_add(&w, t.b);
    cr_expect_eq(w.end.list->len, n);
    for (unsigned i = 0; i < n; i++)
        cr_expect(g_hash_table_contains(w.end.known, ends[i]), "%s", ends[i]);
    everywhere_clear(&w);
    toy_clear(&t);
}

Test(platform, every_choice_is_looked_at_when_asked_for)
{
    static const char *const memory[] = {"r0=1 100000.0=1 "};
    static const char *const either[] = {"r0=1 100000.0=1 ",
                                         "r0=0 100000.0=1 "};

    explore(false, NULL, memory, 1);
    explore(true, NULL, either, 2);
    explore(true, "the vendor's manual", memory, 1);
}
