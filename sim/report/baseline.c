#include "sim/report/baseline.h"

#include <string.h>

#include "sim/report/boxes.h"

bool
baseline_can_hold(const char *word)
{
    size_t length = strlen(word);

    if (length == 0 || word[length - 1] == ' ' ||
        !g_utf8_validate(word, (gssize) length, NULL))
        return false;
    for (const char *at = word; *at; at = g_utf8_next_char(at))
        if (g_unichar_iscntrl(g_utf8_get_char(at)))
            return false;
    return true;
}

struct baseline *
baseline_new(void)
{
    struct baseline *b = g_new0(struct baseline, 1);

    b->policy = g_ptr_array_new();
    b->param = g_ptr_array_new();
    b->file = g_ptr_array_new();
    b->line = g_array_new(FALSE, FALSE, sizeof(struct baseline_line));
    b->words = g_string_chunk_new(4096);
    return b;
}

void
baseline_free(struct baseline *b)
{
    g_ptr_array_unref(b->policy);
    g_ptr_array_unref(b->param);
    g_ptr_array_unref(b->file);
    g_array_unref(b->line);
    g_string_chunk_free(b->words);
    g_free(b);
}

/* ---- what came out ---- */

char *
baseline_outcome(const struct suite_case *c)
{
    struct tally t = tally_of(c, false);
    GString *out = g_string_new(NULL);

    tally_text(&t, out);
    tally_clear(&t);
    return g_string_free(out, FALSE);
}

/* Cases of one policy that come out the same. */
struct alike {
    char *outcome;
    uint64_t cycles;
    GPtrArray *cases;
};

static void
alike_free(void *data)
{
    struct alike *a = data;

    g_free(a->outcome);
    g_ptr_array_unref(a->cases);
    g_free(a);
}

static void
put_case(GPtrArray *sets, GHashTable *of, const struct suite_case *c, bool cost)
{
    uint64_t cycles = cost ? c->cycles : 0;
    char *outcome = baseline_outcome(c);
    char *key = g_strdup_printf("%s\n%" G_GUINT64_FORMAT, outcome, cycles);
    struct alike *a = g_hash_table_lookup(of, key);

    if (a) {
        g_free(outcome);
        g_free(key);
    } else {
        a = g_new(struct alike, 1);
        *a = (struct alike){outcome, cycles, g_ptr_array_new()};
        g_ptr_array_add(sets, a);
        g_hash_table_insert(of, key, a);
    }
    g_ptr_array_add(a->cases, (gpointer) (uintptr_t) c);
}

static const char *
points_text(struct baseline *b, const struct suite_scenario *s,
            const struct alike *a)
{
    g_autoptr(GPtrArray) box = boxes_of(s, a->cases);
    g_autoptr(GString) out = g_string_new(NULL);

    for (guint i = 0; i < box->len; i++)
        g_string_append_printf(out, "%s%s", i ? ", or " : "",
                               (const char *) box->pdata[i]);
    return g_string_chunk_insert(b->words, out->len ? out->str : "all");
}

/* The cases of one policy. */
static void
add_policy(struct baseline *b, const struct suite_scenario *s,
           const struct suite_case *c, uint64_t n)
{
    g_autoptr(GPtrArray) sets = g_ptr_array_new_with_free_func(alike_free);
    g_autoptr(GHashTable) of =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (uint64_t i = 0; i < n; i++)
        put_case(sets, of, &c[i], b->cost);
    for (guint i = 0; i < sets->len; i++) {
        const struct alike *a = sets->pdata[i];
        struct baseline_line l = {
            .scenario = g_string_chunk_insert_const(b->words, s->name),
            .policy = g_string_chunk_insert_const(b->words, c->policy),
            .points = points_text(b, s, a),
            .outcome = g_string_chunk_insert_const(b->words, a->outcome),
            .cycles = a->cycles,
        };

        g_array_append_val(b->line, l);
    }
}

static bool
can_stand(const char *name)
{
    return baseline_can_hold(name) && *name != '#' && !strstr(name, " |");
}

static gint
by_names(gconstpointer a, gconstpointer b)
{
    const struct baseline_line *x = a, *y = b;
    int order = strcmp(x->scenario, y->scenario);

    if (!order)
        order = strcmp(x->policy, y->policy);
    if (!order)
        order = strcmp(x->points, y->points);
    return order ? order : strcmp(x->outcome, y->outcome);
}

bool
baseline_add(struct baseline *b, const struct suite *s, char **why)
{
    g_autoptr(GHashTable) file = g_hash_table_new(g_str_hash, g_str_equal);

    for (uint32_t i = 0; i < s->nscenario; i++) {
        const struct suite_scenario *sc = &s->scenario[i];
        uint64_t n = sc->npolicy ? sc->ncase / sc->npolicy : 0;
        const char *other = g_hash_table_lookup(file, (gconstpointer) sc->name);

        if (other || !can_stand(sc->name)) {
            *why = other ? g_strdup_printf("%s and %s are both called '%s'",
                                           other, sc->file, sc->name)
                         : g_strdup_printf("'%s' cannot stand in a line",
                                           sc->name);
            return false;
        }
        g_hash_table_insert(file, (gpointer) (uintptr_t) sc->name,
                            (gpointer) (uintptr_t) sc->file);
        for (uint32_t p = 0; p < sc->npolicy; p++)
            add_policy(b, sc, &sc->at[p * n], n);
    }
    g_array_sort(b->line, by_names);
    return true;
}

/* ---- which cases a line is about ---- */

/* Whether VALUE is one of "a|b|c", LENGTH characters. */
static bool
is_among(const char *value, const char *list, size_t length)
{
    size_t n = strlen(value);

    while (length > 0) {
        const char *bar = memchr(list, '|', length);
        size_t one = bar ? (size_t) (bar - list) : length;

        if (one == n && memcmp(value, list, n) == 0)
            return true;
        one += bar != NULL;
        list += one;
        length -= one;
    }
    return false;
}

/* Whether "name=a|b" is true of a case. */
static bool
holds(const char *word, size_t length, const struct suite_scenario *s,
      const struct suite_case *c)
{
    const char *is = memchr(word, '=', length);
    size_t name = is ? (size_t) (is - word) : 0;

    for (uint32_t i = 0; is && i < s->nparam; i++)
        if (strlen(s->param[i]) == name && !memcmp(s->param[i], word, name))
            return is_among(c->param[i], is + 1, length - name - 1);
    return false;
}

/* Whether all words of a box, LENGTH characters, are. */
static bool
box_holds(const char *box, size_t length, const struct suite_scenario *s,
          const struct suite_case *c)
{
    while (length > 0) {
        const char *blank = memchr(box, ' ', length);
        size_t word = blank ? (size_t) (blank - box) : length;

        if (word > 0 && !holds(box, word, s, c))
            return false;
        word += blank != NULL;
        box += word;
        length -= word;
    }
    return true;
}

bool
baseline_is_about(const struct baseline_line *l, const struct suite_scenario *s,
                  const struct suite_case *c)
{
    static const char or [] = ", or ";
    const char *box = l->points;

    if (strcmp(box, "all") == 0)
        return true;
    while (box) {
        const char *next = strstr(box, or);
        size_t length = next ? (size_t) (next - box) : strlen(box);

        if (box_holds(box, length, s, c))
            return true;
        box = next ? next + strlen(or) : NULL;
    }
    return false;
}

/* ---- writing ---- */

static void
put_each(GString *out, const char *name, const GPtrArray *list)
{
    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(out, "%s %s\n", name,
                               (const char *) list->pdata[i]);
}

void
baseline_line_text(const struct baseline *b, const struct baseline_line *l,
                   GString *out)
{
    g_string_append_printf(out, "%s | %s | %s | %s", l->scenario, l->policy,
                           l->points, l->outcome);
    if (b->cost)
        g_string_append_printf(out, " | %" G_GUINT64_FORMAT, l->cycles);
}

void
baseline_write(const struct baseline *b, GString *out)
{
    g_string_append_printf(
        out,
        "# What came out, a line for each set of points that come out the "
        "same:\n"
        "#   SCENARIO | POLICY | POINTS | OUTCOME%s\n"
        "# 'mtsim baseline compare' says what moved since.\n"
        "baseline %d\nversion %s\nby %s\n%s",
        b->cost ? " | CYCLES" : "", BASELINE_SCHEMA, b->version,
        b->explored ? "check" : "run", b->cost ? "cost\n" : "");
    put_each(out, "policy", b->policy);
    put_each(out, "param", b->param);
    if (b->max_states)
        g_string_append_printf(out, "max-states %" G_GUINT64_FORMAT "\n",
                               b->max_states);
    if (b->platform)
        g_string_append_printf(out, "platform %s\n", b->platform);
    put_each(out, "file", b->file);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < b->line->len; i++) {
        baseline_line_text(b, &g_array_index(b->line, struct baseline_line, i),
                           out);
        g_string_append_c(out, '\n');
    }
}
