#include "tools/options.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/names.h"
#include "tools/complain.h"

/* ", did you mean '--policy'?" about an option that does not exist. */
static char *
option_hint(const GOptionEntry *entries, const char *word)
{
    const char *name = word + strspn(word, "-");
    size_t length = strcspn(name, "=");
    struct nearest near = nearest_to(name, length);

    for (const GOptionEntry *e = entries; e->long_name; e++)
        nearest_offer(&near, e->long_name);
    nearest_offer(&near, "help");
    if (!near.best || length < 2)
        return g_strdup("");
    return g_strdup_printf(", did you mean '--%s'?", near.best);
}

/* GLib quotes as a book does. */
static void
tell_option_error(const struct command *c, const char *message)
{
    g_autoptr(GString) plain = g_string_new(message);

    g_string_replace(plain, "\u201c", "'", 0);
    g_string_replace(plain, "\u201d", "'", 0);
    tell("%s: %s", c->name, plain->str);
}

static void
complain_option(const struct command *c, const GOptionEntry *entries,
                const GError *error)
{
    const char *word = strrchr(error->message, ' ');

    if (g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) &&
        word) {
        g_autofree char *hint = option_hint(entries, word + 1);

        tell("%s: there is no option '%s'%s", c->name, word + 1, hint);
        return;
    }
    tell_option_error(c, error->message);
}

static void
print_option(const GOptionEntry *e)
{
    g_autofree char *name = g_strdup_printf(
        "%c%c%c --%s%s%s", e->short_name ? '-' : ' ',
        e->short_name ? e->short_name : ' ', e->short_name ? ',' : ' ',
        e->long_name, e->arg_description ? " " : "",
        e->arg_description ? e->arg_description : "");

    printf("  %-26s %s\n", name, e->description);
}

static void
print_help(const struct command *c, const GOptionEntry *entries)
{
    printf("usage: mtsim %s %s\n\n%s.\n\n", c->name, c->synopsis, c->summary);
    for (const GOptionEntry *e = entries; e->long_name; e++)
        if (*e->long_name)
            print_option(e);
    printf("  -h, --help                 print this\n\n%s", c->help);
}

/* Whether ARG is a short option with its value behind it: "-j4". */
static bool
is_joined(const GOptionEntry *entries, const char *arg)
{
    if (arg[0] != '-' || arg[1] == '-' || !arg[1] || !arg[2])
        return false;
    for (const GOptionEntry *e = entries; e->long_name; e++)
        if (e->short_name == arg[1])
            return e->arg != G_OPTION_ARG_NONE;
    return false;
}

/* The arguments with "-j4" as "-j" "4", which is all GLib understands. */
static char **
separate(const GOptionEntry *entries, int argc, char **argv)
{
    GPtrArray *out = g_ptr_array_new();
    bool options = true;

    for (int i = 0; i < argc; i++) {
        options = options && strcmp(argv[i], "--") != 0;
        if (options && i > 0 && is_joined(entries, argv[i])) {
            g_ptr_array_add(out, g_strndup(argv[i], 2));
            g_ptr_array_add(out, g_strdup(argv[i] + 2));
        } else {
            g_ptr_array_add(out, g_strdup(argv[i]));
        }
    }
    g_ptr_array_add(out, NULL);
    return (char **) g_ptr_array_free(out, FALSE);
}

bool
options_read(const struct command *c, const GOptionEntry *entries, int argc,
             char **argv, int *status)
{
    gboolean asked = FALSE;
    const GOptionEntry common[] = {
        {"help", 'h', 0, G_OPTION_ARG_NONE, &asked, NULL, NULL},
        {NULL    },
    };
    GOptionContext *context = g_option_context_new(NULL);
    g_auto(GStrv) args = separate(entries, argc, argv);
    GError *error = NULL;
    bool ok;

    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, common, NULL);
    ok = g_option_context_parse_strv(context, &args, &error);
    g_option_context_free(context);
    *status = ok ? EXIT_EXPECTED : EXIT_USAGE;
    if (!ok) {
        complain_option(c, entries, error);
        g_error_free(error);
    } else if (asked) {
        print_help(c, entries);
    }
    return ok && !asked;
}

bool
option_jobs_fit(const struct command *c, int jobs)
{
    if (jobs >= 0)
        return true;
    tell("%s: --jobs takes no negative number", c->name);
    return false;
}

bool
option_is_one_of(const char *option, const char *value,
                 const char *const *names)
{
    struct nearest near = nearest_to(value, strlen(value));
    g_autofree char *hint = NULL;
    g_autofree char *list = NULL;

    for (unsigned i = 0; names[i]; i++) {
        if (strcmp(names[i], value) == 0)
            return true;
        nearest_offer(&near, names[i]);
    }
    hint = nearest_hint(&near);
    list = g_strjoinv(", ", (char **) (uintptr_t) names);
    if (*hint)
        tell("--%s: no '%s'%s", option, value, hint);
    else
        tell("--%s: no '%s'; there is %s", option, value, list);
    return false;
}

bool
option_ascii_fits(bool ascii, const char *format)
{
    if (ascii && format && strcmp(format, "text") != 0) {
        tell("--ascii is about the lines of text; --format %s draws none",
             format);
        return false;
    }
    return true;
}

int
usage(const struct command *c)
{
    tell("usage: mtsim %s %s", c->name, c->synopsis);
    return EXIT_USAGE;
}
