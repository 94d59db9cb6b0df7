/*
 * This model's combining tables as neutral tables for printing: x86-pat-mtrr,
 * x86-ept, amd-npt.  Each row is computed by effective.c, the code that runs.
 */
#pragma once

#include "sim/core/table.h"

enum { X86_TYPE_TABLES = 3 };
extern const struct table x86_type_tables[X86_TYPE_TABLES];
