/* A document as Markdown with pipe tables. */
#include "sim/report/report.h"

static void
put_cell(GString *out, const char *text)
{
    g_string_append(out, "| ");
    for (; *text; text++) {
        if (*text == '|' || *text == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *text == '\n' ? ' ' : *text);
    }
    g_string_append_c(out, ' ');
}

static void
put_row(GString *out, char *const *cell, guint n)
{
    for (guint i = 0; i < n; i++)
        put_cell(out, cell[i]);
    g_string_append(out, "|\n");
}

static void
put_table(GString *out, const struct report_table *t)
{
    if (t->title)
        g_string_append_printf(out, "## %s\n\n", t->title);
    put_row(out, (char **) t->column->pdata, t->column->len);
    for (guint i = 0; i < t->column->len; i++)
        g_string_append(out, "| --- ");
    g_string_append(out, "|\n");
    for (guint i = 0; i < t->row->len; i++)
        put_row(out, t->row->pdata[i], t->column->len);
    if (t->note->len > 0)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < t->note->len; i++)
        g_string_append_printf(out, "* %s\n", (char *) t->note->pdata[i]);
    if (t->cite)
        g_string_append_printf(out, "\nSource: %s.\n", t->cite);
}

static void
write_markdown(const struct report *r, const struct report_look *look,
               FILE *out)
{
    g_autoptr(GString) text = g_string_new(NULL);

    (void) look;
    if (r->title)
        g_string_append_printf(text, "# %s\n\n", r->title);
    for (guint i = 0; i < r->part->len; i++) {
        const struct report_part *p = r->part->pdata[i];

        if (i > 0)
            g_string_append_c(text, '\n');
        if (p->kind == REPORT_PARAGRAPH)
            g_string_append_printf(text, "%s\n", p->paragraph);
        else
            put_table(text, p->table);
    }
    fwrite(text->str, 1, text->len, out);
}

const struct report_writer report_markdown = {"markdown", write_markdown};
