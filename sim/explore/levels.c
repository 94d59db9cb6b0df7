/* From numbers of states to where they are. */

#include "sim/explore/levels.h"

#include <glib.h>

bool
levels_add(struct levels *l, const struct store *s)
{
    const struct level *last = l->n ? &l->level[l->n - 1] : NULL;
    struct level new = {.first = last ? last->first + last->n : 0};

    for (uint32_t i = 0; i < SHARDS; i++) {
        new.end[i] = s->shard[i].n;
        new.n += new.end[i] - (last ? last->end[i] : 0);
    }
    if (!new.n)
        return false;
    if (l->n == l->cap) {
        l->cap = l->cap ? 2 * l->cap : 16;
        l->level = g_renew(struct level, l->level, l->cap);
    }
    l->level[l->n++] = new;
    return true;
}

void
levels_clear(struct levels *l)
{
    g_free(l->level);
}

/* How many states of a shard earlier levels have. */
static uint32_t
begin(const struct levels *l, const struct level *at, uint32_t shard)
{
    return at == l->level ? 0 : at[-1].end[shard];
}

static const struct level *
level_of(const struct levels *l, uint32_t id)
{
    uint32_t lo = 0, hi = l->n;

    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (l->level[mid].first <= id)
            lo = mid;
        else
            hi = mid;
    }
    return &l->level[lo];
}

struct spot
levels_find(const struct levels *l, uint32_t id)
{
    struct spot at = {.level = level_of(l, id)};
    uint32_t skip = id - at.level->first;

    for (;; at.shard++) {
        uint32_t from = begin(l, at.level, at.shard);
        uint32_t n = at.level->end[at.shard] - from;

        if (skip < n) {
            at.index = from + skip;
            return at;
        }
        skip -= n;
    }
}

struct spot
levels_next(const struct levels *l, struct spot at)
{
    at.index++;
    while (at.shard < SHARDS - 1 && at.index == at.level->end[at.shard])
        at.index = begin(l, at.level, ++at.shard);
    return at;
}
