#include "sim/report/rows.h"

#include <string.h>

#include "sim/report/boxes.h"

enum { BOXES_MAX = 12 };

struct group { /* cases of one policy with one outcome                        */
    char *outcome;
    GPtrArray *cases; /* of const struct suite_case *                         */
};

static void
group_free(void *group)
{
    struct group *g = group;

    g_free(g->outcome);
    g_ptr_array_unref(g->cases);
    g_free(g);
}

static void
row_free(void *row)
{
    struct row *r = row;

    g_string_free(r->policies, TRUE);
    g_ptr_array_unref(r->cases);
    g_free(r->points);
    g_free(r);
}

/* What exploring found; one schedule of each kind is enough for all. */
static void
add_check(GString *out, const struct suite_case *c,
          const struct suite_options *o)
{
    const struct suite_check *k = c->check;

    g_string_append_printf(out, "\nexplored %s %u %u %s", k->end, k->within,
                           k->nproperty == 0 && k->nshown == 0,
                           k->not_covered ? k->not_covered : "");
    for (uint32_t i = 0; i < c->nclaim; i++)
        if (c->claim[i].says)
            g_string_append_printf(out, "\n%u %s %s", c->claim[i].line,
                                   c->claim[i].says,
                                   c->claim[i].seen ? c->claim[i].seen : "");
    for (uint32_t i = 0; i < k->nproperty; i++)
        g_string_append_printf(out, "\n%s %u", k->property[i].name,
                               k->property[i].holds);
    for (uint32_t i = 0; i < k->nshown; i++)
        if (o->hazards || k->shown[i].claimed)
            g_string_append_printf(out, "\n%s %s %s %u", k->shown[i].kind,
                                   k->shown[i].cause, k->shown[i].victim,
                                   k->shown[i].always);
    for (uint32_t i = 0; o->outcomes && i < k->nlast; i++)
        for (uint32_t j = 0; j < k->ncolumn; j++)
            g_string_append_printf(out, "%c%" G_GUINT64_FORMAT "%s",
                                   j ? ' ' : '\n', k->last[i].value[j],
                                   k->last[i].unset[j] ? "-" : "");
}

static void
add_hazards(GString *out, const struct suite_case *c)
{
    for (uint32_t i = 0; i < c->nhazard; i++)
        g_string_append_printf(out, "\n%s %s %s %s", c->hazard[i].kind,
                               c->hazard[i].says, c->hazard[i].severity,
                               c->hazard[i].victim);
}

/* A text that is the same exactly for cases that are printed the same. */
static char *
outcome_of(const struct suite_case *c, const struct suite_options *o)
{
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "%u %u %s", c->verdict, c->stuck_line,
                           o->verbose ? c->conditions : "");
    for (uint32_t i = 0; o->verbose && i < c->nevent; i++)
        if (c->event[i].idle)
            g_string_append_printf(out, " %u", c->event[i].line);
    if (c->check)
        add_check(out, c, o);
    else
        add_hazards(out, c);
    for (uint32_t i = 0; i < c->nrefusal; i++)
        g_string_append_printf(out, "\n%s %u", c->refusal[i].what,
                               c->refusal[i].line);
    for (uint32_t i = 0; i < c->nclaim; i++)
        if (c->claim[i].holds == SUITE_FAILS)
            g_string_append_printf(out, "\n%u %s", c->claim[i].line,
                                   c->claim[i].seen);
    return g_string_free(out, FALSE);
}

static GPtrArray *
group_cases(const struct suite_case *c, uint64_t n,
            const struct suite_options *o)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
    GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);

    for (uint64_t i = 0; i < n; i++) {
        char *outcome = outcome_of(&c[i], o);
        struct group *g = g_hash_table_lookup(known, outcome);

        if (g) {
            g_free(outcome);
        } else {
            g = g_new(struct group, 1);
            g->outcome = outcome;
            g->cases = g_ptr_array_new();
            g_hash_table_insert(known, outcome, g);
            g_ptr_array_add(groups, g);
        }
        g_ptr_array_add(g->cases, (gpointer) (uintptr_t) &c[i]);
    }
    g_hash_table_unref(known);
    return groups;
}

static char *
points_text(const struct suite_scenario *s, const struct group *g)
{
    g_autoptr(GPtrArray) boxes = boxes_of(s, g->cases);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < boxes->len && i < BOXES_MAX; i++)
        g_string_append_printf(out, "%s%s", i ? ", or " : "",
                               (char *) boxes->pdata[i]);
    if (boxes->len > BOXES_MAX)
        g_string_append_printf(out, ", and %u more", boxes->len - BOXES_MAX);
    return g_string_free(out, FALSE);
}

static void
count_cases(struct row *row, const struct group *g)
{
    row->ncase += g->cases->len;
    g_ptr_array_extend(row->cases, g->cases, NULL, NULL);
    for (guint i = 0; i < g->cases->len; i++) {
        const struct suite_check *k =
            ((const struct suite_case *) g->cases->pdata[i])->check;

        if (!k)
            continue;
        row->states = MAX(row->states, k->states);
        row->transitions = MAX(row->transitions, k->transitions);
        row->depth = MAX(row->depth, k->depth);
    }
}

struct making {
    const struct suite_scenario *scenario;
    GPtrArray *rows;
    GHashTable *known;   /* rows by points and outcome                        */
    GHashTable *outcome; /* numbers of outcomes, from 1                       */
};

/* The same whatever was claimed, unless that is not what came. */
static uint32_t
outcome_number(struct making *m, const struct group *g)
{
    const struct suite_case *first = g->cases->pdata[0];
    const char *outcome = first->verdict == SUITE_UNEXPECTED
                              ? g->outcome
                              : strchr(g->outcome, ' ');
    uint32_t n = GPOINTER_TO_UINT(g_hash_table_lookup(m->outcome, outcome));

    if (n == 0) {
        n = g_hash_table_size(m->outcome) + 1;
        g_hash_table_insert(m->outcome, g_strdup(outcome), GUINT_TO_POINTER(n));
    }
    return n - 1;
}

/* Adds a group to the row it fits, or makes one. */
static void
add_group(struct making *m, const struct group *g)
{
    const struct suite_case *first = g->cases->pdata[0];
    char *points = points_text(m->scenario, g);
    char *key = g_strconcat(points, "\n", g->outcome, NULL);
    struct row *row = g_hash_table_lookup(m->known, key);

    if (row) {
        g_string_append_printf(row->policies, ", %s", first->policy);
        count_cases(row, g);
        g_free(points);
        g_free(key);
        return;
    }
    row = g_new0(struct row, 1);
    row->first = first;
    row->policies = g_string_new(first->policy);
    row->points = points;
    row->cases = g_ptr_array_new();
    row->outcome = outcome_number(m, g);
    count_cases(row, g);
    g_ptr_array_add(m->rows, row);
    g_hash_table_insert(m->known, key, row);
}

GPtrArray *
rows_of(const struct suite_scenario *s, const struct suite_options *o)
{
    struct making m = {
        .scenario = s,
        .rows = g_ptr_array_new_with_free_func(row_free),
        .known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .outcome = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    uint64_t npoint = s->npolicy ? s->ncase / s->npolicy : 0;

    for (uint32_t p = 0; p < s->npolicy; p++) {
        g_autoptr(GPtrArray) groups =
            group_cases(&s->at[p * npoint], npoint, o);

        for (guint i = 0; i < groups->len; i++)
            add_group(&m, groups->pdata[i]);
    }
    g_hash_table_unref(m.known);
    g_hash_table_unref(m.outcome);
    return m.rows;
}
