#include "sim/report/matrix_pages.h"

#include "sim/report/boxes.h"
#include "sim/report/matrix_inside.h"

static void
free_page(void *page)
{
    struct matrix_page *p = page;

    g_free(p->title);
    g_free(p);
}

static const struct matrix_cell *
cells_of(const struct matrix *m, uint64_t page)
{
    return &m->cell[page * m->nrow * m->ncolumn];
}

/* All that a reader sees of a page, to be g_free()d. */
static char *
what_it_says(const struct matrix *m, uint64_t page)
{
    const struct matrix_cell *c = cells_of(m, page);
    GString *out = g_string_new(NULL);

    for (uint64_t i = 0; i < m->nrow * m->ncolumn; i++)
        g_string_append_printf(out, "%s%s\n", c[i].words,
                               c[i].differs ? " *" : "");
    return g_string_free(out, FALSE);
}

/* The values of a page, [page.n], to be g_free()d. */
static const char **
values_of(const struct matrix_frame *f, uint64_t page)
{
    const char **value = g_new0(const char *, f->page.n + 1);

    for (uint32_t k = f->page.n; k-- > 0;) {
        const struct matrix_axis *a = &f->axis[f->page.axis[k]];

        value[k] = a->value[page % a->nvalue];
        page /= a->nvalue;
    }
    return value;
}

/* Products have "; " between them: within one there are blanks. */
static char *
title_of(const struct matrix_frame *f, const GPtrArray *points)
{
    const char *name[MATRIX_AXES];
    uint32_t count[MATRIX_AXES];
    const struct box_axes axes = {name, count, f->page.n};
    g_autoptr(GPtrArray) box = NULL;

    for (uint32_t k = 0; k < f->page.n; k++) {
        name[k] = f->axis[f->page.axis[k]].name;
        count[k] = f->axis[f->page.axis[k]].nvalue;
    }
    box = boxes_of_points(&axes, points);
    g_ptr_array_add(box, NULL);
    return g_strjoinv("; ", (char **) box->pdata);
}

GPtrArray *
matrix_pages(const struct matrix *m, bool *merged)
{
    g_autoptr(GHashTable) alike = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
    GPtrArray *out = g_ptr_array_new_with_free_func(free_page);
    g_autoptr(GPtrArray) group = g_ptr_array_new();

    *merged = false;
    for (uint64_t page = 0; page < m->npage; page++) {
        g_autofree char *says = NULL;
        GPtrArray *points;

        if (!matrix_page_has_cases(m, page))
            continue;
        says = what_it_says(m, page);
        points = g_hash_table_lookup(alike, says);
        *merged |= points != NULL;
        if (!points) {
            struct matrix_page *p = g_new0(struct matrix_page, 1);

            p->page = page;
            g_ptr_array_add(out, p);
            points = g_ptr_array_new_with_free_func(g_free);
            g_ptr_array_add(group, points);
            g_hash_table_insert(alike, g_steal_pointer(&says), points);
        }
        g_ptr_array_add(points, values_of(m->frame, page));
    }
    for (guint i = 0; i < out->len; i++)
        ((struct matrix_page *) out->pdata[i])->title =
            title_of(m->frame, group->pdata[i]);
    return out;
}
