/* What hardware may do one way or the other: who supplies a line (R9), whether
 * an access looks for dirty copies (R13), or for the CPU's own data (R8). */

#include "sim/core/step.h"

#define BIT(choice) (1u << (choice))

/* R9: a clean copy of the line differs from memory, and no dirty one settles
 * who supplies the data. */
static bool
supply_matters(const struct bound *b, const cell *m, uint32_t line)
{
    cell *ln = line_cells(b, m, line);
    bool differs = false;

    for (uint32_t h = 0; h <= b->ncpu; h++) {
        const cell *p = holder_cells(b, ln, h);

        if (line_dirty(p[0]))
            return false;
        for (uint32_t g = 0; p[0] != LINE_I && g < b->line[line].ngran; g++)
            differs |= p[1 + g] != ln[g];
    }
    return differs;
}

/* R13: there is a dirty copy to see or not. */
static bool
lookup_matters(const struct bound *b, const cell *m, uint32_t line)
{
    for (uint32_t h = 0; h <= b->ncpu; h++)
        if (line_dirty(holder_cells(b, line_cells(b, m, line), h)[0]))
            return true;
    return false;
}

uint32_t
fill_choices(const struct bound *b, const cell *m, uint32_t cpu, uint32_t line)
{
    cell *ln = line_cells(b, m, line);

    return b->supply_peer == SUPPLY_EITHER &&
                   holder_cells(b, ln, 1 + cpu)[0] == LINE_I &&
                   holder_cells(b, ln, HOLDER_LLC_INDEX)[0] == LINE_I &&
                   supply_matters(b, m, line)
               ? BIT(CHOICE_PEER)
               : 0;
}

/* Who supplies what a CPU's access needs of a line. */
static uint32_t
supply_choices(const struct bound *b, const cell *m, uint32_t cpu,
               const struct op *op, const struct xlat *x, uint32_t line)
{
    bool reads = op->kind == OP_LOAD || op->kind == OP_RMW;
    const struct attr *at =
        reads ? &b->attr[x->attr][ACCESS_PLAIN] : xlat_attr(b, x, op);

    if (reads ? at->flags & ATTR_ALLOCATE
              : op->kind == OP_STORE && at->write == WRITE_BACK)
        return fill_choices(b, m, cpu, line);
    return reads && at->flags & ATTR_SNOOP &&
                   b->supply_uncached == SUPPLY_EITHER &&
                   supply_matters(b, m, line)
               ? BIT(CHOICE_UNCACHED)
               : 0;
}

/* The same of a device. */
static uint32_t
dma_choices(const struct bound *b, const cell *m, const struct op *op,
            const struct xlat *x, uint32_t line)
{
    if (x->attr != b->nattr + DMA_SNOOPED)
        return b->dma_lookup == LOOKUP_EITHER && lookup_matters(b, m, line)
                   ? BIT(CHOICE_DMA_LOOKUP)
                   : 0;
    return op->kind == OP_LOAD && b->supply_dma == SUPPLY_EITHER &&
                   supply_matters(b, m, line)
               ? BIT(CHOICE_DMA)
               : 0;
}

uint32_t
access_choices(const struct bound *b, const cell *m, const struct op *op,
               const struct xlat *x)
{
    uint32_t cpu = b->agent_cpu[op->agent], line = x->line0 + op->lineoff;

    if (op->kind == OP_LINE || op->kind == OP_POLL)
        return 0;
    if (cpu == 0xff)
        return dma_choices(b, m, op, x, line);
    if (xlat_attr(b, x, op)->flags & ATTR_SNOOP_EITHER &&
        lookup_matters(b, m, line))
        return BIT(CHOICE_LOOKUP);
    return supply_choices(b, m, cpu, op, x, line);
}

/* R8: a load passes by what is in the CPU's own WC buffer. */
static uint32_t
own_choices(const struct bound *b, const cell *m, const struct op *op,
            const struct xlat *x)
{
    uint32_t cpu = b->agent_cpu[op->agent];

    return cpu != 0xff && reads_versions(op) &&
                   b->own_load == OWN_LOAD_EITHER && b->nwcb &&
                   wcb_find(b, m, cpu, x->line0 + op->lineoff) < b->nwcb
               ? BIT(CHOICE_OWN_LOAD)
               : 0;
}

static uint32_t
issue_choices(const struct bound *b, const cell *m, struct event e)
{
    uint32_t thread = e.slot & ~(uint32_t) EVENT_ALT, xi;
    const struct op *op;

    if (b->choice_cell[thread] && e.line == b->menu[thread])
        return 0; /* an adversary stops */
    op = next_op(b, m, thread, e.line);
    if (!op_is_memory(op))
        return 0;
    xi = translation(b, m, b->agent_cpu[op->agent], op->vpage);
    if (control_xlat(b, xi)->fault ||
        !performs_at_issue(b, b->agent_cpu[op->agent], op, xi))
        return 0;
    return access_choices(b, m, op, control_xlat(b, xi)) |
           own_choices(b, m, op, control_xlat(b, xi));
}

uint32_t
machine_choices(const struct bound *b, const cell *m, struct event e)
{
    const cell *w;
    const struct op *op;

    if (e.kind == EV_ISSUE)
        return issue_choices(b, m, e);
    if (e.kind == EV_FILL)
        return fill_choices(b, m, e.agent, e.line);
    if (e.kind != EV_PERFORM)
        return 0;
    w = window_cells(b, m, e.agent, e.slot & ~(uint32_t) EVENT_ALT);
    op = &b->op[w[0] - 1];
    if (!op_is_memory(op))
        return 0;
    return access_choices(b, m, op, control_xlat(b, w[1])) |
           own_choices(b, m, op, control_xlat(b, w[1]));
}
