/*
 * Claims about every schedule: each scenario under tests/rules and
 * scenarios/x86 is checked at every point and under every policy it names, and
 * each claim that is not undecided must hold.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <stdlib.h>

#include "sim/explore/check.h"
#include "sim/explore/witness.h"
#include "tests/lib/sanitized.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

enum { PLAIN = 30000 }; /* states, without reductions                         */

struct tally {
    unsigned held, failed, undecided, cases, biggest;
    unsigned always;              /* of what no scenario claims, holds        */
    unsigned shortest, witnesses; /* found under reductions                   */
};

struct one { /* one point under one policy                                    */
    const struct scenario *sc;
    const struct experiment *e;
    uint32_t stack;
    uint64_t states;
    const char *point;
};

/* Claims about every schedule that speak here. */
static GPtrArray *
claims_of(const struct one *o)
{
    GPtrArray *claim = g_ptr_array_new();

    for (uint32_t i = 0; i < o->e->nclaim; i++)
        if (o->e->claim[i].mode != CLAIM_EXPECT &&
            scenario_speaks(o->sc, o->stack, &o->e->claim[i]))
            g_ptr_array_add(claim, (gpointer) (uintptr_t) &o->e->claim[i]);
    return claim;
}

/* What no scenario claims, to hold the searches against each other. */
static const struct claim_hazard kinds[] = {
    {.kind = HAZARD_STALE_READ, .victim = PLAN_NONE},
    {.kind = HAZARD_LOST_WRITE, .victim = PLAN_NONE},
    {.kind = HAZARD_LEAK,       .victim = PLAN_NONE},
};
static const struct claim unclaimed[] = {
    {.mode = CLAIM_ALWAYS, .hazard = &kinds[0],     .nhazard = 1         },
    {.mode = CLAIM_ALWAYS, .hazard = &kinds[1],     .nhazard = 1         },
    {.mode = CLAIM_ALWAYS, .hazard = &kinds[2],     .nhazard = 1         },
    {.mode = CLAIM_ALWAYS, .what = CLAIM_CONDITION, .id = CONDITION_ALIAS},
};

static bool
is_claimed(const struct claim *c)
{
    return c->line != 0;
}

static struct check_result
check_one(const struct one *o, GPtrArray *claim, uint32_t reduce,
          uint64_t states, struct arena *arena)
{
    struct check_request q = {
        .plan = &o->e->plan,
        .platform = scenario_platform(o->sc, o->e),
        .policy = o->sc->stacks->pdata[o->stack],
        .claim = (const struct claim *const *) claim->pdata,
        .nclaim = claim->len,
        .explore = {.max_states = states, .reduce = reduce},
        .arena = arena
    };

    return check(&q);
}

static void
tell_claim(const struct one *o, const struct check_result *r,
           const struct check_claim *c, struct tally *t)
{
    const struct policy_stack *stack = o->sc->stacks->pdata[o->stack];

    t->held += c->says == CHECK_HOLDS;
    t->failed += c->says == CHECK_FAILS;
    t->undecided += c->says == CHECK_UNDECIDED;
    cr_expect(c->says != CHECK_FAILS,
              "%s:%u: %s: under %s with %s, in %u states%s", o->sc->file,
              c->claim->line, c->claim->text, stack->name, o->point,
              (unsigned) r->explored.states, c->why ? c->why : "");
}

/* Each hazard has a schedule that shows it. */
static void
expect_witnesses(const struct one *o, const struct check_result *r)
{
    for (uint32_t i = 0; i < r->nhazard; i++) {
        const struct check_hazard *h = &r->hazard[i];
        struct sought s = {.hazard = &h->hazard};

        cr_expect(h->witness.event &&
                      witness_shows(r->bound, h->witness.event,
                                    h->witness.nevent, &s, NULL),
                  "%s with %s: no witness of %s", o->sc->file, o->point,
                  hazard_names[h->hazard.kind]);
    }
}

/* The same is said, of the same hazards, and no witness is shorter. */
static void
compare(const struct one *o, const struct check_result *plain,
        const struct check_result *reduced, struct tally *t)
{
    expect_witnesses(o, reduced);
    cr_expect(reduced->explored.states <= plain->explored.states ||
                  plain->end == EXPLORE_STATES,
              "%s: more states reduced", o->sc->file);
    for (uint32_t i = 0; i < plain->nclaim; i++)
        cr_expect(plain->claim[i].says == reduced->claim[i].says ||
                      plain->claim[i].says == CHECK_UNDECIDED,
                  "%s:%u: with %s, claim %u: %u, reduced %u", o->sc->file,
                  plain->claim[i].claim->line, o->point, i,
                  plain->claim[i].says, reduced->claim[i].says);
    if (plain->end == EXPLORE_COMPLETE)
        cr_expect_eq(check_same_outcomes(plain, reduced).says, CHECK_HOLDS,
                     "%s with %s: not the same", o->sc->file, o->point);
    for (uint32_t i = 0; i < reduced->nhazard; i++) {
        t->shortest += reduced->hazard[i].witness.shortest;
        t->witnesses++;
    }
}

static void
tell_claims(const struct one *o, const struct check_result *r, struct tally *t)
{
    cr_assert_null(r->why, "%s: %s", o->sc->file, r->why ? r->why : "");
    t->cases++;
    t->biggest = MAX(t->biggest, (unsigned) r->explored.states);
    for (uint32_t i = 0; i < r->nclaim; i++)
        if (is_claimed(r->claim[i].claim))
            tell_claim(o, r, &r->claim[i], t);
        else
            t->always += r->claim[i].says == CHECK_HOLDS;
}

static void
explore_one(const struct one *o, struct arena *arena, struct tally *t)
{
    GPtrArray *claim = claims_of(o);

    if (claim->len) {
        struct check_result plain, reduced;

        for (size_t i = 0; i < G_N_ELEMENTS(unclaimed); i++)
            g_ptr_array_add(claim, (gpointer) (uintptr_t) &unclaimed[i]);
        plain = check_one(o, claim, 0, PLAIN, arena);
        reduced = check_one(o, claim, REDUCE_ALL, o->states, arena);
        tell_claims(o, &reduced, t);
        expect_witnesses(o, &plain);
        compare(o, &plain, &reduced, t);
        check_done(&plain);
        check_done(&reduced);
    }
    g_ptr_array_unref(claim);
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
    for (uint64_t p = 0; p < sc->npoint; p += EACH) {
        struct point point;
        struct one o = {.sc = sc, .states = states};

        points_get(sc->points, p, &point);
        arena_reset(&arena[0]);
        o.e = script_elaborate(sc->script, &point, &arena[0], sink);
        cr_assert(o.e, "%s", sc->file);
        o.point = point_text(sc->script, &point, &arena[0]);
        for (; o.stack < sc->stacks->len; o.stack++) {
            arena_reset(&arena[1]);
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
    printf("%s: %u claims hold, %u do not, %u undecided in %u states; %u "
           "cases, at most %u states; reduced, %u of %u witnesses are known to "
           "be the shortest; %u times 'always' besides\n",
           folder, t.held, t.failed, t.undecided, (unsigned) states, t.cases,
           t.biggest, t.shortest, t.witnesses, t.always);
    g_ptr_array_unref(input);
    shipped_close(shipped);
    return t;
}

/* ---- litmus: the values that two registers can have together ---- */

/* The values of the registers r*, in file order: "10". */
static char *
final_text(const struct plan *p, const struct check_result *r,
           const struct outcome *o)
{
    GString *text = g_string_new("");

    for (uint32_t i = 0; i < r->observed->nreg; i++)
        if (p->reg[r->observed->reg[i]][0] == 'r')
            g_string_append_printf(text, "%u", (unsigned) o->value[i]);
    return g_string_free(text, FALSE);
}

/* "00 01 11": all of them, each once. */
static char *
finals(const struct plan *p, const struct check_result *r)
{
    GString *text = g_string_new("");

    for (uint32_t i = 0; i < r->noutcome; i++) {
        g_autofree char *one = final_text(p, r, &r->outcome[i]);

        if (!strstr(text->str, one))
            g_string_append_printf(text, "%s%s", i ? " " : "", one);
    }
    return g_string_free(text, FALSE);
}

struct litmus {
    const char *file, *point, *finals;
};

static void
check_litmus(const struct litmus *l)
{
    const char *words[] = {l->file, NULL};
    g_auto(GStrv) filter = g_strsplit(l->point, ",", -1);
    struct diag_sink *sink = diag_sink_new();
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    GPtrArray *input = inputs_find(shipped->dir, words, &status);
    struct scenario *sc =
        scenario_load(shipped, input->pdata[0], NULL, &status);
    struct one o = {.sc = sc, .states = 2000000};
    GPtrArray *none = g_ptr_array_new();
    struct check_result r;
    struct arena arena;
    struct point point;
    g_autofree char *got = NULL;

    cr_assert(sc && scenario_choose(sc, shipped, NULL));
    cr_assert(scenario_points(sc, (const char *const *) filter));
    arena_init(&arena, 0);
    points_get(sc->points, 0, &point);
    o.e = script_elaborate(sc->script, &point, &arena, sink);
    cr_assert(o.e);
    r = check_one(&o, none, 0, o.states, &arena);
    cr_expect(r.end == EXPLORE_COMPLETE, "%s: more than %u states", l->file,
              (unsigned) r.explored.states);
    got = finals(&o.e->plan, &r);
    cr_expect_str_eq(got, l->finals, "%s with %s: %s, not %s", l->file,
                     l->point, got, l->finals);
    check_done(&r);
    g_ptr_array_unref(none);
    arena_clear(&arena);
    diag_sink_free(sink);
    scenario_free(sc);
    g_ptr_array_unref(input);
    shipped_close(shipped);
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
    struct tally t = explore_folder("tests/rules", 400000 / EACH);

    cr_expect_gt(t.held, 0);
}

Test(schedules, claims_of_the_shipped_scenarios_hold, .timeout = 300)
{
    struct tally t = explore_folder("scenarios/x86", 100000 / EACH);

    cr_expect_gt(t.held, 0);
}
