#include "models/iommu/vocabulary.h"

#define BIT(n) (1ULL << (n))

#define UNIT_FACTS                                                             \
    (BIT(FACT_UNIT_CAN_FORCE) | BIT(FACT_UNIT_CACHES) |                        \
     BIT(FACT_UNIT_IGNORES_TYPES) | BIT(FACT_BUS_COHERENT) |                   \
     BIT(FACT_NO_SNOOP_POSSIBLE) | BIT(FACT_NO_SNOOP_ENABLED) |                \
     BIT(FACT_GROUP_NO_SNOOP_POSSIBLE))
#define IOAS_FACTS                                                             \
    (BIT(FACT_ASKED_NONCOHERENT) | BIT(FACT_ASKED_COHERENT) |                  \
     BIT(FACT_PER_MAPPING) | BIT(FACT_CONTAINER))
#define DOMAIN_FACTS                                                           \
    (BIT(FACT_DOMAIN_ENFORCED) | BIT(FACT_DOMAIN_MAPPED) |                     \
     BIT(FACT_FORCED_BY_LEAF))
#define PAGE_FACTS                                                             \
    (UNIT_FACTS | IOAS_FACTS | DOMAIN_FACTS | BIT(FACT_FIRST_NONCOHERENT) |    \
     BIT(FACT_EVER_NONCOHERENT) | BIT(FACT_HOST_UNCACHED) | BIT(FACT_REPLAY))
#define CHOICE  (BIT(ACT_ACCEPT) | BIT(ACT_REFUSE))
#define FLUSHES (BIT(ACT_NOTHING) | BIT(ACT_FLUSH))

static const char *const layers[IOMMU_LAYERS] = {"iommu", "flush", "vmm"};

/* Where no policy of a layer is chosen: what Linux 6.16 does. */
#define BY_DEFAULT(name, text)                                                 \
    {                                                                          \
        "iommu.policy." name, "mtsim-policy(5)", text                          \
    }

static const struct policy_rule attach_rules[] = {
    {.care = BIT(FACT_UNIT_CACHES),
     .action = {{.code = ACT_REFUSE, .narg = 1, .arg = {22 /* EINVAL */}}},
     .naction = 1,
     .why = BY_DEFAULT("attach-default",
     "a device whose ordinary DMA may miss the caches cannot "
                       "be attached: its user could not flush")},
    {.action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = BY_DEFAULT("attach-default", "the device is attached")},
};

static const struct policy_rule detach_rules[] = {
    {.action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = BY_DEFAULT("detach-default", "the device is detached")},
};

static const struct policy_rule share_rules[] = {
    {.care = BIT(FACT_DOMAIN_ENFORCED) | BIT(FACT_UNIT_CAN_FORCE),
     .want = BIT(FACT_DOMAIN_ENFORCED),
     .action = {{.code = ACT_SEPARATE}},
     .naction = 1,
     .why = BY_DEFAULT("share-default",
     "a domain that enforces takes no device whose unit "
                       "cannot")},
    {.care = BIT(FACT_CONTAINER) | BIT(FACT_DOMAIN_ENFORCED) |
             BIT(FACT_UNIT_CAN_FORCE),
     .want = BIT(FACT_CONTAINER) | BIT(FACT_UNIT_CAN_FORCE),
     .action = {{.code = ACT_SEPARATE}},
     .naction = 1,
     .why = BY_DEFAULT("share-default",
     "a container's domain that does not enforce takes no "
                       "device whose unit can")},
    {.action = {{.code = ACT_SHARE}},
     .naction = 1,
     .why = BY_DEFAULT("share-default",
     "the device joins the domain that is there")          },
};

static const struct policy_rule domain_rules[] = {
    {.care = BIT(FACT_UNIT_CAN_FORCE),
     .want = BIT(FACT_UNIT_CAN_FORCE),
     .action = {{.code = ACT_ENFORCE}},
     .naction = 1,
     .why = BY_DEFAULT("domain-default",
     "coherency is enforced wherever the unit can")},
    {.action = {{.code = ACT_LEAVE}},
     .naction = 1,
     .why = BY_DEFAULT("domain-default",
     "the unit cannot enforce coherency, so nothing does")},
};

static const struct policy_rule late_rules[] = {
    {.care = BIT(FACT_DOMAIN_MAPPED) | BIT(FACT_FORCED_BY_LEAF),
     .want = BIT(FACT_DOMAIN_MAPPED) | BIT(FACT_FORCED_BY_LEAF),
     .action = {{.code = ACT_REFUSE, .narg = 1, .arg = {22}}},
     .naction = 1,
     .why = BY_DEFAULT("late-enforce-default",
     "entries that are there would not be forced")},
    {.action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = BY_DEFAULT("late-enforce-default", "nothing is mapped yet")},
};

static const struct policy_rule nest_rules[] = {
    {.care = BIT(FACT_UNIT_CAN_FORCE),
     .want = BIT(FACT_UNIT_CAN_FORCE),
     .action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = BY_DEFAULT("nest-default", "the unit can enforce coherency")},
    {.care = BIT(FACT_UNIT_IGNORES_TYPES),
     .want = BIT(FACT_UNIT_IGNORES_TYPES),
     .action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = BY_DEFAULT("nest-default", "the guest's types do not reach DMA")},
    {.action = {{.code = ACT_REFUSE, .narg = 1, .arg = {95 /* EOPNOTSUPP */}}},
     .naction = 1,
     .why = BY_DEFAULT("nest-default",
     "the guest's types could make DMA incoherent")},
};

static const struct policy_rule no_snoop_write_rules[] = {
    {.action = {{.code = ACT_PASS}},
     .naction = 1,
     .why = BY_DEFAULT("no-snoop-write-default",
     "Enable No Snoop is the guest's to write")},
};

static const struct policy_rule report_rules[] = {
    {.care = BIT(FACT_UNIT_CAN_FORCE),
     .want = BIT(FACT_UNIT_CAN_FORCE),
     .action = {{.code = ACT_COHERENT}},
     .naction = 1,
     .why = BY_DEFAULT("report-default",
     "the unit of the device can enforce coherency")},
    {.action = {{.code = ACT_NONCOHERENT}},
     .naction = 1,
     .why = BY_DEFAULT("report-default",
     "the unit of the device cannot enforce coherency")},
};

static const struct policy_rule file_add_rules[] = {
    {.action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = BY_DEFAULT("file-add-default", "the file is taken")},
};

static const struct policy_rule file_del_rules[] = {
    {.action = {{.code = ACT_FORGET}},
     .naction = 1,
     .why =
         BY_DEFAULT("file-del-default", "what the file allowed ends with it")},
};

static const struct policy_rule override_rules[] = {
    {.action = {{.code = ACT_AS_REPORTED}},
     .naction = 1,
     .why = BY_DEFAULT("override-default", "nobody overrides the report")},
};

#define TABLE(rules)                                                           \
    {                                                                          \
        rules, sizeof(rules) / sizeof *(rules)                                 \
    }
static const struct policy_table fallback[] = {
    [DECIDE_ATTACH] = TABLE(attach_rules),
    [DECIDE_DETACH] = TABLE(detach_rules),
    [DECIDE_SHARE] = TABLE(share_rules),
    [DECIDE_DOMAIN] = TABLE(domain_rules),
    [DECIDE_LATE_ENFORCE] = TABLE(late_rules),
    [DECIDE_NEST] = TABLE(nest_rules),
    [DECIDE_NO_SNOOP_WRITE] = TABLE(no_snoop_write_rules),
    [DECIDE_REPORT] = TABLE(report_rules),
    [DECIDE_FILE_ADD] = TABLE(file_add_rules),
    [DECIDE_FILE_DEL] = TABLE(file_del_rules),
    [DECIDE_OVERRIDE] = TABLE(override_rules),
};

// clang-format off
static const struct decision_def decisions[IOMMU_TABLES] = {
    [DECIDE_ATTACH] = {
        "attach", NULL, "iommu",
        "whether a device may be attached to an address space",
        UNIT_FACTS | IOAS_FACTS, CHOICE, false, &fallback[DECIDE_ATTACH]},
    [DECIDE_DETACH] = {
        "detach", NULL, "iommu",
        "whether a device may be detached by its user",
        UNIT_FACTS | BIT(FACT_FILE_KNOWN), CHOICE, false,
        &fallback[DECIDE_DETACH]},
    [DECIDE_SHARE] = {
        "share", NULL, "iommu",
        "what becomes of a device where its address space has a domain of its "
        "kind of unit already; asked for each domain until one is shared",
        UNIT_FACTS | IOAS_FACTS | BIT(FACT_DOMAIN_ENFORCED),
        BIT(ACT_SHARE) | BIT(ACT_SEPARATE) | BIT(ACT_UPGRADE) |
            BIT(ACT_REFUSE), false,
        &fallback[DECIDE_SHARE]},
    [DECIDE_DOMAIN] = {
        "domain", NULL, "iommu",
        "whether a new domain enforces coherency",
        UNIT_FACTS | IOAS_FACTS,
        BIT(ACT_ENFORCE) | BIT(ACT_ENFORCE_BLINDLY) | BIT(ACT_LEAVE), false,
        &fallback[DECIDE_DOMAIN]},
    [DECIDE_LATE_ENFORCE] = {
        "late-enforce", NULL, "iommu",
        "whether a domain that is in use may be made to enforce coherency",
        UNIT_FACTS | DOMAIN_FACTS, CHOICE, false,
        &fallback[DECIDE_LATE_ENFORCE]},
    [DECIDE_NEST] = {
        "nest", NULL, "iommu",
        "whether a guest may have a first stage of its own",
        UNIT_FACTS | IOAS_FACTS | BIT(FACT_DOMAIN_ENFORCED), CHOICE, false,
        &fallback[DECIDE_NEST]},
    [DECIDE_NO_SNOOP_WRITE] = {
        "no-snoop-write", NULL, "iommu",
        "what becomes of a guest's write of Enable No Snoop in the device's "
        "config space",
        UNIT_FACTS | BIT(FACT_DOMAIN_ENFORCED),
        BIT(ACT_PASS) | BIT(ACT_MASK), false,
        &fallback[DECIDE_NO_SNOOP_WRITE]},
    [DECIDE_REPORT] = {
        "report", NULL, "iommu",
        "what KVM is told of a device's file; asked again of every file when "
        "one comes or goes",
        UNIT_FACTS | IOAS_FACTS | BIT(FACT_DOMAIN_ENFORCED) |
            BIT(FACT_SPACE_ENFORCED) | BIT(FACT_ATTACHED),
        BIT(ACT_COHERENT) | BIT(ACT_NONCOHERENT), false,
        &fallback[DECIDE_REPORT]},
    [DECIDE_FILE_ADD] = {
        "file-add", NULL, "iommu",
        "whether a VM may be given a device's file",
        UNIT_FACTS | BIT(FACT_ATTACHED) | BIT(FACT_FILE_ELSEWHERE), CHOICE,
        false,
        &fallback[DECIDE_FILE_ADD]},
    [DECIDE_FILE_DEL] = {
        "file-del", NULL, "iommu",
        "what becomes of what a file allowed when it is taken back",
        UNIT_FACTS, BIT(ACT_FORGET) | BIT(ACT_KEEP), false,
        &fallback[DECIDE_FILE_DEL]},
    [DECIDE_OVERRIDE] = {
        "override", NULL, "vmm",
        "what the VMM makes KVM believe instead of the report",
        UNIT_FACTS | BIT(FACT_DOMAIN_ENFORCED),
        BIT(ACT_AS_REPORTED) | BIT(ACT_COHERENT) | BIT(ACT_NONCOHERENT), false,
        &fallback[DECIDE_OVERRIDE]},
    [BEFORE_MAP] = {
        "map", "before", "flush",
        "pages are about to be put into a domain", PAGE_FACTS, FLUSHES, false,
        NULL},
    [BEFORE_INVALIDATE] = {
        "invalidate", "before", "flush",
        "entries were taken from a domain; the unit may still have them cached",
        PAGE_FACTS, FLUSHES, false, NULL},
    [AFTER_INVALIDATE] = {
        "invalidate", "after", "flush",
        "the unit has forgotten what was taken from a domain", PAGE_FACTS,
        FLUSHES, false, NULL},
    [BEFORE_UNPIN] = {
        "unpin", "before", "flush",
        "pages are about to go back to their owner", PAGE_FACTS, FLUSHES,
        false, NULL},
    [AFTER_ENTRY_WRITE] = {
        "entry-write", "after", "iommu",
        "the entry of a device, or entries of a domain's tables, were written",
        UNIT_FACTS | BIT(FACT_WALKS_SNOOP),
        BIT(ACT_NOTHING) | BIT(ACT_FLUSH_ENTRIES), false, NULL},
};

static const struct fact_def facts[IOMMU_FACTS] = {
    [FACT_UNIT_CAN_FORCE] = {
        "unit-can-force",
        "the unit in front of the device, or the root complex, can enforce "
        "coherency",
        "linux include/linux/iommu.h IOMMU_CAP_ENFORCE_CACHE_COHERENCY, v6.16"},
    [FACT_UNIT_CACHES] = {
        "unit-caches",
        "ordinary DMA of the device is coherent when it is mapped so",
        "linux include/linux/iommu.h IOMMU_CAP_CACHE_COHERENCY, v6.16; "
        "drivers/vfio/vfio_main.c lines 339 to 348"},
    [FACT_UNIT_IGNORES_TYPES] = {
        "unit-ignores-guest-types",
        "no memory type of a guest's first stage reaches DMA: the second stage "
        "overrides it, or no driver turns types on",
        "linux drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3-iommufd.c lines 412 "
        "to 423, v6.16; drivers/iommu/intel/pasid.c "
        "intel_pasid_setup_nested(), v6.16"},
    [FACT_BUS_COHERENT] = {
        "bus-coherent",
        "each unit of the machine counts as coherent: of VT-d, those with snoop "
        "control or in scalable mode",
        "linux drivers/iommu/intel/iommu.c domain_update_iommu_snooping() "
        "lines 628 to 653, intel_iommu_capable() line 5152, v5.15"},
    [FACT_ASKED_NONCOHERENT] = {
        "asked-noncoherent",
        "the user asked for an address space that does not enforce",
        "Re: [RFC] /dev/ioasid uAPI proposal, A. Williamson, 2021-06-09, "
        "\"force-enable\""},
    [FACT_ASKED_COHERENT] = {
        "asked-coherent",
        "the user asked for an address space that enforces",
        "iommufd RFC of September 2021, IOMMU_IOASID_ENFORCE_SNOOP"},
    [FACT_PER_MAPPING] = {
        "asked-per-mapping",
        "the user asked for an address space where each mapping says",
        "Re: [RFC] /dev/ioasid uAPI proposal, A. Williamson, 2021-06-09"},
    [FACT_CONTAINER] = {
        "container", "the address space is a container of VFIO's type1",
        "linux drivers/vfio/vfio_iommu_type1.c, v6.16"},
    [FACT_DOMAIN_ENFORCED] = {
        "domain-enforced",
        "the domain the device is attached to, or may be, enforces coherency",
        "linux include/linux/iommu.h enforce_cache_coherency, v6.16"},
    [FACT_DOMAIN_MAPPED] = {
        "domain-mapped",
        "the domain maps something, or has before",
        "linux drivers/iommu/intel/iommu.c struct dmar_domain, has_mappings, "
        "v6.16"},
    [FACT_FORCED_BY_LEAF] = {
        "forced-by-leaf",
        "the domain forces by its entries, each for itself, and not by those of "
        "devices",
        "linux drivers/iommu/intel/iommu.c lines 3631 to 3650, v6.16"},
    [FACT_SPACE_ENFORCED] = {
        "space-enforced",
        "every domain of the device's address space enforces coherency "
        "(VFIO_DMA_CC_IOMMU)",
        "linux drivers/vfio/vfio_iommu_type1.c lines 2583 to 2627, v6.16"},
    [FACT_NO_SNOOP_POSSIBLE] = {
        "no-snoop-possible",
        "Enable No Snoop of the device is set or can be set",
        "Re: [RFC] /dev/ioasid uAPI proposal, A. Williamson, 2021-06-09"},
    [FACT_NO_SNOOP_ENABLED] = {
        "no-snoop-enabled",
        "Enable No Snoop of the device is set now",
        "linux include/uapi/linux/pci_regs.h PCI_EXP_DEVCTL_NOSNOOP_EN"},
    [FACT_GROUP_NO_SNOOP_POSSIBLE] = {
        "group-no-snoop-possible",
        "Enable No Snoop is or can be set in some device of the group",
        "Re: [RFC] /dev/ioasid uAPI proposal, A. Williamson, 2021-06-09"},
    [FACT_ATTACHED] = {
        "attached", "the device is attached to some address space",
        "linux drivers/iommu/iommufd/device.c, v6.16"},
    [FACT_FILE_ELSEWHERE] = {
        "file-elsewhere", "another VM has the file already",
        "Re: [RFC] /dev/ioasid uAPI proposal, A. Williamson, 2021-06-09"},
    [FACT_FILE_KNOWN] = {
        "file-known", "a VM has the device's file",
        "linux drivers/vfio/vfio.c vfio_group_unset_container() lines 1333 to "
        "1345, v5.15"},
    [FACT_REPLAY] = {
        "replay",
        "the pages were mapped before, and go into a domain made for a further "
        "device",
        "linux drivers/vfio/vfio_iommu_type1.c vfio_iommu_replay(), v6.16"},
    [FACT_FIRST_NONCOHERENT] = {
        "first-noncoherent",
        "the pages go for the first time into a domain that does not enforce, "
        "or are mapped so that requests need not snoop",
        "[PATCH 4/5] iommufd: Flush CPU caches on DMA pages in non-coherent "
        "domains, 20240507062212.20535-1-yan.y.zhao@intel.com"},
    [FACT_EVER_NONCOHERENT] = {
        "ever-noncoherent",
        "the pages were in a domain that does not enforce since they were "
        "pinned, or mapped so that requests need not snoop",
        "[PATCH 3/5] vfio/type1: Flush CPU caches on DMA pages in non-coherent "
        "domains, 20240507062138.20465-1-yan.y.zhao@intel.com"},
    [FACT_HOST_UNCACHED] = {
        "host-uncached",
        "the pages are no memory, and the host has them uncached",
        "[PATCH 2/5] x86/mm: Introduce and export interface "
        "arch_clean_nonsnoop_dma(), "
        "20240507062044.20399-1-yan.y.zhao@intel.com"},
    [FACT_WALKS_SNOOP] = {
        "walks-snoop",
        "the unit looks into the caches when it reads what was written",
        "linux drivers/iommu/intel/iommu.c lines 348 to 352, v6.16"},
};

static const struct action_def actions[IOMMU_ACTIONS] = {
    [ACT_ACCEPT] = {"accept", "", "it is done", NULL, 0},
    [ACT_REFUSE] = {"refuse", "e", "it fails with this error", NULL, 0},
    [ACT_SHARE] = {"share", "", "the device joins the domain",
        "linux drivers/iommu/iommufd/device.c "
        "iommufd_device_auto_get_domain(), v6.16", 0},
    [ACT_SEPARATE] = {"separate", "",
        "the device does not join it; the next domain is looked at, or a new "
        "one is made and gets all mappings",
        "linux drivers/vfio/vfio_iommu_type1.c lines 2235 to 2275, v6.16", 0},
    [ACT_UPGRADE] = {"upgrade", "",
        "the domain is made to enforce, as late-enforce has it, and the device "
        "joins; where that fails, separate",
        "linux drivers/iommu/iommufd/device.c iommufd_hw_pagetable_attach() "
        "and iommufd_device_auto_get_domain(), v6.5", 0},
    [ACT_ENFORCE] = {"enforce", "",
        "enforce_cache_coherency() is called; -EINVAL where the unit cannot",
        "linux drivers/iommu/iommufd/hw_pagetable.c lines 167 to 186, v6.16",
        0},
    [ACT_ENFORCE_BLINDLY] = {"enforce-blindly", "",
        "the entries that force are written whether the unit knows them or not",
        "ACRN pull request 4637", 0},
    [ACT_LEAVE] = {"leave", "", "no-snoop requests are let be", NULL, 0},
    [ACT_PASS] = {"pass", "", "the device gets the write",
        "linux drivers/vfio/pci/vfio_pci_config.c lines 943 to 953, v6.16", 0},
    [ACT_MASK] = {"mask", "", "the bit stays clear", NULL, 0},
    [ACT_COHERENT] = {"coherent", "", "all DMA of the device snoops",
        "linux drivers/vfio/vfio_main.c vfio_file_enforced_coherent(), v6.16",
        0},
    [ACT_NONCOHERENT] = {"noncoherent", "",
        "the device may have DMA that does not snoop; KVM honours guest types "
        "and carries out WBINVD",
        "linux virt/kvm/vfio.c lines 112 to 141, v6.16", 0},
    [ACT_FORGET] = {"forget", "", "all remaining files are asked again",
        "linux virt/kvm/vfio.c kvm_vfio_file_del(), v6.16", 0},
    [ACT_KEEP] = {"keep", "", "it stays, a proof given once",
        "Re: [RFC] /dev/ioasid uAPI proposal, A. Williamson, 2021-06-09", 0},
    [ACT_AS_REPORTED] = {"as-reported", "", "the report stands", NULL, 0},
    [ACT_NOTHING] = {"nothing", "", "nothing is done", NULL, 0},
    [ACT_FLUSH] = {"flush", "n",
        "CLFLUSH of every line, with fences around",
        "[PATCH 2/5] x86/mm: Introduce and export interface "
        "arch_clean_nonsnoop_dma(), "
        "20240507062044.20399-1-yan.y.zhao@intel.com", BIT(NOUN_PAGES)},
    [ACT_FLUSH_ENTRIES] = {"flush-entries", "",
        "CLFLUSH of what was written: memory has it",
        "linux drivers/iommu/intel/iommu.c domain_flush_cache() lines 557 to "
        "562, iommu.h __iommu_flush_cache() lines 800 to 805, v6.16", 0},
};

static const struct word nouns[IOMMU_NOUNS] = {
    [NOUN_PAGES] = {"pages", "what is mapped, unmapped or unpinned", NULL,
                    NOUN_PAGES},
};

static const uint64_t exclusive[][2] = {
    /* enabled is possible, and a device is of its group */
    {BIT(FACT_NO_SNOOP_ENABLED) | BIT(FACT_NO_SNOOP_POSSIBLE),
     BIT(FACT_NO_SNOOP_ENABLED)},
    {BIT(FACT_NO_SNOOP_POSSIBLE) | BIT(FACT_GROUP_NO_SNOOP_POSSIBLE),
     BIT(FACT_NO_SNOOP_POSSIBLE)},
    /* it did not enforce, then pages were in one that does not */
    {BIT(FACT_FIRST_NONCOHERENT) | BIT(FACT_EVER_NONCOHERENT),
     BIT(FACT_FIRST_NONCOHERENT) | BIT(FACT_EVER_NONCOHERENT)},
    /* one asks for one thing */
    {BIT(FACT_ASKED_NONCOHERENT) | BIT(FACT_ASKED_COHERENT),
     BIT(FACT_ASKED_NONCOHERENT) | BIT(FACT_ASKED_COHERENT)},
};
// clang-format on

const struct policy_vocab iommu_policy_vocab = {
    .layer = layers,
    .decision = decisions,
    .fact = facts,
    .action = actions,
    .noun = nouns,
    .nlayer = IOMMU_LAYERS,
    .ndecision = IOMMU_TABLES,
    .nfact = IOMMU_FACTS,
    .naction = IOMMU_ACTIONS,
    .nnoun = IOMMU_NOUNS,
    .exclusive = exclusive,
    .nexclusive = sizeof exclusive / sizeof *exclusive,
};
