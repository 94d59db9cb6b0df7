/* "destroy-vm" is what the written-out steps are: the same words of the control
 * plane in the end, the same hazards, the same operations counted. */
#include "sim/core/control.h"
#include "tests/tools/suite.h"
#include "tools/models.h"

struct end {
    const struct bound *b;
    struct replay_result r;
};

static struct end
run(const struct scenario *sc, const struct policy_stack *stack, uint64_t point,
    struct arena *arena, struct diag_sink *sink)
{
    struct end e = {NULL};
    struct point at;
    const struct experiment *x;
    const char *why = NULL;

    points_get(sc->points, point, &at);
    x = script_elaborate(sc->script, &at, arena, sink);
    cr_assert(x);
    e.b = bind_plan(&(struct bind_request){.plan = &x->plan,
                                           .platform = scenario_platform(sc, x),
                                           .policy = stack,
                                           .arena = arena},
                    &why);
    cr_assert(e.b, "%s", why);
    e.r = replay(e.b, arena, &(struct replay_options){.no_timing = true});
    return e;
}

static const uint64_t *
words(const struct end *e)
{
    const struct control *c = e->b->control;

    return c->word + (size_t) e->r.end[e->b->at.config] * c->nword;
}

static void
compare(const struct end *a, const struct end *b)
{
    cr_assert_eq(a->b->control->nword, b->b->control->nword);
    cr_expect(
        !memcmp(words(a), words(b), a->b->control->nword * sizeof *words(a)));
    cr_assert_eq(a->r.nhazard, b->r.nhazard);
    for (uint32_t i = 0; i < a->r.nhazard; i++) {
        const struct hazard *h = &a->r.hazard[i], *g = &b->r.hazard[i];

        cr_expect(h->kind == g->kind && h->cause == g->cause &&
                  h->severity == g->severity && h->victim == g->victim &&
                  h->line == g->line && h->word == g->word);
    }
    cr_expect(!memcmp(a->r.counted, b->r.counted, sizeof a->r.counted));
}

/* The first parameter says how: half of the points each. */
Test(teardown, is_the_steps_written_out)
{
    static const char *const words[] = {"tests/rules/r38-destroy-vm.scn", NULL};
    struct diag_sink *sink = diag_sink_new();
    const struct scenario *sc;
    struct loaded s;

    suite_open(&s, words);
    sc = s.scenario->pdata[0];
    cr_assert(sc->npoint == 8);
    for (guint k = 0; k < sc->stacks->len; k++)
        for (uint64_t i = 0; i < sc->npoint / 2; i++) {
            struct arena arena;
            struct end steps, destroyed;

            arena_init(&arena, 0);
            steps = run(sc, sc->stacks->pdata[k], i, &arena, sink);
            destroyed =
                run(sc, sc->stacks->pdata[k], i + sc->npoint / 2, &arena, sink);
            compare(&steps, &destroyed);
            bound_done((struct bound *) (uintptr_t) steps.b);
            bound_done((struct bound *) (uintptr_t) destroyed.b);
            arena_clear(&arena);
        }
    suite_close(&s);
    diag_sink_free(sink);
}
