#include "tools/selection.h"

#include <string.h>

#include "tools/complain.h"
#include "tools/params.h"
#include "tools/runner.h"

static const char *const colours[] = {"auto", "always", "never", NULL};

/* ---- options ---- */

static void
add_entries(GArray *to, const GOptionEntry *from)
{
    for (; from->long_name; from++)
        g_array_append_vals(to, from, 1);
}

GOptionEntry *
selection_options(struct selection *s, const GOptionEntry *own)
{
    const GOptionEntry what[] = {
        {"policy",    'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &s->policy,
         "policies to run under, else those it names", "SEL"},
        {"param",          0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->param,
         "only points with these values", "NAME=VALUE,..."},
        {"platform", 0, 0, G_OPTION_ARG_FILENAME, &s->platform,
         "run on this machine instead of the scenario's", "NAME"},
        {NULL     },
    };
    const GOptionEntry how[] = {
        {"format",    'f', 0, G_OPTION_ARG_FILENAME, &s->format, s->formats,
         "FORMAT"},
        {"junit",          0, 0, G_OPTION_ARG_NONE, &s->junit, "--format junit", NULL},
        {"tap", 0, 0, G_OPTION_ARG_NONE, &s->tap, "--format tap", NULL},
        {"summary",    's', 0, G_OPTION_ARG_NONE, &s->summary,
         "a line for each scenario, and surprises", NULL},
        {"quiet",     'q', 0, G_OPTION_ARG_NONE, &s->quiet,
         "print only what is not as expected", NULL},
        {"verbose",          'v', 0, G_OPTION_ARG_NONE, &s->verbose,
         "also claims that hold, cases without one", NULL},
        {"jobs",  'j', 0, G_OPTION_ARG_INT, &s->jobs,
         "threads, default: one for each processor", "N"},
        {"color",       0, 0, G_OPTION_ARG_FILENAME, &s->color,
         "auto, always or never", "WHEN"},
        {G_OPTION_REMAINING,       0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->files, NULL,
         NULL},
        {NULL         },
    };
    GArray *all = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

    add_entries(all, what);
    add_entries(all, own);
    add_entries(all, how);
    return (GOptionEntry *) (void *) g_array_free(all, FALSE);
}

void
selection_clear(struct selection *s)
{
    g_strfreev(s->policy);
    g_strfreev(s->param);
    g_strfreev(s->files);
    g_free(s->platform);
    g_free(s->format);
    g_free(s->color);
}

/* --junit and --tap are short for a --format, and cannot stand with another. */
static bool
settle_format(const struct command *self, struct selection *s)
{
    const char *is = s->junit ? "junit" : s->tap ? "tap" : NULL;
    const char *other = s->junit && s->tap ? "--tap" : s->format;

    if (is && other && strcmp(is, other) != 0) {
        tell("%s: --%s and %s%s contradict each other", self->name, is,
             *other == '-' ? "" : "--format ", other);
        return false;
    }
    if (is && !s->format)
        s->format = g_strdup(is);
    return true;
}

static const struct suite_writer *
find_writer(const struct selection *s)
{
    const char *name[8] = {NULL}, *is = s->format ? s->format : "text";
    unsigned n = 0;

    for (; s->writer[n] && n + 1 < G_N_ELEMENTS(name); n++)
        name[n] = s->writer[n]->name;
    if (!option_is_one_of("format", is, name))
        return NULL;
    for (n = 0; strcmp(s->writer[n]->name, is) != 0;)
        n++;
    return s->writer[n];
}

int
selection_settle(const struct command *self, struct selection *s)
{
    if (!s->files)
        return usage(self);
    return option_jobs_fit(self, s->jobs) && find_writer(s) &&
                   settle_format(self, s) &&
                   option_is_one_of("color", s->color ? s->color : "auto",
                                    colours)
               ? EXIT_EXPECTED
               : EXIT_USAGE;
}

unsigned
selection_jobs(const struct selection *s)
{
    return s->jobs ? (unsigned) s->jobs : g_get_num_processors();
}

bool
selection_is_json(const struct selection *s)
{
    return s->format && strcmp(s->format, "json") == 0;
}

/* ---- from words to scenarios ---- */

GPtrArray *
selection_load(const struct selection *s, const struct shipped *shipped,
               const char *const *files, int *status)
{
    const struct platform *forced = NULL;
    GPtrArray *list = g_ptr_array_new_with_free_func(scenario_free);
    g_autoptr(GPtrArray) input = NULL;

    if (s->platform) {
        forced = shipped_platform_or_tell(shipped, s->platform);
        *status = forced ? EXIT_EXPECTED : EXIT_USAGE;
    }
    if (*status == EXIT_EXPECTED)
        input =
            inputs_find(shipped->dir,
                        files ? files : (const char *const *) s->files, status);
    for (guint i = 0; input && i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], forced, status);

        if (sc)
            g_ptr_array_add(list, sc);
    }
    return list;
}

static bool
choose_stacks(const struct selection *s, struct shipped *shipped,
              const GPtrArray *list)
{
    for (guint i = 0; i < list->len; i++)
        if (!scenario_choose(list->pdata[i], shipped,
                             (const char *const *) s->policy))
            return false;
    return true;
}

static bool
within_limits(const GPtrArray *list)
{
    uint64_t n = 0;

    for (guint i = 0; i < list->len; i++) {
        const struct scenario *sc = list->pdata[i];

        n += sc->npoint * sc->stacks->len;
    }
    if (n > RUNNER_CASES_MAX) {
        tell("%" G_GUINT64_FORMAT " cases are more than the %d of one run; "
             "choose with --param or --policy",
             n, RUNNER_CASES_MAX);
        return false;
    }
    return true;
}

static bool
any_case(const GPtrArray *list)
{
    for (guint i = 0; i < list->len; i++)
        if (((const struct scenario *) list->pdata[i])->stacks->len > 0)
            return true;
    tell("no policy that was selected fits the architecture");
    return false;
}

bool
selection_choose(const struct selection *s, struct shipped *shipped,
                 GPtrArray *list)
{
    g_auto(GStrv) filter = params_split(s->param);

    return filter && params_apply(list, filter) &&
           choose_stacks(s, shipped, list) && within_limits(list) &&
           any_case(list);
}

/* ---- out ---- */

void
selection_write(const struct selection *s, const struct suite *suite,
                struct suite_options o)
{
    o.colour = wants_colour(s->color, stdout);
    o.summary = s->summary;
    o.quiet = s->quiet;
    o.verbose = s->verbose;
    find_writer(s)->write(suite, &o, stdout);
}

int
selection_status(const struct suite *suite)
{
    int status = EXIT_EXPECTED;

    for (uint32_t i = 0; i < suite->nscenario; i++) {
        struct suite_count c = suite_count(&suite->scenario[i]);

        if (c.verdict[SUITE_UNEXPECTED] || c.broken)
            status = status_worse(status, EXIT_NOT);
        if (c.verdict[SUITE_UNDECIDED] || c.unproved)
            status = status_worse(status, EXIT_UNDECIDED);
    }
    return status;
}
