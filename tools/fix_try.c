#include "tools/fix_try.h"

#include <string.h>

#include "sim/engine/replay.h"
#include "sim/engine/retrace.h"
#include "sim/engine/schedule.h"

/* Replays with seeds; what binding costs, in transitions; how many of these a
 * state has, at least. */
enum { REPLAYS = 8, BINDING = 64, BRANCHES = 4 };

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
    g_clear_pointer(&t->text, scenario_free);
    t->nfound = 0;
}

void
trial_clear(struct trial *t)
{
    forget(t);
    arena_clear(&t->arena);
}

/* The step that shows a hazard; where hardware does by itself, that of the
 * write it is about. */
static uint32_t
shown_in(const struct bound *b, const struct hazard *h)
{
    uint32_t op = h->op < b->nop ? h->op : b->version[h->wanted].op;

    return op < b->nop ? b->op[op].step : 0;
}

static void
shows(struct trial *t, const struct bound *b, const struct hazard *h)
{
    t->says = TRIAL_HAZARD;
    t->hazard = *h;
    t->hazard.step = shown_in(b, h);
}

bool
fix_counts(const struct fixing *f, const struct plan *p, const struct hazard *h)
{
    uint8_t property = fix_property(f);

    return property == PROPERTIES || property_broken(property, p, h);
}

/* ---- some schedules ---- */

static bool
bind(struct fixing *f, struct trial *t, bool as_explored)
{
    const struct bind_request q = {.plan = &t->variant.plan,
                                   .platform = &t->variant.platform,
                                   .policy = &t->variant.stack,
                                   .arena = &t->arena,
                                   .every_choice = as_explored,
                                   .background = as_explored};
    const char *why = NULL;

    bound_done(t->bound);
    t->bound = bind_plan(&q, &why);
    if (!t->bound)
        return false;
    f->weight = 1 + t->bound->at.ncell / FIX_CELLS;
    f->lines = t->bound->nline;
    f->spent += BINDING + f->weight * t->bound->nop;
    return true;
}

static void
replay_some(struct fixing *f, struct trial *t)
{
    for (uint64_t seed = 0; seed < REPLAYS && t->says == TRIAL_NONE; seed++) {
        const struct replay_options o = {.seed = seed, .no_timing = true};
        struct replay_result r = replay(t->bound, &t->arena, &o);

        f->spent += f->weight * t->bound->nop;
        t->found = r.hazard;
        t->nfound = r.nhazard;
        for (uint32_t i = 0; i < r.nhazard && t->says == TRIAL_NONE; i++)
            if (fix_counts(f, t->bound->plan, &r.hazard[i]))
                shows(t, t->bound, &r.hazard[i]);
        if (t->says == TRIAL_NONE && r.stuck_step != UINT32_MAX)
            t->says = TRIAL_VOID;
    }
}

static void
retrace_some(struct fixing *f, struct trial *t)
{
    const struct tracing_of p = {t->bound, t->variant.origin};
    GArray *all = f->schedule;
    struct hazard h;

    for (guint i = 0; i < all->len && t->says == TRIAL_NONE; i++) {
        struct trace trace = g_array_index(all, struct trace, i);

        f->spent += f->weight * trace.n;
        if (!retrace_shows(p, trace, fix_property(f), &h))
            continue;
        shows(t, t->bound, &h);
        g_array_remove_index(all, i);
        g_array_prepend_val(all, trace);
    }
}

void
trial_sample(struct fixing *f, struct trial *t, const uint32_t *change,
             uint32_t n)
{
    forget(t);
    arena_reset(&t->arena);
    f->sets++;
    t->says = TRIAL_VOID;
    fix_apply(f, change, n, &t->arena, &t->variant);
    if (schedule_is_whole(&t->variant.plan))
        t->variant.plan.nevent = 0; /* it fits no other program */
    if (!bind(f, t, false))
        return;
    t->says = TRIAL_NONE;
    replay_some(f, t);
    if (t->says == TRIAL_NONE && f->schedule->len && bind(f, t, true))
        retrace_some(f, t);
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

/* So that a block of states is no more than what is left: each line is one that
 * may be evicted, or filled. */
static uint64_t
states_left(const struct fixing *f)
{
    uint64_t left = FIX_WORK - MIN(f->spent, FIX_WORK);

    return 1 + left / f->weight / (BRANCHES + f->lines / 2);
}

/* The plan of the changed text; NULL if it has faults. */
static const struct plan *
plan_of_text(struct fixing *f, struct trial *t, const struct fix *fix)
{
    GString *text = fix_text(f, fix);
    struct diag_sink *sink = diag_sink_new();
    const struct experiment *e = NULL;

    t->text = scenario_with(f->case_->scenario, text->str);
    if (t->text)
        e = script_elaborate(t->text->script, f->case_->point, &t->arena, sink);
    diag_sink_free(sink);
    g_string_free(text, TRUE);
    return e ? &e->plan : NULL;
}

/* Whether both are the same steps: lines in a loop or an included file cannot
 * be put where a step was. */
static bool
same_program(const struct plan *a, const struct plan *b)
{
    if (a->nstep != b->nstep || a->nthread != b->nthread)
        return false;
    for (uint32_t i = 0; i < a->nstep; i++) {
        const struct plan_step *x = &a->step[i], *y = &b->step[i];

        if (x->verb != y->verb || x->agent != y->agent || x->ctx != y->ctx ||
            x->thread != y->thread || x->noperand != y->noperand)
            return false;
    }
    return true;
}

static void
keep_schedule(struct fixing *f, struct trial *t, uint32_t hazard)
{
    const struct witness w = check_hazard_path(&t->check, hazard, &t->arena);
    const struct tracing_of p = {t->check.bound, t->variant.origin};
    struct trace trace;

    if (!w.event)
        return;
    trace = retrace_record(p, w.event, w.nevent, f->keep);
    g_array_prepend_val(f->schedule, trace);
}

static void
judge_exploration(struct fixing *f, struct trial *t)
{
    const struct check_result *r = &t->check;
    uint32_t first = 0;

    f->proofs++;
    f->states += r->explored.states;
    f->spent += f->weight * r->explored.transitions;
    while (first < r->nhazard &&
           !fix_counts(f, r->bound->plan, &r->hazard[first].hazard))
        first++;
    if (r->end == EXPLORE_IMPOSSIBLE) {
        t->says = TRIAL_VOID;
        f->why = r->why;
    } else if (first < r->nhazard) {
        shows(t, r->bound, &r->hazard[first].hazard);
        keep_schedule(f, t, first);
    } else if (r->end != EXPLORE_COMPLETE) {
        t->says = TRIAL_UNDECIDED;
        f->unproved++;
    } else {
        t->says = r->noutcome > 0 ? TRIAL_NONE : TRIAL_VOID;
    }
}

void
trial_prove(struct fixing *f, struct trial *t, const uint32_t *change,
            uint32_t n)
{
    static const struct claim *const asked[] = {&never_any};
    uint8_t property = fix_property(f);
    struct fix fix = {.n = n};
    struct check_request q = {.platform = &t->variant.platform,
                              .policy = &t->variant.stack,
                              .claim = asked,
                              .nclaim = property == PROPERTIES,
                              .property =
                                  property == PROPERTIES ? 0 : 1u << property,
                              .explore = f->options.explore,
                              .progress = affords,
                              .to = f,
                              .until_decided = true,
                              .no_witness = true,
                              .arena = &t->arena};

    forget(t);
    t->says = TRIAL_VOID;
    if (n > 0)
        memcpy(fix.change, change, n * sizeof *change);
    q.explore.max_states = states_left(f);
    q.plan = n ? plan_of_text(f, t, &fix) : &t->variant.plan;
    if (!q.plan || !same_program(q.plan, &t->variant.plan)) {
        f->unwritten++;
        return;
    }
    t->check = check(&q);
    judge_exploration(f, t);
}
