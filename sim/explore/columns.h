/*
 * Which registers and words of memory last states are told apart by.
 */
#pragma once

#include "sim/explore/check.h"

/* Every register, and the words that the request or its claims name. */
struct observed columns_of(const struct check_request *q,
                           const struct bound *b);
