/* A model's table as tables of a report. */
#include <string.h>

#include "sim/report/report.h"

/* ---- flat ---- */

static void
emit_flat(void *to, const char *const cell[])
{
    report_row(to, cell);
}

static void
add_notes(struct report_table *to, const struct table *t)
{
    for (unsigned i = 0; t->note && t->note[i]; i++)
        report_note(to, t->note[i]);
}

void
report_flat(struct report *r, const struct table *t)
{
    struct report_table *to = report_table(r, t->name, t->title, t->cite);

    for (unsigned i = 0; i < t->ncolumn; i++)
        report_column(to, t->column[i]);
    t->rows(emit_flat, to);
    add_notes(to, t);
}

/* ---- pivoted ---- */

struct pivot {
    const struct table *t;
    GPtrArray *row; /* of char **, as they came                               */
};

static void
emit_row(void *to, const char *const cell[])
{
    struct pivot *p = to;
    char **row = g_new0(char *, p->t->ncolumn + 1);

    for (unsigned i = 0; i < p->t->ncolumn; i++)
        row[i] = g_strdup(cell[i]);
    g_ptr_array_add(p->row, row);
}

static bool
is_axis(const struct table *t, unsigned column)
{
    return (int) column == t->row_axis || (int) column == t->col_axis;
}

/* "a = 0, b = 1": the block a row belongs to. */
static char *
block_of(const struct table *t, char *const *row)
{
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; i < t->first_value; i++)
        if (!is_axis(t, i))
            g_string_append_printf(out, "%s%s = %s", out->len ? ", " : "",
                                   t->column[i], row[i]);
    return g_string_free(out, FALSE);
}

/* "UC required": all values of a row; "-" says nothing behind the first. */
static char *
values_of(const struct table *t, char *const *row)
{
    GString *out = g_string_new(row[t->first_value]);

    for (unsigned i = t->first_value + 1; i < t->ncolumn; i++)
        if (strcmp(row[i], "-") != 0)
            g_string_append_printf(out, " %s", row[i]);
    return g_string_free(out, FALSE);
}

/* Adds a text to a list of different ones; gives its place. */
static guint
place_in(GPtrArray *list, const char *text)
{
    for (guint i = 0; i < list->len; i++)
        if (strcmp(list->pdata[i], text) == 0)
            return i;
    g_ptr_array_add(list, g_strdup(text));
    return list->len - 1;
}

static void
fill_block(struct report_table *to, const struct pivot *p, const char *block)
{
    g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func(g_free);
    guint ncolumn = to->column->len;

    for (guint i = 0; i < p->row->len; i++) {
        char **row = p->row->pdata[i];
        g_autofree char *mine = block_of(p->t, row);
        guint at, column = 0;
        char **cell;

        if (strcmp(mine, block) != 0)
            continue;
        at = place_in(left, row[p->t->row_axis]);
        while (at >= to->row->len) {
            g_autofree const char **empty = g_new0(const char *, ncolumn + 1);

            report_row(to, empty);
        }
        cell = to->row->pdata[at];
        g_free(cell[0]);
        cell[0] = g_strdup(row[p->t->row_axis]);
        while (column < ncolumn &&
               strcmp(to->column->pdata[column], row[p->t->col_axis]) != 0)
            column++;
        g_free(cell[column]);
        cell[column] = values_of(p->t, row);
    }
}

static void
add_block(struct report *r, const struct pivot *p, const char *block, bool last)
{
    const struct table *t = p->t;
    g_autofree char *title =
        g_strdup_printf("%s%s%s", t->title, *block ? "; " : "", block);
    struct report_table *to =
        report_table(r, t->name, title, last ? t->cite : NULL);
    g_autofree char *corner = g_strdup_printf("%s / %s", t->column[t->row_axis],
                                              t->column[t->col_axis]);

    report_column(to, corner);
    for (guint i = 0; i < p->row->len; i++) {
        char **row = p->row->pdata[i];
        const char *name = row[t->col_axis];
        bool known = false;

        for (guint k = 1; k < to->column->len; k++)
            known |= strcmp(to->column->pdata[k], name) == 0;
        if (!known)
            report_column(to, name);
    }
    fill_block(to, p, block);
    if (last)
        add_notes(to, t);
}

static void
free_row(void *row)
{
    g_strfreev(row);
}

static void
add_blocks(struct report *r, const struct table *t)
{
    struct pivot p = {t, g_ptr_array_new_with_free_func(free_row)};
    g_autoptr(GPtrArray) block = g_ptr_array_new_with_free_func(g_free);

    t->rows(emit_row, &p);
    for (guint i = 0; i < p.row->len; i++) {
        g_autofree char *mine = block_of(t, p.row->pdata[i]);

        place_in(block, mine);
    }
    for (guint i = 0; i < block->len; i++)
        add_block(r, &p, block->pdata[i], i + 1 == block->len);
    g_ptr_array_unref(p.row);
}

void
report_pivot(struct report *r, const struct table *t)
{
    if (t->folded)
        for (unsigned i = 0; t->folded[i]; i++)
            report_pivot(r, t->folded[i]);
    else if (t->row_axis < 0 || t->col_axis < 0)
        report_flat(r, t);
    else
        add_blocks(r, t);
}
