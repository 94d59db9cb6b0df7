/* What cannot happen at its turn is brought about, or left out. */

#include "sim/engine/retrace.h"

#include <glib.h>

#include "sim/core/access.h"
#include "sim/core/judge.h"
#include "sim/engine/schedule.h"

struct tracing {
    struct sink sink; /* first                                                */
    struct tracing_of p;
    uint8_t property;
    cell *m;
    struct event *enabled;
    uint32_t nenabled;
    uint32_t step; /* of the plan, of the last operation heard of             */
    struct hazard hazard;
    bool found;
};

static void
note(struct tracing *k, const struct bound *b, const struct hazard *h)
{
    k->found = true;
    k->hazard = *h;
    k->hazard.step = h->op == OP_INITIAL ? k->step : b->op[h->op].step;
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct tracing *k = (struct tracing *) to;
    struct hazard found[JUDGE_MAX];
    uint32_t n;

    if (t->op != OP_INITIAL)
        k->step = b->op[t->op].step;
    if (k->found || !(JUDGED_KINDS >> t->kind & 1))
        return;
    n = judge(b, m, t, found);
    for (uint32_t i = 0; i < n && !k->found; i++)
        if (k->property == PROPERTIES ||
            property_broken(k->property, b->plan, &found[i]))
            note(k, b, &found[i]);
}

static void
take(struct tracing *k, uint32_t which)
{
    machine_step(k->p.b, k->m, k->enabled[which], &k->sink);
    k->nenabled = machine_enabled(k->p.b, k->m, k->enabled);
}

/* Something that waits in a buffer goes on; false if nothing does. */
static bool
relieve(struct tracing *k)
{
    for (uint32_t i = 0; i < k->nenabled; i++)
        if (k->enabled[i].kind == EV_PERFORM ||
            k->enabled[i].kind == EV_WC_DRAIN) {
            take(k, i);
            return true;
        }
    return false;
}

static bool
is_new(struct tracing_of p, uint32_t step)
{
    return p.origin[step] == p.origin[step + 1];
}

/* The step that the thread comes to; TRACE_NONE if it is done. */
static uint32_t
next_step(struct tracing_of p, const cell *m, uint32_t thread)
{
    const struct bound *b = p.b;

    if (machine_thread_done(b, m, thread))
        return TRACE_NONE;
    return b->op[b->thread_op[thread] + m[b->at.pc + thread] * b->menu[thread]]
        .step;
}

/* The step whose operation waits in a window. */
static uint32_t
waiting_step(struct tracing_of p, const cell *m, const struct event *e)
{
    const cell *w =
        window_cells(p.b, m, e->agent, e->slot & ~(uint32_t) EVENT_ALT);

    return w[0] ? p.b->op[w[0] - 1].step : TRACE_NONE;
}

/* ---- recording ---- */

static uint32_t
step_of(struct tracing_of p, const cell *m, const struct event *e)
{
    if (e->kind == EV_ISSUE)
        return next_step(p, m, e->slot & ~(uint32_t) EVENT_ALT);
    return e->kind == EV_PERFORM ? waiting_step(p, m, e) : TRACE_NONE;
}

struct trace
retrace_record(struct tracing_of p, const struct event *e, uint32_t n,
               struct arena *arena)
{
    const struct plan_event *what = schedule_of(p.b, e, n, arena, &n);
    struct traced *out = arena_new_array(arena, struct traced, n + 1u);
    cell *m = g_new(cell, p.b->at.ncell);
    uint32_t kept = 0;

    machine_start(p.b, m);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t step = step_of(p, m, &e[i]);

        if (step == TRACE_NONE || !is_new(p, step))
            out[kept++] = (struct traced){
                what[i], step == TRACE_NONE ? TRACE_NONE : p.origin[step]};
        machine_step(p.b, m, e[i], NULL);
    }
    g_free(m);
    return (struct trace){out, kept};
}

/* ---- retracing ---- */

/* The thread takes one operation, whatever that needs. */
static bool
advance(struct tracing *k, uint32_t thread)
{
    do
        for (uint32_t i = 0; i < k->nenabled; i++)
            if (k->enabled[i].kind == EV_ISSUE &&
                k->enabled[i].slot == thread && !k->enabled[i].line) {
                take(k, i);
                return true;
            }
    while (!k->found && relieve(k));
    return false;
}

/* The thread comes to the step of the event, or is past it. */
static void
advance_to(struct tracing *k, const struct traced *e)
{
    uint32_t thread = e->what.thread, step;

    if (k->p.b->choice_cell[thread])
        return;
    while (!k->found && (step = next_step(k->p, k->m, thread)) != TRACE_NONE &&
           (k->p.origin[step] < e->step ||
            (k->p.origin[step] == e->step && is_new(k->p, step))))
        if (!advance(k, thread))
            return;
}

/* Of what waits, the operation of the event's step; the count if none. */
static uint32_t
find_waiting(const struct tracing *k, const struct traced *e)
{
    for (uint32_t i = 0; i < k->nenabled; i++) {
        const struct event *x = &k->enabled[i];
        uint32_t step;

        if (x->kind != EV_PERFORM ||
            k->p.b->cpu_agent[x->agent] != e->what.agent ||
            !(x->slot & EVENT_ALT) != !e->what.other)
            continue;
        step = waiting_step(k->p, k->m, x);
        if (step != TRACE_NONE && !is_new(k->p, step) &&
            k->p.origin[step] == e->step)
            return i;
    }
    return k->nenabled;
}

static uint32_t
find(const struct tracing *k, const struct traced *e)
{
    uint32_t thread = e->what.thread;

    if (e->what.kind == SPONT_PERFORM)
        return find_waiting(k, e);
    if (e->what.kind == SPONT_ISSUE && !k->p.b->choice_cell[thread]) {
        uint32_t step = next_step(k->p, k->m, thread);

        if (step == TRACE_NONE || k->p.origin[step] != e->step)
            return k->nenabled;
    }
    return schedule_find(k->p.b, k->m, &e->what, k->enabled, k->nenabled);
}

static void
retrace_event(struct tracing *k, const struct traced *e)
{
    bool issue = e->what.kind == SPONT_ISSUE;
    uint32_t which;

    if (issue)
        advance_to(k, e);
    do
        which = find(k, e);
    while (which == k->nenabled && issue && !k->found && relieve(k));
    if (which < k->nenabled && !k->found)
        take(k, which);
}

/* What is left of the program; adversaries do no more. */
static void
finish(struct tracing *k)
{
    const struct bound *b = k->p.b;
    bool moved = true;

    while (moved && !k->found) {
        moved = false;
        for (uint32_t t = 0; t < b->nthread && !k->found; t++)
            moved |= !b->choice_cell[t] && !machine_thread_done(b, k->m, t) &&
                     advance(k, t);
    }
}

bool
retrace_shows(struct tracing_of p, struct trace trace, uint8_t property,
              struct hazard *out)
{
    struct tracing k = {
        .sink = {hear, 0},
          .p = p, .property = property
    };

    k.m = g_new(cell, p.b->at.ncell);
    k.enabled = g_new(struct event, p.b->max_events);
    machine_start(p.b, k.m);
    k.nenabled = machine_enabled(p.b, k.m, k.enabled);
    for (uint32_t i = 0; i < trace.n && !k.found; i++)
        retrace_event(&k, &trace.event[i]);
    finish(&k);
    g_free(k.m);
    g_free(k.enabled);
    if (k.found)
        *out = k.hazard;
    return k.found;
}
