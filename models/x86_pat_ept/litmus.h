/* How litmus tests of X86 and X86_64 are written. */
#pragma once

#include "sim/core/litmus.h"

enum { X86_DIALECTS = 2 };

extern const struct litmus_dialect x86_litmus[X86_DIALECTS];
