/*
 * Remedies (R27): the one operation that would have prevented a hazard.
 *
 * Each cause names one kind of operation, who does it and between which steps;
 * the proposal is confirmed by running the same schedule with the operation
 * inserted.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/engine/replay.h"

struct remedy {
    bool found;
    const char *text; /* "cpu0 guest: clflush buf", "no single operation"     */
    const char *between; /* "after line 21, before line 23"                   */
    uint32_t first_step, last_step; /* it may stand before any of these       */
};

/* The remedy of hazard H seen when B was replayed with O. */
struct remedy remedy_of(const struct bound *b, const struct hazard *h,
                        const struct replay_options *o, struct arena *arena);
