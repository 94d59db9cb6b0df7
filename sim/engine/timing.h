/*
 * Time as an observer: what each transaction costs, by the platform's tables.
 *
 * Every agent has a clock, and a second one for what goes on behind it (store
 * buffer, write-combining buffers); what must wait takes the later of both.
 * The host as such has one too: its control steps cost what they do to caches.
 * Figures are cycle-approximate: they compare policies, not machines.
 */
#pragma once

#include "sim/core/machine.h"

struct timing {
    uint64_t *clock, *behind; /* [nagent + 1], the host as such last          */
    uint32_t nagent;          /* of the plan                                  */
};

/* Transactions that cost nothing. */
#define TIMELESS_KINDS                                                         \
    (1u << TX_STORE | 1u << TX_VICTIM | 1u << TX_INVALIDATE |                  \
     1u << TX_SPECULATE | 1u << TX_REFUSED | 1u << TX_CONDITION |              \
     1u << TX_OWNER | 1u << TX_SIGNAL)

void timing_init(struct timing *t, uint32_t nagent, struct arena *arena);
void timing_hear(struct timing *t, const struct bound *b, const struct txn *x);
uint64_t timing_of(const struct timing *t, uint32_t agent);
