/* The tables of a document as comma-separated values (RFC 4180, but lines end
 * as Unix has them); an empty line between two. */
#include <string.h>

#include "sim/report/report.h"

static void
put_row(GString *out, char *const *cell, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        if (!strpbrk(cell[i], ",\"\n\r")) {
            g_string_append(out, cell[i]);
            continue;
        }
        g_string_append_c(out, '"');
        for (const char *c = cell[i]; *c; c++) {
            if (*c == '"')
                g_string_append_c(out, '"');
            g_string_append_c(out, *c);
        }
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '\n');
}

static void
write_csv(const struct report *r, const struct report_look *look, FILE *out)
{
    g_autoptr(GString) text = g_string_new(NULL);

    (void) look;
    for (guint i = 0; i < r->part->len; i++) {
        const struct report_table *t =
            ((const struct report_part *) r->part->pdata[i])->table;

        if (!t)
            continue;
        if (text->len > 0)
            g_string_append_c(text, '\n');
        put_row(text, (char **) t->column->pdata, t->column->len);
        for (guint k = 0; k < t->row->len; k++)
            put_row(text, t->row->pdata[k], t->column->len);
    }
    fwrite(text->str, 1, text->len, out);
}

const struct report_writer report_csv = {"csv", write_csv};
