/*
 * Which case of a scenario is to be fixed: the first that shows a hazard, in
 * the order of `run`.
 */
#pragma once

#include "tools/fix.h"

struct fix_case {
    struct fixing *f; /* of the case; NULL: none shows a hazard               */
    uint64_t tried;   /* cases that were looked at                            */
    uint64_t undecided; /* of them, without a hazard in what was explored     */
    const char *under, *point; /* the first of these                          */
    /* Internal. */
    struct outcome_request q;
    struct point at;
    struct arena plan, keep;
    uint64_t spent;
};

/* Looks at N stacks from number FIRST on.  False if the scenario has faults at
 * some point, which SINK then has. */
bool fix_case_find(struct fix_case *c, struct shipped *shipped,
                   const struct scenario *sc, uint32_t first, uint32_t n,
                   const struct fix_options *o, struct diag_sink *sink);
void fix_case_done(struct fix_case *c);
