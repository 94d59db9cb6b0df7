/* The packed form of what a transition changed. */

#include "sim/explore/change.h"

#include <glib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct changes
changes_new(const struct bound *b)
{
    struct changes c = {b, g_new0(struct packed, cells_room(b))};

    for (uint32_t i = 0; i < b->npacked; i++)
        c.place[b->packed[i].cell] = b->packed[i];
    return c;
}

void
changes_free(struct changes *c)
{
    g_free(c->place);
}

/* Which of CELLS_STEP cells differ: one bit for each. */
static inline uint64_t
which_differ(const cell *m, const cell *next)
{
#ifdef __SSE2__
    __m128i x = _mm_loadu_si128((const __m128i *) (const void *) m);
    __m128i y = _mm_loadu_si128((const __m128i *) (const void *) next);

    return (uint64_t) _mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(x, y))) ^
           0xf;
#else
    uint64_t differ = 0;

    for (uint32_t i = 0; i < CELLS_STEP; i++)
        differ |= (uint64_t) (m[i] != next[i]) << i;
    return differ;
#endif
}

/* Few cells change, and not the same each time: first a bit for each of up to
 * 64, without a branch, then those that are set. */
static inline void
pack_some(const struct packed *p, uint32_t n, const cell *m, cell *next,
          uint64_t *w)
{
    uint64_t differ = 0;

    for (uint32_t i = 0; i < n; i += CELLS_STEP)
        differ |= which_differ(m + i, next + i) << i;
    for (; differ; differ &= differ - 1) {
        int i = __builtin_ctzll(differ);

        if (p[i].bits)
            w[p[i].word] ^= (uint64_t) (m[i] ^ next[i]) << p[i].shift;
        next[i] = m[i];
    }
}

void
changes_pack(const struct changes *c, const cell *m, cell *next, uint64_t *w)
{
    uint32_t ncell = c->b->at.ncell;

    for (uint32_t i = 0; i < ncell; i += 64)
        pack_some(c->place + i, MIN(64, ncell - i), m + i, next + i, w);
}
