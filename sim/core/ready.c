/* What may issue and what may perform: all waiting is decided here. */

#include "sim/core/depend.h"
#include "sim/core/step.h"

bool
machine_thread_done(const struct bound *b, const cell *m, uint32_t thread)
{
    return m[b->at.pc + thread] == thread_length(b, thread);
}

bool
access_refused(const struct bound *b, uint32_t config, const struct op *op)
{
    uint32_t cpu = b->agent_cpu[op->agent];
    const struct edge *e;
    const struct xlat *x;

    x = control_xlat(b, control_translate(b, config, op->vpage));
    if (x->fault != XLAT_STAGE2 || cpu == 0xff)
        return x->fault || op_denial(op, x);
    e = &b->control->edge[control_edge(b, config,
                                       control_fault_id(b, cpu, op->vpage))];
    if (e->voided || e->to == config)
        return true;
    x = control_xlat(b, control_translate(b, e->to, op->vpage));
    return !x->fault && op_denial(op, x);
}

/* R5: what was refused had no effect of its own, so what it would have written
 * was never there. */
static bool
refused(const struct bound *b, const cell *m, uint32_t op)
{
    if (!rule_on(b, SEM_REFUSED_NEVER_MADE) || !op_is_memory(&b->op[op]))
        return false;
    return b->refused_cell && b->refused_cell[op]
               ? m[b->refused_cell[op]]
               : access_refused(b, m[b->at.config], &b->op[op]);
}

bool
machine_happens(const struct bound *b, const cell *m, uint32_t op)
{
    uint32_t thread, position;

    if (op == OP_INITIAL)
        return true;
    if (!op_is_optional(b, op))
        return !refused(b, m, op);
    thread = b->op[op].thread;
    position = op_position(b, op);
    return position < m[b->at.pc + thread] &&
           m[b->choice_cell[thread] + position] ==
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

static inline bool
window_room(const struct bound *b, const cell *m, uint32_t window)
{
    return b->depth && !window_cells(b, m, window, b->depth - 1)[0];
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

/* R36: what a register answers comes behind all that its device has written. */
static bool
pushes_writes(const struct bound *b, const cell *m, uint32_t line)
{
    uint16_t device = b->plan->region[b->line[line].region].device;

    return !line_is_mmio(b, line) || device == PLAN_NONE ||
           !rule_on(b, SEM_COMPLETION_PUSHES) || writes_arrived(b, m, device);
}

/* Whether a read at SLOT may perform, or at the depth one that issues. */
static bool
can_read(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
         const struct op *op, uint32_t xi)
{
    const struct xlat *x = control_xlat(b, xi);
    uint32_t class =
        op->kind == OP_RMW || !op->class ? b->attr[x->attr][ACCESS_PLAIN]
                                               .load_class
                                         : op->class;

    return may_pass(b, m, cpu, slot, class) &&
           line_free(b, m, cpu, slot, op, xi) &&
           own_wc_allows(b, m, cpu, x, x->line0 + op->lineoff) &&
           (!has_relaxed(b) || pushes_writes(b, m, x->line0 + op->lineoff));
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
poll_reads_it(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
              const struct op *op, uint32_t xi)
{
    const struct xlat *x = control_xlat(b, xi);
    struct act a = {.b = b,
                    .m = (cell *) (uintptr_t) m,
                    .cpu = (uint8_t) cpu,
                    .older = slot};
    uint32_t local;

    if (x->fault || !rule_on(b, SEM_POLL_BLOCKS))
        return true;
    local = access_peek(&a, op, x, 0);
    return version_value(
               b, m, version_of(b, x->line0 + op->lineoff, op->gran0, local)) ==
           op->value;
}

/* Nothing sits in the CPU's WC buffers. */
static inline bool
wc_empty(const struct bound *b, const cell *m, uint32_t cpu)
{
    return !b->nwcb || !wcb_cells(b, m, cpu, 0)[0];
}

/* What leaves the CPU's program happens: nothing before it is awaited still,
 * nor may a load come later with the register of an access that is void. */
static bool
can_fault(const struct bound *b, const cell *m, uint32_t cpu,
          const struct op *op)
{
    return !b->late_loads ||
           (!awaits(b, m, cpu) && !register_under_way(b, m, cpu, op));
}

/* Whether an operation of a CPU that performs later may enter the window, or
 * one that performs at once may perform. */
static bool
can_enter(const struct bound *b, const cell *m, uint32_t cpu,
          const struct op *op, uint32_t x)
{
    uint32_t class = entry_class(b, op, x);

    if (!(b->at_issue >> class & 1))
        return window_room(b, m, cpu);
    return may_pass(b, m, cpu, b->depth, class) &&
           (!op_is_memory(op) || line_free(b, m, cpu, b->depth, op, x)) &&
           (!b->late_loads || depends_on_nothing(b, m, cpu, b->depth, op));
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
    if (!makes_versions(op) || !b->nwcb)
        return true;
    if (op->kind == OP_STORE &&
        xlat_attr(b, control_xlat(b, x), op)->write == WRITE_COMBINE)
        return wc_has_room(b, m, cpu, line);
    return wcb_find(b, m, cpu, line) == b->nwcb;
}

static bool
can_issue_memory(const struct bound *b, const cell *m, uint32_t cpu,
                 const struct op *op)
{
    uint32_t xi = translation(b, m, cpu, op->vpage);
    const struct xlat *x = control_xlat(b, xi);

    if (x->fault)
        return can_fault(b, m, cpu, op);
    return can_enter(b, m, cpu, op, xi) &&
           (!(b->at_issue >> entry_class(b, op, xi) & 1) ||
            can_reach(b, m, cpu, op, xi, x->line0 + op->lineoff));
}

/* A locked operation waits as its own class says, too; one that issues until
 * the WC buffers are empty. */
static bool
can_lock(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
         const struct op *op)
{
    return op->kind != OP_RMW || !rule_on(b, SEM_LOCKED_WAITS) ||
           (may_pass(b, m, cpu, slot, op->class) &&
            (slot < b->depth || wc_empty(b, m, cpu)));
}

/* A read enters the window or, of a class that does not wait there, performs.
 * An adversary's waits until its register is nobody else's. */
static bool
can_issue_read(const struct bound *b, const cell *m, uint32_t cpu,
               const struct op *op)
{
    uint32_t xi = translation(b, m, cpu, op->vpage);

    if (control_xlat(b, xi)->fault)
        return can_fault(b, m, cpu, op) && can_lock(b, m, cpu, b->depth, op);
    if (reads_late(b, entry_class(b, op, xi)))
        return window_room(b, m, cpu) &&
               (!op_is_optional(b, (uint32_t) (op - b->op)) ||
                !register_under_way(b, m, cpu, op));
    return can_read(b, m, cpu, b->depth, op, xi) &&
           can_lock(b, m, cpu, b->depth, op) &&
           (!b->late_loads || depends_on_nothing(b, m, cpu, b->depth, op)) &&
           (op->kind != OP_POLL || poll_reads_it(b, m, cpu, b->depth, op, xi));
}

static bool
can_issue_cpu(const struct bound *b, const cell *m, uint32_t cpu,
              const struct op *op)
{
    switch ((enum op_kind) op->kind) {
    case OP_LOAD:
    case OP_POLL:
    case OP_RMW:
        return can_issue_read(b, m, cpu, op);
    case OP_STORE:
    case OP_LINE:
        return can_issue_memory(b, m, cpu, op);
    case OP_FENCE:
        return can_enter(b, m, cpu, op, 0);
    case OP_SIGNAL:
        return op->flags & OPF_RELAXED || can_enter(b, m, cpu, op, 0);
    case OP_CONTROL:
        return (!op->class || may_pass(b, m, cpu, b->depth, op->class)) &&
               (!b->late_loads || !awaits(b, m, cpu));
    case OP_NONE:
    case OP_WAIT:
    case OP_OWNER:
        break;
    }
    return true;
}

/* R36: relaxed writes go on their way, and may be passed; nothing else of the
 * device passes them. */
static bool
can_issue_device(const struct bound *b, const cell *m, const struct op *op)
{
    if (is_relaxed(b, op))
        return window_room(b, m, b->agent_window[op->agent]);
    if (!(op->flags & OPF_RELAXED) && rule_on(b, SEM_RELAXED_AWAITED) &&
        !writes_arrived(b, m, op->agent))
        return false;
    return op->kind != OP_POLL ||
           poll_reads_it(b, m, 0xff, b->depth, op,
                         translation(b, m, 0xff, op->vpage));
}

/* The common case: a load or store of a CPU with nothing under way, which
 * every rule below lets pass. */
static inline bool
nothing_to_wait_for(const struct bound *b, const cell *m, uint32_t cpu,
                    const struct op *op)
{
    return (op->kind == OP_LOAD || op->kind == OP_STORE) && cpu != 0xff &&
           !op->join && !(op->flags & OPF_HANDOVER) && b->depth && b->nwcb &&
           !window_cells(b, m, cpu, 0)[0] && wc_empty(b, m, cpu) &&
           !has_relaxed(b);
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
    if (op->flags & OPF_HANDOVER && !machine_handed_over(b, m, op))
        return false;
    if (op->kind == OP_WAIT)
        return m[b->at.flag + op->arg] != 0;
    if (cpu != 0xff)
        return can_issue_cpu(b, m, cpu, op);
    return can_issue_device(b, m, op);
}

/* What else a late read waits for, or an operation with registers. */
static bool
can_perform_late(const struct bound *b, const cell *m, uint32_t cpu,
                 uint32_t slot, const struct op *op, uint32_t x)
{
    if (!depends_on_nothing(b, m, cpu, slot, op))
        return false;
    if (reads_versions(op) && !can_read(b, m, cpu, slot, op, x))
        return false;
    return op->kind != OP_POLL || poll_reads_it(b, m, cpu, slot, op, x);
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
    op = &b->op[w[0] - 1];
    if (cpu >= b->ncpu)
        return line_free(b, m, cpu, slot, op, w[1]);
    if (!slot && b->nwcb && wc_empty(b, m, cpu) && op->kind != OP_POLL &&
        !has_relaxed(b))
        return true;
    line = entry_line(b, w);
    return may_pass(b, m, cpu, slot, entry_class(b, op, w[1])) &&
           (line == UINT32_MAX || (line_free(b, m, cpu, slot, op, w[1]) &&
                                   can_reach(b, m, cpu, op, w[1], line))) &&
           (!b->late_loads || can_perform_late(b, m, cpu, slot, op, w[1]));
}
