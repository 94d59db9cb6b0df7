/* The packed form of what a transition changed. */

#include "sim/explore/change.h"

#include "sim/core/packing.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Which of CELLS_STEP cells differ: one bit for each. */
#ifdef __SSE2__
static inline __m128i
four_equal(const cell *m, const cell *next)
{
    return _mm_cmpeq_epi32(
        _mm_loadu_si128((const __m128i *) (const void *) m),
        _mm_loadu_si128((const __m128i *) (const void *) next));
}

static inline uint64_t
which_differ(const cell *m, const cell *next)
{
    __m128i low =
        _mm_packs_epi32(four_equal(m, next), four_equal(m + 4, next + 4));
    __m128i high = _mm_packs_epi32(four_equal(m + 8, next + 8),
                                   four_equal(m + 12, next + 12));

    return (uint64_t) _mm_movemask_epi8(_mm_packs_epi16(low, high)) ^ 0xffff;
}
#else
static inline uint64_t
which_differ(const cell *m, const cell *next)
{
    uint64_t differ = 0;

    for (uint32_t i = 0; i < CELLS_STEP; i++)
        differ |= (uint64_t) (m[i] != next[i]) << i;
    return differ;
}
#endif

/* Few cells change, and not the same each time: first a bit for each of up to
 * 64, without a branch, then those that are set. */
static inline void
pack_some(const struct cell_place *p, uint32_t n, const cell *m, cell *next,
          uint64_t *w)
{
    uint64_t differ = 0;

    for (uint32_t i = 0; i < n; i += CELLS_STEP)
        differ |= which_differ(m + i, next + i) << i;
    for (; differ; differ &= differ - 1) {
        int i = __builtin_ctzll(differ);

        if (p[i].weight)
            w[p[i].word] += cell_part(&p[i], next[i]) - cell_part(&p[i], m[i]);
        next[i] = m[i];
    }
}

void
change_pack(const struct bound *b, const cell *m, cell *next, uint64_t *w)
{
    uint32_t ncell = b->at.ncell;

    for (uint32_t i = 0; i < ncell; i += 64)
        pack_some(b->packing->cell + i, MIN(64, ncell - i), m + i, next + i, w);
}
