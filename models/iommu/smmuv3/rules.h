/* Every rule by which the SMMUv3 decides: stable id, citation, one sentence. */
#pragma once

#include "sim/core/trail.h"

enum smmu_rule {
    RULE_STE_INVALID,
    RULE_STE_ABORT,
    RULE_STE_ILLEGAL,
    RULE_CD_INVALID,
    RULE_CD_ILLEGAL,
    RULE_ATS_FORBIDDEN,
    RULE_ATS_TRANSLATED,
    RULE_WALK_INPUT,
    RULE_WALK_TRANSLATION,
    RULE_WALK_RESERVED,
    RULE_WALK_ACCESS_FLAG,
    RULE_WALK_ADDRESS_SIZE,
    RULE_WALK_PERMISSION,
    RULE_WALK_DEVICE_TABLE,
    RULE_IN_PCIE,
    RULE_IN_OVERRIDE_TYPE,
    RULE_IN_OVERRIDE_SHARE,
    RULE_IN_NO_OVERRIDE,
    RULE_S1_MAIR,
    RULE_S1_MAIR_RESERVED,
    RULE_S1_SH_RESERVED,
    RULE_S2_COMBINE,
    RULE_S2_RESERVED,
    RULE_S2_SH_RESERVED,
    RULE_FWB_DEVICE,
    RULE_FWB_RESERVED,
    RULE_FWB_NC,
    RULE_FWB_NC_DEVICE,
    RULE_FWB_WRITE_BACK,
    RULE_FWB_STAGE1,
    RULE_BYPASS,
    RULE_NO_SNOOP,
    RULE_NO_SNOOP_UNCACHED,
    RULE_NO_SNOOP_UNSUPPORTED,
    RULE_CANWBS,
    RULE_COHERENT,
    RULE_NOT_COHERENT,
    SMMU_RULES
};

/* Steps about attributes give smmu_code() of what they then are, faults
 * SMMU_CODES and the enum unit_fault, what leaves the address as it is 0. */
extern const struct rule smmu_rules[SMMU_RULES];
