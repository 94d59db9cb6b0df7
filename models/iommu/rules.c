#include "models/iommu/rules.h"

// clang-format off
const struct rule iommu_rules[IOMMU_RULES] = {
    [RULE_NO_SNOOP_WISH] = { "iommu.pcie.snoops",
        "PCI Express Base Specification, 7.5.3.4 \"Device Control Register\"",
        "the device does not ask for requests that do not snoop" },
    [RULE_NO_SNOOP_DISABLED] = { "iommu.pcie.disabled",
        "PCI Express Base Specification, 7.5.3.4 \"Device Control Register\", "
        "Enable No Snoop",
        "Enable No Snoop is clear and the device obeys it" },
    [RULE_NO_SNOOP_NOT_HONOURED] = { "iommu.pcie.not-honoured",
        "Arm IHI 0070, SMMUv3, 13.6.1.1 \"No_snoop\"",
        "the root complex treats no-snoop requests as snooped ones" },
    [RULE_NO_SNOOP_SENT] = { "iommu.pcie.no-snoop",
        "PCI Express Base Specification, 2.2.6.5 \"No Snoop Attribute\"",
        "the request says that it need not snoop" },
    [RULE_NO_BUS_MASTER] = { "iommu.pcie.no-bus-master",
        "PCI Local Bus Specification, 6.2.2 \"Device Control\"",
        "Bus Master Enable is clear, so the device makes no requests" },
    [RULE_NOT_THERE] = { "iommu.pcie.unplugged",
        "mtsim docs/design/iommu.md",
        "the device is not there" },
    [RULE_BLOCKED] = { "iommu.blocked",
        "linux drivers/iommu/iommu.c, blocking domain, v6.16",
        "the device is attached to nothing, so its unit lets nothing through" },
    [RULE_IDENTITY] = { "iommu.identity",
        "linux drivers/iommu/iommu.c, identity domain, v6.16",
        "the host keeps the device, and its unit passes requests through" },
    [RULE_ENTRY_BEHIND] = { "iommu.entry-behind",
        "Intel VT-d specification, ECAP_REG, C (bit 0); linux "
        "drivers/iommu/intel/iommu.c domain_flush_cache(), v6.16",
        "the unit reads what memory has: what was written last is in a cache" },
};
// clang-format on
