/*
 * What Linux writes for a device and its domains (L6.16
 * drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c, arm-smmu-v3-iommufd.c and
 * drivers/iommu/io-pgtable-arm.c), and a guest's Linux for its own stage 1.
 */
#pragma once

#include "models/iommu/unit.h"

void smmu_entry(const struct unit_config *c, uint64_t *word);
void smmu_context(const struct unit_config *c, uint64_t *word);
uint64_t smmu_leaf(const struct unit_config *c, uint64_t pa, uint32_t flags);
uint64_t smmu_next(const struct unit_config *c, uint64_t pa, unsigned level);
uint64_t smmu_guest_leaf(const struct unit_config *c, uint64_t pa);
uint64_t smmu_offset(uint64_t address, unsigned level);
