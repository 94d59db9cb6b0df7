/* What happens: the only place where anything has an effect. */

#include <string.h>

#include "sim/core/depend.h"
#include "sim/core/step.h"

/* ------------------------------------------------------------- performing */

static void
perform(const struct act *a, const struct op *op, uint32_t x)
{
    const struct bound *b = a->b;

    if (op->kind == OP_STORE) {
        access_store(a, op, control_xlat(b, x));
    } else if (reads_versions(op)) {
        access_read(a, op, control_xlat(b, x));
    } else if (op->kind == OP_LINE) {
        const struct xlat *at = control_xlat(b, x);

        access_line_op(a, op, at->line0 + op->lineoff,
                       b->attr[at->attr][ACCESS_PLAIN].share == SHARE_NON &&
                           rule_on(b, SEM_LINE_OPS_OWN));
    } else if (op->kind == OP_SIGNAL) {
        a->m[b->at.flag + op->arg] = 1;
        say(a->to, b, a->m,
            &(struct txn){.kind = TX_SIGNAL, .agent = a->agent, .op = a->op});
    } else {
        say(a->to, b, a->m,
            &(struct txn){.kind = TX_FENCE, .agent = a->agent, .op = a->op});
    }
}

static void
window_remove(const struct bound *b, cell *m, uint32_t window, uint32_t slot)
{
    cell *w = window_cells(b, m, window, slot);

    for (; ++slot < b->depth && w[2]; w += 2) {
        w[0] = w[2];
        w[1] = w[3];
    }
    w[0] = w[1] = 0;
}

void
perform_slot(const struct bound *b, cell *m, uint32_t window, uint32_t slot,
             struct sink *to)
{
    cell entry[2];
    struct act a = {.b = b, .m = m, .to = to, .window = (uint8_t) window};

    a.alt = slot & EVENT_ALT;
    slot &= ~(uint32_t) EVENT_ALT;
    memcpy(entry, window_cells(b, m, window, slot), sizeof entry);
    a.older = slot;
    a.op = entry[0] - 1;
    a.agent = (uint8_t) b->cpu_agent[window];
    a.cpu = b->agent_cpu[a.agent];
    window_remove(b, m, window, slot);
    perform(&a, &b->op[a.op], entry[1]);
}

/* ---------------------------------------------------------------- issuing */

static void
push(const struct act *a, uint32_t x)
{
    const struct bound *b = a->b;
    uint32_t s = 0;
    cell *w;

    while (window_cells(b, a->m, a->window, s)[0])
        s++;
    w = window_cells(b, a->m, a->window, s);
    w[0] = a->op + 1;
    w[1] = x;
    say(a->to, b, a->m,
        &(struct txn){.kind = TX_STORE, .agent = a->agent, .op = a->op});
}

static void
enter_or_perform(const struct act *a, const struct op *op, uint32_t class,
                 uint32_t x)
{
    if (a->cpu == 0xff ? !is_relaxed(a->b, op) : a->b->at_issue >> class & 1)
        perform(a, op, x);
    else
        push(a, x);
}

/* The translation used, cached from now on.  One that is stays as it was made,
 * whatever requests go through it. */
static uint32_t
take_translation(const struct act *a, uint32_t vpage)
{
    const struct bound *b = a->b;
    uint32_t x = translation(b, a->m, a->cpu, vpage);

    if (caches_translations(b, a->cpu) && !control_xlat(b, x)->fault) {
        cell *cached = &a->m[tlb_cell(b, tlb_of(b, a->cpu), vpage)];

        if (!*cached)
            *cached = x + 1;
    }
    return x;
}

static void
issue_memory(const struct act *a, const struct op *op, uint32_t x)
{
    const struct bound *b = a->b;

    if (op->value_reg != PLAN_NONE && makes_versions(op))
        note_value(a, op);
    if (!reads_versions(op))
        enter_or_perform(a, op, entry_class(b, op, x), x);
    else if (a->cpu != 0xff && reads_late(b, entry_class(b, op, x)))
        push(a, x);
    else
        access_read(a, op, control_xlat(b, x));
}

static void
issue_other(const struct act *a, const struct op *op)
{
    if (op->flags & OPF_EXIT && a->cpu != 0xff &&
        !rule_on(a->b, SEM_EXIT_DRAINS_NOTHING))
        drain_cpu(a, a->cpu);
    if (op->kind == OP_CONTROL)
        take_edge(a, op->arg);
    else if (op->kind == OP_SIGNAL && op->flags & OPF_RELAXED)
        perform(a, op, 0);
    else if (op->kind == OP_SIGNAL || op->kind == OP_FENCE)
        enter_or_perform(a, op, op->class, 0);
    else if (op->kind == OP_OWNER)
        say(a->to, a->b, a->m,
            &(struct txn){.kind = TX_OWNER, .agent = a->agent, .op = a->op});
}

/* The entry that is missing was filled on behalf of another virtual CPU: the
 * same decision and maintenance, but this CPU does not leave its guest, so
 * nothing drains. */
static void
fill_ahead(const struct act *a, uint32_t id)
{
    const struct bound *b = a->b;
    uint32_t number = control_edge(b, a->m[b->at.config], id);

    if (b->control->edge[number].voided)
        return;
    a->m[b->at.config] = b->control->edge[number].to;
    maintain_edge(a, number);
}

enum issued {
    ISSUED_AGAIN, /* faulted, and comes again                                 */
    ISSUED_VOID,  /* was refused: never made                                  */
    ISSUED_MADE,
};

/* R5: what faults has none of its own effects; it comes again unless the
 * handler could not help. */
static enum issued
fault(const struct act *a, const struct op *op, uint32_t x)
{
    const struct bound *b = a->b;
    uint32_t id = control_fault_id(b, a->cpu, op->vpage);

    if (!rule_on(b, SEM_FAULT_NO_EFFECT) && a->cpu != 0xff)
        drain_cpu(a, a->cpu);
    if (control_xlat(b, x)->fault == XLAT_STAGE2 && a->alt) {
        fill_ahead(a, id);
        return ISSUED_AGAIN;
    }
    if (control_xlat(b, x)->fault == XLAT_STAGE2 && take_edge(a, id))
        return ISSUED_AGAIN;
    if (control_xlat(b, x)->fault == XLAT_STOP)
        say_number(a, TX_REFUSED, 14);
    return ISSUED_VOID;
}

/* R5: what the memory type does not allow has no effect either. */
static bool
impossible(const struct act *a, const struct op *op, uint32_t x)
{
    const struct denial *denial = op_denial(op, control_xlat(a->b, x));

    if (!denial)
        return false;
    say(a->to, a->b, a->m,
        &(struct txn){.kind = TX_REFUSED,
                      .agent = a->agent,
                      .word = (uint16_t) (x + 1),
                      .version = denial->error,
                      .op = a->op});
    return true;
}

const struct denial *
txn_denial(const struct bound *b, const struct txn *t)
{
    return t->word ? op_denial(&b->op[t->op], control_xlat(b, t->word - 1u))
                   : NULL;
}

static enum issued
issue_access(const struct act *a, const struct op *op)
{
    const struct bound *b = a->b;
    uint32_t x = take_translation(a, op->vpage);

    if (control_xlat(b, x)->fault)
        return fault(a, op, x);
    if (impossible(a, op, x))
        return ISSUED_VOID;
    say(a->to, b, a->m,
        &(struct txn){.kind = TX_ISSUE,
                      .agent = a->agent,
                      .attr = control_xlat(b, x)->attr,
                      .line = control_xlat(b, x)->line0 + op->lineoff,
                      .version = x,
                      .op = a->op});
    issue_memory(a, op, x);
    return ISSUED_MADE;
}

/* An adversary's operation is behind it, and had its effect.  Choices that
 * nobody will ask for are forgotten, so that histories meet again. */
static void
note_choice(const struct bound *b, cell *m, const struct op *op,
            uint32_t choice)
{
    bool writes = makes_versions(op);

    *choice_cell(b, m, op->thread) = writes ? choice + 1 : 0;
    for (uint32_t k = 0; !b->late_loads && reads_versions(op) && k < op->ngran;
         k++)
        if (b->judged && b->seen_cell[op->reads + k])
            m[b->seen_cell[op->reads + k] + 1] = 0;
    for (uint32_t k = 0; writes && k < op->ngran; k++)
        if (b->dirties[op->vers + k])
            m[b->dirties[op->vers + k]] = 1;
}

/* What an adversary chose: an access that comes again does so before anything
 * else, and what was refused is as if it had not been chosen. */
static void
after_choice(const struct bound *b, cell *m, const struct op *op,
             uint32_t choice, enum issued issued)
{
    if (!b->choice_cell[op->thread])
        return;
    if (issued == ISSUED_MADE)
        note_choice(b, m, op, choice);
    else
        *choice_cell(b, m, op->thread) =
            issued == ISSUED_AGAIN ? choice + 1 : 0;
}

static bool
stops(const struct bound *b, cell *m, uint32_t thread, uint32_t choice)
{
    if (!b->choice_cell[thread] || choice != b->menu[thread])
        return false;
    m[b->at.pc + thread] = thread_length(b, thread);
    return true;
}

/* R1, switched off: an order edge empties WC buffers as well. */
static void
drain_others(const struct act *a)
{
    for (uint32_t cpu = 0; cpu < a->b->ncpu; cpu++)
        if (cpu != a->cpu)
            drain_cpu(a, cpu);
}

static void
issue(const struct bound *b, cell *m, struct event e, struct sink *to)
{
    uint32_t thread = e.slot & ~(uint32_t) EVENT_ALT;
    const struct op *op = next_op(b, m, thread, e.line);
    enum issued issued = ISSUED_MADE;
    struct act a = {
        .b = b,
        .m = m,
        .to = to,
        .op = (uint32_t) (op - b->op),
        .agent = op->agent,
        .cpu = b->agent_cpu[op->agent],
        .window = b->agent_window[op->agent],
        .alt = e.slot & EVENT_ALT,
        .older = b->depth,
    };

    if (!rule_on(b, SEM_HANDOVER_LEAVES_WC) && op->flags & OPF_HANDOVER)
        drain_others(&a);
    if (a.cpu != 0xff && op->ctx != PLAN_NONE)
        m[b->at.ctx + a.cpu] = op->ctx + 1u;
    if (op_is_memory(op))
        issued = issue_access(&a, op);
    else
        issue_other(&a, op);
    if (issued == ISSUED_VOID && b->refused_cell && b->refused_cell[a.op])
        m[b->refused_cell[a.op]] = 1;
    if (b->has_adversary)
        after_choice(b, m, op, e.line, issued);
    if (issued != ISSUED_AGAIN)
        m[b->at.pc + thread]++;
}

/* ------------------------------------------------------------ spontaneous */

/* With what attributes the CPU may read LINE unasked through page P, or NULL.
 */
static inline const struct attr *
speculative_page(const struct bound *b, const cell *m, uint32_t cpu, uint32_t p,
                 uint32_t line)
{
    const struct xlat *x = control_xlat(b, translation(b, m, cpu, p));

    if (x->fault || line < x->line0 || line >= x->line0 + b->vpage_lines[p] ||
        !(b->attr[x->attr][ACCESS_PLAIN].flags & ATTR_SPECULATE))
        return NULL;
    return &b->attr[x->attr][ACCESS_PLAIN];
}

static bool
is_guest(const struct bound *b, uint32_t ctx)
{
    const struct plan *p = b->plan;

    return p->principal[p->ctx[ctx].principal].kind == PRINCIPAL_GUEST;
}

/* A fill of LINE by a CPU in a guest, through a mapping of those it is a guest
 * of. */
static const struct attr *
speculative_host(const struct bound *b, const cell *m, uint32_t cpu,
                 uint32_t line)
{
    for (uint32_t p = 0; p < b->nvpage; p++) {
        const struct attr *at;

        if (b->vpage[p].ctx == PLAN_NONE || is_guest(b, b->vpage[p].ctx))
            continue;
        at = speculative_page(b, m, cpu, p, line);
        if (at && at->flags & ATTR_ALLOCATE)
            return at;
    }
    return NULL;
}

static inline bool
allocates(const struct attr *at)
{
    return at && at->flags & ATTR_ALLOCATE;
}

/* Of two mappings of a line, one that brings it into a cache if there is. */
static inline const struct attr *
either(const struct attr *a, const struct attr *b)
{
    return !a || (b && !allocates(a)) ? b : a;
}

/* Whether hardware may read LINE for the CPU unasked, through a live
 * translation of the context it runs in (R17); with what attributes. */
static const struct attr *
speculative(const struct bound *b, const cell *m, uint32_t cpu, uint32_t line)
{
    const struct attr *at = NULL, *host = NULL;
    cell ctx = m[b->at.ctx + cpu];

    for (uint32_t p = 0; ctx && !allocates(at) && p < b->nvpage; p++)
        if (b->vpage[p].ctx == ctx - 1 ||
            (!rule_on(b, SEM_FILL_IN_CONTEXT) && b->vpage[p].ctx != PLAN_NONE))
            at = either(at, speculative_page(b, m, cpu, p, line));
    if (b->host_fills && ctx && is_guest(b, ctx - 1) && !allocates(at))
        host = speculative_host(b, m, cpu, line);
    return host ? host : at;
}

/* Whether a speculative read through it brings the line into the cache. */
static inline bool
fills(const struct bound *b, const struct attr *at)
{
    return at->flags & ATTR_ALLOCATE || !rule_on(b, SEM_FILL_CACHEABLE);
}

static void
speculate(const struct bound *b, cell *m, struct event e, struct sink *to)
{
    const struct attr *at = speculative(b, m, e.agent, e.line);
    struct act a = {.b = b,
                    .m = m,
                    .to = to,
                    .op = OP_INITIAL,
                    .agent = (uint8_t) b->cpu_agent[e.agent],
                    .cpu = e.agent,
                    .alt = e.slot & EVENT_ALT};

    if (at && fills(b, at))
        cache_fill(&a, e.line);
    else
        say(to, b, m,
            &(struct txn){.kind = TX_SPECULATE,
                          .agent = a.agent,
                          .line = e.line,
                          .op = OP_INITIAL});
}

/* Whether EV_FILL of LINE by the CPU would do anything. */
bool
machine_can_speculate(const struct bound *b, const cell *m, uint32_t cpu,
                      uint32_t line)
{
    const struct attr *at;

    if (holder_cells(b, line_cells(b, m, line), 1 + cpu)[0] != LINE_I)
        return false;
    at = speculative(b, m, cpu, line);
    if (at && fills(b, at))
        return rule_on(b, SEM_FILL_UNASKED);
    return at && rule_on(b, SEM_SPECULATIVE_READ) &&
           (b->plan->region[b->line[line].region].reg == REG_READ_SENSITIVE ||
            b->plan->region[b->line[line].region].uncontained);
}

void
machine_step(const struct bound *b, cell *m, struct event e, struct sink *to)
{
    struct act a = {.b = b, .m = m, .to = to, .op = OP_INITIAL, .cpu = e.agent};

    switch ((enum event_kind) e.kind) {
    case EV_ISSUE:
        if (!b->has_adversary ||
            !stops(b, m, e.slot & ~(uint32_t) EVENT_ALT, e.line))
            issue(b, m, e, to);
        break;
    case EV_PERFORM:
        perform_slot(b, m, e.agent, e.slot, to);
        break;
    case EV_WC_DRAIN:
        a.agent = (uint8_t) b->cpu_agent[e.agent];
        wc_drain(&a, e.slot, e.line);
        break;
    case EV_EVICT:
        a.agent = e.agent ? (uint8_t) b->cpu_agent[e.agent - 1] : 0;
        cache_evict(&a, e.agent, e.line);
        break;
    case EV_FILL:
        speculate(b, m, e, to);
        break;
    case EV_TLB_DROP:
        m[tlb_cell(b, e.agent, e.line)] = 0;
        break;
    case EV_NONE:
        break;
    }
}
