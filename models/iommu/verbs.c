/* What can be done to devices and their address spaces. */

#include "models/iommu/plane.h"

// clang-format off
static const struct word switches[] = {
    {"off", "cleared", NULL, 0},
    {"on", "set", NULL, 1},
    {NULL, NULL, NULL, 0},
};

static const struct word guest_types[] = {
    {"wb", "write-back", NULL, UNIT_GUEST_WB},
    {"nc", "Normal Non-cacheable, or what the unit has for it", NULL,
     UNIT_GUEST_NC},
    {"device", "Device memory, or what the unit has for it", NULL,
     UNIT_GUEST_DEVICE},
    {NULL, NULL, NULL, 0},
};

static const struct word map_words[] = {
    {"forced", "requests through it snoop, where the domain enforces", NULL,
     0},
    {"may-not-snoop", "requests through it are let be, in an address space "
     "where each mapping says", NULL, MAP_MAY_NOT_SNOOP},
    {"read-only", "requests through it may not write",
     "linux include/uapi/linux/iommufd.h IOMMU_IOAS_MAP_WRITEABLE, v6.16",
     MAP_READ_ONLY},
    {NULL, NULL, NULL, 0},
};

#define CONTROL(code)                                                          \
    .kind = OP_CONTROL, .control = (code), .io = true, .who = BY_HOST

const struct verb iommu_verbs[IOMMU_VERBS] = {
    {.name = "attach", .operands = "DI", CONTROL(CTL_ATTACH),
     .flags = OPF_REMAPS,
     .cite = "linux drivers/vfio/iommufd.c vfio_iommufd_physical_attach_ioas(), "
             "drivers/iommu/iommufd/device.c, "
             "drivers/vfio/vfio_iommu_type1.c vfio_iommu_type1_attach_group(), "
             "v6.16",
     .says = "a user of VFIO attaches the device to an address space; what it "
             "maps is put into the device's domain.  From one of iommufd to "
             "another the device changes over; out of a container, -EINVAL"},
    {.name = "detach", .operands = "D", CONTROL(CTL_DETACH),
     .flags = OPF_REMAPS,
     .cite = "linux drivers/iommu/iommufd/device.c, v6.16",
     .says = "the device is detached: its unit lets nothing through.  Where it "
             "is attached to nothing nothing is done; where there are only "
             "containers -EINVAL"},
    {.name = "dma-map", .operands = "IAM?", .words = map_words,
     CONTROL(CTL_MAP), .flags = OPF_REMAPS,
     .cite = "linux include/uapi/linux/iommufd.h IOMMU_IOAS_MAP, v6.16",
     .says = "pages are pinned and put into every domain of the address "
             "space; -EEXIST where some are mapped"},
    {.name = "dma-unmap", .operands = "IA", CONTROL(CTL_UNMAP),
     .flags = OPF_REMAPS,
     .cite = "linux include/uapi/linux/iommufd.h IOMMU_IOAS_UNMAP, v6.16",
     .says = "what is mapped of it is taken out of every domain; the unit may "
             "go on using what it has cached.  What was mapped at once is "
             "unmapped at once: else -ENOENT, type1 -EINVAL; where nothing is "
             "mapped -ENOENT, type1 succeeds"},
    {.name = "iotlb-sync", .operands = "I", CONTROL(CTL_INVALIDATE),
     .flags = OPF_REMAPS,
     .cite = "linux include/linux/iommu.h iommu_iotlb_sync(), v6.16",
     .says = "units and devices forget what they have cached of the address "
             "space, and requests under way are done"},
    {.name = "unpin", .operands = "IA", CONTROL(CTL_UNPIN),
     .flags = OPF_REMAPS,
     .cite = "linux drivers/iommu/iommufd/pages.c batch_unpin(), v6.16",
     .says = "pages go back to their owner; -EBUSY while they are mapped"},
    {.name = "force-snoop", .operands = "D", CONTROL(CTL_FORCE),
     .flags = OPF_REMAPS,
     .cite = "linux include/linux/iommu.h enforce_cache_coherency, v6.16",
     .says = "the domain of the device is made to enforce coherency; -EINVAL "
             "where a unit cannot"},
    {.name = "nest", .operands = "DM", .words = guest_types, CONTROL(CTL_NEST),
     .flags = OPF_REMAPS,
     .cite = "linux include/uapi/linux/iommufd.h IOMMU_HWPT_ALLOC with a "
             "parent, v6.16",
     .says = "the guest gets a first stage of its own in front of the device's "
             "domain, and maps everything with this type"},
    {.name = "no-snoop", .operands = "DM", .words = switches,
     CONTROL(CTL_NO_SNOOP), .flags = OPF_REMAPS,
     .cite = "linux drivers/vfio/pci/vfio_pci_config.c lines 943 to 953, "
             "v6.16",
     .says = "the guest writes Enable No Snoop of the device, through vfio-pci "
             "or, if that keeps it clear, through a back door of the device"},
    {.name = "bus-master", .operands = "DM", .words = switches,
     CONTROL(CTL_BUS_MASTER), .flags = OPF_REMAPS,
     .cite = "PCI Local Bus Specification, 6.2.2 \"Device Control\"",
     .says = "Bus Master Enable of the device; off: it makes no requests"},
    {.name = "flr", .operands = "D", CONTROL(CTL_RESET), .flags = OPF_REMAPS,
     .cite = "PCI Express Base Specification, 6.6.2 \"Function Level Reset\"",
     .says = "the function is reset: Enable No Snoop has its reset value, Bus "
             "Master Enable is clear"},
    {.name = "plug", .operands = "D", CONTROL(CTL_PLUG), .flags = OPF_REMAPS,
     .cite = "linux drivers/pci/hotplug, v6.16",
     .says = "the device is there from now on"},
    {.name = "unplug", .operands = "D", CONTROL(CTL_UNPLUG),
     .flags = OPF_REMAPS,
     .cite = "linux drivers/pci/hotplug, v6.16",
     .says = "the device is detached and gone"},
    {.name = "destroy-vm", .operands = "P", CONTROL(CTL_DESTROY_VM),
     .flags = OPF_REMAPS | OPF_RETYPES, .phases = TEARDOWN_PHASES,
     .cite = "linux virt/kvm/vfio.c kvm_vfio_release(), "
             "drivers/vfio/iommufd.c vfio_iommufd_physical_unbind(), "
             "drivers/iommu/iommufd/main.c iommufd_fops_release(), v6.16",
     .says = "the VM ends: KVM forgets its device files, its devices are "
             "detached, and what address spaces of its own have is unmapped, "
             "invalidated and unpinned, one after the other"},
    {.name = "evict-entries", .operands = "D", CONTROL(CTL_EVICT_ENTRIES),
     .flags = OPF_REMAPS,
     .cite = "Intel SDM volume 3, 12.3 \"Methods of Caching Available\", "
             "write-back",
     .says = "what the kernel wrote into the device's entry and its tables "
             "leaves the caches, as it may at any time: a unit that does not "
             "snoop sees it from now on"},
};
// clang-format on
