#include "models/iommu/amd_vi/rules.h"

#define AMD "AMD I/O Virtualization Technology specification (48882), "
#define DTE AMD "device table entry, "
#define PTE AMD "page table entry, "
#define FC  PTE "FC (page 79, as quoted by J. Gunthorpe, 2022-03-28)"

// clang-format off
const struct rule amd_vi_rules[AMD_VI_RULES] = {
    /* the decision table */
    [AMD_VI_RULE_FC_CLEAR] = { "amd-vi.fc-clear",
        FC,
        "FC is clear in the leaf: the requester's coherent state is passed "
        "through" },
    [AMD_VI_RULE_FC] = { "amd-vi.fc",
        FC,
        "FC is set in the leaf: the unit sets the coherent attribute of the "
        "request" },
    [AMD_VI_RULE_PASS] = { "amd-vi.pass",
        "derived: " DTE "Mode = 0",
        "with mode 0 there is no leaf that could hold FC: the request's "
        "attribute stands" },
    [AMD_VI_RULE_INVALID] = { "amd-vi.invalid",
        "derived: " DTE "V = 0; openvmm, AMD IOMMU translate_inner()",
        "the device's entry is not valid: addresses are forwarded without "
        "translation, and the request's attribute stands" },

    /* requests with a translated address */
    [AMD_VI_RULE_TRANSLATED] = { "amd-vi.translated",
        "derived: PCI Express ATS; forcing is in entries that translate",
        "the device translated the address itself: no leaf is read, the "
        "request's attribute stands" },
    [AMD_VI_RULE_TRANSLATED_BLOCKED] = { "amd-vi.translated.blocked",
        DTE "I",
        "translated requests are not taken from this device" },

    /* faults */
    [AMD_VI_RULE_BLOCKED] = { "amd-vi.blocked",
        DTE "TV; Linux 6.16, drivers/iommu/amd/iommu.c, make_clear_dte()",
        "the device's entry is valid and its translation is not: every "
        "request is stopped" },
    [AMD_VI_RULE_ENTRY_RESERVED] = { "amd-vi.entry.reserved",
        DTE "Mode, reserved bits",
        "a reserved bit is set in the device's entry, or its mode is 7" },
    [AMD_VI_RULE_GUEST] = { "amd-vi.entry.guest",
        DTE "GV",
        "how no-snoop is treated with guest tables is not public; requests "
        "that use them are stopped here" },
    [AMD_VI_RULE_NOT_PRESENT] = { "amd-vi.not-present",
        PTE "PR",
        "the address is not mapped, or is wider than the tables" },
    [AMD_VI_RULE_RIGHT] = { "amd-vi.right",
        PTE "IR and IW; " DTE "IR and IW",
        "the device's entry and those of the walk together do not allow the "
        "access" },
    [AMD_VI_RULE_RESERVED] = { "amd-vi.reserved",
        PTE "reserved bits, Next Level",
        "a reserved bit is set in an entry of the walk, or its next level or "
        "its size is none" },

    /* how the unit reads its tables */
    [AMD_VI_RULE_WALK] = { "amd-vi.walk",
        "VirtualBox VBox/iommu-amd.h, device table entry, SD \"Snoop Disable\" "
        "(bit 102): its effect is what the name says, unconfirmed; Linux "
        "drivers/iommu/amd/amd_iommu_types.h, v6.16, does not have it",
        "the unit looks into the caches when it reads tables, unless SD is "
        "set" },
};
// clang-format on
