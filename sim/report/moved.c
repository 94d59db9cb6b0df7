#include "sim/report/moved.h"

#include <string.h>

#include "sim/report/boxes.h"

struct move { /* cases of one line that come out alike                        */
    const struct suite_scenario *s;
    const struct baseline_line *was; /* NULL: none                            */
    char *outcome;
    uint64_t cycles;
    GPtrArray *cases;
};

struct comparing {
    const struct baseline *b;
    struct moved_counts count;
    GHashTable *lines; /* "scenario\npolicy" -> GPtrArray of lines            */
    GHashTable *met;   /* lines that are about some case                      */
    GHashTable *ran;   /* "scenario\npolicy" of the suite                     */
    GPtrArray *move;   /* of struct move *                                    */
    GHashTable *of;    /* key -> struct move                                  */
};

static char *
pair(const char *scenario, const char *policy)
{
    return g_strdup_printf("%s\n%s", scenario, policy);
}

static void
move_free(void *data)
{
    struct move *m = data;

    g_free(m->outcome);
    g_ptr_array_unref(m->cases);
    g_free(m);
}

static void
list_free(void *list)
{
    g_ptr_array_unref(list);
}

static void
comparing_init(struct comparing *c, const struct baseline *b)
{
    *c = (struct comparing){
        .b = b,
        .lines =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, list_free),
        .met = g_hash_table_new(NULL, NULL),
        .ran = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .move = g_ptr_array_new_with_free_func(move_free),
        .of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    for (guint i = 0; i < b->line->len; i++) {
        struct baseline_line *l =
            &g_array_index(b->line, struct baseline_line, i);
        char *key = pair(l->scenario, l->policy);
        GPtrArray *list = g_hash_table_lookup(c->lines, key);

        if (list) {
            g_free(key);
        } else {
            list = g_ptr_array_new();
            g_hash_table_insert(c->lines, key, list);
        }
        g_ptr_array_add(list, l);
    }
}

static void
comparing_clear(struct comparing *c)
{
    g_hash_table_unref(c->of);
    g_ptr_array_unref(c->move);
    g_hash_table_unref(c->ran);
    g_hash_table_unref(c->met);
    g_hash_table_unref(c->lines);
}

/* ---- cases ---- */

static const struct baseline_line *
find_line(const GPtrArray *lines, const struct suite_scenario *s,
          const struct suite_case *c)
{
    for (guint i = 0; lines && i < lines->len; i++)
        if (baseline_is_about(lines->pdata[i], s, c))
            return lines->pdata[i];
    return NULL;
}

static void
add_move(struct comparing *c, const struct suite_scenario *s,
         const struct baseline_line *was, const struct suite_case *is,
         const char *outcome)
{
    uint64_t cycles = c->b->cost ? is->cycles : 0;
    char *key =
        g_strdup_printf("%s\n%s\n%u\n%s\n%" G_GUINT64_FORMAT, s->name,
                        is->policy, was ? was->number : 0, outcome, cycles);
    struct move *m = g_hash_table_lookup(c->of, key);

    if (m) {
        g_free(key);
    } else {
        m = g_new(struct move, 1);
        *m =
            (struct move){s, was, g_strdup(outcome), cycles, g_ptr_array_new()};
        g_ptr_array_add(c->move, m);
        g_hash_table_insert(c->of, key, m);
    }
    g_ptr_array_add(m->cases, (gpointer) (uintptr_t) is);
}

static enum tally_order
order_of(const char *was, const char *is)
{
    g_autoptr(GStringChunk) words = g_string_chunk_new(256);
    enum tally_order order = TALLY_OTHER;
    struct tally a, b;

    if (!tally_parse(was, words, &a))
        return order;
    if (tally_parse(is, words, &b)) {
        order = tally_compare(&a, &b);
        tally_clear(&b);
    }
    tally_clear(&a);
    return order == TALLY_SAME ? TALLY_OTHER : order;
}

static void
compare_case(struct comparing *c, const struct suite_scenario *s,
             const GPtrArray *lines, const struct suite_case *is)
{
    const struct baseline_line *was = find_line(lines, s, is);
    g_autofree char *outcome = baseline_outcome(is);
    bool same = was && strcmp(was->outcome, outcome) == 0;

    c->count.cases++;
    if (was)
        g_hash_table_add(c->met, (gpointer) (uintptr_t) was);
    if (same && (!c->b->cost || was->cycles == is->cycles))
        return;
    if (!was)
        c->count.added++;
    else if (same)
        c->count.cost++;
    else
        c->count.order[order_of(was->outcome, outcome)]++;
    add_move(c, s, was, is, outcome);
}

static void
compare_scenario(struct comparing *c, const struct suite_scenario *s)
{
    uint64_t n = s->npolicy ? s->ncase / s->npolicy : 0;

    for (uint32_t p = 0; n && p < s->npolicy; p++) {
        const struct suite_case *is = &s->at[p * n];
        char *key = pair(s->name, is->policy);
        const GPtrArray *lines = g_hash_table_lookup(c->lines, key);

        g_hash_table_add(c->ran, key);
        for (uint64_t i = 0; i < n; i++)
            compare_case(c, s, lines, &is[i]);
    }
}

/* ---- words ---- */

static const char *
heading(const struct move *m)
{
    if (!m->was)
        return "new";
    if (strcmp(m->was->outcome, m->outcome) == 0)
        return m->cycles > m->was->cycles ? "costs more" : "costs less";
    return tally_order_name[order_of(m->was->outcome, m->outcome)];
}

static void
say_move(const struct comparing *c, const struct move *m, GString *out)
{
    g_autoptr(GPtrArray) box = boxes_of(m->s, m->cases);
    g_autoptr(GString) points = g_string_new(NULL);
    const struct suite_case *first = m->cases->pdata[0];
    struct baseline_line is = {.scenario = m->s->name,
                               .policy = first->policy,
                               .outcome = m->outcome,
                               .cycles = m->cycles};

    for (guint i = 0; i < box->len; i++)
        g_string_append_printf(points, "%s%s", i ? ", or " : "",
                               (const char *) box->pdata[i]);
    is.points = points->len ? points->str : "all";
    g_string_append_printf(out, "%s\n", heading(m));
    if (m->was) {
        struct baseline_line was = *m->was;

        was.points = is.points;
        g_string_append(out, "- ");
        baseline_line_text(c->b, &was, out);
        g_string_append_c(out, '\n');
    }
    g_string_append(out, "+ ");
    baseline_line_text(c->b, &is, out);
    g_string_append(out, "\n\n");
}

static void
say_gone(struct comparing *c, enum moved_of of, GString *out)
{
    for (guint i = 0; of != MOVED_POINTS && i < c->b->line->len; i++) {
        const struct baseline_line *l =
            &g_array_index(c->b->line, struct baseline_line, i);
        g_autofree char *key = pair(l->scenario, l->policy);

        if (g_hash_table_contains(c->met, l) ||
            (of == MOVED_PAIRS && !g_hash_table_contains(c->ran, key)))
            continue;
        c->count.gone++;
        g_string_append(out, "missing\n- ");
        baseline_line_text(c->b, l, out);
        g_string_append(out, "\n\n");
    }
}

struct moved_counts
moved_since(const struct baseline *b, const struct suite *s, enum moved_of of,
            GString *out)
{
    struct comparing c;

    comparing_init(&c, b);
    c.count.lines = b->line->len;
    for (uint32_t i = 0; i < s->nscenario; i++)
        compare_scenario(&c, &s->scenario[i]);
    for (guint i = 0; i < c.move->len; i++)
        say_move(&c, c.move->pdata[i], out);
    say_gone(&c, of, out);
    comparing_clear(&c);
    return c.count;
}

bool
moved_nothing(const struct moved_counts *c)
{
    return c->order[TALLY_BETTER] + c->order[TALLY_WORSE] +
               c->order[TALLY_OTHER] + c->cost + c->added + c->gone ==
           0;
}
