/*
 * Memory attributes of a transaction on its way through an SMMUv3.
 *
 * Hints (allocation, transient) change no result and are left out: STE.ALLOCCFG
 * has its place in the entry and no effect here.  Zero is "none" in every
 * enumeration; hardware encodings are tables.c's business.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* The strongest first: combining takes the smaller one (SMMU 13.1.5). */
enum smmu_type {
    SMMU_NONE,
    SMMU_nGnRnE,
    SMMU_nGnRE,
    SMMU_nGRE,
    SMMU_GRE,
    SMMU_NORMAL,
};

/* Of Normal memory, inner and outer apart; the strongest first. */
enum smmu_cache { SMMU_NC = 1, SMMU_WT, SMMU_WB };

/* The weakest first: combining takes the larger one. */
enum smmu_share { SMMU_NSH = 1, SMMU_ISH, SMMU_OSH };

struct smmu_attr {
    uint8_t type;         /* enum smmu_type                                   */
    uint8_t inner, outer; /* enum smmu_cache of Normal memory, else 0         */
    uint8_t share;        /* enum smmu_share                                  */
};

static inline bool
smmu_is_device(const struct smmu_attr *a)
{
    return a->type < SMMU_NORMAL;
}

/* Any level of cache may hold it. */
static inline bool
smmu_is_cacheable(const struct smmu_attr *a)
{
    return a->inner > SMMU_NC || a->outer > SMMU_NC;
}

/* All of it as one number below SMMU_CODES, for trails and unit_answer.type;
 * 0 is "none". */
enum { SMMU_KINDS = SMMU_NORMAL + 9, SMMU_CODES = SMMU_KINDS * 4 };
uint8_t smmu_code(const struct smmu_attr *a);

/* "Device-nGnRE", "NC", "WB ISH", "iWB-oNC OSH": what is not cacheable is Outer
 * Shareable, always. */
const char *smmu_code_name(uint8_t code);

/* The same without shareability. */
const char *smmu_type_name(const struct smmu_attr *a);
