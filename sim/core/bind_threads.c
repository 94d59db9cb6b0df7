/* How long each thread is, where it starts, and what an adversary may do. */

#include "sim/core/binding.h"

uint32_t
step_ops(const struct plan *p, const struct plan_step *s)
{
    struct target t = step_target(p, s);

    if (s->verb->kind == OP_CONTROL)
        return control_phases(s);
    if (t.region == PLAN_NONE || !step_accesses(s))
        return 1;
    return (uint32_t) ((t.to - 1) / LINE_BYTES - t.from / LINE_BYTES + 1);
}

uint32_t
adversary_depth(const struct plan *p, uint32_t thread)
{
    return thread ? p->thread[thread].depth : 0;
}

static uint16_t
step_principal(const struct plan *p, const struct plan_step *s)
{
    return s->ctx != PLAN_NONE ? p->ctx[s->ctx].principal
                               : p->agent[s->agent].principal;
}

/* What nobody can choose: edges of the program have to be there whatever an
 * adversary does. */
static const char *
refuse_step(const struct plan *p, const struct plan_step *s)
{
    if (step_ops(p, s) != 1)
        return "a step of an adversary names more than one line";
    switch (s->verb->kind) {
    case OP_SIGNAL:
    case OP_WAIT:
    case OP_POLL:
        return "an adversary cannot signal, wait or await";
    case OP_OWNER:
        return "an adversary cannot change who owns memory";
    default:
        return NULL;
    }
}

/* The menu of an adversary; 0 if something is wrong with it. */
static uint32_t
count_menu(struct binding *k, uint32_t thread)
{
    const struct plan *p = k->plan;
    const struct plan_step *access = NULL;
    uint64_t n = 0;

    for (uint32_t i = 0; i < p->nstep && !k->why; i++) {
        const struct plan_step *s = &p->step[i];

        if (s->thread != thread)
            continue;
        n++;
        k->why = refuse_step(p, s);
        if (k->why || step_target(p, s).region == PLAN_NONE)
            continue;
        if (access && step_principal(p, access) != step_principal(p, s))
            k->why = "an adversary accesses memory for two principals";
        access = s;
    }
    if (!n)
        k->why = "an adversary without a step";
    if (n * adversary_depth(p, thread) > ADVERSARY_MAX)
        k->why = "an adversary of more than 65,536 steps times depth";
    return k->why ? 0 : (uint32_t) n;
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

void
bind_threads(struct binding *k)
{
    const struct plan *p = k->plan;
    struct bound *b = k->b;
    uint32_t *length = arena_new_array(k->arena, uint32_t, b->nthread);
    uint32_t *menu = arena_new_array(k->arena, uint32_t, b->nthread);
    uint32_t *choice = arena_new_array(k->arena, uint32_t, b->nthread);
    uint32_t *start = arena_new_array(k->arena, uint32_t, b->nthread);

    b->length = length;
    b->menu = menu;
    b->choice_cell = choice;
    b->thread_start = start;
    place_threads(k, start);
    for (uint32_t i = 0; i < p->nstep; i++)
        length[p->step[i].thread] += step_ops(p, &p->step[i]);
    for (uint32_t t = 0; t < b->nthread && !k->why; t++) {
        uint32_t depth = adversary_depth(p, t);

        menu[t] = 1;
        if (!depth)
            continue;
        menu[t] = count_menu(k, t);
        length[t] = depth;
        choice[t] = k->nchoice + 1;
        k->nchoice += depth;
        b->has_adversary = true;
    }
}
