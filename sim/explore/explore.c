/* Breadth-first search. */

#include "sim/explore/explore.h"

#include <glib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/core/control.h"
#include "sim/explore/reduce.h"
#include "sim/explore/states.h"

enum { BATCH = 256 }; /* successors under way before the first is looked up   */

struct parent {
    uint32_t from;
    uint16_t rank;
};

struct explored {
    struct bound *b;
    struct reducer *reducer;
    struct states s;
    GArray *parent; /* of struct parent, of state i + 1                       */
};

struct work {
    cell *m, *next;
    struct event *event;
    uint64_t *packed, *hash; /* [BATCH + max_events]                          */
    struct parent *parent;
    uint32_t npending;
};

/* Stores what is pending, in order.  The table and the states are far larger
 * than any cache: all are on their way before the first is looked at. */
static void
flush(struct explored *x, struct work *k)
{
    struct states *s = &x->s;

    for (uint32_t i = 0; i < k->npending; i++)
        states_fetch_state(s, k->hash[i]);
    for (uint32_t i = 0; i < k->npending; i++) {
        uint64_t before = s->nstate;

        states_add(s, k->packed + (size_t) i * s->nwords, k->hash[i]);
        if (s->nstate > before)
            g_array_append_val(x->parent, k->parent[i]);
    }
    k->npending = 0;
}

/* The one event that is enough, or all of them: [*from, n). */
static uint32_t
choose(const struct explored *x, const struct work *k, uint32_t n,
       uint32_t *from)
{
    *from = 0;
    for (uint32_t i = 0; x->reducer && i < n; i++)
        if (reducer_enough(x->reducer, k->m, k->event[i])) {
            *from = i;
            return i + 1;
        }
    return n;
}

/* Takes each of the events of the state in k->m, N in all. */
static uint32_t
expand(struct explored *x, struct work *k, uint32_t id, uint32_t n,
       struct explore_eye *eye)
{
    const struct bound *b = x->b;
    struct states *s = &x->s;
    uint32_t from;

    n = choose(x, k, n, &from);
    for (uint32_t i = from; i < n; i++) {
        uint64_t *w = k->packed + (size_t) k->npending * s->nwords;
        uint64_t *hash = &k->hash[k->npending];

        k->parent[k->npending++] = (struct parent){id, (uint16_t) i};
        memcpy(k->next, k->m, b->at.ncell * sizeof *k->m);
        if (eye) {
            eye->at = (struct transition){id, i};
            eye->marks = 0;
        }
        machine_step(b, k->next, k->event[i], eye ? &eye->sink : NULL);
        for (uint32_t j = 0; j < b->nmark; j++)
            k->next[b->at.mark + j] |= eye->marks >> j & 1;
        reducer_settle(x->reducer, k->next);
        squeeze(b, k->next, w);
        *hash = states_hash(s, w);
        states_fetch_slot(s, *hash);
    }
    if (k->npending >= BATCH)
        flush(x, k);
    return n - from;
}

static struct work
work_new(const struct bound *b)
{
    size_t n = BATCH + b->max_events;

    return (struct work){.m = g_new(cell, b->at.ncell),
                         .next = g_new(cell, b->at.ncell),
                         .event = g_new(struct event, b->max_events),
                         .packed = g_new(uint64_t, n * b->nwords),
                         .hash = g_new(uint64_t, n),
                         .parent = g_new(struct parent, n)};
}

static void
work_free(struct work *k)
{
    g_free(k->m);
    g_free(k->next);
    g_free(k->event);
    g_free(k->packed);
    g_free(k->hash);
    g_free(k->parent);
}

struct explore_result
explore(struct bound *b, const struct explore_options *o,
        const struct explore_visitor *v)
{
    struct explore_result r = {.end = EXPLORE_COMPLETE};
    uint64_t limit = o->max_states ? o->max_states : UINT32_MAX - 2;
    struct explore_eye *eye = v->eye ? v->eye(v->to, 0) : NULL;
    struct explored *x;
    struct work k;

    if (!squeeze_prepare(b)) {
        r.end = EXPLORE_IMPOSSIBLE;
        r.why = CONFIGS_TOO_MANY;
        return r;
    }
    x = r.seen = g_new0(struct explored, 1);
    x->b = b;
    x->reducer = reducer_new(b, o->reduce);
    x->parent = g_array_new(FALSE, FALSE, sizeof(struct parent));
    states_init(&x->s, b->nwords);
    k = work_new(b);
    machine_start(b, k.m);
    reducer_settle(x->reducer, k.m);
    squeeze(b, k.m, k.packed);
    states_add(&x->s, k.packed, states_hash(&x->s, k.packed));
    for (uint64_t i = 0; i < x->s.nstate && r.end == EXPLORE_COMPLETE;) {
        uint32_t n;

        spread(b, x->s.state + i * x->s.nwords, k.m);
        n = machine_enabled(b, k.m, k.event);
        if (v->state)
            v->state(eye, b, k.m, (uint32_t) i, n);
        r.transitions += expand(x, &k, (uint32_t) i, n, eye);
        if (++i == x->s.nstate)
            flush(x, &k);
        if (x->s.nstate > limit)
            r.end = EXPLORE_STATES;
    }
    r.states = x->s.nstate;
    r.bytes = states_bytes(&x->s);
    work_free(&k);
    return r;
}

struct event *
explored_path(const struct explored *x, struct transition at,
              struct arena *arena, uint32_t *n)
{
    const struct bound *b = x->b;
    struct event *path, *all = g_new(struct event, b->max_events);
    cell *m = g_new(cell, b->at.ncell);
    struct transition t = at;

    for (*n = 1; t.from; ++*n) {
        struct parent p = g_array_index(x->parent, struct parent, t.from - 1);

        t = (struct transition){p.from, p.rank};
    }
    path = arena_new_array(arena, struct event, *n);
    t = at;
    for (uint32_t i = *n; i-- > 0;) {
        spread(b, x->s.state + (uint64_t) t.from * x->s.nwords, m);
        machine_enabled(b, m, all);
        path[i] = all[t.rank];
        if (t.from) {
            struct parent p =
                g_array_index(x->parent, struct parent, t.from - 1);

            t = (struct transition){p.from, p.rank};
        }
    }
    g_free(all);
    g_free(m);
    return path;
}

void
explored_free(struct explored *x)
{
    if (!x)
        return;
    reducer_free(x->reducer);
    states_clear(&x->s);
    g_array_free(x->parent, TRUE);
    g_free(x);
}
