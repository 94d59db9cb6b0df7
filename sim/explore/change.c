/* The packed form of what a transition changed. */

#include "sim/explore/change.h"

#include <glib.h>
#include <string.h>

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

static inline uint64_t
pair_at(const cell *m)
{
    uint64_t pair;

    memcpy(&pair, m, sizeof pair);
    return pair;
}

static inline void
pack_pair(const struct packed *p, const cell *m, cell *next, uint64_t *w)
{
    for (uint32_t i = 0; i < 2; i++) {
        uint64_t differ = p[i].bits ? m[i] ^ next[i] : 0;

        w[p[i].word] ^= differ << p[i].shift;
        next[i] = m[i];
    }
}

void
changes_pack(const struct changes *c, const cell *m, cell *next, uint64_t *w)
{
    uint32_t ncell = c->b->at.ncell;

    for (uint32_t i = 0; i < ncell; i += CELLS_STEP) {
        uint64_t differ[CELLS_STEP / 2], any = 0;

        for (uint32_t j = 0; j < CELLS_STEP / 2; j++)
            any |= differ[j] =
                pair_at(m + i + 2 * j) ^ pair_at(next + i + 2 * j);
        if (!any)
            continue;
        for (uint32_t j = 0; j < CELLS_STEP / 2; j++)
            if (differ[j])
                pack_pair(c->place + i + 2 * j, m + i + 2 * j, next + i + 2 * j,
                          w);
    }
}
