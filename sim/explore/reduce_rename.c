/*
 * At which position an adversary wrote makes no difference once it has: only
 * the order of its writes does.
 *
 * Every position has the whole menu, so a write of one position can stand for
 * the same choice at another: same writer, value and label, same order with
 * all that others did and all that is to come.  Positions behind the adversary
 * of which something is left, a version, an entry of a window or a choice, move
 * to the front and keep their order.
 */

#include "sim/explore/reducing.h"

enum { POSITIONS_MAX = 64 };

struct renaming {
    const struct bound *b;
    uint32_t thread, pc;
    uint64_t used; /* positions of which something is left                    */
    uint8_t to[POSITIONS_MAX];
};

/* What to do with each place that names an operation or a version of a
 * granule: note it, or rename it. */
typedef uint32_t visit_op(struct renaming *k, uint32_t op);

static bool
concerns(const struct renaming *k, uint32_t op)
{
    return op != OP_INITIAL && k->b->op[op].thread == k->thread &&
           op_position(k->b, op) < k->pc;
}

static uint32_t
note_op(struct renaming *k, uint32_t op)
{
    if (concerns(k, op))
        k->used |= 1ULL << op_position(k->b, op);
    return op;
}

static uint32_t
rename_op(struct renaming *k, uint32_t op)
{
    uint32_t from;

    if (!concerns(k, op))
        return op;
    from = op_position(k->b, op);
    return op - (from - k->to[from]) * k->b->menu[k->thread];
}

/* A cell that holds a local version of a granule, plus MORE. */
static void
visit_local(struct renaming *k, visit_op *visit, uint32_t line, uint32_t gran,
            cell *c, uint32_t more)
{
    const struct bound *b = k->b;
    uint32_t op, to;

    if (*c <= more)
        return; /* nothing, or what was there first */
    op = b->version[version_of(b, line, gran, *c - more)].op;
    to = visit(k, op);
    if (to != op)
        *c = b->local[b->op[to].vers + gran - b->op[to].gran0] + more;
}

static void
visit_line(struct renaming *k, visit_op *visit, cell *m, uint32_t line)
{
    const struct bound *b = k->b;
    cell *ln = line_cells(b, m, line);

    for (uint32_t g = 0; g < b->line[line].ngran; g++) {
        visit_local(k, visit, line, g, &ln[g], 0);
        for (uint32_t h = 0; h <= b->ncpu; h++)
            if (holder_cells(b, ln, h)[0] != LINE_I)
                visit_local(k, visit, line, g, &holder_cells(b, ln, h)[1 + g],
                            0);
    }
}

static void
visit_window(struct renaming *k, visit_op *visit, cell *m, uint32_t window)
{
    const struct bound *b = k->b;

    for (uint32_t s = 0; s < b->depth; s++) {
        cell *w = window_cells(b, m, window, s);

        if (!w[0])
            break;
        w[0] = visit(k, w[0] - 1) + 1;
    }
}

static void
visit_buffers(struct renaming *k, visit_op *visit, cell *m, uint32_t cpu)
{
    const struct bound *b = k->b;

    for (uint32_t i = 0; i < b->nwcb; i++) {
        cell *w = wcb_cells(b, m, cpu, i);

        for (uint32_t g = 0; w[0] && g < b->line[w[0] - 1].ngran; g++)
            visit_local(k, visit, w[0] - 1, g, &w[2 + g], 1);
    }
}

/* Registers and values taken along hold versions by their global number. */
static void
visit_register(struct renaming *k, visit_op *visit, cell *c)
{
    const struct bound *b = k->b;
    uint32_t op, to, gid;
    const struct op *o;

    if (!*c || b->version[*c - 1].op == OP_INITIAL)
        return;
    op = b->version[*c - 1].op;
    to = visit(k, op);
    if (to == op)
        return;
    o = &b->op[to];
    for (gid = b->line[o->line].gid + o->gran0; b->version_base[gid + 1] < *c;)
        gid++;
    *c = b->version_base[gid] +
         b->local[o->vers + gid - b->line[o->line].gid - o->gran0] + 1;
}

static void
visit_all(struct renaming *k, visit_op *visit, const struct reducer *r, cell *m)
{
    const struct bound *b = k->b;

    for (uint32_t l = 0; l < b->nline; l++)
        visit_line(k, visit, m, l);
    for (uint32_t w = 0; w < b->nwindow; w++)
        visit_window(k, visit, m, w);
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        visit_buffers(k, visit, m, cpu);
    for (uint32_t i = 0; i < b->nreg; i++)
        visit_register(k, visit, &m[b->at.reg + i]);
    for (uint32_t i = 0; i < b->nvalue; i++)
        visit_register(k, visit, &m[b->at.value + i]);
    for (uint32_t i = 0; i < r->nlast; i++)
        visit_local(k, visit, r->last[i].line, r->last[i].gran,
                    &m[r->last[i].cell], 1);
    for (uint32_t a = 0; a < b->plan->nagent; a++)
        if (m[b->at.arrived + a])
            m[b->at.arrived + a] = visit(k, m[b->at.arrived + a] - 1) + 1;
}

static void
note_choices(struct renaming *k, const cell *m)
{
    for (uint32_t p = 0; p < k->pc; p++)
        if (m[k->b->choice_cell[k->thread] + p])
            k->used |= 1ULL << p;
}

/* Where positions go; false if all stay. */
static bool
plan_moves(struct renaming *k)
{
    uint8_t n = 0;

    for (uint32_t p = 0; p < k->pc; p++)
        if (k->used >> p & 1)
            k->to[p] = n++;
    return k->used & (k->used + 1);
}

static void
move_choices(const struct renaming *k, cell *m)
{
    cell *choice = m + k->b->choice_cell[k->thread];

    for (uint32_t p = 0; p < k->pc; p++) {
        cell c = choice[p];

        choice[p] = 0;
        if (k->used >> p & 1)
            choice[k->to[p]] = c;
    }
}

/* A read that waits in a window is judged as the one of its position. */
static bool
reads_still(const struct bound *b, const cell *m, uint32_t thread)
{
    for (uint32_t i = 0; b->late_loads && i < b->ncpu * b->depth; i++) {
        const cell *w = window_cells(b, m, i / b->depth, i % b->depth);

        if (w[0] && b->op[w[0] - 1].thread == thread &&
            reads_versions(&b->op[w[0] - 1]))
            return true;
    }
    return false;
}

void
settle_positions(const struct reducer *r, cell *m)
{
    const struct bound *b = r->b;

    for (uint32_t t = 1; b->has_adversary && t < b->nthread; t++) {
        struct renaming k = {.b = b, .thread = t, .pc = m[b->at.pc + t]};

        if (!r->renames[t] || k.pc > POSITIONS_MAX || reads_still(b, m, t))
            continue;
        visit_all(&k, note_op, r, m);
        note_choices(&k, m);
        if (!plan_moves(&k))
            continue;
        visit_all(&k, rename_op, r, m);
        move_choices(&k, m);
    }
}

/* Whether every access reaches the line it was written for, in each
 * configuration: then a version tells its granule. */
static bool
lines_stay(const struct bound *b)
{
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];

        for (uint32_t config = 0;
             op_is_memory(op) && config < b->control->nconfig; config++) {
            const struct xlat *x =
                control_xlat(b, control_translate(b, config, op->vpage));

            if (!x->fault && x->line0 + op->lineoff != op->line)
                return false;
        }
    }
    return true;
}

/* A version whose value comes from another has a cell of its own; one that
 * stands for several writes has no position. */
static bool
may_rename(const struct bound *b, uint32_t thread)
{
    if (!b->choice_cell[thread] || b->plan->share_equal_values)
        return false;
    for (uint32_t v = 0; v < b->nversion; v++)
        if (b->version[v].from && b->version[v].op != OP_INITIAL &&
            b->op[b->version[v].op].thread == thread)
            return false;
    return true;
}

/* The granule of each last-read cell. */
static void
list_last_reads(struct reducer *r)
{
    const struct bound *b = r->b;
    struct last_read *last =
        arena_new_array(&r->arena, struct last_read, b->nseen + 1);
    uint8_t *known = arena_new_array(&r->arena, uint8_t, b->at.ncell + 1);

    for (uint32_t i = 0; b->judged && i < b->nop; i++) {
        const struct op *op = &b->op[i];
        bool reads =
            op->kind == OP_LOAD || op->kind == OP_RMW || op->kind == OP_POLL;

        for (uint32_t g = 0; reads && g < op->ngran; g++) {
            uint32_t c = b->seen_cell[op->reads + g];

            if (!c || known[c])
                continue;
            known[c] = 1;
            last[r->nlast++] = (struct last_read){c, op->line, op->gran0 + g};
        }
    }
    r->last = last;
}

void
find_renamings(struct reducer *r)
{
    const struct bound *b = r->b;
    uint8_t *renames = arena_new_array(&r->arena, uint8_t, b->nthread);
    bool stay = b->has_adversary && lines_stay(b);

    for (uint32_t t = 0; t < b->nthread; t++)
        renames[t] = stay && may_rename(b, t);
    r->renames = renames;
    list_last_reads(r);
}
