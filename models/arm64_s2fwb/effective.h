/*
 * Effective attributes as the machine has to tell them apart: what is left of
 * struct arm64_attr when hints, XS and tags, which change no data, are gone.
 */
#pragma once

#include <stdint.h>

#include "models/arm64_s2fwb/types.h"

/* Device of each type, Normal Non-cacheable (both always Outer Shareable), and
 * each other pair of inner and outer cacheability in each domain. */
enum { EFF_NONE, EFF_NC = 5, EFF_COUNT = 30 };

/* The attributes with this index. */
struct arm64_attr arm64_effective(uint8_t eff);

/* The index of these attributes; EFF_NONE if they are reserved. */
uint8_t arm64_effective_index(const struct arm64_attr *a);

/* "Device-nGnRE", "NC", "WB", "iWB-oNC"; Normal memory that is not Inner
 * Shareable says so: "WB-NSH".  Index 0 is "none". */
const char *arm64_effective_name(uint8_t eff);
