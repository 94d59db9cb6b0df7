/* Plain breadth-first search: states packed into one array that is both queue
 * and store, found again through a table of {tag, index}. */

#include "sim/explore/explore.h"

#include <glib.h>
#include <string.h>
#include <xxhash.h>

struct slot {
    uint32_t tag, index; /* index + 1; 0: empty                               */
};

struct search {
    struct bound *b;
    uint64_t *state; /* [nstate][nwords]                                      */
    struct slot *table;
    uint64_t mask;
    uint64_t nstate, cap;
    uint32_t nwords;
};

struct work { /* one state and its successors                                 */
    cell *m, *next;
    struct event *event;
    uint64_t *packed, *hash;
    uint32_t nevent;
};

static void
grow_table(struct search *s)
{
    struct slot *old = s->table;
    uint64_t n = s->mask + 1;

    s->mask = 2 * n - 1;
    s->table = g_new0(struct slot, s->mask + 1);
    for (uint64_t i = 0; i < n; i++) {
        const uint64_t *w;
        uint64_t at;

        if (!old[i].index)
            continue;
        w = s->state + (uint64_t) (old[i].index - 1) * s->nwords;
        at = XXH3_64bits(w, s->nwords * sizeof *w) & s->mask;
        while (s->table[at].index)
            at = (at + 1) & s->mask;
        s->table[at] = old[i];
    }
    g_free(old);
}

/* Stores the packed state W if it is new. */
static void
insert(struct search *s, const uint64_t *w, uint64_t hash)
{
    size_t bytes = s->nwords * sizeof *w;
    uint64_t at = hash & s->mask;
    uint32_t tag = (uint32_t) (hash >> 32);

    for (; s->table[at].index; at = (at + 1) & s->mask)
        if (s->table[at].tag == tag &&
            !memcmp(s->state + (uint64_t) (s->table[at].index - 1) * s->nwords,
                    w, bytes))
            return;
    if (s->nstate == s->cap) {
        s->cap += s->cap / 2 + 1024;
        s->state = g_realloc_n(s->state, s->cap, bytes);
    }
    memcpy(s->state + s->nstate++ * s->nwords, w, bytes);
    s->table[at] = (struct slot){tag, (uint32_t) s->nstate};
    if (s->nstate * 3 > s->mask * 2)
        grow_table(s);
}

/* Takes every event of state I.  The table is far larger than any cache: all
 * successors are on their way before the first is looked up. */
static void
expand(struct search *s, struct work *k, struct sink *sink)
{
    for (uint32_t i = 0; i < k->nevent; i++) {
        uint64_t *w = k->packed + (size_t) i * s->nwords;

        memcpy(k->next, k->m, s->b->at.ncell * sizeof *k->m);
        machine_step(s->b, k->next, k->event[i], sink);
        squeeze(s->b, k->next, w);
        k->hash[i] = XXH3_64bits(w, s->nwords * sizeof *w);
        __builtin_prefetch(&s->table[k->hash[i] & s->mask]);
    }
    for (uint32_t i = 0; i < k->nevent; i++)
        insert(s, k->packed + (size_t) i * s->nwords, k->hash[i]);
}

static struct work
work_new(const struct bound *b)
{
    return (struct work){g_new(cell, b->at.ncell),
                         g_new(cell, b->at.ncell),
                         g_new(struct event, b->max_events),
                         g_new(uint64_t, (size_t) b->max_events * b->nwords),
                         g_new(uint64_t, b->max_events),
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
    struct search s = {.b = b, .mask = 4095};
    struct explore_result r = {.complete = true};
    struct work k;

    squeeze_prepare(b);
    s.nwords = b->nwords;
    s.table = g_new0(struct slot, s.mask + 1);
    k = work_new(b);
    machine_start(b, k.m);
    squeeze(b, k.m, k.packed);
    insert(&s, k.packed, XXH3_64bits(k.packed, s.nwords * sizeof *k.packed));
    for (uint64_t i = 0; i < s.nstate && r.complete; i++) {
        spread(b, s.state + i * s.nwords, k.m);
        k.nevent = machine_enabled(b, k.m, k.event);
        r.transitions += k.nevent;
        r.complete = v->state(v->to, b, k.m, (uint32_t) i, k.nevent);
        if (r.complete)
            expand(&s, &k, v->sink);
        r.complete &= s.nstate <= max_states;
    }
    r.states = s.nstate;
    r.bytes =
        s.cap * s.nwords * sizeof *s.state + (s.mask + 1) * sizeof *s.table;
    g_free(s.state);
    g_free(s.table);
    work_free(&k);
    return r;
}
