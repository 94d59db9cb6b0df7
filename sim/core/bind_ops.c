/* Steps become operations: one per line they touch, thread by thread. */

#include "sim/core/binding.h"

struct making {
    struct binding *k;
    struct op *op;
    uint32_t *local;
    struct control_op *control;
    struct known { /* values seen so far, for share_equal_values              */
        uint64_t value;
        uint32_t gid, local;
    } * known;
    uint32_t nlocal, nknown;
};

static uint32_t
new_local(struct making *k, uint32_t gid, uint64_t value, bool known)
{
    struct binding *bind = k->k;

    if (bind->plan->share_equal_values && known) {
        if (!value)
            return 0;
        for (uint32_t i = 0; i < k->nknown; i++)
            if (k->known[i].gid == gid && k->known[i].value == value)
                return k->known[i].local;
        k->known[k->nknown++] =
            (struct known){value, gid, bind->versions[gid] + 1};
    }
    return ++bind->versions[gid];
}

/* What an operation reads is judged, what it writes is told apart, one by one.
 */
static void
number(struct making *k, struct op *op, const struct plan_step *s)
{
    struct bound *b = k->k->b;
    uint32_t gid = b->line[op->line].gid + op->gran0;

    if (reads_versions(op)) {
        op->reads = b->nread;
        b->nread += op->ngran;
    }
    op->vers = k->nlocal;
    for (uint32_t g = 0; makes_versions(op) && g < op->ngran; g++)
        k->local[k->nlocal++] =
            new_local(k, gid + g, step_static_value(s), !(op->flags & OPF_ADD));
}

/* Places an operation on its line: granules, versions, reads. */
static void
place(struct making *k, struct op *op, const struct plan_step *s, uint64_t pa,
      uint64_t end)
{
    struct bound *b = k->k->b;
    uint64_t line_pa = pa & ~(uint64_t) (LINE_BYTES - 1);
    const struct line *l;
    uint32_t w0 = (uint32_t) (pa - line_pa) / WORD_BYTES;
    uint32_t w1 = (uint32_t) ((end - line_pa + WORD_BYTES - 1) / WORD_BYTES);

    op->line = binding_line(k->k, line_pa);
    l = &b->line[op->line];
    for (uint32_t g = 0; g < l->ngran; g++) {
        if (l->first[g] < w0 || l->first[g] >= w1)
            continue;
        if (!op->ngran)
            op->gran0 = (uint8_t) g;
        op->ngran++;
    }
    if (w1 - w0 == LINE_WORDS)
        op->flags |= OPF_FULL_LINE;
    number(k, op, s);
}

static uint32_t
page_line0(const struct binding *k, uint64_t pa)
{
    return k->page[k->line[binding_line(k, pa)].page].line0;
}

static uint32_t
find_vpage(const struct binding *k, const struct plan_step *s, struct target t,
           uint64_t offset)
{
    const struct plan *p = k->plan;
    uint32_t base;

    if (t.map == PLAN_NONE) {
        base = k->dma_pages[s->agent * p->nregion + t.region];
        return base - 1 + (uint32_t) (offset / PAGE_BYTES);
    }
    base = k->cpu_pages[s->ctx * p->nmap + t.map];
    return base - 1 + (uint32_t) ((offset - p->map[t.map].offset) / PAGE_BYTES);
}

/* The other way round, what waits still first (R36, switched off). */
static void
turn_around(struct op *op, uint32_t n)
{
    for (uint32_t i = 0; i < n / 2; i++) {
        struct op swap = op[i], *last = &op[n - 1 - i];

        op[i] = *last;
        *last = swap;
        if (i)
            continue;
        op->join = last->join;
        op->flags |= last->flags & OPF_HANDOVER;
        last->join = false;
        last->flags &= (uint16_t) ~OPF_HANDOVER;
        op->bell = last->bell;
        last->bell = 0;
    }
}

static void
memory_ops(struct making *k, struct op pattern, const struct plan_step *s,
           struct target t)
{
    struct bound *b = k->k->b;
    uint32_t first = b->nop;
    uint64_t base = k->k->plan->region[t.region].pa;
    uint64_t at = base + t.from, end = base + t.to;

    while (at < end) {
        uint64_t line = at & ~(uint64_t) (LINE_BYTES - 1);
        uint64_t stop = line + LINE_BYTES < end ? line + LINE_BYTES : end;
        struct op *op = &k->op[b->nop++];

        *op = pattern;
        op->vpage = (uint16_t) find_vpage(k->k, s, t, at - base);
        place(k, op, s, at, stop);
        op->lineoff = op->line - page_line0(k->k, line);
        pattern.flags &= (uint16_t) ~OPF_HANDOVER;
        pattern.join = false;
        pattern.bell = 0;
        at = stop;
    }
    if (t.map == PLAN_NONE && !rule_on(b, SEM_DMA_LINES_IN_ORDER))
        turn_around(k->op + first, b->nop - first);
}

/* The bytes of the region that a step names: those of its address, or all. */
static void
set_bytes(struct control_op *c, const struct plan *p, const struct plan_step *s,
          const struct plan_operand *o)
{
    struct target t = step_target(p, s);

    if (o->kind == OPERAND_REGION)
        t = (struct target){PLAN_NONE, (uint16_t) o->id, 0,
                            p->region[o->id].size};
    c->region = t.region;
    c->first = t.from;
    c->last = t.to - 1;
}

static struct control_op
control_operation(const struct plan *p, const struct plan_step *s, uint8_t cpu)
{
    struct control_op c = {.code = s->verb->control,
                           .io = s->verb->io,
                           .cpu = cpu,
                           .ctx = s->ctx,
                           .to_ctx = s->to_ctx,
                           .vpage = PLAN_NONE,
                           .region = PLAN_NONE,
                           .device = PLAN_NONE,
                           .principal = PLAN_NONE,
                           .ioas = PLAN_NONE};
    uint32_t n = 0;

    for (uint32_t i = 0; i < s->noperand; i++) {
        const struct plan_operand *o = &s->operand[i];

        if (o->kind == OPERAND_ADDRESS || o->kind == OPERAND_REGION)
            set_bytes(&c, p, s, o);
        if (o->kind == OPERAND_ADDRESS && s->agent != PLAN_NONE &&
            p->agent[s->agent].kind == AGENT_CPU)
            c.map = &p->map[o->id];
        if (o->kind == OPERAND_DEVICE)
            c.device = (uint16_t) o->id;
        if (o->kind == OPERAND_PRINCIPAL)
            c.principal = (uint16_t) o->id;
        if (o->kind == OPERAND_IOAS)
            c.ioas = (uint16_t) o->id;
        if (o->kind == OPERAND_MODEL)
            c.model |= (uint32_t) o->number;
        if ((o->kind == OPERAND_VALUE || o->kind == OPERAND_TYPE) && n < 2)
            c.number[n++] = o->number;
    }
    return c;
}

/* Others come between the phases. */
static void
control_ops(struct making *k, struct op op, const struct plan_step *s)
{
    struct bound *b = k->k->b;
    struct control_op c =
        control_operation(k->k->plan, s, b->agent_cpu[op.agent]);

    b->has_tlb |= (op.flags & OPF_RETYPES) != 0;
    b->has_iotlb |= (op.flags & OPF_REMAPS) != 0;
    for (c.phase = 0; c.phase < control_phases(s); c.phase++) {
        op.arg = b->ncontrol;
        k->control[b->ncontrol++] = c;
        k->op[b->nop++] = op;
        op.flags &= (uint16_t) ~OPF_HANDOVER;
        op.join = false;
    }
}

/* Steps that access no memory are one operation, but for control. */
static void
other_op(struct making *k, struct op op, const struct plan_step *s)
{
    struct bound *b = k->k->b;

    for (uint32_t i = 0; i < s->noperand; i++) {
        if (s->operand[i].kind == OPERAND_SIGNAL ||
            s->operand[i].kind == OPERAND_PRINCIPAL)
            op.arg = s->operand[i].id;
        if (s->operand[i].kind == OPERAND_REGION)
            op.line = s->operand[i].id; /* OP_OWNER: the region               */
    }
    if (op.kind == OP_SIGNAL)
        op.class = k->k->plan->model->signal_class;
    if (op.kind == OP_CONTROL)
        control_ops(k, op, s);
    else
        k->op[b->nop++] = op;
}

/* Flags of the step's verb, as they are where it is done. */
static uint16_t
flags_of(const struct binding *k, const struct plan_step *s)
{
    const struct plan *p = k->plan;
    uint16_t flags = s->verb->flags;

    if (s->verb->guest_flags && rule_on(k->b, SEM_GUEST_FLAGS) &&
        s->ctx != PLAN_NONE &&
        p->principal[p->ctx[s->ctx].principal].kind == PRINCIPAL_GUEST)
        flags = s->verb->guest_flags;
    if ((k->b->platform->key[PK_DISCARD_CLEANS] &&
         rule_on(k->b, SEM_DISCARD_CLEANS)) ||
        !rule_on(k->b, SEM_DISCARD))
        flags &= (uint16_t) ~OPF_DISCARD;
    return flags;
}

static struct op
pattern_of(const struct binding *k, const struct plan_step *s)
{
    const struct plan_operand *v = step_value(s);
    struct op op = {
        .kind = s->verb->kind,
        .agent = (uint8_t) (s->agent == PLAN_NONE ? k->plan->nagent : s->agent),
        .class = s->verb->class,
        .flags = flags_of(k, s),
        .ctx = s->ctx,
        .thread = s->thread,
        .result = s->result,
        .step = (uint32_t) (s - k->plan->step),
        .value_reg = PLAN_NONE,
        .value = v ? v->number : 0,
    };

    if (op.result != PLAN_NONE || op.flags & OPF_ADD)
        op.flags |= OPF_KEEPS;
    if (!rule_on(k->b, SEM_OWN_ORDER) &&
        (op.kind == OP_LOAD || op.kind == OP_STORE || op.kind == OP_POLL))
        op.class = ORDER_NONE;
    if (op.kind == OP_FENCE && !rule_on(k->b, SEM_FENCES))
        op.kind = OP_NONE;
    if (op.kind == OP_SIGNAL && !rule_on(k->b, SEM_SIGNAL_IN_ORDER))
        op.flags |= OPF_RELAXED;
    if (op.kind == OP_SIGNAL && !rule_on(k->b, SEM_SIGNAL_RELAXED))
        op.flags &= (uint16_t) ~OPF_RELAXED;
    if (v && v->kind == OPERAND_REG)
        op.value_reg = (uint16_t) v->id;
    return op;
}

static bool
starts_threads(const struct bound *b, uint32_t at)
{
    for (uint32_t t = 1; t < b->nthread; t++)
        if (b->thread_start[t] == at)
            return true;
    return false;
}

/* R36: the operation before is a store to the doorbell of this device. */
static uint32_t
bell_rung(const struct bound *b, uint32_t before, const struct op *op)
{
    const struct op *ring = &b->op[before];
    const struct plan_region *r;

    if (ring->kind != OP_STORE || b->agent_cpu[ring->agent] == 0xff ||
        !rule_on(b, SEM_DOORBELL))
        return 0;
    r = &b->plan->region[b->line[ring->line].region];
    return r->doorbell && r->device == op->agent ? before + 1 : 0;
}

/* Whether an operation that would be next comes after another agent's, and
 * what that means for it. */
static void
note_edge(const struct bound *b, uint32_t first, struct op *op)
{
    bool starts = b->nop == first;
    uint32_t before = starts ? b->thread_start[op->thread] : b->nop;

    if (b->any_order) {
        op->flags |= OPF_HANDOVER;
        return;
    }
    if (!op->join &&
        (starts ? !op->thread : b->op[before - 1].agent == op->agent))
        return;
    op->flags |= OPF_HANDOVER;
    if (!op->join && before)
        op->bell = bell_rung(b, before - 1, op);
}

static void
make_thread(struct making *k, uint32_t thread, uint32_t *step_op,
            uint32_t *step_nop)
{
    struct bound *b = k->k->b;
    const struct plan *p = k->k->plan;
    uint32_t first = b->nop;

    for (uint32_t i = 0; i < p->nstep; i++) {
        const struct plan_step *s = &p->step[i];
        struct target t = step_target(p, s);
        struct op op = pattern_of(k->k, s);

        if (s->thread != thread)
            continue;
        op.join = !thread && starts_threads(b, b->nop - first);
        note_edge(b, first, &op);
        step_op[i] = b->nop;
        if (t.region != PLAN_NONE && step_accesses(s))
            memory_ops(k, op, s, t);
        else
            other_op(k, op, s);
        step_nop[i] = b->nop - step_op[i];
    }
}

/* Whether the steps of a thread are of more than one agent. */
static bool
several_agents(const struct bound *b, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (b->op[i].agent != b->op[first].agent)
            return true;
    return false;
}

/* An adversary has its menu at every position.  Which agent came before is not
 * known there, but handing over to oneself means nothing. */
static void
repeat_menu(struct making *k, uint32_t thread)
{
    struct bound *b = k->k->b;
    uint32_t menu = b->menu[thread], first = b->nop - menu;
    bool hand_over = several_agents(b, first, b->nop);

    for (uint32_t i = 0; i < menu; i++) {
        k->op[first + i].flags |= OPF_HANDOVER;
        k->op[first + i].bell = 0;
    }
    for (uint32_t i = menu; i < menu * thread_length(b, thread); i++) {
        struct op *op = &k->op[b->nop++];

        *op = k->op[first + i % menu];
        if (!hand_over)
            op->flags &= (uint16_t) ~OPF_HANDOVER;
        number(k, op, &k->k->plan->step[op->step]);
    }
}

/* Operations beyond one for each step and line. */
static uint32_t
repeated(const struct bound *b)
{
    uint32_t n = 0;

    for (uint32_t t = 0; t < b->nthread; t++)
        if (b->choice_cell[t])
            n += b->menu[t] * (thread_length(b, t) - 1);
    return n;
}

/* What memory accesses do not add up to. */
static uint32_t
other_ops(const struct plan *p)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < p->nstep; i++)
        n += control_phases(&p->step[i]);
    return n;
}

void
bind_ops(struct binding *k)
{
    const struct plan *p = k->plan;
    struct bound *b = k->b;
    struct making m = {.k = k};
    uint32_t more = repeated(b), other = other_ops(p);
    uint32_t total = k->ntouch + other + more + 1;
    uint32_t *thread_op = arena_new_array(k->arena, uint32_t, b->nthread + 1u);
    uint32_t *step_op = arena_new_array(k->arena, uint32_t, p->nstep + 1u);
    uint32_t *step_nop = arena_new_array(k->arena, uint32_t, p->nstep + 1u);

    m.op = arena_new_array(k->arena, struct op, total);
    m.local = arena_new_array(k->arena, uint32_t,
                              ((size_t) k->ntouch + more) * b->at.granules + 1);
    m.control = arena_new_array(k->arena, struct control_op, other + 1u);
    if (p->share_equal_values)
        m.known = arena_new_array(k->arena, struct known, total);
    k->versions = arena_new_array(k->arena, uint32_t, (size_t) b->ngranule + 1);
    b->op = m.op;
    b->local = m.local;
    for (uint32_t t = 0; t < b->nthread; t++) {
        thread_op[t] = b->nop;
        make_thread(&m, t, step_op, step_nop);
        if (b->choice_cell[t])
            repeat_menu(&m, t);
    }
    thread_op[b->nthread] = b->nop;
    b->thread_op = thread_op;
    b->step_op = step_op;
    b->step_nop = step_nop;
    k->control = m.control;
    k->nlocal = m.nlocal;
}
