/* The shipped scenarios, and whether any of them notices that something of the
 * machine or of a policy is missing. */
#pragma once

#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "sim/engine/verdict.h"
#include "sim/explore/check.h"
#include "tools/inputs.h"
#include "tools/scenario.h"

struct loaded {
    struct shipped *shipped;
    GPtrArray *scenario; /* of struct scenario *                              */
};

struct mutant {
    enum semantic without; /* SEM_NONE: all rules on                          */
    const char *rule;      /* id of a policy rule that is taken out, or NULL  */
    bool every_schedule;   /* claims about those, not about the replay        */
};

static inline void
suite_open(struct loaded *s, const char *const *words)
{
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

static inline void
suite_close(struct loaded *s)
{
    g_ptr_array_unref(s->scenario);
    shipped_close(s->shipped);
}

/* The table without the rule; *HAD is set if it had it. */
static inline struct policy_table
table_without(const struct policy_table *from, const char *id,
              struct arena *arena, bool *had)
{
    struct policy_rule *rule =
        arena_new_array(arena, struct policy_rule, from->n + 1);
    uint32_t n = 0;

    for (uint32_t i = 0; i < from->n; i++) {
        if (from->rule[i].line && !strcmp(from->rule[i].why.id, id))
            *had = true;
        else
            rule[n++] = from->rule[i];
    }
    return (struct policy_table){rule, n};
}

/* The stack without the rule; false if it does not have it. */
static inline bool
without_rule(const struct policy_stack *stack, const char *id,
             struct policy_stack *out, struct arena *arena)
{
    bool had = false;

    *out = *stack;
    for (uint32_t t = 0; t < POLICY_TABLES_MAX; t++) {
        out->table[t] = table_without(&stack->table[t], id, arena, &had);
        out->shared[t] = table_without(&stack->shared[t], id, arena, &had);
    }
    return had;
}

struct under { /* one case                                                    */
    const struct scenario *sc;
    uint32_t stack;
    const struct policy_stack *policy;
    const struct experiment *e;
};

static inline bool
under_speaks(const void *data, const struct claim *c)
{
    const struct under *u = data;

    return scenario_speaks(u->sc, u->stack, c);
}

/* Whether some expectation about the replay fails. */
static inline bool
replay_fails(const struct under *u, enum semantic without, struct arena *arena)
{
    const struct replay_options o = {.conditions = true};
    const char *why = NULL;
    struct bind_request q = {.plan = &u->e->plan,
                             .platform = scenario_platform(u->sc, u->e),
                             .policy = u->policy,
                             .arena = arena,
                             .without = without};
    struct bound *b = bind_plan(&q, &why);
    struct replay_result r;
    struct verdict_result v;

    cr_assert(b, "%s", why);
    r = replay(b, arena, &o);
    v = verdict_of(b, &r, u->e->claim, u->e->nclaim, under_speaks, u, arena);
    bound_done(b);
    return v.verdict == VERDICT_UNEXPECTED;
}

enum { CASE_STATES = 50000 }; /* larger ones are not needed to kill a mutant  */

/* The claims about every schedule, those on last states included. */
static inline uint32_t
claims_of(const struct under *u, const struct claim **out)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < u->e->nclaim; i++)
        if (u->e->claim[i].mode != CLAIM_EXPECT &&
            under_speaks(u, &u->e->claim[i]))
            out[n++] = &u->e->claim[i];
    for (uint32_t i = 0; i < u->e->ntheorem; i++) {
        const struct theorem *t = &u->e->theorem[i];

        if (t->own && scenario_is_under(u->sc, u->stack, t->under, t->nunder))
            out[n++] = t->own;
    }
    return n;
}

/* Whether some claim about every schedule fails. */
static inline bool
check_fails(const struct under *u, enum semantic without, struct arena *arena)
{
    const struct claim **claim = arena_new_array(
        arena, const struct claim *, u->e->nclaim + u->e->ntheorem + 1);
    struct check_request q = {.plan = &u->e->plan,
                              .platform = scenario_platform(u->sc, u->e),
                              .policy = u->policy,
                              .without = without,
                              .claim = claim,
                              .explore = {.max_states = CASE_STATES},
                              .until_decided = true,
                              .no_witness = true,
                              .arena = arena};
    struct check_result r;
    bool fails = false;

    q.nclaim = claims_of(u, claim);
    if (!q.nclaim)
        return false;
    r = check(&q);
    for (uint32_t i = 0; i < r.nclaim; i++)
        fails |= r.claim[i].says == CHECK_FAILS;
    check_done(&r);
    return fails;
}

static inline bool
scenario_kills(const struct scenario *sc, const struct mutant *m,
               struct arena arena[3])
{
    struct diag_sink *sink = diag_sink_new();
    bool killed = false;

    for (uint32_t k = 0; !killed && k < sc->stacks->len; k++) {
        struct under u = {sc, k, sc->stacks->pdata[k], NULL};
        struct policy_stack less;

        arena_reset(&arena[0]);
        if (m->rule && !without_rule(u.policy, m->rule, &less, &arena[0]))
            continue;
        if (m->rule)
            u.policy = &less;
        for (uint64_t i = 0; !killed && i < sc->npoint; i++) {
            struct point at;

            points_get(sc->points, i, &at);
            arena_reset(&arena[1]);
            arena_reset(&arena[2]);
            u.e = script_elaborate(sc->script, &at, &arena[1], sink);
            killed = m->every_schedule
                         ? check_fails(&u, m->without, &arena[2])
                         : replay_fails(&u, m->without, &arena[2]);
        }
    }
    diag_sink_free(sink);
    return killed;
}

/* The first scenario that notices, or NULL; of those whose file ends in ONLY
 * if that is not NULL. */
static inline const struct scenario *
suite_killer(const struct loaded *s, const struct mutant *m, const char *only)
{
    struct arena arena[3];
    const struct scenario *by = NULL;

    for (int i = 0; i < 3; i++)
        arena_init(&arena[i], 0);
    for (guint i = 0; !by && i < s->scenario->len; i++) {
        const struct scenario *sc = s->scenario->pdata[i];

        if ((!only || g_str_has_suffix(sc->file, only)) &&
            scenario_kills(sc, m, arena))
            by = sc;
    }
    for (int i = 0; i < 3; i++)
        arena_clear(&arena[i]);
    return by;
}
