/*
 * Capacity as a scheduler: set-associative LRU arrays that say which line has
 * to leave.  The machine itself never refuses a fill; these arrays only choose
 * among the evictions that may happen at any time.
 */
#pragma once

#include "sim/core/machine.h"

struct arena;

struct capacity {
    uint32_t sets, ways;
    uint32_t *way; /* [sets][ways] line + 1, most recent first               */
    bool idle;     /* everything fits: nothing to keep                       */
};

void capacity_init(struct capacity *c, const struct bound *b, uint64_t sets,
                   uint64_t ways, struct arena *arena);

/* LINE was used; the line that has to leave for it, or UINT32_MAX. */
uint32_t capacity_use(struct capacity *c, const struct bound *b, uint32_t line);

/* LINE left on its own. */
void capacity_drop(struct capacity *c, const struct bound *b, uint32_t line);
