/*
 * Programs made of the operations of a setting.
 *
 * A setting is a plan: its top level is how everything begins, the steps of its
 * threads and the events of its schedule are operations to choose from.  A
 * program is some of them in order, each as often as one likes, as a plan of
 * one thread: what comes later comes after.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/plan.h"

/* Of steps: a program's, what there is to choose from, and those before it;
 * keys of states have a bit for each step of the last (state_key.c). */
enum { PROGRAM_MAX = 12, ALPHABET_MAX = 255, BEGINNING_MAX = 45 };

struct alphabet {
    const struct plan *plan;
    const uint32_t *step; /* [nstep] of the threads, in the plan's order      */
    uint32_t nstep;
    uint32_t n;    /* with the events behind them                             */
    uint32_t ntop; /* steps of the top level                                  */
};

/* The operations of PLAN; NULL, or what is wrong with it as a setting, a
 * sentence. */
const char *alphabet_of(const struct plan *plan, struct arena *arena,
                        struct alphabet *out);

/* What one operation of a program became. */
struct program_op {
    const struct plan_step *step;   /* NULL: an event                         */
    const struct plan_event *event; /* of the plan that was made              */
};

/* Operations FROM to TO of a program run beside each other, as far as they are
 * different agents' own: in a thread for each.  TO 0: all come in order. */
struct program_block {
    uint32_t from, to;
};

/* The plan of a program; what its operations became in OUT, of N, may be NULL.
 * A step with a result gets a register, a store that comes again a value of its
 * own, so that who reads it knows which it was. */
const struct plan *program_plan(const struct alphabet *a, const uint8_t *op,
                                uint32_t n, struct arena *arena,
                                struct program_op *out);

/* The same with a block, in which an agent's operations stand together and
 * which has no events. */
const struct plan *program_plan_beside(const struct alphabet *a,
                                       const uint8_t *op, uint32_t n,
                                       struct program_block block,
                                       struct arena *arena,
                                       struct program_op *out);

/* Whose operation it is; PLAN_NONE of an event. */
static inline uint16_t
program_agent(const struct alphabet *a, uint32_t op)
{
    return op < a->nstep ? a->plan->step[a->step[op]].agent : PLAN_NONE;
}

/* A plan that has all programs of up to LENGTH operations in it: the top level,
 * then every step as often as that, to be taken in an order of the caller's
 * (bind_request.any_order).  Events have the alphabet's numbers. */
const struct plan *program_steps(const struct alphabet *a, uint32_t length,
                                 struct arena *arena);

/* The step there that is operation OP as the one at position AT. */
static inline uint32_t
program_step(const struct alphabet *a, uint32_t at, uint32_t op)
{
    return a->ntop + at * a->nstep + op;
}
