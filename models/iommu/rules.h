/* Rules of what is common to all units: PCIe and the life of devices. */
#pragma once

#include "sim/core/trail.h"

enum iommu_rule {
    RULE_NO_SNOOP_WISH,
    RULE_NO_SNOOP_DISABLED,
    RULE_NO_SNOOP_NOT_HONOURED,
    RULE_NO_SNOOP_SENT,
    RULE_NO_BUS_MASTER,
    RULE_NOT_THERE,
    RULE_BACK_DOOR,
    RULE_BLOCKED,
    RULE_IDENTITY,
    RULE_ENTRY_BEHIND,
    RULE_READ_ONLY,
    RULE_NO_UNIT,
    RULE_THERE_ALREADY,
    RULE_ATTACHED,
    RULE_NOT_ATTACHED,
    RULE_NO_DOMAIN,
    RULE_MAPPED,
    RULE_NOT_MAPPED,
    RULE_UNMAPPED_NOTHING,
    RULE_BISECTED,
    RULE_STILL_MAPPED,
    RULE_NOT_PINNED,
    RULE_NOT_PER_MAPPING,
    RULE_CANNOT_FORCE,
    RULE_NO_NESTING,
    RULE_NO_NEST_PARENT,
    IOMMU_RULES
};

extern const struct rule iommu_rules[IOMMU_RULES];
