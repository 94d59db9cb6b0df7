/*
 * Checking: what every schedule of a plan shows, and what that means for
 * claims and properties.
 *
 * Binds and explores, collects each kind of
 * hazard with its shortest witness, and the last states; then judges.  Knows
 * no file and prints nothing.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/claim.h"
#include "sim/core/control_digest.h"
#include "sim/core/machine.h"
#include "sim/explore/explore.h"
#include "sim/explore/outcomes.h"

struct check_word {
    uint16_t region;
    uint64_t offset; /* into the region, bytes                                */
};

struct check_request {
    const struct plan *plan;
    const struct platform *platform;
    const struct policy_stack *policy;
    enum semantic without; /* for mutation tests: a rule that is off          */
    /* Claims that speak about this stack; those of mode expect are skipped. */
    const struct claim *const *claim;
    uint32_t nclaim;
    uint32_t property; /* bits 1 << enum property                      */
    /* Words of memory that outcomes show, besides those that claims name. */
    const struct check_word *word;
    uint32_t nword;
    struct explore_options explore;
    /* Called now and then by the calling thread; false stops. May be NULL. */
    bool (*progress)(void *to, const struct explore_progress *p);
    void *to;
    /* Of what was explored before, of this plan on this platform: what has one
     * of these digests is not explored once more. */
    const struct control_digest *known;
    uint32_t nknown;
    bool until_decided; /* stop when more states can change no answer: then
                           hazards, outcomes and counts are not all there are */
    bool no_witness;    /* do not look for schedules                          */
    bool no_background; /* no idle host CPU (R16)                             */
    struct arena *arena; /* of the result                                     */
};

enum check_says { CHECK_HOLDS, CHECK_FAILS, CHECK_UNDECIDED };

struct witness {
    const struct event *event; /* of `bound`, from the first state            */
    uint32_t nevent;
    bool shortest; /* no shorter schedule shows it                            */
};

/* A kind of hazard some schedule shows: kind, cause, victim, severity. */
struct check_hazard {
    struct hazard hazard; /* as its witness shows it                          */
    uint64_t got, wanted; /* values                                           */
    uint64_t count;       /* transitions that show it                         */
    bool always; /* known to show in every execution that ends               */
    uint32_t choices; /* 1 << enum open_choice: platform keys that the witness
                         turns on (R9) */
    struct witness witness;
    struct transition at; /* the first that shows it                          */
};

struct check_claim {
    const struct claim *claim;
    uint8_t says;     /* enum check_says                                    */
    uint32_t hazard;  /* that decided it, or PLAN_NONE                      */
    uint32_t outcome; /* likewise                                           */
    const char *why;  /* where neither of the two says it, or NULL          */
};

struct check_property {
    uint8_t property, says;
    uint32_t hazard; /* that breaks it, or PLAN_NONE                          */
};

/* A condition some schedule came under (R18). */
struct check_condition {
    uint8_t condition; /* enum condition                                      */
    uint64_t count;    /* transitions                                         */
    struct witness witness;
};

struct check_result {
    const char *why; /* nothing could be explored                             */
    const struct bound *bound; /* what was explored, the idle CPU included    */
    struct explore_result explored;
    const struct check_hazard *hazard;
    const struct check_claim *claim;
    const struct check_property *property;
    const struct check_condition *condition;
    const struct observed *observed; /* columns of `outcome`      */
    const struct outcome *outcome;
    uint32_t nhazard, nclaim, nproperty, ncondition, noutcome;
    struct control_digest digest; /* if it could be bound                     */
    uint32_t known;      /* number of the digest + 1: nothing was explored    */
    uint8_t end;         /* enum explore_end                                  */
    uint32_t conditions; /* bits of enum condition seen                       */
    bool compact;    /* states may be missing: nothing rests on absence       */
    bool background; /* an idle host CPU was there                         */
    const char *stronger; /* shapes the machine is stronger about (R31), or
                             NULL                                             */
};

struct check_result check(const struct check_request *q);
void check_done(struct check_result *r); /* bounds and states                 */

/* A schedule that ends in an outcome of the result, in ARENA; no events if
 * states were not kept. */
struct witness check_outcome_path(const struct check_result *r,
                                  uint32_t outcome, struct arena *arena);

/* A schedule that shows hazard number HAZARD, likewise; not the shortest. */
struct witness check_hazard_path(const struct check_result *r, uint32_t hazard,
                                 struct arena *arena);

/* Whether two stacks show the same: last states by value, hazards by kind and
 * victim. */
struct check_difference {
    uint8_t says;     /* enum check_says                                      */
    bool second;      /* what only one of them shows, the second shows        */
    uint32_t hazard;  /* it is this hazard, or PLAN_NONE                      */
    uint32_t outcome; /* or this outcome                                      */
};

struct check_difference check_same_outcomes(const struct check_result *a,
                                            const struct check_result *b);
