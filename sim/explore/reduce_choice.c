/*
 * What adversaries chose, once it makes no difference.
 *
 * The state remembers which writes an adversary made because the judge of a
 * read asks which writes there were.  Nobody asks for a write of a line that
 * will not be read again, nor for one that the same adversary has covered by a
 * later one: whatever the older one makes wrong, the later makes wrong too.
 */

#include "sim/explore/reducing.h"

static bool
will_be_read(const struct reducer *r, const cell *m, uint32_t line)
{
    const struct bound *b = r->b;

    for (uint32_t t = 0; t < b->nthread; t++) {
        uint32_t row = row_at(b, t, m[b->at.pc + t]);

        if (set_has(r->read + (size_t) row * r->nset, line))
            return true;
    }
    return false;
}

/* What the thread chose at a position it has passed; NULL: no write. */
static const struct op *
chosen(const struct bound *b, const cell *m, uint32_t thread, uint32_t position)
{
    cell choice = m[b->choice_cell[thread] + position];

    return choice ? &b->op[b->thread_op[thread] + position * b->menu[thread] +
                           choice - 1]
                  : NULL;
}

static bool
covers(const struct op *later, const struct op *op)
{
    return later->line == op->line && later->gran0 <= op->gran0 &&
           later->gran0 + later->ngran >= op->gran0 + op->ngran;
}

/* Whether a read of the thread that waits in a window comes between two of its
 * positions. */
static bool
reads_between(const struct bound *b, const cell *m, uint32_t thread,
              uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; b->late_loads && i < b->ncpu * b->depth; i++) {
        const cell *w = window_cells(b, m, i / b->depth, i % b->depth);
        uint32_t at;

        if (!w[0] || b->op[w[0] - 1].thread != thread ||
            !reads_versions(&b->op[w[0] - 1]))
            continue;
        at = op_position(b, w[0] - 1);
        if (at > from && at <= to)
            return true;
    }
    return false;
}

static bool
covered(const struct bound *b, const cell *m, uint32_t thread,
        uint32_t position, const struct op *op)
{
    uint32_t pc = m[b->at.pc + thread];

    for (uint32_t p = position + 1; p < pc; p++) {
        const struct op *later = chosen(b, m, thread, p);

        if (later && covers(later, op))
            return !reads_between(b, m, thread, position, p);
    }
    return false;
}

void
settle_choices(const struct reducer *r, cell *m)
{
    const struct bound *b = r->b;

    for (uint32_t t = 1; b->has_adversary && t < b->nthread; t++) {
        uint32_t pc = m[b->at.pc + t];

        for (uint32_t p = 0; b->choice_cell[t] && p < pc; p++) {
            const struct op *op = chosen(b, m, t, p);

            if (op &&
                (covered(b, m, t, p, op) || (!will_be_read(r, m, op->line) &&
                                             !read_under_way(b, m, op->line))))
                m[b->choice_cell[t] + p] = 0;
        }
    }
}
