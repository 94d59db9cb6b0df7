/*
 * The set of states found so far, each once, with the transition it was first
 * reached by.
 *
 * States are dealt out to shards by their hash; a shard has a table of its own
 * and grows alone, and threads may add to different shards at the same time.
 * A slot of the table is {tag, number within the shard + 1}; where the tag is
 * equal whole states are compared.  With `compact` the hash value is kept and
 * compared instead, and states only until they are forgotten.
 */
#pragma once

#include <stdbool.h>

#define XXH_INLINE_ALL /* keys of a word or two: the call would cost more */
#include <xxhash.h>

#include "sim/explore/segments.h"

enum {
    SHARD_BITS = 6,
    SHARDS = 1 << SHARD_BITS, /* of every store, whatever the threads         */
    TAG_SHIFT = 26,
    SHARD_MAX = (1 << TAG_SHIFT) - 1, /* states in a shard                    */
};

struct shard {
    uint32_t *slot;
    uint32_t nslot, n;
    struct segments state, sign; /* packed words; hash value, if compact */
    struct segments from, rank;  /* how it was reached  */
};

struct store {
    struct shard shard[SHARDS];
    uint32_t nwords;
    bool compact;
};

/*
 * A state on its way: one word {hash, at}, then its packed words.  AT counts
 * from the first state of a chunk: state << 16 | rank of the event.
 */
static inline uint32_t
record_hash(const uint64_t *r)
{
    return (uint32_t) *r;
}

static inline uint32_t
record_at(const uint64_t *r)
{
    return (uint32_t) (*r >> 32);
}

void store_init(struct store *s, uint32_t nwords, uint32_t max_events,
                bool compact);
void store_clear(struct store *s);

/* The low half places a state in its shard, the highest bits say which. */
static inline uint64_t
store_hash(const uint64_t *w, uint32_t nwords)
{
    switch (nwords) { /* of constant size they are a few instructions each */
    case 1:
        return XXH3_64bits(w, 8);
    case 2:
        return XXH3_64bits(w, 16);
    default:
        return XXH3_64bits(w, nwords * sizeof *w);
    }
}

static inline uint32_t
store_shard(uint64_t hash)
{
    return (uint32_t) (hash >> (64 - SHARD_BITS));
}

/* Starts fetching what store_add() will look at, which is far larger than any
 * cache: first the slots, later the states they point to. */
void store_fetch_slots(const struct store *s, uint32_t shard,
                       const uint64_t *record, uint32_t n);
void store_fetch_states(const struct store *s, uint32_t shard,
                        const uint64_t *record, uint32_t n);

/* Adds to a shard what is new of N records, in their order; FROM is the number
 * of the first state of their chunk. */
void store_add(struct store *s, uint32_t shard, const uint64_t *record,
               uint32_t n, uint32_t from);

static inline const uint64_t *
store_state(const struct store *s, uint32_t shard, uint32_t i)
{
    return segments_at(&s->shard[shard].state, i);
}

/* How state I of a shard was first reached. */
uint32_t store_from(const struct store *s, uint32_t shard, uint32_t i);
uint32_t store_rank(const struct store *s, uint32_t shard, uint32_t i);

/* Memory taken, all together. */
uint64_t store_bytes(const struct store *s);
