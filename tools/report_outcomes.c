#include "tools/report_outcomes.h"

#include <string.h>

#include "sim/report/finding.h"
#include "sim/report/rows.h"
#include "sim/report/shell.h"
#include "tools/story_of.h"
#include "tools/threads.h"
#include "tools/words.h"

struct told { /* an outcome, and what its texts live in                       */
    const struct scenario *scenario;
    struct scenario *witness; /* instead of the replay; NULL: none            */
    bool shortest;
    struct page_outcome *out;
    struct arena arena;
    struct point point;
    struct story story;
    struct picture picture;
};

struct report_outcomes {
    const struct suite *suite;
    const GPtrArray *list;
    const char *platform; /* --platform                                       */
    bool explored;
    GPtrArray **rows;             /* [nscenario] of struct row *              */
    GPtrArray *part;              /* rows of each outcome, of GPtrArray *     */
    struct page_outcome *outcome; /* [n]                                      */
    struct told *told;            /* [n]                                      */
    uint32_t n;
    int next; /* outcome to be told                                           */
};

/* ---- which outcomes there are ---- */

static void
add_outcomes(struct report_outcomes *r, GArray *all, uint32_t scenario)
{
    const struct suite_options o = {.hazards = true};
    uint32_t first = all->len;

    r->rows[scenario] = rows_of(&r->suite->scenario[scenario], &o);
    for (guint i = 0; i < r->rows[scenario]->len; i++) {
        struct row *row = r->rows[scenario]->pdata[i];
        struct page_outcome one = {.scenario = scenario, .first = row->first};

        if (!row->first->policy)
            continue; /* it could not be run, which was told */
        if (first + row->outcome >= all->len) {
            one.row = g_ptr_array_new();
            g_ptr_array_add(r->part, (gpointer) (uintptr_t) one.row);
            g_array_append_val(all, one);
        }
        g_ptr_array_add(r->part->pdata[first + row->outcome], row);
    }
}

/* ---- in words ---- */

static char *
command_of(const struct report_outcomes *r, const struct page_outcome *o)
{
    const struct suite_scenario *s = &r->suite->scenario[o->scenario];
    GString *out = g_string_new(r->explored ? "mtsim check" : "mtsim explain");
    g_autoptr(GString) point = g_string_new(NULL);

    g_string_append(out, " --policy");
    shell_add_word(out, o->first->policy);
    for (uint32_t i = 0; i < s->nparam; i++)
        g_string_append_printf(point, "%s%s=%s", i ? "," : "", s->param[i],
                               o->first->param[i]);
    if (point->len) {
        g_string_append(out, " --param");
        shell_add_word(out, point->str);
    }
    if (r->platform) {
        g_string_append(out, " --platform");
        shell_add_word(out, r->platform);
    }
    shell_add_word(out, s->file);
    return g_string_free(out, FALSE);
}

static const char *
about_of(const struct report_outcomes *r, struct told *t)
{
    const struct suite_scenario *s = &r->suite->scenario[t->out->scenario];
    g_autoptr(GString) point = g_string_new(NULL);

    if (!t->witness)
        return words_format(&t->arena, "The replay under %s%s%s on %s",
                            t->story.policy, *t->story.point ? " with " : "",
                            t->story.point, t->story.platform);
    suite_point(s, t->out->first, point);
    return words_format(
        &t->arena,
        "%s schedule that shows this hazard, which the replay does not, under "
        "%s%s%s on %s (lines: of the scenario that mtsim check --witness "
        "writes of it)",
        t->shortest ? "The shortest" : "A", t->story.policy,
        point->len ? " with " : "", point->str, t->story.platform);
}

/* ---- witnesses ---- */

static bool
replay_shows(const struct suite_case *c, const struct finding *f)
{
    for (uint32_t i = 0; i < c->nhazard; i++)
        if (strcmp(c->hazard[i].kind, f->kind) == 0 &&
            strcmp(c->hazard[i].cause, f->cause) == 0 &&
            strcmp(c->hazard[i].victim, f->victim) == 0)
            return true;
    return false;
}

/* What shows the worst hazard of a case, if its replay does not. */
static const struct suite_shown *
shown_only(const struct suite_case *c)
{
    struct finding f = finding_of(c);

    if (!c->check || !f.kind || replay_shows(c, &f))
        return NULL;
    for (uint32_t i = 0; i < c->check->nshown; i++) {
        const struct suite_shown *h = &c->check->shown[i];

        if (h->witness && strcmp(h->kind, f.kind) == 0 &&
            strcmp(h->cause, f.cause) == 0 && strcmp(h->victim, f.victim) == 0)
            return h;
    }
    return NULL;
}

/* Looks names up: not for several threads. */
static void
find_witness(struct told *t)
{
    const struct suite_shown *h = shown_only(t->out->first);

    if (!h)
        return;
    t->witness = scenario_with(t->scenario, h->witness);
    t->shortest = h->shortest;
}

/* ---- telling ---- */

static void
tell_one(const struct report_outcomes *r, struct told *t)
{
    const struct suite_scenario *s = &r->suite->scenario[t->out->scenario];
    uint64_t npoint = s->ncase / s->npolicy;
    uint64_t number = (uint64_t) (t->out->first - s->at);
    g_autofree char *command = command_of(r, t->out);
    struct diag_sink *sink = diag_sink_new();
    struct story_request q = {.scenario = t->witness ? t->witness : t->scenario,
                              .point = &t->point,
                              .arena = &t->arena};
    const char *why = NULL;

    if (!t->witness) /* which has no parameters */
        points_get(t->scenario->points, number % npoint, &t->point);
    q.stack = t->scenario->stacks->pdata[number / npoint];
    q.experiment =
        script_elaborate(q.scenario->script, &t->point, &t->arena, sink);
    t->out->command = arena_text(&t->arena, command, strlen(command));
    if (q.experiment && story_tell(&q, &t->story, &t->picture, &why)) {
        t->out->story = &t->story;
        t->out->picture = &t->picture;
        t->out->about = about_of(r, t);
    }
    diag_sink_free(sink);
}

static void *
work(void *data)
{
    struct report_outcomes *r = data;
    uint32_t i;

    while ((i = (uint32_t) g_atomic_int_add(&r->next, 1)) < r->n)
        tell_one(r, &r->told[i]);
    return NULL;
}

static void
tell_all(struct report_outcomes *r, unsigned jobs)
{
    threads_run("report", CLAMP(jobs, 1, MAX(r->n, 1)), work, r);
}

struct report_outcomes *
report_outcomes_new(const struct suite *suite, const GPtrArray *list,
                    const char *platform, unsigned jobs, bool explored)
{
    struct report_outcomes *r = g_new0(struct report_outcomes, 1);
    GArray *all = g_array_new(FALSE, TRUE, sizeof(struct page_outcome));

    r->suite = suite;
    r->list = list;
    r->platform = platform;
    r->explored = explored;
    r->rows = g_new0(GPtrArray *, suite->nscenario + 1);
    r->part =
        g_ptr_array_new_with_free_func((GDestroyNotify) g_ptr_array_unref);
    for (uint32_t i = 0; i < suite->nscenario; i++)
        add_outcomes(r, all, i);
    r->n = all->len;
    r->outcome = (struct page_outcome *) (void *) g_array_free(all, FALSE);
    r->told = g_new0(struct told, r->n + 1);
    for (uint32_t i = 0; i < r->n; i++) {
        struct told *t = &r->told[i];

        t->out = &r->outcome[i];
        t->scenario = list->pdata[t->out->scenario];
        arena_init(&t->arena, 0);
        story_init(&t->story);
        picture_init(&t->picture, &t->story);
        find_witness(t);
    }
    tell_all(r, jobs);
    return r;
}

void
report_outcomes_free(struct report_outcomes *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        picture_clear(&r->told[i].picture);
        story_clear(&r->told[i].story);
        arena_clear(&r->told[i].arena);
        if (r->told[i].witness)
            scenario_free(r->told[i].witness);
    }
    for (uint32_t i = 0; i < r->suite->nscenario; i++)
        g_ptr_array_unref(r->rows[i]);
    g_ptr_array_unref(r->part);
    g_free(r->rows);
    g_free(r->outcome);
    g_free(r->told);
    g_free(r);
}

const struct page_outcome *
report_outcomes(const struct report_outcomes *r, uint32_t *n)
{
    *n = r->n;
    return r->outcome;
}
