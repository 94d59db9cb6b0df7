/*
 * Retracing: the schedule of one program, taken in a changed one as far as it
 * goes.
 *
 * A schedule that shows a hazard mostly shows one in the changed program as
 * well, if the change does not prevent it.  Trying that costs no more than a
 * replay; what it says of "shows one" is exact, since every step taken is one
 * the machine can take, and what it says of "shows none" is nothing.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/claim.h"
#include "sim/core/hazard.h"
#include "sim/core/machine.h"

/* One event of a schedule, and the step that it is about. */
struct traced {
    struct plan_event what;
    uint32_t step; /* its number in the program that nobody changed; TRACE_NONE
                      for what hardware does by itself                        */
};

#define TRACE_NONE UINT32_MAX

struct trace {
    const struct traced *event;
    uint32_t n;
};

/* A program that may be changed. */
struct tracing_of {
    const struct bound *b;
    /* [plan->nstep + 1] the number of a step in the program that nobody
     * changed; a new one has that of what it stands before. */
    const uint32_t *origin;
};

/* N events from the first state on, in ARENA, without those of new steps. */
struct trace retrace_record(struct tracing_of p, const struct event *e,
                            uint32_t n, struct arena *arena);

/* Whether a hazard shows that breaks the property, of PROPERTIES any: the
 * first, with the step that was being taken.  New steps are taken as soon as
 * their thread gets there. */
bool retrace_shows(struct tracing_of p, struct trace trace, uint8_t property,
                   struct hazard *out);
