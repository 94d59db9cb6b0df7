/*
 * Happens-before among the operations of a program.
 *
 * Computed once, before the run: with one thread it is file order; with
 * threads, vector timestamps of program order, thread start and join,
 * signal -> wait, and the one store that a poll waits for.  What an adversary
 * does at one position comes before all it may do at the next, after all it may
 * have done at the one before, and is ordered with nothing else but the top
 * level.
 */
#pragma once

#include "sim/core/bound.h"

struct order {
    uint32_t nthread;
    const uint32_t *clock; /* [nop][nthread] operations of each thread known to
                              have happened before it, an adversary's counted
                              with all its choices; NULL: file order          */
};

/* Whether A happens before B; OP_INITIAL happens before everything. */
bool order_before(const struct bound *b, uint32_t a, uint32_t op);

/* NULL with *WHY set when threads wait for each other for ever. */
const struct order *order_make(const struct bound *b, struct arena *arena,
                               const char **why);
