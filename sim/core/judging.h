/* What judge.c and judge_device.c share.  Internal to the core. */
#pragma once

#include "sim/core/judge.h"

/* A hazard at the granule of a transaction, parties still to be set. */
struct hazard base_hazard(const struct bound *b, const struct txn *t,
                          uint32_t gran, uint8_t kind);

/* R23: victim, culprit, severity. */
void set_parties(const struct bound *b, struct hazard *h, uint64_t victims,
                 uint16_t culprit);

/* Of what waits in a window: the CPU's order, or the device's wish (R36). */
static inline uint8_t
cause_under_way(const struct bound *b, uint32_t agent)
{
    return b->agent_cpu[agent] == 0xff ? CAUSE_RELAXED_ORDERING
                                       : CAUSE_STORE_BUFFER_PENDING;
}

uint32_t judge_read(const struct bound *b, const cell *m, const struct txn *t,
                    struct hazard *out);

/* Judges of what is not about stale, leaked or lost data. */
uint32_t judge_flushed(const struct bound *b, const cell *m,
                       const struct txn *t, struct hazard *out);
uint32_t judge_fill(const struct bound *b, const cell *m, const struct txn *t,
                    struct hazard *out);
uint32_t judge_interference(const struct bound *b, const cell *m,
                            const struct txn *t, struct hazard *out);
uint32_t judge_device(const struct bound *b, const cell *m, const struct txn *t,
                      struct hazard *out);
uint32_t judge_uncontained(const struct bound *b, const cell *m,
                           const struct txn *t, struct hazard *out);
uint32_t judge_forwarded(const struct bound *b, const cell *m,
                         const struct txn *t, struct hazard *out);
uint32_t judge_alias(const struct bound *b, const cell *m, const struct txn *t,
                     struct hazard *out);
