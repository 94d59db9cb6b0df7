/* mtsim fix: what takes the hazards of a case away. */
#include <stdio.h>
#include <string.h>

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/fix.h"
#include "tools/options.h"
#include "tools/params.h"

static const char *const formats[] = {"text", "json", NULL};

struct settings {
    char **policy, **param, **files;
    char *platform, *format;
    gint64 max;
    gboolean all;
};

/* The case that is looked at: its experiment lives in `plan`. */
struct choice {
    struct shipped *shipped;
    struct fix_options options;
    struct outcome_request q;
    struct point point;
    struct arena plan, keep;
    struct fixing *f;
    uint64_t tried, spent;
    bool undecided;
};

/* ---- the case ---- */

/* Whether the case shows a hazard; then it stays. */
static bool
try_case(struct choice *c, const struct scenario *sc, uint64_t at,
         uint32_t stack, struct diag_sink *sink)
{
    arena_reset(&c->plan);
    points_get(sc->points, at, &c->point);
    c->q.scenario = sc;
    c->q.point = &c->point;
    c->q.stack = stack;
    c->q.experiment = script_elaborate(sc->script, &c->point, &c->plan, sink);
    if (!c->q.experiment)
        return false;
    c->tried++;
    c->f = fix_new(&c->q, c->shipped, &c->options, &c->keep);
    c->f->spent = c->spent;
    if (fix_has_hazard(c->f))
        return true;
    c->undecided |= c->f->undecided || c->f->why;
    c->spent = c->f->spent;
    g_clear_pointer(&c->f, fix_free);
    return false;
}

static bool
choose(struct choice *c, const struct scenario *sc, struct diag_sink *sink)
{
    for (uint32_t i = 0; i < sc->stacks->len; i++)
        for (uint64_t at = 0; at < sc->npoint; at++)
            if (try_case(c, sc, at, i, sink))
                return true;
    return false;
}

/* ---- what is said ---- */

static int
nothing(const struct choice *c, const struct scenario *sc)
{
    const char *name = script_name(sc->script);

    printf("%s\n%s: %s in any schedule of %" G_GUINT64_FORMAT " case%s.\n",
           name ? name : sc->file,
           c->undecided ? "undecided" : "nothing to fix",
           c->undecided ? "not every schedule was explored, no hazard"
                        : "no hazard",
           c->tried, c->tried == 1 ? "" : "s");
    return c->undecided ? EXIT_UNDECIDED : EXIT_EXPECTED;
}

static int
tell_found(const struct settings *s, const struct fixing *f)
{
    if (g_strcmp0(s->format, "json") == 0) {
        fix_print_json(f, stdout);
    } else {
        g_autoptr(GString) out = g_string_new(NULL);

        fix_print_text(f, s->all, out);
        fwrite(out->str, 1, out->len, stdout);
    }
    return f->fix->len              ? EXIT_EXPECTED
           : f->undecided || f->cut ? EXIT_UNDECIDED
                                    : EXIT_NOT;
}

static int
fix_scenario(const struct settings *s, struct shipped *shipped,
             const struct scenario *sc)
{
    struct choice c = {
        .shipped = shipped,
        .options = {
                    .max = (uint32_t) s->max,
                    .explore = {.reduce = REDUCE_ALL, .jobs = g_get_num_processors()}}
    };
    struct diag_sink *sink = diag_sink_new();
    int status = EXIT_USAGE;

    arena_init(&c.plan, 0);
    arena_init(&c.keep, 0);
    if (g_strcmp0(script_kind(sc->script), "procedure") == 0) {
        printf("%s\nnothing to fix: a procedure says nothing about every "
               "schedule, and is not explored.\n",
               script_name(sc->script) ? script_name(sc->script) : sc->file);
        status = EXIT_EXPECTED;
    } else if (choose(&c, sc, sink)) {
        fix_search(c.f);
        status = tell_found(s, c.f);
        fix_free(c.f);
    } else if (diag_errors(sink)) {
        print_faults(sink);
    } else {
        status = nothing(&c, sc);
    }
    arena_clear(&c.plan);
    arena_clear(&c.keep);
    diag_sink_free(sink);
    return status;
}

/* ---- the command line ---- */

static bool
choose_cases(const struct settings *s, struct shipped *shipped, GPtrArray *list)
{
    g_auto(GStrv) filter = params_split(s->param);

    return filter && params_apply(list, filter) &&
           scenario_choose(list->pdata[0], shipped,
                           (const char *const *) s->policy);
}

static int
fix_file(const struct settings *s, struct shipped *shipped)
{
    int status = EXIT_EXPECTED;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(scenario_free);
    g_autoptr(GPtrArray) input =
        inputs_find(shipped->dir, (const char *const *) s->files, &status);
    const struct platform *forced = NULL;
    struct scenario *sc;

    if (!input)
        return status;
    if (input->len > 1) {
        tell("fix takes one scenario, not %u", input->len);
        return EXIT_USAGE;
    }
    if (s->platform) {
        forced = shipped_platform_or_tell(shipped, s->platform);
        if (!forced)
            return EXIT_USAGE;
    }
    sc = scenario_load(shipped, input->pdata[0], forced, &status);
    if (!sc)
        return status;
    g_ptr_array_add(list, sc);
    return choose_cases(s, shipped, list) ? fix_scenario(s, shipped, sc)
                                          : EXIT_USAGE;
}

static int
run(const struct settings *s)
{
    int status = EXIT_EXPECTED;
    struct shipped *shipped =
        shipped_open((const char *const *) s->policy, s->platform, &status);

    if (!shipped)
        return status;
    status = fix_file(s, shipped);
    shipped_close(shipped);
    return status;
}

static int
fix_command(const struct command *self, int argc, char **argv)
{
    struct settings s = {.max = 2};
    const GOptionEntry options[] = {
        {"policy",          'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &s.policy,
         "the policy, else the first that shows a hazard", "SEL"},
        {"param",                0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s.param,
         "only points with these values", "NAME=VALUE,..."},
        {"platform",        0, 0, G_OPTION_ARG_FILENAME, &s.platform,
         "run on this machine instead of the scenario's", "NAME"},
        {"max",            0, 0, G_OPTION_ARG_INT64, &s.max,
         "so many changes together, 1 to 4 (2)", "N"},
        {"all",           0, 0, G_OPTION_ARG_NONE, &s.all,
         "print all that was found, not the cheapest alone", NULL},
        {"format",                'f', 0, G_OPTION_ARG_FILENAME, &s.format, "text or json",
         "FORMAT"},
        {G_OPTION_REMAINING,         0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s.files, NULL,
         NULL},
        {NULL},
    };
    int status;

    if (options_read(self, options, argc, argv, &status)) {
        if (!s.files || s.files[1])
            status = usage(self);
        else if (!option_is_one_of("format", s.format ? s.format : "text",
                                   formats))
            status = EXIT_USAGE;
        else if (s.max < 1 || s.max > FIX_CHANGES_MAX) {
            tell("--max: from 1 to %d changes, not %" G_GINT64_FORMAT,
                 FIX_CHANGES_MAX, s.max);
            status = EXIT_USAGE;
        } else
            status = run(&s);
    }
    g_strfreev(s.policy);
    g_strfreev(s.param);
    g_strfreev(s.files);
    g_free(s.platform);
    g_free(s.format);
    return status;
}

const struct command cmd_fix = {
    .name = "fix",
    .synopsis = "[OPTION]... FILE",
    .summary = "find the changes after which no schedule has a hazard",
    .help =
        "Of a scenario with several policies or points the first case that "
        "shows a hazard\n"
        "is looked at.  Changes are operations put into the scenario, a "
        "capability of a\n"
        "remapping unit, a key of the platform, a rule of a policy, or another "
        "policy.\n"
        "Each set is minimal, proved by exploring every schedule of the "
        "changed "
        "text, and\n"
        "printed with its cost, cheapest first.  Exit status 1: nothing was "
        "found; 3:\n"
        "nothing, and something was not explored to the end.\n"
        "\n"
        "Examples:\n"
        "  mtsim fix my-buffer.scn\n"
        "  mtsim fix --policy vmx-6.14 --param guest-type=WC my-buffer.scn\n"
        "  mtsim fix --max 1 --all my-buffer.scn\n",
    .run = fix_command,
};
