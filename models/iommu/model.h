/* Remapping units, and what Linux does with them, for tools/models.c. */
#pragma once

#include "sim/core/io.h"

extern const struct io_model iommu_model;
