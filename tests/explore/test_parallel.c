/*
 * The same search at any number of threads: states, numbers, transitions,
 * paths and what observers hear; and the same states as a search of a page
 * finds, at the same depths.  What ends a search early leaves what was found.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <inttypes.h>

#include "sim/core/judge.h"
#include "sim/explore/explore.h"
#include "tests/lib/cohdma.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

enum { THREADS_MAX = 8, FEW = 200000 };

/* ---------------------------------------------------- what is searched */

struct subject {
    struct arena arena;
    struct cohdma cohdma;
    struct shipped *shipped;
    GPtrArray *input;
    struct scenario *scenario;
    struct diag_sink *sink;
    struct bound *b;
};

static void
bind_file(struct subject *s, const char *file)
{
    const char *words[] = {file, NULL}, *why = NULL;
    const struct experiment *e;
    struct point point;
    int status = 0;

    s->shipped = shipped_open(NULL, NULL, &status);
    s->input = inputs_find(s->shipped->dir, words, &status);
    s->scenario = scenario_load(s->shipped, s->input->pdata[0], NULL, &status);
    s->sink = diag_sink_new();
    cr_assert(s->scenario && scenario_choose(s->scenario, s->shipped, NULL) &&
              scenario_points(s->scenario, NULL));
    points_get(s->scenario->points, 0, &point);
    e = script_elaborate(s->scenario->script, &point, &s->arena, s->sink);
    cr_assert(e);
    s->b = bind_plan(
        &(struct bind_request){.plan = &e->plan,
                               .platform = scenario_platform(s->scenario, e),
                               .policy = s->scenario->stacks->pdata[0],
                               .arena = &s->arena},
        &why);
    cr_assert(s->b, "%s", why);
}

/* FILE's first point and policy; the benchmark system if NULL. */
static struct subject *
subject_open(const char *file)
{
    struct subject *s = g_new0(struct subject, 1);

    arena_init(&s->arena, 0);
    if (file)
        bind_file(s, file);
    else
        s->b = cohdma_bind(&s->cohdma, &s->arena);
    return s;
}

static void
subject_close(struct subject *s)
{
    bound_done(s->b);
    arena_clear(&s->arena);
    if (s->scenario) {
        scenario_free(s->scenario);
        g_ptr_array_unref(s->input);
        shipped_close(s->shipped);
        diag_sink_free(s->sink);
    }
    g_free(s);
}

/* -------------------------------------------------------- what is seen */

struct one { /* a state                                                       */
    uint32_t id, nevent;
    uint64_t digest;
};

struct look { /* one thread's                                                 */
    struct explore_eye eye;
    GArray *state; /* of struct one                                           */
    uint64_t heard, at; /* sums over transactions                             */
};

struct looks {
    struct look look[THREADS_MAX];
    bool judged;
};

static uint64_t
digest(const struct bound *b, const cell *m)
{
    uint64_t h = 14695981039346656037u;

    for (uint32_t i = 0; i < b->at.ncell; i++)
        h = (h ^ m[i]) * 1099511628211u;
    return h;
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct look *l = (struct look *) to;
    struct hazard found[JUDGE_MAX];
    uint64_t where = (uint64_t) l->eye.at.from << 8 | l->eye.at.rank;

    l->heard += t->kind;
    if (JUDGED_KINDS >> t->kind & 1)
        l->heard += judge(b, m, t, found) << 20;
    if (t->kind == TX_ISSUE)
        l->heard += (uint64_t) line_aliased(b, m, t->line) << 40;
    l->at += where * (t->kind + 1u);
}

static struct explore_eye *
eye_of(void *to, unsigned i)
{
    return &((struct looks *) to)->look[i].eye;
}

static void
note_state(struct explore_eye *eye, const struct bound *b, const cell *m,
           uint32_t id, uint32_t nevent)
{
    struct one one = {id, nevent, digest(b, m)};

    g_array_append_val(((struct look *) eye)->state, one);
}

static int
by_id(const void *x, const void *y)
{
    const struct one *a = x, *b = y;

    return (a->id > b->id) - (a->id < b->id);
}

struct found { /* all a search gave                                           */
    struct explore_result r;
    GArray *state; /* of struct one, by number                                */
    uint64_t heard, at;
};

static struct found
search(struct bound *b, const struct explore_options *o)
{
    struct looks looks = {0};
    struct explore_visitor v = {eye_of, note_state, NULL, &looks};
    struct found f = {.state = g_array_new(FALSE, FALSE, sizeof(struct one))};

    for (int i = 0; i < THREADS_MAX; i++) {
        looks.look[i].eye.sink.hear = hear;
        looks.look[i].state = g_array_new(FALSE, FALSE, sizeof(struct one));
    }
    f.r = explore(b, o, &v);
    for (int i = 0; i < THREADS_MAX; i++) {
        struct look *l = &looks.look[i];

        g_array_append_vals(f.state, l->state->data, l->state->len);
        f.heard += l->heard;
        f.at += l->at;
        g_array_free(l->state, TRUE);
    }
    g_array_sort(f.state, by_id);
    return f;
}

static void
found_clear(struct found *f)
{
    explored_free(f->r.seen);
    g_array_free(f->state, TRUE);
}

static const struct one *
state(const struct found *f, guint i)
{
    return &g_array_index(f->state, struct one, i);
}

/* ------------------------------------------------------------- the paths */

/* Replays the path to state number I, then one of its events: the machine is
 * where the search was. */
static uint32_t
check_path(const struct bound *b, const struct found *f, guint i)
{
    cell *m = g_new(cell, b->at.ncell);
    struct arena arena;
    struct event *path;
    uint32_t n, rank = state(f, i)->nevent - 1;

    arena_init(&arena, 0);
    path = explored_path(f->r.seen, (struct transition){i, rank}, &arena, &n);
    cr_assert(path);
    machine_start(b, m);
    for (uint32_t k = 0; k + 1 < n; k++)
        machine_step(b, m, path[k], NULL);
    cr_expect_eq(digest(b, m), state(f, i)->digest, "state %u", i);
    g_free(m);
    arena_clear(&arena);
    return n - 1;
}

static void
expect_same_paths(const struct found *x, const struct found *y)
{
    struct arena arena;

    arena_init(&arena, 0);
    for (guint i = 1; i < x->state->len; i += 1 + x->state->len / 50) {
        struct transition at = {i, 0};
        uint32_t nx, ny;
        struct event *px, *py;

        if (!state(x, i)->nevent)
            continue;
        px = explored_path(x->r.seen, at, &arena, &nx);
        py = explored_path(y->r.seen, at, &arena, &ny);
        cr_assert(px && py && nx == ny);
        cr_expect_arr_eq(px, py, nx * sizeof *px);
    }
    arena_clear(&arena);
}

static void
expect_same(const char *what, const struct found *x, const struct found *y)
{
    cr_expect_eq(x->r.end, y->r.end, "%s", what);
    cr_expect_eq(x->r.states, y->r.states, "%s", what);
    cr_expect_eq(x->r.transitions, y->r.transitions, "%s", what);
    cr_expect_eq(x->r.frontier, y->r.frontier, "%s", what);
    cr_expect_eq(x->r.bytes, y->r.bytes, "%s", what);
    cr_expect_eq(x->r.depth, y->r.depth, "%s", what);
    cr_expect_eq(x->heard, y->heard, "%s", what);
    cr_expect_eq(x->at, y->at, "%s", what);
    cr_assert_eq(x->state->len, y->state->len, "%s", what);
    cr_expect_arr_eq(x->state->data, y->state->data,
                     x->state->len * sizeof(struct one), "%s", what);
}

static const struct {
    const char *file;
    struct explore_options o;
} subjects[] = {
    {"tests/bench/short.scn",                                   {0}                   },
    {"tests/bench/short.scn",                                   {.max_bytes = 1 << 20}},
    {"tests/bench/short.scn",                                   {.compact = true}     },
    {NULL,                                                      {.max_states = FEW}   },
    {NULL,                                                      {.max_depth = 9}      },
    {"scenarios/x86/s01-wc-noncoherent-golden-path.scn",        {0}                   },
    {"scenarios/x86/s03-guest-wb-with-and-without-clflush.scn",
     {.max_states = 50000}                                                            },
};

Test(parallel, the_same_at_any_number_of_threads, .timeout = 300)
{
    static const unsigned jobs[] = {2, 3, 8};

    for (unsigned i = 0; i < G_N_ELEMENTS(subjects); i++) {
        struct explore_options o = subjects[i].o;
        struct subject *s = subject_open(subjects[i].file);
        struct found one = search(s->b, &o);

        for (unsigned k = 0; k < G_N_ELEMENTS(jobs); k++) {
            struct found some;

            o.jobs = jobs[k];
            some = search(s->b, &o);
            expect_same(subjects[i].file ? subjects[i].file : "cohdma", &one,
                        &some);
            if (!o.compact)
                expect_same_paths(&one, &some);
            found_clear(&some);
        }
        found_clear(&one);
        subject_close(s);
    }
}

/* ------------------------------------------------------ a plain reference */

struct plain {
    GHashTable *depth; /* GBytes of cells to depth + 1                        */
    GPtrArray *order;
    uint64_t transitions;
};

static void
plain_add(struct plain *p, const struct bound *b, const cell *m, guint depth)
{
    GBytes *key = g_bytes_new(m, b->at.ncell * sizeof *m);

    if (g_hash_table_contains(p->depth, key)) {
        g_bytes_unref(key);
        return;
    }
    g_hash_table_insert(p->depth, key, GUINT_TO_POINTER(depth + 1));
    g_ptr_array_add(p->order, key);
}

static struct plain
plain_search(const struct bound *b)
{
    struct plain p = {g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
                                            (GDestroyNotify) g_bytes_unref,
                                            NULL),
                      g_ptr_array_new(), 0};
    struct event *event = g_new(struct event, b->max_events);
    cell *next = g_new(cell, b->at.ncell);

    machine_start(b, next);
    plain_add(&p, b, next, 0);
    for (guint i = 0; i < p.order->len; i++) {
        const cell *m = g_bytes_get_data(p.order->pdata[i], NULL);
        guint depth =
            GPOINTER_TO_UINT(g_hash_table_lookup(p.depth, p.order->pdata[i]));
        uint32_t n = machine_enabled(b, m, event);

        p.transitions += n;
        for (uint32_t k = 0; k < n; k++) {
            memcpy(next, m, b->at.ncell * sizeof *m);
            machine_step(b, next, event[k], NULL);
            plain_add(&p, b, next, depth);
        }
    }
    g_free(event);
    g_free(next);
    return p;
}

static int
by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *) x, b = *(const uint64_t *) y;

    return (a > b) - (a < b);
}

/* Digests of all states, sorted; with their depths mixed in. */
static uint64_t *
digests_of(const struct plain *p, const struct bound *b)
{
    uint64_t *all = g_new(uint64_t, p->order->len);

    for (guint i = 0; i < p->order->len; i++)
        all[i] = digest(b, g_bytes_get_data(p->order->pdata[i], NULL));
    qsort(all, p->order->len, sizeof *all, by_value);
    return all;
}

static void
expect_reference(struct bound *b)
{
    struct found f = search(b, &(struct explore_options){.jobs = 2});
    struct plain p = plain_search(b);
    uint64_t *all = digests_of(&p, b), *mine;

    cr_assert_eq(f.r.states, p.order->len);
    cr_expect_eq(f.r.transitions, p.transitions);
    cr_expect_eq(f.r.end, EXPLORE_COMPLETE);
    cr_expect_eq(f.r.frontier, 0);
    mine = g_new(uint64_t, f.state->len);
    for (guint i = 0; i < f.state->len; i++) {
        cr_assert_eq(state(&f, i)->id, i);
        mine[i] = state(&f, i)->digest;
    }
    qsort(mine, f.state->len, sizeof *mine, by_value);
    cr_expect_arr_eq(mine, all, f.state->len * sizeof *all);
    for (guint i = 1; i < f.state->len; i += 1 + f.state->len / 300) {
        uint32_t steps;

        if (!state(&f, i)->nevent)
            continue;
        steps = check_path(b, &f, i);
        cr_expect_leq(steps, f.r.depth);
    }
    g_free(mine);
    g_free(all);
    g_hash_table_destroy(p.depth);
    g_ptr_array_free(p.order, TRUE);
    found_clear(&f);
}

Test(parallel, finds_what_a_plain_search_finds, .timeout = 300)
{
    struct subject *s = subject_open("tests/bench/short.scn");

    expect_reference(s->b);
    subject_close(s);
    s = subject_open("scenarios/x86/s01-wc-noncoherent-golden-path.scn");
    expect_reference(s->b);
    subject_close(s);
}

/* A state's number is no smaller than that of one nearer to the first: the
 * length of shortest paths never falls. */
Test(parallel, numbers_are_breadth_first)
{
    struct subject *s = subject_open("tests/bench/short.scn");
    struct found f = search(s->b, &(struct explore_options){.jobs = 2});
    uint32_t before = 0;

    for (guint i = 1; i < f.state->len; i += 97)
        if (state(&f, i)->nevent) {
            uint32_t steps = check_path(s->b, &f, i);

            cr_expect_geq(steps, before);
            before = steps;
        }
    cr_expect_gt(before, 10);
    found_clear(&f);
    subject_close(s);
}

/* ---------------------------------------------------------------- limits */

static bool
stop_soon(void *to, const struct explore_progress *p)
{
    unsigned *left = to;

    cr_expect_leq(p->frontier, p->states);
    return --*left > 0;
}

Test(parallel, ends_say_why)
{
    struct subject *s = subject_open(NULL);
    int stop = 1;
    unsigned blocks = 6;
    struct explore_visitor v = {.block = stop_soon, .to = &blocks};
    struct found f;
    struct explore_result r;

    f = search(s->b, &(struct explore_options){.max_states = 5000});
    cr_expect_eq(f.r.end, EXPLORE_STATES);
    cr_expect(f.r.states > 5000 && f.r.states < 25000, "%" PRIu64, f.r.states);
    cr_expect_eq(f.r.frontier + f.state->len, f.r.states);
    check_path(s->b, &f, f.state->len - 1);
    found_clear(&f);
    f = search(s->b, &(struct explore_options){.max_depth = 7});
    cr_expect_eq(f.r.end, EXPLORE_DEPTH);
    cr_expect_eq(f.r.depth, 7);
    cr_expect_eq(check_path(s->b, &f, f.state->len - 1), 6);
    found_clear(&f);
    f = search(s->b, &(struct explore_options){.max_bytes = 1 << 20});
    cr_expect_eq(f.r.end, EXPLORE_BYTES);
    found_clear(&f);
    f = search(s->b, &(struct explore_options){.stop = &stop});
    cr_expect_eq(f.r.end, EXPLORE_INTERRUPTED);
    cr_expect_eq(f.r.depth, 1);
    found_clear(&f);
    r = explore(s->b, &(struct explore_options){0}, &v);
    cr_expect_eq(r.end, EXPLORE_STOPPED);
    cr_expect_eq(blocks, 0);
    explored_free(r.seen);
    subject_close(s);
}

/* A limit that is met when there is nothing left is no limit. */
Test(parallel, exactly_enough_is_complete)
{
    struct subject *s =
        subject_open("scenarios/x86/s01-wc-noncoherent-golden-path.scn");
    struct found f = search(s->b, &(struct explore_options){0}), again;

    again = search(s->b, &(struct explore_options){.max_states = f.r.states,
                                                   .max_depth = f.r.depth,
                                                   .max_bytes = f.r.bytes});
    expect_same("with limits", &f, &again);
    cr_expect_eq(again.r.end, EXPLORE_COMPLETE);
    found_clear(&f);
    found_clear(&again);
    subject_close(s);
}

Test(parallel, compact_keeps_no_states)
{
    struct subject *s = subject_open("tests/bench/short.scn");
    struct found full = search(s->b, &(struct explore_options){0});
    struct found f = search(s->b, &(struct explore_options){.compact = true});
    struct arena arena;
    uint32_t n;

    arena_init(&arena, 0);
    cr_expect_eq(f.r.states, full.r.states);
    cr_expect_eq(f.r.transitions, full.r.transitions);
    cr_expect(f.r.lost > 0 && f.r.lost < 1e-6);
    cr_expect_eq(full.r.lost, 0);
    cr_expect_null(
        explored_path(f.r.seen, (struct transition){5, 0}, &arena, &n));
    arena_clear(&arena);
    found_clear(&full);
    found_clear(&f);
    subject_close(s);
}
