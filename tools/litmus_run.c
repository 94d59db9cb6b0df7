#include "tools/litmus_run.h"

#include <string.h>

#include "sim/core/bound.h"
#include "sim/explore/outcomes.h"
#include "sim/explore/stronger.h"
#include "sim/litmus/build.h"
#include "sim/litmus/list.h"
#include "sim/litmus/print.h"
#include "tools/command.h"
#include "tools/complain.h"
#include "tools/models.h"

struct eye { /* of one thread                                                 */
    struct explore_eye eye; /* first                                          */
    struct outcomes *outcomes;
};

struct run {
    const struct litmus_options *o;
    const struct litmus *test;
    const struct litmus_plan *plan;
    struct arena *arena;
    struct platform platform; /* the user's, with buffers for all there is    */
    struct bound *bound;
    struct observed observed;
    struct eye *eye;
    unsigned neye;
    struct litmus_states states;
};

bool
litmus_named(const char *file)
{
    return g_str_has_suffix(file, ".litmus") || litmus_is_list(file);
}

/* ---- exploring ---- */

/* The line that a region of the plan, which is one word, became. */
static uint32_t
line_of(const struct bound *b, uint16_t region)
{
    uint32_t i = 0;

    while (b->line[i].region != region)
        i++;
    return i;
}

/* Every register and word that a column is about, one after the other. */
static void
choose_observed(struct run *r)
{
    const struct litmus_plan *p = r->plan;
    uint32_t n = r->test->ncolumn;
    uint16_t *reg = arena_new_array(r->arena, uint16_t, n + 1);
    struct observed_word *word =
        arena_new_array(r->arena, struct observed_word, n + 1);
    struct observed *o = &r->observed;

    for (uint32_t i = 0; i < n; i++)
        if (p->from[i].kind == FROM_REG)
            reg[o->nreg++] = p->from[i].id;
        else if (p->from[i].kind == FROM_MEMORY)
            word[o->nword++] =
                (struct observed_word){.line = line_of(r->bound, p->from[i].id),
                                       .region = p->from[i].id};
    o->reg = reg;
    o->word = word;
}

static struct explore_eye *
get_eye(void *to, unsigned i)
{
    struct run *r = to;

    return &r->eye[i].eye;
}

static void
see_state(struct explore_eye *eye, const struct bound *b, const cell *m,
          uint32_t id, uint32_t nevent)
{
    (void) nevent;
    if (outcome_final(b, m))
        outcomes_add(((struct eye *) eye)->outcomes, b, m, id);
}

static bool
see_block(void *to, const struct explore_progress *p)
{
    struct run *r = to;

    return !r->o->progress || r->o->progress(r->o->to, p);
}

static int
status_of(const struct explore_result *x)
{
    switch ((enum explore_end) x->end) {
    case EXPLORE_COMPLETE:
        return EXIT_EXPECTED;
    case EXPLORE_IMPOSSIBLE:
        return EXIT_USAGE;
    case EXPLORE_STATES:
    case EXPLORE_DEPTH:
    case EXPLORE_BYTES:
    case EXPLORE_DECIDED:
    case EXPLORE_STOPPED:
    case EXPLORE_INTERRUPTED:
        break;
    }
    return EXIT_UNDECIDED;
}

/* What the columns hold in one outcome: it has the values in the order in
 * which choose_observed() found them. */
static void
add_state(struct run *r, const struct outcome *o)
{
    uint64_t *to = r->states.value + (size_t) r->states.n++ * r->test->ncolumn;
    uint32_t reg = 0, word = r->observed.nreg;

    for (uint32_t i = 0; i < r->test->ncolumn; i++) {
        const struct litmus_from *f = &r->plan->from[i];

        to[i] = f->number; /* a number, or what was added to a register      */
        if (f->kind == FROM_REG)
            to[i] += o->value[reg++];
        else if (f->kind == FROM_MEMORY)
            to[i] = o->value[word++];
    }
}

static void
collect_states(struct run *r)
{
    struct outcome *rows;
    uint32_t n;

    for (unsigned i = 1; i < r->neye; i++)
        outcomes_merge(r->eye[0].outcomes, r->eye[i].outcomes);
    rows = outcomes_rows(r->eye[0].outcomes, r->arena, &n);
    r->states.value =
        arena_new_array(r->arena, uint64_t, (size_t) n * r->test->ncolumn + 1);
    for (uint32_t i = 0; i < n; i++)
        add_state(r, &rows[i]);
    litmus_tidy(r->test, &r->states);
}

static int
explore_test(struct run *r)
{
    const struct explore_visitor v = {
        .eye = get_eye, .state = see_state, .block = see_block, .to = r};
    struct explore_result x;
    int status;

    r->neye = r->o->explore.jobs ? r->o->explore.jobs : 1;
    r->eye = arena_new_array(r->arena, struct eye, r->neye);
    for (unsigned i = 0; i < r->neye; i++) {
        r->eye[i].eye.sink.deaf = UINT32_MAX;
        r->eye[i].outcomes = outcomes_new(&r->observed);
    }
    x = explore(r->bound, &r->o->explore, &v);
    status = status_of(&x);
    if (status == EXIT_EXPECTED)
        collect_states(r);
    else if (status == EXIT_USAGE)
        tell("%s: %s", r->test->src->name, x.why);
    else
        tell("%s: undecided after %" G_GUINT64_FORMAT " states",
             r->test->src->name, x.states);
    explored_free(x.seen);
    for (unsigned i = 0; i < r->neye; i++)
        outcomes_free(r->eye[i].outcomes);
    return status;
}

/* ---- one test ---- */

/* Buffers are as large as the test can fill them: what is said about it does
 * not rest on their size. */
static bool
choose_platform(struct run *r)
{
    const struct platform *p =
        r->o->platform ? r->o->platform
                       : shipped_platform_or_tell(r->o->shipped,
                                                  r->test->dialect->platform);
    uint64_t *key = r->platform.key;

    if (!p)
        return false;
    if (shipped_model(r->o->shipped, p) != r->test->model) {
        tell("%s: '%s' is no platform of this architecture", r->test->src->name,
             p->name);
        return false;
    }
    r->platform = *p;
    key[PK_WINDOW_DEPTH] = MAX(key[PK_WINDOW_DEPTH], r->plan->longest);
    key[PK_WC_BUFFERS] = MAX(key[PK_WC_BUFFERS], r->plan->plan.nregion);
    return true;
}

static int
run_test(struct run *r, FILE *out)
{
    const char *why = NULL, *stronger;
    int status;

    if (!choose_platform(r))
        return EXIT_USAGE;
    r->bound = bind_plan(&(struct bind_request){.plan = &r->plan->plan,
                                                .platform = &r->platform,
                                                .arena = r->arena,
                                                .every_choice = true},
                         &why);
    if (!r->bound) {
        tell("%s: %s", r->test->src->name, why);
        return EXIT_USAGE;
    }
    choose_observed(r);
    status = explore_test(r);
    stronger = stronger_in(r->bound, r->arena);
    bound_done(r->bound);
    if (status != EXIT_EXPECTED)
        return status;
    if (r->test->asks != ASKS_EXISTS && !litmus_judge(r->test, &r->states).ok)
        status = EXIT_NOT;
    if (!r->o->quiet || status != EXIT_EXPECTED)
        litmus_print(r->test, &r->states, stronger, out);
    return status;
}

static int
check_file(const char *file, const struct litmus_options *o, FILE *out)
{
    GError *error = NULL;
    struct source *src = source_load(file, &error);
    struct diag_sink *sink;
    struct arena arena;
    struct run r = {.o = o, .arena = &arena};
    int status = EXIT_USAGE;

    if (!src) {
        status = error->domain == SOURCE_ERROR ? EXIT_USAGE : EXIT_WORLD;
        tell_error(error);
        return status;
    }
    sink = diag_sink_new();
    arena_init(&arena, 0);
    r.test = litmus_read(src, models, &arena, sink);
    r.plan = r.test ? litmus_build(r.test, &arena, sink) : NULL;
    if (r.plan)
        status = run_test(&r, out);
    else
        print_faults(sink);
    arena_clear(&arena);
    diag_sink_free(sink);
    source_free(src);
    return status;
}

/* ---- lists of tests ---- */

static void
free_source(void *src)
{
    source_free(src);
}

static int
check_list(const char *file, const struct litmus_options *o, FILE *out)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(free_source);
    g_autoptr(GPtrArray) list = NULL;
    struct diag_sink *sink = diag_sink_new();
    GError *error = NULL;
    int status = EXIT_EXPECTED;

    list = litmus_list(file, sources, sink, &error);
    if (error) {
        status = EXIT_WORLD;
        tell_error(error);
    } else if (!list) {
        status = EXIT_USAGE;
        print_faults(sink);
    }
    for (guint i = 0; list && i < list->len; i++)
        status = status_worse(status, check_file(list->pdata[i], o, out));
    diag_sink_free(sink);
    return status;
}

int
litmus_check(const char *file, const struct litmus_options *o, FILE *out)
{
    return litmus_is_list(file) ? check_list(file, o, out)
                                : check_file(file, o, out);
}
