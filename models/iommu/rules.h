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
    RULE_BLOCKED,
    RULE_IDENTITY,
    RULE_ENTRY_BEHIND,
    IOMMU_RULES
};

extern const struct rule iommu_rules[IOMMU_RULES];
