/*
 * Walks from a stream table entry to the leaves of both stages.
 *
 * All that stage 1 names while stage 2 is on is intermediate physical: the
 * context descriptor, its tables, and what their leaves map.
 */
#pragma once

#include "models/iommu/smmuv3/entry.h"
#include "models/iommu/unit.h"

struct smmu_walk {
    uint8_t fault;           /* enum unit_fault                               */
    const struct rule *rule; /* of the fault                                  */
    uint64_t pa;             /* of the byte                                   */
    bool writable;
    bool cached; /* its tables: IR, OR and SH of the stages that are on       */
    uint8_t mair, s1_sh;       /* of stage 1, if it is on                     */
    uint8_t s2_memattr, s2_sh; /* of stage 2 likewise                         */
};

/* ADDRESS through the stages that STE has on. */
struct smmu_walk smmu_walk(const struct unit_space *space,
                           const struct smmu_ste *ste, uint64_t address,
                           bool write);
