/* One operation more, and the same schedule again. */

#include "sim/engine/remedy.h"

#include <stdio.h>
#include <string.h>

#include "sim/core/verbs.h"
#include "sim/engine/cure.h"
#include "sim/engine/plan_edit.h"

static bool
make_step(const struct bound *b, const struct hazard *h, struct cure c,
          struct plan_step *s)
{
    int64_t who = cure_actor(b, h, c);
    const char *name = c.drain ? b->model->drain_verb : b->model->clean_verb;

    if (who < 0 || !name)
        return false;
    *s = b->plan->step[who];
    s->verb = verb_find(b->model, b->plan->io, name, strlen(name));
    s->result = PLAN_NONE;
    s->noperand = 0;
    if (!s->verb || s->ctx == PLAN_NONE)
        return false;
    if (c.drain)
        return true;
    s->noperand = 1;
    return cure_address(b, h, s->ctx, &s->operand[0]);
}

/* Whether the hazard is gone when STEP stands before step AT. */
static bool
helps(const struct bound *b, const struct hazard *h,
      const struct replay_options *o, const struct plan_step *step, uint32_t at)
{
    struct arena arena;
    struct plan plan;
    struct bind_request q = {.platform = b->platform,
                             .policy = b->policy,
                             .arena = &arena,
                             .without = b->without};
    struct replay_options quiet = {.seed = o->seed, .no_timing = true};
    struct replay_result r;
    const char *why = NULL;
    struct bound *cured;
    bool gone = true;

    arena_init(&arena, 0);
    plan = plan_with(b->plan, step, at, &arena);
    q.plan = &plan;
    cured = bind_plan(&q, &why);
    if (cured) {
        r = replay(cured, &arena, &quiet);
        for (uint32_t i = 0; i < r.nhazard; i++)
            gone &= r.hazard[i].kind != h->kind ||
                    r.hazard[i].victim != h->victim ||
                    r.hazard[i].step != h->step + (at <= h->step);
        gone &= r.stuck_step == UINT32_MAX;
    }
    bound_done(cured);
    arena_clear(&arena);
    return cured && gone;
}

static void
describe(const struct bound *b, const struct plan_step *s, struct remedy *r,
         struct arena *arena)
{
    const struct plan *p = b->plan;
    char text[64];

    r->text = plan_step_text(p, s, arena);
    snprintf(text, sizeof text, "%s line %u, before line %u",
             r->first_step ? "after" : "from",
             p->step[r->first_step ? r->first_step - 1 : 0].line,
             p->step[r->last_step].line);
    r->between = arena_text(arena, text, strlen(text));
}

struct remedy
remedy_of(const struct bound *b, const struct hazard *h,
          const struct replay_options *o, struct arena *arena)
{
    struct remedy r = {.text = "no single operation", .between = ""};
    uint32_t from, to, n;
    const struct cure *c = cures_of(h->cause, &n);
    struct plan_step step;

    if (!n || !make_step(b, h, *c, &step))
        return r;
    cure_window(b, h, *c, &from, &to);
    for (uint32_t at = from; at <= to && at < b->plan->nstep; at++) {
        if (b->plan->step[at].thread != step.thread)
            continue;
        if (!helps(b, h, o, &step, at)) {
            if (r.found)
                break;
            continue;
        }
        if (!r.found)
            r.first_step = at;
        r.found = true;
        r.last_step = at;
    }
    if (r.found)
        describe(b, &step, &r, arena);
    return r;
}
