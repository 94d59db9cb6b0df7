/* A kind of remapping unit that nobody has built: a gate, which can force. */
#pragma once

#include "models/iommu/unit.h"

extern const struct iommu_unit iommu_gate;
