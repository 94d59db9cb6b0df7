/*
 * The collector: keeps what the judge says, merges what is the same, and
 * counts.  Internal to the engine.
 */
#pragma once

#include "sim/engine/replay.h"

/* What it keeps or counts, beside what is judged. */
#define COLLECTED_KINDS                                                        \
    (1u << TX_ISSUE | 1u << TX_READ | 1u << TX_WRITE_CACHE |                   \
     1u << TX_WRITE_MEMORY | 1u << TX_ARRIVE | 1u << TX_REFUSED |              \
     1u << TX_CONDITION | 1u << TX_COUNTED)

struct collector {
    struct arena *arena;
    struct replay_result *r;
    const struct replay_options *o;
    uint32_t cap_hazard, cap_arrival, cap_refusal;
    uint32_t step; /* of the plan, being carried out                          */
};

void collect_hear(struct collector *c, const struct bound *b, const cell *m,
                  const struct txn *t);
