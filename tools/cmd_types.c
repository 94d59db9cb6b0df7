/* mtsim types: the tables by which the architectures combine memory types. */
#include <stdio.h>
#include <string.h>

#include "sim/base/names.h"
#include "tools/complain.h"
#include "tools/models.h"
#include "tools/options.h"
#include "tools/writers.h"

static const char *const formats[] = {"text", "markdown", "csv", "json", NULL};

static const struct table *
find_table(const char *name)
{
    struct nearest near = nearest_to(name, strlen(name));
    g_autofree char *hint = NULL;
    const struct table *t;

    for (uint32_t i = 0; (t = model_table(i)); i++) {
        if (strcmp(t->name, name) == 0)
            return t;
        nearest_offer(&near, t->name);
    }
    hint = nearest_hint(&near);
    tell("no table '%s'%s%s", name, hint,
         *hint ? "" : "; 'mtsim types' lists them");
    return NULL;
}

static struct report *
list_tables(void)
{
    struct report *r = report_new(NULL);
    struct report_table *list = report_table(r, "tables", NULL, NULL);
    const struct table *t;

    report_column(list, "table");
    report_column(list, "what it combines");
    for (uint32_t i = 0; (t = model_table(i)); i++)
        report_row(list, (const char *const[]){t->name, t->title});
    return r;
}

/* Text and Markdown are for readers, who want a table as the manual has it. */
static struct report *
one_table(const struct table *t, const struct report_writer *w)
{
    struct report *r = report_new(NULL);

    if (w == &report_text || w == &report_markdown)
        report_pivot(r, t);
    else
        report_flat(r, t);
    return r;
}

static int
types_of(const char *name, const struct report_writer *w, bool ascii)
{
    const struct report_look look = {.ascii = ascii};
    const struct table *t = name ? find_table(name) : NULL;
    struct report *r;

    if (name && !t)
        return EXIT_USAGE;
    r = t ? one_table(t, w) : list_tables();
    w->write(r, &look, stdout);
    report_free(r);
    return EXIT_EXPECTED;
}

static int
types(const struct command *self, int argc, char **argv)
{
    g_autofree char *format = NULL;
    g_auto(GStrv) name = NULL;
    gboolean ascii = FALSE;
    const GOptionEntry options[] = {
        {"format",  'f', 0, G_OPTION_ARG_FILENAME, &format,
         "text, markdown, csv or json", "FORMAT"},
        {"ascii",        0, 0, G_OPTION_ARG_NONE, &ascii,
         "draw lines with ASCII characters", NULL},
        {G_OPTION_REMAINING,  0, 0, G_OPTION_ARG_FILENAME_ARRAY, &name, NULL,
         NULL},
        {NULL},
    };
    const struct report_writer *w;
    int status;

    if (!options_read(self, options, argc, argv, &status))
        return status;
    if (name && name[1])
        return usage(self);
    w = option_ascii_fits(ascii, format) ? writer_find(format, formats) : NULL;
    return w ? types_of(name ? name[0] : NULL, w, ascii) : EXIT_USAGE;
}

const struct command cmd_types = {
    .name = "types",
    .synopsis = "[OPTION]... [NAME]",
    .summary = "print how memory types combine, or list the tables",
    .help = "Every cell is computed by the code that runs.  CSV and JSON have "
            "a row for each\n"
            "combination of inputs; text and Markdown put two of them along "
            "the sides, and leave out what repeats.\n"
            "\n"
            "Examples:\n"
            "  mtsim types\n"
            "  mtsim types x86-ept --ascii\n"
            "  mtsim types arm64-s1s2 --format csv\n",
    .run = types,
};
