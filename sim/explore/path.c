/* From the first state to a transition. */

#include <glib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/explore/search.h"

static const uint64_t *
state_of(const struct explored *x, uint32_t id)
{
    struct spot at = numbers_find(&x->numbers, id);

    return store_state(&x->store, at.shard, at.index);
}

static struct transition
parent_of(const struct explored *x, uint32_t id)
{
    struct spot at = numbers_find(&x->numbers, id);

    return (struct transition){store_from(&x->store, at.shard, at.index),
                               store_rank(&x->store, at.shard, at.index)};
}

/* The transitions up to and with AT, in an array that is to be freed. */
static struct transition *
chain_to(const struct explored *x, struct transition at, uint32_t *n)
{
    struct transition *chain, t;

    *n = 0;
    if (at.rank == RANK_NONE) {
        if (!at.from)
            return NULL;
        at = parent_of(x, at.from);
    }
    t = at;
    for (*n = 1; t.from; ++*n)
        t = parent_of(x, t.from);
    chain = g_new(struct transition, *n);
    t = at;
    for (uint32_t i = *n; i-- > 0;) {
        chain[i] = t;
        if (t.from)
            t = parent_of(x, t.from);
    }
    return chain;
}

/* A walk along stored states: where the unreduced machine is beside them. */
struct walk {
    const struct explored *x;
    cell *stored; /* the stored state                                         */
    cell *m;      /* the machine's, which settles to it                       */
    cell *next, *settled;
    struct event *event;
    uint64_t *there, *packed; /* where the stored path goes; a try            */
};

static struct walk
walk_new(const struct explored *x)
{
    const struct bound *b = x->b;

    return (struct walk){
        .x = x,
        .stored = g_new(cell, b->at.ncell),
        .m = g_new(cell, b->at.ncell),
        .next = g_new(cell, b->at.ncell),
        .settled = g_new(cell, b->at.ncell),
        .event = g_new(struct event, b->max_events),
        .there = g_new(uint64_t, b->nwords),
        .packed = g_new(uint64_t, b->nwords),
    };
}

static void
walk_free(struct walk *k)
{
    g_free(k->stored);
    g_free(k->m);
    g_free(k->next);
    g_free(k->settled);
    g_free(k->event);
    g_free(k->there);
    g_free(k->packed);
}

/* The event of a transition, in the stored state it starts from. */
static struct event
stored_event(struct walk *k, struct transition t)
{
    const struct bound *b = k->x->b;

    spread(b, state_of(k->x, t.from), k->stored);
    machine_enabled(b, k->stored, k->event);
    return k->event[t.rank];
}

/* Takes E from M into k->next, and packs what that settles to.  No eye looks
 * now, so marks stay as they are in M. */
static void
try_event(struct walk *k, const cell *m, struct event e, uint64_t *packed)
{
    const struct bound *b = k->x->b;
    size_t bytes = b->at.ncell * sizeof *m;

    memcpy(k->next, m, bytes);
    machine_step(b, k->next, e, NULL);
    memcpy(k->settled, k->next, bytes);
    reducer_settle(k->x->reducer, k->settled);
    squeeze(b, k->settled, packed);
}

/* Takes an event of the machine that leads to where k->there is, of KIND if
 * there is one (EV_NONE: of any). */
static bool
follow(struct walk *k, uint8_t kind, struct event *taken)
{
    const struct bound *b = k->x->b;
    uint32_t n = machine_enabled(b, k->m, k->event);

    for (uint32_t i = 0; i < n; i++) {
        if (kind != EV_NONE && k->event[i].kind != kind)
            continue;
        try_event(k, k->m, k->event[i], k->packed);
        if (memcmp(k->packed, k->there, b->nwords * sizeof *k->packed) != 0)
            continue;
        memcpy(k->m, k->next, b->at.ncell * sizeof *k->m);
        *taken = k->event[i];
        return true;
    }
    return false;
}

/* The event of the unreduced machine for one transition of stored states. */
static bool
step_along(struct walk *k, struct transition t, struct event *taken)
{
    const struct bound *b = k->x->b;
    struct event e = stored_event(k, t);

    memcpy(k->m + b->at.mark, k->stored + b->at.mark, b->nmark * sizeof *k->m);
    try_event(k, k->stored, e, k->there);
    return follow(k, e.kind, taken) || follow(k, EV_NONE, taken);
}

struct event *
explored_path(const struct explored *x, struct transition at,
              struct arena *arena, uint32_t *n)
{
    bool settled = x->reducer && x->reduce & REDUCE_DEAD;
    struct transition *chain;
    struct event *path;
    struct walk k;
    bool found = true;

    *n = 0;
    if (x->store.compact)
        return NULL;
    chain = chain_to(x, at, n);
    path = arena_new_array(arena, struct event, *n + 1u);
    k = walk_new(x);
    machine_start(x->b, k.m);
    for (uint32_t i = 0; i < *n && found; i++) {
        if (settled)
            found = step_along(&k, chain[i], &path[i]);
        else
            path[i] = stored_event(&k, chain[i]);
    }
    walk_free(&k);
    g_free(chain);
    return found ? path : NULL;
}
