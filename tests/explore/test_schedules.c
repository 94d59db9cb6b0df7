/*
 * Claims about every schedule: each scenario under tests/rules and
 * scenarios/x86 is explored, at every point and under every policy it names,
 * and its `possible` and `never` claims are held against what the judge said
 * in any schedule.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <stdlib.h>

#include "sim/core/control.h"
#include "sim/core/judge.h"
#include "sim/explore/explore.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

enum { FINALS_MAX = 256 };

struct seen { /* all that any schedule showed                                 */
    struct explore_eye eye;
    GArray *hazard; /* of struct hazard, each kind, cause, victim, ... once   */
    GArray *final;  /* of uint64_t[nreg], values at the end; unset: ~0        */
};

struct tally {
    unsigned held, failed, bounded, always, cases, biggest;
};

static void
note_hazard(struct sink *to, const struct bound *b, const cell *m,
            const struct txn *t)
{
    struct seen *s = (struct seen *) to;
    struct hazard found[JUDGE_MAX];
    uint32_t n = judge(b, m, t, found);

    for (uint32_t i = 0; i < n; i++) {
        bool known = false;

        for (guint k = 0; k < s->hazard->len && !known; k++) {
            const struct hazard *h =
                &g_array_index(s->hazard, struct hazard, k);

            known = h->kind == found[i].kind && h->cause == found[i].cause &&
                    h->severity == found[i].severity &&
                    h->victim == found[i].victim;
        }
        if (!known)
            g_array_append_val(s->hazard, found[i]);
    }
}

/* Registers of a state in which every thread is done. */
static void
note_final(struct explore_eye *eye, const struct bound *b, const cell *m,
           uint32_t id, uint32_t nevent)
{
    struct seen *s = (struct seen *) eye;
    uint64_t *value;

    (void) id;
    (void) nevent;
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!machine_thread_done(b, m, t))
            return;
    value = g_new(uint64_t, b->nreg + 1);
    for (uint32_t r = 0; r < b->nreg; r++)
        value[r] = m[b->at.reg + r] ? machine_value(b, m, m[b->at.reg + r] - 1)
                                    : UINT64_MAX;
    for (guint i = 0; i < s->final->len; i++)
        if (memcmp(g_array_index(s->final, uint64_t *, i), value,
                   b->nreg * sizeof *value) == 0) {
            g_free(value);
            return;
        }
    g_array_append_val(s->final, value);
}

static struct explore_eye *
one_eye(void *to, unsigned i)
{
    (void) i;
    return to;
}

static bool
same(const struct claim_hazard *c, const struct hazard *h)
{
    return (!c->kind || c->kind == h->kind) &&
           (!c->cause || c->cause == h->cause) &&
           (!c->severity_plus1 || c->severity_plus1 - 1 == h->severity) &&
           (c->victim == PLAN_NONE || c->victim == h->victim);
}

static bool
shown(const struct seen *s, const struct claim_hazard *c)
{
    for (guint i = 0; i < s->hazard->len; i++)
        if (same(c, &g_array_index(s->hazard, struct hazard, i)))
            return true;
    return false;
}

static bool
compares(uint8_t how, uint64_t a, uint64_t b)
{
    return how == CMP_EQ   ? a == b
           : how == CMP_NE ? a != b
           : how == CMP_LT ? a < b
           : how == CMP_LE ? a <= b
           : how == CMP_GT ? a > b
                           : a >= b;
}

/* How many of the claim's subjects showed, of how many. */
static unsigned
count_shown(const struct seen *s, const struct claim *c, unsigned *of)
{
    unsigned n = 0;

    if (c->what == CLAIM_REGISTER) {
        *of = 1;
        for (guint i = 0; i < s->final->len && !n; i++)
            n = compares(c->compare,
                         g_array_index(s->final, uint64_t *, i)[c->id],
                         c->number);
        return n;
    }
    *of = c->nhazard;
    for (uint32_t k = 0; k < c->nhazard; k++)
        n += shown(s, &c->hazard[k]);
    if (c->nhazard == 0) { /* any */
        *of = 1;
        n = s->hazard->len > 0;
    }
    return n;
}

/* ALWAYS needs to know of each schedule whether it showed the hazard; with
 * registers the last states say it. */
static bool
always(const struct seen *s, const struct claim *c)
{
    for (guint i = 0; i < s->final->len; i++)
        if (!compares(c->compare, g_array_index(s->final, uint64_t *, i)[c->id],
                      c->number))
            return false;
    return s->final->len > 0;
}

struct one { /* one point under one policy                                    */
    const struct scenario *sc;
    const struct experiment *e;
    uint32_t stack;
    uint64_t states;
    const char *point;
};

static void
judge_claim(const struct one *o, const struct explore_result *r,
            const struct seen *s, const struct claim *c, struct tally *t)
{
    unsigned of, n = count_shown(s, c, &of);
    bool holds = c->mode == CLAIM_NEVER ? n == 0 : n == of;
    bool settled = c->mode == CLAIM_NEVER
                       ? n > 0 || r->end == EXPLORE_COMPLETE
                       : n == of || r->end == EXPLORE_COMPLETE;
    const struct policy_stack *stack = o->sc->stacks->pdata[o->stack];

    if (c->mode == CLAIM_EXPECT)
        return;
    if (c->mode == CLAIM_ALWAYS && c->what != CLAIM_REGISTER) {
        t->always++;
        return;
    }
    if (c->mode == CLAIM_ALWAYS) {
        holds = always(s, c);
        settled = r->end == EXPLORE_COMPLETE;
    }
    if (!settled) {
        t->bounded++;
        return;
    }
    t->held += holds;
    t->failed += !holds;
    cr_expect(holds, "%s:%u: %s: under %s with %s, in %u states", o->sc->file,
              c->line, c->text, stack->name, o->point, (unsigned) r->states);
}

static void
explore_one(const struct one *o, struct arena *arena, struct tally *t)
{
    struct bind_request q = {.plan = &o->e->plan,
                             .platform = scenario_platform(o->sc, o->e),
                             .policy = o->sc->stacks->pdata[o->stack],
                             .arena = arena};
    const char *why = NULL;
    struct bound *b = bind_plan(&q, &why);
    struct seen s = {
        .eye = {.sink = {.hear = note_hazard, .deaf = ~JUDGED_KINDS}}};
    struct explore_visitor v = {one_eye, note_final, NULL, &s};
    struct explore_result r;

    cr_assert(b, "%s: %s", o->sc->file, why);
    s.hazard = g_array_new(FALSE, FALSE, sizeof(struct hazard));
    s.final = g_array_new(FALSE, FALSE, sizeof(uint64_t *));
    r = explore(b, &(struct explore_options){.max_states = o->states}, &v);
    cr_assert_null(r.why, "%s: %s", o->sc->file, r.why ? r.why : "");
    t->cases++;
    t->biggest = MAX(t->biggest, (unsigned) r.states);
    for (uint32_t i = 0; i < o->e->nclaim; i++)
        if (scenario_speaks(o->sc, o->stack, &o->e->claim[i]))
            judge_claim(o, &r, &s, &o->e->claim[i], t);
    for (guint i = 0; i < s.final->len; i++)
        g_free(g_array_index(s.final, uint64_t *, i));
    explored_free(r.seen);
    g_array_free(s.hazard, TRUE);
    g_array_free(s.final, TRUE);
    bound_done(b);
}

/* Whether some claim about every schedule speaks here. */
static bool
asks(const struct one *o)
{
    for (uint32_t i = 0; i < o->e->nclaim; i++)
        if (o->e->claim[i].mode != CLAIM_EXPECT &&
            scenario_speaks(o->sc, o->stack, &o->e->claim[i]))
            return true;
    return false;
}

static void
explore_scenario(struct scenario *sc, struct shipped *shipped, uint64_t states,
                 struct tally *t)
{
    struct diag_sink *sink = diag_sink_new();
    struct arena arena[2];

    cr_assert(scenario_choose(sc, shipped, NULL));
    cr_assert(scenario_points(sc, NULL));
    arena_init(&arena[0], 0);
    arena_init(&arena[1], 0);
    for (uint64_t p = 0; p < sc->npoint; p++) {
        struct point point;
        struct one o = {.sc = sc, .states = states};

        points_get(sc->points, p, &point);
        arena_reset(&arena[0]);
        o.e = script_elaborate(sc->script, &point, &arena[0], sink);
        cr_assert(o.e, "%s", sc->file);
        o.point = point_text(sc->script, &point, &arena[0]);
        for (; o.stack < sc->stacks->len; o.stack++) {
            arena_reset(&arena[1]);
            if (asks(&o))
                explore_one(&o, &arena[1], t);
        }
    }
    arena_clear(&arena[0]);
    arena_clear(&arena[1]);
    diag_sink_free(sink);
}

static struct tally
explore_folder(const char *folder, uint64_t states)
{
    const char *only = g_getenv("MTSIM_SCHEDULES"); /* for trying one */
    const char *words[] = {only ? only : folder, NULL};
    struct tally t = {0};
    int status = 0;
    struct shipped *shipped;
    GPtrArray *input;

    shipped = shipped_open(NULL, NULL, &status);
    cr_assert(shipped);
    input = inputs_find(shipped->dir, words, &status);
    cr_assert(input);
    for (guint i = 0; i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], NULL, &status);

        cr_assert(sc, "%s", ((struct input *) input->pdata[i])->shown);
        explore_scenario(sc, shipped, states, &t);
        scenario_free(sc);
    }
    printf("%s: %u claims hold, %u do not, %u undecided in %u states, %u "
           "'always' of hazards left; %u cases, at most %u states\n",
           folder, t.held, t.failed, t.bounded, (unsigned) states, t.always,
           t.cases, t.biggest);
    g_ptr_array_unref(input);
    shipped_close(shipped);
    return t;
}

/* ---- litmus: the values that two registers can have together ---- */

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

static bool
wants(const struct bound *b, uint32_t r)
{
    return b->plan->reg[r][0] == 'r';
}

/* "00 01 11": every final value of the registers r*, in file order. */
static char *
finals(const struct bound *b, const struct seen *s)
{
    g_autoptr(GPtrArray) text = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < s->final->len; i++) {
        GString *one = g_string_new("");

        for (uint32_t r = 0; r < b->nreg; r++)
            if (wants(b, r))
                g_string_append_printf(
                    one, "%u",
                    (unsigned) g_array_index(s->final, uint64_t *, i)[r]);
        g_ptr_array_add(text, g_string_free(one, FALSE));
    }
    g_ptr_array_sort(text, by_text);
    g_ptr_array_add(text, NULL);
    for (guint i = 0; text->pdata[i];)
        if (g_hash_table_add(known, text->pdata[i]))
            i++;
        else
            g_free(g_ptr_array_steal_index(text, i));
    return g_strjoinv(" ", (char **) text->pdata);
}

struct litmus {
    const char *file, *point, *finals;
};

static void
check_litmus(const struct litmus *l)
{
    const char *words[] = {l->file, NULL};
    g_auto(GStrv) filter = g_strsplit(l->point, ",", -1);
    struct seen s = {.eye = {.sink = {.deaf = UINT32_MAX}}};
    struct explore_visitor v = {one_eye, note_final, NULL, &s};
    struct diag_sink *sink = diag_sink_new();
    struct bind_request q = {0};
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    GPtrArray *input = inputs_find(shipped->dir, words, &status);
    struct scenario *sc =
        scenario_load(shipped, input->pdata[0], NULL, &status);
    const struct experiment *e;
    struct explore_result r;
    struct arena arena;
    struct point point;
    const char *why = NULL;
    struct bound *b;
    char *got;

    cr_assert(sc && scenario_choose(sc, shipped, NULL));
    cr_assert(scenario_points(sc, (const char *const *) filter));
    arena_init(&arena, 0);
    points_get(sc->points, 0, &point);
    e = script_elaborate(sc->script, &point, &arena, sink);
    cr_assert(e);
    q.plan = &e->plan;
    q.platform = scenario_platform(sc, e);
    q.policy = sc->stacks->pdata[0];
    q.arena = &arena;
    b = bind_plan(&q, &why);
    cr_assert(b, "%s", why);
    s.final = g_array_new(FALSE, FALSE, sizeof(uint64_t *));
    r = explore(b, &(struct explore_options){.max_states = 2000000}, &v);
    cr_expect(r.end == EXPLORE_COMPLETE, "%s: more than %u states", l->file,
              (unsigned) r.states);
    got = finals(b, &s);
    cr_expect_str_eq(got, l->finals, "%s with %s: %s, not %s", l->file,
                     l->point, got, l->finals);
    g_free(got);
    for (guint i = 0; i < s.final->len; i++)
        g_free(g_array_index(s.final, uint64_t *, i));
    explored_free(r.seen);
    g_array_free(s.final, TRUE);
    bound_done(b);
    arena_clear(&arena);
    scenario_free(sc);
    g_ptr_array_unref(input);
    shipped_close(shipped);
    diag_sink_free(sink);
}

#define SB "tests/rules/r14-sfence-does-not-hold-later-loads.scn"
#define MP "tests/rules/r01-message-passing.scn"

static const struct litmus litmus[] = {
  /* store buffering: only MFENCE and locked instructions forbid 00 */
    {SB, "fence=none",        "00 01 10 11"},
    {SB, "fence=sfence",      "00 01 10 11"},
    {SB, "fence=mfence",      "01 10 11"   },
    {SB, "fence=locked",      "01 10 11"   },
 /* message passing: 10 is flag without data */
    {MP, "data=wb,fence=no",  "00 01 11"   },
    {MP, "data=uc,fence=no",  "00 01 11"   },
    {MP, "data=wc,fence=no",  "00 01 10 11"},
    {MP, "data=nt,fence=no",  "00 01 10 11"},
    {MP, "data=wc,fence=yes", "00 01 11"   },
    {MP, "data=nt,fence=yes", "00 01 11"   },
};

Test(schedules, final_values, .timeout = 300)
{
    for (size_t i = 0; i < G_N_ELEMENTS(litmus); i++)
        check_litmus(&litmus[i]);
}

Test(schedules, claims_of_the_rules_hold, .timeout = 300)
{
    struct tally t = explore_folder("tests/rules", 400000);

    cr_expect_gt(t.held, 0);
}

Test(schedules, claims_of_the_shipped_scenarios_hold, .timeout = 300)
{
    struct tally t = explore_folder("scenarios/x86", 100000);

    cr_expect_gt(t.held, 0);
}
