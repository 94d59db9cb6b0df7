/*
 * Why a case comes out otherwise under another policy: which table of rules
 * makes the difference, found by giving each stack that table of the other's,
 * and the rules of it that were used.
 */
#pragma once

#include "sim/report/diff.h"
#include "tools/diff_side.h"

struct diff_cause_request {
    const struct diff_side *side; /* both                                     */
    uint32_t scenario;            /* of their lists                           */
    uint64_t point;
    const struct suite_case *a, *b; /* what came out                          */
    bool cost;                      /* what differs is the cost               */
    bool explored; /* what differs is what some schedule shows                */
};

/* Arenas and faults of a run of requests. */
struct diff_finder;
struct diff_finder *diff_finder_new(void);
void diff_finder_free(struct diff_finder *f);

struct diff_cause diff_cause_of(struct diff_finder *f,
                                const struct diff_cause_request *q);
