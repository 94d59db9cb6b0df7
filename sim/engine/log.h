/*
 * What happened in a replay, step by step: every transaction, what the judge
 * said about it, and what each step changed in memory, caches and buffers.
 *
 * Numbers only; turning them into words is somebody else's business.  Give
 * log_sink() as replay_options.also, log_settled and log_happened as the
 * callbacks, the log as their argument.
 */
#pragma once

#include <glib.h>

#include "sim/engine/replay.h"

struct log_txn {
    struct txn txn;
    uint32_t config;          /* of the control plane when it happened        */
    uint32_t hazard, nhazard; /* what is wrong with it                        */
};

struct log_hazard {
    struct hazard hazard;
    uint64_t got, wanted; /* the values                                       */
};

/* A granule of a line somewhere, after a step that changed it. */
struct log_change {
    uint32_t line, gran;
    uint32_t version; /* global                                               */
    uint8_t holder;   /* enum holder_kind                                     */
    uint8_t agent;
    bool dirty, gone;
};

struct log_step {
    uint32_t step;    /* of the plan, or of its events                        */
    bool spontaneous; /* an event                                             */
    uint32_t txn, ntxn, change, nchange;
};

struct log {
    struct sink sink; /* first: it is handed out as one                       */
    const struct bound *b;
    cell *before; /* the state after the step before                      */
    GArray *txn, *hazard, *change, *step; /* of the structs above             */
    uint32_t first_txn, first_change;     /* of the step under way            */
};

void log_init(struct log *log, const struct bound *b);
void log_clear(struct log *log);

void log_settled(void *log, uint32_t step, const cell *m);
void log_happened(void *log, uint32_t event, const cell *m);

static inline const struct log_txn *
log_txn(const struct log *log, uint32_t i)
{
    return &g_array_index(log->txn, struct log_txn, i);
}

static inline const struct log_step *
log_step(const struct log *log, uint32_t i)
{
    return &g_array_index(log->step, struct log_step, i);
}

static inline const struct log_hazard *
log_hazard(const struct log *log, uint32_t i)
{
    return &g_array_index(log->hazard, struct log_hazard, i);
}

static inline const struct log_change *
log_change(const struct log *log, uint32_t i)
{
    return &g_array_index(log->change, struct log_change, i);
}
