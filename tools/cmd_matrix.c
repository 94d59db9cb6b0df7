/* mtsim matrix: rows and columns over anything that can be chosen. */
#include <string.h>
#include <unistd.h>

#include "tools/check_bounds.h"
#include "tools/complain.h"
#include "tools/matrix_run.h"
#include "tools/options.h"

static const char *const ways[] = {"run", "check", NULL};

struct settings {
    struct matrix_ask ask;
    struct bounds_said said;
    struct check_settings check;
    char *by, *cell, *format, *output, *shard, *resume;
    struct shard part;
    int jobs;
    gboolean ascii;
};

/* ---- the command line ---- */

static bool
settle_words(struct settings *s)
{
    const char *shows = s->cell ? s->cell : "hazard";

    if (!option_is_one_of("by", s->by ? s->by : "run", ways) ||
        !option_is_one_of("cell", shows, matrix_shows_name) ||
        !option_is_one_of("format", s->format ? s->format : "text",
                          matrix_formats) ||
        !option_ascii_fits(s->ascii, s->format))
        return false;
    while (strcmp(matrix_shows_name[s->ask.shows], shows) != 0)
        s->ask.shows++;
    return true;
}

static bool
settle_parts(struct settings *s)
{
    const char *odd = s->format ? "--format" : s->ascii ? "--ascii" : NULL;

    s->part = (struct shard){1, 1};
    if (!s->shard && !s->resume)
        return true;
    if (odd) {
        tell("matrix: %s means nothing for a part of a matrix; 'mtsim merge' "
             "prints it",
             odd);
        return false;
    }
    if (s->resume && s->output) {
        tell("matrix: --resume writes to its own file, so --output means "
             "nothing");
        return false;
    }
    return !s->shard || shard_read(s->shard, &s->part);
}

/* Explores all there is, without words that no cell has. */
static bool
settle_check(struct settings *s)
{
    bool explores = s->by && strcmp(s->by, "check") == 0;

    if (!explores && (s->said.max_states != BOUND_UNSAID || s->said.memory)) {
        tell("matrix: --max-states and --memory bound --by check");
        return false;
    }
    if (!bounds_read(&s->said, &s->check))
        return false;
    s->check.always = true;
    s->ask.check = explores ? &s->check : NULL;
    return true;
}

static bool
read_settings(const struct command *self, struct settings *s, int argc,
              char **argv, int *status)
{
    const GOptionEntry options[] = {
        {"rows",           0, 0, G_OPTION_ARG_FILENAME, &s->ask.rows,
         "parameters, policy, platform or scenario", "AXIS,..."},
        {"columns",               0, 0, G_OPTION_ARG_FILENAME, &s->ask.columns, "the same",
         "AXIS,..."},
        {"pages",    0, 0, G_OPTION_ARG_FILENAME, &s->ask.pages,
         "the same, or none; default: what is left", "AXIS,..."},
        {"policy",      'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &s->ask.policy,
         "policies, else those the scenarios name", "SEL"},
        {"param",        0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->ask.param,
         "only these values: v|w, 1..8", "NAME=VALUE,..."},
        {"platform",               0, 0, G_OPTION_ARG_FILENAME, &s->ask.platform,
         "machines instead of the scenario's, or all", "NAME,..."},
        {"by", 0, 0, G_OPTION_ARG_FILENAME, &s->by,
         "run (default) or check: every schedule", "WAY"},
        {"cell",       0, 0, G_OPTION_ARG_FILENAME, &s->cell,
         "hazard, victim, severity, cycles, verdict, type", "WHAT"},
        {"format",          'f', 0, G_OPTION_ARG_FILENAME, &s->format,
         "text, markdown, csv, json, html, svg or png", "FORMAT"},
        {"ascii",               0, 0, G_OPTION_ARG_NONE, &s->ascii,
         "draw lines with ASCII characters", NULL},
        {"output",   'o', 0, G_OPTION_ARG_FILENAME, &s->output,
         "write to a file, whole or not at all", "FILE"},
        {"shard",      0, 0, G_OPTION_ARG_FILENAME, &s->shard,
         "part I of N, for 'mtsim merge'", "I/N"},
        {"resume",         0, 0, G_OPTION_ARG_FILENAME, &s->resume,
         "go on with a part, or begin it", "FILE"},
        {"max-states",               0, 0, G_OPTION_ARG_INT64, &s->said.max_states,
         "by check: stop after so many states", "N"},
        {"memory",  0, 0, G_OPTION_ARG_FILENAME, &s->said.memory,
         "by check: stop at so many bytes, as 4G", "BYTES"},
        {"jobs",           'j', 0, G_OPTION_ARG_INT, &s->jobs,
         "threads, default: one for each processor", "N"},
        {G_OPTION_REMAINING,          0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->ask.files,
         NULL, NULL},
        {NULL              },
    };

    s->said.max_states = s->said.max_depth = BOUND_UNSAID;
    if (!options_read(self, options, argc, argv, status))
        return false;
    *status = EXIT_EXPECTED;
    if (!s->ask.files) {
        *status = usage(self);
    } else if (!option_jobs_fit(self, s->jobs) || !settle_words(s) ||
               !settle_parts(s) || !settle_check(s)) {
        *status = EXIT_USAGE;
    }
    return *status == EXIT_EXPECTED;
}

static void
clear_settings(struct settings *s)
{
    g_strfreev(s->ask.files);
    g_strfreev(s->ask.policy);
    g_strfreev(s->ask.param);
    g_free(s->ask.platform);
    g_free(s->ask.rows);
    g_free(s->ask.columns);
    g_free(s->ask.pages);
    g_free(s->said.memory);
    g_free(s->by);
    g_free(s->cell);
    g_free(s->format);
    g_free(s->output);
    g_free(s->shard);
    g_free(s->resume);
}

/* ---- running ---- */

static int
run_plan(const struct settings *s, const struct matrix_plan *p,
         struct watch *watch)
{
    const struct matrix_job job = {.plan = p,
                                   .check = s->ask.check,
                                   .watch = watch,
                                   .jobs = s->jobs ? (unsigned) s->jobs
                                                   : g_get_num_processors(),
                                   .progress = isatty(STDERR_FILENO)};
    struct matrix_out out;
    int status;

    if (s->shard || s->resume)
        return matrix_run_shard(&job, &s->part,
                                s->resume ? s->resume : s->output,
                                s->resume != NULL);
    status = matrix_out_open(&out, &p->frame, s->format, s->output, s->ascii);
    return status == EXIT_EXPECTED ? matrix_run(&job, &out) : status;
}

static int
run_shipped(struct settings *s, struct shipped *shipped)
{
    g_autofree char *bounds = bounds_words(&s->check.explore, &s->said);
    struct matrix_plan *p;
    int status = EXIT_EXPECTED;

    s->ask.bounds = bounds;
    p = matrix_plan(&s->ask, shipped, &status);
    if (!p)
        return status;
    s->check.watch = watch_new(false);
    status = run_plan(s, p, s->check.watch);
    watch_free(s->check.watch);
    matrix_plan_free(p);
    return status;
}

/* A platform of the user's own is a file: one alone may be that. */
static const char *
own_platform(const struct settings *s)
{
    const char *p = s->ask.platform;

    return p && !strchr(p, ',') && strcmp(p, "all") != 0 ? p : NULL;
}

static int
matrix_command(const struct command *self, int argc, char **argv)
{
    struct settings s = {0};
    struct shipped *shipped;
    int status;

    if (read_settings(self, &s, argc, argv, &status)) {
        shipped = shipped_open((const char *const *) s.ask.policy,
                               own_platform(&s), &status);
        if (shipped)
            status = run_shipped(&s, shipped);
        shipped_close(shipped);
    }
    clear_settings(&s);
    return status;
}

const struct command cmd_matrix = {
    .name = "matrix",
    .synopsis = "[OPTION]... FILE|FOLDER...",
    .summary = "print what comes out over parameters, policies, platforms",
    .help =
        "AXIS is a parameter, policy, platform or scenario; the scenario may "
        "say which\n"
        "are rows and columns.  Axes left over become pages; those of "
        "parameters that\n"
        "only some scenarios have, or that --pages does not name, are folded: "
        "a cell\n"
        "shows the worst.  Files and SEL are as of 'mtsim run'.\n"
        "\n"
        "Examples:\n"
        "  mtsim matrix --rows type --columns policy my-buffer.scn\n"
        "  mtsim matrix --by check --cell severity --param size=1..8 "
        "my-buffer.scn\n"
        "  mtsim matrix --format json --policy all scenarios/x86\n"
        "  mtsim matrix --cell cycles -f png -o cost.png m8-cost-of-coherence\n"
        "  mtsim matrix --shard 2/8 --resume part2.jsonl my-buffer.scn\n",
    .run = matrix_command,
};
