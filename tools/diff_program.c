/* A program as a scenario: what it is made of, what each policy shows, and
 * whether the text says the same when it is read back. */
#include "tools/diff_program.h"

#include <string.h>

#include "sim/engine/verdict.h"
#include "tools/diff_namesake.h"
#include "tools/diff_pair.h"
#include "tools/diff_possible.h"
#include "tools/diff_shrink.h"
#include "tools/words.h"

struct writing {
    const struct diff_program *q;
    const struct beginning *b;
    struct arena *arena;
    struct pair_run run;
    GString *claims;
    const char *why;
};

/* ---- claims ---- */

static void G_GNUC_PRINTF(3, 4)
    claim(struct writing *w, unsigned side, const char *fmt, ...)
{
    va_list args;

    g_string_append_printf(w->claims,
                           "under %s: ", namesake_name(w->b, w->q->side, side));
    va_start(args, fmt);
    g_string_append_vprintf(w->claims, fmt, args);
    va_end(args);
    g_string_append_c(w->claims, '\n');
}

/* The complete set, each once, in order of appearance. */
static void
claim_hazards(struct writing *w, unsigned side)
{
    const struct replay_result *r = &w->run.r[side];
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GPtrArray) known = g_ptr_array_new();

    for (uint32_t i = 0; i < r->nhazard; i++) {
        char *one = hazard_phrase(w->run.b[side], &r->hazard[i], w->arena);

        if (g_ptr_array_find_with_equal_func(known, one, g_str_equal, NULL))
            continue;
        g_ptr_array_add(known, one);
        g_string_append_printf(all, "%s%s", all->len ? ", " : "", one);
    }
    claim(w, side, "expect %s", all->len ? all->str : "none");
}

static void
claim_values(struct writing *w, unsigned side)
{
    for (uint16_t i = 0; i < w->run.plan->nreg; i++) {
        uint64_t own, other;
        bool has = pair_value(&w->run, side, i, &own);

        if (has && (!pair_value(&w->run, !side, i, &other) || own != other))
            claim(w, side, "expect %s == %s", w->run.plan->reg[i],
                  words_number(w->arena, own));
    }
}

static void
claim_refusals(struct writing *w, unsigned side)
{
    const struct replay_result *r = &w->run.r[side];

    for (uint32_t i = 0; i < r->nrefusal; i++) {
        uint32_t error = r->refusal[i].error;

        if (!pair_refused_alone(&w->run, side, i))
            continue;
        if (error)
            claim(w, side, "expect refused %s",
                  words_refusal(error, NULL, w->arena));
        else
            claim(w, side, "expect refused");
    }
}

static void
claim_arrivals(struct writing *w, unsigned side)
{
    const struct replay_result *r = &w->run.r[side];
    const struct plan *p = w->run.plan;

    for (uint16_t region = 0; region < p->nregion; region++) {
        g_autoptr(GString) all = g_string_new(NULL);

        if (p->region[region].kind != REGION_MMIO)
            continue;
        for (uint32_t i = 0; i < r->narrival; i++)
            if (r->arrival[i].region == region)
                g_string_append_printf(all, "%s%u@%u", all->len ? ", " : "",
                                       r->arrival[i].size,
                                       r->arrival[i].offset);
        claim(w, side, "expect arrived %s = [%s]", p->region[region].name,
              all->str);
    }
}

static void
put_claims(struct writing *w)
{
    for (unsigned side = 0; side < 2; side++) {
        claim_hazards(w, side);
        claim_values(w, side);
        claim_refusals(w, side);
        if (pair_arrivals_differ(&w->run))
            claim_arrivals(w, side);
    }
}

/* ---- claims about every schedule ---- */

/* "r0 == 1 & r1 == 0": what registers hold at the end, as far as they were
 * set. */
static const char *
end_of(struct writing *w, const struct check_result *r,
       const struct outcome *end)
{
    g_autoptr(GString) out = g_string_new(NULL);

    for (uint32_t i = 0; i < r->observed->nreg; i++)
        if (!end->unset[i])
            g_string_append_printf(out, "%s%s == %s", out->len ? " & " : "",
                                   r->bound->plan->reg[r->observed->reg[i]],
                                   words_number(w->arena, end->value[i]));
    return words_format(w->arena, "%s", out->str);
}

/* What one of them can show and the other cannot. */
static bool
put_possible(struct writing *w)
{
    struct possible both;
    unsigned side;

    possible_explore(w->b, w->run.plan, w->arena, &both);
    side = both.difference.second;
    if (both.difference.says == CHECK_FAILS) {
        const struct check_result *r = &both.r[side];
        bool hazard = both.difference.hazard != PLAN_NONE;
        const char *what =
            hazard ? hazard_phrase(r->bound,
                                   &r->hazard[both.difference.hazard].hazard,
                                   w->arena)
                   : end_of(w, r, &r->outcome[both.difference.outcome]);

        claim(w, side, "%s %s", hazard ? "possible" : "exists", what);
        claim(w, !side, "never %s%s", hazard ? "" : "exists ", what);
    }
    possible_done(&both);
    return w->claims->len > 0;
}

/* ---- the text ---- */

static const char *
thread_of(const struct plan *plan, const struct plan_step *s)
{
    return s && s->thread ? plan->thread[s->thread].name : NULL;
}

static const char *
print(struct writing *w, const struct program_op *op)
{
    const struct beside_program *d = w->q->program;
    struct point_line *line =
        arena_new_array(w->arena, struct point_line, d->n + 1u);
    struct point_print extra = {
        .suffix = "-difference", .program = line, .nprogram = d->n};
    g_autoptr(GString) out = g_string_new(NULL);

    for (uint32_t i = 0; i < d->n; i++) {
        line[i] =
            (struct point_line){.step = op[i].step,
                                .event = op[i].event,
                                .thread = thread_of(w->run.plan, op[i].step)};
        if (op[i].step && op[i].step->result != PLAN_NONE)
            line[i].result = w->run.plan->reg[op[i].step->result];
    }
    if (!script_print_point(w->b->scenario->script, &w->b->point, &extra, out))
        return NULL;
    g_string_append_printf(out, "\n%s", w->claims->str);
    return words_format(w->arena, "%s", out->str);
}

/* ---- reading it back ---- */

struct speaking { /* which claims are about this side                         */
    const char *name;
};

static bool
speaks(const void *data, const struct claim *c)
{
    const struct speaking *s = data;

    return c->nunder == 1 && strcmp(c->under[0], s->name) == 0;
}

static bool
holds(struct writing *w, const struct beginning *b, const struct experiment *e)
{
    struct pair_run run;
    bool ok = pair_replay(b, &e->plan, w->arena, &run);

    if (!ok)
        return false;
    ok = pair_differs(&run) && (w->q->replay_only || pair_sure(&run) ||
                                !possible_alike(b, &e->plan, w->arena));
    for (unsigned side = 0; side < 2; side++) {
        const struct speaking about = {namesake_name(w->b, w->q->side, side)};
        const struct verdict_result v =
            verdict_of(run.b[side], &run.r[side], e->claim, e->nclaim, speaks,
                       &about, w->arena);

        for (uint32_t i = 0; i < v.nclaim && ok; i++)
            if (v.claim[i].judged && !v.claim[i].holds)
                w->why = words_format(w->arena, "'%s' does not hold: %s",
                                      v.claim[i].claim->text, v.claim[i].why);
        ok &= v.verdict == VERDICT_AS_EXPECTED;
    }
    pair_done(&run);
    return ok;
}

/* The same for what is said of every schedule. */
static bool
holds_always(struct writing *w, const struct beginning *b,
             const struct experiment *e)
{
    bool ok = true;

    for (unsigned side = 0; side < 2 && ok; side++) {
        const struct speaking about = {namesake_name(w->b, w->q->side, side)};
        const struct claim **claim =
            arena_new_array(w->arena, const struct claim *, e->nclaim + 1u);
        struct check_request ask = {
            .plan = &e->plan,
            .platform = scenario_platform(b->scenario, e),
            .policy = b->stack[side],
            .claim = claim,
            .explore = {.max_states = POSSIBLE_STATES,
                        .reduce = REDUCE_ALL,
                        .jobs = 1},
            .no_witness = true,
            .arena = w->arena,
        };
        struct check_result r;

        for (uint32_t i = 0; i < e->nclaim; i++)
            if (speaks(&about, &e->claim[i]))
                claim[ask.nclaim++] = &e->claim[i];
        r = check(&ask);
        ok = r.bound != NULL;
        for (uint32_t i = 0; i < r.nclaim; i++)
            ok &= r.claim[i].says == CHECK_HOLDS;
        check_done(&r);
    }
    return ok;
}

static bool
reads_back(struct writing *w, const char *text)
{
    struct lang_env env = w->b->scenario->env;
    struct source *src = source_new("difference", text, strlen(text));
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    const struct point nowhere = {0};
    struct beginning b = *w->b;
    bool ok = false;

    env.under = NULL; /* they are known                                       */
    w->why = "it cannot be read back";
    if (script_check(s, &env, sink))
        b.experiment = script_elaborate(s, &nowhere, w->arena, sink);
    else
        b.experiment = NULL;
    if (b.experiment) {
        w->why = "it shows no difference when it is read back";
        ok = w->q->explored ? holds_always(w, &b, b.experiment)
                            : holds(w, &b, b.experiment);
    }
    script_free(s);
    source_free(src);
    diag_sink_free(sink);
    return ok;
}

/* ---- all of it ---- */

/* Of a text that is not what was looked for nothing is to be said, and what it
 * took is given back. */
static bool
still_holds(void *to, const char *text)
{
    struct writing *w = to;
    struct writing own = *w;
    struct arena arena;
    bool ok;

    arena_init(&arena, 0);
    own.arena = &arena;
    ok = reads_back(&own, text);
    arena_clear(&arena);
    return ok;
}

/* Lines of the program, the braces around threads and events with it. */
static guint
lines_of(const struct plan *plan, const struct program_op *op, uint32_t n)
{
    guint lines = 2u * (plan->nthread - 1u);

    for (uint32_t i = 0; i < n; i++)
        lines += op[i].step ? 1 : 3;
    return lines;
}

static const char *
smallest(struct writing *w, const char *text, guint kept)
{
    g_autofree char *least = shrink_text(text, kept, still_holds, w);
    g_autofree char *told = namesake_told(w->b, w->q->side, least);
    g_autoptr(GString) out = g_string_new(NULL);

    for (uint32_t i = 0; i < w->q->ncomment; i++)
        g_string_append_printf(out, "# %s\n", w->q->comment[i]);
    g_string_append(out, told);
    return words_format(w->arena, "%s", out->str);
}

const char *
diff_program_text(const struct diff_program *q, struct arena *arena,
                  const char **why)
{
    const struct beside_program *d = q->program;
    struct writing w = {.q = q,
                        .b = settings_at(q->settings, d->start),
                        .arena = arena,
                        .claims = g_string_new(NULL)};
    struct program_op *op =
        arena_new_array(arena, struct program_op, d->n + 1u);
    const struct plan *plan =
        program_plan_beside(&w.b->alphabet, d->op, d->n, d->block, arena, op);
    const char *text = NULL;

    w.why = "it cannot be run again";
    if (pair_replay(w.b, plan, arena, &w.run)) {
        bool any = true;

        if (q->explored)
            any = put_possible(&w);
        else
            put_claims(&w);
        text = any ? print(&w, op) : NULL;
        pair_done(&w.run);
    }
    if (text && reads_back(&w, text))
        text = smallest(&w, text, lines_of(plan, op, d->n));
    else
        text = NULL;
    g_string_free(w.claims, TRUE);
    *why = w.why;
    return text;
}
