/*
 * Every schedule: breadth-first over all states of a bound experiment, in
 * blocks: some threads make the successors of a block of states, then the same
 * threads store what is new, each shard of the store in order.  Shards and
 * blocks are of constant size, so numbers of states, counts and what is found
 * first are the same at any number of threads.
 *
 * States are exact; nothing rests on a hash value unless `compact` is asked
 * for.  Reductions (sim/explore/reduce.h) keep every hazard and every outcome.
 */
#pragma once

#include "sim/core/machine.h"

enum reduction { /* bits; none by default                                     */
                 REDUCE_AMPLE =
                     1 << 0, /* one order where another shows nothing else */
                 REDUCE_DEAD = 1 << 1, /* what nobody can tell apart any more */
                 REDUCE_ALL = (1 << 2) - 1
};

struct explore_options {
    uint64_t max_states; /* 0: 2^32 - 2                                       */
    uint64_t max_bytes;  /* of states, parents, tables; 0: no limit           */
    uint32_t max_depth;  /* transitions from the first state; 0: no limit     */
    uint32_t reduce;     /* bits of enum reduction                            */
    unsigned jobs;       /* threads; 0: one                                   */
    bool compact; /* remember hash values instead of states: may miss some    */
    const int *stop; /* set from outside, atomically: ends at the next block  */
};

/* Of which transition an observer hears. */
struct transition {
    uint32_t from; /* number of the state                                     */
    uint32_t rank; /* of the event, among the enabled ones there              */
};

#define RANK_NONE UINT32_MAX /* no transition: the state itself */

/* Who looks: one for each thread, so it needs no lock; what it keeps must not
 * depend on the order in which it sees states.  Its sink hears every
 * transaction of every transition. */
struct explore_eye {
    struct sink sink; /* first: hear() is given it; deaf = all: nothing    */
    struct transition at; /* set before each transition                       */
    uint32_t marks; /* bits to be set in the new state, one for each cell of
                       layout.mark; cleared before each transition            */
};

struct explore_progress {
    uint64_t states, transitions, frontier; /* frontier: not yet expanded     */
    uint64_t bytes;
    uint32_t depth;
};

struct explore_visitor {
    /* The eye of thread number I; NULL: nobody looks. */
    struct explore_eye *(*eye)(void *to, unsigned i);
    /* Called for each new state before it is expanded, by any thread. */
    void (*state)(struct explore_eye *eye, const struct bound *b, const cell *m,
                  uint32_t id, uint32_t nevent);
    /* Called after each block, by one thread; false stops. */
    bool (*block)(void *to, const struct explore_progress *p);
    void *to;
};

enum explore_end {
    EXPLORE_COMPLETE,
    EXPLORE_DECIDED, /* by check: what was asked has an answer already        */
    EXPLORE_STATES, /* a limit was hit                                        */
    EXPLORE_DEPTH,
    EXPLORE_BYTES,
    EXPLORE_STOPPED, /* by the visitor                                        */
    EXPLORE_INTERRUPTED,
    EXPLORE_IMPOSSIBLE, /* `why` says                                         */
};

struct explored; /* the states and how each was reached                       */

struct explore_result {
    uint64_t states, transitions, frontier;
    uint64_t bytes;
    uint32_t depth; /* levels that were expanded in full                      */
    uint8_t end;    /* enum explore_end                                       */
    const char *why;
    double lost; /* compact: at most this many states are expected missing    */
    struct explored *seen; /* NULL if impossible; free with explored_free()   */
};

struct explore_result explore(struct bound *b, const struct explore_options *o,
                              const struct explore_visitor *v);

/* The events that lead from the first state through transition AT, in ARENA.
 * With reductions each one is found again by search: they are real events of
 * the unreduced machine.  NULL if states were not kept (compact). */
struct event *explored_path(const struct explored *x, struct transition at,
                            struct arena *arena, uint32_t *n);
void explored_free(struct explored *x);
