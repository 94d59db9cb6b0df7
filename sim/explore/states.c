/* States packed into one array, and an open-addressing table over it. */

#include "sim/explore/states.h"

#include <glib.h>
#include <string.h>

#define XXH_INLINE_ALL /* keys of two words: the call would cost more */
#include <xxhash.h>

void
states_init(struct states *s, uint32_t nwords)
{
    *s = (struct states){.mask = 4095, .nwords = nwords};
    s->table = g_new0(struct slot, s->mask + 1);
}

void
states_clear(struct states *s)
{
    g_free(s->state);
    g_free(s->table);
}

size_t
states_bytes(const struct states *s)
{
    return s->cap * s->nwords * sizeof *s->state +
           (s->mask + 1) * sizeof *s->table;
}

uint64_t
states_hash(const struct states *s, const uint64_t *w)
{
    return XXH3_64bits(w, s->nwords * sizeof *w);
}

static void
grow_table(struct states *s)
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
        at = states_hash(s, w) & s->mask;
        while (s->table[at].index)
            at = (at + 1) & s->mask;
        s->table[at] = old[i];
    }
    g_free(old);
}

void
states_add(struct states *s, const uint64_t *w, uint64_t hash)
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
