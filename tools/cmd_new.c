/* mtsim new: a file to begin with. */
#include <stdio.h>
#include <string.h>

#include "sim/base/lex.h"
#include "sim/base/names.h"
#include "sim/base/write_file.h"
#include "tools/complain.h"
#include "tools/options.h"
#include "tools/shipped.h"
#include "tools/skeletons.h"

/* The platform that a new one is a copy of. */
static const char like[] = "intel-server";

/* ---- what goes into the file; NULL with the fault told ---- */

static char *
text_of_scenario(struct shipped *s, const char *name)
{
    (void) s;
    return skeleton_scenario(name);
}

static char *
text_of_policy(struct shipped *s, const char *name)
{
    if (strcmp(name, "all") == 0)
        tell("new: 'all' means every stack, and is no name");
    else if (stack_name_known(s->policies, name))
        tell("new: a policy, stack or tag '%s' is shipped", name);
    else
        return skeleton_policy(name);
    return NULL;
}

static char *
text_of_platform(struct shipped *s, const char *name)
{
    const struct source *src = shipped_platform_source(s, like);

    if (shipped_platform(s, name, NULL))
        tell("new: a platform '%s' is shipped", name);
    else if (!src)
        tell("new: no platform '%s' is shipped", like);
    else
        return skeleton_platform(src, name);
    return NULL;
}

static const struct kind {
    const char *name;
    const char *suffix;
    bool must; /* other commands tell it by the suffix                        */
    char *(*text)(struct shipped *s, const char *name);
    const char *next; /* a command to go on with, and what follows the file   */
    const char *behind;
} kinds[] = {
    {"scenario", ".scn",      false, text_of_scenario, "run",            ""},
    {"policy",   ".policy",   true,  text_of_policy,   "policy lint",    ""},
    {"platform", ".platform", true,  text_of_platform, "run --platform",
     " s01-wc-noncoherent-golden-path"                                     },
};

/* ---- what was asked for ---- */

static const struct kind *
kind_or_tell(const char *word)
{
    struct nearest near = nearest_to(word, strlen(word));
    g_autofree char *hint = NULL;

    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i].name, word) == 0)
            return &kinds[i];
        nearest_offer(&near, kinds[i].name);
    }
    hint = nearest_hint(&near);
    tell("new: there is no '%s'%s", word,
         *hint ? hint : "; there is scenario, policy, platform");
    return NULL;
}

/* Whether it is one word of the language, and nothing else; "-EINVAL" is one,
 * but no option and no file should look like it. */
static bool
is_word(const char *name)
{
    size_t length = strlen(name);
    struct source *src;
    struct lexer lx;
    bool word;

    if (length > SOURCE_MAX)
        return false;
    src = source_new("", name, length);
    lex_start(&lx, src, NULL);
    word = *name != '-' && lex_next(&lx) == TK_WORD && lx.from == 0 &&
           lx.to == length;
    source_free(src);
    return word;
}

static bool
is_there(const char *path)
{
    return g_file_test(path, G_FILE_TEST_EXISTS) ||
           g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

static bool
may_be_written(const struct kind *k, const char *name, const char *path)
{
    if (!is_word(name))
        tell("new: '%s' is no name: a letter or '_', then letters, digits, "
             "'_', and '.' or '-' inside",
             name);
    else if (strcmp(path, "-") != 0 && k->must &&
             !g_str_has_suffix(path, k->suffix))
        tell("new: '%s' is no *%s file", path, k->suffix);
    else if (strcmp(path, "-") != 0 && is_there(path))
        tell("new: '%s' is there already, and stays as it is", path);
    else
        return true;
    return false;
}

/* ---- writing ---- */

static int
put(const struct kind *k, const char *path, const char *text)
{
    GError *error = NULL;

    if (strcmp(path, "-") == 0) {
        fputs(text, stdout);
        return EXIT_EXPECTED;
    }
    if (!write_file(path, text, strlen(text), &error)) {
        tell_error(error);
        return EXIT_WORLD;
    }
    printf("%s is written; now: mtsim %s %s%s\n", path, k->next, path,
           k->behind);
    return EXIT_EXPECTED;
}

static int
make(const struct kind *k, const char *name, const char *path)
{
    int status = EXIT_USAGE;
    struct shipped *s = shipped_open(NULL, NULL, &status);
    g_autofree char *text = NULL;

    if (!s)
        return status;
    text = k->text(s, name);
    shipped_close(s);
    return text ? put(k, path, text) : EXIT_USAGE;
}

static int
begin(const struct command *self, int argc, char **argv)
{
    g_auto(GStrv) word = NULL;
    g_autofree char *path = NULL;
    const GOptionEntry options[] = {
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &word, NULL,
         NULL},
        {NULL                },
    };
    const struct kind *k;
    int status;

    if (!options_read(self, options, argc, argv, &status))
        return status;
    if (!word || !word[1] || (word[2] && word[3]))
        return usage(self);
    k = kind_or_tell(word[0]);
    if (!k)
        return EXIT_USAGE;
    path = word[2] ? g_strdup(word[2])
                   : g_strconcat(word[1], k->suffix, (char *) NULL);
    if (!may_be_written(k, word[1], path))
        return EXIT_USAGE;
    return make(k, word[1], path);
}

const struct command cmd_new = {
    .name = "new",
    .synopsis = "scenario|policy|platform NAME [FILE]",
    .summary = "write a scenario, policy or platform to begin with",
    .help = "The file runs as it is, and its comments say what to change.  "
            "Without FILE it\n"
            "is NAME.scn, NAME.policy or NAME.platform; '-' is standard "
            "output.  A file that\n"
            "exists stays as it is.\n"
            "\n"
            "Examples:\n"
            "  mtsim new scenario my-buffer\n"
            "  mtsim new policy my-idea ideas/my-idea.policy\n"
            "  mtsim new platform my-server\n",
    .run = begin,
};
