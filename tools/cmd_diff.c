/* mtsim diff: what changes between two policies. */
#include <string.h>
#include <unistd.h>

#include "tools/check_bounds.h"
#include "tools/complain.h"
#include "tools/diff_of.h"
#include "tools/diff_search.h"
#include "tools/runner.h"

static const struct diff_writer *const writers[] = {&diff_text, &diff_markdown,
                                                    &diff_json, NULL};
static const char *const formats[] = {"text", "markdown", "json", NULL};
static const char *const ways[] = {"run", "check", NULL};

struct settings {
    struct selection selection; /* of which only some options are ours        */
    struct diff_side side[2];
    struct bounds_said said;
    struct check_settings check;
    char *by, *format;
    char **word; /* policies, then scenarios                                  */
    char **setting;
    gint64 search; /* BOUND_UNSAID: not that                                  */
    gboolean costs, summary, quiet;
};

static bool
explores(const struct settings *s)
{
    return g_strcmp0(s->by, "check") == 0;
}

/* ---- the command line ---- */

static bool
searches(const struct settings *s)
{
    return s->search != BOUND_UNSAID;
}

/* What says how to compare scenarios, of which a search has none. */
static bool
search_agrees(const struct settings *s)
{
    const struct selection *sel = &s->selection;
    const char *odd = s->by           ? "--by"
                      : s->costs      ? "--cost"
                      : s->format     ? "--format"
                      : s->summary    ? "--summary"
                      : s->quiet      ? "--quiet"
                      : sel->param    ? "--param"
                      : sel->platform ? "--platform"
                                      : NULL;

    if (s->said.max_states != BOUND_UNSAID)
        odd = "--max-states";
    if (s->word[2])
        tell("diff: --search takes no scenario, as '%s'; --setting FILE says "
             "what programs are made of",
             s->word[2]);
    else if (odd)
        tell("diff: %s means nothing for --search", odd);
    else if (s->search < 0 || s->search > SEARCH_LENGTH_MAX)
        tell("diff: --search takes 0 to %d operations", SEARCH_LENGTH_MAX);
    else
        return true;
    return false;
}

/* What only says how to explore, or to search. */
static bool
ways_agree(const struct settings *s)
{
    if (searches(s))
        return search_agrees(s);
    if (s->setting) {
        tell("diff: --setting is for --search");
        return false;
    }
    if (explores(s) && s->costs) {
        tell("diff: exploring has no cost; --cost is for --by run");
        return false;
    }
    if (!explores(s) && s->said.max_states != BOUND_UNSAID) {
        tell("diff: --max-states is for --by check");
        return false;
    }
    return true;
}

/* How to print it. */
static bool
output_agrees(const struct settings *s)
{
    if (!option_is_one_of("format", s->format ? s->format : "text", formats))
        return false;
    if (s->summary && s->format && strcmp(s->format, "text") != 0) {
        tell("diff: --summary is text, not %s", s->format);
        return false;
    }
    return true;
}

static bool
settle(const struct command *self, struct settings *s, int *status)
{
    *status = EXIT_USAGE;
    if (!s->word || !s->word[0] || !s->word[1]) {
        usage(self);
        return false;
    }
    if (!option_is_one_of("by", s->by ? s->by : "run", ways) ||
        !output_agrees(s))
        return false;
    if (!option_jobs_fit(self, s->selection.jobs))
        return false;
    if (!ways_agree(s) || !bounds_read(&s->said, &s->check))
        return false;
    s->side[0].said = s->word[0];
    s->side[1].said = s->word[1];
    if (s->word[2])
        s->selection.files = s->word + 2;
    *status = EXIT_EXPECTED;
    return true;
}

static bool
read_settings(const struct command *self, struct settings *s, int argc,
              char **argv, int *status)
{
    const GOptionEntry options[] = {
        {"by",                 0, 0, G_OPTION_ARG_FILENAME, &s->by,
         "run (one schedule, with cost) or check (every schedule)", "WAY"},
        {"cost",                   0, 0, G_OPTION_ARG_NONE, &s->costs,
         "also where only the cost changes", NULL},
        {"param",              0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->selection.param,
         "only points with these values", "NAME=VALUE,..."},
        {"platform",               0, 0, G_OPTION_ARG_FILENAME, &s->selection.platform,
         "run on this machine instead of the scenario's", "NAME"},
        {"max-states",               0, 0, G_OPTION_ARG_INT64, &s->said.max_states,
         "check: stop after so many states", "N"},
        {"search",                   0, 0, G_OPTION_ARG_INT64, &s->search,
         "the smallest program that shows it, of up to so many operations", "N"},
        {"setting",           0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->setting,
         "search: what programs are made of", "FILE"},
        {"format",                'f', 0, G_OPTION_ARG_FILENAME, &s->format,
         "text, markdown or json", "FORMAT"},
        {"summary",              's', 0, G_OPTION_ARG_NONE, &s->summary,
         "one line for each cause", NULL},
        {"quiet",                   'q', 0, G_OPTION_ARG_NONE, &s->quiet,
         "print nothing: the exit status says it", NULL},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &s->selection.jobs,
         "threads, default: one for each processor", "N"},
        {G_OPTION_REMAINING,    0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->word, NULL,
         NULL},
        {NULL          },
    };

    s->said.max_states = s->said.max_depth = s->search = BOUND_UNSAID;
    return options_read(self, options, argc, argv, status) &&
           settle(self, s, status);
}

static void
clear(struct settings *s)
{
    diff_sides_close(s->side);
    g_strfreev(s->selection.param);
    g_free(s->selection.platform);
    g_strfreev(s->word);
    g_strfreev(s->setting);
    g_free(s->by);
    g_free(s->format);
}

/* ---- comparing ---- */

static const struct diff_writer *
find_writer(const struct settings *s)
{
    unsigned i = 0;

    if (s->summary)
        return &diff_summary;
    while (strcmp(writers[i]->name, s->format ? s->format : "text") != 0)
        i++;
    return writers[i];
}

static int
compare(const struct settings *s, const struct suite *a, const struct suite *b)
{
    const struct diff_ask ask = {
        .side = s->side,
        .suite = {a, b},
        .costs = s->costs,
        .explored = explores(s)
    };
    struct diff *d = diff_of(&ask);
    int status = EXIT_EXPECTED;

    if (d->undecided)
        status = EXIT_UNDECIDED;
    if (diff_moved(d) > 0 || (s->costs && d->group->len > 0))
        status = EXIT_NOT;
    if (!s->quiet)
        find_writer(s)->write(d, stdout);
    diff_free(d);
    return status;
}

static int
run_both(const struct settings *s)
{
    struct runner_options o = {
        .ask = {.brief = true, .check = explores(s) ? &s->check : NULL},
        .jobs = selection_jobs(&s->selection)
    };
    int status = EXIT_EXPECTED;
    struct runner *a = runner_run(s->side[0].list, &o, &status);
    struct runner *b;

    o.before = runner_suite(a); /* what comes to the same is explored once */
    b = runner_run(s->side[1].list, &o, &status);
    if (status == EXIT_EXPECTED)
        status = compare(s, runner_suite(a), runner_suite(b));
    runner_free(a);
    runner_free(b);
    return status;
}

static int
search(const struct settings *s)
{
    return diff_search(&(struct diff_search){
        .length = (unsigned) s->search,
        .side = s->side,
        .setting = (const char *const *) s->setting,
        .jobs = selection_jobs(&s->selection),
    });
}

static int
compare_scenarios(struct settings *s)
{
    int status = EXIT_EXPECTED;

    if (diff_sides_load(s->side, &s->selection, &status)) {
        s->check.shown = true;
        s->check.watch = watch_new(explores(s) && isatty(STDERR_FILENO));
        status = run_both(s);
        watch_free(s->check.watch);
    }
    return status;
}

static int
diff(const struct command *self, int argc, char **argv)
{
    struct settings s = {0};
    int status;

    if (read_settings(self, &s, argc, argv, &status) &&
        diff_sides_open(s.side, s.selection.platform, &status))
        status = searches(&s) ? search(&s) : compare_scenarios(&s);
    clear(&s);
    return status;
}

const struct command cmd_diff = {
    .name = "diff",
    .synopsis = "[OPTION]... POLICY POLICY [FILE|FOLDER]...",
    .summary = "say what changes between two policies, and by which rules",
    .help =
        "POLICY is a policy, a stack A+B, or a file NAME.policy with one "
        "policy, which may\n"
        "be called as the shipped one it was copied from.  Without files every "
        "shipped\n"
        "scenario is compared, at every point.  Exit status 0: nothing "
        "changes, 1: something\n"
        "does.\n"
        "--search asks no scenario, but finds one: see mtsim-diff(1).\n"
        "\n"
        "Examples:\n"
        "  mtsim diff vmx-6.14 vmx-6.16\n"
        "  mtsim diff --by check flush-none flush-2024 s20-map-without-flush-"
        "leak\n"
        "  mtsim diff --search 6 vmx-6.14 vmx-6.16 > difference.scn\n"
        "  mtsim diff --format markdown vmx-6.16 mine.policy > changes.md\n",
    .run = diff,
};
