/* What the parts of the explorer share.  Internal to it. */
#pragma once

#include "sim/explore/explore.h"
#include "sim/explore/numbers.h"
#include "sim/explore/reduce.h"

struct explored {
    struct bound *b;
    struct store store;
    struct numbers numbers;
    struct reducer *reducer; /* may be NULL                                   */
    uint64_t *first;         /* the first state, packed                       */
    uint32_t reduce;
};

enum {
    CHUNK = 256,   /* states one thread expands at a time                     */
    BLOCK = 32768, /* states expanded before what is new is stored            */
    CHUNKS = BLOCK / CHUNK,
};

struct chunk { /* successors of some states, shard by shard                   */
    uint64_t *record;
    size_t room;                /* words                                      */
    uint32_t start[SHARDS + 1]; /* number of the first record of each shard   */
    uint32_t transitions;
};

struct expander; /* what one thread needs to expand states                    */

struct expander *expander_new(const struct explored *x, struct explore_eye *eye,
                              const struct explore_visitor *v);
void expander_free(struct expander *k);

/* Expands N states from number ID on, all of one level. */
void expand(struct expander *k, uint32_t id, uint32_t n, struct chunk *out);
