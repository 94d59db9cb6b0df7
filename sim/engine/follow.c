/* A replay that takes a plan's events at their word. */

#include "sim/engine/player.h"
#include "sim/engine/schedule.h"

/* The first of the operations a thread may take next. */
static uint32_t
next_of(const struct player *p, uint32_t thread)
{
    const struct bound *b = p->b;

    return b->thread_op[thread] + p->m[b->at.pc + thread] * b->menu[thread];
}

static void
end_step(struct player *p, uint32_t thread, uint32_t step)
{
    p->next_step[thread]++;
    if (p->o->settled)
        p->o->settled(p->o->to, step, p->m);
}

/* What a thread takes is a step of the plan, or part of one. */
static void
issue(struct player *p, struct event e)
{
    const struct bound *b = p->b;
    uint32_t thread = e.slot & ~(uint32_t) EVENT_ALT;
    uint32_t at = next_of(p, thread), now;
    bool adversary = b->choice_cell[thread];

    if (adversary && e.line == b->menu[thread]) {
        machine_step(b, p->m, e, &p->sink);
        return;
    }
    at += e.line;
    p->collector.step = b->op[at].step;
    machine_step(b, p->m, e, &p->sink);
    now = next_of(p, thread);
    if (adversary
            ? now > at - e.line
            : now == b->step_op[b->op[at].step] + b->step_nop[b->op[at].step])
        end_step(p, thread, b->op[at].step);
}

static void
follow(struct player *p, uint32_t number, struct event e)
{
    if (e.kind == EV_ISSUE) {
        issue(p, e);
    } else {
        machine_step(p->b, p->m, e, &p->sink);
        if (p->o->happened)
            p->o->happened(p->o->to, number, p->m);
    }
    p->nleaving = 0; /* caches evict when the schedule says so                */
}

void
player_follow(struct player *p)
{
    const struct plan *plan = p->b->plan;

    for (uint32_t i = 0; i < plan->nevent; i++) {
        uint32_t n, which;

        if (plan->event[i].kind == SPONT_EVICT) { /* of all who have it */
            player_unasked(p, i);
            continue;
        }
        n = machine_enabled(p->b, p->m, p->events);
        which = schedule_find(p->b, p->m, &plan->event[i], p->events, n);
        if (which == n) {
            p->r->wrong_event = i;
            return;
        }
        follow(p, i, p->events[which]);
    }
}
