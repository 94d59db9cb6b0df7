/*
 * Events that may be taken alone.
 *
 * Taking one is enough when, until it is taken, nothing that can happen
 * disables it, is disabled by it, gives another state before it than after
 * it, or is judged otherwise; and when it is itself nobody's business.  Each
 * advances its thread, so none is put off for ever.  docs/design/exploring.md
 * has the argument in full.
 */

#include "sim/core/judge.h"
#include "sim/core/order.h"
#include "sim/explore/reducing.h"

/* ------------------------------------------------- what the program decides */

/* Whether conditions of an access are the same whenever it is issued. */
static bool
same_conditions(const struct reducer *r, const struct op *op, cell *m)
{
    const struct bound *b = r->b;
    uint32_t x = control_translate(b, 0, op->vpage);
    bool alias, stale;

    m[b->at.config] = 0;
    alias = line_aliased(b, m, op->line);
    stale = translation_stale(b, m, op, x);
    for (uint32_t config = 1; config < b->control->nconfig; config++) {
        m[b->at.config] = config;
        if (line_aliased(b, m, op->line) != alias ||
            translation_stale(b, m, op, x) != stale)
            return false;
    }
    return true;
}

/* A register that another thread sets too. */
static bool
register_shared(const struct bound *b, const struct op *op)
{
    for (uint32_t i = 0; op->value_reg != PLAN_NONE && i < b->nop; i++)
        if (b->op[i].result == op->value_reg && b->op[i].thread != op->thread)
            return true;
    return false;
}

/* Whether a store goes into its CPU's window whenever it is issued, leaving
 * nothing else behind. */
static bool
just_enters(const struct reducer *r, const struct op *op, cell *m)
{
    const struct bound *b = r->b;
    const struct xlat *x;
    uint32_t class;

    if (b->agent_cpu[op->agent] == 0xff || !r->steady[op->vpage])
        return false;
    x = control_xlat(b, control_translate(b, 0, op->vpage));
    class = op_class(b, op, x);
    if (b->at_issue >> class & 1 || x->line0 + op->lineoff != op->line)
        return false;
    return !register_shared(b, op) && same_conditions(r, op, m);
}

/* Stores of one value that count as one version tell the judge too little. */
static bool
versions_apart(const struct bound *b)
{
    return !b->judged || !b->plan->share_equal_values;
}

static enum alone
alone_fence(const struct bound *b, const struct op *op)
{
    uint32_t cpu = b->agent_cpu[op->agent];

    if (cpu == 0xff || !(b->at_issue >> op->class & 1))
        return ALONE_YES;
    /* A window that drains into a write-combining buffer would stop it. */
    return b->waits[op->class] >> ORDER_COMBINING & 1 ? ALONE_EMPTY : ALONE_YES;
}

static enum alone
alone_store(const struct reducer *r, const struct op *op, cell *m)
{
    const struct bound *b = r->b;

    if (!just_enters(r, op, m) || !versions_apart(b) ||
        (b->plan->share_equal_values && op->value_reg != PLAN_NONE))
        return ALONE_NO;
    return b->judged ? ALONE_STORE : ALONE_YES;
}

/* A read that performs later is nobody's business as it issues, if nothing but
 * it sets its register. */
static enum alone
alone_read(const struct reducer *r, const struct op *op, cell *m)
{
    const struct bound *b = r->b;
    uint32_t x;

    if (b->agent_cpu[op->agent] == 0xff || !r->steady[op->vpage])
        return ALONE_NO;
    x = control_translate(b, 0, op->vpage);
    if (!reads_late(b, op_class(b, op, control_xlat(b, x))))
        return ALONE_NO;
    for (uint32_t i = 0; op->result != PLAN_NONE && i < b->nop; i++)
        if (b->op[i].result == op->result && &b->op[i] != op)
            return ALONE_NO;
    return just_enters(r, op, m) ? ALONE_YES : ALONE_NO;
}

static enum alone
alone_of(const struct reducer *r, const struct op *op, cell *m)
{
    const struct bound *b = r->b;

    switch ((enum op_kind) op->kind) {
    case OP_STORE:
        return alone_store(r, op, m);
    case OP_LINE:
        if (!just_enters(r, op, m))
            return ALONE_NO;
        return b->judged ? ALONE_LINE : ALONE_YES;
    case OP_FENCE:
    case OP_SIGNAL:
        return op->flags & OPF_RELAXED ? ALONE_YES : alone_fence(b, op);
    case OP_WAIT:
        return ALONE_YES;
    case OP_LOAD:
    case OP_POLL:
        return alone_read(r, op, m);
    case OP_NONE:
    case OP_RMW:
    case OP_CONTROL:
    case OP_OWNER:
        break;
    }
    return ALONE_NO;
}

/* No older write of these granules: a version that this one could stand for
 * when it is asked whether that one is lost. */
static bool
first_of_its_granules(const struct bound *b, const struct op *op)
{
    uint32_t gid = b->line[op->line].gid + op->gran0;

    for (uint32_t v = b->version_base[gid];
         v < b->version_base[gid + op->ngran]; v++)
        if (b->version[v].op != OP_INITIAL &&
            order_before(b, b->version[v].op, (uint32_t) (op - b->op)))
            return false;
    return true;
}

const uint8_t *
ample_operations(const struct reducer *r, struct arena *arena)
{
    const struct bound *b = r->b;
    uint8_t *alone = arena_new_array(arena, uint8_t, b->nop + 1);
    cell *m = arena_new_array(arena, cell, b->at.ncell + 1);

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];

        if (b->plan->thread && b->plan->thread[op->thread].depth)
            continue; /* an adversary chooses */
        alone[i] = (uint8_t) alone_of(r, op, m);
        if (alone[i] == ALONE_STORE &&
            (first_of_its_granules(b, op) || coherent_by_itself(r, op)))
            alone[i] = ALONE_YES;
    }
    return alone;
}

/* -------------------------------------------------- what the state decides */

/* Whether thread U may do something before thread T is done with its next
 * operation. */
static bool
runs(const struct bound *b, const cell *m, uint32_t u)
{
    if (machine_thread_done(b, m, u))
        return false;
    return u ? m[b->at.pc] == b->thread_start[u]
             : !b->op[b->thread_op[0] + m[b->at.pc]].join;
}

/* Whether other threads that run leave alone the operation's CPU and, as KIND
 * says, its line. */
static bool
others_stay_away(const struct reducer *r, const cell *m, const struct op *op,
                 enum alone kind)
{
    const struct bound *b = r->b;
    uint32_t cpu = b->agent_cpu[op->agent];

    for (uint32_t u = 0; u < b->nthread; u++) {
        uint32_t row;

        if (u == op->thread || !runs(b, m, u))
            continue;
        row = row_at(b, u, m[b->at.pc + u]);
        if (!u || !op->thread || (cpu != 0xff && r->cpus[row] >> cpu & 1))
            return false;
        if (kind == ALONE_STORE &&
            (r->flushes[row] ||
             set_has(r->written + (size_t) row * r->nset, op->line)))
            return false;
        if (kind == ALONE_LINE &&
            set_has(r->read + (size_t) row * r->nset, op->line))
            return false;
    }
    return kind != ALONE_LINE || !read_under_way(b, m, op->line);
}

/* No store to the line is under way. */
static bool
nothing_under_way(const struct bound *b, const cell *m, uint32_t line)
{
    for (uint32_t i = 0; i < b->nwindow; i++) {
        if (b->nwcb && i < b->ncpu && wcb_find(b, m, i, line) < b->nwcb)
            return false;
        for (uint32_t s = 0; s < b->depth; s++) {
            const cell *w = window_cells(b, m, i, s);

            if (!w[0])
                break;
            if ((makes_versions(&b->op[w[0] - 1]) ||
                 b->op[w[0] - 1].flags & OPF_DISCARD) &&
                window_line(b, w) == line)
                return false;
        }
    }
    return true;
}

/* Whether the data of a dirty copy is older than what may be in its place in
 * memory when it is written back. */
static bool
may_be_lost(const struct bound *b, cell *ln, uint32_t line, uint32_t gran)
{
    uint32_t base = b->version_base[b->line[line].gid + gran];

    for (uint32_t h = 0; h <= b->ncpu; h++) {
        const cell *p = holder_cells(b, ln, h);
        uint32_t mine = b->version[base + p[1 + gran]].op;

        if (!line_dirty(p[0]))
            continue;
        if (order_before(b, mine, b->version[base + ln[gran]].op))
            return true;
        for (uint32_t o = 0; o <= b->ncpu; o++) {
            const cell *q = holder_cells(b, ln, o);

            if (line_dirty(q[0]) &&
                order_before(b, mine, b->version[base + q[1 + gran]].op))
                return true;
        }
    }
    return false;
}

/* Whether no write of the operation's granules can be judged lost before it
 * is issued: one that is in the window might vouch for it. */
static bool
nothing_to_lose(const struct bound *b, const cell *m, const struct op *op)
{
    cell *ln = line_cells(b, m, op->line);

    if (!nothing_under_way(b, m, op->line))
        return false;
    for (uint32_t k = 0; k < op->ngran; k++)
        if (may_be_lost(b, ln, op->line, op->gran0 + k))
            return false;
    return true;
}

bool
ample(const struct reducer *r, const cell *m, uint32_t thread)
{
    const struct bound *b = r->b;
    uint32_t i = b->thread_op[thread] + m[b->at.pc + thread];
    const struct op *op = &b->op[i];
    uint32_t cpu = b->agent_cpu[op->agent];

    if (r->alone[i] == ALONE_NO)
        return false;
    if (cpu != 0xff && op->ctx != PLAN_NONE &&
        m[b->at.ctx + cpu] != op->ctx + 1u)
        return false;
    if (r->alone[i] == ALONE_EMPTY && b->depth && window_cells(b, m, cpu, 0)[0])
        return false;
    return others_stay_away(r, m, op, r->alone[i]) &&
           (r->alone[i] != ALONE_STORE || nothing_to_lose(b, m, op));
}
