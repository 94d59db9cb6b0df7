/*
 * Replay: one deterministic, timed schedule of a bound experiment.
 *
 * File order for the top level, round robin for threads; after each step the
 * store buffer drains and pending line operations complete; write-combining
 * buffers drain only when something waits for them or the scenario says so;
 * caches evict on capacity (set-associative, LRU) or when the scenario says
 * so.  With a seed, spontaneous events are drawn from a generator as well.
 * A plan whose events are a whole schedule (plan.h) is taken at its word first:
 * only what is left then goes by these rules.  Adversaries do nothing unless
 * such a schedule says what.
 * Every replay is one of the schedules that exploring would find.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/core/judge.h"

struct replay_arrival { /* an access that reached a device                    */
    uint16_t region;
    uint16_t size;
    uint32_t offset; /* within the region                                     */
    uint32_t step;
};

struct replay_refusal {
    uint16_t error; /* errno; 0: the guest took a fault                       */
    uint32_t step;
    const struct denial *denial; /* by the memory type, or NULL               */
};

/* What was observed. */
struct replay_result {
    struct hazard *hazard; /* equal ones merged, in order of appearance       */
    struct replay_arrival *arrival;
    struct replay_refusal *refusal;
    uint32_t nhazard, narrival, nrefusal;
    uint32_t condition;        /* one bit per enum condition that was noted  */
    uint32_t counted[COUNTED]; /* enum counted                               */
    uint64_t reads, writes;
    uint64_t cycles;        /* of the slowest agent                       */
    uint64_t *agent_cycles; /* [nagent + 1], the host as such last        */
    const cell *end;        /* the last state                             */
    uint32_t stuck_step;    /* a step that can never run, or UINT32_MAX   */
    bool *idle; /* [plan->nevent] events of the scenario's schedule where
                   there was nothing to happen; NULL: none, or a whole
                   schedule                                                */
    uint32_t wrong_event; /* of a whole schedule: cannot happen at its
                             turn; or UINT32_MAX                        */
};

struct replay_options {
    uint64_t seed;   /* 0: nothing spontaneous but what the scenario says  */
    bool conditions; /* note conditions at every access                    */
    bool no_judge, no_timing;
    struct sink *also; /* hears every transaction, may be NULL               */
    /* Called after each step of the plan has settled, in a whole schedule when
     * it has issued; may be NULL. */
    void (*settled)(void *to, uint32_t step, const cell *m);
    /* Called after an event of the scenario's schedule; may be NULL. */
    void (*happened)(void *to, uint32_t event, const cell *m);
    void *to;
};

/* Runs B once.  The result lives in ARENA. */
struct replay_result replay(const struct bound *b, struct arena *arena,
                            const struct replay_options *o);

/* The value of result register REG at the end; false if never written. */
bool replay_register(const struct bound *b, const struct replay_result *r,
                     uint16_t reg, uint64_t *value);
