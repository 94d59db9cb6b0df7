/*
 * Running one parameter point of a scenario: elaborated once, then replayed
 * (and explored, if that is asked for) under each of its stacks.
 */
#pragma once

#include "tools/check_case.h"
#include "tools/scenario.h"

/* What is the same at every point. */
struct point_ask {
    uint64_t seed;
    bool details;
    bool brief; /* only what a finding is made of (outcome.h)                 */
    const struct check_settings *check; /* explore, too; NULL: replay only    */
};

/* What a thread works with. */
struct point_work {
    struct arena plan, run;
};

void point_work_init(struct point_work *w);
void point_work_clear(struct point_work *w);

struct point_run {
    const struct point_ask *ask;
    const struct scenario *scenario;
    const uint64_t *stack_digest; /* [stack], for details                     */
    const bool *skip; /* [stack], cases nobody wants; NULL: none              */
    const struct suite_case *before; /* the point under another stack, done by
                                        another run; NULL: none               */
    uint64_t at;   /* number of the point                                  */
    unsigned jobs; /* threads for each exploration                         */
    struct arena *keep; /* where the results live                             */
    struct diag_sink *sink; /* faults of the point                            */
};

/* Fills OUT[stack * STRIDE] and calls FAILED for each case that cannot be
 * bound.  Without an experiment nothing is filled: policy stays NULL, the fault
 * is in the sink. */
void point_run(const struct point_run *r, struct point_work *w,
               struct suite_case *out, uint64_t stride,
               void (*failed)(void *to, struct suite_case *c, uint32_t stack,
                              const char *why),
               void *to);
