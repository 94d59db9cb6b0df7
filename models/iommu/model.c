/* Everything the I/O model offers, in one place. */

#include "models/iommu/model.h"

#include <string.h>

#include "models/iommu/amd_vi/unit.h"
#include "models/iommu/dma_table.h"
#include "models/iommu/plane.h"
#include "models/iommu/smmuv3/smmuv3.h"
#include "models/iommu/vtd/unit.h"

enum { KIND_VTD, KIND_AMD_VI, KIND_SMMUV3 };
#define HAS(kind, bits) ((uint32_t) (bits) << (kind) *UNIT_HAS_BITS)

// clang-format off
static const struct word units[] = {
    {"vtd", "Intel VT-d", NULL, KIND_VTD},
    {"amd-vi", "AMD-Vi", NULL, KIND_AMD_VI},
    {"smmuv3", "Arm SMMUv3", NULL, KIND_SMMUV3},
};

static const struct word unit_has[] = {
    {"none", "nothing more", NULL, 0},
    {"sc", "VT-d: ECAP.SC, snoop control", NULL, HAS(KIND_VTD, VTD_SC)},
    {"c", "VT-d: ECAP.C, page walks snoop", NULL, HAS(KIND_VTD, VTD_C)},
    {"pt", "VT-d: ECAP.PT, pass-through; without it a device that the host keeps "
     "is blocked", NULL, HAS(KIND_VTD, VTD_PT)},
    {"mts", "VT-d: ECAP.MTS, memory type support", NULL,
     HAS(KIND_VTD, VTD_MTS)},
    {"nest", "VT-d: ECAP.NEST, nested translation", NULL,
     HAS(KIND_VTD, VTD_NEST)},
    {"scalable", "VT-d: scalable mode is on", NULL,
     HAS(KIND_VTD, VTD_SCALABLE)},
    {"smpwc", "VT-d: ECAP.SMPWC, page walks in scalable mode can snoop", NULL,
     HAS(KIND_VTD, VTD_SMPWC)},
    {"dt", "VT-d: ECAP.DT, translated requests are taken", NULL,
     HAS(KIND_VTD, VTD_DT)},
    {"nested-snp", "VT-d: SNP of the second stage counts under a first stage "
     "(not known)", NULL, HAS(KIND_VTD, VTD_NESTED_SNP)},
    {"iotlb", "AMD-Vi: the device may keep translations, and translated "
     "requests are taken", NULL, HAS(KIND_AMD_VI, AMD_VI_IOTLB)},
    {"s2fwb", "SMMUv3: IDR3.FWB, the second stage can force types", NULL,
     HAS(KIND_SMMUV3, SMMU_S2FWB)},
    {"cohacc", "SMMUv3: IDR0.COHACC, walks and mapped DMA are coherent", NULL,
     HAS(KIND_SMMUV3, SMMU_COHACC)},
    {"canwbs", "SMMUv3: IORT says that requests to memory are coherent "
     "whatever their attributes", NULL, HAS(KIND_SMMUV3, SMMU_CANWBS)},
    {"nssys", "SMMUv3: the system implements No_snoop", NULL,
     HAS(KIND_SMMUV3, SMMU_NSSYS)},
    {"attr-types-ovr", "SMMUv3: IDR1.ATTR_TYPES_OVR", NULL,
     HAS(KIND_SMMUV3, SMMU_ATTR_TYPES_OVR)},
    {"pcie-ovr", "SMMUv3: overrides reach streams of PCIe devices", NULL,
     HAS(KIND_SMMUV3, SMMU_PCIE_OVR)},
    {"ats", "SMMUv3: translated requests are taken", NULL,
     HAS(KIND_SMMUV3, SMMU_ATS)},
};

static const struct word ioas[] = {
    {"type1", "a container of VFIO's type1",
     "linux drivers/vfio/vfio_iommu_type1.c, v6.16", IOAS_TYPE1},
    {"iommufd", "an IOAS of iommufd",
     "linux drivers/iommu/iommufd/ioas.c, v6.16", IOAS_IOMMUFD},
};

static const struct word ioas_has[] = {
    {"none", "nothing is asked for", NULL, 0},
    {"noncoherent", "its user asks that no-snoop requests be let be", NULL,
     IOAS_NONCOHERENT},
    {"coherent", "its user asks that all requests snoop", NULL, IOAS_COHERENT},
    {"per-mapping", "each mapping says whether requests must snoop", NULL,
     IOAS_PER_MAPPING},
    {"nest-parent", "domains can lie under a guest's first stage",
     "linux include/uapi/linux/iommufd.h IOMMU_HWPT_ALLOC_NEST_PARENT, v6.16",
     IOAS_NEST_PARENT},
    {"first-stage", "domains have the format of a first stage",
     "linux drivers/iommu/intel/iommu.c, v6.16", IOAS_FIRST_STAGE},
};

static const struct word pcie[] = {
    {"none", "as most: Enable No Snoop resets to 1, is writable and obeyed",
     NULL, 0},
    {"no-snoop-never", "Enable No Snoop is hardwired to 0", NULL,
     PCIE_NO_SNOOP_NEVER},
    {"resets-clear", "Enable No Snoop resets to 0", NULL, PCIE_RESETS_CLEAR},
    {"disobeys", "the device sends no-snoop requests whatever the bit says",
     NULL, PCIE_DISOBEYS},
    {"ats", "requests come translated by the device", NULL, PCIE_ATS},
    {"unplugged", "the device is not there at the start", NULL,
     PCIE_UNPLUGGED},
};
// clang-format on

/* Bits of another kind of unit, or what the unit itself says. */
static const char *
wrong_unit(const struct plan_unit *u)
{
    uint32_t own = u->has >> u->kind * UNIT_HAS_BITS & UNIT_HAS_MASK;

    if (u->has != own << u->kind * UNIT_HAS_BITS)
        return "this kind of unit has no such capability";
    return iommu_units[u->kind]->check ? iommu_units[u->kind]->check(own)
                                       : NULL;
}

static const char *
check_plan(const struct plan *p, uint32_t *line)
{
    for (uint32_t i = 0; i < p->nunit; i++) {
        const struct iommu_unit *u = iommu_units[p->unit[i].kind];
        const char *why = wrong_unit(&p->unit[i]);

        *line = p->unit[i].line;
        if (!why && strcmp(u->cpu, p->model->arch) != 0)
            why = "this kind of unit is of another architecture";
        if (why)
            return why;
    }
    for (uint32_t i = 0; i < p->nioas; i++) {
        *line = p->ioas[i].line;
        if (p->ioas[i].has & IOAS_COHERENT && p->ioas[i].has & IOAS_NONCOHERENT)
            return "an address space is coherent or it is not";
    }
    return NULL;
}

static const struct rule *
rule(uint32_t n)
{
    if (n < IOMMU_RULES)
        return &iommu_rules[n];
    n -= IOMMU_RULES;
    for (uint32_t i = 0; iommu_units[i]; n -= iommu_units[i++]->nrule)
        if (n < iommu_units[i]->nrule)
            return &iommu_units[i]->rule[n];
    return NULL;
}

static const struct table *
table(uint32_t n)
{
    for (uint32_t i = 0; iommu_units[i]; i++)
        for (const struct table *const *t = iommu_units[i]->table; t && *t; t++)
            if (n-- == 0)
                return *t;
    for (const struct table *const *t = iommu_dma_tables; *t; t++)
        if (n-- == 0)
            return *t;
    return NULL;
}

/* Rules of a unit give what the unit has names for. */
static const char *
gave_name(const struct rule *r, uint32_t gave)
{
    for (uint32_t i = 0; iommu_units[i]; i++)
        if (r >= iommu_units[i]->rule &&
            r < iommu_units[i]->rule + iommu_units[i]->nrule)
            return iommu_units[i]->gave_name(gave);
    return NULL;
}

const struct io_model iommu_model = {
    .name = "iommu",
    .title = "remapping units, VFIO and iommufd",
    .arch = "io",
    .verb = iommu_verbs,
    .unit = units,
    .unit_has = unit_has,
    .ioas = ioas,
    .ioas_has = ioas_has,
    .pcie = pcie,
    .policy = &iommu_policy_vocab,
    .nverb = IOMMU_VERBS,
    .nunit = sizeof units / sizeof *units,
    .nunit_has = sizeof unit_has / sizeof *unit_has,
    .nioas = sizeof ioas / sizeof *ioas,
    .nioas_has = sizeof ioas_has / sizeof *ioas_has,
    .npcie = sizeof pcie / sizeof *pcie,
    .rule = rule,
    .table = table,
    .gave_name = gave_name,
    .check_plan = check_plan,
    .lay = io_lay,
    .resolve = io_resolve,
    .control = io_control,
    .coherent = io_coherent,
    .refused = io_refused,
    .stays = io_stays,
};
