/* What may issue and what may perform: all waiting is decided here. */

#include "sim/core/step.h"

bool
machine_thread_done(const struct bound *b, const cell *m, uint32_t thread)
{
    return m[b->at.pc + thread] == thread_length(b, thread);
}

/* Whether an access is refused where tables and policies are as they are now:
 * then it had no effect of its own (R5), so what it would have written was
 * never there. */
static bool
refused(const struct bound *b, const cell *m, const struct op *op)
{
    uint32_t cpu = b->agent_cpu[op->agent], config = m[b->at.config];
    const struct xlat *x;

    if (!op_is_memory(op))
        return false;
    x = control_xlat(b, control_translate(b, config, op->vpage));
    if (!rule_on(b, SEM_REFUSED_NEVER_MADE))
        return false;
    if (x->fault != XLAT_STAGE2 || cpu == 0xff)
        return x->fault == XLAT_STOP;
    return b->control
        ->edge[control_edge(b, config, control_fault_id(b, cpu, op->vpage))]
        .voided;
}

bool
machine_happens(const struct bound *b, const cell *m, uint32_t op)
{
    uint32_t thread, position;

    if (op != OP_INITIAL && refused(b, m, &b->op[op]))
        return false;
    if (!op_is_optional(b, op))
        return true;
    thread = b->op[op].thread;
    position = op_position(b, op);
    return m[b->choice_cell[thread] + position] ==
           op - b->thread_op[thread] - position * b->menu[thread] + 1;
}

/* Whether nothing older than SLOT in the CPU's window holds back an operation
 * of CLASS, nor data in its WC buffers. */
static bool
may_pass(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
         uint32_t class)
{
    uint32_t waits = b->waits[class];

    for (uint32_t s = 0; s < slot && s < b->depth; s++) {
        const cell *w = window_cells(b, m, cpu, s);

        if (!w[0])
            break;
        if (waits >> entry_class(b, &b->op[w[0] - 1], w[1]) & 1)
            return false;
    }
    return !(waits >> ORDER_COMBINING & 1) || !b->nwcb ||
           !wcb_cells(b, m, cpu, 0)[0];
}

static inline uint32_t
entry_line(const struct bound *b, const cell *w)
{
    const struct op *op = &b->op[w[0] - 1];

    if (op->kind != OP_STORE && op->kind != OP_LINE)
        return UINT32_MAX;
    return control_xlat(b, w[1])->line0 + op->lineoff;
}

/* Operations of one CPU on one line keep their order. */
static bool
line_free(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
          uint32_t line, bool line_ops_only)
{
    for (uint32_t s = 0; s < slot && s < b->depth; s++) {
        const cell *w = window_cells(b, m, cpu, s);

        if (!w[0] || !rule_on(b, SEM_LINE_OPS_SAME_LINE))
            break;
        if (line_ops_only && b->op[w[0] - 1].kind != OP_LINE)
            continue;
        if (entry_line(b, w) == line)
            return false;
    }
    return true;
}

static inline bool
window_room(const struct bound *b, const cell *m, uint32_t cpu)
{
    return b->depth && !window_cells(b, m, cpu, b->depth - 1)[0];
}

/* Two threads that run at the same time are not ordered by where they start. */
static inline bool
beside(const struct bound *b, uint32_t t, uint32_t u)
{
    return t && u && t != u && b->thread_start[t] == b->thread_start[u];
}

/* R1: an order edge from another agent has its machine effect. */
static bool
handed_over(const struct bound *b, const cell *m, const struct op *op)
{
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++) {
        if (b->cpu_agent[cpu] == op->agent)
            continue;
        for (uint32_t s = 0; s < b->depth; s++) {
            const cell *w = window_cells(b, m, cpu, s);

            if (!w[0])
                break;
            if (!beside(b, b->op[w[0] - 1].thread, op->thread) &&
                b->handover >> entry_class(b, &b->op[w[0] - 1], w[1]) & 1)
                return false;
        }
    }
    return true;
}

static bool
threads_joined(const struct bound *b, const cell *m, uint32_t at)
{
    for (uint32_t t = 1; t < b->nthread; t++)
        if (b->thread_start[t] == at && !machine_thread_done(b, m, t))
            return false;
    return true;
}

/* R8: a load whose line sits in one of the CPU's own WC buffers.  Only through
 * an alias, cacheable over write-combining, may it miss what is there. */
static bool
own_wc_allows(const struct bound *b, const cell *m, uint32_t cpu,
              const struct xlat *x, uint32_t line)
{
    uint32_t i = b->nwcb ? wcb_find(b, m, cpu, line) : 0;

    if (i == b->nwcb || !rule_on(b, SEM_OWN_WC_SEEN))
        return true;
    return b->own_load != OWN_LOAD_DRAIN &&
           !(wcb_cells(b, m, cpu, i)[1] & WCB_CACHED) &&
           b->attr[x->attr][ACCESS_PLAIN].write != WRITE_COMBINE;
}

static bool
can_load(const struct bound *b, const cell *m, uint32_t cpu,
         const struct op *op)
{
    const struct xlat *x = control_xlat(b, translation(b, m, cpu, op->vpage));
    uint32_t line = x->line0 + op->lineoff;

    if (x->fault)
        return true;
    return may_pass(b, m, cpu, b->depth,
                    b->attr[x->attr][ACCESS_PLAIN].load_class) &&
           line_free(b, m, cpu, b->depth, line, true) &&
           own_wc_allows(b, m, cpu, x, line);
}

static uint64_t
version_value(const struct bound *b, const cell *m, uint32_t version)
{
    uint64_t sum = 0;

    for (uint32_t hops = 0; hops < b->nversion; hops++) {
        const struct version *v = &b->version[version];

        sum += v->value;
        if (!v->from || !m[b->at.value + v->from - 1])
            break;
        version = m[b->at.value + v->from - 1] - 1;
    }
    return sum;
}

uint64_t
machine_value(const struct bound *b, const cell *m, uint32_t version)
{
    return version_value(b, m, version);
}

static bool
poll_reads_it(const struct bound *b, const cell *m, uint32_t cpu,
              const struct op *op)
{
    const struct xlat *x = control_xlat(b, translation(b, m, cpu, op->vpage));
    struct act a = {.b = b, .m = (cell *) (uintptr_t) m, .cpu = (uint8_t) cpu};
    uint32_t local;

    if (x->fault || !rule_on(b, SEM_POLL_BLOCKS))
        return true;
    local = access_peek(&a, op, x, 0);
    return version_value(
               b, m, version_of(b, x->line0 + op->lineoff, op->gran0, local)) ==
           op->value;
}

/* Whether an operation of a CPU that performs later may enter the window, or
 * one that performs at once may perform. */
static bool
can_enter(const struct bound *b, const cell *m, uint32_t cpu, uint32_t class,
          uint32_t line)
{
    if (!(b->at_issue >> class & 1))
        return window_room(b, m, cpu);
    return may_pass(b, m, cpu, b->depth, class) &&
           (line == UINT32_MAX || line_free(b, m, cpu, b->depth, line, false));
}

static bool
wc_has_room(const struct bound *b, const cell *m, uint32_t cpu, uint32_t line)
{
    return wcb_find(b, m, cpu, line) < b->nwcb ||
           !wcb_cells(b, m, cpu, b->nwcb - 1)[0];
}

/* A store or line operation at the point where it takes effect. */
static bool
can_reach(const struct bound *b, const cell *m, uint32_t cpu,
          const struct op *op, uint32_t x, uint32_t line)
{
    if (op->kind != OP_STORE || !b->nwcb)
        return true;
    if (xlat_attr(b, control_xlat(b, x), op)->write == WRITE_COMBINE)
        return wc_has_room(b, m, cpu, line);
    return wcb_find(b, m, cpu, line) == b->nwcb;
}

static bool
can_issue_memory(const struct bound *b, const cell *m, uint32_t cpu,
                 const struct op *op)
{
    uint32_t xi = translation(b, m, cpu, op->vpage);
    const struct xlat *x = control_xlat(b, xi);
    uint32_t line = x->line0 + op->lineoff;
    uint32_t class;

    if (x->fault)
        return true;
    class = entry_class(b, op, xi);
    return can_enter(b, m, cpu, class, line) &&
           (!(b->at_issue >> class & 1) || can_reach(b, m, cpu, op, xi, line));
}

/* Nothing sits in the CPU's WC buffers. */
static inline bool
wc_empty(const struct bound *b, const cell *m, uint32_t cpu)
{
    return !b->nwcb || !wcb_cells(b, m, cpu, 0)[0];
}

static bool
can_issue_cpu(const struct bound *b, const cell *m, uint32_t cpu,
              const struct op *op)
{
    switch ((enum op_kind) op->kind) {
    case OP_LOAD:
        return can_load(b, m, cpu, op);
    case OP_POLL:
        return can_load(b, m, cpu, op) && poll_reads_it(b, m, cpu, op);
    case OP_RMW:
        return can_load(b, m, cpu, op) &&
               (!rule_on(b, SEM_LOCKED_WAITS) ||
                (may_pass(b, m, cpu, b->depth, op->class) &&
                 wc_empty(b, m, cpu)));
    case OP_STORE:
    case OP_LINE:
        return can_issue_memory(b, m, cpu, op);
    case OP_FENCE:
        return can_enter(b, m, cpu, op->class, UINT32_MAX);
    case OP_SIGNAL:
        return op->flags & OPF_RELAXED ||
               can_enter(b, m, cpu, op->class, UINT32_MAX);
    case OP_CONTROL:
        return !op->class || may_pass(b, m, cpu, b->depth, op->class);
    case OP_NONE:
    case OP_WAIT:
    case OP_OWNER:
        break;
    }
    return true;
}

/* The common case: a load or store of a CPU with nothing under way, which
 * every rule below lets pass. */
static inline bool
nothing_to_wait_for(const struct bound *b, const cell *m, uint32_t cpu,
                    const struct op *op)
{
    return (op->kind == OP_LOAD || op->kind == OP_STORE) && cpu != 0xff &&
           !op->join && !(op->flags & OPF_HANDOVER) && b->depth && b->nwcb &&
           !window_cells(b, m, cpu, 0)[0] && wc_empty(b, m, cpu);
}

/* Whether an adversary may still take this choice: an access that faulted is
 * taken again before anything else. */
static bool
open_to_choose(const struct bound *b, const cell *m, uint32_t thread,
               uint32_t choice)
{
    cell taken = *choice_cell(b, m, thread);

    return !taken || taken == choice + 1;
}

bool
machine_can_issue(const struct bound *b, const cell *m, uint32_t thread,
                  uint32_t choice)
{
    const struct op *op;
    uint32_t cpu;

    if (machine_thread_done(b, m, thread) ||
        (thread && m[b->at.pc] != b->thread_start[thread] &&
         rule_on(b, SEM_TOP_LEVEL)))
        return false;
    if (b->has_adversary && b->choice_cell[thread]) {
        if (!open_to_choose(b, m, thread, choice))
            return false;
        if (choice == b->menu[thread])
            return true;
    }
    op = next_op(b, m, thread, choice);
    cpu = b->agent_cpu[op->agent];
    if (nothing_to_wait_for(b, m, cpu, op))
        return true;
    if (op->join && rule_on(b, SEM_TOP_LEVEL) &&
        !threads_joined(b, m, m[b->at.pc]))
        return false;
    if (op->flags & OPF_HANDOVER && !handed_over(b, m, op))
        return false;
    if (op->kind == OP_WAIT)
        return m[b->at.flag + op->arg] != 0;
    if (cpu != 0xff)
        return can_issue_cpu(b, m, cpu, op);
    return op->kind != OP_POLL || poll_reads_it(b, m, cpu, op);
}

bool
machine_can_perform(const struct bound *b, const cell *m, uint32_t cpu,
                    uint32_t slot)
{
    const cell *w = window_cells(b, m, cpu, slot);
    const struct op *op;
    uint32_t line;

    if (!w[0])
        return false;
    if (!slot && b->nwcb && wc_empty(b, m, cpu))
        return true;
    op = &b->op[w[0] - 1];
    line = entry_line(b, w);
    return may_pass(b, m, cpu, slot, entry_class(b, op, w[1])) &&
           (line == UINT32_MAX || (line_free(b, m, cpu, slot, line, false) &&
                                   can_reach(b, m, cpu, op, w[1], line)));
}
