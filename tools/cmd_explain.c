/* mtsim explain: one replay step by step; a rule; a diagnostic. */
#include <stdio.h>
#include <string.h>

#include "sim/policy/show.h"
#include "sim/report/wrap.h"
#include "tools/complain.h"
#include "tools/models.h"
#include "tools/options.h"
#include "tools/params.h"
#include "tools/story_of.h"
#include "tools/words.h"

static const char *const formats[] = {"text", "json", "svg", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};

struct settings {
    char **policy, **param, **what;
    char *platform, *format, *color;
    gboolean picture, ascii;
};

/* ---- diagnostics and rules ---- */

/* The number in "E117"; 0 if it is no such word. */
static unsigned
diagnostic_of(const char *word)
{
    unsigned number = 0;

    if (*word != 'E' && *word != 'e')
        return 0;
    for (const char *c = word + 1; *c; c++) {
        if (!g_ascii_isdigit(*c) || number > 99999)
            return 0;
        number = number * 10 + (unsigned) (*c - '0');
    }
    return number;
}

static int
explain_diagnostic(unsigned number)
{
    if (diag_explain(number, stdout))
        return EXIT_EXPECTED;
    tell("there is no diagnostic E%u", number);
    return EXIT_USAGE;
}

static void
print_rule(const char *id, const char *says, const char *cite)
{
    g_autoptr(GString) out = g_string_new(id);

    g_string_append(out, "\n  ");
    wrap(out, says, 2);
    g_string_append(out, "  source: ");
    wrap(out, cite ? cite : "none", 4);
    fwrite(out->str, 1, out->len, stdout);
}

/* A rule of a policy: "vmx-6.11:15", as trails name it or without "policy". */
static bool
explain_policy_rule(struct shipped *s, const char *word)
{
    g_autofree char *id = g_str_has_prefix(word, "policy ")
                              ? g_strdup(word)
                              : g_strconcat("policy ", word, NULL);

    for (uint32_t i = 0; i < policy_count(s->policies); i++) {
        const struct policy *p = policy_at(s->policies, i);
        g_autoptr(GArray) rows = policy_show(s->policies, p);

        for (guint k = 0; k < rows->len; k++) {
            const struct policy_row *r =
                &g_array_index(rows, struct policy_row, k);
            g_autofree char *says =
                g_strdup_printf("%s: %s -> %s", r->table, r->when, r->does);

            if (g_strcmp0(r->id, id) != 0)
                continue;
            print_rule(r->id, says, r->cite);
            return true;
        }
    }
    return false;
}

/* Words that look like rule ids but are none. */
static bool
looks_like_rule(const char *word)
{
    return strchr(word, '.') && !strchr(word, '/') &&
           !g_str_has_suffix(word, ".scn") &&
           !g_file_test(word, G_FILE_TEST_EXISTS);
}

/* ---- scenarios ---- */

struct choice { /* the case that is told                                      */
    struct story_request q;
    struct point point;
    uint64_t tried;
    bool hazard;
};

static bool
try_case(struct choice *c, const struct scenario *sc, uint64_t at,
         uint32_t stack, struct diag_sink *sink)
{
    arena_reset(c->q.arena);
    points_get(sc->points, at, &c->point);
    c->q.scenario = sc;
    c->q.point = &c->point;
    c->q.stack = sc->stacks->pdata[stack];
    c->q.experiment = script_elaborate(sc->script, &c->point, c->q.arena, sink);
    c->tried++;
    return c->q.experiment && story_has_hazard(&c->q);
}

/* The first case with a hazard, else the first one. */
static void
choose(struct choice *c, const struct scenario *sc, struct diag_sink *sink)
{
    for (uint32_t i = 0; !c->hazard && i < sc->stacks->len; i++)
        for (uint64_t at = 0; !c->hazard && at < sc->npoint; at++)
            c->hazard = try_case(c, sc, at, i, sink);
    if (!c->hazard)
        try_case(c, sc, 0, 0, sink);
}

static const char *
about_words(const struct choice *c, const struct scenario *sc)
{
    uint64_t n = sc->npoint * sc->stacks->len;

    if (n == 1)
        return NULL;
    return words_format(
        c->q.arena,
        c->hazard ? "the first of %" G_GUINT64_FORMAT
                    " cases that shows a hazard; --policy and --param choose"
                  : "no case of %" G_GUINT64_FORMAT
                    " shows a hazard; the first is told",
        n);
}

static bool
is_format(const struct settings *s, const char *name)
{
    return strcmp(s->format ? s->format : "text", name) == 0;
}

static void
write_story(const struct settings *s, const struct story *story,
            const struct picture *picture)
{
    const struct picture_look look = {.ascii = s->ascii,
                                      .colour = wants_colour(s->color, stdout)};

    if (is_format(s, "json"))
        story_json(story, stdout);
    else if (is_format(s, "svg"))
        picture_svg(picture, stdout);
    else if (s->picture)
        picture_text(picture, &look, stdout);
    else
        story_text(story, look.colour, stdout);
}

static int
tell_choice(const struct settings *s, struct choice *c,
            const struct scenario *sc)
{
    struct story story;
    struct picture picture;
    const char *why = "";
    bool ok;

    story_init(&story);
    picture_init(&picture, &story);
    ok = story_tell(&c->q, &story, &picture, &why);
    if (!ok) {
        tell("%s: cannot be run under '%s': %s", sc->file, c->q.stack->name,
             why);
    } else {
        story.about = about_words(c, sc);
        write_story(s, &story, &picture);
    }
    picture_clear(&picture);
    story_clear(&story);
    return ok ? EXIT_EXPECTED : EXIT_USAGE;
}

static int
explain_loaded(const struct settings *s, const struct scenario *sc)
{
    struct diag_sink *sink = diag_sink_new();
    struct arena arena;
    struct choice c = {.q.arena = &arena};
    int status = EXIT_USAGE;

    arena_init(&arena, 0);
    if (sc->stacks->len == 0) {
        tell("%s: no policy fits its architecture", sc->file);
    } else {
        choose(&c, sc, sink);
        if (c.q.experiment)
            status = tell_choice(s, &c, sc);
        else
            print_faults(sink);
    }
    arena_clear(&arena);
    diag_sink_free(sink);
    return status;
}

static int
explain_scenario(const struct settings *s, struct shipped *shipped)
{
    int status = EXIT_EXPECTED;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(scenario_free);
    g_autoptr(GPtrArray) input = NULL;
    const struct platform *forced = NULL;
    struct scenario *sc;

    if (s->platform) {
        forced = shipped_platform_or_tell(shipped, s->platform);
        if (!forced)
            return EXIT_USAGE;
    }
    input = inputs_find(shipped->dir, (const char *const *) s->what, &status);
    if (!input)
        return status;
    if (input->len > 1) {
        tell("explain takes one scenario, not %u", input->len);
        return EXIT_USAGE;
    }
    sc = scenario_load(shipped, input->pdata[0], forced, &status);
    if (!sc)
        return status;
    g_ptr_array_add(list, sc);
    return params_choose(list, shipped, s->policy, s->param)
               ? explain_loaded(s, sc)
               : EXIT_USAGE;
}

/* ---- the command ---- */

static int
explain_word(const struct settings *s)
{
    const char *word = s->what[0];
    struct nearest near = nearest_to(word, strlen(word));
    const struct rule *rule = model_rule(word, &near);
    g_autofree char *hint = NULL;
    struct shipped *shipped;
    int status = EXIT_EXPECTED;

    if (diagnostic_of(word) && !g_file_test(word, G_FILE_TEST_EXISTS))
        return explain_diagnostic(diagnostic_of(word));
    if (rule) {
        print_rule(rule->id, rule->says, rule->cite);
        return EXIT_EXPECTED;
    }
    shipped =
        shipped_open((const char *const *) s->policy, s->platform, &status);
    if (!shipped)
        return status;
    hint = nearest_hint(&near);
    if (!strchr(word, ':') || !explain_policy_rule(shipped, word)) {
        if (looks_like_rule(word) && (*hint || strchr(word, ':'))) {
            tell("no rule '%s'%s", word, hint);
            status = EXIT_USAGE;
        } else {
            status = explain_scenario(s, shipped);
        }
    }
    shipped_close(shipped);
    return status;
}

/* A picture is drawn for a terminal, or as SVG. */
static bool
settle_picture(const struct settings *s)
{
    if (s->picture && is_format(s, "json")) {
        tell("explain: --picture and --format json contradict each other");
        return false;
    }
    if (s->ascii && (!s->picture || !is_format(s, "text"))) {
        tell("explain: --ascii is about --picture on a terminal");
        return false;
    }
    return true;
}

static int
explain(const struct command *self, int argc, char **argv)
{
    struct settings s = {0};
    const GOptionEntry options[] = {
        {"policy",          'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &s.policy,
         "the policy, else the first that shows a hazard", "SEL"},
        {"param",                0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s.param,
         "only points with these values", "NAME=VALUE,..."},
        {"platform",        0, 0, G_OPTION_ARG_FILENAME, &s.platform,
         "run on this machine instead of the scenario's", "NAME"},
        {"picture",            0, 0, G_OPTION_ARG_NONE, &s.picture,
         "draw who sends what to whom", NULL},
        {"ascii",           0, 0, G_OPTION_ARG_NONE, &s.ascii,
         "draw with plain characters", NULL},
        {"format",                'f', 0, G_OPTION_ARG_FILENAME, &s.format,
         "text, json or svg (the picture)", "FORMAT"},
        {"color",         0, 0, G_OPTION_ARG_FILENAME, &s.color,
         "auto, always or never", "WHEN"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s.what, NULL,
         NULL},
        {NULL       },
    };
    int status;

    if (options_read(self, options, argc, argv, &status)) {
        if (!s.what || s.what[1])
            status = usage(self);
        else if (!option_is_one_of("format", s.format ? s.format : "text",
                                   formats) ||
                 !option_is_one_of("color", s.color ? s.color : "auto",
                                   colours) ||
                 !settle_picture(&s))
            status = EXIT_USAGE;
        else
            status = explain_word(&s);
    }
    g_strfreev(s.policy);
    g_strfreev(s.param);
    g_strfreev(s.what);
    g_free(s.platform);
    g_free(s.format);
    g_free(s.color);
    return status;
}

const struct command cmd_explain = {
    .name = "explain",
    .synopsis = "[OPTION]... FILE | RULE | ENUMBER",
    .summary = "tell a replay step by step, or what a rule or message means",
    .help = "Of a scenario with several policies or points the first case that "
            "shows a\n"
            "hazard is told.  RULE is an id from a trail: of a model "
            "(x86.ept.ipat) or of a\n"
            "policy (vmx-6.11:15).\n"
            "\n"
            "Examples:\n"
            "  mtsim explain my-buffer.scn\n"
            "  mtsim explain --policy vmx-6.14 --param guest-type=WC "
            "my-buffer.scn\n"
            "  mtsim explain --picture s18-vmexit-without-fence\n"
            "  mtsim explain --format svg s18-vmexit-without-fence >s18.svg\n"
            "  mtsim explain x86.ept.ipat\n"
            "  mtsim explain E117\n",
    .run = explain,
};
