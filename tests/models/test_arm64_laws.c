/* Laws of combining stage 1 and stage 2, and examples of the discussions. */

#include <criterion/criterion.h>

#include "models/arm64_s2fwb/combine.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

enum { FEATURES = FEATURE_XS | FEATURE_MTE2 };

/* One byte of MAIR for each type that can differ. */
static const uint8_t mair[] = {0x00, 0x04, 0x08, 0x0c, 0x44, 0xbb, 0xff,
                               0x4b, 0x4f, 0xb4, 0xbf, 0xf4, 0xfb};
enum { DEVICES = 4, MAIRS = sizeof mair };

/* MemAttr of Normal memory, FWB = 0. */
static const uint8_t normal[] = {5, 6, 7, 9, 10, 11, 13, 14, 15};

static struct arm64_stages
stages(bool fwb, uint8_t byte, unsigned sh, unsigned memattr, unsigned s2_sh)
{
    struct arm64_stages s = {
        .control = {.m = true,
                    .c = true,
                    .i = true,
                    .vm = true,
                    .fwb = fwb,
                    .features = FEATURES},
        .s1 = arm64_mair(byte, FEATURES),
        .memattr = (uint8_t) memattr,
        .s2_share = arm64_share(s2_sh),
    };

    s.s1.share = arm64_share(sh);
    return s;
}

static struct arm64_attr
of(bool fwb, uint8_t byte, unsigned sh, unsigned memattr, unsigned s2_sh)
{
    struct arm64_stages s = stages(fwb, byte, sh, memattr, s2_sh);

    return arm64_combine(&s, NULL);
}

static const char *
name(struct arm64_attr a)
{
    return arm64_code_name(arm64_code(&a));
}

static const char *
type(bool fwb, uint8_t byte, unsigned memattr)
{
    struct arm64_attr a = of(fwb, byte, 3, memattr, 3);

    return arm64_code_type(arm64_code(&a));
}

/* ---- laws ---- */

Test(arm64_laws, device_beats_normal)
{
    for (unsigned d = 0; d < DEVICES; d++) {
        for (unsigned n = 0; n < COUNT(normal); n++)
            cr_expect_eq(of(false, mair[d], 3, normal[n], 3).type,
                         TYPE_DEVICE_nGnRnE + d);
        for (unsigned n = DEVICES; n < MAIRS; n++)
            for (unsigned fwb = 0; fwb < 2; fwb++)
                cr_expect_eq(of(fwb, mair[n], 3, d, 3).type,
                             TYPE_DEVICE_nGnRnE + d);
    }
}

Test(arm64_laws, of_two_devices_the_stronger_wins)
{
    for (unsigned a = 0; a < DEVICES; a++)
        for (unsigned b = 0; b < DEVICES; b++)
            for (unsigned fwb = 0; fwb < 2; fwb++)
                cr_expect_eq(of(fwb, mair[a], 3, b, 3).type,
                             TYPE_DEVICE_nGnRnE + (a < b ? a : b));
}

Test(arm64_laws, weaker_cacheability_wins)
{
    for (unsigned m = DEVICES; m < MAIRS; m++)
        for (unsigned n = 0; n < COUNT(normal); n++) {
            struct arm64_attr s1 = arm64_mair(mair[m], FEATURES);
            struct arm64_attr s2 = arm64_memattr(normal[n], 0);
            struct arm64_attr a = of(false, mair[m], 3, normal[n], 3);

            cr_expect(a.inner <= s1.inner && a.inner <= s2.inner);
            cr_expect(a.outer <= s1.outer && a.outer <= s2.outer);
            cr_expect(a.inner == s1.inner || a.inner == s2.inner);
            cr_expect(a.outer == s1.outer || a.outer == s2.outer);
        }
}

/* The byte of MAIR and the MemAttr for each type both stages can say. */
static const uint8_t pair[][2] = {
    {0x00, 0 },
    {0x04, 1 },
    {0x08, 2 },
    {0x0c, 3 },
    {0x44, 5 },
    {0x4b, 6 },
    {0x4f, 7 },
    {0xb4, 9 },
    {0xbb, 10},
    {0xbf, 11},
    {0xf4, 13},
    {0xfb, 14},
    {0xff, 15},
};

Test(arm64_laws, without_fwb_the_stages_may_be_exchanged)
{
    for (unsigned i = 0; i < COUNT(pair) * COUNT(pair) * 16; i++) {
        const uint8_t *a = pair[i % COUNT(pair)];
        const uint8_t *b = pair[i / COUNT(pair) % COUNT(pair)];
        unsigned sa = i / COUNT(pair) / COUNT(pair) % 4;
        unsigned sb = i / COUNT(pair) / COUNT(pair) / 4;

        cr_expect_str_eq(name(of(false, a[0], sa, b[1], sb)),
                         name(of(false, b[0], sb, a[1], sa)),
                         "MAIR 0x%02x with 0x%02x", a[0], b[0]);
    }
}

Test(arm64_laws, without_fwb_1111_leaves_type_and_cacheability)
{
    for (unsigned m = 0; m < MAIRS; m++) {
        struct arm64_attr s1 = arm64_mair(mair[m], FEATURES);
        struct arm64_attr a = of(false, mair[m], 3, 15, 3);

        cr_expect(a.type == s1.type && a.inner == s1.inner &&
                  a.outer == s1.outer);
        cr_expect_str_eq(name(a), name(of(true, mair[m], 3, 7, 3)),
                         "as 0b111 with FWB");
    }
}

Test(arm64_laws, with_fwb_110_absorbs_everything)
{
    for (unsigned byte = 0; byte < 256; byte++)
        if (arm64_mair((uint8_t) byte, FEATURES).type != TYPE_NONE)
            cr_expect_str_eq(type(true, (uint8_t) byte, 6), "Normal-WB",
                             "MAIR 0x%02x", byte);
}

/* MemAttr of the same meaning without and with FWB. */
static const uint8_t same[][2] = {
    {0,  0},
    {1,  1},
    {2,  2},
    {3,  3},
    {5,  5},
    {15, 7}
};

Test(arm64_laws, nc_and_device_stage_2_are_the_same_with_and_without_fwb)
{
    for (unsigned i = 0; i < MAIRS * COUNT(same) * 16; i++) {
        uint8_t m = mair[i % MAIRS];
        const uint8_t *s = same[i / MAIRS % COUNT(same)];
        unsigned sh = i / MAIRS / COUNT(same);
        struct arm64_attr a = of(false, m, sh / 4, s[0], sh % 4);
        struct arm64_attr b = of(true, m, sh / 4, s[1], sh % 4);

        cr_expect(!arm64_mismatch(&a, &b), "MAIR 0x%02x, MemAttr %u: %s, %s", m,
                  s[0], name(a), name(b));
    }
}

/* Where both give cacheable memory the shareability agrees. */
Test(arm64_laws, fwb_never_changes_how_shareability_combines)
{
    static const unsigned sh[] = {0, 2, 3};

    for (unsigned i = 0; i < 9; i++) {
        unsigned s1 = sh[i / 3], s2 = sh[i % 3];
        uint8_t plain = of(false, 0xff, s1, 15, s2).share;

        cr_expect_eq(of(true, 0xff, s1, 6, s2).share, plain);
        cr_expect_eq(of(true, 0xff, s1, 7, s2).share, plain);
        cr_expect_eq(of(true, 0xbb, s1, 6, s2).share, plain);
        cr_expect_eq(of(true, 0x44, s1, 6, s2).share, plain);
        cr_expect_eq(of(true, 0x00, s1, 6, s2).share, plain);
    }
}

Test(arm64_laws, device_and_nc_are_outer_shareable)
{
    for (unsigned i = 0; i < 2 * MAIRS * 16 * 16; i++) {
        struct arm64_attr a =
            of(i & 1, mair[i / 2 % MAIRS], i / 2 / MAIRS % 4,
               i / 2 / MAIRS / 4 % 16, i / 2 / MAIRS / 4 / 16);

        if (arm64_is_device(a.type) ||
            (a.inner == CACHE_NC && a.outer == CACHE_NC))
            cr_expect_eq(a.share, SH_OSH);
    }
}

Test(arm64_laws, hints_decide_nothing)
{
    for (unsigned byte = 0x11; byte < 256; byte++) {
        struct arm64_attr s1 = arm64_mair((uint8_t) byte, FEATURES);

        for (unsigned m = 0; m < MAIRS && s1.type != TYPE_NONE; m++) {
            struct arm64_attr like = arm64_mair(mair[m], FEATURES);

            if (like.inner != s1.inner || like.outer != s1.outer)
                continue;
            for (unsigned i = 0; i < 32; i++)
                cr_expect_str_eq(type(i / 16, (uint8_t) byte, i % 16),
                                 type(i / 16, mair[m], i % 16),
                                 "0x%02x and 0x%02x", byte, mair[m]);
        }
    }
}

/* ---- examples ---- */

Test(arm64_examples, mixed_inner_and_outer)
{
    cr_expect_str_eq(type(false, 0xff, 7), "Normal-iWB-oNC");
    cr_expect_str_eq(type(false, 0xff, 13), "Normal-iNC-oWB");
    cr_expect_str_eq(name(of(false, 0x4f, 3, 13, 3)), "Normal-NC OSH");
    cr_expect_str_eq(name(of(false, 0xf4, 3, 7, 3)), "Normal-NC OSH");
    cr_expect_str_eq(type(true, 0x4f, 7), "Normal-iWB-oNC");
    cr_expect_str_eq(type(true, 0x4f, 6), "Normal-WB");
    cr_expect_str_eq(type(true, 0x4f, 5), "Normal-NC");
}

/* KVM up to v6.8 gave device memory MemAttr 0b0001. */
Test(arm64_examples, guests_over_a_stage_2_of_ngnre)
{
    for (unsigned fwb = 0; fwb < 2; fwb++) {
        cr_expect_str_eq(type(fwb, 0x00, 1), "Device-nGnRnE");
        for (unsigned m = 1; m < MAIRS; m++)
            cr_expect_str_eq(type(fwb, mair[m], 1), "Device-nGnRE",
                             "MAIR 0x%02x", mair[m]);
    }
}

/* Scenario S32: four rows of stage 1 and stage 2, three encodings each. */
Test(arm64_examples, resolution_of_a_device_mapping_over_nc)
{
    static const struct {
        uint8_t byte, memattr;
        const char *without, *with;
    } row[12] = {
        {0x00, 5, "Device-nGnRnE", "Device-nGnRnE"},
        {0x04, 5, "Device-nGnRE",  "Device-nGnRE" },
        {0x0c, 5, "Device-GRE",    "Device-GRE"   },
        {0x44, 5, "Normal-NC",     "Normal-NC"    },
        {0x40, 5, "Normal-NC",     "Normal-NC"    },
        {0xbb, 5, "Normal-NC",     "Normal-NC"    },
        {0xff, 5, "Normal-NC",     "Normal-NC"    },
        {0x77, 5, "Normal-NC",     "Normal-NC"    },
        {0xf0, 5, "Normal-NC",     "Normal-NC"    },
        {0x04, 1, "Device-nGnRE",  "Device-nGnRE" },
        {0x44, 1, "Device-nGnRE",  "Device-nGnRE" },
        {0xff, 1, "Device-nGnRE",  "Device-nGnRE" },
    };

    for (unsigned i = 0; i < COUNT(row); i++) {
        cr_expect_str_eq(type(false, row[i].byte, row[i].memattr),
                         row[i].without, "row %u without FWB", i);
        cr_expect_str_eq(type(true, row[i].byte, row[i].memattr), row[i].with,
                         "row %u with FWB", i);
    }
}

/* ---- IMPLEMENTATION DEFINED normalisation ---- */

Test(arm64_normalisation, shows_only_under_forced_write_back)
{
    static const unsigned sh[] = {0, 2, 3};
    unsigned differ = 0;

    for (unsigned i = 0; i < 2 * MAIRS * 3 * 16 * 3; i++) {
        bool fwb = i & 1;
        unsigned m = i / 2 % MAIRS, s1 = sh[i / 2 / MAIRS % 3];
        unsigned memattr = i / 6 / MAIRS % 16, s2 = sh[i / 96 / MAIRS];
        struct arm64_stages s = stages(fwb, mair[m], s1, memattr, s2);
        struct arm64_attr raw = arm64_combine(&s, NULL), normalised;
        bool uncached = m <= DEVICES; /* the Devices, and NC behind them */

        s.control.normalises = true;
        normalised = arm64_combine(&s, NULL);
        cr_expect_eq(arm64_mismatch(&raw, &normalised),
                     fwb && (memattr & 7) == 6 && uncached && s1 != 2 &&
                         s2 != 2,
                     "FWB=%d, MAIR 0x%02x SH %u, MemAttr %u SH %u", fwb,
                     mair[m], s1, memattr, s2);
        differ += arm64_mismatch(&raw, &normalised);
        if (arm64_mismatch(&raw, &normalised))
            cr_expect_eq(normalised.share, SH_OSH);
    }
    cr_expect_eq(differ, 5u * 2 * 2 * 2, "%u", differ);
}
