/*
 * Every schedule: breadth-first over all states of a bound experiment.
 *
 * Plain on purpose: one thread, exact states, no reductions.  The first state
 * found to show something is at the least depth, and always the same one.
 */
#pragma once

#include "sim/core/machine.h"

struct explore_visitor {
    /* Called for each new state, in order of discovery; false stops. */
    bool (*state)(void *to, const struct bound *b, const cell *m, uint32_t id,
                  uint32_t nevent);
    /* Hears every transaction of every transition; may be NULL. */
    struct sink *sink;
    void *to;
};

struct explore_result {
    uint64_t states, transitions;
    size_t bytes;  /* of states, parents and table together                   */
    bool complete; /* false: a limit was hit or the visitor stopped           */
    const char *why; /* nothing could be explored at all                      */
};

/* Explores up to MAX_STATES states (at most 2^32 - 2). */
struct explore_result explore(struct bound *b, uint64_t max_states,
                              const struct explore_visitor *v);
