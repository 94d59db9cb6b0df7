/*
 * What a machine is stronger about than its architecture in a program (R31).
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/bound.h"

/* Shapes the program has, in words, or NULL; the control plane is closed. */
const char *stronger_in(const struct bound *b, struct arena *arena);
