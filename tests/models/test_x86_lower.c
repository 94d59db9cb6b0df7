/* What the machine is told to do for each effective type. */

#include <criterion/criterion.h>
#include <stdio.h>

#include "models/x86_pat_ept/effective.h"
#include "models/x86_pat_ept/lower.h"
#include "models/x86_pat_ept/order.h"
#include "tests/models/page.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

/* Write, allocates, speculates, merges, snoops (a: always, s: with self-snoop,
 * -: never), load class, store class. */
// clang-format off
static const char *const plain_page[] = {
    "         write   alloc spec merge snoop load store",
    "UC(page) direct  -     -    -     a     UC   UC",
    "UC(mtrr) direct  -     -    -     s     UC   UC",
    "WC       combine -     y    y     s     WC   WC",
    "WC+      combine -     y    y     a     WC   WC",
    "WT       through y     y    -     -     WB   WB",
    "WP       protect y     y    -     -     WB   WB",
    "WB       back    y     y    -     -     WB   WB",
    "CD       direct  -     -    -     a     UC   UC",
};
// clang-format on

/* The store side of non-temporal accesses. */
// clang-format off
static const char *const nontemporal_page[] = {
    "         write   snoop store",
    "UC(page) direct  a     UC",
    "UC(mtrr) direct  s     UC",
    "WC       combine s     WC",
    "WC+      combine a     WC",
    "WT       combine a     WC",
    "WP       protect -     WB",
    "WB       combine a     WC",
    "CD       direct  a     UC",
};
// clang-format on

static const char *const write_name[] = {
    [WRITE_BACK] = "back",       [WRITE_THROUGH] = "through",
    [WRITE_PROTECT] = "protect", [WRITE_DIRECT] = "direct",
    [WRITE_COMBINE] = "combine",
};

static const char *
class_name(uint8_t class)
{
    switch (class) {
    case O_LOAD:
    case O_STORE:
        return "WB";
    case O_LOAD_UC:
    case O_STORE_UC:
        return "UC";
    case O_LOAD_WC:
    case O_STORE_WC:
        return "WC";
    default:
        return "?";
    }
}

static void
expect(const char *const *page, unsigned lines, uint8_t x, const char *column,
       const char *got)
{
    char printed[PAGE_WORD];

    cr_assert(page_find(page, lines, x86_eff_long_name[x], column, printed));
    cr_expect_str_eq(got, printed, "%s, %s: %s, not %s", x86_eff_long_name[x],
                     column, got, printed);
}

static const char *
snoops(uint8_t without, uint8_t with)
{
    if (without & ATTR_SNOOP)
        return "a";
    return with & ATTR_SNOOP ? "s" : "-";
}

Test(x86_lower, plain_accesses)
{
    struct attr off[X_COUNT][ACCESS_KINDS], on[X_COUNT][ACCESS_KINDS];

    x86_lower(off, false);
    x86_lower(on, true);
    for (uint8_t x = 1; x < X_COUNT; x++) {
        struct attr a = off[x][ACCESS_PLAIN], b = on[x][ACCESS_PLAIN];
        uint8_t merge = ATTR_GATHER | ATTR_REORDER | ATTR_EARLY_ACK;

        expect(plain_page, COUNT(plain_page), x, "write", write_name[a.write]);
        expect(plain_page, COUNT(plain_page), x, "alloc",
               a.flags & ATTR_ALLOCATE ? "y" : "-");
        expect(plain_page, COUNT(plain_page), x, "spec",
               a.flags & ATTR_SPECULATE ? "y" : "-");
        expect(plain_page, COUNT(plain_page), x, "merge",
               (a.flags & merge) == merge ? "y" : "-");
        expect(plain_page, COUNT(plain_page), x, "snoop",
               snoops(a.flags, b.flags));
        expect(plain_page, COUNT(plain_page), x, "load",
               class_name(a.load_class));
        expect(plain_page, COUNT(plain_page), x, "store",
               class_name(a.store_class));
        cr_expect_eq(a.type, x);
        cr_expect_eq(a.flags & ATTR_DEVICE, 0);
        cr_expect_eq(b.flags & ~ATTR_SNOOP, a.flags & ~ATTR_SNOOP);
        cr_expect_eq(b.write, a.write);
        cr_expect_eq(!!(a.flags & ATTR_SNOOP), x86_snoop_required(x));
    }
}

Test(x86_lower, nontemporal_stores)
{
    struct attr off[X_COUNT][ACCESS_KINDS], on[X_COUNT][ACCESS_KINDS];

    x86_lower(off, false);
    x86_lower(on, true);
    for (uint8_t x = 1; x < X_COUNT; x++) {
        struct attr a = off[x][ACCESS_NONTEMPORAL];

        expect(nontemporal_page, COUNT(nontemporal_page), x, "write",
               write_name[a.write]);
        expect(nontemporal_page, COUNT(nontemporal_page), x, "snoop",
               snoops(a.flags, on[x][ACCESS_NONTEMPORAL].flags));
        expect(nontemporal_page, COUNT(nontemporal_page), x, "store",
               class_name(a.store_class));
        cr_expect_eq(a.type, x);
    }
}

Test(x86_lower, no_type_is_no_attribute)
{
    struct attr out[X_COUNT][ACCESS_KINDS];

    x86_lower(out, true);
    cr_expect_eq(out[X_NONE][ACCESS_PLAIN].write, WRITE_NEVER);
    cr_expect_eq(out[X_NONE][ACCESS_PLAIN].flags, 0);
    cr_expect_eq(out[X_NONE][ACCESS_NONTEMPORAL].write, WRITE_NEVER);
}

/* Snooping is for accesses that do not allocate. */
Test(x86_lower, no_access_allocates_and_snoops)
{
    struct attr out[X_COUNT][ACCESS_KINDS];

    x86_lower(out, true);
    for (unsigned x = 1; x < X_COUNT; x++)
        for (unsigned kind = 0; kind < ACCESS_KINDS; kind++)
            cr_expect_neq(!(out[x][kind].flags & ATTR_ALLOCATE),
                          !(out[x][kind].flags & ATTR_SNOOP));
}
