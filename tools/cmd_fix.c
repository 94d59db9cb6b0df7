/* mtsim fix: what takes the hazards of a case away. */
#include <stdio.h>
#include <string.h>

#include "sim/core/claim.h"
#include "tools/command.h"
#include "tools/complain.h"
#include "tools/fix_case.h"
#include "tools/options.h"
#include "tools/params.h"

static const char *const formats[] = {"text", "json", NULL};

struct settings {
    char **policy, **param, **files;
    char *platform, *format, *property;
    gint64 max;
    uint8_t property_at; /* enum property, PROPERTIES: not said               */
    gboolean all;
};

/* ---- what is said ---- */

/* No case has a hazard that was found. */
static int
nothing(const struct fix_case *c, const struct scenario *sc)
{
    const char *name = script_name(sc->script);

    printf("%s\n%s %" G_GUINT64_FORMAT " case%s.\n", name ? name : sc->file,
           c->undecided ? "undecided: no hazard seen in"
                        : "nothing to fix: no hazard in any schedule of",
           c->tried, c->tried == 1 ? "" : "s");
    if (!c->undecided)
        return EXIT_EXPECTED;
    printf("Replayed only, or not explored to the end: %" G_GUINT64_FORMAT
           " of them, the first\n  under %s%s%s.\n",
           c->undecided, c->under, *c->point ? " with " : "", c->point);
    return EXIT_UNDECIDED;
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
    return f->fix->len          ? EXIT_EXPECTED
           : fix_is_complete(f) ? EXIT_NOT
                                : EXIT_UNDECIDED;
}

static int
fix_explored(const struct settings *s, struct shipped *shipped,
             const struct scenario *sc)
{
    const struct fix_options o = {
        .max = (uint32_t) s->max,
        .property = s->property_at,
        .explore = {.reduce = REDUCE_ALL, .jobs = g_get_num_processors()}
    };
    struct diag_sink *sink = diag_sink_new();
    struct fix_case c;
    int status = EXIT_USAGE;

    if (!fix_case_find(&c, shipped, sc, 0, sc->stacks->len, &o, sink)) {
        print_faults(sink);
    } else if (c.f) {
        fix_search(c.f);
        status = tell_found(s, c.f);
    } else {
        status = nothing(&c, sc);
    }
    fix_case_done(&c);
    diag_sink_free(sink);
    return status;
}

static int
fix_scenario(const struct settings *s, struct shipped *shipped,
             const struct scenario *sc)
{
    const char *name = script_name(sc->script);

    if (g_strcmp0(script_kind(sc->script), "procedure") != 0)
        return fix_explored(s, shipped, sc);
    printf("%s\nnothing to fix: a procedure says nothing about every "
           "schedule, and is not\n  explored.\n",
           name ? name : sc->file);
    return EXIT_EXPECTED;
}

/* ---- the command line ---- */

/* The number of the property; false with the fault told. */
static bool
settle_property(struct settings *s)
{
    static const char *const name[] = {"host-safe", "isolated",
                                       "guest-coherent", NULL};

    s->property_at = PROPERTIES;
    if (!s->property)
        return true;
    if (!option_is_one_of("property", s->property, name))
        return false;
    for (s->property_at = 0;
         g_strcmp0(property_names[s->property_at], s->property) != 0;)
        s->property_at++;
    return true;
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
    return params_choose(list, shipped, s->policy, s->param)
               ? fix_scenario(s, shipped, sc)
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
        {"property",            0, 0, G_OPTION_ARG_FILENAME, &s.property,
         "host-safe, isolated or guest-coherent, else no hazard", "NAME"},
        {"max",           0, 0, G_OPTION_ARG_INT64, &s.max,
         "so many changes together, 1 to 4 (2)", "N"},
        {"all",                0, 0, G_OPTION_ARG_NONE, &s.all,
         "print all that was found, not the cheapest alone", NULL},
        {"format",         'f', 0, G_OPTION_ARG_FILENAME, &s.format, "text or json",
         "FORMAT"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s.files, NULL,
         NULL},
        {NULL       },
    };
    int status;

    if (options_read(self, options, argc, argv, &status)) {
        if (!s.files || s.files[1])
            status = usage(self);
        else if (!option_is_one_of("format", s.format ? s.format : "text",
                                   formats) ||
                 !settle_property(&s))
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
    g_free(s.property);
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
