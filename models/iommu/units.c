/* The kinds of unit there are.  A further one is a folder and a line. */
#include <stddef.h>

#include "models/iommu/smmuv3/smmuv3.h"
#include "models/iommu/unit.h"

const struct iommu_unit *const iommu_units[] = {&iommu_smmuv3, NULL};
