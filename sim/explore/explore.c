/* Plain breadth-first search. */

#include "sim/explore/explore.h"

#include <glib.h>
#include <string.h>

#include "sim/core/control.h"
#include "sim/explore/states.h"

enum { BATCH = 256 }; /* successors under way before the first is looked up   */

struct work {
    cell *m, *next;
    struct event *event;
    uint64_t *packed, *hash; /* [BATCH + max_events]                          */
    uint32_t npending;
};

/* Stores what is pending, in order.  The table and the states are far larger
 * than any cache: all are on their way before the first is looked at. */
static void
flush(struct states *s, struct work *k)
{
    for (uint32_t i = 0; i < k->npending; i++)
        states_fetch_state(s, k->hash[i]);
    for (uint32_t i = 0; i < k->npending; i++)
        states_add(s, k->packed + (size_t) i * s->nwords, k->hash[i]);
    k->npending = 0;
}

/* Takes each of the N events of the state in k->m. */
static void
expand(const struct bound *b, struct states *s, struct work *k, uint32_t n,
       struct sink *sink)
{
    for (uint32_t i = 0; i < n; i++) {
        uint64_t *w = k->packed + (size_t) k->npending * s->nwords;
        uint64_t *hash = &k->hash[k->npending++];

        memcpy(k->next, k->m, b->at.ncell * sizeof *k->m);
        machine_step(b, k->next, k->event[i], sink);
        squeeze(b, k->next, w);
        *hash = states_hash(s, w);
        states_fetch_slot(s, *hash);
    }
    if (k->npending >= BATCH)
        flush(s, k);
}

static struct work
work_new(const struct bound *b)
{
    size_t n = BATCH + b->max_events;

    return (struct work){g_new(cell, b->at.ncell),
                         g_new(cell, b->at.ncell),
                         g_new(struct event, b->max_events),
                         g_new(uint64_t, n * b->nwords),
                         g_new(uint64_t, n),
                         0};
}

static void
work_free(struct work *k)
{
    g_free(k->m);
    g_free(k->next);
    g_free(k->event);
    g_free(k->packed);
    g_free(k->hash);
}

struct explore_result
explore(struct bound *b, uint64_t max_states, const struct explore_visitor *v)
{
    struct states s;
    struct explore_result r = {.complete = true};
    struct work k;

    if (!squeeze_prepare(b))
        return (struct explore_result){.why = CONFIGS_TOO_MANY};
    states_init(&s, b->nwords);
    k = work_new(b);
    machine_start(b, k.m);
    squeeze(b, k.m, k.packed);
    states_add(&s, k.packed, states_hash(&s, k.packed));
    for (uint64_t i = 0; i < s.nstate && r.complete;) {
        uint32_t n;

        spread(b, s.state + i * s.nwords, k.m);
        n = machine_enabled(b, k.m, k.event);
        r.transitions += n;
        r.complete = v->state(v->to, b, k.m, (uint32_t) i, n);
        if (r.complete)
            expand(b, &s, &k, n, v->sink);
        if (++i == s.nstate)
            flush(&s, &k);
        r.complete &= s.nstate <= max_states;
    }
    r.states = s.nstate;
    r.bytes = states_bytes(&s);
    states_clear(&s);
    work_free(&k);
    return r;
}
