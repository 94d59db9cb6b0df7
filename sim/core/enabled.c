/* Every event that may happen now, in a fixed order. */

#include "sim/core/step.h"

static uint32_t
add(struct event *out, uint32_t n, struct event e)
{
    out[n] = e;
    return n + 1;
}

/* R9: some clean copy of the line differs from memory, so who supplies it is
 * a choice. */
static bool
supply_matters(const struct bound *b, const cell *m, uint32_t line)
{
    cell *ln = line_cells(b, m, line);

    for (uint32_t h = 0; h <= b->ncpu; h++) {
        const cell *p = holder_cells(b, ln, h);

        if (p[0] == LINE_I || line_dirty(p[0]))
            continue;
        for (uint32_t g = 0; g < b->line[line].ngran; g++)
            if (p[1 + g] != ln[g])
                return true;
    }
    return false;
}

/* R13: a dirty copy that this access may see or not. */
static bool
lookup_matters(const struct bound *b, const cell *m, const struct op *op,
               const struct xlat *x, uint32_t line)
{
    bool either = b->agent_cpu[op->agent] == 0xff
                      ? b->dma_lookup == LOOKUP_EITHER &&
                            x->attr != b->nattr + DMA_SNOOPED
                      : xlat_attr(b, x, op)->flags & ATTR_SNOOP_EITHER;

    for (uint32_t h = 0; either && h <= b->ncpu; h++)
        if (line_dirty(holder_cells(b, line_cells(b, m, line), h)[0]))
            return true;
    return false;
}

static bool
any_either(const struct bound *b)
{
    return b->supply_uncached == SUPPLY_EITHER ||
           b->supply_dma == SUPPLY_EITHER || b->supply_peer == SUPPLY_EITHER;
}

/* Whether a read that performs now has another supplier (R9) ... */
static bool
reads_two_ways(const struct bound *b, const cell *m, const struct op *op,
               uint32_t line)
{
    return (op->kind == OP_LOAD || op->kind == OP_RMW) && any_either(b) &&
           supply_matters(b, m, line);
}

/* ... or an access a dirty copy to see or not. */
static bool
looks_two_ways(const struct bound *b, const cell *m, const struct op *op,
               const struct xlat *x, uint32_t line)
{
    return b->looks_up && op->kind != OP_LINE && op->kind != OP_POLL &&
           lookup_matters(b, m, op, x, line);
}

/* Whether the next operation of a thread can go two ways; also by an entry
 * that somebody else has filled in the meantime. */
static bool
two_ways(const struct bound *b, const cell *m, const struct op *op)
{
    uint32_t cpu = b->agent_cpu[op->agent], xi, line;
    const struct xlat *x;

    if (!op_is_memory(op))
        return false;
    xi = translation(b, m, cpu, op->vpage);
    x = control_xlat(b, xi);
    if (x->fault)
        return x->fault == XLAT_STAGE2 && rule_on(b, SEM_FILLED_BY_OTHERS);
    if (!any_either(b) && !b->looks_up)
        return false;
    line = x->line0 + op->lineoff;
    if (cpu != 0xff && !(b->at_issue >> entry_class(b, op, xi) & 1) &&
        (makes_versions(op) || b->late_loads))
        return false; /* when it performs */
    return reads_two_ways(b, m, op, line) || looks_two_ways(b, m, op, x, line);
}

static uint32_t
issue_event(const struct bound *b, const cell *m, struct event *out, uint32_t n,
            uint32_t thread, uint32_t choice)
{
    struct event e = {EV_ISSUE, 0, (uint16_t) thread, choice};

    if (!machine_can_issue(b, m, thread, choice))
        return n;
    n = add(out, n, e);
    e.slot |= EVENT_ALT;
    return two_ways(b, m, next_op(b, m, thread, choice)) ? add(out, n, e) : n;
}

static uint32_t
issue_events(const struct bound *b, const cell *m, struct event *out)
{
    uint32_t n = 0;

    for (uint32_t t = 0; t < b->nthread; t++) {
        n = issue_event(b, m, out, n, t, 0);
        if (!b->has_adversary || !b->choice_cell[t])
            continue;
        for (uint32_t c = 1; c < b->menu[t]; c++)
            n = issue_event(b, m, out, n, t, c);
        if (machine_can_issue(b, m, t, b->menu[t])) /* stops */
            n = add(out, n,
                    (struct event){EV_ISSUE, 0, (uint16_t) t, b->menu[t]});
    }
    return n;
}

/* Whether an entry can perform in two ways: a read as above, a store by
 * fetching its line from one of two suppliers (R9). */
static bool
performs_two_ways(const struct bound *b, const cell *m, uint32_t cpu,
                  uint32_t slot)
{
    const cell *w = window_cells(b, m, cpu, slot);
    const struct op *op = &b->op[w[0] - 1];
    const struct xlat *x;
    uint32_t line;

    if (!op_is_memory(op) || op->kind == OP_LINE)
        return false;
    x = control_xlat(b, w[1]);
    line = x->line0 + op->lineoff;
    if (reads_two_ways(b, m, op, line) || looks_two_ways(b, m, op, x, line))
        return true;
    if (b->supply_peer != SUPPLY_EITHER || op->kind != OP_STORE)
        return false;
    return holder_cells(b, line_cells(b, m, line), 1 + cpu)[0] == LINE_I &&
           supply_matters(b, m, line);
}

static uint32_t
buffer_events(const struct bound *b, const cell *m, uint32_t cpu,
              struct event *out, uint32_t n)
{
    for (uint32_t s = 0; s < b->depth; s++) {
        if (!window_cells(b, m, cpu, s)[0])
            break;
        if (!machine_can_perform(b, m, cpu, s))
            continue;
        n = add(out, n,
                (struct event){EV_PERFORM, (uint8_t) cpu, (uint16_t) s, 0});
        if (performs_two_ways(b, m, cpu, s))
            n = add(out, n,
                    (struct event){EV_PERFORM, (uint8_t) cpu,
                                   (uint16_t) (s | EVENT_ALT), 0});
    }
    for (uint32_t i = 0; i < b->nwcb; i++) {
        const cell *w = wcb_cells(b, m, cpu, i);
        struct event e = {EV_WC_DRAIN, (uint8_t) cpu, (uint16_t) i, DRAIN_ALL};

        if (!w[0] || !rule_on(b, SEM_WC_DRAIN_UNASKED))
            break;
        if (wcb_whole(b, w)) {
            n = add(out, n, e);
            continue;
        }
        for (e.line = 0; e.line < b->at.granules; e.line++)
            if (w[2 + e.line])
                n = add(out, n, e);
    }
    return n;
}

static inline bool
may_evict(const struct bound *b, cell state)
{
    return state != LINE_I &&
           rule_on(b, line_dirty(state) ? SEM_EVICT_DIRTY : SEM_EVICT_CLEAN);
}

static uint32_t
line_events(const struct bound *b, const cell *m, struct event *out, uint32_t n)
{
    for (uint32_t line = 0; line < b->nline; line++) {
        cell *ln = line_cells(b, m, line);

        for (uint32_t h = 0; h <= b->ncpu; h++)
            if (may_evict(b, holder_cells(b, ln, h)[0]))
                n = add(out, n, (struct event){EV_EVICT, (uint8_t) h, 0, line});
        for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
            if (machine_can_speculate(b, m, cpu, line)) {
                n = add(out, n,
                        (struct event){EV_FILL, (uint8_t) cpu, 0, line});
                if (b->supply_peer == SUPPLY_EITHER &&
                    supply_matters(b, m, line))
                    n = add(out, n,
                            (struct event){EV_FILL, (uint8_t) cpu, EVENT_ALT,
                                           line});
            }
    }
    return n;
}

uint32_t
machine_enabled(const struct bound *b, const cell *m, struct event *out)
{
    uint32_t n = issue_events(b, m, out);

    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        n = buffer_events(b, m, cpu, out, n);
    n = line_events(b, m, out, n);
    for (uint32_t i = 0; b->has_tlb && i < b->ncpu * b->nvpage; i++)
        if (m[b->at.tlb + i] && rule_on(b, SEM_TLB_DROP))
            n = add(out, n,
                    (struct event){EV_TLB_DROP, (uint8_t) (i / b->nvpage), 0,
                                   i % b->nvpage});
    return n;
}
