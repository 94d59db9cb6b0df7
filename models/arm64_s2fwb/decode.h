/*
 * Encodings: MAIR_ELx bytes, stage-2 MemAttr, SH, and the fields of stage-1 and
 * stage-2 descriptors of the 4K granule that the attributes need.
 *
 * A reserved encoding decodes to TYPE_NONE (SH_NONE); the CONSTRAINED
 * UNPREDICTABLE choices that the manual allows for it are the caller's
 * business, taken from the platform and never guessed.
 */
#pragma once

#include "models/arm64_s2fwb/types.h"

/* Features that make more encodings valid. */
enum arm64_feature {
    FEATURE_XS = 1,       /* FEAT_XS                                          */
    FEATURE_MTE2 = 2,     /* FEAT_MTE2                                        */
    FEATURE_MTE_PERM = 4, /* FEAT_MTE_PERM                                    */
};

/* What a byte of MAIR_EL1 says; shareability stays SH_NONE. */
struct arm64_attr arm64_mair(uint8_t byte, unsigned features);

/* SH[1:0] of a descriptor; SH_NONE for the reserved 0b01. */
uint8_t arm64_share(unsigned sh);

/* Stage-2 MemAttr[3:0] with HCR_EL2.FWB = 0; whether it denies accesses to
 * Allocation Tags (NoTagAccess). */
struct arm64_attr arm64_memattr(unsigned memattr, unsigned features);
bool arm64_no_tag_access(unsigned memattr, unsigned features);

/* What stage 2 does to stage 1 with HCR_EL2.FWB = 1. */
enum arm64_fwb {
    FWB_RESERVED,
    FWB_DEVICE,     /* Device of `type`, or stage 1's if that is stronger     */
    FWB_NC,         /* Normal Non-cacheable unless stage 1 is Device          */
    FWB_WRITE_BACK, /* Normal Write-Back, whatever stage 1 is                 */
    FWB_STAGE1,     /* as stage 1 says                                        */
    FWB_COUNT
};

struct arm64_fwb_attr {
    uint8_t does;       /* enum arm64_fwb                                     */
    uint8_t type;       /* FWB_DEVICE: enum arm64_type                        */
    bool no_tag_access; /* FEAT_MTE_PERM                                      */
};

struct arm64_fwb_attr arm64_memattr_fwb(unsigned memattr, unsigned features);
