/* What a set of changes costs. */
#include "sim/engine/replay.h"
#include "sim/engine/schedule.h"
#include "tools/fix_try.h"
#include "tools/words.h"

static bool
refused_before(const struct replay_result *was, uint32_t error)
{
    for (uint32_t i = 0; i < was->nrefusal; i++)
        if (was->refusal[i].error == error)
            return true;
    return false;
}

/* The replay of a case with changes, with its times. */
static struct replay_result
timed(const struct fixing *f, const uint32_t *change, uint32_t n,
      struct arena *arena, struct bound **b)
{
    struct variant *v = arena_new(arena, struct variant);
    const struct bind_request q = {
        .plan = &v->plan,
        .platform = &v->platform,
        .policy = &v->stack,
        .arena = arena,
    };
    const struct replay_options o = {.seed = f->case_->seed};
    const char *why = NULL;

    fix_apply(f, change, n, arena, v);
    if (schedule_is_whole(&v->plan))
        v->plan.nevent = 0; /* it fits no other program */
    *b = bind_plan(&q, &why);
    return *b ? replay(*b, arena, &o) : (struct replay_result){0};
}

void
trial_measure(struct fixing *f, struct fix *fix)
{
    struct arena arena;
    struct bound *was, *now;
    struct replay_result a, b;

    arena_init(&arena, 0);
    a = timed(f, NULL, 0, &arena, &was);
    b = timed(f, fix->change, fix->n, &arena, &now);
    f->cycles = a.cycles;
    fix->cycles = b.cycles;
    for (uint32_t i = 0; i < b.nrefusal && !fix->refused; i++)
        if (!refused_before(&a, b.refusal[i].error))
            fix->refused = words_format(
                f->keep, "%s at line %u",
                words_refusal(b.refusal[i].error, b.refusal[i].denial, f->keep),
                now->plan->step[b.refusal[i].step].line);
    bound_done(was);
    bound_done(now);
    arena_clear(&arena);
}
