/* mtsim baseline: keep what came out, and say what moved since. */
#include <string.h>
#include <unistd.h>

#include "sim/base/source.h"
#include "sim/base/write_file.h"
#include "sim/report/moved.h"
#include "tools/check_bounds.h"
#include "tools/complain.h"
#include "tools/runner.h"
#include "tools/selection.h"

static const char *const ways[] = {"run", "check", NULL};

struct settings {
    struct selection selection; /* of which only some options are ours        */
    struct bounds_said said;
    struct check_settings check;
    char *by, *output;
    char **word; /* the verb and what follows it                              */
    gboolean cost;
};

static bool
explores(const struct settings *s)
{
    return g_strcmp0(s->by, "check") == 0;
}

/* ---- the command line ---- */

/* Complains about a word of the command line that cannot be written down. */
static bool
can_hold_all(char **words)
{
    for (unsigned i = 0; words && words[i]; i++) {
        g_autofree char *shown = NULL;

        if (baseline_can_hold(words[i]))
            continue;
        shown = g_strescape(words[i], "\"\\");
        tell("baseline save: '%s' cannot be written down: it is empty, ends in "
             "a blank, or has control characters or bytes that are no UTF-8",
             shown);
        return false;
    }
    return true;
}

static bool
settle_save(const struct settings *s)
{
    char *platform[] = {s->selection.platform, NULL};

    if (!s->word[1]) {
        tell("baseline save: which scenarios?");
        return false;
    }
    if (s->selection.quiet || s->selection.summary) {
        tell("baseline save: --%s is for 'compare'",
             s->selection.quiet ? "quiet" : "summary");
        return false;
    }
    if (!explores(s) && s->said.max_states != BOUND_UNSAID) {
        tell("baseline save: --max-states is for --by check");
        return false;
    }
    if (explores(s) && s->cost) {
        tell("baseline save: exploring has no cost; --cost is for --by run");
        return false;
    }
    return option_is_one_of("by", s->by ? s->by : "run", ways) &&
           can_hold_all(s->selection.policy) &&
           can_hold_all(s->selection.param) && can_hold_all(platform) &&
           can_hold_all(s->word + 1);
}

static bool
settle_compare(const struct settings *s)
{
    if (!s->word[1]) {
        tell("baseline compare: with which baseline?");
        return false;
    }
    if (s->by || s->cost || s->output) {
        tell("baseline compare: --%s is for 'save'; the baseline says how it "
             "was made",
             s->by     ? "by"
             : s->cost ? "cost"
                       : "output");
        return false;
    }
    return true;
}

static bool
read_settings(const struct command *self, struct settings *s, int argc,
              char **argv, int *status)
{
    const GOptionEntry options[] = {
        {"output",    'o', 0, G_OPTION_ARG_FILENAME, &s->output,
         "save: write it there", "FILE"},
        {"by",          0, 0, G_OPTION_ARG_FILENAME, &s->by,
         "save: run (one schedule) or check (every schedule)", "WAY"},
        {"cost", 0, 0, G_OPTION_ARG_NONE, &s->cost, "save: cycles, too", NULL},
        {"policy",     'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &s->selection.policy,
         "policies to run under, else those it names", "SEL"},
        {"param",        0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->selection.param,
         "only points with these values", "NAME=VALUE,..."},
        {"platform",          0, 0, G_OPTION_ARG_FILENAME, &s->selection.platform,
         "run on this machine instead of the scenario's", "NAME"},
        {"max-states",     0, 0, G_OPTION_ARG_INT64, &s->said.max_states,
         "check: stop after so many states", "N"},
        {"quiet",      'q', 0, G_OPTION_ARG_NONE, &s->selection.quiet,
         "compare: print nothing where nothing moved", NULL},
        {"summary",      's', 0, G_OPTION_ARG_NONE, &s->selection.summary,
         "compare: only how many cases moved", NULL},
        {"jobs",          'j', 0, G_OPTION_ARG_INT, &s->selection.jobs,
         "threads, default: one for each processor", "N"},
        {G_OPTION_REMAINING,   0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s->word, NULL,
         NULL},
        {NULL      },
    };

    s->said.max_states = s->said.max_depth = BOUND_UNSAID;
    if (!options_read(self, options, argc, argv, status))
        return false;
    *status = EXIT_USAGE;
    if (!s->word) {
        usage(self);
        return false;
    }
    if (!option_jobs_fit(self, s->selection.jobs))
        return false;
    if (!bounds_read(&s->said, &s->check))
        return false;
    *status = EXIT_EXPECTED;
    return true;
}

static void
clear(struct settings *s)
{
    g_strfreev(s->selection.policy);
    g_strfreev(s->selection.param);
    g_free(s->selection.platform);
    g_free(s->by);
    g_free(s->output);
    g_strfreev(s->word);
}

/* ---- running ---- */

/* Runs what S selects and hands the suite to USE. */
static int
with_suite(struct settings *s, bool explored,
           int (*use)(const struct settings *s, const struct suite *suite,
                      void *data),
           void *data)
{
    const struct selection *sel = &s->selection;
    struct runner_options o = {
        .ask = {.brief = true, .check = explored ? &s->check : NULL},
        .jobs = selection_jobs(sel)
    };
    int status = EXIT_EXPECTED;
    struct shipped *shipped =
        shipped_open((const char *const *) sel->policy, sel->platform, &status);
    GPtrArray *list =
        shipped ? selection_load(sel, shipped, NULL, &status) : NULL;
    struct runner *r = NULL;

    if (status == EXIT_EXPECTED && !selection_choose(sel, shipped, list))
        status = EXIT_USAGE;
    s->check.shown = true;
    s->check.watch = watch_new(explored && isatty(STDERR_FILENO));
    if (status == EXIT_EXPECTED)
        r = runner_run(list, &o, &status);
    if (status == EXIT_EXPECTED)
        status = use(s, runner_suite(r), data);
    watch_free(s->check.watch);
    if (r)
        runner_free(r);
    if (list)
        g_ptr_array_unref(list);
    shipped_close(shipped);
    return status;
}

/* Whether some case was not explored to its end. */
static int
status_of(const struct suite *suite)
{
    for (uint32_t i = 0; i < suite->nscenario; i++)
        for (uint64_t k = 0; k < suite->scenario[i].ncase; k++) {
            const struct suite_check *c = suite->scenario[i].at[k].check;

            if (c && !c->complete)
                return EXIT_UNDECIDED;
        }
    return EXIT_EXPECTED;
}

/* ---- save ---- */

static void
add_words(struct baseline *b, GPtrArray *to, char **words)
{
    for (unsigned i = 0; words && words[i]; i++)
        g_ptr_array_add(to, g_string_chunk_insert(b->words, words[i]));
}

static bool
put(const struct settings *s, const GString *text)
{
    GError *error = NULL;

    if (!s->output)
        return fwrite(text->str, 1, text->len, stdout) == text->len;
    if (write_file(s->output, text->str, text->len, &error))
        return true;
    tell_error(error);
    return false;
}

static int
save_suite(const struct settings *s, const struct suite *suite, void *data)
{
    struct baseline *b = baseline_new();
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *why = NULL;
    int status = status_of(suite);

    (void) data;
    b->version = suite->version;
    b->explored = explores(s);
    b->cost = s->cost;
    b->max_states = s->check.explore.max_states;
    b->platform = s->selection.platform;
    add_words(b, b->policy, s->selection.policy);
    add_words(b, b->param, s->selection.param);
    add_words(b, b->file, s->selection.files);
    if (!baseline_add(b, suite, &why)) {
        tell("baseline save: %s", why);
        status = EXIT_USAGE;
    } else {
        baseline_write(b, text);
        if (text->len > SOURCE_MAX) {
            tell("baseline save: more than the %d MB that can be read back; "
                 "save it in parts",
                 SOURCE_MAX >> 20);
            status = EXIT_USAGE;
        } else if (!put(s, text))
            status = EXIT_WORLD;
    }
    baseline_free(b);
    return status;
}

static int
save(struct settings *s)
{
    if (!settle_save(s))
        return EXIT_USAGE;
    s->selection.files = s->word + 1;
    return with_suite(s, explores(s), save_suite, NULL);
}

/* ---- compare ---- */

static void
say_counts(const struct baseline *b, const struct moved_counts *c)
{
    uint64_t moved =
        c->order[TALLY_BETTER] + c->order[TALLY_WORSE] + c->order[TALLY_OTHER];

    if (strcmp(b->version, MTSIM_VERSION) != 0)
        printf("the baseline is of version %s, this is %s\n", b->version,
               MTSIM_VERSION);
    if (moved_nothing(c)) {
        printf("%" G_GUINT64_FORMAT " cases, all as in the baseline\n",
               c->cases);
        return;
    }
    printf("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
           " cases moved: %" G_GUINT64_FORMAT " worse, %" G_GUINT64_FORMAT
           " better, %" G_GUINT64_FORMAT " other",
           moved, c->cases, c->order[TALLY_WORSE], c->order[TALLY_BETTER],
           c->order[TALLY_OTHER]);
    if (b->cost)
        printf("; %" G_GUINT64_FORMAT " only in cost", c->cost);
    if (c->added)
        printf("; %" G_GUINT64_FORMAT " new", c->added);
    if (c->gone)
        printf("; %" G_GUINT64_FORMAT " %s missing", c->gone,
               c->gone == 1 ? "line" : "lines");
    putchar('\n');
}

struct against {
    const struct baseline *b;
    enum moved_of of;
};

static enum moved_of
what_of(const struct settings *s)
{
    if (s->selection.param)
        return MOVED_POINTS;
    return s->word[2] || s->selection.policy ? MOVED_PAIRS : MOVED_ALL;
}

static int
compare_suite(const struct settings *s, const struct suite *suite, void *data)
{
    const struct against *with = data;
    g_autoptr(GString) text = g_string_new(NULL);
    struct moved_counts c = moved_since(with->b, suite, with->of, text);

    if (!s->selection.summary)
        fwrite(text->str, 1, text->len, stdout);
    if (!s->selection.quiet || !moved_nothing(&c))
        say_counts(with->b, &c);
    return moved_nothing(&c) ? status_of(suite) : EXIT_NOT;
}

/* The baseline of a file; NULL with the fault told. */
static struct baseline *
open_baseline(const char *path, int *status)
{
    GError *error = NULL;
    struct source *src = source_load(path, &error);
    struct baseline *b;
    const char *why = NULL;
    uint32_t line;

    if (!src) {
        *status = g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_SIZE)
                      ? EXIT_USAGE
                      : EXIT_WORLD;
        tell_error(error);
        return NULL;
    }
    b = baseline_parse(src->text, src->length, &line, &why);
    if (!b) {
        tell("%s:%u: %s", src->name, line, why);
        *status = EXIT_USAGE;
    }
    source_free(src);
    return b;
}

/* What was not said is as the baseline has it. */
static char **
or_as_saved(char **said, const GPtrArray *saved)
{
    char **out;

    if (said)
        return g_strdupv(said);
    if (saved->len == 0)
        return NULL;
    out = g_new0(char *, saved->len + 1);
    for (guint i = 0; i < saved->len; i++)
        out[i] = g_strdup(saved->pdata[i]);
    return out;
}

static int
compare(struct settings *s)
{
    int status = EXIT_USAGE;
    struct baseline *b =
        settle_compare(s) ? open_baseline(s->word[1], &status) : NULL;
    struct settings own = *s;
    struct against with = {.b = b};

    if (!b)
        return status;
    if (!b->explored && s->said.max_states != BOUND_UNSAID) {
        tell("baseline compare: --max-states is for what was saved --by check");
        baseline_free(b);
        return EXIT_USAGE;
    }
    with.of = what_of(s);
    if (s->said.max_states == BOUND_UNSAID)
        own.check.explore.max_states = b->max_states;
    own.selection.policy = or_as_saved(s->selection.policy, b->policy);
    own.selection.param = or_as_saved(s->selection.param, b->param);
    own.selection.files = or_as_saved(s->word[2] ? s->word + 2 : NULL, b->file);
    own.selection.platform =
        g_strdup(s->selection.platform ? s->selection.platform : b->platform);
    status = with_suite(&own, b->explored, compare_suite, &with);
    g_strfreev(own.selection.policy);
    g_strfreev(own.selection.param);
    g_strfreev(own.selection.files);
    g_free(own.selection.platform);
    baseline_free(b);
    return status;
}

/* ---- the command ---- */

static int
dispatch(const struct command *self, struct settings *s)
{
    struct nearest near = nearest_to(s->word[0], strlen(s->word[0]));
    g_autofree char *hint = NULL;

    if (strcmp(s->word[0], "save") == 0)
        return save(s);
    if (strcmp(s->word[0], "compare") == 0)
        return compare(s);
    nearest_offer(&near, "save");
    nearest_offer(&near, "compare");
    hint = nearest_hint(&near);
    tell("%s: there is no '%s'%s", self->name, s->word[0], hint);
    return EXIT_USAGE;
}

static int
baseline(const struct command *self, int argc, char **argv)
{
    struct settings s = {0};
    int status;

    if (read_settings(self, &s, argc, argv, &status))
        status = dispatch(self, &s);
    clear(&s);
    return status;
}

const struct command cmd_baseline = {
    .name = "baseline",
    .synopsis = "[OPTION]... save FILE|FOLDER... | compare BASELINE [FILE]...",
    .summary = "keep what came out, and say what moved since",
    .help =
        "'save' writes a line for each scenario, policy and set of points that "
        "come out\n"
        "the same.  'compare' runs the same again, or the files, policies and "
        "points given,\n"
        "and prints what moved; the status is 1 if anything did.  Files and "
        "SEL are as of\n"
        "'mtsim run'.\n"
        "\n"
        "Examples:\n"
        "  mtsim baseline save -o baseline.txt --policy mine.policy scenarios\n"
        "  mtsim baseline compare baseline.txt\n",
    .run = baseline,
};
