#include "sim/base/rng.h"

#include <assert.h>

/* splitmix64 (Steele, Lea and Flood, 2014): turns any seed, 0 included, into
 * well-mixed words. */
static uint64_t
splitmix64(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t
rotate_left(uint64_t x, unsigned by)
{
    return (x << by) | (x >> (64 - by));
}

void
rng_seed(struct rng *r, uint64_t seed)
{
    for (unsigned i = 0; i < 4; i++)
        r->s[i] = splitmix64(&seed);
}

uint64_t
rng_next(struct rng *r)
{
    uint64_t *s = r->s;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

/* Lemire's method: the high half of a product, refusing the few low halves
 * that would favour some results. */
uint32_t
rng_below(struct rng *r, uint32_t bound)
{
    uint32_t refuse;
    uint64_t product;

    assert(bound > 0);
    refuse = (0 - bound) % bound;
    do {
        product = (rng_next(r) >> 32) * bound;
    } while ((uint32_t) product < refuse);
    return (uint32_t) (product >> 32);
}

struct rng
rng_split(const struct rng *r, uint64_t stream)
{
    uint64_t seed = stream;
    struct rng part;

    for (unsigned i = 0; i < 4; i++)
        seed = r->s[i] ^ splitmix64(&seed);
    rng_seed(&part, seed);
    return part;
}
