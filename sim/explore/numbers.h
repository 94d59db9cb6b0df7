/*
 * Numbers of states: breadth-first, from 0.
 *
 * States that the same chunk of states led to first are a group; groups follow
 * each other as the chunks did, and in a group states count shard by shard, in
 * order of storage.  So states that are much alike are near to each other, and
 * a number is found again by where each group ends in each shard: a byte for a
 * state.
 */
#pragma once

#include "sim/explore/store.h"

struct group {
    uint32_t first;       /* number of its first state                        */
    uint32_t end[SHARDS]; /* states of a shard in this and earlier groups     */
};

struct numbers {
    struct segments group; /* of struct group                                 */
    uint32_t ngroup, nstate;
};

struct spot { /* of a state in the store                                      */
    uint32_t shard, index, group;
};

void numbers_init(struct numbers *l);
void numbers_clear(struct numbers *l);

/* Makes room for N more groups, group 0 being the next one; their ends are to
 * be noted, then they are closed. */
void numbers_open(struct numbers *l, uint32_t n);
void numbers_close(struct numbers *l, uint32_t n);

static inline void
numbers_note(struct numbers *l, uint32_t group, uint32_t shard, uint32_t end)
{
    struct group *g = segments_at(&l->group, l->ngroup + group);

    g->end[shard] = end;
}

/* States of each shard in all groups so far. */
const uint32_t *numbers_ends(const struct numbers *l);

/* Where state number ID is, and the one with the next number. */
struct spot numbers_find(const struct numbers *l, uint32_t id);
struct spot numbers_next(const struct numbers *l, struct spot at);
