/*
 * Lines that every access keeps coherent: whoever reads one gets its newest
 * data, so where copies lie makes no difference to any outcome.  Each state
 * stands for the one in which all copies have been evicted, which hardware may
 * bring about at any time.
 *
 * A judge looks at copies, so with one the writes of a line must also become
 * visible in the order of the program: then no write-back loses anything, no
 * write comes late, and what a read ought to have returned is still in a window
 * or a write-combining buffer if it did not.
 */

#include "sim/core/order.h"
#include "sim/explore/reducing.h"

/* ---------------------------------------------------------------- coherent */

/* Whether a read gets, and a write leaves behind, nothing but the newest. */
static bool
keeps_coherent(const struct bound *b, const struct op *op, const struct xlat *x)
{
    const struct attr *at = xlat_attr(b, x, op);

    if (b->agent_cpu[op->agent] == 0xff)
        return dma_snoops(b, op, x);
    return at->flags & (ATTR_ALLOCATE | ATTR_SNOOP);
}

/* Some operations drop data that is nowhere else; a judge counts what other
 * flushes of whole caches take. */
static bool
flushes_matter(const struct bound *b)
{
    for (uint32_t i = 0; i < b->control->nmicro; i++) {
        uint8_t kind = b->control->micro[i].kind;

        if (b->judged && (kind == MICRO_FLUSH_ALL || kind == MICRO_CLEAN_ALL ||
                          kind == MICRO_FLUSH_OWN || kind == MICRO_CLEAN_OWN))
            return true;
    }
    return discards(b);
}

/* Whether OP, in every configuration in which it reaches the line, is an
 * access of it that GOOD likes. */
static bool
always(const struct bound *b, const struct op *op, uint32_t line,
       bool (*good)(const struct bound *b, const struct op *op,
                    const struct xlat *x))
{
    for (uint32_t config = 0; op_is_memory(op) && config < b->control->nconfig;
         config++) {
        const struct xlat *x =
            control_xlat(b, control_translate(b, config, op->vpage));

        if (!x->fault && x->line0 + op->lineoff == line && !good(b, op, x))
            return false;
    }
    return true;
}

static bool
is_coherent(const struct bound *b, uint32_t line)
{
    for (uint32_t i = 0; i < b->nop; i++)
        if (!always(b, &b->op[i], line, keeps_coherent))
            return false;
    return true;
}

/* ---------------------------------------------------------------- in order */

/* Whether the access was written for the line it reaches. */
static bool
is_of_its_line(const struct bound *b, const struct op *op, const struct xlat *x)
{
    (void) b;
    return x->line0 + op->lineoff == op->line;
}

/* The order class of an operation in a configuration. */
static uint32_t
class_in(const struct bound *b, uint32_t config, const struct op *op)
{
    if (!op_is_memory(op))
        return op->class;
    return op_class(b, op,
                    control_xlat(b, control_translate(b, config, op->vpage)));
}

/* Whether an order edge to another agent waits until the write is visible. */
static bool
is_handed_over(const struct bound *b, const struct op *op, const struct xlat *x)
{
    const struct attr *at = xlat_attr(b, x, op);

    return b->agent_cpu[op->agent] == 0xff || op->kind == OP_RMW ||
           (at->write != WRITE_COMBINE &&
            b->handover >> op_class(b, op, x) & 1);
}

static bool
writes(const struct op *op)
{
    return op->kind == OP_STORE || op->kind == OP_RMW;
}

static bool
reads(const struct op *op)
{
    return op->kind == OP_LOAD || op->kind == OP_RMW || op->kind == OP_POLL;
}

static bool
overlap(const struct op *x, const struct op *y)
{
    return x->line == y->line && x->gran0 < y->gran0 + y->ngran &&
           y->gran0 < x->gran0 + x->ngran;
}

/* Whether the two may run at the same time: what order there is between them
 * is of signals, which may be relaxed. */
static bool
beside(const struct bound *b, const struct op *x, const struct op *y)
{
    return x->thread && y->thread && x->thread != y->thread &&
           b->thread_start[x->thread] == b->thread_start[y->thread];
}

/* Whether YOUNGER never performs before OLDER of the same CPU: by its class, or
 * because OLDER performs as it issues. */
static bool
behind(const struct bound *b, const struct op *younger, const struct op *older)
{
    for (uint32_t c = 0; c < b->control->nconfig; c++) {
        uint32_t is = class_in(b, c, older);

        for (uint32_t d = 0; d < b->control->nconfig; d++)
            if (!(b->at_issue >> is & 1) &&
                !(b->waits[class_in(b, d, younger)] >> is & 1))
                return false;
    }
    return true;
}

/* Whether write I has performed when the store BELL arrives at its device: if
 * that waits for it, or for a fence between that does. */
static bool
arrives_behind(const struct bound *b, uint32_t i, uint32_t bell)
{
    const struct op *op = b->op;

    if (op[i].agent != op[bell].agent || op[i].thread != op[bell].thread)
        return false;
    for (uint32_t k = i + 1; k <= bell; k++)
        if (op[k].agent == op[i].agent &&
            (k == bell || op[k].kind == OP_FENCE) &&
            behind(b, &op[k], &op[i]) &&
            (k == bell || behind(b, &op[bell], &op[k])))
            return true;
    return false;
}

/* Whether one of these operations is another agent's and waits until write I is
 * visible. */
static bool
edge_among(const struct bound *b, uint32_t i, uint32_t from, uint32_t to)
{
    for (uint32_t k = from; k < to; k++)
        if (b->op[k].flags & OPF_HANDOVER && b->op[k].agent != b->op[i].agent &&
            (!b->op[k].bell || arrives_behind(b, i, b->op[k].bell - 1)))
            return true;
    return false;
}

/* The same of all that is between write I and access J, which is included. */
static bool
edge_between(const struct bound *b, uint32_t i, uint32_t j)
{
    uint32_t x = b->op[i].thread, y = b->op[j].thread;
    uint32_t top = x ? b->thread_op[0] + b->thread_start[x] : i + 1;

    if (x == y)
        return edge_among(b, i, i + 1, j + 1);
    if (!y)
        return edge_among(b, i, top, j + 1);
    return edge_among(b, i, top, b->thread_op[0] + b->thread_start[y]) ||
           edge_among(b, i, b->thread_op[y], j + 1);
}

/* Whether write I, if it is before access J, is visible when J happens, or is
 * of the same CPU, which keeps the order of its accesses of one line. */
static bool
visible_before(const struct bound *b, uint32_t i, uint32_t j)
{
    const struct op *x = &b->op[i], *y = &b->op[j];

    if (!order_before(b, i, j))
        return true;
    if (beside(b, x, y))
        return false;
    if (x->agent == y->agent)
        return b->late_loads || y->kind != OP_RMW || x->kind == OP_RMW;
    return !op_is_optional(b, i) && !op_is_optional(b, j) &&
           edge_between(b, i, j) && always(b, x, x->line, is_handed_over);
}

/* Whether all writes of a line become visible in order, and to all reads that
 * come after them in the program. */
static bool
is_in_order(const struct bound *b, uint32_t line)
{
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];

        if (!always(b, op, line, is_of_its_line))
            return false;
        if (!writes(op) || op->line != line)
            continue;
        for (uint32_t j = 0; j < b->nop; j++)
            if ((writes(&b->op[j]) || reads(&b->op[j])) &&
                overlap(op, &b->op[j]) && !visible_before(b, i, j))
                return false;
    }
    return true;
}

/* A fill of device memory is judged, and so are copies beside uncached
 * accesses on some CPUs. */
static bool
folds(const struct bound *b, uint32_t line)
{
    if (!is_coherent(b, line))
        return false;
    return !b->judged || (!line_is_mmio(b, line) && !b->alias_fatal &&
                          !b->plan->share_equal_values && is_in_order(b, line));
}

void
fold_find(struct reducer *r)
{
    uint64_t *set = arena_new_array(&r->arena, uint64_t, r->nset);

    if (flushes_matter(r->b))
        return;
    for (uint32_t line = 0; line < r->b->nline; line++)
        if (folds(r->b, line))
            set_add(set, line);
    r->folded = set;
}

void
fold_lines(const struct reducer *r, cell *m)
{
    const struct act a = {.b = r->b, .m = m, .op = OP_INITIAL, .cpu = 0xff};

    for (uint32_t line = 0; r->folded && line < r->b->nline; line++)
        if (set_has(r->folded, line))
            cache_snoop_out(&a, line);
}
