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

enum claim_mode {
    CLAIM_EXPECT,
    CLAIM_ALWAYS,   /* every execution that ends                              */
    CLAIM_POSSIBLE, /* some schedule                                          */
    CLAIM_NEVER,    /* no schedule                                            */
};

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
    CLAIM_FINAL,     /* `final`: registers and memory at the end together     */
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

/* One comparison of a last state.  A conjunction is a row of terms; a new one
 * begins where `or_` is set: (a & b) | c. */
struct claim_term {
    bool or_;        /* begins another conjunction                           */
    bool memory;     /* else a register                                      */
    uint8_t compare; /* enum compare                                         */
    uint16_t id;     /* register, or region                                  */
    uint64_t offset; /* memory: of the word within the region, bytes         */
    uint64_t number;
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
    const struct claim_term *term; /* CLAIM_FINAL                             */
    uint32_t nunder, nhazard, narrival, nterm;
    uint32_t line;
};

/* What must not happen in any schedule, by name (R24). */
enum property {
    PROPERTY_HOST_SAFE,      /* no security hazard to the host or another guest
                                than the one that causes it                   */
    PROPERTY_ISOLATED,       /* none to another guest                         */
    PROPERTY_GUEST_COHERENT, /* no manifest hazard to a guest                 */
    PROPERTY_UNALIASED,      /* no access to memory with two effective types  */
    PROPERTY_SAME_OUTCOMES,  /* every stack named gives the same last states
                                and hazards                                   */
    PROPERTY_OWN,            /* the scenario's own: theorem.mode, .hazard     */
    PROPERTIES
};

extern const char *const property_names[PROPERTIES]; /* the own one: NULL     */

struct theorem {
    const char *name, *text;
    bool broken;      /* "not": some schedule breaks the property             */
    uint8_t property; /* enum property                                        */
    const struct claim *own; /* PROPERTY_OWN: what it says                    */
    const char *const *under; /* stacks, policies, tags                       */
    uint32_t nunder, line;
};

/* A compared with B. */
bool claim_compares(uint8_t how, uint64_t a, uint64_t b);

struct hazard;

/* Whether the hazard is one the claim names. */
bool claim_matches(const struct claim_hazard *c, const struct hazard *h);

/* Whether a hazard breaks the property; P has the principals. */
bool property_broken(uint8_t property, const struct plan *p,
                     const struct hazard *h);
