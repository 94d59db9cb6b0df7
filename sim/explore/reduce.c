/* What the reductions know of the program, and their order. */

#include <glib.h>

#include "sim/explore/reducing.h"

/* ---------------------------------------- what each operation names and does
 */

struct facts { /* as struct reducer has them, still to be filled              */
    struct reducer *r;
    uint64_t *named, *written, *read;
    uint16_t *cpus;
    uint8_t *flushes;
};

/* What an edge does to CPUs and caches, in each configuration that has it. */
static void
note_edges(const struct facts *f, uint32_t row, uint32_t id)
{
    const struct control *c = f->r->b->control;

    for (uint32_t config = 0; config < c->nconfig; config++) {
        uint32_t number = c->next[(size_t) config * c->nid + id];
        const struct edge *e = number ? &c->edge[number - 1] : NULL;

        for (uint32_t i = 0; e && i < e->nmicro; i++) {
            const struct micro *u = &c->micro[e->micro + i];

            if (u->kind == MICRO_BARRIER || u->kind == MICRO_DRAIN_WC ||
                u->kind == MICRO_ENTER)
                f->cpus[row] |= (uint16_t) (1u << u->cpu);
            if (micro_flushes(u->kind))
                f->flushes[row] = 1;
        }
    }
}

static void
note_line(const struct facts *f, uint32_t row, const struct op *op,
          uint32_t line)
{
    uint32_t n = f->r->nset;

    if (line >= f->r->b->nline)
        return;
    set_add(f->named + (size_t) row * n, line);
    if (makes_versions(op) || op->flags & OPF_DISCARD)
        set_add(f->written + (size_t) row * n, line);
    if (reads_versions(op))
        set_add(f->read + (size_t) row * n, line);
}

static void
note_operation(const struct facts *f, uint32_t row, const struct op *op)
{
    const struct bound *b = f->r->b;
    uint32_t cpu = b->agent_cpu[op->agent];

    if (cpu != 0xff)
        f->cpus[row] |= (uint16_t) (1u << cpu);
    if (op->kind == OP_CONTROL)
        note_edges(f, row, op->arg);
    if (!op_is_memory(op))
        return;
    note_line(f, row, op, op->line);
    for (uint32_t config = 0; config < b->control->nconfig; config++) {
        const struct xlat *x =
            control_xlat(b, control_translate(b, config, op->vpage));

        if (!x->fault)
            note_line(f, row, op, x->line0 + op->lineoff);
    }
    if (cpu != 0xff)
        note_edges(f, row, control_fault_id(b, cpu, op->vpage));
}

/* What holds after an operation holds before it too. */
static void
note_later(const struct facts *f, uint32_t row)
{
    uint32_t n = f->r->nset;

    for (uint32_t w = row * n; w < (row + 1) * n; w++) {
        f->named[w] |= f->named[w + n];
        f->written[w] |= f->written[w + n];
        f->read[w] |= f->read[w + n];
    }
    f->cpus[row] |= f->cpus[row + 1];
    f->flushes[row] |= f->flushes[row + 1];
}

static void
collect_rows(struct reducer *r)
{
    const struct bound *b = r->b;
    uint32_t rows = b->nop + b->nthread;
    size_t words = (size_t) rows * r->nset;
    struct facts f = {r,
                      arena_new_array(&r->arena, uint64_t, words),
                      arena_new_array(&r->arena, uint64_t, words),
                      arena_new_array(&r->arena, uint64_t, words),
                      arena_new_array(&r->arena, uint16_t, rows),
                      arena_new_array(&r->arena, uint8_t, rows)};

    for (uint32_t t = 0; t < b->nthread; t++)
        for (uint32_t i = b->thread_op[t + 1]; i-- > b->thread_op[t];) {
            note_operation(&f, i + t, &b->op[i]);
            note_later(&f, i + t);
        }
    r->named = f.named;
    r->written = f.written;
    r->read = f.read;
    r->cpus = f.cpus;
    r->flushes = f.flushes;
}

/* Pages whose translation is the same in every configuration: whether a CPU
 * has it cached makes no difference. */
static void
find_steady_pages(struct reducer *r)
{
    const struct bound *b = r->b;
    uint8_t *steady = arena_new_array(&r->arena, uint8_t, b->nvpage + 1);

    for (uint32_t p = 0; p < b->nvpage; p++) {
        uint32_t x = control_translate(b, 0, p);

        steady[p] = !control_xlat(b, x)->fault;
        for (uint32_t config = 1; config < b->control->nconfig; config++)
            steady[p] &= control_translate(b, config, p) == x;
    }
    r->steady = steady;
}

bool
read_under_way(const struct bound *b, const cell *m, uint32_t line)
{
    for (uint32_t i = 0; b->late_loads && i < b->ncpu * b->depth; i++) {
        const cell *w = window_cells(b, m, i / b->depth, i % b->depth);

        if (w[0] && reads_versions(&b->op[w[0] - 1]) &&
            (window_line(b, w) == line || b->op[w[0] - 1].line == line))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------- all together */

/* Rules that a mutation switches off are rules the arguments rest on. */
static bool
as_designed(const struct bound *b)
{
    return b->without == SEM_NONE;
}

struct reducer *
reducer_new(const struct bound *b, uint32_t reduce)
{
    struct reducer *r;

    if (!(reduce & (REDUCE_AMPLE | REDUCE_DEAD)) || !as_designed(b))
        return NULL;
    r = g_new0(struct reducer, 1);
    r->b = b;
    r->reduce = reduce;
    r->nset = b->nline / 64 + 1;
    arena_init(&r->arena, 0);
    collect_rows(r);
    find_steady_pages(r);
    if (reduce & REDUCE_AMPLE)
        r->alone = ample_operations(r, &r->arena);
    if (reduce & REDUCE_DEAD) {
        dead_cells(r);
        fold_find(r);
        find_renamings(r);
    }
    return r;
}

void
reducer_free(struct reducer *r)
{
    if (!r)
        return;
    arena_clear(&r->arena);
    g_free(r);
}

bool
reducer_enough(const struct reducer *r, const cell *m, struct event e)
{
    return r && r->alone && e.kind == EV_ISSUE && !(e.slot & EVENT_ALT) &&
           ample(r, m, e.slot);
}

/* A cached translation that the tables would give at any time is as good as
 * none. */
static void
forget_steady_pages(const struct reducer *r, cell *m)
{
    const struct bound *b = r->b;

    for (uint32_t i = 0; i < b->ntlb * b->nvpage; i++)
        if (r->steady[i % b->nvpage])
            m[b->at.tlb + i] = 0;
}

void
reducer_settle(const struct reducer *r, cell *m)
{
    if (!r)
        return;
    forget_steady_pages(r, m);
    if (r->reduce & REDUCE_DEAD) {
        fold_lines(r, m);
        settle_dead(r, m);
        settle_positions(r, m);
    }
}
