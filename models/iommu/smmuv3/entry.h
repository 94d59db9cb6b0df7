/* Stream table entries and context descriptors, read from their words. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/core/trail.h"

enum { SMMU_ENTRY_WORDS = 8, SMMU_ENTRY_BYTES = SMMU_ENTRY_WORDS * 8 };

/* Tables of one stage. */
struct smmu_stage {
    uint64_t root;
    uint8_t input, output; /* bits of addresses                               */
    uint8_t start;         /* level of the root, 0 to 2                       */
    bool second;
    bool ignores_flag; /* AFFD: leaves need no access flag                    */
    bool off;          /* EPD0: nothing is walked                             */
    bool cached;       /* IR, OR and SH: tables are Write-Back and shareable  */
};

struct smmu_ste {
    bool s1, s2, fwb, s2ptw;
    bool mtcfg;
    uint8_t memattr, shcfg, eats;
    uint16_t vmid;
    uint64_t context; /* of stage 1; intermediate physical if stage 2 is on   */
    struct smmu_stage stage2;
};

struct smmu_cd {
    struct smmu_stage stage1;
    uint64_t mair;
    uint16_t asid;
};

/* What is wrong with an entry of SMMU_ENTRY_WORDS words, or NULL.  HAS are the
 * unit's capabilities: fields of what it lacks are RES0 and do not count. */
const struct rule *smmu_read_ste(const uint64_t *word, uint32_t has,
                                 struct smmu_ste *ste);
const struct rule *smmu_read_cd(const uint64_t *word, struct smmu_cd *cd);
