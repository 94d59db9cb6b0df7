/*
 * Numbers of states: in breadth-first order, from 0.
 *
 * A level is what was stored since the one before was complete; within it
 * states count shard by shard, and in a shard in order of storage.  A number is
 * found again by where each level ends in each shard.
 */
#pragma once

#include "sim/explore/store.h"

struct level {
    uint32_t first, n;    /* number of its first state; how many              */
    uint32_t end[SHARDS]; /* states of a shard in this and earlier levels     */
};

struct levels {
    struct level *level;
    uint32_t n, cap;
};

struct spot { /* of a state in the store                                      */
    uint32_t shard, index;
    const struct level *level;
};

/* Closes a level: what S holds beyond the one before.  Whether there is any. */
bool levels_add(struct levels *l, const struct store *s);
void levels_clear(struct levels *l);

/* Where state number ID is. */
struct spot levels_find(const struct levels *l, uint32_t id);

/* The next number's; only within a level. */
struct spot levels_next(const struct levels *l, struct spot at);
