/* What `mtsim types amd-vi` prints. */
#pragma once

#include "sim/core/table.h"

extern const struct table amd_vi_type_table;
