#include "tools/runner.h"

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/outcome.h"
#include "tools/threads.h"

/* Points one thread takes at a time: exploring one takes long enough. */
enum { CHUNK = 64, CHECK_CHUNK = 1 };

struct chunk { /* some points of one scenario, under all its stacks           */
    uint32_t scenario;
    uint64_t from, to;
    struct arena keep;
    struct diag_sink *sink;
    char *why; /* the first case that could not be run                        */
};

struct runner {
    const struct runner_options *options;
    const GPtrArray *list;
    struct suite suite;
    struct suite_scenario *scenario;
    uint64_t **digest; /* [scenario][stack]                                   */
    struct chunk *chunk;
    uint32_t nchunk;
    unsigned spare; /* threads for each exploration                           */
    int next; /* taken with g_atomic_int_add()                                */
};

/* ---- a chunk ---- */

struct noting {
    const struct runner *r;
    struct chunk *c;
};

static void
note_why(void *to, struct suite_case *c, uint32_t stack, const char *why)
{
    const struct noting *n = to;
    const struct scenario *sc = n->r->list->pdata[n->c->scenario];
    const struct policy_stack *s = sc->stacks->pdata[stack];

    (void) c;
    if (!n->c->why)
        n->c->why = g_strdup_printf("%s: cannot be run under '%s': %s",
                                    sc->file, s->name, why);
}

/* The point in a run before this one; NULL if it is not there. */
static const struct suite_case *
case_before(const struct runner *r, uint32_t scenario, uint64_t at)
{
    const struct suite *before = r->options->before;

    return before && at < before->scenario[scenario].ncase
               ? &before->scenario[scenario].at[at]
               : NULL;
}

static void
run_chunk(const struct runner *r, struct chunk *c, struct point_work *w)
{
    const struct scenario *sc = r->list->pdata[c->scenario];
    struct suite_case *out =
        (struct suite_case *) (uintptr_t) r->scenario[c->scenario].at;
    struct noting to = {r, c};
    struct point_run run = {.ask = &r->options->ask,
                            .scenario = sc,
                            .stack_digest = r->digest[c->scenario],
                            .jobs = r->spare,
                            .keep = &c->keep,
                            .sink = c->sink};

    for (run.at = c->from; run.at < c->to; run.at++) {
        run.before = case_before(r, c->scenario, run.at);
        point_run(&run, w, &out[run.at], sc->npoint, note_why, &to);
    }
}

static void *
work(void *data)
{
    struct runner *r = data;
    struct point_work own;
    uint32_t i;

    point_work_init(&own);
    while ((i = (uint32_t) g_atomic_int_add(&r->next, 1)) < r->nchunk)
        run_chunk(r, &r->chunk[i], &own);
    point_work_clear(&own);
    return NULL;
}

/* ---- all of them ---- */

static void
describe(struct runner *r, uint32_t i)
{
    const struct scenario *sc = r->list->pdata[i];
    struct suite_scenario *s = &r->scenario[i];
    uint32_t n = script_nparam(sc->script);
    const char **param = g_new(const char *, n + 1);

    for (uint32_t k = 0; k < n; k++)
        param[k] = script_param(sc->script, k).name;
    s->name = script_name(sc->script) ? script_name(sc->script) : sc->file;
    s->title = script_title(sc->script);
    s->file = sc->file;
    s->param = param;
    s->nparam = n;
    s->npolicy = sc->stacks->len;
    s->ncase = sc->npoint * sc->stacks->len;
    s->at = g_new0(struct suite_case, s->ncase + 1);
    r->digest[i] = g_new0(uint64_t, sc->stacks->len + 1);
    for (guint k = 0; r->options->ask.details && k < sc->stacks->len; k++)
        r->digest[i][k] =
            outcome_stack_digest(sc->shipped->policies, sc->stacks->pdata[k]);
}

static void
cut_chunks(struct runner *r)
{
    GArray *chunks = g_array_new(FALSE, TRUE, sizeof(struct chunk));
    uint64_t size = r->options->ask.check ? CHECK_CHUNK : CHUNK;

    for (guint i = 0; i < r->list->len; i++) {
        const struct scenario *sc = r->list->pdata[i];

        for (uint64_t at = 0; at < sc->npoint; at += size) {
            struct chunk c = {.scenario = i,
                              .from = at,
                              .to = MIN(at + size, sc->npoint),
                              .sink = diag_sink_new()};

            arena_init(&c.keep, 0);
            g_array_append_val(chunks, c);
        }
    }
    r->nchunk = chunks->len;
    r->chunk = (struct chunk *) (void *) g_array_free(chunks, FALSE);
}

static void
run_threads(struct runner *r)
{
    unsigned n = CLAMP(r->options->jobs, 1, MAX(r->nchunk, 1));

    r->spare = MAX(r->options->jobs / n, 1);
    threads_run("run", n, work, r);
}

static void
tell_faults(const struct runner *r, int *status)
{
    for (uint32_t i = 0; i < r->nchunk; i++) {
        if (diag_count(r->chunk[i].sink))
            print_faults(r->chunk[i].sink);
        if (r->chunk[i].why)
            tell("%s", r->chunk[i].why);
        if (r->chunk[i].why || diag_errors(r->chunk[i].sink))
            *status = status_worse(*status, EXIT_USAGE);
    }
}

struct runner *
runner_run(const GPtrArray *list, const struct runner_options *o, int *status)
{
    struct runner *r = g_new0(struct runner, 1);

    r->options = o;
    r->list = list;
    r->scenario = g_new0(struct suite_scenario, list->len + 1);
    r->digest = g_new0(uint64_t *, list->len + 1);
    for (guint i = 0; i < list->len; i++)
        describe(r, i);
    cut_chunks(r);
    run_threads(r);
    tell_faults(r, status);
    r->suite = (struct suite){MTSIM_VERSION, r->scenario, list->len};
    return r;
}

void
runner_free(struct runner *r)
{
    for (uint32_t i = 0; i < r->suite.nscenario; i++) {
        g_free((void *) (uintptr_t) r->scenario[i].param);
        g_free((void *) (uintptr_t) r->scenario[i].at);
        g_free(r->digest[i]);
    }
    for (uint32_t i = 0; i < r->nchunk; i++) {
        arena_clear(&r->chunk[i].keep);
        diag_sink_free(r->chunk[i].sink);
        g_free(r->chunk[i].why);
    }
    g_free(r->chunk);
    g_free(r->scenario);
    g_free(r->digest);
    g_free(r);
}

const struct suite *
runner_suite(const struct runner *r)
{
    return &r->suite;
}
