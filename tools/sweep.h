/*
 * Running as many cases as there are, and keeping none: each is handed over
 * when it is done and then forgotten.
 *
 * The order is stable at any number of threads: scenario by scenario, point by
 * point (the last parameter changes fastest), and at each point stack by stack,
 * because a point is elaborated once for all its stacks.  Memory is what the
 * points under way need, however many there are.
 */
#pragma once

#include "tools/point_run.h"

struct sweep_case {
    uint32_t scenario; /* number in the list                                  */
    uint32_t stack;
    uint64_t point;
    const struct suite_case *is; /* valid during the call; NULL: it cannot be
                                    run, which is told                        */
};

struct sweep {
    const GPtrArray *list; /* of struct scenario *, stacks and points chosen  */
    struct point_ask ask;
    unsigned jobs;
    const int *stop; /* not 0: no more cases after those under way; or NULL   */

    /* Whether a case is to be run; from any thread.  NULL: all are. */
    bool (*wants)(const void *to, uint32_t scenario, uint64_t point,
                  uint32_t stack);
    /* Takes a case; false: that was enough.  Never from two threads at once. */
    bool (*take)(void *to, const struct sweep_case *c);
    void *to;
};

/* Runs the cases.  STATUS gets worse when some cannot be run.  False if it
 * ended before the last. */
bool sweep_run(const struct sweep *s, int *status);

/* How many cases there are; UINT64_MAX if that is no number of 64 bits. */
uint64_t sweep_count(const GPtrArray *list);
