/* The Arm SMMUv3: its capabilities and its tables. */
#pragma once

#include "models/iommu/unit.h"

/* Of the unit, and of the system around it. */
enum smmu_has {
    SMMU_S2FWB = 1,           /* IDR3.FWB                                     */
    SMMU_COHACC = 2,          /* IDR0.COHACC, or firmware says so             */
    SMMU_CANWBS = 4,          /* the root complex: IORT Memory Access Flags   */
    SMMU_NSSYS = 8,           /* the system implements No_snoop               */
    SMMU_ATTR_TYPES_OVR = 16, /* IDR1.ATTR_TYPES_OVR                          */
    SMMU_PCIE_OVR = 32,       /* overrides reach streams of PCIe devices      */
    SMMU_ATS = 64,            /* IDR0.ATS, and the kernel turns it on         */
};

extern const struct iommu_unit iommu_smmuv3;
