/* From numbers of states to where they are. */

#include "sim/explore/numbers.h"

void
numbers_init(struct numbers *l)
{
    *l = (struct numbers){.group.width = sizeof(struct group)};
}

void
numbers_clear(struct numbers *l)
{
    segments_clear(&l->group);
}

void
numbers_open(struct numbers *l, uint32_t n)
{
    segments_grow(&l->group, l->ngroup + n);
}

static const struct group *
group(const struct numbers *l, uint32_t i)
{
    return segments_at(&l->group, i);
}

/* How many states of a shard earlier groups have. */
static inline uint32_t
begin(const struct numbers *l, uint32_t i, uint32_t shard)
{
    return i ? group(l, i - 1)->end[shard] : 0;
}

/* Groups without a state are left out. */
void
numbers_close(struct numbers *l, uint32_t n)
{
    uint32_t from = l->ngroup;

    for (uint32_t i = from; i < from + n; i++) {
        struct group *g = segments_at(&l->group, l->ngroup);
        uint32_t count = 0;

        if (i > l->ngroup)
            *g = *group(l, i);
        for (uint32_t k = 0; k < SHARDS; k++)
            count += g->end[k] - begin(l, l->ngroup, k);
        g->first = l->nstate;
        l->nstate += count;
        l->ngroup += count > 0;
    }
}

const uint32_t *
numbers_ends(const struct numbers *l)
{
    return group(l, l->ngroup - 1)->end;
}

static uint32_t
group_of(const struct numbers *l, uint32_t id)
{
    uint32_t lo = 0, hi = l->ngroup;

    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (group(l, mid)->first <= id)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

struct spot
numbers_find(const struct numbers *l, uint32_t id)
{
    struct spot at = {.group = group_of(l, id)};
    uint32_t skip = id - group(l, at.group)->first;

    for (;; at.shard++) {
        uint32_t from = begin(l, at.group, at.shard);
        uint32_t n = group(l, at.group)->end[at.shard] - from;

        if (skip < n) {
            at.index = from + skip;
            return at;
        }
        skip -= n;
    }
}

struct spot
numbers_next(const struct numbers *l, struct spot at)
{
    at.index++;
    while (at.group < l->ngroup &&
           at.index == group(l, at.group)->end[at.shard]) {
        if (++at.shard == SHARDS) {
            at.shard = 0;
            at.group++;
        }
        at.index = begin(l, at.group, at.shard);
    }
    return at;
}
