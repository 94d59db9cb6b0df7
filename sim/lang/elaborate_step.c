/* What happens, in order, with the switches of context that go without
 * saying: a CPU leaves a guest before it does anything else, and enters it
 * before it does anything there. */
#include <string.h>

#include "sim/lang/elaborate.h"

/* ---- rows ---- */

struct plan_step *
new_step(struct build *b, const struct t_item *t)
{
    struct plan *p = b->p;

    if (p->nstep == SCRIPT_STEPS) {
        if (!b->full)
            build_fail(b, DIAG_TOO_MANY, t->at, "more than %d steps",
                       SCRIPT_STEPS);
        b->full = true;
        return NULL;
    }
    if (p->nstep == b->step_room) {
        uint32_t room = b->step_room + b->step_room / 2 + 8;
        struct plan_step *more =
            arena_new_array(b->arena, struct plan_step, room);

        memcpy(more, b->steps, p->nstep * sizeof *more);
        b->steps = more;
        b->step_room = room;
    }
    b->in_thread[t->thread]++;
    return &b->steps[p->nstep++];
}

/* ---- contexts ---- */

bool
is_guest(const struct build *b, uint16_t ctx)
{
    return b->p->principal[b->p->ctx[ctx].principal].kind == PRINCIPAL_GUEST;
}

static void
implied_step(struct build *b, const struct t_item *t, uint16_t agent,
             const struct verb *verb, uint16_t ctx)
{
    struct plan_step *s = new_step(b, t);
    char text[2 * SCRIPT_NAME];
    int length;

    if (!s)
        return;
    length = g_snprintf(text, sizeof text, "%s %s: %s", b->agents[agent].name,
                        b->p->ctx[ctx].name, verb->name);
    *s =
        (struct plan_step){.verb = verb,
                           .agent = agent,
                           .ctx = ctx,
                           .thread = t->thread,
                           .result = PLAN_NONE,
                           .to_ctx = ctx,
                           .implied = true,
                           .line = t->line,
                           .text = arena_text(b->arena, text, (size_t) length)};
}

static void
leave_now(const struct build *b, const struct t_item *t, struct cpu_now *cpu)
{
    cpu->left = cpu->inside;
    cpu->left_thread = t->thread;
    cpu->left_group = t->thread ? b->threads[t->thread].start + 1 : 0;
    cpu->inside = 0;
}

static void
leave(struct build *b, const struct t_item *t, uint16_t agent, uint16_t to)
{
    struct cpu_now *cpu = &b->cpu[agent];
    uint32_t step = b->p->nstep;

    if (b->s->exit_verb)
        implied_step(b, t, agent, b->s->exit_verb,
                     (uint16_t) (cpu->inside - 1));
    if (b->p->nstep > step)
        b->steps[step].to_ctx = to;
    leave_now(b, t, cpu);
}

/* The CPU other than AGENT that is inside this guest context, or that was the
 * last one; PLAN_NONE if it never ran elsewhere. */
static uint16_t
ran_on(const struct build *b, uint16_t agent, uint16_t ctx)
{
    for (uint16_t i = 0; i < b->p->nagent; i++)
        if (i != agent && b->cpu[i].inside == ctx + 1u)
            return i;
    for (uint16_t i = 0; i < b->p->nagent; i++)
        if (i != agent && b->cpu[i].left == ctx + 1u)
            return i;
    return PLAN_NONE;
}

/* Whether a step that comes now runs beside what a CPU did in a thread. */
static bool
at_once(const struct build *b, const struct t_item *t, uint16_t thread,
        uint32_t group)
{
    return t->thread && thread && thread != t->thread &&
           group == b->threads[t->thread].start + 1;
}

/* The same for the guest of this step, that a CPU is in, or has left (it may be
 * in another one by now). */
static bool
still_busy(const struct build *b, const struct t_item *t,
           const struct cpu_now *cpu)
{
    return cpu->inside == t->ctx + 1u
               ? at_once(b, t, cpu->thread, cpu->group)
               : at_once(b, t, cpu->left_thread, cpu->left_group);
}

/* The CPU goes into a guest context, wherever that was before. */
static void
enter(struct build *b, const struct t_item *t, uint16_t agent, bool implied)
{
    struct cpu_now *cpu = &b->cpu[agent];
    uint16_t other = ran_on(b, agent, t->ctx);

    if (other != PLAN_NONE && still_busy(b, t, &b->cpu[other]))
        build_fail(b, DIAG_VALUE, t->at,
                   "'%s' runs on two CPUs at once; a second virtual CPU is "
                   "'%s.1'",
                   b->p->ctx[t->ctx].name, b->p->ctx[t->ctx].name);
    if (other != PLAN_NONE && b->cpu[other].inside == t->ctx + 1u)
        leave(b, t, other, b->cpu[other].host);
    if (cpu->inside)
        leave(b, t, agent, cpu->host);
    if (implied && b->s->enter_verb) /* the first one places the vCPU here */
        implied_step(b, t, agent, b->s->enter_verb, t->ctx);
    cpu->inside = (uint16_t) (t->ctx + 1u);
}

/* A written exit: from where, and to where as far as is known. */
static void
written_exit(struct build *b, const struct t_item *t, uint16_t agent,
             struct plan_step *s)
{
    struct cpu_now *cpu = &b->cpu[agent];
    const struct word *w = s->verb->words;

    s->ctx = (uint16_t) (cpu->inside - 1u);
    s->to_ctx = is_guest(b, t->ctx) ? cpu->host : t->ctx;
    for (; w && w->name && s->noperand; w++)
        if (w->stays && w->code == s->operand[0].number) {
            s->to_ctx = s->ctx;
            return;
        }
    leave_now(b, t, cpu);
    cpu->exit = (uint32_t) (s - b->steps) + 1;
}

bool
switch_context(struct build *b, struct t_item *t, uint16_t agent)
{
    struct cpu_now *cpu = &b->cpu[agent];
    bool exits = t->verb->flags & OPF_EXIT, enters = t->verb->flags & OPF_ENTER;

    if (at_once(b, t, cpu->thread, cpu->group))
        build_fail(b, DIAG_VALUE, t->at, "'%s' runs in two threads at once",
                   b->agents[agent].name);
    if (enters && !is_guest(b, t->ctx) && cpu->left)
        t->ctx = (uint16_t) (cpu->left - 1u);
    if (exits && !is_guest(b, t->ctx) && cpu->inside)
        t->ctx = (uint16_t) (cpu->inside - 1u);
    if ((enters || exits) && !is_guest(b, t->ctx))
        return build_fail(b, DIAG_VALUE, t->at, "'%s' is in no guest here",
                          b->agents[agent].name);
    if (is_guest(b, t->ctx)) {
        if (cpu->inside != t->ctx + 1u)
            enter(b, t, agent, !enters);
    } else {
        if (cpu->inside)
            leave(b, t, agent, t->ctx);
        if (cpu->exit)
            b->steps[cpu->exit - 1].to_ctx = t->ctx;
        cpu->host = t->ctx;
    }
    cpu->exit = 0;
    cpu->seen = true;
    cpu->thread = t->thread;
    cpu->group = t->thread ? b->threads[t->thread].start + 1 : 0;
    return true;
}

/* ---- steps ---- */

static uint16_t
agent_of(const struct build *b, const struct t_item *t)
{
    if (t->actor == ACTOR_HOST)
        return PLAN_NONE;
    return (uint16_t) ((t->actor == ACTOR_CPU ? b->agent_of_cpu[t->agent]
                                              : b->device[t->agent]) -
                       1u);
}

/* The step as written, with the values of its parameters. */
static const char *
filled(const struct build *b, const char *text)
{
    char out[1024];
    size_t n = 0;

    if (!strchr(text, '$'))
        return text;
    while (*text && n < sizeof out - 1) {
        size_t length = 1;
        uint16_t param = NO_PARAM;

        if (*text == '$') {
            while (g_ascii_isalnum(text[length]) ||
                   (text[length] && strchr("_.-", text[length])))
                length++;
            param = find_param(b->s, text + 1, length - 1);
        }
        if (param == NO_PARAM)
            out[n++] = *text++;
        else
            n += g_strlcpy(
                out + n,
                script_param(b->s, param).value[b->point->value[param]],
                sizeof out - n);
        if (param != NO_PARAM)
            text += length;
        n = MIN(n, sizeof out - 1);
    }
    return arena_text(b->arena, out, n);
}

/* The words of a VMA in a step make sense together. */
static void
check_vma(struct build *b, const struct t_item *t, const struct plan_step *s)
{
    uint32_t vma = 0;

    for (uint32_t i = 0; i < t->noperand; i++)
        if (t->operand[i].letter == 'W')
            vma |= (uint32_t) s->operand[i].number;
    build_vma(b, t->at, vma);
}

static void
add_step(struct build *b, const struct t_item *item)
{
    struct t_item t = *item; /* an exit may be written in either context */
    uint16_t agent = agent_of(b, &t);
    struct plan_step *s;

    if (t.actor == ACTOR_DEVICE && agent == PLAN_NONE) {
        build_fail(b, DIAG_NAME_UNKNOWN, t.at, "there is no device '%s' here",
                   build_name(b, t.agent));
        return;
    }
    /* an adversary is where it acts, unless that has failed */
    if (t.actor == ACTOR_CPU && !(t.adversary && b->failed) &&
        !switch_context(b, &t, agent))
        return;
    s = new_step(b, &t);
    if (!s)
        return;
    *s = (struct plan_step){.verb = t.verb,
                            .agent = agent,
                            .ctx = t.ctx,
                            .thread = t.thread,
                            .result = t.result,
                            .to_ctx = PLAN_NONE,
                            .noperand = t.noperand,
                            .line = t.line,
                            .text = filled(b, t.text)};
    for (uint32_t i = 0; i < t.noperand; i++)
        build_operand(b, &t, &t.operand[i], &s->operand[i]);
    check_vma(b, &t, s);
    build_needs(b, &t, s);
    if (t.actor == ACTOR_CPU && t.verb->flags & OPF_EXIT)
        written_exit(b, item, agent, s);
    if (t.actor == ACTOR_CPU && t.verb->flags & OPF_ENTER)
        s->to_ctx = s->ctx;
    if (t.adversary)
        spread_choice(b, &t, (uint32_t) (s - b->steps));
}

/* ---- events ---- */

/* The context a CPU is in before item I: that of its last step, or where it
 * begins. */
static uint16_t
context_now(const struct build *b, uint32_t item, uint16_t agent, uint16_t cpu)
{
    const GArray *items = b->s->items;

    if (b->cpu[agent].inside)
        return (uint16_t) (b->cpu[agent].inside - 1u);
    if (b->cpu[agent].seen)
        return b->cpu[agent].host;
    for (guint i = item; i < items->len; i++) {
        const struct t_item *t = &g_array_index(items, struct t_item, i);

        if (b->active[i] && t->kind == T_STEP && t->actor == ACTOR_CPU &&
            t->agent == cpu)
            return t->ctx;
    }
    return 0;
}

static uint16_t
event_device(struct build *b, const struct t_item *t)
{
    if (!b->device[t->agent])
        build_fail(b, DIAG_NAME_UNKNOWN, t->at, "there is no device '%s' here",
                   build_name(b, t->agent));
    return b->device[t->agent] ? (uint16_t) (b->device[t->agent] - 1u)
                               : PLAN_NONE;
}

static void
add_event(struct build *b, const struct t_item *t, uint32_t item)
{
    struct plan_event *e = &b->events[b->p->nevent++];
    uint16_t ctx = t->ctx;

    *e = (struct plan_event){.kind = t->event,
                             .agent = PLAN_NONE,
                             .thread = t->thread,
                             .before = b->in_thread[t->thread],
                             .slot = t->slot,
                             .other = t->other,
                             .line = t->line};
    if (t->actor == ACTOR_DEVICE && t->agent != PLAN_NONE)
        e->agent = event_device(b, t);
    else if (t->agent != PLAN_NONE)
        e->agent = (uint16_t) (b->agent_of_cpu[t->agent] - 1u);
    if (b->s->whole_schedule && t->event == SPONT_DRAIN &&
        (t->agent == PLAN_NONE || !t->noperand))
        build_fail(b, DIAG_VALUE, t->at,
                   "in a whole schedule a CPU drains an address");
    if (!t->noperand)
        return;
    if (t->operand->letter == 'A') {
        if (ctx == PLAN_NONE)
            ctx = context_now(b, item, e->agent, t->agent);
        build_mapped(b, t->at, b->p->ctx[ctx].principal, t->operand, &e->where);
        return;
    }
    build_located(b, t->at, t->operand, &e->where);
    e->where.kind = OPERAND_REGION;
    if (b->s->whole_schedule && t->event == SPONT_DRAIN && t->operand->plus)
        e->slot = (uint32_t) (e->where.from % LINE_BYTES / WORD_BYTES + 1);
}

void
build_items(struct build *b)
{
    const GArray *items = b->s->items;
    uint32_t started = 0; /* threads before this item */

    b->step_room = items->len + 8;
    b->steps = arena_new_array(b->arena, struct plan_step, b->step_room);
    b->events = arena_new_array(b->arena, struct plan_event, items->len + 1u);
    b->threads =
        arena_new_array(b->arena, struct plan_thread, b->s->threads->len);
    b->in_thread = arena_new_array(b->arena, uint32_t, b->s->threads->len);
    b->cpu = arena_new_array(b->arena, struct cpu_now, b->p->nagent + 1u);
    for (guint i = 0; i < b->s->threads->len; i++)
        b->threads[i].name = g_array_index(b->s->threads, const char *, i);
    for (guint i = 0; i < items->len && !b->full; i++) {
        const struct t_item *t = &g_array_index(items, struct t_item, i);

        if (!b->active[i])
            continue;
        if (t->kind == T_THREAD)
            started = i < started ? started : start_threads(b, i);
        else if (t->kind == T_EVENT)
            add_event(b, t, i);
        else
            add_step(b, t);
    }
    set_depths(b);
}
