#include "models/iommu/smmuv3/attr.h"

#define CACHEABLE(name)                                                        \
    {                                                                          \
        name, name " NSH", name " ISH", name " OSH"                            \
    }
#define UNCACHED(name)                                                         \
    {                                                                          \
        name, name, name, name                                                 \
    }

// clang-format off
static const char *const kind_name[SMMU_KINDS][4] = {
    UNCACHED("none"),
    UNCACHED("Device-nGnRnE"),
    UNCACHED("Device-nGnRE"),
    UNCACHED("Device-nGRE"),
    UNCACHED("Device-GRE"),
    UNCACHED("NC"),
    CACHEABLE("iNC-oWT"),
    CACHEABLE("iNC-oWB"),
    CACHEABLE("iWT-oNC"),
    CACHEABLE("WT"),
    CACHEABLE("iWT-oWB"),
    CACHEABLE("iWB-oNC"),
    CACHEABLE("iWB-oWT"),
    CACHEABLE("WB"),
};
// clang-format on

static unsigned
kind_of(const struct smmu_attr *a)
{
    if (a->type != SMMU_NORMAL)
        return a->type;
    return SMMU_NORMAL + (a->inner - SMMU_NC) * 3u + (a->outer - SMMU_NC);
}

uint8_t
smmu_code(const struct smmu_attr *a)
{
    return a->type ? (uint8_t) (kind_of(a) * 4 + a->share) : 0;
}

const char *
smmu_code_name(uint8_t code)
{
    return code < SMMU_CODES ? kind_name[code / 4][code % 4] : "none";
}

const char *
smmu_type_name(const struct smmu_attr *a)
{
    return kind_name[kind_of(a)][0];
}
