/*
 * Memory attributes of arm64, as each stage of translation gives them and as
 * they come out of both.
 *
 * Zero is "none" in every enumeration, so that a cell nobody filled never reads
 * as an attribute: hardware encodings, where Device-nGnRnE is 0, live in
 * decode.c and nowhere else.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Memory types; the four of Device in order, the strongest first (Arm ARM
 * DDI 0487, "Device memory"). */
enum arm64_type {
    TYPE_NONE,
    TYPE_DEVICE_nGnRnE,
    TYPE_DEVICE_nGnRE,
    TYPE_DEVICE_nGRE,
    TYPE_DEVICE_GRE,
    TYPE_NORMAL,
    TYPE_COUNT
};

/* Of Normal memory, inner and outer apart; the weakest first. */
enum arm64_cacheability {
    CACHE_NONE,
    CACHE_NC,
    CACHE_WT,
    CACHE_WB,
    CACHE_COUNT
};

enum arm64_shareability { SH_NONE, SH_NSH, SH_ISH, SH_OSH, SH_COUNT };

/* Hints: they change no result (Arm ARM, "Cacheability hints"), and aliases
 * that differ in them alone are no mismatch. */
enum arm64_hint {
    HINT_READ_ALLOCATE = 1,
    HINT_WRITE_ALLOCATE = 2,
    HINT_TRANSIENT = 4,
};

struct arm64_attr {
    uint8_t type;         /* enum arm64_type; TYPE_NONE: reserved encoding    */
    uint8_t inner, outer; /* enum arm64_cacheability, TYPE_NORMAL only        */
    uint8_t inner_hint, outer_hint; /* enum arm64_hint bits                   */
    uint8_t share;                  /* enum arm64_shareability                */
    bool xs;                        /* the XS attribute is 1                  */
    bool tagged;                    /* Allocation Tags are accessed           */
};

static inline bool
arm64_is_device(uint8_t type)
{
    return type != TYPE_NONE && type < TYPE_NORMAL;
}

/* Names as the manual prints them; "none" at index 0. */
extern const char *const arm64_type_name[TYPE_COUNT];
extern const char *const arm64_cache_name[CACHE_COUNT];
extern const char *const arm64_share_name[SH_COUNT];

/* The abbreviations of the trade: NC, WT, WB; NSH, ISH, OSH; "-" at index 0. */
extern const char *const arm64_cache_short[CACHE_COUNT];
extern const char *const arm64_share_short[SH_COUNT];

/* What decides an access, as one number below ARM64_CODES: type, inner and
 * outer cacheability, shareability.  0 is "none". */
enum { ARM64_CODES = (TYPE_NORMAL + 9) * SH_COUNT };
uint32_t arm64_code(const struct arm64_attr *a);

/* "Device-nGnRE OSH", "Normal-WB ISH", "Normal-iWB-oNC ISH"; without
 * shareability while it is none. */
const char *arm64_code_name(uint32_t code);

/* The same without its shareability. */
const char *arm64_code_type(uint32_t code);
