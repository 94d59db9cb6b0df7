/* How far a program can be in its control operations, against all orders that
 * its steps can be taken in. */
#include <criterion/criterion.h>

#include "sim/base/rng.h"
#include "sim/core/control_places.h"
#include "sim/core/verbs.h"
#include "tests/lib/toy.h"

enum { PLANS = 2000, THREADS_MAX = 4, STEPS_MAX = 9 };

static const struct verb attach = {
    .name = "attach", .kind = OP_CONTROL, .control = 7, .who = BY_HOST};
static const struct plan_ioas ioases[3];

static struct toy t;
static uint16_t cpu;

static void
start(void)
{
    toy_init(&t);
    cpu = toy_cpu(&t);
    toy_ram(&t, TOY_HOST, TOY_HOST);
    t.plan.ioas = ioases;
    t.plan.nioas = 3;
}

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(control_places, .init = start, .fini = end);

/* ---- programs ---- */

static void
control(uint16_t thread, uint32_t ioas)
{
    struct plan_step *s = toy_do(&t, thread, PLAN_NONE, PLAN_NONE, "sfence");

    s->verb = &attach;
    toy_operand(s, OPERAND_IOAS, ioas);
}

static void
other(uint16_t thread)
{
    toy_do(&t, thread, cpu, TOY_HOST, "sfence");
}

static struct places
places_without(enum semantic without)
{
    const struct bind_request q = {.plan = &t.plan,
                                   .platform = &t.platform,
                                   .arena = &t.arena,
                                   .without = without};
    const char *why = NULL;
    struct places p = {0};

    bound_done(t.b);
    t.b = bind_plan(&q, &why);
    cr_assert(t.b, "%s", why);
    places_find(t.b, &p);
    return p;
}

/* ---- all orders, as strings of ids ---- */

struct orders {
    GHashTable *known;
    GPtrArray *list; /* the same, as they were found                          */
    char id[STEPS_MAX + 1];
    uint32_t n, pc[THREADS_MAX];
};

static void
orders_init(struct orders *o)
{
    *o = (struct orders){.known = g_hash_table_new(g_str_hash, g_str_equal),
                         .list = g_ptr_array_new_with_free_func(g_free)};
}

static void
orders_clear(struct orders *o)
{
    g_hash_table_destroy(o->known);
    g_ptr_array_unref(o->list);
}

static void
orders_add(struct orders *o)
{
    char *text;

    o->id[o->n] = '\0';
    if (g_hash_table_contains(o->known, o->id))
        return;
    text = g_strdup(o->id);
    g_hash_table_add(o->known, text);
    g_ptr_array_add(o->list, text);
}

static bool
is_done(const struct orders *o, uint32_t thread)
{
    return t.b->thread_op[thread] + o->pc[thread] == t.b->thread_op[thread + 1];
}

/* R2: a thread runs while the top level is where the thread stands, and the
 * top level goes on from there when all that stand there have ended. */
static bool
can_step(const struct orders *o, uint32_t thread)
{
    if (is_done(o, thread))
        return false;
    if (thread)
        return o->pc[0] == t.b->thread_start[thread];
    for (uint32_t u = 1; u < t.b->nthread; u++)
        if (t.b->thread_start[u] == o->pc[0] && !is_done(o, u))
            return false;
    return true;
}

/* By taking every step, also those that are no control operation. */
static void
orders_of_steps(struct orders *o)
{
    orders_add(o);
    for (uint32_t u = 0; u < t.b->nthread; u++) {
        const struct op *op = &t.b->op[t.b->thread_op[u] + o->pc[u]];
        bool counts;

        if (!can_step(o, u))
            continue;
        counts = op->kind == OP_CONTROL;
        if (counts)
            o->id[o->n++] = (char) ('a' + op->arg);
        o->pc[u]++;
        orders_of_steps(o);
        o->pc[u]--;
        o->n -= counts;
    }
}

static void
orders_of_places(struct orders *o, const struct places *p, uint32_t place)
{
    const uint32_t *first = &g_array_index(p->first, uint32_t, place);

    orders_add(o);
    for (uint32_t i = first[0]; i < first[1]; i++) {
        const struct place_step *s =
            &g_array_index(p->step, struct place_step, i);

        cr_assert_lt(s->to, p->n);
        cr_assert_lt(o->n, STEPS_MAX);
        o->id[o->n++] = (char) ('a' + s->id);
        orders_of_places(o, p, s->to);
        o->n--;
    }
}

static void
expect_in(const struct orders *all, const struct orders *some, const char *what)
{
    for (guint i = 0; i < some->list->len; i++)
        cr_assert(g_hash_table_contains(all->known, some->list->pdata[i]),
                  "'%s' %s", (char *) some->list->pdata[i], what);
}

static void
expect_places_of_steps(void)
{
    struct places p = places_without(SEM_NONE);
    struct orders steps, places;

    orders_init(&steps);
    orders_init(&places);
    orders_of_steps(&steps);
    orders_of_places(&places, &p, 0);
    expect_in(&places, &steps, "is missing");
    expect_in(&steps, &places, "cannot be");
    for (uint32_t i = 0; i < t.b->ncontrol; i++)
        cr_assert_not(p.any_time[i]);
    orders_clear(&steps);
    orders_clear(&places);
    places_clear(&p);
}

/* ---- what is found ---- */

Test(control_places, a_program_of_no_control_operation_is_one_place)
{
    struct places p;

    other(0);
    p = places_without(SEM_NONE);
    cr_expect_eq(p.n, 1);
    cr_expect_eq(p.step->len, 0);
    places_clear(&p);
}

Test(control_places, the_top_level_is_a_chain)
{
    struct places p;

    control(0, 0);
    other(0);
    control(0, 1);
    control(0, 0);
    p = places_without(SEM_NONE);
    cr_expect_eq(p.n, 4);
    cr_expect_eq(p.step->len, 3);
    places_clear(&p);
    expect_places_of_steps();
}

Test(control_places, threads_beside_each_other_make_a_grid)
{
    uint16_t one = toy_thread(&t), two = toy_thread(&t);
    struct places p;

    control(one, 0);
    control(one, 1);
    control(two, 2);
    p = places_without(SEM_NONE);
    cr_expect_eq(p.n, 6);
    places_clear(&p);
    expect_places_of_steps();
}

Test(control_places, a_thread_ends_before_a_later_one_starts)
{
    uint16_t one = toy_thread(&t), two;
    struct places p;

    control(one, 0);
    other(0);
    two = toy_thread(&t);
    control(two, 1);
    p = places_without(SEM_NONE);
    cr_expect_eq(p.n, 3);
    places_clear(&p);
    expect_places_of_steps();
}

Test(control_places, are_those_of_all_orders_of_the_steps)
{
    struct rng rng;

    rng_seed(&rng, 1);
    for (unsigned i = 0; i < PLANS; i++) {
        unsigned n = 1 + rng_below(&rng, STEPS_MAX);
        uint16_t thread = 0;

        end();
        start();
        for (unsigned k = 0; k < n; k++) {
            if (t.plan.nthread < THREADS_MAX && rng_below(&rng, 3) == 0)
                thread = toy_thread(&t);
            else if (rng_below(&rng, 2))
                thread = (uint16_t) rng_below(&rng, t.plan.nthread);
            if (rng_below(&rng, 3))
                control(thread, rng_below(&rng, 3));
            else
                other(thread);
        }
        expect_places_of_steps();
    }
}

/* ---- without an order ---- */

static void
expect_any_order(const struct places *p)
{
    cr_expect_eq(p->n, 1);
    cr_expect_eq(p->step->len, 0);
    cr_expect_eq(p->first->len, 2);
    for (uint32_t i = 0; i < t.b->ncontrol; i++)
        cr_expect(p->any_time[i]);
}

Test(control_places, too_many_are_one_where_everything_may_come)
{
    struct places p;

    for (unsigned i = 0; i < 12; i++)
        control(toy_thread(&t), i % 3);
    p = places_without(SEM_NONE);
    cr_expect_eq(p.n, 4096);
    places_clear(&p);
    control(toy_thread(&t), 0);
    p = places_without(SEM_NONE);
    expect_any_order(&p);
    places_clear(&p);
}

Test(control_places, of_threads_that_stand_nowhere_everything_may_come)
{
    uint16_t one = toy_thread(&t);
    struct places p;

    control(one, 0);
    control(0, 1);
    p = places_without(SEM_TOP_LEVEL);
    expect_any_order(&p);
    places_clear(&p);
}
