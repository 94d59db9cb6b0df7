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
    [RULE_BACK_DOOR] = { "iommu.pcie.back-door",
        "Re: [PATCH 3/5] vfio/type1: Flush CPU caches on DMA pages in "
        "non-coherent domains, "
        "20240521121945.7f144230.alex.williamson@redhat.com",
        "the driver goes through registers of the device, which nobody traps" },
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
    [RULE_READ_ONLY] = { "iommu.read-only",
        "linux include/uapi/linux/iommufd.h IOMMU_IOAS_MAP_WRITEABLE, v6.16",
        "the entry lets the device read and not write" },
    [RULE_NO_UNIT] = { "iommu.refuse.no-unit",
        "linux drivers/vfio/group.c, v6.16",
        "the device stands behind no unit, so VFIO has no group for it" },
    [RULE_THERE_ALREADY] = { "iommu.refuse.there-already",
        "mtsim docs/design/iommu.md",
        "the device is there already" },
    [RULE_ATTACHED] = { "iommu.refuse.attached",
        "linux drivers/vfio/group.c vfio_group_ioctl_set_container() lines 118 "
        "to 121, v6.16",
        "the device's group is in a container already, which it has to leave "
        "first" },
    [RULE_GROUP_ELSEWHERE] = { "iommu.refuse.group-elsewhere",
        "linux drivers/iommu/iommufd/device.c iommufd_hw_pagetable_attach(), "
        "igroup->hwpt, v6.16",
        "another device of the group is attached elsewhere: a group is in one "
        "domain" },
    [RULE_NOT_ATTACHED] = { "iommu.refuse.not-attached",
        "linux include/linux/iommu.h enforce_cache_coherency, v6.16",
        "the device is attached to nothing, so there is no domain" },
    [RULE_NO_CONTAINER] = { "iommu.refuse.no-container",
        "linux drivers/vfio/group.c vfio_group_ioctl_unset_container() lines "
        "81 to 84, v6.16",
        "the device's group is in no container that it could leave" },
    [RULE_DETACHED_NOTHING] = { "iommu.detached-nothing",
        "linux drivers/vfio/iommufd.c vfio_iommufd_physical_detach_ioas(), "
        "v6.16",
        "the device is attached to nothing: nothing is done, and nobody is "
        "told" },
    [RULE_NO_DOMAIN] = { "iommu.refuse.no-domain",
        "mtsim docs/design/iommu.md",
        "there are no more domains than devices of a kind of unit" },
    [RULE_MAPPED] = { "iommu.refuse.mapped",
        "linux drivers/iommu/iommufd/io_pagetable.c iopt_check_iova(), v6.16",
        "the address space has some of the pages already" },
    [RULE_NOT_MAPPED] = { "iommu.refuse.not-mapped",
        "linux drivers/iommu/iommufd/io_pagetable.c iopt_unmap_iova_range(), "
        "v6.16",
        "the address space has none of the pages" },
    [RULE_UNMAPPED_NOTHING] = { "iommu.unmapped-nothing",
        "linux drivers/vfio/vfio_iommu_type1.c vfio_dma_do_unmap() lines 1363 "
        "to 1365, v6.16",
        "nothing of the range is mapped: type1 succeeds, and says that the "
        "size is 0" },
    [RULE_BISECTED] = { "iommu.refuse.bisected",
        "linux drivers/vfio/vfio_iommu_type1.c vfio_dma_do_unmap() lines 1367 "
        "to 1375, drivers/iommu/iommufd/io_pagetable.c "
        "iopt_unmap_iova_range(), v6.16",
        "what was mapped at once is unmapped at once" },
    [RULE_STILL_MAPPED] = { "iommu.refuse.still-mapped",
        "linux drivers/iommu/iommufd/pages.c, v6.16",
        "some of the pages are mapped, and what is mapped stays pinned" },
    [RULE_NOT_PINNED] = { "iommu.refuse.not-pinned",
        "linux drivers/iommu/iommufd/pages.c, v6.16",
        "some of the pages are not pinned, or no longer" },
    [RULE_NOT_PER_MAPPING] = { "iommu.refuse.not-per-mapping",
        "Re: [RFC] /dev/ioasid uAPI proposal, A. Williamson, 2021-06-09",
        "the address space has one mode for all its mappings" },
    [RULE_FORCED_BY_ENTRY] = { "iommu.refuse.forced-by-entry",
        "linux drivers/iommu/intel/pasid.c intel_pasid_setup_page_snoop_control(), "
        "v6.16",
        "the domain forces by the device's entry, so no mapping of it can be "
        "let be" },
    [RULE_CANNOT_FORCE] = { "iommu.refuse.cannot-force",
        "linux include/linux/iommu.h enforce_cache_coherency, v6.16",
        "a unit in front of the domain's devices cannot enforce coherency" },
    [RULE_NO_NESTING] = { "iommu.refuse.no-nesting",
        "linux drivers/iommu/intel/iommu.h nested_supported() line 545, v6.16",
        "the unit has no nested translation, or its driver gives none to "
        "guests" },
    [RULE_NO_NEST_PARENT] = { "iommu.refuse.no-nest-parent",
        "linux include/uapi/linux/iommufd.h IOMMU_HWPT_ALLOC_NEST_PARENT, "
        "v6.16",
        "the device is in no domain that can lie under a guest's first stage" },
    [RULE_NO_PARENT_HERE] = { "iommu.refuse.no-parent-here",
        "linux drivers/iommu/intel/iommu.c "
        "intel_iommu_domain_alloc_paging_flags() lines 3346 to 3347, "
        "drivers/iommu/amd/iommu.c amd_iommu_domain_alloc_paging_flags() lines "
        "2595 to 2596, v6.16",
        "domains of this address space are to lie under a guest's first stage, "
        "and the unit cannot nest" },
};
// clang-format on
