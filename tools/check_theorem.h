/*
 * Theorems: a property of some stacks, or that it does not hold.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/check_case.h"

struct theorem_request {
    const struct outcome_request *q;
    const struct check_settings *settings;
    unsigned jobs;
    const struct check_result *r; /* of the case                              */
    const struct suite_check *k;  /* and in words                             */
    const struct theorem *theorem;
};

/* Whether a theorem is about the stack of a case. */
bool theorem_speaks(const struct outcome_request *q, const struct theorem *t);

/* Whether the case is what a theorem compares others with, so that nothing is
 * said of it alone. */
bool theorem_is_measure(const struct outcome_request *q,
                        const struct theorem *t);

/* What became of it, as a claim. */
struct suite_claim theorem_judge(const struct theorem_request *t);
