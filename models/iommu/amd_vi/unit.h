/*
 * AMD-Vi (AMD IOMMU) as a kind of remapping unit.
 */
#pragma once

#include "models/iommu/unit.h"

enum amd_vi_has {
    AMD_VI_IOTLB = 1 << 0, /* devices may have IOTLBs: ATS                    */
};

extern const struct iommu_unit iommu_amd_vi;
