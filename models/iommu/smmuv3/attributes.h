/* What becomes of a transaction's attributes, step by step. */
#pragma once

#include "models/iommu/smmuv3/attr.h"
#include "sim/core/trail.h"

struct smmu_input {
    uint32_t has;  /* enum smmu_has                                           */
    bool no_snoop; /* the request's attribute                                 */

    /* STE.{MTCFG,MemAttr,SHCFG}, raw. */
    bool mtcfg;
    uint8_t memattr, shcfg;

    /* Stage 1: the byte of CD.MAIR that the leaf selects, and its SH. */
    bool s1;
    uint8_t mair, s1_sh;

    /* Stage 2: S2FWB, MemAttr[3:0] and SH of the leaf. */
    bool s2, fwb;
    uint8_t s2_memattr, s2_sh;
};

struct smmu_output {
    struct smmu_attr attr;
    bool snooped; /* of conventional memory                                   */
};

struct smmu_output smmu_attributes(const struct smmu_input *in,
                                   struct trail *why);
