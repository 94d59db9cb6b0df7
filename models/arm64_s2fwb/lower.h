/*
 * What the machine does for each effective attribute: Arm ARM (DDI 0487),
 * B2.10 "Memory types and attributes", and what it leaves to the platform.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/arm64_s2fwb/effective.h"
#include "sim/core/attr.h"

/* Which Normal memory caches hold: where the other kinds act as Non-cacheable
 * (Cortex-A76 TRM 100798, A7.3), or as inner cacheability says. */
enum { CACHED_INNER, CACHED_WRITE_BACK };

/* Whether a Non-cacheable or Device access sees a dirty copy (R13). */
enum { NC_LOOKUP_NEVER, NC_LOOKUP_ALWAYS, NC_LOOKUP_EITHER };

struct arm64_lowering {
    uint8_t cached;    /* CACHED_INNER, CACHED_WRITE_BACK                     */
    uint8_t nc_lookup; /* NC_LOOKUP_NEVER, NC_LOOKUP_ALWAYS, NC_LOOKUP_EITHER */
    bool self_snoop; /* every access looks into every cache; no known part   */
};

void arm64_lower(struct attr out[EFF_COUNT][ACCESS_KINDS],
                 const struct arm64_lowering *how);
