#include "models/iommu/vtd/rules.h"

#define VTD   "Intel VT-d specification, "
#define PASID "Linux 6.16, drivers/iommu/intel/pasid.c, "
#define ECAP  VTD "ECAP_REG, "

/* Where the citation is a derivation, the sentence says what follows. */
// clang-format off
const struct rule vtd_rules[VTD_RULES] = {
    /* the decision table */
    [VTD_RULE_OFF] = { "vtd.off",
        "derived: PCI Express base specification, No Snoop attribute",
        "remapping is off: nothing overrules the request's no-snoop "
        "attribute" },
    [VTD_RULE_PASS] = { "vtd.pass",
        "derived: " VTD "context entry, TT = 10b",
        "pass-through reads no leaf that could hold SNP: the request's "
        "attribute stands" },
    [VTD_RULE_SCALABLE_PASS] = { "vtd.pass.scalable",
        PASID "pasid_pte_config_pass_through()",
        "pass-through of scalable mode forces nothing: Linux sets PWSNP and "
        "leaves PGSNP clear" },
    [VTD_RULE_SNP_CLEAR] = { "vtd.second.snp-clear",
        "Linux commit 71cfafda9c9b",
        "SNP is clear in the second-stage leaf: the request's attribute "
        "stands" },
    [VTD_RULE_SNP] = { "vtd.second.snp",
        "Linux commit 6043257b1de0",
        "SNP is set in the second-stage leaf: the request is treated as if "
        "its no-snoop attribute were clear" },
    [VTD_RULE_SECOND_NO_SC] = { "vtd.second.no-sc",
        ECAP "SC",
        "without snoop control nothing overrules the request's attribute" },
    [VTD_RULE_SNP_RESERVED] = { "vtd.second.snp-reserved",
        ECAP "SC; projectacrn/acrn-hypervisor pull request 4637",
        "without snoop control SNP is a reserved bit, and DMA through the "
        "leaf faults" },
    [VTD_RULE_FIRST_CLEAR] = { "vtd.first.pgsnp-clear",
        "Linux commit 0fa6f0893466",
        "PGSNP is clear in the PASID-table entry: the request's attribute "
        "stands" },
    [VTD_RULE_FIRST_PGSNP] = { "vtd.first.pgsnp",
        "Linux commit 0fa6f0893466",
        "PGSNP is set in the PASID-table entry: all requests of the PASID "
        "snoop" },
    [VTD_RULE_FIRST_NO_SC] = { "vtd.first.no-sc",
        "derived: " ECAP "SC",
        "without snoop control nothing overrules the request's attribute" },
    [VTD_RULE_PGSNP_RESERVED] = { "vtd.pasid.pgsnp-reserved",
        ECAP "SC",
        "without snoop control PGSNP may not be set: a reserved bit of the "
        "PASID-table entry" },
    [VTD_RULE_NESTED_CLEAR] = { "vtd.nested.pgsnp-clear",
        PASID "pasid_pte_config_nestd()",
        "PGSNP is clear in the PASID-table entry: the request's attribute "
        "stands" },
    [VTD_RULE_NESTED_PGSNP] = { "vtd.nested.pgsnp",
        PASID "pasid_pte_config_nestd()",
        "PGSNP is set, as Linux does where the parent domain is forced to "
        "snoop: all requests of the PASID snoop" },
    [VTD_RULE_NESTED_NO_SC] = { "vtd.nested.no-sc",
        "derived: " ECAP "SC",
        "without snoop control nothing overrules the request's attribute" },
    [VTD_RULE_NESTED_SNP] = { "vtd.nested.snp",
        "not public; the unit's nested-snp says so",
        "SNP is set in the second-stage leaf below the guest's first stage, "
        "and counts there" },

    /* requests with a translated address */
    [VTD_RULE_TRANSLATED] = { "vtd.translated",
        "derived: PCI Express ATS; forcing is in entries that translate",
        "the device translated the address itself: no leaf is read, the "
        "request's attribute stands" },
    [VTD_RULE_TRANSLATED_BLOCKED] = { "vtd.translated.blocked",
        VTD "context entry, TT",
        "translated requests are not taken from this device" },

    /* faults */
    [VTD_RULE_ENTRY_ABSENT] = { "vtd.entry.absent",
        VTD "context entry and PASID-table entry, P",
        "the device's entry is not present" },
    [VTD_RULE_ENTRY_RESERVED] = { "vtd.entry.reserved",
        VTD "9.3 and 9.6",
        "a reserved bit is set in the device's entry" },
    [VTD_RULE_ENTRY_TYPE] = { "vtd.entry.type",
        VTD "context entry, TT and AW; PASID-table entry, PGTT and AW",
        "the device's entry asks for a translation that the unit does not "
        "have" },
    [VTD_RULE_NOT_PRESENT] = { "vtd.not-present",
        VTD "\"First-Stage Translation\", \"Second-Stage Translation\"",
        "the address is not mapped, or is wider than the tables" },
    [VTD_RULE_RIGHT] = { "vtd.right",
        VTD "\"First-Stage Translation\", \"Second-Stage Translation\"",
        "the entries of the walk together do not allow the access" },
    [VTD_RULE_RESERVED] = { "vtd.reserved",
        VTD "9.7 and 9.8; VirtualBox, VBox/iommu-intel.h",
        "a reserved bit is set in an entry of the walk" },

    /* how the unit reads its tables */
    [VTD_RULE_WALK_C] = { "vtd.walk.c",
        ECAP "C",
        "ECAP.C says whether the unit looks into the caches when it reads "
        "second-stage tables of legacy mode" },
    [VTD_RULE_WALK_PWSNP] = { "vtd.walk.pwsnp",
        ECAP "SMPWC; PASID-table entry, PWSNP",
        "in scalable mode the unit looks into the caches when it reads tables "
        "if SMPWC and PWSNP are set" },
};
// clang-format on
