/* models/iommu/units.c with one more line, in its place. */
#include <stddef.h>

#include "models/iommu/amd_vi/unit.h"
#include "models/iommu/smmuv3/smmuv3.h"
#include "models/iommu/unit.h"
#include "models/iommu/vtd/unit.h"
#include "tests/fourth/gate/unit.h"

// clang-format off
const struct iommu_unit *const iommu_units[] = {
    &iommu_vtd,
    &iommu_amd_vi,
    &iommu_smmuv3,
    &iommu_gate,
    NULL,
};
// clang-format on
