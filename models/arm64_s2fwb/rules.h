/*
 * Every rule by which this model decides memory attributes: stable id,
 * citation, one sentence.  The reference page of the model is this list.
 */
#pragma once

#include <stdint.h>

#include "sim/core/trail.h"

enum arm64_rule {
    RULE_S1_LEAF,
    RULE_S1_WALK,
    RULE_S1_RESERVED,
    RULE_S1_OFF,
    RULE_S1_OFF_FETCH,
    RULE_S1_OFF_FETCH_CACHED,
    RULE_S1_DC,
    RULE_S1_C,
    RULE_S1_I,
    RULE_S1_FETCH_DEVICE,
    RULE_S1_NORMALISED,
    RULE_S2_OFF,
    RULE_S2_NONE,
    RULE_S2_DC,
    RULE_S2_MEMATTR,
    RULE_S2_RESERVED,
    RULE_S2_CD,
    RULE_S2_ID,
    RULE_S2_FETCH_DEVICE,
    RULE_S2_WALK_DEVICE,
    RULE_S2_WALK_FAULTS,
    RULE_COMBINE_DEVICE,
    RULE_COMBINE_CACHE,
    RULE_COMBINE_STAGE1,
    RULE_FWB_DEVICE,
    RULE_FWB_NC,
    RULE_FWB_NC_DEVICE,
    RULE_FWB_WRITE_BACK,
    RULE_FWB_WRITE_BACK_DEVICE,
    RULE_FWB_STAGE1,
    RULE_FWB_RESERVED,
    RULE_HINTS,
    RULE_UNTAGGED,
    RULE_XS,
    RULE_SHARE_OUTER,
    RULE_SHARE_COMBINE,
    RULE_SHARE_RESERVED,
    RULE_ALIGN_S1,
    RULE_ALIGN_S2,
    RULE_ALIGN_FWB,
    RULE_ATOMIC,
    RULE_COUNT
};

/* Trail steps give arm64_code() of the attributes as they then are. */
extern const struct rule arm64_rules[RULE_COUNT];
