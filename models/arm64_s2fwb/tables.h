/*
 * The manual's tables of memory attributes, cell for cell, and nothing else.
 *
 * An encoding that the manual reserves has the "none" of its kind.  What a
 * cell means for an access is combine.c's business.
 */
#pragma once

#include "models/arm64_s2fwb/decode.h"
#include "models/arm64_s2fwb/types.h"

/* ---- stage 1: MAIR_ELx.Attr<n> ---- */

struct arm64_nibble { /* one half of a byte for Normal memory                 */
    uint8_t cache;    /* enum arm64_cacheability                              */
    uint8_t hint;     /* enum arm64_hint bits                                 */
};

/* 0b0000 is no half of Normal memory. */
extern const struct arm64_nibble arm64_mair_nibble[16];

/* The bytes that are not two halves of Normal memory.  Every other byte with a
 * nibble of 0b0000 is reserved. */
struct arm64_mair_byte {
    uint8_t byte;
    uint8_t needs; /* enum arm64_feature; without it the byte is reserved     */
    struct arm64_attr attr;
};

enum { ARM64_MAIR_BYTES = 11 };
extern const struct arm64_mair_byte arm64_mair_bytes[ARM64_MAIR_BYTES];

/* ---- both stages ---- */

/* SH[1:0] -> enum arm64_shareability. */
extern const uint8_t arm64_sh[4];

/* ---- stage 2, HCR_EL2.FWB = 0 ---- */

struct arm64_memattr_row {
    uint8_t type; /* TYPE_NONE: reserved                                      */
    uint8_t outer, inner;
    uint8_t needs;      /* enum arm64_feature; without it reserved            */
    bool no_tag_access; /* NoTagAccess                                        */
};

extern const struct arm64_memattr_row arm64_memattr_rows[16];

/* Stage 1 (rows) with stage 2 (columns) -> enum arm64_type. */
extern const uint8_t arm64_combine_type[TYPE_COUNT][TYPE_COUNT];

/* Of Normal memory, inner and outer each: stage 1 (rows) with stage 2
 * (columns) -> enum arm64_cacheability. */
extern const uint8_t arm64_combine_cache[CACHE_COUNT][CACHE_COUNT];

/* ---- stage 2, HCR_EL2.FWB = 1 ---- */

/* MemAttr[2:0]: bit 3 is RES0. */
extern const struct arm64_fwb_attr arm64_fwb_rows[8];

/* MemAttr[3:0] with FEAT_MTE_PERM. */
extern const struct arm64_fwb_attr arm64_fwb_perm_rows[16];

/* What stage 2 does (rows) to what stage 1 says of inner and of outer
 * (columns; CACHE_NONE: it is Device) -> enum arm64_cacheability, CACHE_NONE:
 * stays the Device type that it is.  FWB_DEVICE is in arm64_combine_type. */
extern const uint8_t arm64_fwb_cache[FWB_COUNT][CACHE_COUNT];

/* ---- shareability, whatever FWB is ---- */

/* Stage 1 (rows) with stage 2 (columns) -> enum arm64_shareability. */
extern const uint8_t arm64_combine_share[SH_COUNT][SH_COUNT];

/* Document, title and number of each. */
extern const char arm64_mair_cite[];
extern const char arm64_memattr_cite[];
extern const char arm64_memattr_fwb_cite[];
extern const char arm64_type_cite[];
extern const char arm64_cache_cite[];
extern const char arm64_share_cite[];
