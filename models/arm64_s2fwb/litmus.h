/* How litmus tests of AArch64 are written. */
#pragma once

#include "sim/core/litmus.h"

enum { ARM64_DIALECTS = 1 };

extern const struct litmus_dialect arm64_litmus[ARM64_DIALECTS];
