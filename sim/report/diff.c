#include "sim/report/diff.h"

#include <string.h>

#include "sim/report/boxes.h"

/* ---- life ---- */

void
diff_cause_clear(struct diff_cause *cause)
{
    g_free(cause->from);
    g_free(cause->to);
    g_free(cause->from_cite);
    g_free(cause->to_cite);
    g_free(cause->note);
    *cause = (struct diff_cause){0};
}

static void
change_free(void *data)
{
    struct diff_change *c = data;

    g_free(c->from);
    g_free(c->to);
    g_ptr_array_unref(c->cases);
    g_free(c);
}

static void
group_free(void *data)
{
    struct diff_group *g = data;

    diff_cause_clear(&g->cause);
    g_ptr_array_unref(g->change);
    g_free(g);
}

struct diff *
diff_new(void)
{
    struct diff *d = g_new0(struct diff, 1);

    d->group = g_ptr_array_new_with_free_func(group_free);
    d->open = g_ptr_array_new_with_free_func(g_free);
    return d;
}

void
diff_free(struct diff *d)
{
    g_ptr_array_unref(d->group);
    g_ptr_array_unref(d->open);
    g_free(d);
}

/* ---- adding ---- */

static bool
same_cause(const struct diff_cause *a, const struct diff_cause *b)
{
    return strcmp(a->from, b->from) == 0 && strcmp(a->to, b->to) == 0 &&
           g_strcmp0(a->note, b->note) == 0;
}

static bool
same_change(const struct diff_change *a, const struct diff_change *b)
{
    return a->scenario == b->scenario && a->cost == b->cost &&
           a->order == b->order &&
           (a->cost ||
            (strcmp(a->from, b->from) == 0 && strcmp(a->to, b->to) == 0));
}

static struct diff_group *
group_of(struct diff *d, struct diff_cause *cause)
{
    struct diff_group *g;

    for (guint i = 0; i < d->group->len; i++) {
        g = d->group->pdata[i];
        if (same_cause(&g->cause, cause)) {
            diff_cause_clear(cause);
            return g;
        }
    }
    g = g_new0(struct diff_group, 1);
    g->cause = *cause;
    g->change = g_ptr_array_new_with_free_func(change_free);
    g_ptr_array_add(d->group, g);
    return g;
}

void
diff_add(struct diff *d, struct diff_cause *cause, struct diff_change *change)
{
    struct diff_group *g = group_of(d, cause);

    for (guint i = 0; i < g->change->len; i++) {
        struct diff_change *c = g->change->pdata[i];

        if (!same_change(c, change))
            continue;
        g_ptr_array_extend(c->cases, change->cases, NULL, NULL);
        c->least = MIN(c->least, change->least);
        c->most = MAX(c->most, change->most);
        change_free(change);
        return;
    }
    g_ptr_array_add(g->change, change);
}

/* ---- order ---- */

static unsigned
order_place(const struct diff_change *c)
{
    static const unsigned place[] = {
        [TALLY_WORSE] = 0, [TALLY_BETTER] = 1, [TALLY_OTHER] = 2};

    return place[c->order] + (c->cost ? 3 : 0);
}

static gint
by_severity(gconstpointer a, gconstpointer b)
{
    const struct diff_change *const *x = a, *const *y = b;
    int order = (*x)->cost - (*y)->cost;

    if (!order && !(*x)->cost)
        order = (int) (*y)->level - (int) (*x)->level;
    if (!order)
        order = (int) order_place(*x) - (int) order_place(*y);
    if (!order) /* of one array */
        order = ((*x)->scenario > (*y)->scenario) -
                ((*x)->scenario < (*y)->scenario);
    return order ? order : strcmp((*x)->from, (*y)->from);
}

static gint
by_first(gconstpointer a, gconstpointer b)
{
    const struct diff_group *const *x = a, *const *y = b;
    int order = by_severity(&(*x)->change->pdata[0], &(*y)->change->pdata[0]);

    return order ? order : strcmp((*x)->cause.from, (*y)->cause.from);
}

void
diff_sort(struct diff *d)
{
    for (guint i = 0; i < d->group->len; i++)
        g_ptr_array_sort(((struct diff_group *) d->group->pdata[i])->change,
                         by_severity);
    g_ptr_array_sort(d->group, by_first);
}

/* ---- for writers ---- */

uint64_t
diff_moved(const struct diff *d)
{
    return d->moved[TALLY_BETTER] + d->moved[TALLY_WORSE] +
           d->moved[TALLY_OTHER];
}

char *
diff_points(const struct diff_change *c)
{
    g_autoptr(GPtrArray) box = boxes_of(c->scenario, c->cases);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < box->len; i++)
        g_string_append_printf(out, "%s%s", i ? ", or " : "",
                               (const char *) box->pdata[i]);
    return g_string_free(out, FALSE);
}

char *
diff_says(const struct diff_change *c)
{
    if (!c->cost)
        return g_strdup_printf("%s -> %s", c->from, c->to);
    if (c->cases->len > 1)
        return g_strdup_printf(c->most - c->least < 0.0005
                                   ? "%+.1f\u00a0%%"
                                   : "%+.1f\u00a0%% to %+.1f\u00a0%%",
                               c->least * 100, c->most * 100);
    return g_strdup_printf("%" G_GUINT64_FORMAT " -> %" G_GUINT64_FORMAT
                           " cycles, %+.1f\u00a0%%",
                           c->cycles[0], c->cycles[1], c->least * 100);
}

const char *
diff_sign(const struct diff_change *c)
{
    return c->order == TALLY_BETTER ? "+" : c->order == TALLY_WORSE ? "-" : "~";
}

const char *
diff_word(const struct diff_change *c)
{
    if (c->cost)
        return c->order == TALLY_BETTER ? "costs less" : "costs more";
    return tally_order_name[c->order];
}
