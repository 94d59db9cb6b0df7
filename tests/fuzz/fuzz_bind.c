#include <string.h>

#include "sim/engine/replay.h"
#include "sim/engine/verdict.h"
#include "tests/fuzz/inside.h"
#include "tests/lib/invariants.h"

/* What is larger takes long and shows nothing new. */
enum { POINTS = 3, STEPS = 200, BYTES = 16 << 10 };

static bool
is_small(const struct plan *p)
{
    uint64_t bytes = 0;

    if (p->nstep > STEPS || p->nevent > STEPS)
        return false;
    for (uint32_t i = 0; i < p->nstep && bytes <= BYTES; i++)
        for (unsigned k = 0; k < p->step[i].noperand; k++)
            bytes += p->step[i].operand[k].to - p->step[i].operand[k].from;
    for (uint32_t i = 0; i < p->nevent && bytes <= BYTES; i++)
        bytes += p->event[i].where.to - p->event[i].where.from;
    return bytes <= BYTES;
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *x)
{
    (void) to;
    g_assert_cmpstr(txn_fault(b, m, x), ==, NULL);
}

static void
settled(void *to, uint32_t step, const cell *m)
{
    const struct bound *b = to;

    g_assert(step < b->plan->nstep);
    g_assert_cmpstr(state_fault(b, m), ==, NULL);
}

static bool
speaks(const void *data, const struct claim *c)
{
    (void) data;
    (void) c;
    return true;
}

/* Replays as the scenario has it, or with spontaneous events. */
static void
replay_one(struct bound *b, const struct experiment *e, uint64_t seed,
           struct arena *arena)
{
    struct sink also = {.hear = hear};
    const struct replay_options o = {.seed = seed,
                                     .conditions = true,
                                     .also = &also,
                                     .settled = settled,
                                     .to = b};
    struct replay_result r = replay(b, arena, &o);

    for (uint16_t i = 0; i < b->nreg; i++) {
        uint64_t value;

        replay_register(b, &r, i, &value);
    }
    verdict_of(b, &r, e->claim, e->nclaim, speaks, NULL, arena);
}

static void
run_under(const struct fuzz *f, const struct experiment *e,
          const struct policy_stack *stack, struct arena *arena)
{
    const char *name = e->platform ? e->platform : "intel-server", *why = NULL;
    struct bind_request q = {
        .plan = &e->plan,
        .platform = shipped_platform(f->shipped, name, NULL),
        .policy = stack,
        .arena = arena,
    };
    struct bound *b = bind_plan(&q, &why);

    g_assert((b == NULL) == (why != NULL));
    if (!b)
        return;
    replay_one(b, e, 0, arena);
    replay_one(b, e, 7, arena);
    bound_done(b);
}

static void
run_point(const struct fuzz *f, const struct script *s, const char *arch,
          const struct point *at)
{
    struct diag_sink *sink = diag_sink_new();
    struct arena arena[2];
    const struct experiment *e;

    arena_init(&arena[0], 0);
    arena_init(&arena[1], 0);
    e = script_elaborate(s, at, &arena[0], sink);
    g_assert(e || diag_errors(sink) > 0);
    for (guint i = 0; e && is_small(&e->plan) && i < f->stacks->len; i++) {
        const struct policy_stack *stack = f->stacks->pdata[i];

        arena_reset(&arena[1]);
        if (!g_strcmp0(stack->arch, arch))
            run_under(f, e, stack, &arena[1]);
    }
    arena_clear(&arena[0]);
    arena_clear(&arena[1]);
    diag_sink_free(sink);
}

static void
run_points(const struct fuzz *f, const struct script *s, const char *arch,
           struct diag_sink *sink)
{
    static const char *const none[] = {NULL};
    struct points *points = points_new(s, none, sink);

    g_assert(points || diag_errors(sink) > 0);
    for (uint64_t i = 0; points && i < MIN(POINTS, points_count(points)); i++) {
        struct point at;

        points_get(points, i, &at);
        run_point(f, s, arch, &at);
    }
    points_free(points);
}

void
fuzz_bind(const struct fuzz *f, const char *text, size_t length)
{
    struct source *src = source_new("scenarios/x86/fuzz.scn", text, length);
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    const struct lang_env env = fuzz_env(f, s);

    if (script_check(s, &env, sink))
        run_points(f, s, env.model->arch, sink);
    script_free(s);
    diag_sink_free(sink);
    source_free(src);
}
