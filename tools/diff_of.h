/*
 * Compares what came out under two policies, case by case.
 */
#pragma once

#include "sim/report/diff.h"
#include "tools/diff_side.h"

struct diff_ask {
    const struct diff_side *side; /* both                                    */
    const struct suite *suite[2]; /* what came out, of the same scenarios    */
    bool costs;                   /* say where it costs otherwise, too       */
    bool explored;
};

/* The cases of the suites must outlive the result. */
struct diff *diff_of(const struct diff_ask *q);
