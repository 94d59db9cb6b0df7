/* Plans of programs. */

#include "sim/explore/programs.h"

#include <stdio.h>
#include <string.h>

#include "sim/core/model.h"

/* What a value grows by when its store comes again: more than settings use. */
enum { AGAIN = 0x100 };

/* ---- what there is to choose from ---- */

static const char *
fault_of(const struct plan_step *s)
{
    if (s->implied)
        return "an operation changes the context of its CPU: the beginning has "
               "to bring it there";
    if (s->verb->flags & OPF_RING)
        return "an operation rings, and what comes next may not wait for all "
               "that was before";
    switch (s->verb->kind) {
    case OP_SIGNAL:
    case OP_WAIT:
    case OP_POLL:
        return "an operation waits or is waited for";
    case OP_OWNER:
        return "an operation changes who owns memory";
    default:
        break;
    }
    for (uint32_t i = 0; i < s->noperand; i++)
        if (s->operand[i].kind == OPERAND_REG)
            return "an operation stores what another has read";
    return NULL;
}

const char *
alphabet_of(const struct plan *plan, struct arena *arena, struct alphabet *out)
{
    uint32_t *step = arena_new_array(arena, uint32_t, plan->nstep + 1u);
    const char *why = NULL;

    *out = (struct alphabet){.plan = plan, .step = step};
    for (uint32_t i = 0; i < plan->nstep && !why; i++) {
        if (!plan->step[i].thread) {
            out->ntop++;
            continue;
        }
        why = plan->thread[plan->step[i].thread].depth
                  ? "it has an adversary"
                  : fault_of(&plan->step[i]);
        step[out->nstep++] = i;
    }
    for (uint32_t i = 0; i < plan->nevent && !why; i++)
        if (plan->event[i].kind == SPONT_ISSUE ||
            plan->event[i].kind == SPONT_PERFORM || plan->event[i].thread)
            why = "its schedule tells who goes first";
    for (uint32_t i = 1; i < plan->nthread && !why; i++)
        if (plan->thread[i].start != out->ntop)
            why = "something comes after its threads";
    out->n = out->nstep + plan->nevent;
    if (!why && !out->n)
        why = "it has no operations";
    if (!why && out->n > ALPHABET_MAX)
        why = "it has more than 255 operations";
    if (!why && out->ntop > BEGINNING_MAX)
        why = "it has more than 45 steps before its operations";
    return why;
}

/* ---- plans ---- */

static struct plan_operand *
value_of(struct plan_step *s)
{
    for (uint32_t i = 0; i < s->noperand; i++)
        if (s->operand[i].kind == OPERAND_VALUE)
            return &s->operand[i];
    return NULL;
}

/* The value is the last word of a store. */
static void
set_value(struct plan_step *s, struct plan_operand *v, uint64_t value,
          struct arena *arena)
{
    const char *last = strrchr(s->text, ' ');
    size_t head = (size_t) (last - s->text);
    size_t room = head + 24;
    char *text = arena_new_array(arena, char, room);

    v->number = value;
    snprintf(text, room, "%.*s 0x%llx", (int) head, s->text,
             (unsigned long long) value);
    s->text = text;
}

static void
place_step(struct plan_step *s, const uint8_t *op, uint32_t at, uint16_t reg,
           struct arena *arena)
{
    bool writes = s->verb->kind == OP_STORE || s->verb->kind == OP_RMW;
    struct plan_operand *v = writes ? value_of(s) : NULL;
    uint32_t before = 0;

    s->thread = 0;
    if (s->verb->result)
        s->result = reg;
    for (uint32_t i = 0; i < at; i++)
        before += op[i] == op[at];
    if (v && before)
        set_value(s, v, v->number + (uint64_t) before * AGAIN, arena);
}

static const char *const *
registers_of(const struct plan *plan, uint32_t n, struct arena *arena)
{
    const char **reg = arena_new_array(arena, const char *, plan->nreg + n + 1);

    for (uint32_t i = 0; i < plan->nreg; i++)
        reg[i] = plan->reg[i];
    for (uint32_t i = 0; i < n; i++) {
        char *name = arena_new_array(arena, char, 16);

        snprintf(name, 16, "r%u", plan->nreg + i);
        reg[plan->nreg + i] = name;
    }
    return reg;
}

static const char *
thread_name(const struct plan *p, uint16_t agent)
{
    return agent < p->nagent ? p->agent[agent].name : "host";
}

/* Threads of a block, named after their agents; each step gets its own. */
static void
thread_block(struct plan *p, const struct alphabet *a,
             struct program_block block, struct arena *arena)
{
    struct plan_thread *thread =
        arena_new_array(arena, struct plan_thread, block.to - block.from + 1u);
    struct plan_step *step = (struct plan_step *) (uintptr_t) p->step;

    thread[0] = p->thread[0];
    for (uint32_t i = block.from; i < block.to; i++) {
        struct plan_step *s = &step[a->ntop + i];

        if (p->nthread == 1 || s->agent != s[-1].agent)
            thread[p->nthread++] =
                (struct plan_thread){.name = thread_name(p, s->agent),
                                     .start = a->ntop + block.from};
        s->thread = (uint16_t) (p->nthread - 1);
    }
    p->thread = thread;
}

const struct plan *
program_plan(const struct alphabet *a, const uint8_t *op, uint32_t n,
             struct arena *arena, struct program_op *out)
{
    return program_plan_beside(a, op, n, (struct program_block){0}, arena, out);
}

const struct plan *
program_plan_beside(const struct alphabet *a, const uint8_t *op, uint32_t n,
                    struct program_block block, struct arena *arena,
                    struct program_op *out)
{
    struct plan *p = arena_new(arena, struct plan);
    struct plan_step *step =
        arena_new_array(arena, struct plan_step, a->ntop + n + 1);
    struct plan_event *event = arena_new_array(arena, struct plan_event, n + 1);
    uint32_t read = 0;

    *p = *a->plan;
    p->step = step;
    p->event = event;
    p->nstep = p->nevent = 0;
    p->nthread = 1;
    for (uint32_t i = 0; i < a->plan->nstep; i++)
        if (!a->plan->step[i].thread)
            step[p->nstep++] = a->plan->step[i];
    for (uint32_t i = 0; i < n; i++) {
        struct program_op became = {0};

        if (op[i] < a->nstep) {
            struct plan_step *s = &step[p->nstep++];

            *s = a->plan->step[a->step[op[i]]];
            place_step(s, op, i, (uint16_t) (p->nreg + read), arena);
            read += s->verb->result;
            became.step = s;
        } else {
            struct plan_event *e = &event[p->nevent++];

            *e = a->plan->event[op[i] - a->nstep];
            e->before = p->nstep;
            became.event = e;
        }
        if (out)
            out[i] = became;
    }
    if (block.to)
        thread_block(p, a, block, arena);
    p->reg = registers_of(p, read, arena);
    p->nreg = (uint16_t) (p->nreg + read);
    return p;
}

const struct plan *
program_steps(const struct alphabet *a, uint32_t length, struct arena *arena)
{
    struct plan *p = arena_new(arena, struct plan);
    struct plan_step *step = arena_new_array(
        arena, struct plan_step, a->ntop + (size_t) length * a->nstep + 1);
    struct plan_event *event =
        arena_new_array(arena, struct plan_event, a->plan->nevent + 1);

    *p = *a->plan;
    p->step = step;
    p->event = event;
    p->nstep = 0;
    p->nthread = 1;
    for (uint32_t i = 0; i < a->plan->nstep; i++)
        if (!a->plan->step[i].thread)
            step[p->nstep++] = a->plan->step[i];
    for (uint32_t i = 0; i < length * a->nstep; i++) {
        struct plan_step *s = &step[p->nstep++];

        *s = a->plan->step[a->step[i % a->nstep]];
        s->thread = 0;
        s->result = PLAN_NONE;
    }
    for (uint32_t i = 0; i < p->nevent; i++) {
        event[i] = a->plan->event[i];
        event[i].before = UINT32_MAX; /* never by itself */
    }
    return p;
}
