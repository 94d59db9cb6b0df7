#include "sim/report/boxes.h"

#include <string.h>

/* Values of each parameter, "WC|UC". */
struct box {
    uint32_t n;
    GString *value[];
};

static struct box *
box_new(const char *const *value, uint32_t n)
{
    struct box *b = g_malloc(sizeof *b + n * sizeof *b->value);

    b->n = n;
    for (uint32_t p = 0; p < n; p++)
        b->value[p] = g_string_new(value[p]);
    return b;
}

static void
box_free(struct box *b)
{
    for (uint32_t p = 0; p < b->n; p++)
        g_string_free(b->value[p], TRUE);
    g_free(b);
}

/* What boxes have in common that may become one along parameter P. */
static char *
key_without(const struct box *b, uint32_t p)
{
    GString *key = g_string_new(NULL);

    for (uint32_t i = 0; i < b->n; i++)
        if (i != p)
            g_string_append_printf(key, "%s\n", b->value[i]->str);
    return g_string_free(key, FALSE);
}

static void
merge_along(GPtrArray *boxes, uint32_t p)
{
    GHashTable *first =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint kept = 0;

    for (guint i = 0; i < boxes->len; i++) {
        struct box *b = boxes->pdata[i];
        char *key = key_without(b, p);
        struct box *same = g_hash_table_lookup(first, key);

        if (same) {
            g_string_append_printf(same->value[p], "|%s", b->value[p]->str);
            box_free(b);
            g_free(key);
        } else {
            g_hash_table_insert(first, key, b);
            boxes->pdata[kept++] = b;
        }
    }
    g_ptr_array_set_size(boxes, (int) kept);
    g_hash_table_unref(first);
}

static uint32_t
value_in(const struct box *b, uint32_t p)
{
    uint32_t n = 1;

    for (const char *c = b->value[p]->str; *c; c++)
        n += *c == '|';
    return n;
}

static char *
box_text(const struct box_axes *axes, const struct box *b)
{
    GString *out = g_string_new(NULL);

    for (uint32_t p = 0; p < axes->n; p++)
        if (axes->count[p] == 1 || value_in(b, p) < axes->count[p])
            g_string_append_printf(out, "%s%s=%s", out->len ? " " : "",
                                   axes->name[p], b->value[p]->str);
    return g_string_free(out, FALSE);
}

GPtrArray *
boxes_of_points(const struct box_axes *axes, const GPtrArray *points)
{
    GPtrArray *boxes = g_ptr_array_new();
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < points->len; i++)
        g_ptr_array_add(boxes, box_new(points->pdata[i], axes->n));
    for (uint32_t p = axes->n; p-- > 0;)
        merge_along(boxes, p);
    for (guint i = 0; i < boxes->len; i++) {
        g_ptr_array_add(out, box_text(axes, boxes->pdata[i]));
        box_free(boxes->pdata[i]);
    }
    g_ptr_array_unref(boxes);
    return out;
}

/* ---- of a suite ---- */

/* How many values parameter P has in the scenario's run. */
static uint32_t
value_count(const struct suite_scenario *s, uint32_t p)
{
    GHashTable *value = g_hash_table_new(g_str_hash, g_str_equal);
    uint64_t npoint = s->npolicy ? s->ncase / s->npolicy : 0;
    uint32_t n;

    for (uint64_t i = 0; i < npoint; i++)
        g_hash_table_add(value, (gpointer) (uintptr_t) s->at[i].param[p]);
    n = g_hash_table_size(value);
    g_hash_table_unref(value);
    return n;
}

GPtrArray *
boxes_of(const struct suite_scenario *s, const GPtrArray *cases)
{
    g_autoptr(GPtrArray) points = g_ptr_array_new();
    g_autofree uint32_t *count = g_new(uint32_t, s->nparam + 1);
    const struct box_axes axes = {s->param, count, s->nparam};

    for (uint32_t p = 0; p < s->nparam; p++)
        count[p] = value_count(s, p);
    for (guint i = 0; i < cases->len; i++)
        g_ptr_array_add(
            points,
            (gpointer) (uintptr_t) ((const struct suite_case *) cases->pdata[i])
                ->param);
    return boxes_of_points(&axes, points);
}
