/* Steps and events behind the new one move up; threads that start there, too.
 */

#include "sim/engine/plan_edit.h"

#include <stdio.h>
#include <string.h>

#include "sim/core/model.h"

struct plan
plan_with(const struct plan *p, const struct plan_step *step, uint32_t at,
          struct arena *arena)
{
    struct plan q = *p;
    struct plan_step *steps =
        arena_new_array(arena, struct plan_step, p->nstep + 1u);
    struct plan_event *events =
        arena_new_array(arena, struct plan_event, p->nevent + 1u);
    struct plan_thread *threads =
        arena_new_array(arena, struct plan_thread, p->nthread + 1u);
    uint32_t before = 0, top = 0;

    for (uint32_t i = 0; i < at; i++) {
        steps[i] = p->step[i];
        before += p->step[i].thread == step->thread;
        top += !p->step[i].thread;
    }
    steps[at] = *step;
    for (uint32_t i = at; i < p->nstep; i++)
        steps[i + 1] = p->step[i];
    for (uint32_t i = 0; i < p->nevent; i++) {
        events[i] = p->event[i];
        if (events[i].thread == step->thread && events[i].before >= before &&
            before)
            events[i].before++;
    }
    for (uint32_t i = 0; i < p->nthread; i++) {
        threads[i] = p->thread[i];
        if (i && !step->thread && threads[i].start > top)
            threads[i].start++;
    }
    q.step = steps;
    q.nstep++;
    q.event = events;
    q.thread = threads;
    return q;
}

uint16_t
plan_context(const struct plan *p, uint16_t agent, uint32_t at)
{
    while (at-- > 0) {
        const struct plan_step *s = &p->step[at];

        if (s->agent == agent && s->ctx != PLAN_NONE)
            return s->to_ctx != PLAN_NONE ? s->to_ctx : s->ctx;
    }
    return 0;
}

const char *
plan_step_text(const struct plan *p, const struct plan_step *s,
               struct arena *arena)
{
    const struct plan_operand *o = &s->operand[0];
    char where[128] = "";
    char text[320];

    if (s->noperand && o->to - o->from > WORD_BYTES)
        snprintf(where, sizeof where, " %s[%llu..%llu]", p->map[o->id].name,
                 (unsigned long long) o->from, (unsigned long long) o->to);
    else if (s->noperand && o->from)
        snprintf(where, sizeof where, " %s+%llu", p->map[o->id].name,
                 (unsigned long long) o->from);
    else if (s->noperand)
        snprintf(where, sizeof where, " %s", p->map[o->id].name);
    snprintf(text, sizeof text, "%s %s: %s%s", p->agent[s->agent].name,
             p->ctx[s->ctx].name, s->verb->name, where);
    return arena_text(arena, text, strlen(text));
}
