#include "tools/sweep.h"

#include <string.h>

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/threads.h"

/* Cases of one turn, and turns under way for each thread. */
enum { TURN_CASES = 256, TURNS = 4 };

/* Some points of one scenario. */
struct turn {
    uint32_t scenario;
    uint64_t from, to;
    struct suite_case *at; /* [point][stack]; policy NULL: not run            */
    struct arena keep;
    struct diag_sink *sink;
    uint32_t failed; /* stack of the first that could not be bound            */
    const char *why; /* it could not                                          */
    bool done;
};

struct sweeping {
    const struct sweep *s;
    GMutex lock; /* of what follows                                           */
    GCond freed; /* the turn that must be taken next was                      */
    struct turn *turn; /* [nturn], a ring                                     */
    uint64_t next, taken; /* turns given out, handed over                     */
    uint64_t point;       /* where the next turn begins                       */
    uint32_t scenario, nturn;
    bool over;   /* no turn is left                                           */
    bool enough; /* nobody wants more                                         */
    bool *told;  /* [scenario]                                                */
    uint64_t nfailed;
    unsigned spare; /* threads for each exploration                           */
};

static const struct scenario *
scenario_at(const struct sweeping *w, uint32_t i)
{
    return w->s->list->pdata[i];
}

uint64_t
sweep_count(const GPtrArray *list)
{
    uint64_t n = 0;

    for (guint i = 0; i < list->len; i++) {
        const struct scenario *sc = list->pdata[i];
        uint64_t more;

        if (__builtin_mul_overflow(sc->npoint, (uint64_t) sc->stacks->len,
                                   &more) ||
            __builtin_add_overflow(n, more, &n))
            return UINT64_MAX;
    }
    return n;
}

/* ---- a turn ---- */

static void
note_failed(void *to, struct suite_case *c, uint32_t stack, const char *why)
{
    struct turn *t = to;

    c->policy = NULL;
    if (t->why)
        return;
    t->failed = stack;
    t->why = arena_text(&t->keep, why, strlen(why));
}

static void
run_turn(const struct sweeping *w, struct turn *t, struct point_work *own)
{
    const struct scenario *sc = scenario_at(w, t->scenario);
    uint32_t n = sc->stacks->len;
    g_autofree bool *skip = g_new0(bool, n + 1);
    struct point_run run = {.ask = &w->s->ask,
                            .scenario = sc,
                            .skip = skip,
                            .jobs = w->spare,
                            .keep = &t->keep,
                            .sink = t->sink};

    t->at = arena_new_array(&t->keep, struct suite_case,
                            (size_t) (t->to - t->from) * n + 1);
    for (run.at = t->from; run.at < t->to; run.at++) {
        for (uint32_t i = 0; w->s->wants && i < n; i++)
            skip[i] = !w->s->wants(w->s->to, t->scenario, run.at, i);
        point_run(&run, own, &t->at[(run.at - t->from) * n], 1, note_failed, t);
    }
}

/* ---- handing over, under the lock ---- */

static void
tell_faults(struct sweeping *w, struct turn *t)
{
    const struct scenario *sc = scenario_at(w, t->scenario);

    if (diag_errors(t->sink)) {
        print_faults(t->sink);
        w->nfailed++;
    }
    if (!t->why)
        return;
    w->nfailed++;
    if (!w->told[t->scenario])
        tell("%s: cannot be run under '%s': %s", sc->file,
             ((const struct policy_stack *) sc->stacks->pdata[t->failed])->name,
             t->why);
    w->told[t->scenario] = true;
}

/* Whether the caller wants to go on. */
static bool
hand_over(const struct sweeping *w, const struct turn *t)
{
    uint32_t n = scenario_at(w, t->scenario)->stacks->len;
    struct sweep_case c = {.scenario = t->scenario};

    for (c.point = t->from; c.point < t->to; c.point++)
        for (c.stack = 0; c.stack < n; c.stack++) {
            const struct suite_case *is =
                &t->at[(c.point - t->from) * n + c.stack];

            if (w->s->wants &&
                !w->s->wants(w->s->to, c.scenario, c.point, c.stack))
                continue;
            c.is = is->policy ? is : NULL;
            if (!w->s->take(w->s->to, &c))
                return false;
        }
    return true;
}

/* Hands over what is done, in order. */
static void
finish_turns(struct sweeping *w)
{
    while (w->taken < w->next && w->turn[w->taken % w->nturn].done) {
        struct turn *t = &w->turn[w->taken++ % w->nturn];

        tell_faults(w, t);
        if (!w->enough && !hand_over(w, t))
            w->enough = true;
        g_cond_broadcast(&w->freed);
    }
}

/* ---- giving out, under the lock ---- */

static uint64_t
points_of_a_turn(const struct sweeping *w, const struct scenario *sc)
{
    return w->s->ask.check ? 1 : MAX(TURN_CASES / MAX(sc->stacks->len, 1), 1);
}

/* The next turn is T; false if none is left. */
static bool
cut_turn(struct sweeping *w, struct turn *t)
{
    const struct scenario *sc;

    if (w->s->stop && g_atomic_int_get(w->s->stop))
        w->enough = true;
    while (w->scenario < w->s->list->len &&
           w->point >= scenario_at(w, w->scenario)->npoint) {
        w->scenario++;
        w->point = 0;
    }
    if (w->enough || w->scenario >= w->s->list->len)
        return false;
    sc = scenario_at(w, w->scenario);
    arena_reset(&t->keep);
    diag_sink_free(t->sink);
    t->sink = diag_sink_new();
    t->why = NULL;
    t->done = false;
    t->scenario = w->scenario;
    t->from = w->point;
    t->to = MIN(w->point + points_of_a_turn(w, sc), sc->npoint);
    w->point = t->to;
    return true;
}

static struct turn *
next_turn(struct sweeping *w)
{
    struct turn *t;

    while (!w->over && w->next - w->taken >= w->nturn)
        g_cond_wait(&w->freed, &w->lock);
    if (w->over)
        return NULL;
    t = &w->turn[w->next % w->nturn];
    if (!cut_turn(w, t)) {
        w->over = true;
        g_cond_broadcast(&w->freed);
        return NULL;
    }
    w->next++;
    return t;
}

static void *
work(void *data)
{
    struct sweeping *w = data;
    struct point_work own;
    struct turn *t;

    point_work_init(&own);
    g_mutex_lock(&w->lock);
    while ((t = next_turn(w)) != NULL) {
        g_mutex_unlock(&w->lock);
        run_turn(w, t, &own);
        g_mutex_lock(&w->lock);
        t->done = true;
        finish_turns(w);
    }
    g_mutex_unlock(&w->lock);
    point_work_clear(&own);
    return NULL;
}

/* ---- all of it ---- */

static void
run_threads(struct sweeping *w)
{
    unsigned n = (unsigned) MIN(MAX(w->s->jobs, 1), sweep_count(w->s->list));

    w->nturn = TURNS * MAX(n, 1);
    w->turn = g_new0(struct turn, w->nturn);
    for (uint32_t i = 0; i < w->nturn; i++) {
        arena_init(&w->turn[i].keep, 0);
        w->turn[i].sink = diag_sink_new();
    }
    w->spare = MAX(w->s->jobs / MAX(n, 1), 1);
    threads_run("sweep", n, work, w);
    for (uint32_t i = 0; i < w->nturn; i++) {
        arena_clear(&w->turn[i].keep);
        diag_sink_free(w->turn[i].sink);
    }
    g_free(w->turn);
}

bool
sweep_run(const struct sweep *s, int *status)
{
    struct sweeping w = {.s = s};

    w.told = g_new0(bool, s->list->len + 1);
    g_mutex_init(&w.lock);
    g_cond_init(&w.freed);
    run_threads(&w);
    g_cond_clear(&w.freed);
    g_mutex_clear(&w.lock);
    g_free(w.told);
    if (w.nfailed > 0)
        *status = status_worse(*status, EXIT_USAGE);
    return !w.enough;
}
