/* What the machine is told to do for each effective attribute. */

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "models/arm64_s2fwb/effective.h"
#include "models/arm64_s2fwb/lower.h"
#include "models/arm64_s2fwb/order.h"
#include "tests/models/page.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

/* Arm ARM (DDI 0487), B2.10: gathering, reordering, early acknowledgement,
 * speculation; where inner cacheability decides and (wb) where caches hold
 * inner and outer Write-Back alone, Cortex-A76 TRM (100798), A7.3. */
// clang-format off
static const char *const page[] = {
    "              write   wb      G R E spec load store",
    "Device-nGnRnE direct  direct  - - - -    nR   nR",
    "Device-nGnRE  direct  direct  - - y -    nR   nR",
    "Device-nGRE   direct  direct  - y y -    R    R",
    "Device-GRE    combine combine y y y -    R    NC",
    "NC            combine combine y y y y    -    NC",
    "WB            back    back    - - - y    -    -",
    "WT            through combine - - - y    -    -",
    "iWB-oWT       back    combine - - - y    -    -",
    "iWT-oWB       through combine - - - y    -    -",
    "iWB-oNC       back    combine - - - y    -    -",
    "iNC-oWB       combine combine y y y y    -    NC",
    "iWT-oNC       through combine - - - y    -    -",
    "iNC-oWT       combine combine y y y y    -    NC",
};
// clang-format on

static const char *const write_name[] = {
    [WRITE_BACK] = "back",
    [WRITE_THROUGH] = "through",
    [WRITE_DIRECT] = "direct",
    [WRITE_COMBINE] = "combine",
};

static const char *
class_name(uint8_t class)
{
    switch (class) {
    case O_LOAD_nR:
    case O_STORE_nR:
        return "nR";
    case O_LOAD_R:
    case O_STORE_R:
        return "R";
    case O_STORE_NC:
        return "NC";
    default:
        return "-";
    }
}

/* The row of an attribute: its name without the shareability behind it. */
static void
expect(uint8_t eff, const char *column, const char *got)
{
    char printed[PAGE_WORD], row[PAGE_WORD] = "";
    const char *name = arm64_effective_name(eff);
    size_t length = strlen(name);

    if (eff > EFF_NC && length > 4 &&
        (strcmp(name + length - 4, "-OSH") == 0 ||
         strcmp(name + length - 4, "-NSH") == 0))
        length -= 4;
    memcpy(row, name, length);
    cr_assert(page_find(page, COUNT(page), row, column, printed), "%s", row);
    cr_expect_str_eq(got, printed, "%s, %s: %s, not %s", name, column, got,
                     printed);
}

static const char *
flag(const struct attr *a, unsigned bit)
{
    return a->flags & bit ? "y" : "-";
}

Test(arm64_lower, every_attribute)
{
    struct attr inner[EFF_COUNT][ACCESS_KINDS], wb[EFF_COUNT][ACCESS_KINDS];

    arm64_lower(inner, &(struct arm64_lowering){CACHED_INNER, 0});
    arm64_lower(wb, &(struct arm64_lowering){CACHED_WRITE_BACK, 0});
    for (uint8_t e = 1; e < EFF_COUNT; e++) {
        const struct attr *a = &inner[e][ACCESS_PLAIN];
        bool cached = a->write == WRITE_BACK || a->write == WRITE_THROUGH;

        expect(e, "write", write_name[a->write]);
        expect(e, "wb", write_name[wb[e][ACCESS_PLAIN].write]);
        expect(e, "G", flag(a, ATTR_GATHER));
        expect(e, "R", flag(a, ATTR_REORDER));
        expect(e, "E", flag(a, ATTR_EARLY_ACK));
        expect(e, "spec", flag(a, ATTR_SPECULATE));
        expect(e, "load", class_name(a->load_class));
        expect(e, "store", class_name(a->store_class));
        cr_expect_eq(!!(a->flags & ATTR_ALLOCATE), cached);
        cr_expect_eq(!!(a->flags & ATTR_DEVICE), e < EFF_NC);
        cr_expect_eq(a->flags & (ATTR_SNOOP | ATTR_SNOOP_DIRTY), 0);
        cr_expect_eq(a->type, e);
        cr_expect_eq(inner[e][ACCESS_NONTEMPORAL].write, a->write);
        cr_expect_eq(inner[e][ACCESS_NONTEMPORAL].flags, a->flags);
    }
}

Test(arm64_lower, lookup_is_of_what_caches_do_not_hold)
{
    for (uint8_t how = NC_LOOKUP_NEVER; how <= NC_LOOKUP_EITHER; how++) {
        struct attr out[EFF_COUNT][ACCESS_KINDS];

        arm64_lower(out, &(struct arm64_lowering){CACHED_WRITE_BACK, how});
        for (uint8_t e = 1; e < EFF_COUNT; e++) {
            unsigned flags = out[e][ACCESS_PLAIN].flags;
            bool may = how != NC_LOOKUP_NEVER && !(flags & ATTR_ALLOCATE);

            cr_expect_eq(!!(flags & ATTR_SNOOP_DIRTY), may);
            cr_expect_eq(!!(flags & ATTR_SNOOP_EITHER),
                         may && how == NC_LOOKUP_EITHER);
        }
    }
}

/* D7.5.9.15: inner Write-Through and Write-Back memory of the same
 * cacheability; shareability is no part of it. */
Test(arm64_lower, maintenance_is_in_order_with_its_own_cacheability)
{
    struct attr out[EFF_COUNT][ACCESS_KINDS];

    arm64_lower(out, &(struct arm64_lowering){CACHED_INNER, 0});
    for (uint8_t x = 1; x < EFF_COUNT; x++)
        for (uint8_t y = 1; y < EFF_COUNT; y++) {
            struct arm64_attr a = arm64_effective(x), b = arm64_effective(y);
            uint8_t p = out[x][ACCESS_PLAIN].cacheability;
            uint8_t q = out[y][ACCESS_PLAIN].cacheability;

            cr_expect_eq(p != 0, a.type == TYPE_NORMAL && a.inner != CACHE_NC);
            cr_expect_eq(p && p == q,
                         p && q && a.inner == b.inner && a.outer == b.outer);
        }
}

Test(arm64_lower, no_attribute_is_nothing)
{
    struct attr out[EFF_COUNT][ACCESS_KINDS];

    memset(out, 0, sizeof out);
    arm64_lower(out, &(struct arm64_lowering){CACHED_INNER, 0});
    cr_expect_eq(out[EFF_NONE][ACCESS_PLAIN].write, WRITE_NEVER);
}

/* ---- indexes ---- */

Test(arm64_effective, an_index_for_every_attribute)
{
    const struct arm64_attr none = {0};

    for (uint8_t e = 1; e < EFF_COUNT; e++) {
        struct arm64_attr a = arm64_effective(e);

        cr_expect_eq(arm64_effective_index(&a), e, "%s",
                     arm64_effective_name(e));
        a.xs = a.tagged = true;
        a.inner_hint = HINT_READ_ALLOCATE;
        cr_expect_eq(arm64_effective_index(&a), e, "hints, XS, tags");
        for (uint8_t other = 1; other < e; other++)
            cr_expect_str_neq(arm64_effective_name(e),
                              arm64_effective_name(other));
    }
    cr_expect_eq(arm64_effective_index(&none), EFF_NONE);
    cr_expect_str_eq(arm64_effective_name(EFF_NONE), "none");
    cr_expect_str_eq(arm64_effective_name(EFF_NC), "NC");
}
