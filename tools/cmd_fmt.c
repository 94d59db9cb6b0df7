/* mtsim fmt: files in their canonical form. */
#include <stdio.h>
#include <string.h>

#include "sim/base/lex.h"
#include "sim/base/syntax.h"
#include "sim/base/write_file.h"
#include "sim/lang/platform_file.h"
#include "sim/lang/script.h"
#include "sim/policy/grammar.h"
#include "tools/complain.h"
#include "tools/options.h"

/* ---- the three languages ---- */

static bool
format_script(const struct source *src, GString *out, struct diag_sink *sink)
{
    struct script *s = script_parse(src, sink);
    bool ok = diag_errors(sink) == 0;

    if (ok)
        script_print(s, out);
    script_free(s);
    return ok;
}

static bool
format_policy(const struct source *src, GString *out, struct diag_sink *sink)
{
    struct syntax *tree = syntax_parse(&policy_grammar, src, sink);
    bool ok = diag_errors(sink) == 0;

    if (ok)
        policy_print(tree, out);
    syntax_free(tree);
    return ok;
}

typedef bool formatter(const struct source *src, GString *out,
                       struct diag_sink *sink);

/* By the first word; files are told by their names. */
static formatter *
formatter_of(const struct source *src)
{
    struct lexer lx;

    if (g_str_has_suffix(src->name, ".policy"))
        return format_policy;
    if (g_str_has_suffix(src->name, ".platform"))
        return platform_format;
    lex_start(&lx, src, NULL);
    do
        lex_next(&lx);
    while (lx.kind == TK_NEWLINE || lx.kind == TK_COMMENT);
    if (strcmp(src->name, "<stdin>") == 0) {
        if (lex_is(&lx, "policy") || lex_is(&lx, "stack") ||
            lex_is(&lx, "default"))
            return format_policy;
        if (lex_is(&lx, "platform"))
            return platform_format;
    }
    return format_script;
}

/* ---- one file ---- */

static int
put_back(const struct source *src, const GString *text, bool check)
{
    bool same = text->len == src->length &&
                memcmp(text->str, src->text, text->len) == 0;
    GError *error = NULL;

    if (check) {
        if (!same)
            printf("%s\n", src->name);
        return same ? EXIT_EXPECTED : EXIT_NOT;
    }
    if (strcmp(src->name, "<stdin>") == 0) {
        fwrite(text->str, 1, text->len, stdout);
        return EXIT_EXPECTED;
    }
    if (same || write_file(src->name, text->str, text->len, &error))
        return EXIT_EXPECTED;
    tell_error(error);
    return EXIT_WORLD;
}

static int
format_file(const char *path, bool check)
{
    GError *error = NULL;
    struct source *src = source_load(path, &error);
    g_autoptr(GString) text = g_string_new(NULL);
    struct diag_sink *sink;
    int status = EXIT_USAGE;

    if (!src) {
        status = g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_SIZE)
                     ? EXIT_USAGE
                     : EXIT_WORLD;
        tell_error(error);
        return status;
    }
    sink = diag_sink_new();
    if (formatter_of(src)(src, text, sink))
        status = put_back(src, text, check);
    else
        print_faults(sink);
    diag_sink_free(sink);
    source_free(src);
    return status;
}

static int
fmt(const struct command *self, int argc, char **argv)
{
    g_auto(GStrv) file = NULL;
    gboolean check = FALSE;
    const GOptionEntry options[] = {
        {"check", 'c', 0, G_OPTION_ARG_NONE, &check,
         "change nothing, name the files that would change", NULL},
        {G_OPTION_REMAINING,      0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file, NULL,
         NULL},
        {NULL},
    };
    int status;

    if (!options_read(self, options, argc, argv, &status))
        return status;
    if (!file)
        return usage(self);
    for (unsigned i = 0; file[i]; i++)
        status = status_worse(status, format_file(file[i], check));
    return status;
}

const struct command cmd_fmt = {
    .name = "fmt",
    .synopsis = "[--check] FILE...",
    .summary = "put scenarios, policies and platforms in canonical form",
    .help = "A file with an error is left alone.  '-' reads standard input and "
            "writes\n"
            "standard output.  With --check the status is 1 if any file would "
            "change.\n"
            "\n"
            "Examples:\n"
            "  mtsim fmt my-buffer.scn\n"
            "  mtsim fmt --check scenarios/x86/*.scn\n"
            "  mtsim fmt - < my-buffer.scn\n",
    .run = fmt,
};
