/*
 * This model's tables as neutral tables for printing: arm64-mair, arm64-s2,
 * arm64-s1s2, arm64-device.  The rows of the first three are computed by
 * decode.c and combine.c, the code that runs.
 */
#pragma once

#include "sim/core/table.h"

enum { ARM64_TYPE_TABLES = 4 };
extern const struct table arm64_type_tables[ARM64_TYPE_TABLES];
