/* A document for terminals and mails: 80 columns, and tables whose widest
 * columns wrap. */
#include <string.h>

#include "sim/report/report.h"
#include "sim/report/wrap.h"

struct lines { /* what rules are drawn with                                   */
    const char *across, *down, *cross;
};

static struct lines
lines_of(const struct report_look *look)
{
    return look->ascii ? (struct lines){"-", "|", "+"}
                       : (struct lines){"─", "│", "┼"};
}

static void
repeat(GString *out, const char *what, unsigned n)
{
    while (n-- > 0)
        g_string_append(out, what);
}

/* ---- widths ---- */

enum { GAP = 2 };

static unsigned
longest_word(const char *text)
{
    g_auto(GStrv) word = g_strsplit(text, " ", -1);
    unsigned width = 0;

    for (unsigned i = 0; word[i]; i++)
        width = MAX(width, columns(word[i]));
    return width;
}

/* Natural widths, and the least ones, which cut no word. */
static unsigned *
measure(const struct report_table *t, unsigned (*of)(const char *text))
{
    unsigned *width = g_new0(unsigned, t->column->len + 1);

    for (guint i = 0; i < t->column->len; i++) {
        width[i] = of(t->column->pdata[i]);
        for (guint k = 0; k < t->row->len; k++) {
            char *const *row = t->row->pdata[k];

            width[i] = MAX(width[i], of(row[i]));
        }
    }
    return width;
}

static unsigned
total(const unsigned *width, guint n)
{
    unsigned sum = 1; /* the line behind the first column                     */

    for (guint i = 0; i < n; i++)
        sum += width[i] + (i ? GAP : 0);
    return sum;
}

/* Takes from the widest until the page holds all. */
static unsigned *
widths_of(const struct report_table *t)
{
    unsigned *width = measure(t, columns);
    g_autofree unsigned *least = measure(t, longest_word);
    guint n = t->column->len;

    while (total(width, n) > PAGE_COLUMNS) {
        guint widest = n;

        for (guint i = 0; i < n; i++)
            if (width[i] > least[i] &&
                (widest == n || width[i] >= width[widest]))
                widest = i;
        if (widest == n)
            break;
        width[widest]--;
    }
    return width;
}

/* ---- rows ---- */

/* The lines of a cell. */
static char **
cell_lines(const char *text, unsigned width)
{
    g_auto(GStrv) word = g_strsplit(text, " ", -1);
    g_autoptr(GString) out = g_string_new(NULL);
    unsigned at = 0;

    if (columns(text) <= width)
        return g_strsplit(text, "\n", -1);
    for (unsigned i = 0; word[i]; i++) {
        unsigned w = columns(word[i]);

        if (at > 0)
            g_string_append_c(out, at + 1 + w > width ? '\n' : ' ');
        at = at > 0 && at + 1 + w <= width ? at + 1 + w : w;
        g_string_append(out, word[i]);
    }
    return g_strsplit(out->str, "\n", -1);
}

static void
put_row(GString *out, char *const *cell, guint n, const unsigned *width,
        const struct lines *l)
{
    g_autofree char ***line = g_new0(char **, n + 1);
    guint height = 1;

    for (guint i = 0; i < n; i++) {
        line[i] = cell_lines(cell[i], width[i]);
        height = MAX(height, g_strv_length(line[i]));
    }
    for (guint k = 0; k < height; k++) {
        for (guint i = 0; i < n; i++) {
            bool there = k < g_strv_length(line[i]);

            pad(out, there ? line[i][k] : "", width[i]);
            if (i + 1 < n)
                g_string_append_printf(out, " %s ", i ? "" : l->down);
        }
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < n; i++)
        g_strfreev(line[i]);
}

static void
strip_blanks(GString *out, gsize from)
{
    g_autoptr(GString) clean = g_string_new(NULL);
    g_auto(GStrv) line = g_strsplit(out->str + from, "\n", -1);

    for (unsigned i = 0; line[i]; i++)
        g_string_append_printf(clean, "%s%s", i ? "\n" : "",
                               g_strchomp(line[i]));
    g_string_truncate(out, from);
    g_string_append(out, clean->str);
}

static void
put_table(GString *out, const struct report_table *t,
          const struct report_look *look)
{
    g_autofree unsigned *width = widths_of(t);
    struct lines l = lines_of(look);
    guint n = t->column->len;
    gsize from;

    if (t->title) {
        wrap(out, t->title, 0);
        g_string_append_c(out, '\n');
    }
    from = out->len;
    put_row(out, (char **) t->column->pdata, n, width, &l);
    repeat(out, l.across, width[0] + 1);
    if (n > 1) {
        g_string_append(out, l.cross);
        repeat(out, l.across, total(width, n) - width[0] - GAP);
    }
    g_string_append_c(out, '\n');
    for (guint i = 0; i < t->row->len; i++)
        put_row(out, t->row->pdata[i], n, width, &l);
    strip_blanks(out, from);
    if (t->note->len > 0 || t->cite)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < t->note->len; i++) {
        g_string_append(out, "  ");
        wrap(out, t->note->pdata[i], 4);
    }
    if (t->cite) {
        g_string_append(out, "  source: ");
        wrap(out, t->cite, 4);
    }
}

static void
write_text(const struct report *r, const struct report_look *look, FILE *out)
{
    g_autoptr(GString) text = g_string_new(NULL);

    if (r->title) {
        g_string_append_printf(text, "%s\n", r->title);
        repeat(text, "=", MIN(columns(r->title), PAGE_COLUMNS));
        g_string_append(text, "\n\n");
    }
    for (guint i = 0; i < r->part->len; i++) {
        const struct report_part *p = r->part->pdata[i];

        if (i > 0)
            g_string_append_c(text, '\n');
        if (p->kind == REPORT_PARAGRAPH)
            wrap(text, p->paragraph, 0);
        else
            put_table(text, p->table, look);
    }
    fwrite(text->str, 1, text->len, out);
}

const struct report_writer report_text = {"text", write_text};
