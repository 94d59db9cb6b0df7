/* mtsim run: replay scenarios, compare with what they expect. */
#include "tools/complain.h"
#include "tools/runner.h"
#include "tools/selection.h"

static const struct suite_writer *const writers[] = {
    &suite_text, &suite_json, &suite_junit, &suite_tap, NULL};

static bool
read_settings(const struct command *self, struct selection *s, gint64 *seed,
              int argc, char **argv, int *status)
{
    const GOptionEntry own[] = {
        {"seed", 0, 0, G_OPTION_ARG_INT64, seed,
         "draw evictions, drains and fills with this seed", "N"},
        {NULL    },
    };
    g_autofree GOptionEntry *options = selection_options(s, own);

    if (!options_read(self, options, argc, argv, status))
        return false;
    *status = selection_settle(self, s);
    if (*status == EXIT_EXPECTED && *seed < 0) {
        tell("run: --seed takes no negative number");
        *status = EXIT_USAGE;
    }
    return *status == EXIT_EXPECTED;
}

static int
run_all(const struct selection *s, uint64_t seed, struct shipped *shipped)
{
    int status = EXIT_EXPECTED;
    g_autoptr(GPtrArray) list = selection_load(s, shipped, NULL, &status);
    const struct runner_options o = {
        .ask = {.seed = seed, .details = selection_is_json(s)},
        .jobs = selection_jobs(s)
    };
    struct runner *r;

    if (list->len == 0)
        return status;
    if (!selection_choose(s, shipped, list))
        return EXIT_USAGE;
    r = runner_run(list, &o, &status);
    selection_write(s, runner_suite(r), (struct suite_options){0});
    status = status_worse(status, selection_status(runner_suite(r)));
    runner_free(r);
    return status;
}

static int
run(const struct command *self, int argc, char **argv)
{
    struct selection s = {.writer = writers,
                          .formats = "text, json, junit or tap"};
    struct shipped *shipped;
    gint64 seed = 0;
    int status;

    if (read_settings(self, &s, &seed, argc, argv, &status)) {
        shipped =
            shipped_open((const char *const *) s.policy, s.platform, &status);
        if (shipped)
            status = run_all(&s, (uint64_t) seed, shipped);
        shipped_close(shipped);
    }
    selection_clear(&s);
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
