/* The tables of the SMMU architecture (Arm IHI 0070 G.b) and, where it refers
 * to them, of the Arm ARM. */

#include "models/iommu/smmuv3/tables.h"

const char smmu_mair_cite[] =
    "SMMU (IHI 0070 G.b), 5.4 CD.{MAIR0,MAIR1}, with its table of reserved "
    "encodings; Arm ARM (DDI 0487), MAIR_EL1";
const char smmu_memattr_cite[] =
    "SMMU (IHI 0070 G.b), 5.2 STE.MemAttr; Arm ARM (DDI 0487), \"Stage 2 "
    "MemAttr[3:0] encoding\"";
const char smmu_fwb_cite[] =
    "SMMU (IHI 0070 G.b), 5.2 STE.S2FWB and 13.1.6; Arm ARM (DDI 0487), "
    "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\"";
const char smmu_sh_cite[] =
    "SMMU (IHI 0070 G.b), 5.4 CD.SH0; Arm ARM (DDI 0487), \"Stage 1 "
    "Shareability attributes\"";

enum { NC = SMMU_NC, WT = SMMU_WT, WB = SMMU_WB };

// clang-format off
const uint8_t smmu_mair_half[16] = {
    [0x0] = 0,
    [0x1] = WT, [0x2] = WT, [0x3] = WT, /* transient                          */
    [0x4] = NC,
    [0x5] = WB, [0x6] = WB, [0x7] = WB, /* transient                          */
    [0x8] = WT, [0x9] = WT, [0xa] = WT, [0xb] = WT,
    [0xc] = WB, [0xd] = WB, [0xe] = WB, [0xf] = WB,
};

#define DEVICE(t)    { { .type = (t) }, false }
#define NORMAL(o, i) { { .type = SMMU_NORMAL, .inner = (i), .outer = (o) }, \
                       false }
#define RESERVED     { { .type = SMMU_nGnRnE }, true }

const struct smmu_memattr smmu_memattr[16] = {
    [0x0] = DEVICE(SMMU_nGnRnE),
    [0x1] = DEVICE(SMMU_nGnRE),
    [0x2] = DEVICE(SMMU_nGRE),
    [0x3] = DEVICE(SMMU_GRE),
    [0x4] = RESERVED,
    /*             outer inner */
    [0x5] = NORMAL(NC,   NC),
    [0x6] = NORMAL(NC,   WT),
    [0x7] = NORMAL(NC,   WB),
    [0x8] = RESERVED,
    [0x9] = NORMAL(WT,   NC),
    [0xa] = NORMAL(WT,   WT),
    [0xb] = NORMAL(WT,   WB),
    [0xc] = RESERVED,
    [0xd] = NORMAL(WB,   NC),
    [0xe] = NORMAL(WB,   WT),
    [0xf] = NORMAL(WB,   WB),
};

const struct smmu_fwb_row smmu_fwb[8] = {
    [0x0] = { FWB_DEVICE, SMMU_nGnRnE },
    [0x1] = { FWB_DEVICE, SMMU_nGnRE },
    [0x2] = { FWB_DEVICE, SMMU_nGRE },
    [0x3] = { FWB_DEVICE, SMMU_GRE },
    [0x4] = { FWB_RESERVED, SMMU_nGnRnE },
    [0x5] = { FWB_NC, 0 },
    [0x6] = { FWB_WRITE_BACK, 0 },
    [0x7] = { FWB_STAGE1, 0 },
};

const uint8_t smmu_sh[4] = { SMMU_NSH, SMMU_NSH, SMMU_OSH, SMMU_ISH };
// clang-format on

/* 0b0000ddxx: Device, the type in dd; xx other than 0 is reserved and the SMMU
 * ignores it. */
static struct smmu_attr
mair_device(uint8_t byte, bool *reserved)
{
    *reserved = byte & 3;
    return (struct smmu_attr){.type = (uint8_t) (SMMU_nGnRnE + (byte >> 2))};
}

/* Also 0x40, 0xa0 and 0xf0, which are valid in a CPU with FEAT_XS and
 * FEAT_MTE2: the SMMU reserves them, the inner half is Write-Through. */
struct smmu_attr
smmu_mair(uint8_t byte, bool *reserved)
{
    struct smmu_attr a = {.type = SMMU_NORMAL};

    if (byte < 0x10)
        return mair_device(byte, reserved);
    a.outer = smmu_mair_half[byte >> 4];
    a.inner = smmu_mair_half[byte & 15];
    *reserved = !a.inner;
    if (*reserved)
        a.inner = SMMU_WT;
    return a;
}
