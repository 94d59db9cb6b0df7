/* What `mtsim types vtd` prints. */
#pragma once

#include "sim/core/table.h"

extern const struct table vtd_type_table;
