/* Control operations at work: micro-operations on the machine. */

#include "sim/core/step.h"

/* The CPU's buffered data goes out, in order: what a barrier waits for. */
static void
drain_wc(const struct act *a, uint32_t cpu)
{
    struct act by = *a;

    by.cpu = (uint8_t) cpu;
    by.agent = (uint8_t) a->b->cpu_agent[cpu];
    while (a->b->nwcb && wcb_cells(a->b, a->m, cpu, 0)[0])
        wc_drain(&by, 0, DRAIN_ALL);
}

/* The oldest entry, or where that awaits what is not there yet, the oldest that
 * can; false if none is left that can. */
static bool
perform_oldest(const struct act *a, uint32_t cpu)
{
    const struct bound *b = a->b;
    uint32_t s = 0;

    if (!machine_can_perform(b, a->m, cpu, 0))
        drain_wc(a, cpu);
    while (s < b->depth && !machine_can_perform(b, a->m, cpu, s))
        s++;
    if (s < b->depth)
        perform_slot(b, a->m, cpu, s, a->to);
    return s < b->depth;
}

void
drain_cpu(const struct act *a, uint32_t cpu)
{
    while (a->b->depth && window_cells(a->b, a->m, cpu, 0)[0])
        if (!perform_oldest(a, cpu))
            break;
    drain_wc(a, cpu);
}

/* Stores on their way to a WC buffer have to get there first.  Pending line
 * operations stay, unless an older store waits for them. */
static void
drain_stores(const struct act *a, uint32_t cpu)
{
    const struct bound *b = a->b;
    uint32_t s = 0;

    while (s < b->depth && window_cells(b, a->m, cpu, s)[0]) {
        const cell *w = window_cells(b, a->m, cpu, s);

        if (!(b->handover >> entry_class(b, &b->op[w[0] - 1], w[1]) & 1)) {
            s++;
            continue;
        }
        if (!machine_can_perform(b, a->m, cpu, s))
            drain_wc(a, cpu);
        if (machine_can_perform(b, a->m, cpu, s))
            perform_slot(b, a->m, cpu, s, a->to);
        else if (!perform_oldest(a, cpu))
            break;
        s = 0;
    }
    drain_wc(a, cpu);
}

static void
tlb_flush(const struct bound *b, cell *m, uint32_t cpu, uint32_t principal)
{
    if (!b->has_tlb)
        return;
    for (uint32_t p = 0; p < b->nvpage; p++) {
        uint32_t ctx = b->vpage[p].ctx;

        if (ctx != PLAN_NONE && b->plan->ctx[ctx].principal == principal)
            m[tlb_cell(b, cpu, p)] = 0;
    }
}

/* What a unit has let through arrives before it says that it has forgotten. */
static void
drain_device(const struct act *a, uint32_t window)
{
    while (window_cells(a->b, a->m, window, 0)[0])
        perform_slot(a->b, a->m, window, 0, a->to);
}

/* What units have cached for the devices of a mask. */
static void
iotlb_flush(const struct act *a, uint64_t devices)
{
    const struct bound *b = a->b;
    cell *m = a->m;

    for (uint32_t w = b->ncpu; w < b->nwindow; w++)
        if (devices >> b->cpu_agent[w] & 1 && rule_on(b, SEM_IOTLB_DRAINS))
            drain_device(a, w);
    if (!b->has_iotlb || !rule_on(b, SEM_IOTLB_FLUSH))
        return;
    for (uint32_t p = 0; p < b->nvpage; p++)
        if (b->vpage[p].ctx == PLAN_NONE &&
            devices >> b->vpage[p].ctx_agent & 1)
            m[tlb_cell(b, b->ncpu, p)] = 0;
}

static void
flush_region(const struct act *a, uint16_t region)
{
    const struct op flush = {.kind = OP_LINE, .flags = OPF_INVALIDATE};

    for (uint32_t l = 0; l < a->b->nline; l++)
        if (a->b->line[l].region == region)
            access_line_op(a, &flush, l, false);
}

static void
maintain_page(const struct act *a, uint64_t pa, uint16_t flags)
{
    const struct op line_op = {.kind = OP_LINE, .flags = flags};

    for (uint32_t l = 0; l < a->b->nline; l++)
        if (a->b->line[l].pa - pa < PAGE_BYTES)
            access_line_op(a, &line_op, l, false);
}

/* Those that take lines out of caches or clean them. */
static void
maintain(const struct act *a, const struct micro *u)
{
    switch (u->kind) {
    case MICRO_FLUSH_ALL:
        cache_flush_all(a, u->arg, FLUSH_INVALIDATE);
        break;
    case MICRO_CLEAN_ALL:
        cache_flush_all(a, u->arg, FLUSH_KEEP);
        break;
    case MICRO_DISCARD_ALL:
        cache_flush_all(a, u->arg, FLUSH_DISCARD);
        break;
    case MICRO_FLUSH_REGION:
        flush_region(a, u->region);
        break;
    case MICRO_FLUSH_PAGE:
        maintain_page(a, u->arg, OPF_INVALIDATE);
        break;
    case MICRO_CLEAN_PAGE:
        maintain_page(a, u->arg, 0);
        break;
    case MICRO_FLUSH_OWN:
        cache_flush_own(a, u->cpu, FLUSH_INVALIDATE);
        break;
    case MICRO_CLEAN_OWN:
        cache_flush_own(a, u->cpu, FLUSH_KEEP);
        break;
    case MICRO_DISCARD_OWN:
        cache_flush_own(a, u->cpu, FLUSH_DISCARD);
        break;
    default:
        break;
    }
}

void
say_number(const struct act *a, uint8_t kind, uint64_t number)
{
    say(a->to, a->b, a->m,
        &(struct txn){.kind = kind,
                      .agent = a->agent,
                      .version = (uint32_t) number,
                      .op = a->op});
}

static void
run_micro(const struct act *a, const struct micro *u)
{
    const struct bound *b = a->b;

    switch ((enum micro_kind) u->kind) {
    case MICRO_BARRIER:
        if (rule_on(b, SEM_BARRIERS))
            drain_cpu(a, u->cpu);
        break;
    case MICRO_DRAIN_WC:
        if (rule_on(b, SEM_WORLD_SWITCH_DRAINS))
            drain_stores(a, u->cpu);
        break;
    case MICRO_FLUSH_ALL:
    case MICRO_CLEAN_ALL:
    case MICRO_DISCARD_ALL:
    case MICRO_FLUSH_REGION:
    case MICRO_FLUSH_PAGE:
    case MICRO_CLEAN_PAGE:
    case MICRO_FLUSH_OWN:
    case MICRO_CLEAN_OWN:
    case MICRO_DISCARD_OWN:
        maintain(a, u);
        break;
    case MICRO_TLB_FLUSH:
        for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
            tlb_flush(b, a->m, cpu, (uint32_t) u->arg);
        break;
    case MICRO_TLB_FLUSH_CPU:
        tlb_flush(b, a->m, u->cpu, (uint32_t) u->arg);
        break;
    case MICRO_IOTLB_FLUSH:
        iotlb_flush(a, u->arg);
        break;
    case MICRO_ENTER:
        a->m[b->at.ctx + u->cpu] = (cell) u->arg + 1;
        break;
    case MICRO_REFUSE:
    case MICRO_INJECT:
        say_number(a, TX_REFUSED, u->arg);
        break;
    case MICRO_EMULATE: /* maintenance finds nothing to maintain */
        if (b->op[a->op].kind != OP_LINE)
            say_number(a, TX_REFUSED, REFUSAL_MMIO_EXIT);
        break;
    case MICRO_CONDITION:
        say_number(a, TX_CONDITION, u->arg);
        break;
    case MICRO_COUNT_EVENT:
        say_number(a, TX_COUNTED, u->arg);
        break;
    case MICRO_NONE:
        break;
    }
}

void
maintain_edge(const struct act *a, uint32_t number)
{
    const struct edge *e = &a->b->control->edge[number];

    for (uint32_t i = 0; i < e->nmicro; i++)
        if (micro_flushes(a->b->control->micro[e->micro + i].kind))
            maintain(a, &a->b->control->micro[e->micro + i]);
}

bool
take_edge(const struct act *a, uint32_t id)
{
    const struct bound *b = a->b;
    uint32_t from = a->m[b->at.config];
    uint32_t number = control_edge(b, from, id);
    struct edge e = b->control->edge[number];

    a->m[b->at.config] = e.to;
    say_number(a, TX_CONTROL, number);
    for (uint32_t i = 0; i < e.nmicro; i++)
        run_micro(a, &b->control->micro[e.micro + i]);
    return !e.voided && e.to != from;
}
