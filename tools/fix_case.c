#include "tools/fix_case.h"

#include <string.h>

#include "tools/words.h"

/* One case; it stays if it shows a hazard. */
static bool
try_case(struct fix_case *c, struct shipped *shipped,
         const struct fix_options *o)
{
    const struct policy_stack *stack = c->q.scenario->stacks->pdata[c->q.stack];

    c->tried++;
    c->f = fix_new(&c->q, shipped, o, &c->keep);
    c->f->spent = c->spent;
    if (fix_has_hazard(c->f))
        return true;
    if ((c->f->unproved || c->f->why) && !c->undecided++) {
        c->under = words_keep(&c->keep, stack->name);
        c->point = words_keep(
            &c->keep, point_text(c->q.scenario->script, &c->at, &c->keep));
    }
    c->spent = c->f->spent;
    g_clear_pointer(&c->f, fix_free);
    return false;
}

bool
fix_case_find(struct fix_case *c, struct shipped *shipped,
              const struct scenario *sc, uint32_t first, uint32_t n,
              const struct fix_options *o, struct diag_sink *sink)
{
    memset(c, 0, sizeof *c);
    arena_init(&c->plan, 0);
    arena_init(&c->keep, 0);
    c->q.scenario = sc;
    c->q.point = &c->at;
    for (c->q.stack = first; c->q.stack < first + n; c->q.stack++)
        for (uint64_t at = 0; at < sc->npoint; at++) {
            arena_reset(&c->plan);
            points_get(sc->points, at, &c->at);
            c->q.experiment =
                script_elaborate(sc->script, &c->at, &c->plan, sink);
            if (!c->q.experiment)
                return false;
            if (try_case(c, shipped, o))
                return true;
        }
    return true;
}

void
fix_case_done(struct fix_case *c)
{
    g_clear_pointer(&c->f, fix_free);
    arena_clear(&c->plan);
    arena_clear(&c->keep);
}
