/*
 * Every rule matters: with any one semantic rule of the machine switched off,
 * or any one rule line of a shipped policy taken out, some expectation of a
 * shipped scenario fails.  What survives stands in a list with its reason, and
 * leaves the list when it is killed.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "sim/engine/verdict.h"
#include "tools/inputs.h"
#include "tools/scenario.h"

/* Semantic rules that no replayed expectation shows. */
static const struct {
    enum semantic bit;
    const char *why;
} semantic_survivors[] = {
    {SEM_FORWARDING, "file order drains every store before the next step"},
    {SEM_HANDOVER,   "the same: replay needs no order edge"              },
};

/* On a hook that no rule speaks about nothing happens either.  What such a line
 * overrides in the policy's base, the scenarios do show. */
#define SAYS_NOTHING "'-> nothing' and no rule are the same"
#define EMULATOR_ONLY                                                          \
    "where WBINVD does not exit only KVM's emulator comes here"

/* Rule lines, "policy NAME:LINE". */
static const struct {
    const char *id, *why;
} rule_survivors[] = {
    {"policy svm-5.15:26",                SAYS_NOTHING                                    },
    {"policy tdx-6.16:20",                SAYS_NOTHING                                    },
    {"policy vmx-5.15:31",                SAYS_NOTHING                                    },
    {"policy vmx-5.15:45",                SAYS_NOTHING                                    },
    {"policy vmx-6.7:28",                 SAYS_NOTHING                                    },
    {"policy vmx-6.11:26",                SAYS_NOTHING                                    },
    {"policy vmx-6.11:41",                SAYS_NOTHING                                    },
    {"policy vmx-6.11:42",                SAYS_NOTHING                                    },
    {"policy vmx-6.14-no-exit-barrier:8", SAYS_NOTHING                                    },
    {"policy vmx-6.14-wbinvd-clflush:12", SAYS_NOTHING                                    },
    {"policy vmx-delete-ipat-2024:13",    SAYS_NOTHING                                    },
    {"policy vmx-5.15:27",                EMULATOR_ONLY                                   },
    {"policy vmx-6.7:25",                 EMULATOR_ONLY                                   },
    {"policy vmx-6.11:23",                EMULATOR_ONLY                                   },
    {"policy vmx-mem-dma-2020:21",        EMULATOR_ONLY                                   },
    {"policy svm-5.15:17",                "nested entries of AMD ask no policy for a type"},
};

struct suite {
    struct shipped *shipped;
    GPtrArray *scenario; /* of struct scenario *                              */
};

struct mutant {
    uint64_t semantics; /* 0: all rules on                                    */
    const char *rule;   /* id of a policy rule that is taken out, or NULL     */
};

static void
open_suite(struct suite *s)
{
    const char *const words[] = {"scenarios", NULL};
    GPtrArray *inputs;
    int status = 0;

    s->shipped = shipped_open(NULL, NULL, &status);
    cr_assert(s->shipped);
    inputs = inputs_find(s->shipped->dir, words, &status);
    cr_assert(inputs);
    s->scenario = g_ptr_array_new_with_free_func(scenario_free);
    for (guint i = 0; i < inputs->len; i++) {
        struct scenario *sc =
            scenario_load(s->shipped, inputs->pdata[i], NULL, &status);

        cr_assert(sc && scenario_choose(sc, s->shipped, NULL) &&
                  scenario_points(sc, NULL));
        g_ptr_array_add(s->scenario, sc);
    }
    g_ptr_array_unref(inputs);
}

static void
close_suite(struct suite *s)
{
    g_ptr_array_unref(s->scenario);
    shipped_close(s->shipped);
}

/* The stack without the rule; false if it does not have it. */
static bool
without_rule(const struct policy_stack *stack, const char *id,
             struct policy_stack *out, struct arena *arena)
{
    bool had = false;

    *out = *stack;
    for (uint32_t t = 0; t < POLICY_TABLES_MAX; t++) {
        const struct policy_table *from = &stack->table[t];
        struct policy_rule *rule =
            arena_new_array(arena, struct policy_rule, from->n + 1);
        uint32_t n = 0;

        for (uint32_t i = 0; i < from->n; i++) {
            if (from->rule[i].line && !strcmp(from->rule[i].why.id, id))
                had = true;
            else
                rule[n++] = from->rule[i];
        }
        out->table[t] = (struct policy_table){rule, n};
    }
    return had;
}

struct under { /* for verdict_of()                                            */
    const struct scenario *sc;
    uint32_t stack;
};

static bool
speaks(const void *data, const struct claim *c)
{
    const struct under *u = data;

    return scenario_speaks(u->sc, u->stack, c);
}

/* Whether some expectation about this case fails. */
static bool
case_fails(const struct scenario *sc, uint32_t stack,
           const struct policy_stack *policy, const struct experiment *e,
           uint64_t semantics, struct arena *arena)
{
    const struct replay_options o = {.conditions = true};
    const struct under u = {sc, stack};
    const char *why = NULL;
    struct bind_request q = {.plan = &e->plan,
                             .platform = scenario_platform(sc, e),
                             .policy = policy,
                             .arena = arena,
                             .semantics = semantics};
    struct bound *b = bind_plan(&q, &why);
    struct replay_result r;
    struct verdict_result v;

    cr_assert(b, "%s", why);
    r = replay(b, arena, &o);
    v = verdict_of(b, &r, e->claim, e->nclaim, speaks, &u, arena);
    bound_done(b);
    return v.verdict == VERDICT_UNEXPECTED;
}

static bool
scenario_kills(const struct scenario *sc, const struct mutant *m,
               struct arena arena[3])
{
    struct diag_sink *sink = diag_sink_new();
    bool killed = false;

    for (uint32_t k = 0; !killed && k < sc->stacks->len; k++) {
        const struct policy_stack *stack = sc->stacks->pdata[k];
        struct policy_stack less;

        arena_reset(&arena[0]);
        if (m->rule && !without_rule(stack, m->rule, &less, &arena[0]))
            continue;
        for (uint64_t i = 0; !killed && i < sc->npoint; i++) {
            struct point at;
            const struct experiment *e;

            points_get(sc->points, i, &at);
            arena_reset(&arena[1]);
            arena_reset(&arena[2]);
            e = script_elaborate(sc->script, &at, &arena[1], sink);
            killed = case_fails(sc, k, m->rule ? &less : stack, e, m->semantics,
                                &arena[2]);
        }
    }
    diag_sink_free(sink);
    return killed;
}

static bool
killed(const struct suite *s, const struct mutant *m)
{
    struct arena arena[3];
    bool dead = false;

    for (int i = 0; i < 3; i++)
        arena_init(&arena[i], 0);
    for (guint i = 0; !dead && i < s->scenario->len; i++)
        dead = scenario_kills(s->scenario->pdata[i], m, arena);
    for (int i = 0; i < 3; i++)
        arena_clear(&arena[i]);
    return dead;
}

Test(mutation, unmutated_suite_passes)
{
    struct suite s;

    open_suite(&s);
    cr_assert(s.scenario->len >= 4);
    cr_expect_not(killed(&s, &(struct mutant){0}));
    close_suite(&s);
}

Test(mutation, every_semantic_rule_is_shown)
{
    struct suite s;

    open_suite(&s);
    for (uint32_t bit = 0; bit < SEMANTICS; bit++) {
        bool dead =
            killed(&s, &(struct mutant){.semantics = ~0ULL & ~(1ULL << bit)});
        bool listed = false;

        for (size_t i = 0; i < G_N_ELEMENTS(semantic_survivors); i++)
            listed |= semantic_survivors[i].bit == bit;
        cr_expect(dead != listed, "semantic rule %u is %s", bit,
                  dead ? "listed as a survivor and killed"
                       : "shown by no shipped expectation");
    }
    close_suite(&s);
}

/* Ids of the rules that policy files of the program give. */
static GPtrArray *
rule_ids(const struct suite *s)
{
    GPtrArray *ids = g_ptr_array_new();

    for (uint32_t i = 0; i < policy_count(s->shipped->policies); i++) {
        const struct policy *p = policy_at(s->shipped->policies, i);

        for (uint32_t t = 0; t < POLICY_TABLES_MAX; t++)
            for (uint32_t k = 0; k < p->table[t].n; k++) {
                const struct policy_rule *r = &p->table[t].rule[k];

                if (r->line && policy_gives(s->shipped->policies, p, t))
                    g_ptr_array_add(ids, (gpointer) (uintptr_t) r->why.id);
            }
    }
    return ids;
}

Test(mutation, every_policy_rule_is_shown)
{
    struct suite s;
    GPtrArray *ids;

    open_suite(&s);
    ids = rule_ids(&s);
    cr_assert(ids->len > 30);
    for (guint i = 0; i < ids->len; i++) {
        const char *id = ids->pdata[i];
        bool dead = killed(&s, &(struct mutant){.rule = id});
        bool listed = false;

        for (size_t k = 0; k < G_N_ELEMENTS(rule_survivors); k++)
            listed |= !strcmp(rule_survivors[k].id, id);
        cr_expect(dead != listed, "%s is %s", id,
                  dead ? "listed as a survivor and killed"
                       : "shown by no shipped expectation");
    }
    g_ptr_array_unref(ids);
    close_suite(&s);
}
