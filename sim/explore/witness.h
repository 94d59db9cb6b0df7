/*
 * Witnesses: a schedule from the first state that shows one thing.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/hazard.h"
#include "sim/core/machine.h"

/* What to look for: a kind of hazard, or a condition. */
struct sought {
    const struct hazard *hazard; /* kind, cause, victim, severity; NULL: none */
    uint8_t condition;           /* enum condition, without a hazard          */
};

struct shown { /* what a schedule shows, where it first shows it              */
    struct hazard hazard;
    uint64_t got, wanted; /* values                                           */
    uint32_t nevent;      /* it takes so many events                          */
    uint32_t choices; /* 1 << enum open_choice: what they turn on (R9)     */
};

/* Takes N events, each of which must be possible at its turn; whether it shows
 * what is sought.  OUT may be NULL. */
bool witness_shows(const struct bound *b, const struct event *event, uint32_t n,
                   const struct sought *sought, struct shown *out);

/* Leaves out events that are not needed, in place; the number left. */
uint32_t witness_shorten(const struct bound *b, struct event *event, uint32_t n,
                         const struct sought *sought);
