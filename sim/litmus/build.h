/*
 * A litmus test as a plan: each location on a page of its own, all threads in
 * the host from the first moment, each on a CPU of its own.
 *
 * Registers are followed here: what a thread loads gets a register of the
 * plan if somebody wants it; what is a number needs none.
 */
#pragma once

#include "sim/core/plan.h"
#include "sim/litmus/litmus.h"

enum litmus_from_kind { FROM_NUMBER, FROM_REG, FROM_MEMORY };

struct litmus_from { /* where the value of a column is in the end             */
    uint8_t kind;    /* enum litmus_from_kind                                 */
    uint16_t id;     /* register or region of the plan                        */
    uint64_t number;
};

struct litmus_plan {
    struct plan plan;
    struct litmus_from *from; /* [ncolumn]                                    */
    uint32_t longest;         /* operations of a thread                       */
};

/* Everything in ARENA; NULL when something was wrong, which is in SINK. */
struct litmus_plan *litmus_build(const struct litmus *t, struct arena *arena,
                                 struct diag_sink *sink);
