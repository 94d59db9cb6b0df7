/* Reserved encodings, by name, and the features that make them valid. */

#include <criterion/criterion.h>

#include "models/arm64_s2fwb/decode.h"

enum { FEATURES = FEATURE_XS | FEATURE_MTE2 };

static bool
mair_reserved(unsigned byte, unsigned features)
{
    return arm64_mair((uint8_t) byte, features).type == TYPE_NONE;
}

Test(arm64_reserved, mair_device_with_dd1x)
{
    for (unsigned dd = 0; dd < 4; dd++) {
        cr_expect(mair_reserved(dd << 2 | 2, 0xff));
        cr_expect(mair_reserved(dd << 2 | 3, 0xff));
    }
}

Test(arm64_reserved, mair_device_with_xs_0_needs_feat_xs)
{
    for (unsigned dd = 0; dd < 4; dd++) {
        struct arm64_attr a = arm64_mair((uint8_t) (dd << 2 | 1), FEATURE_XS);

        cr_expect(mair_reserved(dd << 2 | 1, FEATURE_MTE2));
        cr_expect(a.type == TYPE_DEVICE_nGnRnE + dd && !a.xs);
        cr_expect(arm64_mair((uint8_t) (dd << 2), FEATURE_XS).xs);
    }
}

Test(arm64_reserved, mair_40_and_a0_need_feat_xs)
{
    cr_expect(mair_reserved(0x40, FEATURE_MTE2) &&
              mair_reserved(0xa0, FEATURE_MTE2));
    cr_expect(!mair_reserved(0x40, FEATURE_XS) &&
              !mair_reserved(0xa0, FEATURE_XS));
}

/* MAIR_EL1: 0xa0 is Read-Allocate, 0xf0 Read-Allocate and Write-Allocate, both
 * non-transient. */
Test(arm64_reserved, mair_a0_and_f0_have_hints)
{
    const uint8_t both = HINT_READ_ALLOCATE | HINT_WRITE_ALLOCATE;
    struct arm64_attr a0 = arm64_mair(0xa0, FEATURE_XS);
    struct arm64_attr f0 = arm64_mair(0xf0, FEATURE_MTE2);

    cr_expect(a0.inner_hint == HINT_READ_ALLOCATE &&
              a0.outer_hint == HINT_READ_ALLOCATE);
    cr_expect(f0.inner_hint == both && f0.outer_hint == both);
}

Test(arm64_reserved, mair_f0_needs_feat_mte2)
{
    cr_expect(mair_reserved(0xf0, FEATURE_XS));
    cr_expect(arm64_mair(0xf0, FEATURE_MTE2).tagged);
    cr_expect(!arm64_mair(0xff, FEATURE_MTE2).tagged);
}

Test(arm64_reserved, mair_with_an_inner_nibble_of_0)
{
    for (unsigned outer = 1; outer < 16; outer++)
        cr_expect(mair_reserved(outer << 4, FEATURES) !=
                      (outer == 4 || outer == 10 || outer == 15),
                  "0x%02x", outer << 4);
}

Test(arm64_reserved, memattr_without_fwb)
{
    cr_expect_eq(arm64_memattr(4, 0).type, TYPE_NONE, "0100");
    cr_expect_eq(arm64_memattr(8, 0).type, TYPE_NONE, "1000");
    cr_expect_eq(arm64_memattr(12, 0).type, TYPE_NONE, "1100");
}

Test(arm64_reserved, memattr_0100_with_feat_mte_perm_is_write_back)
{
    struct arm64_attr a = arm64_memattr(4, FEATURE_MTE_PERM);

    cr_expect(a.type == TYPE_NORMAL && a.inner == CACHE_WB &&
              a.outer == CACHE_WB);
    cr_expect(arm64_no_tag_access(4, FEATURE_MTE_PERM));
    cr_expect(!arm64_no_tag_access(4, 0) &&
              !arm64_no_tag_access(15, FEATURE_MTE_PERM));
}

Test(arm64_reserved, memattr_with_fwb)
{
    /* One letter for each of MemAttr[3:0], with FEAT_MTE_PERM: d Device,
     * - reserved, n NC, w forced Write-Back, s as stage 1. */
    static const char page[] = "dddd-nws-----"
                               "-ws";
    static const char letter[FWB_COUNT] = {[FWB_RESERVED] = '-',
                                           [FWB_DEVICE] = 'd',
                                           [FWB_NC] = 'n',
                                           [FWB_WRITE_BACK] = 'w',
                                           [FWB_STAGE1] = 's'};

    for (unsigned m = 0; m < 16; m++) {
        struct arm64_fwb_attr perm = arm64_memattr_fwb(m, FEATURE_MTE_PERM);
        struct arm64_fwb_attr plain = arm64_memattr_fwb(m, 0);

        cr_expect_eq(letter[perm.does], page[m], "MemAttr %u", m);
        cr_expect_eq(perm.no_tag_access, m >= 14, "MemAttr %u", m);
        cr_expect_eq(letter[plain.does], page[m & 7],
                     "MemAttr %u: bit 3 is RES0", m);
        cr_expect_eq(plain.no_tag_access, false);
        cr_expect_eq(perm.type,
                     m < 4 ? TYPE_DEVICE_nGnRnE + m : (unsigned) TYPE_NONE);
        cr_expect_eq(plain.type, (m & 7) < 4 ? TYPE_DEVICE_nGnRnE + (m & 7)
                                             : (unsigned) TYPE_NONE);
    }
}
