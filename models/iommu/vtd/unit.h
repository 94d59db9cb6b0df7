/*
 * Intel VT-d as a kind of remapping unit.
 */
#pragma once

#include "models/iommu/unit.h"

/* Capabilities, as ECAP_REG has them, and what its words leave open. */
enum vtd_has {
    VTD_C = 1 << 0,          /* page-walk coherency                           */
    VTD_PT = 1 << 1,         /* pass-through                                  */
    VTD_SC = 1 << 2,         /* snoop control                                 */
    VTD_MTS = 1 << 3,        /* memory type support                           */
    VTD_NEST = 1 << 4,       /* nested translation                            */
    VTD_SCALABLE = 1 << 5,   /* SMTS, and scalable mode is on                 */
    VTD_SMPWC = 1 << 6,      /* scalable-mode page-walk coherency             */
    VTD_DT = 1 << 7,         /* device-TLBs: translated requests are taken    */
    VTD_NESTED_SNP = 1 << 8, /* SNP counts under a first stage too            */
};

extern const struct iommu_unit iommu_vtd;
