/* mtsim check: every schedule of scenarios and litmus tests. */
#include <string.h>
#include <unistd.h>

#include "tools/check_bounds.h"
#include "tools/check_files.h"
#include "tools/complain.h"
#include "tools/litmus_run.h"
#include "tools/runner.h"
#include "tools/selection.h"
#include "tools/walk_dir.h"

struct settings {
    struct selection selection;
    struct bounds_said said;
    struct check_settings check;
    char *witness;
    gboolean compact, no_background, outcomes, all_hazards;
    GPtrArray *litmus;    /* of char *, its own                               */
    GPtrArray *scenarios; /* of char *, of the selection's files              */
};

static const struct suite_writer *const writers[] = {
    &suite_text, &suite_json, &suite_junit, &suite_tap, &suite_markdown, NULL};

/* ---- the command line ---- */

static bool
has_scenarios(const char *folder)
{
    g_autoptr(GPtrArray) file = g_ptr_array_new_with_free_func(g_free);

    dir_walk(folder, ".scn", file);
    return file->len > 0;
}

/* A folder may have both; one with litmus tests need not have scenarios. */
static void
split_files(struct settings *s)
{
    char **file = s->selection.files;

    for (unsigned i = 0; file && file[i]; i++) {
        guint before = s->litmus->len;

        if (litmus_named(file[i]))
            g_ptr_array_add(s->litmus, g_strdup(file[i]));
        else
            dir_walk(file[i], ".litmus", s->litmus);
        if (s->litmus->len == before || has_scenarios(file[i]))
            g_ptr_array_add(s->scenarios, file[i]);
    }
    g_ptr_array_add(s->scenarios, NULL);
}

/* What litmus tests, which have no policies, claims or hazards, know nothing
 * of: silence would be taken for an answer. */
static bool
suits_litmus(const struct settings *s)
{
    const struct selection *sel = &s->selection;
    const char *odd = s->said.property ? "--property"
                      : s->witness     ? "--witness"
                      : s->all_hazards ? "--all-hazards"
                      : sel->policy    ? "--policy"
                      : sel->param     ? "--param"
                                       : NULL;

    if (s->litmus->len > 0 && sel->format && strcmp(sel->format, "text") != 0) {
        tell("check: litmus tests are printed as text, not as %s", sel->format);
        return false;
    }
    if (s->scenarios->len == 1 && odd) {
        tell("check: %s means nothing for litmus tests", odd);
        return false;
    }
    return true;
}

static bool
read_settings(const struct command *self, struct settings *s, int argc,
              char **argv, int *status)
{
    const GOptionEntry own[] = {
        {"property",         0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->said.property,
         "host-safe, isolated, guest-coherent or unaliased", "NAME"},
        {"witness",                 0, 0, G_OPTION_ARG_FILENAME, &s->witness,
         "write each schedule found as a scenario", "FOLDER"},
        {"outcomes", 0, 0, G_OPTION_ARG_NONE, &s->outcomes,
         "print the last states", NULL},
        {"all-hazards",            0, 0, G_OPTION_ARG_NONE, &s->all_hazards,
         "also hazards that no claim names", NULL},
        {"max-states",          0, 0, G_OPTION_ARG_INT64, &s->said.max_states,
         "stop after so many states", "N"},
        {"max-depth",                 0, 0, G_OPTION_ARG_INT64, &s->said.max_depth,
         "stop after so many events", "N"},
        {"memory",       0, 0, G_OPTION_ARG_FILENAME, &s->said.memory,
         "stop at so many bytes, as 4G", "BYTES"},
        {"reduce",          0, 0, G_OPTION_ARG_FILENAME, &s->said.reduce,
         "all, none, ample or dead", "LIST"},
        {"no-reduce",         0, 0, G_OPTION_ARG_NONE, &s->said.no_reduce,
         "--reduce none", NULL},
        {"compact",                 0, 0, G_OPTION_ARG_NONE, &s->compact,
         "keep hashes of states: finds, never proves", NULL},
        {"no-background-cpu",      0, 0, G_OPTION_ARG_NONE, &s->no_background,
         "without an idle host CPU that fills and evicts", NULL},
        {NULL             },
    };
    g_autofree GOptionEntry *options = selection_options(&s->selection, own);

    s->said.max_states = s->said.max_depth = BOUND_UNSAID;
    if (!options_read(self, options, argc, argv, status))
        return false;
    *status = selection_settle(self, &s->selection);
    if (*status == EXIT_EXPECTED && !bounds_read(&s->said, &s->check))
        *status = EXIT_USAGE;
    split_files(s);
    if (*status == EXIT_EXPECTED && !suits_litmus(s))
        *status = EXIT_USAGE;
    s->check.explore.compact = s->compact;
    s->check.no_background = s->no_background;
    return *status == EXIT_EXPECTED;
}

static void
clear_settings(struct settings *s)
{
    selection_clear(&s->selection);
    g_strfreev(s->said.property);
    g_free(s->said.memory);
    g_free(s->said.reduce);
    g_free(s->witness);
    g_ptr_array_unref(s->litmus);
    g_ptr_array_unref(s->scenarios);
}

/* ---- scenarios ---- */

static bool
is_single_case(const GPtrArray *list)
{
    const struct scenario *sc = list->pdata[0];

    return list->len == 1 && sc->npoint * sc->stacks->len == 1;
}

static void
write_results(const struct settings *s, struct suite suite,
              struct suite_options o)
{
    g_autofree char *reductions = bounds_reductions(&s->check.explore);
    g_autofree char *bounds = bounds_words(&s->check.explore, &s->said);

    suite.reductions = reductions;
    suite.bounds = bounds;
    selection_write(&s->selection, &suite, o);
}

/* Witnesses that do not replay are the program's own fault. */
static int
tell_faults(const struct suite *suite)
{
    int status = EXIT_EXPECTED;

    for (uint32_t i = 0; i < suite->nscenario; i++)
        for (uint64_t k = 0; k < suite->scenario[i].ncase; k++) {
            const struct suite_case *c = &suite->scenario[i].at[k];

            if (!c->check || !c->check->fault)
                continue;
            tell("internal error: %s under '%s': %s", suite->scenario[i].file,
                 c->policy, c->check->fault);
            status = EXIT_WORLD;
        }
    return status;
}

static int
check_cases(struct settings *s, const GPtrArray *list,
            const struct runner_options *ask, struct suite_options o)
{
    int status = EXIT_EXPECTED;
    struct runner *r = runner_run(list, ask, &status);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const struct suite *suite = runner_suite(r);

    if (s->witness && !check_write_witnesses(s->witness, suite, names))
        status = EXIT_WORLD;
    write_results(s, *suite, o);
    status = status_worse(status, selection_status(suite));
    status = status_worse(status, tell_faults(suite));
    runner_free(r);
    return status;
}

static int
check_scenarios(struct settings *s, struct shipped *shipped)
{
    const struct selection *sel = &s->selection;
    int status = EXIT_EXPECTED;
    g_autoptr(GPtrArray) list = selection_load(
        sel, shipped, (const char *const *) s->scenarios->pdata, &status);
    struct runner_options o = {
        .ask = {.details = selection_is_json(sel), .check = &s->check},
        .jobs = selection_jobs(sel)
    };
    bool single;

    if (list->len == 0)
        return status;
    if (!selection_choose(sel, shipped, list))
        return EXIT_USAGE;
    single = is_single_case(list);
    s->check.memory = s->outcomes || single || o.ask.details;
    s->check.always =
        s->check.memory || s->all_hazards || s->check.property != 0;
    s->check.until_decided = !s->check.memory && !s->all_hazards;
    s->check.words = !sel->summary && g_strcmp0(sel->format, "markdown") != 0;
    s->check.witnesses = s->witness || o.ask.details;
    return status_worse(status,
                        check_cases(s, list, &o,
                                    (struct suite_options){
                                        .outcomes = s->outcomes || single,
                                        .hazards = s->all_hazards || single}));
}

/* ---- litmus tests ---- */

static int
check_litmus(const struct settings *s, const struct shipped *shipped)
{
    struct litmus_options o = {.shipped = shipped,
                               .explore = s->check.explore,
                               .quiet = s->selection.quiet,
                               .progress = watch_progress,
                               .to = s->check.watch};
    int status = EXIT_EXPECTED;

    o.explore.jobs = selection_jobs(&s->selection);
    o.explore.stop = watch_stop(s->check.watch);
    if (s->selection.platform) {
        o.platform = shipped_platform_or_tell(shipped, s->selection.platform);
        if (!o.platform)
            return EXIT_USAGE;
    }
    for (guint i = 0; i < s->litmus->len; i++)
        status =
            status_worse(status, litmus_check(s->litmus->pdata[i], &o, stdout));
    return status;
}

static int
check_all(struct settings *s)
{
    int status = EXIT_EXPECTED;
    struct shipped *shipped =
        shipped_open((const char *const *) s->selection.policy,
                     s->selection.platform, &status);

    if (!shipped)
        return status;
    if (s->witness && !check_folder(s->witness)) {
        shipped_close(shipped);
        return EXIT_WORLD;
    }
    s->check.watch = watch_new(isatty(STDERR_FILENO));
    if (s->litmus->len > 0)
        status = check_litmus(s, shipped);
    if (s->scenarios->len > 1)
        status = status_worse(status, check_scenarios(s, shipped));
    watch_free(s->check.watch);
    shipped_close(shipped);
    return status;
}

static int
check_command(const struct command *self, int argc, char **argv)
{
    struct settings s = {
        .selection = {.writer = writers,
                      .formats = "text, json, junit, tap or "
                                 "markdown"},
        .litmus = g_ptr_array_new_with_free_func(g_free),
        .scenarios = g_ptr_array_new()
    };
    int status;

    if (read_settings(self, &s, argc, argv, &status))
        status = check_all(&s);
    clear_settings(&s);
    return status;
}

const struct command cmd_check = {
    .name = "check",
    .synopsis = "[OPTION]... FILE|FOLDER...",
    .summary = "prove claims over every schedule, or show the shortest witness",
    .help =
        "Every interleaving, and every eviction, fill and drain the hardware "
        "may do\n"
        "unasked.  FILE is a scenario, a litmus test *.litmus, or @LIST of "
        "litmus tests;\n"
        "FOLDER has some of them.  Files and SEL are as of 'mtsim run'.  NAME "
        "and LIST\n"
        "may be several with commas.\n"
        "--property asks for these instead of what the scenario claims.  Exit "
        "status 3:\n"
        "undecided within the bounds.\n"
        "\n"
        "Examples:\n"
        "  mtsim check my-buffer.scn\n"
        "  mtsim check --summary scenarios\n"
        "  mtsim check --property host-safe --policy all my-buffer.scn\n"
        "  mtsim check --witness found my-buffer.scn\n",
    .run = check_command,
};
