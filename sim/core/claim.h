/*
 * What a scenario expects, resolved: one claim per `under` line.
 *
 * `expect` speaks about the replay and states the complete set of hazards;
 * `always`, `possible` and `never` speak about every schedule and are judged
 * by exploring.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/core/plan.h"

enum claim_mode { CLAIM_EXPECT, CLAIM_ALWAYS, CLAIM_POSSIBLE, CLAIM_NEVER };

enum claim_what {
    CLAIM_HAZARDS,   /* the set `hazard`; empty: none (expect), any (never)   */
    CLAIM_REGISTER,  /* register `id` compared with `number`                  */
    CLAIM_TYPE,      /* effective type of map `id` for context `ctx`          */
    CLAIM_COUNT,     /* counted event `id`                                    */
    CLAIM_ARRIVED,   /* accesses that arrived at region `id`, in order        */
    CLAIM_REFUSED,   /* errno `number` at some step                           */
    CLAIM_CONDITION, /* condition `id` was noted                              */
    CLAIM_STATE,     /* control word at address `number2` against `number`    */
    CLAIM_CYCLES,    /* of the whole replay                                   */
};

enum compare { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE };

struct claim_hazard { /* 0 or PLAN_NONE = not said, matches any               */
    uint8_t kind, cause;
    uint8_t severity_plus1;
    uint16_t victim;
};

struct claim_arrival {
    uint16_t size;
    uint32_t offset;
};

struct claim {
    uint8_t mode, what, compare;
    uint16_t id, ctx;
    uint64_t number, number2;
    const char *text; /* the claim as written, from `under`                   */
    const char *type; /* CLAIM_TYPE: the name expected                        */
    const char *const *under; /* stacks, policies or tags; none = every one   */
    const struct claim_hazard *hazard;
    const struct claim_arrival *arrival;
    uint32_t nunder, nhazard, narrival;
    uint32_t line;
};
