/* mtsim merge: the parts of a matrix, printed as if there had been none. */
#include <string.h>

#include "tools/complain.h"
#include "tools/matrix_out.h"
#include "tools/matrix_read.h"
#include "tools/options.h"

struct settings {
    char **files, *format, *output;
    gboolean ascii;
};

struct parts {
    struct shard_file *file; /* [n]                                           */
    enum shard_next *next;   /* [n] what was read last                        */
    uint32_t n;
};

/* ---- the parts ---- */

static bool
is_there(const struct parts *p, uint32_t number)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (p->file[i].shard.i == number)
            return true;
    return false;
}

static bool
tell_missing(const struct parts *p)
{
    g_autoptr(GString) list = g_string_new(NULL);
    uint32_t n = p->file[0].shard.n, missing = 0;

    for (uint32_t i = 1; i <= n; i++)
        if (!is_there(p, i) && ++missing <= 8)
            g_string_append_printf(list, "%s%u/%u", list->len ? ", " : "", i,
                                   n);
    if (missing)
        tell("merge: %u of %u parts %s not there: %s%s", missing, n,
             missing == 1 ? "is" : "are", list->str,
             missing > 8 ? ", ..." : "");
    return missing > 0;
}

/* All of one matrix, each once. */
static bool
belong_together(const struct parts *p)
{
    for (uint32_t i = 1; i < p->n; i++) {
        if (!shard_same_matrix(&p->file[0], &p->file[i]))
            return false;
        for (uint32_t k = 0; k < i; k++)
            if (p->file[k].shard.i == p->file[i].shard.i) {
                tell("merge: %s and %s are both part %u/%u", p->file[k].path,
                     p->file[i].path, p->file[i].shard.i, p->file[i].shard.n);
                return false;
            }
    }
    return !tell_missing(p);
}

/* ---- merging ---- */

static bool
is_whole(const struct shard_file *f, enum shard_next next)
{
    if (next == SHARD_CUT)
        tell("merge: %s is not complete; 'mtsim matrix --resume %s' with the "
             "same words goes on with it",
             f->path, f->path);
    return next == SHARD_CASE || next == SHARD_END;
}

static bool
advance(struct parts *p, uint32_t i)
{
    p->next[i] = shard_next(&p->file[i]);
    return is_whole(&p->file[i], p->next[i]);
}

/* The part with the first of the cases that are left; n if none is. */
static uint32_t
first_part(const struct parts *p)
{
    uint32_t first = p->n;

    for (uint32_t i = 0; i < p->n; i++)
        if (p->next[i] == SHARD_CASE &&
            (first == p->n || p->file[i].c.number < p->file[first].c.number))
            first = i;
    return first;
}

/* The cases in order; OUT NULL: only look whether they are all there. */
static bool
go_through(struct parts *p, struct matrix_out *out)
{
    uint64_t number = 0;
    uint32_t i;

    for (i = 0; i < p->n; i++)
        if (!advance(p, i))
            return false;
    while ((i = first_part(p)) < p->n) {
        const struct shard_file *f = &p->file[i];

        if (f->c.number != number ||
            !shard_has(&f->shard, &f->frame, f->c.at)) {
            tell(f->c.number < number
                     ? "merge: %s: case %" G_GUINT64_FORMAT " is there twice"
                     : "merge: %s: before case "
                       "%" G_GUINT64_FORMAT " one is missing, or it is in the "
                       "wrong part",
                 f->path, f->c.number);
            return false;
        }
        if (out)
            matrix_out_add(out, &f->c);
        number++;
        if (!advance(p, i))
            return false;
    }
    if (number < p->file[0].frame.ncase)
        tell("merge: of %" G_GUINT64_FORMAT " cases only %" G_GUINT64_FORMAT
             " are there",
             p->file[0].frame.ncase, number);
    return number == p->file[0].frame.ncase;
}

static void
close_parts(struct parts *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        shard_close(&p->file[i]);
    g_free(p->file);
    g_free(p->next);
}

static int
open_parts(struct parts *p, char *const *path)
{
    uint32_t n = g_strv_length((char **) (uintptr_t) path);
    int status = EXIT_EXPECTED;

    *p = (struct parts){g_new0(struct shard_file, n + 1),
                        g_new0(enum shard_next, n + 1), 0};
    while (p->n < n && status == EXIT_EXPECTED) {
        status = shard_open(&p->file[p->n], path[p->n]);
        p->n += status == EXIT_EXPECTED;
    }
    if (status != EXIT_EXPECTED)
        close_parts(p);
    return status;
}

/* First a look at all of it, so that nothing is printed of what is not whole.
 */
static int
look_through(char *const *path)
{
    struct parts p;
    int status = open_parts(&p, path);

    if (status != EXIT_EXPECTED)
        return status;
    if (!belong_together(&p) || !go_through(&p, NULL))
        status = EXIT_USAGE;
    close_parts(&p);
    return status;
}

static int
merge_parts(const struct settings *s)
{
    struct matrix_out out;
    struct parts p;
    int status = look_through(s->files);

    if (status == EXIT_EXPECTED)
        status = open_parts(&p, s->files);
    if (status != EXIT_EXPECTED)
        return status;
    status =
        matrix_out_open(&out, &p.file[0].frame, s->format, s->output, s->ascii);
    if (status == EXIT_EXPECTED) {
        bool all = go_through(&p, &out);

        status = status_worse(all ? EXIT_EXPECTED : EXIT_WORLD,
                              matrix_out_close(&out, all));
    }
    close_parts(&p);
    return status;
}

/* ---- the command ---- */

static int
merge(const struct command *self, int argc, char **argv)
{
    struct settings s = {0};
    const GOptionEntry options[] = {
        {"format",   'f', 0, G_OPTION_ARG_FILENAME, &s.format,
         "text, markdown, csv, json, html, svg or png", "FORMAT"},
        {"ascii",         0, 0, G_OPTION_ARG_NONE, &s.ascii,
         "draw lines with ASCII characters", NULL},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &s.output,
         "write to a file, whole or not at all", "FILE"},
        {G_OPTION_REMAINING,  0, 0, G_OPTION_ARG_FILENAME_ARRAY, &s.files, NULL,
         NULL},
        {NULL   },
    };
    int status;

    if (options_read(self, options, argc, argv, &status)) {
        if (!s.files)
            status = usage(self);
        else if (!option_is_one_of("format", s.format ? s.format : "text",
                                   matrix_formats) ||
                 !option_ascii_fits(s.ascii, s.format))
            status = EXIT_USAGE;
        else
            status = merge_parts(&s);
    }
    g_strfreev(s.files);
    g_free(s.format);
    g_free(s.output);
    return status;
}

const struct command cmd_merge = {
    .name = "merge",
    .synopsis = "[OPTION]... FILE...",
    .summary = "put the parts of a matrix together and print it",
    .help =
        "FILE is a part of 'mtsim matrix --shard I/N'.  All parts must be "
        "there, once, of\n"
        "one version and configuration, and complete; then the output is that "
        "of one run.\n"
        "\n"
        "Examples:\n"
        "  mtsim merge part*.jsonl\n"
        "  mtsim merge --format csv --output matrix.csv part*.jsonl\n",
    .run = merge,
};
