/*
 * States that nobody can tell apart any more.
 *
 * What no operation to come will look at is made what it is at the start.  A
 * line is dead when none names it, nor a window or a write-combining buffer:
 * what hardware can still do to it is fill, evict and write back.  Its dirty
 * data goes to memory, where it is counted in the end, unless that would be
 * somebody's lost write; no version changes its writer or its label on the
 * way (R25).
 */

#include <string.h>

#include "sim/core/order.h"
#include "sim/explore/reducing.h"

/* ---------------------------------------------------- cells of few readers */

/* Positions of a thread after which nothing reads a cell. */
static void
note_end(struct cell_end *ends, uint32_t *n, uint32_t of, struct cell_end e)
{
    for (uint32_t i = 0; i < *n; i++)
        if (ends[i].cell == e.cell && ends[i].thread == e.thread) {
            ends[i].end = e.end > ends[i].end ? e.end : ends[i].end;
            return;
        }
    if (*n < of)
        ends[(*n)++] = e;
}

/* Last-read cells: the reads of their thread.  An adversary's has a second one
 * behind it. */
static uint32_t
seen_ends(const struct bound *b, struct cell_end *ends, uint32_t of)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        uint32_t end = op_position(b, i) + 1;

        if (op->kind != OP_LOAD && op->kind != OP_RMW && op->kind != OP_POLL)
            continue;
        for (uint32_t k = 0; b->judged && k < op->ngran; k++) {
            uint32_t seen = b->seen_cell[op->reads + k];

            if (seen)
                note_end(ends, &n, of,
                         (struct cell_end){seen, op->thread, end});
            if (seen && op_is_optional(b, i))
                note_end(ends, &n, of,
                         (struct cell_end){seen + 1, op->thread, end});
        }
    }
    return n;
}

void
dead_cells(struct reducer *r)
{
    const struct bound *b = r->b;
    struct cell_end *ends =
        arena_new_array(&r->arena, struct cell_end, 2 * b->nread + 1);

    r->nend = seen_ends(b, ends, 2 * b->nread);
    r->ends = ends;
}

/* Whether a read that compares with the last-read cell, or the one behind it,
 * waits in a window. */
static bool
reader_under_way(const struct bound *b, const cell *m, uint32_t of)
{
    for (uint32_t i = 0; b->late_loads && i < b->ncpu * b->depth; i++) {
        const cell *w = window_cells(b, m, i / b->depth, i % b->depth);
        const struct op *op = w[0] ? &b->op[w[0] - 1] : NULL;

        for (uint32_t k = 0; op && reads_versions(op) && k < op->ngran; k++)
            if (b->seen_cell[op->reads + k] == of ||
                (op_is_optional(b, w[0] - 1) &&
                 b->seen_cell[op->reads + k] + 1 == of))
                return true;
    }
    return false;
}

static void
forget_cells(const struct reducer *r, cell *m)
{
    const struct bound *b = r->b;

    for (uint32_t i = 0; i < r->nend; i++)
        if (m[b->at.pc + r->ends[i].thread] >= r->ends[i].end &&
            !reader_under_way(b, m, r->ends[i].cell))
            m[r->ends[i].cell] = 0;
}

/* ------------------------------------------------------------------- lines */

enum { SET_MAX = 16 }; /* words of a set that fits on the stack              */

/* Lines that windows and write-combining buffers name. */
static void
add_under_way(const struct bound *b, const cell *m, uint64_t *live)
{
    for (uint32_t i = 0; i < b->nwindow; i++)
        for (uint32_t s = 0; s < b->depth; s++) {
            const cell *w = window_cells(b, m, i, s);
            uint32_t line;

            if (!w[0])
                break;
            line = window_line(b, w);
            if (line == UINT32_MAX)
                continue;
            set_add(live, line);
            set_add(live, b->op[w[0] - 1].line);
        }
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        for (uint32_t i = 0; i < b->nwcb; i++) {
            const cell *w = wcb_cells(b, m, cpu, i);

            if (w[0])
                set_add(live, w[0] - 1);
        }
}

static bool
all_lines(const struct bound *b, const uint64_t *set)
{
    for (uint32_t l = 0; l < b->nline; l++)
        if (!set_has(set, l))
            return false;
    return true;
}

/* Lines that somebody will name; false if all are live: somebody will name
 * them, or flush whole caches. */
static bool
find_live(const struct reducer *r, const cell *m, uint64_t *live)
{
    const struct bound *b = r->b;
    bool flushes = false;

    memset(live, 0, r->nset * sizeof *live);
    for (uint32_t t = 0; t < b->nthread; t++) {
        uint32_t row = row_at(b, t, m[b->at.pc + t]);

        flushes |= r->flushes[row];
        for (uint32_t w = 0; w < r->nset; w++)
            live[w] |= r->named[(size_t) row * r->nset + w];
    }
    if (flushes || all_lines(b, live))
        return false;
    add_under_way(b, m, live);
    return true;
}

/* Whether writing the copy back loses what is in memory (R21). */
static bool
loses(const struct bound *b, uint32_t line, const cell *ln, const cell *copy)
{
    for (uint32_t g = 0; b->judged && g < b->line[line].ngran; g++) {
        uint32_t was = b->version[version_of(b, line, g, ln[g])].op;
        uint32_t now = b->version[version_of(b, line, g, copy[1 + g])].op;

        if (copy[1 + g] != ln[g] && order_before(b, now, was))
            return true;
    }
    return false;
}

/* The dirty data of a line, NULL if there is none; false if there is more than
 * one. */
static bool
find_dirty(const struct bound *b, cell *ln, const cell **dirty)
{
    *dirty = NULL;
    for (uint32_t h = 0; h <= b->ncpu; h++) {
        const cell *p = holder_cells(b, ln, h);

        if (!line_dirty(p[0]))
            continue;
        if (*dirty &&
            memcmp(*dirty + 1, p + 1, b->at.granules * sizeof(cell)) != 0)
            return false;
        *dirty = p;
    }
    return true;
}

/* A line that nobody names: as if it had left all caches. */
static void
bury(const struct bound *b, cell *m, uint32_t line)
{
    cell *ln = line_cells(b, m, line);
    const cell *dirty;

    if (!find_dirty(b, ln, &dirty) || (dirty && loses(b, line, ln, dirty)))
        return;
    if (dirty)
        memcpy(ln, dirty + 1, b->at.granules * sizeof(cell));
    memset(holder_cells(b, ln, 0), 0,
           (1 + b->ncpu) * b->at.holder_stride * sizeof(cell));
}

/* What arrived last at a device matters to its next registers only. */
static void
forget_arrivals(const struct bound *b, cell *m, const uint64_t *live)
{
    uint64_t devices[4] = {0}; /* 256 agents                                  */

    for (uint32_t l = 0; l < b->nline; l++) {
        uint16_t device = b->plan->region[b->line[l].region].device;

        if (device != PLAN_NONE && set_has(live, l))
            set_add(devices, device & 255u);
    }
    for (uint32_t a = 0; a < b->plan->nagent; a++)
        if (!set_has(devices, a & 255u))
            m[b->at.arrived + a] = 0;
}

/* Whether a write was refused matters to who reads its line. */
static void
forget_refused(const struct bound *b, cell *m, const uint64_t *live)
{
    for (uint32_t i = 0; b->refused_cell && i < b->nop; i++)
        if (b->refused_cell[i] && !set_has(live, b->op[i].line))
            m[b->refused_cell[i]] = 0;
}

void
settle_dead(const struct reducer *r, cell *m)
{
    const struct bound *b = r->b;
    uint64_t live[SET_MAX];

    forget_cells(r, m);
    settle_choices(r, m);
    if (r->nset > SET_MAX || !find_live(r, m, live))
        return;
    forget_arrivals(b, m, live);
    forget_refused(b, m, live);
    for (uint32_t l = 0; l < b->nline; l++)
        if (!set_has(live, l))
            bury(b, m, l);
}
