/*
 * The SMMU's tables of attributes, cell for cell, and nothing else.  Reserved
 * cells are those the SMMU defines where a CPU's manual does not; reserved[]
 * tells them apart.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/iommu/smmuv3/attr.h"

/* CD.MAIR: one half of a byte for Normal memory -> enum smmu_cache.  0: what
 * the SMMU takes a reserved half for is smmu_mair()'s business. */
extern const uint8_t smmu_mair_half[16];

/* One byte; true in *RESERVED if the SMMU reserves it.  Without
 * shareability. */
struct smmu_attr smmu_mair(uint8_t byte, bool *reserved);

/* STE.MemAttr, and MemAttr[3:0] of a stage-2 descriptor with S2FWB = 0;
 * without shareability. */
struct smmu_memattr {
    struct smmu_attr attr;
    bool reserved;
};
extern const struct smmu_memattr smmu_memattr[16];

/* MemAttr[2:0] of a stage-2 descriptor with S2FWB = 1. */
enum smmu_fwb {
    FWB_DEVICE,     /* that Device type, or stage 1's if it is stronger       */
    FWB_RESERVED,   /* taken for Device-nGnRnE, as STE.MemAttr takes it       */
    FWB_NC,         /* Normal memory becomes NC, Device stays                 */
    FWB_WRITE_BACK, /* everything becomes Normal Write-Back                   */
    FWB_STAGE1,     /* what stage 1 (or the input) gives                      */
};
struct smmu_fwb_row {
    uint8_t does; /* enum smmu_fwb                                            */
    uint8_t type; /* enum smmu_type of FWB_DEVICE and FWB_RESERVED            */
};
extern const struct smmu_fwb_row smmu_fwb[8];

/* SH[1:0] of a descriptor -> enum smmu_share.  0b01 is reserved and taken for
 * Non-shareable, as in the SMMU's own fields. */
extern const uint8_t smmu_sh[4];

/* Document, section or table of each. */
extern const char smmu_mair_cite[];
extern const char smmu_memattr_cite[];
extern const char smmu_fwb_cite[];
extern const char smmu_sh_cite[];
