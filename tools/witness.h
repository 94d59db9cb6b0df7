/*
 * Witnesses: a schedule in words, and as a scenario that replays it.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/outcome.h"

struct witness_told {
    const char *const *step; /* [nevent], in `keep`                           */
    const cell *end;         /* the state it leads to, in `work`              */
};

/* Each event in the words of explain. */
struct witness_told witness_tell(const struct bound *b, const struct witness *w,
                                 struct arena *keep, struct arena *work);

/* The text of a scenario that replays the witness of a hazard to the same end
 * and expects all that this replay shows, in `keep`.  NULL with *WHY set if it
 * does not show the hazard, which is a fault of the program. */
const char *witness_scenario(const struct outcome_request *q,
                             const struct check_result *r,
                             const struct check_hazard *h, const char **why);
