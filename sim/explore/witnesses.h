/*
 * Of each hazard and condition that was found, the shortest schedule.
 */
#pragma once

#include "sim/explore/check.h"
#include "sim/explore/collect.h"

/* Fills in the witnesses of R, whose hazards and conditions are those of SEEN,
 * in the same order. */
void witnesses_find(const struct check_request *q, struct check_result *r,
                    struct bound *b, const struct eye *seen);
