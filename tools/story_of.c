#include "tools/story_of.h"

#include <string.h>

#include "sim/core/control.h"
#include "sim/engine/remedy.h"
#include "sim/engine/verdict.h"
#include "tools/story_picture.h"
#include "tools/story_words.h"

struct telling {
    const struct story_request *q;
    struct story *story;
    const struct bound *b;
    struct log log;
    struct replay_result r;
    struct drawing drawing;
    bool draws;
    bool *told; /* [nhazard] of the result                                    */
};

/* ---- why an access had its type ---- */

static uint32_t
xlat_used(const struct txn *access)
{
    return access->kind == TX_REFUSED ? access->word - 1u : access->version;
}

/* The configuration in which a translation was made: the access's own, or if
 * it used a cached one the latest before that gives it. */
static uint32_t
config_of(const struct telling *t, uint32_t at)
{
    const struct log_txn *use = log_txn(&t->log, at);
    uint32_t page = t->b->op[use->txn.op].vpage;

    for (uint32_t i = at + 1; i-- > 0;) {
        uint32_t config = log_txn(&t->log, i)->config;

        if (control_translate(t->b, config, page) == xlat_used(&use->txn))
            return config;
    }
    return use->config;
}

static void
add_rule(const struct telling *t, const struct rule *rule, uint32_t gave,
         GPtrArray *out)
{
    struct story_rule *r = arena_new(t->q->arena, struct story_rule);

    *r = (struct story_rule){rule->id, rule->cite, rule->says,
                             words_gave(t->b, rule, gave)};
    g_ptr_array_add(out, r);
}

/* A step may fault at each of its pages, always for the same reasons. */
static void
add_rule_once(const struct telling *t, const struct trail_step *s,
              GPtrArray *out)
{
    for (guint i = 0; i < out->len; i++)
        if (((const struct story_rule *) out->pdata[i])->id == s->rule->id)
            return;
    add_rule(t, s->rule, s->gave, out);
}

static void
add_rules(const struct telling *t, const struct trail *why, GPtrArray *out)
{
    for (uint32_t i = 0; i < why->n; i++)
        add_rule(t, why->step[i].rule, why->step[i].gave, out);
}

/* The TX_ISSUE of an operation in the log; UINT32_MAX if it has none. */
static uint32_t
issue_of(const struct telling *t, uint32_t op)
{
    for (uint32_t i = 0; i < t->log.txn->len; i++)
        if (log_txn(&t->log, i)->txn.kind == TX_ISSUE &&
            log_txn(&t->log, i)->txn.op == op)
            return i;
    return UINT32_MAX;
}

/* The access of a transaction: an issue, or what the memory type denied. */
static bool
is_access(const struct telling *t, const struct txn *x)
{
    return x->kind == TX_ISSUE ||
           (x->kind == TX_REFUSED && txn_denial(t->b, x));
}

/* What stopped a device's request. */
static void
tell_stopped(const struct telling *t, const struct log_step *from,
             struct story_step *step)
{
    for (uint32_t i = from->txn; i < from->txn + from->ntxn; i++) {
        const struct txn *x = &log_txn(&t->log, i)->txn;
        const struct op *op = &t->b->op[x->op < t->b->nop ? x->op : 0];
        struct trail why = {0};

        if (x->kind != TX_REFUSED || is_access(t, x) || !op_is_memory(op) ||
            t->b->agent_cpu[op->agent] != 0xff)
            continue;
        control_why(t->b, config_of(t, i), op->vpage, &why);
        step->control = "stopped by";
        add_rules(t, &why, step->rules);
    }
}

static void
tell_access(const struct telling *t, const struct log_step *from,
            struct story_step *step)
{
    for (uint32_t i = from->txn; i < from->txn + from->ntxn; i++) {
        const struct txn *x = &log_txn(&t->log, i)->txn;
        const struct xlat *used;
        struct trail why = {0};
        uint32_t config;

        if (!is_access(t, x))
            continue;
        config = config_of(t, i);
        used = control_xlat(t->b, xlat_used(x));
        step->through = story_through(t->b, x->op, t->q->arena);
        step->type = story_type(t->b, used->attr);
        control_why(t->b, config, t->b->op[x->op].vpage, &why);
        if (x->kind == TX_REFUSED)
            decide(&why, txn_denial(t->b, x)->rule, 0);
        add_rules(t, &why, step->why);
        if (config != log_txn(&t->log, i)->config)
            step->type = words_format(t->q->arena,
                                      "%s, from a translation cached earlier",
                                      step->type);
        return;
    }
}

/* What the control plane did in this step, and by which rules. */
static void
tell_control(const struct telling *t, const struct log_step *from,
             struct story_step *step)
{
    const struct control *c = t->b->control;

    for (uint32_t i = from->txn; i < from->txn + from->ntxn; i++) {
        const struct txn *x = &log_txn(&t->log, i)->txn;
        const struct edge *e;

        if (x->kind != TX_CONTROL)
            continue;
        e = &c->edge[x->version];
        if (e->ntrail == 0)
            continue;
        if (!step->control)
            step->control =
                x->op < t->b->nop && t->b->op[x->op].kind == OP_CONTROL
                    ? "decided by"
                    : "there was no entry yet: a fault, decided by";
        for (uint32_t k = 0; k < e->ntrail; k++)
            add_rule_once(t, &c->trail[e->trail + k], step->rules);
    }
}

/* ---- hazards ---- */

/* Where a step stands: "step 3 (line 21)". */
static const char *
step_words(const struct telling *t, uint32_t op)
{
    uint32_t step = t->b->op[op].step;

    return words_format(t->q->arena, "step %u (line %u)", step + 1,
                        t->b->plan->step[step].line);
}

/* The read that a hazard is about; the end of the log if it made none. */
static uint32_t
read_of(const struct telling *t, const struct hazard *h)
{
    uint32_t i = 0;

    while (i < t->log.txn->len) {
        const struct txn *x = &log_txn(&t->log, i)->txn;

        if (x->kind == TX_READ && x->op == h->op && x->line == h->line)
            break;
        i++;
    }
    return i;
}

/* The step whose access filled the copy the reader hit: in the cache it hit, or
 * if that is the last level, the latest of any CPU. */
static const char *
fill_words(const struct telling *t, const struct hazard *h)
{
    uint32_t i = read_of(t, h);
    const struct txn *hit =
        i < t->log.txn->len ? &log_txn(&t->log, i)->txn : NULL;

    while (hit && i-- > 0) {
        const struct txn *x = &log_txn(&t->log, i)->txn;

        if (x->kind != TX_FILL || x->line != h->line ||
            (hit->holder == HOLDER_CACHE &&
             x->agent != t->b->cpu_agent[hit->owner]))
            continue;
        return words_format(t->q->arena,
                            "; the copy it hit was filled by %s%s%s",
                            words_agent(t->b, x->agent),
                            x->op < t->b->nop ? " in " : " unasked",
                            x->op < t->b->nop ? step_words(t, x->op) : "");
    }
    return "";
}

/* The access that left the data where it was not seen, and its rules. */
static void
tell_path(const struct telling *t, const struct hazard *h,
          struct story_hazard *out)
{
    bool lost = h->kind == HAZARD_LOST_WRITE;
    uint32_t version = lost ? h->got : h->wanted, at, op;
    const char *what = lost ? "what overwrote it was written"
                       : h->kind != HAZARD_LEAK ? "the right data was written"
                       : h->wanted == h->got
                           ? "that data was written"
                           : "what should have replaced it was written";
    struct trail why = {0};

    if (h->kind != HAZARD_STALE_READ && h->kind != HAZARD_UNSTABLE_READ &&
        h->kind != HAZARD_LEAK && !lost)
        return;
    if (h->kind == HAZARD_UNSTABLE_READ && !words_went_back(t->b, h))
        return;
    op = t->b->version[version].op;
    if (op == OP_INITIAL) {
        out->path = words_format(t->q->arena, "%s before the scenario begins%s",
                                 lost ? "what overwrote it was there"
                                      : "that data was there",
                                 fill_words(t, h));
        return;
    }
    at = issue_of(t, op);
    out->path = words_format(
        t->q->arena, "%s in %s through %s%s%s%s", what, step_words(t, op),
        story_through(t->b, op, t->q->arena), at == UINT32_MAX ? "" : ", type ",
        at == UINT32_MAX ? ""
                         : story_type(t->b, log_txn(&t->log, at)->txn.attr),
        h->cause == CAUSE_STALE_CLEAN_LINE ? fill_words(t, h) : "");
    if (at != UINT32_MAX) {
        control_why(t->b, config_of(t, at), t->b->op[op].vpage, &why);
        add_rules(t, &why, out->why);
    }
}

static const char *
remedy_words(const struct telling *t, const struct hazard *h)
{
    const struct replay_options o = {.conditions = true};
    struct remedy cure = remedy_of(t->b, h, &o, t->q->arena);

    if (!cure.found)
        return words_format(t->q->arena, "remedy: %s",
                            cure.text ? cure.text : "no single operation");
    return words_format(t->q->arena, "remedy: %s, %s (replayed: it helps)",
                        cure.text, cure.between ? cure.between : "there");
}

static void
tell_hazard(struct telling *t, const struct hazard *h, struct story_step *step)
{
    struct story_hazard *out = story_hazard_new(step);

    out->kind = hazard_names[h->kind];
    out->cause = cause_names[h->cause];
    out->severity = severity_names[h->severity];
    out->victim = t->b->plan->principal[h->victim].name;
    out->says = words_hazard(t->b, t->r.end, h, t->q->arena);
    out->conditions = words_conditions(h->conditions, t->q->arena);
    tell_path(t, h, out);
    out->remedy = remedy_words(t, h);
    if (t->draws)
        drawing_hazard(&t->drawing, h, out);
}

static bool
same_hazard(const struct hazard *a, const struct hazard *b)
{
    return a->kind == b->kind && a->cause == b->cause &&
           a->severity == b->severity && a->agent == b->agent &&
           a->victim == b->victim && a->culprit == b->culprit;
}

/* Hazards the log noted in this step, as the result has them merged. */
static void
tell_hazards(struct telling *t, const struct log_step *from,
             struct story_step *step)
{
    for (uint32_t i = from->txn; i < from->txn + from->ntxn; i++) {
        const struct log_txn *x = log_txn(&t->log, i);

        for (uint32_t k = 0; k < x->nhazard; k++) {
            const struct hazard *h =
                &log_hazard(&t->log, x->hazard + k)->hazard;

            for (uint32_t j = 0; j < t->r.nhazard; j++) {
                if (t->told[j] || !same_hazard(h, &t->r.hazard[j]) ||
                    (h->op < t->b->nop &&
                     t->b->op[h->op].step != t->r.hazard[j].step))
                    continue;
                t->told[j] = true;
                tell_hazard(t, &t->r.hazard[j], step);
                break;
            }
        }
    }
}

/* ---- steps ---- */

/* Why an event found nothing to happen. */
static const char *
idle_words(const struct plan_event *e)
{
    if (e->kind == SPONT_DRAIN)
        return "nothing: no buffer holds anything of it";
    if (e->kind == SPONT_SPECULATE)
        return "nothing: the copy is there, or no mapping allows it";
    if (e->kind == SPONT_TLB_DROP)
        return "nothing: no such translation is cached";
    return "nothing: no such cache holds it";
}

static void
tell_step(struct telling *t, const struct log_step *from)
{
    const struct plan *p = t->b->plan;
    struct story_step *step = story_step_new(t->story);

    if (from->spontaneous) {
        step->text = story_event(t->b, &p->event[from->step], t->q->arena);
        step->line = p->event[from->step].line;
    } else {
        const struct plan_step *s = &p->step[from->step];

        step->number = from->step + 1;
        step->line = s->line;
        step->implied = s->implied;
        step->text = s->text ? s->text : s->verb->name;
    }
    tell_access(t, from, step);
    tell_stopped(t, from, step);
    tell_control(t, from, step);
    story_did(&t->log, t->r.end, from, step->did, t->q->arena);
    if (from->spontaneous && t->r.idle && t->r.idle[from->step])
        g_ptr_array_add(step->did, (gpointer) (uintptr_t) idle_words(
                                       &p->event[from->step]));
    story_now(&t->log, t->r.end, from, step->now, t->q->arena);
    if (t->draws)
        drawing_step(&t->drawing, from, step);
    tell_hazards(t, from, step);
}

static const char *
ending_words(const struct telling *t)
{
    const char *conditions = words_conditions(t->r.condition, t->q->arena);

    if (t->r.stuck_step != UINT32_MAX)
        return words_format(t->q->arena, "Step %u (line %u) can never run.",
                            t->r.stuck_step + 1,
                            t->b->plan->step[t->r.stuck_step].line);
    return words_format(
        t->q->arena, "%s%s%s%s",
        t->r.nhazard ? words_format(t->q->arena, "%u hazard%s", t->r.nhazard,
                                    t->r.nhazard == 1 ? "" : "s")
                     : "No hazard in this schedule",
        *conditions ? "; conditions: " : "", conditions, ".");
}

static void
describe(const struct telling *t, const struct platform *p)
{
    const struct scenario *sc = t->q->scenario;
    g_autofree char *defaults = scenario_defaults(sc, t->q->stack);
    struct story *s = t->story;

    s->scenario = script_name(sc->script) ? script_name(sc->script) : sc->file;
    s->title = script_title(sc->script);
    s->file = sc->file;
    s->policy = t->q->stack->name;
    s->defaults = arena_text(t->q->arena, defaults, strlen(defaults));
    s->platform = p->name;
    s->point = point_text(sc->script, t->q->point, t->q->arena);
}

static struct bound *
bind_case(const struct story_request *q, const char **why)
{
    const struct bind_request ask =
        scenario_bind(q->scenario, q->experiment, q->stack, q->arena);

    return bind_plan(&ask, why);
}

bool
story_tell(const struct story_request *q, struct story *out,
           struct picture *picture, const char **why)
{
    struct bound *b = bind_case(q, why);
    struct telling t = {.q = q, .story = out, .b = b, .draws = picture != NULL};
    struct replay_options o = {
        .conditions = true, .settled = log_settled, .happened = log_happened};

    if (!b)
        return false;
    log_init(&t.log, b);
    o.also = &t.log.sink;
    o.to = &t.log;
    t.r = replay(b, q->arena, &o);
    t.told = arena_new_array(q->arena, bool, t.r.nhazard + 1);
    describe(&t, scenario_platform(q->scenario, q->experiment));
    if (picture)
        drawing_init(&t.drawing, picture, &t.log, t.r.end, q->arena);
    for (guint i = 0; i < t.log.step->len; i++)
        tell_step(&t, log_step(&t.log, i));
    if (picture)
        drawing_done(&t.drawing);
    out->ending = ending_words(&t);
    log_clear(&t.log);
    bound_done(b);
    return true;
}

bool
story_has_hazard(const struct story_request *q)
{
    const struct replay_options o = {.no_timing = true};
    const char *why;
    struct bound *b = bind_case(q, &why);
    bool found = false;

    if (b) {
        found = replay(b, q->arena, &o).nhazard > 0;
        bound_done(b);
    }
    return found;
}
