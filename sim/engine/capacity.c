/* Least recently used, per set. */

#include "sim/engine/capacity.h"

#include <string.h>

#include "sim/base/arena.h"

/* Whether more lines fall into some set than it has ways. */
static bool
overflows(const struct capacity *c, const struct bound *b, struct arena *arena)
{
    uint32_t *used = arena_new_array(arena, uint32_t, c->sets);

    for (uint32_t l = 0; l < b->nline; l++)
        if (++used[b->line[l].pa / LINE_BYTES % c->sets] > c->ways)
            return true;
    return false;
}

void
capacity_init(struct capacity *c, const struct bound *b, uint64_t sets,
              uint64_t ways, struct arena *arena)
{
    c->sets = (uint32_t) (sets ? sets : 1);
    c->ways = (uint32_t) (ways ? ways : 1);
    c->idle = b->nline <= c->ways || !overflows(c, b, arena);
    if (!c->idle)
        c->way = arena_new_array(arena, uint32_t, (size_t) c->sets * c->ways);
}

static uint32_t *
set_of(const struct capacity *c, const struct bound *b, uint32_t line)
{
    return c->way + b->line[line].pa / LINE_BYTES % c->sets * c->ways;
}

/* Where the line is in its set, or ways. */
static uint32_t
find(const struct capacity *c, const uint32_t *set, uint32_t line)
{
    uint32_t i = 0;

    while (i < c->ways && set[i] != line + 1)
        i++;
    return i;
}

uint32_t
capacity_use(struct capacity *c, const struct bound *b, uint32_t line)
{
    uint32_t *set, i, leaves = UINT32_MAX;

    if (c->idle)
        return UINT32_MAX;
    set = set_of(c, b, line);
    i = find(c, set, line);
    if (i == c->ways) {
        i = c->ways - 1;
        if (set[i])
            leaves = set[i] - 1;
    }
    memmove(set + 1, set, i * sizeof *set);
    set[0] = line + 1;
    return leaves;
}

void
capacity_drop(struct capacity *c, const struct bound *b, uint32_t line)
{
    uint32_t *set, i;

    if (c->idle)
        return;
    set = set_of(c, b, line);
    i = find(c, set, line);
    if (i == c->ways)
        return;
    memmove(set + i, set + i + 1, (c->ways - 1 - i) * sizeof *set);
    set[c->ways - 1] = 0;
}
