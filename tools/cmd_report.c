/* mtsim report: a suite as one HTML document. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/write_file.h"
#include "tools/check_bounds.h"
#include "tools/complain.h"
#include "tools/report_outcomes.h"
#include "tools/report_plots.h"
#include "tools/runner.h"
#include "tools/selection.h"
#include "tools/watch.h"

static const char *const ways[] = {"run", "check", NULL};

struct settings {
    struct selection selection;
    struct bounds_said said;
    struct check_settings check;
    char *by, *title, *output;
    gboolean all_hazards;
};

static bool
is_explored(const struct settings *s)
{
    return g_strcmp0(s->by, "check") == 0;
}

/* ---- the page ---- */

/* A number for all that was run and what came of it. */
static char *
digest_of(const struct suite *suite)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    char *out;

    for (uint32_t i = 0; i < suite->nscenario; i++) {
        const struct suite_scenario *s = &suite->scenario[i];

        for (uint64_t k = 0; k < s->ncase; k++) {
            g_autoptr(GString) line = g_string_new(s->name);

            g_string_append_printf(line, " %s ", s->at[k].policy);
            suite_point(s, &s->at[k], line);
            g_string_append_printf(line, " %016" G_GINT64_MODIFIER "x %u\n",
                                   s->at[k].digest, s->at[k].verdict);
            g_checksum_update(sum, (const guchar *) line->str,
                              (gssize) line->len);
        }
    }
    out = g_strndup(g_checksum_get_string(sum), 16);
    g_checksum_free(sum);
    return out;
}

static int
write_page(const struct settings *s, const GString *text)
{
    GError *error = NULL;

    if (!s->output) {
        fwrite(text->str, 1, text->len, stdout);
        return EXIT_EXPECTED;
    }
    if (write_file(s->output, text->str, text->len, &error))
        return EXIT_EXPECTED;
    tell_error(error);
    return EXIT_WORLD;
}

static int
report_suite(const struct settings *s, const struct suite *suite,
             const GPtrArray *list)
{
    g_autofree char *digest = digest_of(suite);
    g_autofree char *why = NULL;
    g_autofree char *bounds =
        is_explored(s) ? bounds_words(&s->check.explore, &s->said) : NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    struct page_plot plot[REPORT_PLOTS];
    struct report_outcomes *told =
        report_outcomes_new(suite, list, s->selection.platform,
                            selection_jobs(&s->selection), is_explored(s));
    struct page page = {.suite = suite,
                        .title = s->title ? s->title : "mtsim report",
                        .digest = digest,
                        .bounds = bounds ? bounds : "",
                        .plot = plot,
                        .explored = is_explored(s)};
    int status;

    page.outcome = report_outcomes(told, &page.noutcome);
    if (!report_plots(suite, plot, &page.nplot, &why))
        tell("report: no plots: %s", why);
    page.missing = why;
    page_html(&page, text);
    status = write_page(s, text);
    for (uint32_t i = 0; i < page.nplot; i++)
        g_free(plot[i].svg);
    report_outcomes_free(told);
    return status_worse(status, selection_status(suite));
}

/* ---- the run ---- */

static int
report_all(struct settings *s, struct shipped *shipped)
{
    int status = EXIT_EXPECTED;
    g_autoptr(GPtrArray) list =
        selection_load(&s->selection, shipped, NULL, &status);
    const struct runner_options o = {
        .ask = {.details = true, .check = is_explored(s) ? &s->check : NULL},
        .jobs = selection_jobs(&s->selection)
    };
    struct runner *r;

    if (list->len == 0)
        return status;
    if (!selection_choose(&s->selection, shipped, list))
        return EXIT_USAGE;
    r = runner_run(list, &o, &status);
    status = status_worse(status, report_suite(s, runner_suite(r), list));
    runner_free(r);
    return status;
}

static int
report_watched(struct settings *s)
{
    const struct selection *sel = &s->selection;
    int status = EXIT_EXPECTED;
    struct shipped *shipped =
        shipped_open((const char *const *) sel->policy, sel->platform, &status);

    if (!shipped)
        return status;
    if (is_explored(s))
        s->check.watch = watch_new(isatty(STDERR_FILENO));
    status = report_all(s, shipped);
    if (is_explored(s))
        watch_free(s->check.watch);
    shipped_close(shipped);
    return status;
}

/* ---- the command ---- */

/* What is asked of exploring: as 'mtsim check' does, with schedules. */
static bool
settle_check(struct settings *s)
{
    const char *odd = s->said.max_states != BOUND_UNSAID ? "--max-states"
                      : s->said.memory                   ? "--memory"
                      : s->all_hazards                   ? "--all-hazards"
                                                         : NULL;

    if (!option_is_one_of("by", s->by ? s->by : "run", ways))
        return false;
    if (odd && !is_explored(s)) {
        tell("report: %s is about --by check", odd);
        return false;
    }
    s->check.words = s->check.witnesses = true;
    s->check.always = s->all_hazards;
    s->check.until_decided = !s->all_hazards;
    return bounds_read(&s->said, &s->check);
}

static bool
read_settings(const struct command *self, struct settings *s, int argc,
              char **argv, int *status)
{
    const GOptionEntry options[] = {
        {"policy",                'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &s->selection.policy,
         "policies to run under, else those it names", "SEL"},
        {"param",                      0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->selection.param,
         "only points with these values", "NAME=VALUE,..."},
        {"platform",   0, 0, G_OPTION_ARG_FILENAME, &s->selection.platform,
         "run on this machine instead of the scenario's", "NAME"},
        {"by",                  0, 0, G_OPTION_ARG_FILENAME, &s->by,
         "run or check (every schedule)", "WAY"},
        {"all-hazards",                 0, 0, G_OPTION_ARG_NONE, &s->all_hazards,
         "explore also what no claim asks about", NULL},
        {"max-states",                      0, 0, G_OPTION_ARG_INT64, &s->said.max_states,
         "stop exploring after so many states", "N"},
        {"memory",    0, 0, G_OPTION_ARG_FILENAME, &s->said.memory,
         "stop exploring at so many bytes, as 4G", "BYTES"},
        {"title",       't', 0, G_OPTION_ARG_FILENAME, &s->title,
         "heading of the report", "TEXT"},
        {"output",              'o', 0, G_OPTION_ARG_FILENAME, &s->output,
         "where to write it, else standard output", "FILE"},
        {"jobs",                      'j', 0, G_OPTION_ARG_INT, &s->selection.jobs,
         "threads, default: one for each processor", "N"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
         &s->selection.files, NULL, NULL},
        {NULL                },
    };

    s->said.max_states = s->said.max_depth = BOUND_UNSAID;
    if (!options_read(self, options, argc, argv, status))
        return false;
    *status = selection_settle(self, &s->selection);
    if (*status == EXIT_EXPECTED && !settle_check(s))
        *status = EXIT_USAGE;
    return *status == EXIT_EXPECTED;
}

static int
report_command(const struct command *self, int argc, char **argv)
{
    static const struct suite_writer *const writers[] = {&suite_text, NULL};
    struct settings s = {.selection = {.writer = writers}};
    int status;

    if (read_settings(self, &s, argc, argv, &status))
        status = report_watched(&s);
    selection_clear(&s.selection);
    g_free(s.by);
    g_free(s.said.memory);
    g_free(s.title);
    g_free(s.output);
    return status;
}

const struct command cmd_report = {
    .name = "report",
    .synopsis = "[OPTION]... FILE|FOLDER...",
    .summary = "write what scenarios come to as one HTML page",
    .help =
        "A page that needs nothing else: what is not as expected, scenarios x "
        "policies,\n"
        "each outcome with its picture, its story and its sources, and plots "
        "if gnuplot\n"
        "is there.  Files and SEL are as of 'mtsim run'.\n"
        "\n"
        "Examples:\n"
        "  mtsim report -o report.html my-buffer.scn\n"
        "  mtsim report --policy all --title 'Series v3' -o v3.html scenarios\n"
        "  mtsim report --by check -o proof.html scenarios/theorems\n",
    .run = report_command,
};
