/*
 * One case: what a replay of a bound experiment showed, as a suite_case.
 */
#pragma once

#include "sim/engine/replay.h"
#include "sim/engine/verdict.h"
#include "sim/report/suite.h"
#include "tools/scenario.h"

struct outcome_request {
    const struct scenario *scenario;
    const struct experiment *experiment;
    const struct point *point;
    uint32_t stack; /* number among the scenario's                      */
    uint64_t stack_digest;
    uint64_t seed;
    bool details;       /* rules and a digest, too                            */
    bool brief;         /* of words only what a finding is made of            */
    struct arena *work; /* reset by the caller                              */
    struct arena *keep; /* where the texts of the result live               */
};

/* Runs the case; false with *WHY set when it cannot be bound. */
bool outcome_of_case(const struct outcome_request *q, struct suite_case *out,
                     const char **why);

/* A number for the rules of a stack; not from several threads. */
uint64_t outcome_stack_digest(struct policy_set *set,
                              const struct policy_stack *stack);
