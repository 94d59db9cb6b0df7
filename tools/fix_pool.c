/* What may be changed: operations that cure a hazard, and settings. */
#include <string.h>

#include "sim/core/verbs.h"
#include "sim/engine/cure.h"
#include "sim/engine/plan_edit.h"
#include "sim/policy/stack.h"
#include "tools/fix.h"

enum { RANGE_LINES = 8 }; /* of a region, that one operation is about         */

/* ---- the pool ---- */

static bool
same_operation(const struct plan_step *a, const struct plan_step *b)
{
    return a->verb == b->verb && a->agent == b->agent && a->ctx == b->ctx &&
           a->noperand == b->noperand &&
           (!a->noperand || (a->operand[0].id == b->operand[0].id &&
                             a->operand[0].from == b->operand[0].from &&
                             a->operand[0].to == b->operand[0].to));
}

static bool
same_steps(const struct change *a, const struct change *b)
{
    if (a->kind != CHANGE_STEP || a->nstep != b->nstep)
        return false;
    for (uint32_t i = 0; i < a->nstep; i++)
        if (!same_operation(&a->step[i], &b->step[i]))
            return false;
    return true;
}

/* The number of an operation in the pool, where it gets its family. */
static guint
pooled(struct fixing *f, struct change *c)
{
    bool known = false;

    for (guint i = 0; i < f->pool->len; i++) {
        const struct change *other = fix_change(f, i);

        if (!same_steps(other, c))
            continue;
        c->family = other->family;
        known = true;
        if (other->at == c->at && other->step[0].thread == c->step[0].thread)
            return i;
    }
    if (!known)
        c->family = f->families++;
    g_array_append_val(f->pool, *c);
    return f->pool->len - 1;
}

/* ---- operations ---- */

struct curing {
    struct fixing *f;
    const struct variant *v;
    const struct bound *b;
    const struct hazard *h;
    uint32_t from, to; /* window of the cure, in the variant                  */
    GArray *out;
};

static const struct verb *
verb_called(const struct bound *b, const char *name)
{
    return name ? verb_find(b->model, b->plan->io, name, strlen(name)) : NULL;
}

/* Whether the principal reads or writes what the hazard is about: no other
 * guest can be asked to help. */
static bool
takes_part(const struct curing *k, uint16_t principal)
{
    const uint32_t op[] = {k->h->op, k->b->version[k->h->wanted].op,
                           k->b->version[k->h->got].op};

    for (unsigned i = 0; i < G_N_ELEMENTS(op); i++)
        if (op[i] < k->b->nop &&
            op_principal(k->b, &k->b->op[op[i]]) == principal)
            return true;
    return k->h->victim == principal;
}

static bool
may_execute(const struct curing *k, const struct verb *verb, uint16_t ctx)
{
    const struct plan *p = k->b->plan;
    uint16_t principal = p->ctx[ctx].principal;

    switch ((enum principal_kind) p->principal[principal].kind) {
    case PRINCIPAL_HOST:
        break;
    case PRINCIPAL_USER:
        return !(verb->who & BY_KERNEL);
    case PRINCIPAL_GUEST:
        return takes_part(k, principal);
    }
    return true;
}

/* Adds STEPS before each step of a stretch, the last first, wherever its CPU is
 * in the context. */
static void
add_stretch(const struct curing *k, const struct plan_step *step, uint8_t n,
            bool host, uint32_t from, uint32_t end)
{
    const struct plan *p = &k->v->plan;

    for (uint32_t at = end; at-- > from;) {
        uint16_t thread = p->step[at].thread;
        uint16_t now = plan_context(p, step->agent, at);
        bool inside =
            p->principal[p->ctx[now].principal].kind == PRINCIPAL_GUEST;
        struct change c = {
            .kind = CHANGE_STEP, .nstep = n, .at = k->v->origin[at]};
        guint number;

        if (p->thread[thread].depth > 0 ||
            !(now == step->ctx || (host && !inside)))
            continue;
        for (uint8_t i = 0; i < n; i++) {
            c.step[i] = step[i];
            c.step[i].thread = thread;
            c.step[i].line = p->step[at].line;
        }
        number = pooled(k->f, &c);
        g_array_append_val(k->out, number);
    }
}

/* Adds STEPS in each context.  Of the places where they are enough the first
 * that is tried is kept: before memory changes hands rather than behind it,
 * where its new owner might be faster. */
static void
add_places(const struct curing *k, const struct plan_step *step, uint8_t n,
           bool host)
{
    const struct plan *p = &k->v->plan;
    uint32_t end = MIN(k->to + 1, p->nstep);

    for (uint32_t from = k->from, to; from < end; from = to) {
        for (to = from; to < end && p->step[to].verb->kind != OP_OWNER;)
            to++;
        to = MIN(to + 1, end);
        add_stretch(k, step, n, host, from, to);
    }
}

static struct plan_step
plain_step(const struct verb *verb, uint16_t agent, uint16_t ctx)
{
    return (struct plan_step){.verb = verb,
                              .agent = agent,
                              .ctx = ctx,
                              .result = PLAN_NONE,
                              .to_ctx = PLAN_NONE};
}

/* From the first to the last line of the region that anything names, through
 * the map of the operand; false if that is the one line, or too many. */
static bool
widen(const struct curing *k, struct plan_operand *o)
{
    const struct bound *b = k->b;
    const struct plan_map *m = &b->plan->map[o->id];
    uint64_t first = UINT64_MAX, last = 0;

    for (uint32_t i = 0; i < b->nline; i++) {
        uint64_t at = b->line[i].pa - b->plan->region[m->region].pa;

        if (b->line[i].region != m->region || at < m->offset ||
            at >= m->offset + m->size)
            continue;
        first = MIN(first, at - m->offset);
        last = MAX(last, at - m->offset);
    }
    if (first >= last || last - first >= RANGE_LINES * LINE_BYTES)
        return false;
    o->from = first;
    o->to = last + LINE_BYTES;
    return true;
}

/* The line, and all lines of the region: cleaned, and cleaned with a barrier
 * behind it where that is how it gets done. */
static void
add_cleans(const struct curing *k, uint16_t agent, uint16_t ctx)
{
    const struct verb *clean = verb_called(k->b, k->b->model->clean_verb);
    const struct verb *drain = verb_called(k->b, k->b->model->drain_verb);
    struct plan_step step[FIX_STEPS];
    bool host = ctx == 0;

    if (!clean || !drain || !may_execute(k, clean, ctx))
        return;
    step[0] = plain_step(clean, agent, ctx);
    step[0].noperand = 1;
    step[1] = plain_step(drain, agent, ctx);
    if (!cure_address(k->b, k->h, ctx, &step[0].operand[0]) ||
        step[0].operand[0].id >= k->v->plan.nmap)
        return;
    do {
        add_places(k, step, 1, host);
        if (k->b->model->clean_is_late)
            add_places(k, step, 2, host);
    } while (step[0].operand[0].to - step[0].operand[0].from == WORD_BYTES &&
             widen(k, &step[0].operand[0]));
}

static void
add_alone(const struct curing *k, const char *name, uint16_t agent,
          uint16_t ctx)
{
    const struct verb *verb = verb_called(k->b, name);
    struct plan_step step =
        verb ? plain_step(verb, agent, ctx) : (struct plan_step){0};

    if (verb && may_execute(k, verb, ctx))
        add_places(k, &step, 1, ctx == 0);
}

/* Whoever has the line can be made to clean it by any CPU (R27); a buffer is
 * emptied by its own. */
static void
add_cure(struct curing *k, struct cure c)
{
    const struct plan *p = &k->v->plan;
    int64_t who = cure_actor(k->b, k->h, c);

    cure_window(k->b, k->h, c, &k->from, &k->to);
    for (uint16_t agent = 0; agent < p->nagent; agent++) {
        if (p->agent[agent].kind != AGENT_CPU || p->agent[agent].background)
            continue;
        for (uint16_t ctx = 0; ctx < p->nctx; ctx++) {
            if (!c.drain)
                add_cleans(k, agent, ctx);
            else if (who >= 0 && p->step[who].agent == agent)
                add_alone(k, k->b->model->drain_verb, agent, ctx);
        }
    }
    for (uint16_t agent = 0; !c.drain && agent < p->nagent; agent++)
        if (p->agent[agent].kind == AGENT_CPU && !p->agent[agent].background)
            for (uint16_t ctx = 0; ctx < p->nctx; ctx++)
                add_alone(k, k->b->model->whole_verb, agent, ctx);
}

/* Behind what changes types a CPU may still use what it has cached: it is made
 * to look again, before the access that should have been another. */
static void
add_forgetting(struct curing *k)
{
    const struct plan *p = &k->v->plan;
    uint32_t wrote = k->b->version[k->h->wanted].op;

    k->to = wrote == OP_INITIAL ? k->h->step : k->b->op[wrote].step;
    k->from = MIN(k->to, p->nstep);
    while (k->from > 0 && !(p->step[k->from - 1].verb->flags & OPF_RETYPES))
        k->from--;
    if (!k->from)
        return;
    for (uint16_t agent = 0; agent < p->nagent; agent++)
        if (p->agent[agent].kind == AGENT_CPU && !p->agent[agent].background)
            for (uint16_t ctx = 0; ctx < p->nctx; ctx++)
                add_alone(k, k->b->model->forget_verb, agent, ctx);
}

void
fix_cures(struct fixing *f, const struct variant *v, const struct bound *b,
          const struct hazard *h, GArray *out)
{
    struct curing k = {.f = f, .v = v, .b = b, .h = h, .out = out};
    uint32_t n;
    const struct cure *c = cures_of(h->cause, &n);

    for (uint32_t i = 0; i < n; i++)
        add_cure(&k, c[i]);
    if (n > 0)
        add_forgetting(&k);
}

/* ---- settings ---- */

static void
add_setting(struct fixing *f, struct change c, bool own_family)
{
    if (own_family)
        c.family = f->families++;
    g_array_append_val(f->pool, c);
}

static void
add_units(struct fixing *f)
{
    const struct plan *p = &f->case_->experiment->plan;

    for (uint32_t i = 0; i < p->nunit; i++) {
        struct change c = {.kind = CHANGE_UNIT, .unit = i};

        if (p->io->forcing(&p->unit[i], &c.has))
            add_setting(f, c, true);
    }
}

static void
add_platform(struct fixing *f)
{
    const struct outcome_request *q = f->case_;
    const struct model *m = q->scenario->model;
    const struct platform *p = scenario_platform(q->scenario, q->experiment);

    if (!m->forcing_key || !shipped_platform_source(f->shipped, p->name))
        return;
    for (uint32_t i = 0; i < m->nkey; i++)
        if (strcmp(m->key[i].name, m->forcing_key) == 0 && !p->model_key[i])
            add_setting(f, (struct change){.kind = CHANGE_PLATFORM, .key = i},
                        true);
}

/* Whether all its rules stand in a file. */
static bool
is_written(const struct policy_table *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (!t->rule[i].line)
            return false;
    return t->n > 0;
}

/* What the word before the first hyphen says: "vmx" of "vmx-6.16". */
static bool
same_kin(const struct policy *a, const struct policy *b)
{
    size_t n = strcspn(a->name, "-");

    return n == strcspn(b->name, "-") && strncmp(a->name, b->name, n) == 0;
}

/* Nobody is told to use what never was meant to be used. */
static bool
is_choice(const struct fixing *f, const struct policy *now,
          const struct policy *other)
{
    return other != now && other->layer == now->layer &&
           strcmp(other->arch, now->arch) == 0 && same_kin(now, other) &&
           !policy_has_tag(other, "counterfactual") &&
           policy_words(f->shipped->policies, other) ==
               policy_words(f->shipped->policies, now);
}

static bool
known_rule(const struct fixing *f, const struct change *c)
{
    for (guint i = 0; i < f->pool->len; i++) {
        const struct change *o = fix_change(f, i);

        if (o->kind == CHANGE_RULE && o->part == c->part &&
            o->table == c->table &&
            policy_same_table(&o->from->table[c->table],
                              &c->from->table[c->table]))
            return true;
    }
    return false;
}

/* The tables of a layer as other policies have them, then these policies. */
static void
add_policies(struct fixing *f, const struct policy *now, uint32_t part)
{
    struct policy_set *set = f->shipped->policies;
    const struct policy_vocab *v = policy_words(set, now);
    uint32_t n = policy_count(set);

    for (uint32_t t = 0; t < v->ndecision; t++) {
        uint32_t family = f->families++;

        if (strcmp(v->decision[t].layer, v->layer[now->layer]) != 0)
            continue;
        for (uint32_t i = 0; i < n; i++) {
            const struct policy *p = policy_at(set, i);
            struct change c = {.kind = CHANGE_RULE,
                               .family = family,
                               .part = part,
                               .table = t,
                               .from = p};

            if (is_choice(f, now, p) && is_written(&p->table[t]) &&
                !policy_same_table(&p->table[t], &now->table[t]) &&
                !known_rule(f, &c))
                add_setting(f, c, false);
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (is_choice(f, now, policy_at(set, i)))
            add_setting(f,
                        (struct change){.kind = CHANGE_POLICY,
                                        .part = part,
                                        .from = policy_at(set, i)},
                        true);
}

void
fix_add_settings(struct fixing *f)
{
    const struct outcome_request *q = f->case_;
    const struct policy_stack *stack = q->scenario->stacks->pdata[q->stack];

    add_units(f);
    add_platform(f);
    for (uint32_t i = 0; i < stack->npart; i++)
        if (!stack->part[i]->shared || q->scenario->shared)
            add_policies(f, stack->part[i], i);
}
