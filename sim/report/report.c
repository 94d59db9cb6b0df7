#include "sim/report/report.h"

static void
free_table(struct report_table *t)
{
    if (!t)
        return;
    g_free(t->name);
    g_free(t->title);
    g_free(t->cite);
    g_ptr_array_unref(t->column);
    g_ptr_array_unref(t->row);
    g_ptr_array_unref(t->note);
    g_free(t);
}

static void
free_part(void *part)
{
    struct report_part *p = part;

    g_free(p->paragraph);
    free_table(p->table);
    g_free(p);
}

static void
free_row(void *row)
{
    g_strfreev(row);
}

struct report *
report_new(const char *title)
{
    struct report *r = g_new0(struct report, 1);

    r->title = g_strdup(title);
    r->part = g_ptr_array_new_with_free_func(free_part);
    return r;
}

void
report_free(struct report *r)
{
    g_free(r->title);
    g_ptr_array_unref(r->part);
    g_free(r);
}

void
report_paragraph(struct report *r, const char *text)
{
    struct report_part *p = g_new0(struct report_part, 1);

    p->kind = REPORT_PARAGRAPH;
    p->paragraph = g_strdup(text);
    g_ptr_array_add(r->part, p);
}

struct report_table *
report_table(struct report *r, const char *name, const char *title,
             const char *cite)
{
    struct report_part *p = g_new0(struct report_part, 1);
    struct report_table *t = g_new0(struct report_table, 1);

    t->name = g_strdup(name);
    t->title = g_strdup(title);
    t->cite = g_strdup(cite);
    t->column = g_ptr_array_new_with_free_func(g_free);
    t->row = g_ptr_array_new_with_free_func(free_row);
    t->note = g_ptr_array_new_with_free_func(g_free);
    p->kind = REPORT_TABLE;
    p->table = t;
    g_ptr_array_add(r->part, p);
    return t;
}

void
report_column(struct report_table *t, const char *name)
{
    g_ptr_array_add(t->column, g_strdup(name));
}

void
report_note(struct report_table *t, const char *text)
{
    g_ptr_array_add(t->note, g_strdup(text));
}

void
report_row(struct report_table *t, const char *const *cell)
{
    char **row = g_new0(char *, t->column->len + 1);

    for (guint i = 0; i < t->column->len; i++)
        row[i] = g_strdup(cell[i] ? cell[i] : "");
    g_ptr_array_add(t->row, row);
}
