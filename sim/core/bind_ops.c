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
step_ops(const struct plan *p, const struct plan_step *s)
{
    struct target t = step_target(p, s);

    if (t.region == PLAN_NONE || !step_accesses(s))
        return 1;
    return (uint32_t) ((t.to - 1) / LINE_BYTES - t.from / LINE_BYTES + 1);
}

static bool
makes_versions(const struct op *op)
{
    return op->kind == OP_STORE || op->kind == OP_RMW;
}

static bool
reads_versions(const struct op *op)
{
    return op->kind == OP_LOAD || op->kind == OP_RMW || op->kind == OP_POLL;
}

/* The value operand: a number, or the register it is taken from. */
static const struct plan_operand *
step_value(const struct plan_step *s)
{
    for (uint32_t i = 0; i < s->noperand; i++)
        if (s->operand[i].kind == OPERAND_VALUE ||
            s->operand[i].kind == OPERAND_REG)
            return &s->operand[i];
    return NULL;
}

static uint64_t
static_value(const struct plan_step *s)
{
    const struct plan_operand *v = step_value(s);

    if (v)
        return v->kind == OPERAND_VALUE ? v->number : 0;
    return s->verb->flags & OPF_RING ? 1 : 0;
}

static uint32_t
new_local(struct making *k, uint32_t gid, uint64_t value)
{
    struct binding *bind = k->k;

    if (bind->plan->share_equal_values) {
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
    if (reads_versions(op)) {
        op->reads = b->nread;
        b->nread += op->ngran;
    }
    op->vers = k->nlocal;
    for (uint32_t g = 0; makes_versions(op) && g < op->ngran; g++)
        k->local[k->nlocal++] =
            new_local(k, l->gid + op->gran0 + g, static_value(s));
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

static void
memory_ops(struct making *k, struct op pattern, const struct plan_step *s,
           struct target t)
{
    struct bound *b = k->k->b;
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
        at = stop;
    }
}

static struct control_op
control_operation(const struct plan *p, const struct plan_step *s, uint8_t cpu)
{
    struct control_op c = {.code = s->verb->control,
                           .cpu = cpu,
                           .ctx = s->ctx,
                           .to_ctx = s->to_ctx,
                           .vpage = PLAN_NONE,
                           .region = PLAN_NONE,
                           .device = PLAN_NONE,
                           .principal = PLAN_NONE};
    uint32_t n = 0;

    for (uint32_t i = 0; i < s->noperand; i++) {
        const struct plan_operand *o = &s->operand[i];

        if (o->kind == OPERAND_ADDRESS || o->kind == OPERAND_REGION)
            c.region = step_target(p, s).region;
        if (o->kind == OPERAND_REGION)
            c.region = (uint16_t) o->id;
        if (o->kind == OPERAND_ADDRESS && s->agent != PLAN_NONE &&
            p->agent[s->agent].kind == AGENT_CPU)
            c.map = &p->map[o->id];
        if (o->kind == OPERAND_DEVICE)
            c.device = (uint16_t) o->id;
        if (o->kind == OPERAND_PRINCIPAL)
            c.principal = (uint16_t) o->id;
        if (o->kind == OPERAND_MODEL)
            c.model = (uint32_t) o->number;
        if ((o->kind == OPERAND_VALUE || o->kind == OPERAND_TYPE) && n < 2)
            c.number[n++] = o->number;
    }
    return c;
}

/* Steps that access no memory are one operation. */
static void
other_op(struct making *k, struct op op, const struct plan_step *s)
{
    struct bound *b = k->k->b;
    const struct plan *p = k->k->plan;

    for (uint32_t i = 0; i < s->noperand; i++) {
        if (s->operand[i].kind == OPERAND_SIGNAL ||
            s->operand[i].kind == OPERAND_PRINCIPAL)
            op.arg = s->operand[i].id;
        if (s->operand[i].kind == OPERAND_REGION)
            op.line = s->operand[i].id; /* OP_OWNER: the region               */
    }
    if (op.kind == OP_SIGNAL)
        op.class = k->k->plan->model->signal_class;
    if (op.kind == OP_CONTROL) {
        op.arg = b->ncontrol;
        k->control[b->ncontrol++] =
            control_operation(p, s, b->agent_cpu[op.agent]);
        if (op.flags & OPF_RETYPES)
            b->has_tlb = true;
    }
    k->op[b->nop++] = op;
}

static struct op
pattern_of(const struct binding *k, const struct plan_step *s)
{
    const struct plan_operand *v = step_value(s);
    struct op op = {
        .kind = s->verb->kind,
        .agent = (uint8_t) (s->agent == PLAN_NONE ? k->plan->nagent : s->agent),
        .class = s->verb->class,
        .flags = s->verb->flags,
        .ctx = s->ctx,
        .thread = s->thread,
        .result = s->result,
        .step = (uint32_t) (s - k->plan->step),
        .value_reg = PLAN_NONE,
        .value = v ? v->number : 0,
    };

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

static void
make_thread(struct making *k, uint32_t thread, uint32_t *step_op,
            uint32_t *step_nop)
{
    struct bound *b = k->k->b;
    const struct plan *p = k->k->plan;
    uint32_t first = b->nop, top = 0;
    uint16_t before = PLAN_NONE;

    for (uint32_t i = 0; i < p->nstep; i++) {
        const struct plan_step *s = &p->step[i];
        struct target t = step_target(p, s);
        struct op op = pattern_of(k->k, s);

        if (s->thread != thread)
            continue;
        if (!thread)
            k->k->top_start[top++] = b->nop;
        op.join = !thread && starts_threads(b, b->nop - first);
        if (b->nop == first ? thread != 0 : before != op.agent || op.join)
            op.flags |= OPF_HANDOVER;
        before = op.agent;
        step_op[i] = b->nop;
        if (t.region != PLAN_NONE && step_accesses(s))
            memory_ops(k, op, s, t);
        else
            other_op(k, op, s);
        step_nop[i] = b->nop - step_op[i];
    }
    if (!thread)
        k->k->top_start[top] = b->nop;
}

/* Where each thread starts, counted in operations of the top level. */
static void
place_threads(struct binding *k, uint32_t *start)
{
    const struct plan *p = k->plan;

    for (uint32_t t = 1; t < k->b->nthread; t++) {
        uint32_t top = 0, ops = 0;

        for (uint32_t i = 0; i < p->nstep; i++)
            if (!p->step[i].thread && top++ < p->thread[t].start)
                ops += step_ops(p, &p->step[i]);
        start[t] = ops;
    }
}

/* What a granule holds at first: zero, unless the plan says otherwise. */
static uint64_t
first_value(const struct plan *p, const struct line *l, uint32_t gran)
{
    uint64_t pa = l->pa + (uint64_t) l->first[gran] * WORD_BYTES;

    for (uint16_t i = 0; i < p->nfirst; i++)
        if (p->first[i].region == l->region &&
            p->region[l->region].pa + p->first[i].offset == pa)
            return p->first[i].value;
    return 0;
}

/* Every version's writer and value. */
static void
make_versions(struct binding *k)
{
    struct bound *b = k->b;
    uint32_t *base =
        arena_new_array(k->arena, uint32_t, (size_t) b->ngranule + 1);
    struct version *v;
    uint64_t who = 0;
    uint32_t from = 0;

    for (uint32_t g = 0; g < b->ngranule; g++) {
        base[g] = b->nversion;
        b->nversion += k->versions[g] + 1;
    }
    base[b->ngranule] = b->nversion;
    b->version_base = base;
    v = arena_new_array(k->arena, struct version, (size_t) b->nversion + 1);
    for (uint32_t l = 0; l < b->nline; l++)
        for (uint32_t g = 0; g < b->line[l].ngran; g++)
            v[base[b->line[l].gid + g]] = (struct version){
                .op = OP_INITIAL,
                .value = first_value(k->plan, &b->line[l], g),
                .writer = k->plan->region[b->line[l].region].previous,
            };
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        const struct plan_step *s = &k->plan->step[op->step];

        for (uint32_t g = 0; makes_versions(op) && g < op->ngran; g++) {
            uint32_t local = b->local[op->vers + g];
            struct version *w =
                &v[version_of(b, op->line, op->gran0 + g, local)];

            if (!local) /* shares the first version */
                continue;
            w->op = i;
            w->value = static_value(s);
            w->writer = op_principal(b, op);
            w->public = op->flags & OPF_ZERO;
            if (op->value_reg != PLAN_NONE)
                w->from = ++from;
        }
    }
    b->nvalue = from;
    b->version = v;
    for (uint32_t i = 0; i < b->nversion; i++)
        who |= 1ULL << v[i].writer;
    for (uint32_t i = 0; i < b->nop; i++)
        who |= 1ULL << op_principal(b, &b->op[i]);
    b->strangers = who & (who - 1);
}

static void
list_owners(struct binding *k)
{
    struct bound *b = k->b;
    uint32_t *list, n = 0;

    for (uint32_t i = 0; i < b->nop; i++)
        b->nowner += b->op[i].kind == OP_OWNER;
    list = arena_new_array(k->arena, uint32_t, b->nowner + 1);
    for (uint32_t i = 0; i < b->nop; i++)
        if (b->op[i].kind == OP_OWNER)
            list[n++] = i;
    b->owner_op = list;
}

void
bind_ops(struct binding *k)
{
    const struct plan *p = k->plan;
    struct bound *b = k->b;
    struct making m = {.k = k};
    uint32_t total = k->ntouch + p->nstep + 1;
    uint32_t *thread_op = arena_new_array(k->arena, uint32_t, b->nthread + 1u);
    uint32_t *start = arena_new_array(k->arena, uint32_t, b->nthread);
    uint32_t *step_op = arena_new_array(k->arena, uint32_t, p->nstep + 1u);
    uint32_t *step_nop = arena_new_array(k->arena, uint32_t, p->nstep + 1u);

    m.op = arena_new_array(k->arena, struct op, total);
    m.local = arena_new_array(k->arena, uint32_t,
                              (size_t) k->ntouch * b->at.granules + 1);
    m.control = arena_new_array(k->arena, struct control_op, p->nstep + 1u);
    if (p->share_equal_values)
        m.known = arena_new_array(k->arena, struct known, total);
    k->versions = arena_new_array(k->arena, uint32_t, (size_t) b->ngranule + 1);
    k->top_start = arena_new_array(k->arena, uint32_t, p->nstep + 1u);
    b->thread_start = start;
    b->op = m.op;
    b->local = m.local;
    place_threads(k, start);
    for (uint32_t t = 0; t < b->nthread; t++) {
        thread_op[t] = b->nop;
        make_thread(&m, t, step_op, step_nop);
    }
    thread_op[b->nthread] = b->nop;
    b->thread_op = thread_op;
    b->step_op = step_op;
    b->step_nop = step_nop;
    k->control = m.control;
    list_owners(k);
    make_versions(k);
}
