#include "tests/lib/everywhere.h"

#include <criterion/criterion.h>
#include <string.h>

#include "sim/core/access.h"

static void
add(struct strings *s, char *one)
{
    if (g_hash_table_contains(s->known, one)) {
        g_free(one);
        return;
    }
    g_hash_table_add(s->known, one);
    g_ptr_array_add(s->list, one);
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct everywhere *w = (struct everywhere *) to;
    struct hazard found[JUDGE_MAX];
    uint32_t n = judge(b, m, t, found);

    for (uint32_t i = 0; i < n; i++)
        add(&w->hazard,
            g_strdup_printf("%s %s of %u by %u, %s%s, line %lx word %u",
                            hazard_names[found[i].kind],
                            cause_names[found[i].cause], found[i].victim,
                            found[i].culprit, severity_names[found[i].severity],
                            found[i].same_value ? ", same value" : "",
                            (unsigned long) b->line[found[i].line].pa,
                            found[i].word));
}

static struct strings
strings_new(void)
{
    return (struct strings){g_hash_table_new(g_str_hash, g_str_equal),
                            g_ptr_array_new_with_free_func(g_free)};
}

static void
strings_free(struct strings *s)
{
    g_hash_table_unref(s->known);
    g_ptr_array_unref(s->list);
}

void
everywhere_init(struct everywhere *w)
{
    w->sink = (struct sink){.hear = hear};
    w->hazard = strings_new();
    w->end = strings_new();
    w->states = 0;
}

void
everywhere_clear(struct everywhere *w)
{
    strings_free(&w->hazard);
    strings_free(&w->end);
}

/* Everything done, and nothing on its way to memory. */
static bool
at_rest(const struct bound *b, const cell *m)
{
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!machine_thread_done(b, m, t))
            return false;
    for (uint32_t w = 0; w < b->nwindow; w++)
        if (window_cells(b, m, w, 0)[0])
            return false;
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (wcb_cells(b, m, cpu, 0)[0])
            return false;
    for (uint32_t l = 0; l < b->nline; l++)
        for (uint32_t h = 0; h <= b->ncpu; h++)
            if (line_dirty(holder_cells(b, line_cells(b, m, l), h)[0]))
                return false;
    return true;
}

static char *
describe(const struct bound *b, const cell *m)
{
    GString *s = g_string_new("");

    for (uint32_t r = 0; r < b->nreg; r++) {
        cell c = m[b->at.reg + r];

        if (c)
            g_string_append_printf(s, "r%u=%lu ", r,
                                   (unsigned long) machine_value(b, m, c - 1));
    }
    for (uint32_t l = 0; l < b->nline; l++)
        for (uint32_t g = 0; g < b->line[l].ngran; g++) {
            uint32_t v = version_of(b, l, g, line_cells(b, m, l)[g]);

            if (machine_value(b, m, v))
                g_string_append_printf(s, "%lx.%u=%lu ",
                                       (unsigned long) b->line[l].pa,
                                       b->line[l].first[g],
                                       (unsigned long) machine_value(b, m, v));
        }
    return g_string_free(s, FALSE);
}

/* Stores M if it is new. */
static void
reach(struct everywhere *w, const struct bound *b, const cell *m,
      GHashTable *known, GPtrArray *unseen)
{
    uint64_t *packed = g_new(uint64_t, b->nwords);
    GBytes *bytes;

    squeeze(b, m, packed);
    bytes = g_bytes_new_take(packed, b->nwords * sizeof *packed);
    if (g_hash_table_contains(known, bytes)) {
        g_bytes_unref(bytes);
        return;
    }
    g_hash_table_add(known, bytes);
    w->states++;
    g_ptr_array_add(unseen, bytes);
    if (at_rest(b, m))
        add(&w->end, describe(b, m));
}

void
everywhere_add(struct everywhere *w, struct bound *b)
{
    GHashTable *known =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
                              (GDestroyNotify) (void *) g_bytes_unref, NULL);
    GPtrArray *unseen = g_ptr_array_new();
    cell *m, *next;
    struct event *e;

    cr_assert(squeeze_prepare(b));
    m = g_new(cell, b->at.ncell);
    next = g_new(cell, b->at.ncell);
    e = g_new(struct event, b->max_events);
    machine_start(b, m);
    reach(w, b, m, known, unseen);
    while (unseen->len) {
        GBytes *bytes = g_ptr_array_steal_index(unseen, unseen->len - 1);
        uint32_t n;

        spread(b, g_bytes_get_data(bytes, NULL), m);
        n = machine_enabled(b, m, e);
        cr_assert_leq(n, b->max_events);
        for (uint32_t i = 0; i < n; i++) {
            memcpy(next, m, b->at.ncell * sizeof *m);
            machine_step(b, next, e[i], &w->sink);
            reach(w, b, next, known, unseen);
        }
    }
    g_hash_table_unref(known);
    g_ptr_array_unref(unseen);
    g_free(m);
    g_free(next);
    g_free(e);
}

const char *
everywhere_extra(const struct strings *one, const struct strings *other)
{
    for (guint i = 0; i < one->list->len; i++)
        if (!g_hash_table_contains(other->known, one->list->pdata[i]))
            return one->list->pdata[i];
    return NULL;
}
