/* The only randomness: a seed gives one sequence, on every machine, for ever.
 *
 * The generator is xoshiro256** (Blackman and Vigna, 2018), its state filled
 * by four steps of splitmix64 from the seed.  The sequence is part of what
 * `--seed` promises: a change of it is a change of results. */
#pragma once

#include <stdint.h>

struct rng {
    uint64_t s[4];
};

void rng_seed(struct rng *r, uint64_t seed);

/* The next 64 bits. */
uint64_t rng_next(struct rng *r);

/* A number from 0 to bound - 1, each equally likely; bound is not 0. */
uint32_t rng_below(struct rng *r, uint32_t bound);

/* An independent generator for part number `stream` of the work, so that
 * results do not depend on which part is done first.  Leaves r alone. */
struct rng rng_split(const struct rng *r, uint64_t stream);
