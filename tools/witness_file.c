/* A witness as a scenario of its own. */
#include <string.h>

#include "sim/engine/schedule.h"
#include "tools/witness.h"
#include "tools/words.h"

struct composing {
    const struct outcome_request *q;
    const struct bound *b;
    const struct check_hazard *h;
    const struct policy_stack *stack;
    struct point_print print;
};

/* ---- the schedule ---- */

/* The operation an adversary chose; NULL if the event is no such choice. */
static const struct op *
chosen(const struct bound *b, const cell *m, const struct event *e)
{
    uint32_t t = e->slot & ~(uint32_t) EVENT_ALT;

    if (e->kind != EV_ISSUE || !b->plan->thread[t].depth ||
        e->line >= b->menu[t])
        return NULL;
    return &b->op[b->thread_op[t] + m[b->at.pc + t] * b->menu[t] + e->line];
}

/* A thread of what was chosen ends where the adversary stopped. */
static bool
is_stop(const struct bound *b, const struct event *e)
{
    uint32_t t = e->slot & ~(uint32_t) EVENT_ALT;

    return e->kind == EV_ISSUE && b->plan->thread[t].depth > 0 &&
           e->line >= b->menu[t];
}

/* What adversaries chose, in order, and events without their stops.  An access
 * that faults comes again at its place: it is there once. */
static void
put_schedule(struct composing *c)
{
    const struct witness *w = &c->h->witness;
    const struct bound *b = c->b;
    struct arena *work = c->q->work;
    struct point_choice *choice =
        arena_new_array(work, struct point_choice, b->nthread + 1);
    cell *m = arena_new_array(work, cell, b->at.ncell);
    struct plan_event *event =
        schedule_of(b, w->event, w->nevent, work, &c->print.nevent);
    uint32_t kept = 0;

    for (uint32_t t = 0; t < b->nthread; t++)
        choice[t].step = arena_new_array(work, uint32_t, w->nevent + 1);
    machine_start(b, m);
    for (uint32_t i = 0; i < w->nevent; i++) {
        const struct event *e = &w->event[i];
        const struct op *op = chosen(b, m, e);
        uint32_t t = e->slot & ~(uint32_t) EVENT_ALT;
        uint32_t at = m[b->at.pc + t];

        if (op) {
            ((uint32_t *) (uintptr_t) choice[t].step)[at] = op->step;
            choice[t].n = at + 1;
        }
        if (!is_stop(b, e))
            event[kept++] = event[i];
        machine_step(b, m, *e, NULL);
    }
    c->print.choice = choice;
    c->print.event = event;
    c->print.nevent = kept;
}

/* ---- the text ---- */

static const char *
print_text(const struct composing *c, const char *expect)
{
    struct point_print print = c->print;
    g_autoptr(GString) out = g_string_new(NULL);

    print.expect =
        words_format(c->q->work, "under %s: expect %s", c->stack->name, expect);
    if (!script_print_point(c->q->scenario->script, c->q->point, &print, out))
        return NULL;
    return words_format(c->q->keep, "%s", out->str);
}

static void
put_words(struct composing *c)
{
    const struct scenario *sc = c->q->scenario;
    const struct hazard *h = &c->h->hazard;
    const char *point = point_text(sc->script, c->q->point, c->q->work);
    const char **comment = arena_new_array(c->q->work, const char *, 2);

    comment[0] = words_format(
        c->q->work, "A witness of %s:", hazard_phrase(c->b, h, c->q->work));
    comment[1] =
        words_format(c->q->work, "%s under %s%s%s, found by mtsim check.",
                     sc->file, c->stack->name, *point ? " with " : "", point);
    c->print.comment = comment;
    c->print.ncomment = 2;
    c->print.suffix = words_format(c->q->work, "-%s", hazard_names[h->kind]);
    c->print.platform = scenario_platform(sc, c->q->experiment) == &sc->fallback
                            ? NULL
                            : scenario_platform(sc, c->q->experiment)->name;
}

/* ---- what it shows ---- */

static bool
is_sought(const struct hazard *a, const struct hazard *h)
{
    return a->kind == h->kind && a->cause == h->cause &&
           a->victim == h->victim && a->severity == h->severity;
}

/* The complete set, each once, in order of appearance. */
static const char *
all_hazards(const struct composing *c, const struct bound *b,
            const struct replay_result *r, bool *found)
{
    const char *out = "";

    *found = false;
    for (uint32_t i = 0; i < r->nhazard; i++) {
        const char *one = hazard_phrase(b, &r->hazard[i], c->q->work);
        bool known = false;

        *found |= is_sought(&r->hazard[i], &c->h->hazard);
        for (uint32_t k = 0; k < i && !known; k++)
            known =
                strcmp(one, hazard_phrase(b, &r->hazard[k], c->q->work)) == 0;
        if (!known)
            out =
                words_format(c->q->work, "%s%s%s", out, *out ? ", " : "", one);
    }
    return out;
}

static const char *
replayed(const struct composing *c, const struct experiment *e,
         const char **why)
{
    const struct bind_request ask =
        scenario_bind(c->q->scenario, e, c->stack, c->q->work);
    const struct replay_options o = {.no_timing = true};
    struct bound *b = bind_plan(&ask, why);
    struct replay_result r;
    const char *out;
    bool found;

    if (!b)
        return NULL;
    r = replay(b, c->q->work, &o);
    out = all_hazards(c, b, &r, &found);
    if (!found)
        *why =
            words_format(c->q->keep, "the witness of %s does not replay to it",
                         hazard_phrase(c->b, &c->h->hazard, c->q->work));
    bound_done(b);
    return found ? out : NULL;
}

/* What the text shows when it is read back and replayed. */
static const char *
shown_by(const struct composing *c, const char *text, const char **why)
{
    const struct scenario *sc = c->q->scenario;
    struct lang_env env = sc->env;
    struct source *src = source_new("witness", text, strlen(text));
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    const struct experiment *e = NULL;
    const struct point nowhere = {0};
    const char *out = NULL;

    env.under = NULL; /* known, and looking it up is not for several threads */
    if (script_check(s, &env, sink))
        e = script_elaborate(s, &nowhere, c->q->work, sink);
    if (e)
        out = replayed(c, e, why);
    else
        *why = words_format(c->q->keep, "the witness of %s cannot be read back",
                            hazard_phrase(c->b, &c->h->hazard, c->q->work));
    script_free(s);
    source_free(src);
    diag_sink_free(sink);
    return out;
}

const char *
witness_scenario(const struct outcome_request *q, const struct check_result *r,
                 const struct check_hazard *h, const char **why)
{
    struct composing c = {
        .q = q,
        .b = r->bound,
        .h = h,
        .stack = q->scenario->stacks->pdata[q->stack],
    };
    const char *text, *shown;

    put_words(&c);
    put_schedule(&c);
    text = print_text(&c, "none");
    shown = text ? shown_by(&c, text, why) : NULL;
    return shown ? print_text(&c, shown) : NULL;
}
