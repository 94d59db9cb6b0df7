/* What `mtsim types smmuv3` prints. */
#pragma once

#include "sim/core/table.h"

extern const struct table *const smmu_type_tables[]; /* NULL at the end */
