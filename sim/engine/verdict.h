/*
 * Verdicts: what the scenario claims against what a replay showed.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/claim.h"
#include "sim/engine/replay.h"

enum verdict {
    VERDICT_NOTHING, /* no claim speaks about this policy and point        */
    VERDICT_AS_EXPECTED,
    VERDICT_UNEXPECTED,
};

struct claim_result {
    const struct claim *claim;
    bool judged; /* false: speaks about every schedule, not about a replay    */
    bool holds;
    const char *why; /* when it does not hold: what was seen instead          */
};

struct verdict_result {
    enum verdict verdict;
    struct claim_result *claim;
    uint32_t nclaim, nfailed, nunjudged;
};

/* Judges those of N claims that UNDER says are about this stack.  The result
 * lives in ARENA. */
struct verdict_result
verdict_of(const struct bound *b, const struct replay_result *r,
           const struct claim *claim, uint32_t n,
           bool (*under)(const void *data, const struct claim *c),
           const void *data, struct arena *arena);

/* A hazard in one line of text, as claims are written:
 * "stale-read victim guest cause dirty-line-not-snooped". */
char *hazard_phrase(const struct bound *b, const struct hazard *h,
                    struct arena *arena);

/* "dirty in cpu0's cache", "in memory": where a version is. */
char *place_phrase(const struct bound *b, struct location p,
                   struct arena *arena);
