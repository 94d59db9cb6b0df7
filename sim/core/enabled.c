/* Every event that may happen now, in a fixed order. */

#include "sim/core/step.h"

static uint32_t
add(struct event *out, uint32_t n, struct event e)
{
    out[n] = e;
    return n + 1;
}

/* Whether the next operation of a thread can go two ways; also by an entry
 * that somebody else has filled in the meantime. */
static bool
two_ways(const struct bound *b, const cell *m, const struct op *op)
{
    uint32_t cpu = b->agent_cpu[op->agent], xi;
    const struct xlat *x;

    if (!op_is_memory(op))
        return false;
    xi = translation(b, m, cpu, op->vpage);
    x = control_xlat(b, xi);
    if (x->fault)
        return x->fault == XLAT_STAGE2 && rule_on(b, SEM_FILLED_BY_OTHERS);
    return performs_at_issue(b, cpu, op, xi) && access_choices(b, m, op, x);
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

/* Whether an entry can perform in two ways. */
static bool
performs_two_ways(const struct bound *b, const cell *m, uint32_t cpu,
                  uint32_t slot)
{
    const cell *w = window_cells(b, m, cpu, slot);
    const struct op *op = &b->op[w[0] - 1];

    return op_is_memory(op) && access_choices(b, m, op, control_xlat(b, w[1]));
}

static uint32_t
window_events(const struct bound *b, const cell *m, uint32_t cpu,
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
    return n;
}

static uint32_t
buffer_events(const struct bound *b, const cell *m, uint32_t cpu,
              struct event *out, uint32_t n)
{
    n = window_events(b, m, cpu, out, n);
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
                if (fill_choices(b, m, cpu, line))
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
    for (uint32_t w = b->ncpu; w < b->nwindow; w++)
        n = window_events(b, m, w, out, n);
    n = line_events(b, m, out, n);
    for (uint32_t i = 0; i < b->ntlb * b->nvpage; i++)
        if (m[b->at.tlb + i] &&
            rule_on(b, i / b->nvpage < b->ncpu ? SEM_TLB_DROP : SEM_IOTLB_DROP))
            n = add(out, n,
                    (struct event){EV_TLB_DROP, (uint8_t) (i / b->nvpage), 0,
                                   i % b->nvpage});
    return n;
}
