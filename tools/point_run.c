#include "tools/point_run.h"

#include "tools/outcome.h"

void
point_work_init(struct point_work *w)
{
    arena_init(&w->plan, 0);
    arena_init(&w->run, 0);
}

void
point_work_clear(struct point_work *w)
{
    arena_clear(&w->plan);
    arena_clear(&w->run);
}

static bool
wants_any(const struct point_run *r)
{
    for (guint i = 0; i < r->scenario->stacks->len; i++)
        if (!r->skip || !r->skip[i])
            return true;
    return false;
}

/* Explores a case, or finds that one of those before it comes to the same. */
static void
explore_case(const struct point_run *r, const struct outcome_request *q,
             struct suite_case *out, uint64_t stride)
{
    const struct suite_case **at =
        arena_new_array(q->work, const struct suite_case *, q->stack + 2u);
    struct check_before before = {.at = at};

    if (r->before)
        at[before.n++] = r->before;
    for (uint32_t i = 0; i < q->stack; i++)
        if (!r->skip || !r->skip[i])
            at[before.n++] = &out[i * stride];
    check_case(q, r->ask->check, r->jobs, &before, &out[q->stack * stride]);
}

void
point_run(const struct point_run *r, struct point_work *w,
          struct suite_case *out, uint64_t stride,
          void (*failed)(void *to, struct suite_case *c, uint32_t stack,
                         const char *why),
          void *to)
{
    const struct scenario *sc = r->scenario;
    struct point point;
    struct outcome_request q = {.scenario = sc,
                                .point = &point,
                                .seed = r->ask->seed,
                                .details = r->ask->details,
                                .brief = r->ask->brief,
                                .work = &w->run,
                                .keep = r->keep};

    if (!wants_any(r))
        return;
    points_get(sc->points, r->at, &point);
    arena_reset(&w->plan);
    q.experiment = script_elaborate(sc->script, &point, &w->plan, r->sink);
    for (q.stack = 0; q.experiment && q.stack < sc->stacks->len; q.stack++) {
        struct suite_case *one = &out[q.stack * stride];
        const char *why = NULL;

        if (r->skip && r->skip[q.stack])
            continue;
        arena_reset(&w->run);
        if (q.details)
            q.stack_digest = r->stack_digest[q.stack];
        if (!outcome_of_case(&q, one, &why))
            failed(to, one, q.stack, why);
        else if (r->ask->check)
            explore_case(r, &q, out, stride);
    }
}
