/* mtsim run: replay scenarios, compare with what they expect. */
#include <stdio.h>
#include <string.h>

#include "sim/report/suite.h"
#include "tools/complain.h"
#include "tools/options.h"
#include "tools/params.h"
#include "tools/runner.h"

struct settings {
    char **policy, **param, **files;
    char *platform, *format, *color;
    gint64 seed;
    int jobs;
    gboolean junit, tap, summary, quiet, verbose;
};

static const struct suite_writer *const writers[] = {
    &suite_text, &suite_json, &suite_junit, &suite_tap, NULL};
static const char *const formats[] = {"text", "json", "junit", "tap", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};

/* --junit and --tap are short for a --format, and cannot stand with another. */
static bool
settle_format(struct settings *s)
{
    const char *is = s->junit ? "junit" : s->tap ? "tap" : NULL;
    const char *other = s->junit && s->tap ? "--tap" : s->format;

    if (is && other && strcmp(is, other) != 0) {
        tell("run: --%s and %s%s contradict each other", is,
             *other == '-' ? "" : "--format ", other);
        return false;
    }
    if (is && !s->format)
        s->format = g_strdup(is);
    return true;
}

static bool
read_settings(const struct command *self, struct settings *s, int argc,
              char **argv, int *status)
{
    const GOptionEntry options[] = {
        {"policy",          'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &s->policy,
         "policies to run under, else those it names", "SEL"},
        {"param",                0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->param,
         "only points with these values", "NAME=VALUE,..."},
        {"platform",       0, 0, G_OPTION_ARG_FILENAME, &s->platform,
         "run on this machine instead of the scenario's", "NAME"},
        {"seed",            0, 0, G_OPTION_ARG_INT64, &s->seed,
         "draw evictions, drains and fills with this seed", "N"},
        {"format",           'f', 0, G_OPTION_ARG_FILENAME, &s->format,
         "text, json, junit or tap", "FORMAT"},
        {"junit",                0, 0, G_OPTION_ARG_NONE, &s->junit, "--format junit", NULL},
        {"tap",        0, 0, G_OPTION_ARG_NONE, &s->tap, "--format tap", NULL},
        {"summary", 's', 0, G_OPTION_ARG_NONE, &s->summary,
         "a line for each scenario, and surprises", NULL},
        {"quiet",        'q', 0, G_OPTION_ARG_NONE, &s->quiet,
         "print only what is not as expected", NULL},
        {"verbose",                'v', 0, G_OPTION_ARG_NONE, &s->verbose,
         "also claims that hold, cases without one", NULL},
        {"jobs",     'j', 0, G_OPTION_ARG_INT, &s->jobs,
         "threads, default: one for each processor", "N"},
        {"color",           0, 0, G_OPTION_ARG_FILENAME, &s->color,
         "auto, always or never", "WHEN"},
        {G_OPTION_REMAINING,            0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->files, NULL,
         NULL},
        {NULL               },
    };

    if (!options_read(self, options, argc, argv, status))
        return false;
    *status = EXIT_USAGE;
    if (!s->files)
        usage(self);
    else if (s->seed < 0 || s->jobs < 0)
        tell("run: --%s takes no negative number",
             s->seed < 0 ? "seed" : "jobs");
    else if (option_is_one_of("format", s->format ? s->format : "text",
                              formats) &&
             settle_format(s) &&
             option_is_one_of("color", s->color ? s->color : "auto", colours))
        *status = EXIT_EXPECTED;
    return *status == EXIT_EXPECTED;
}

static void
clear_settings(struct settings *s)
{
    g_strfreev(s->policy);
    g_strfreev(s->param);
    g_strfreev(s->files);
    g_free(s->platform);
    g_free(s->format);
    g_free(s->color);
}

/* ---- from words to scenarios ---- */

static GPtrArray *
load_all(const struct settings *s, const struct shipped *shipped, int *status)
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
            inputs_find(shipped->dir, (const char *const *) s->files, status);
    for (guint i = 0; input && i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], forced, status);

        if (sc)
            g_ptr_array_add(list, sc);
    }
    return list;
}

static bool
choose_stacks(const struct settings *s, struct shipped *shipped,
              const GPtrArray *list)
{
    g_autoptr(GPtrArray) selected = NULL;

    if (s->policy) {
        selected = shipped_stacks(shipped, (const char *const *) s->policy);
        if (!selected)
            return false;
    }
    for (guint i = 0; i < list->len; i++)
        if (!scenario_choose(list->pdata[i], shipped, selected))
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

static bool
choose_cases(const struct settings *s, struct shipped *shipped, GPtrArray *list)
{
    g_auto(GStrv) filter = params_split(s->param);

    return filter && params_apply(list, filter) &&
           choose_stacks(s, shipped, list) && within_limits(list);
}

/* ---- out ---- */

static void
write_suite(const struct settings *s, const struct suite *suite)
{
    const char *format = s->format ? s->format : "text";
    const struct suite_options o = {.colour = wants_colour(s->color, stdout),
                                    .summary = s->summary,
                                    .quiet = s->quiet,
                                    .verbose = s->verbose};

    for (unsigned i = 0; writers[i]; i++)
        if (strcmp(writers[i]->name, format) == 0)
            writers[i]->write(suite, &o, stdout);
}

static int
verdict_status(const struct suite *suite)
{
    for (uint32_t i = 0; i < suite->nscenario; i++)
        if (suite_count(&suite->scenario[i]).verdict[SUITE_UNEXPECTED])
            return EXIT_NOT;
    return EXIT_EXPECTED;
}

static int
run_all(const struct settings *s, struct shipped *shipped)
{
    int status = EXIT_EXPECTED;
    g_autoptr(GPtrArray) list = load_all(s, shipped, &status);
    const struct runner_options o = {
        .seed = (uint64_t) s->seed,
        .jobs = s->jobs ? (unsigned) s->jobs : g_get_num_processors(),
        .details = s->format && strcmp(s->format, "json") == 0};
    struct runner *r;

    if (list->len == 0)
        return status;
    if (!choose_cases(s, shipped, list) || !any_case(list))
        return EXIT_USAGE;
    r = runner_run(list, &o, &status);
    write_suite(s, runner_suite(r));
    status = status_worse(status, verdict_status(runner_suite(r)));
    runner_free(r);
    return status;
}

static int
run(const struct command *self, int argc, char **argv)
{
    struct settings s = {0};
    struct shipped *shipped;
    int status;

    if (read_settings(self, &s, argc, argv, &status)) {
        shipped =
            shipped_open((const char *const *) s.policy, s.platform, &status);
        if (shipped)
            status = run_all(&s, shipped);
        shipped_close(shipped);
    }
    clear_settings(&s);
    return status;
}

const struct command cmd_run = {
    .name = "run",
    .synopsis = "[OPTION]... FILE|FOLDER...",
    .summary = "replay scenarios and compare with what they expect",
    .help =
        "A folder stands for all its *.scn files.  A name that is no file here "
        "is looked\n"
        "for among the shipped scenarios.  SEL is a policy, a stack A+B, a "
        "tag, a file\n"
        "NAME.policy, 'all' (the shipped stacks) or 'all*all' (every "
        "combination), or\n"
        "several of them with commas.\n"
        "\n"
        "Examples:\n"
        "  mtsim run my-buffer.scn\n"
        "  mtsim run --summary --policy all scenarios\n"
        "  mtsim run --policy vmx-6.14 --param guest-type=WC --format json "
        "my-buffer.scn\n",
    .run = run,
};
