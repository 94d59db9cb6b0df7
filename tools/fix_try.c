#include "tools/fix_try.h"

#include <string.h>

#include "sim/engine/replay.h"
#include "sim/engine/schedule.h"
#include "tools/words.h"

enum { REPLAYS = 12 }; /* with as many seeds; the first has none              */

void
trial_init(struct trial *t)
{
    memset(t, 0, sizeof *t);
    arena_init(&t->arena, 0);
}

static void
forget(struct trial *t)
{
    bound_done(t->bound);
    t->bound = NULL;
    check_done(&t->check);
    memset(&t->check, 0, sizeof t->check);
    t->nleft = 0;
}

void
trial_clear(struct trial *t)
{
    forget(t);
    arena_clear(&t->arena);
}

/* ---- replays ---- */

/* The schedule of a case that tells the whole of it fits no other program. */
static void
free_schedule(struct plan *p)
{
    if (schedule_is_whole(p))
        p->nevent = 0;
}

/* The step that shows a hazard; where hardware does by itself, that of the
 * write it is about. */
static uint32_t
shown_in(const struct bound *b, const struct hazard *h)
{
    uint32_t op = h->op < b->nop ? h->op : b->version[h->wanted].op;

    return op < b->nop ? b->op[op].step : 0;
}

/* One more hazard that was found. */
static void
note(struct trial *t, const struct bound *b, const struct hazard *h)
{
    uint32_t step = shown_in(b, h);

    if (!t->nleft) {
        t->hazard = *h;
        t->hazard.step = step;
    }
    t->says = TRIAL_HAZARD;
    if (t->nleft < TRIAL_LEFT)
        t->left[t->nleft++] =
            (struct trial_left){h->kind, h->victim, b->plan->step[step].line};
}

bool
trial_left_is(const struct trial *t, struct trial_left left)
{
    for (uint32_t i = 0; i < t->nleft; i++)
        if (t->left[i].kind == left.kind && t->left[i].victim == left.victim &&
            t->left[i].line == left.line)
            return true;
    return false;
}

void
trial_replay(struct fixing *f, struct trial *t, const uint32_t *change,
             uint32_t n)
{
    struct bind_request q = {.arena = &t->arena};
    const char *why = NULL;

    forget(t);
    arena_reset(&t->arena);
    f->sets++;
    t->says = TRIAL_VOID;
    t->replayed = true;
    fix_apply(f, change, n, &t->arena, &t->variant);
    free_schedule(&t->variant.plan);
    q.plan = &t->variant.plan;
    q.platform = &t->variant.platform;
    q.policy = &t->variant.stack;
    t->bound = bind_plan(&q, &why);
    if (!t->bound)
        return;
    f->weight = 1 + t->bound->at.ncell / FIX_CELLS;
    t->says = TRIAL_NONE;
    for (uint64_t seed = 0; seed < REPLAYS && t->says == TRIAL_NONE; seed++) {
        const struct replay_options o = {.seed = seed, .no_timing = true};
        struct replay_result r = replay(t->bound, &t->arena, &o);

        for (uint32_t i = 0; i < r.nhazard; i++)
            note(t, t->bound, &r.hazard[i]);
        t->found = r.hazard;
        t->nfound = r.nhazard;
        if (!r.nhazard && r.stuck_step != UINT32_MAX)
            t->says = TRIAL_VOID;
    }
}

/* ---- every schedule ---- */

static const struct claim never_any = {.mode = CLAIM_NEVER,
                                       .what = CLAIM_HAZARDS};

static bool
affords(void *to, const struct explore_progress *p)
{
    const struct fixing *f = to;

    return f->spent + f->weight * p->transitions < FIX_WORK;
}

static struct check_request
request_of(struct fixing *f, const struct plan *plan,
           const struct platform *platform, const struct policy_stack *stack,
           struct arena *arena)
{
    static const struct claim *const asked[] = {&never_any};

    return (struct check_request){.plan = plan,
                                  .platform = platform,
                                  .policy = stack,
                                  .claim = asked,
                                  .nclaim = 1,
                                  .explore = f->options.explore,
                                  .progress = affords,
                                  .to = f,
                                  .until_decided = true,
                                  .no_witness = true,
                                  .arena = arena};
}

/* What exploring says of "never any". */
static uint8_t
verdict_of_check(struct fixing *f, const struct check_result *r)
{
    f->proofs++;
    f->states += r->explored.states;
    f->spent += f->weight * r->explored.transitions;
    if (r->end == EXPLORE_IMPOSSIBLE) {
        f->why = r->why;
        return TRIAL_VOID;
    }
    if (r->nhazard > 0)
        return TRIAL_HAZARD;
    return r->end == EXPLORE_COMPLETE && r->noutcome > 0 ? TRIAL_NONE
           : r->end == EXPLORE_COMPLETE                  ? TRIAL_VOID
                                                         : TRIAL_UNDECIDED;
}

/* The hazard that the fewest events lead to is the first that was found. */
void
trial_check(struct fixing *f, struct trial *t)
{
    struct check_request q =
        request_of(f, &t->variant.plan, &t->variant.platform, &t->variant.stack,
                   &t->arena);

    forget(t);
    t->replayed = false;
    t->check = check(&q);
    t->says = verdict_of_check(f, &t->check);
    for (uint32_t i = 0; t->says == TRIAL_HAZARD && i < t->check.nhazard; i++)
        note(t, t->check.bound, &t->check.hazard[i].hazard);
    if (t->says == TRIAL_UNDECIDED)
        f->undecided = true;
}

/* ---- the text ---- */

static bool
refused_before(const struct replay_result *was, uint32_t error)
{
    for (uint32_t i = 0; i < was->nrefusal; i++)
        if (was->refusal[i].error == error)
            return true;
    return false;
}

static struct replay_result
timed(const struct fixing *f, const struct variant *v, struct arena *arena,
      struct bound **b)
{
    const struct bind_request q = {
        .plan = &v->plan,
        .platform = &v->platform,
        .policy = &v->stack,
        .arena = arena,
    };
    const struct replay_options o = {.seed = f->case_->seed};
    const char *why = NULL;

    *b = bind_plan(&q, &why);
    return *b ? replay(*b, arena, &o) : (struct replay_result){0};
}

/* Cycles, and what is refused in the changed program but was not. */
static void
measure(struct fixing *f, const struct variant *v, struct arena *arena,
        struct fix *fix)
{
    struct bound *was, *now;
    struct variant as_it_is;
    struct replay_result a, b;

    fix_apply(f, NULL, 0, arena, &as_it_is);
    free_schedule(&as_it_is.plan);
    a = timed(f, &as_it_is, arena, &was);
    b = timed(f, v, arena, &now);
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
}

static const struct experiment *
elaborated(const struct fixing *f, const struct scenario *sc,
           struct arena *arena)
{
    struct diag_sink *sink = diag_sink_new();
    const struct experiment *e =
        script_elaborate(sc->script, f->case_->point, arena, sink);

    diag_sink_free(sink);
    return e;
}

bool
trial_confirm(struct fixing *f, struct fix *fix)
{
    GString *text = fix_text(f, fix);
    struct scenario *sc = scenario_with(f->case_->scenario, text->str);
    const struct experiment *e;
    struct arena arena;
    bool gone = false;

    arena_init(&arena, 0);
    e = sc ? elaborated(f, sc, &arena) : NULL;
    if (e) {
        struct variant v;
        struct check_request q;
        struct check_result r;

        fix_apply(f, fix->change, fix->n, &arena, &v);
        v.plan = e->plan;
        free_schedule(&v.plan);
        q = request_of(f, &v.plan, &v.platform, &v.stack, &arena);
        r = check(&q);
        gone = verdict_of_check(f, &r) == TRIAL_NONE;
        check_done(&r);
        if (gone)
            measure(f, &v, &arena, fix);
    }
    arena_clear(&arena);
    if (sc)
        scenario_free(sc);
    g_string_free(text, TRUE);
    return gone;
}
