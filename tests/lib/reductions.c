#include "tests/lib/reductions.h"

#include <criterion/criterion.h>
#include <glib.h>
#include <inttypes.h>
#include <stdio.h>

#include "sim/core/access.h"
#include "sim/core/judge.h"
#include "sim/explore/explore.h"

/* ----------------------------------------------- what one search has shown */

static void
note_conditions(struct seen *s, const struct bound *b, const cell *m,
                const struct txn *t)
{
    const struct op *op = &b->op[t->op];
    uintptr_t key = (uintptr_t) t->op << 2;

    key |= line_aliased(b, m, t->line);
    key |= translation_stale(b, m, op, t->version) ? 2u : 0u;
    g_hash_table_add(s->condition, GSIZE_TO_POINTER(key + 1));
}

static void
note_hazards(struct sink *to, const struct bound *b, const cell *m,
             const struct txn *t)
{
    struct seen *s = (struct seen *) to;
    struct hazard h[JUDGE_MAX];
    uint32_t n;

    if (t->kind == TX_ISSUE) {
        note_conditions(s, b, m, t);
        return;
    }
    n = judge(b, m, t, h);
    for (uint32_t i = 0; i < n; i++)
        g_hash_table_add(s->hazard,
                         GUINT_TO_POINTER(1u | (guint) h[i].kind << 1 |
                                          (guint) h[i].cause << 8 |
                                          (guint) h[i].severity << 14 |
                                          (guint) h[i].victim << 16));
}

/* What a word holds once dirty data is in memory. */
static uint32_t
folded(const struct bound *b, const cell *m, uint32_t line, uint32_t gran)
{
    cell *ln = line_cells(b, m, line);
    uint32_t local = ln[gran];

    for (uint32_t h = 0; h <= b->ncpu; h++)
        if (line_dirty(holder_cells(b, ln, h)[0]))
            local = holder_cells(b, ln, h)[1 + gran];
    return version_of(b, line, gran, local);
}

static bool
is_last(const struct bound *b, const cell *m)
{
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!machine_thread_done(b, m, t))
            return false;
    for (uint32_t w = 0; w < b->nwindow; w++)
        if (b->depth && window_cells(b, m, w, 0)[0])
            return false;
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (b->nwcb && wcb_cells(b, m, cpu, 0)[0])
            return false;
    return true;
}

static void
note_last(struct explore_eye *eye, const struct bound *b, const cell *m,
          uint32_t id, uint32_t nevent)
{
    struct seen *s = (struct seen *) eye;
    GString *text;

    (void) id;
    (void) nevent;
    if (!is_last(b, m))
        return;
    text = g_string_new("");
    for (uint32_t r = 0; r < b->nreg; r++)
        if (m[b->at.reg + r])
            g_string_append_printf(text, "%" PRIx64 " ",
                                   machine_value(b, m, m[b->at.reg + r] - 1));
        else
            g_string_append(text, "- ");
    for (uint32_t l = 0; l < b->nline; l++)
        for (uint32_t g = 0; g < b->line[l].ngran; g++)
            g_string_append_printf(text, "%" PRIx64 " ",
                                   machine_value(b, m, folded(b, m, l, g)));
    if (g_hash_table_contains(s->last, text->str))
        g_string_free(text, TRUE);
    else
        g_hash_table_add(s->last, g_string_free(text, FALSE));
}

static struct explore_eye *
one_eye(void *to, unsigned i)
{
    (void) i;
    return to;
}

struct seen
seen_search(struct bound *b, uint32_t reduce, uint64_t states)
{
    uint32_t wanted = JUDGED_KINDS | 1u << TX_ISSUE;
    struct seen s = {.eye = {.sink = {note_hazards, ~wanted}}};
    struct explore_visitor v = {one_eye, note_last, NULL, &s};
    struct explore_result r;

    if (!b->judged)
        s.eye.sink.deaf = UINT32_MAX;
    s.hazard = g_hash_table_new(NULL, NULL);
    s.condition = g_hash_table_new(NULL, NULL);
    s.last = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r = explore(
        b, &(struct explore_options){.max_states = states, .reduce = reduce},
        &v);
    s.states = r.states;
    s.transitions = r.transitions;
    s.end = r.end;
    explored_free(r.seen);
    return s;
}

void
seen_clear(struct seen *s)
{
    g_hash_table_destroy(s->hazard);
    g_hash_table_destroy(s->condition);
    g_hash_table_destroy(s->last);
}

/* ------------------------------------------------------------ with against */

static const uint32_t reductions[] = {
    REDUCE_AMPLE,
    REDUCE_DEAD,
    REDUCE_ALL,
};

_Static_assert(G_N_ELEMENTS(reductions) == REDUCTIONS, "all of them");

static gboolean
is_missing(gpointer key, gpointer value, gpointer in)
{
    (void) value;
    return !g_hash_table_contains(in, key);
}

static bool
same_keys(GHashTable *a, GHashTable *b)
{
    /* No key is 0, so that what is found is told from nothing. */
    return g_hash_table_size(a) == g_hash_table_size(b) &&
           !g_hash_table_find(a, is_missing, b);
}

void
reductions_compare(struct bound *b, uint64_t states, const char *what,
                   struct tally *t)
{
    struct seen plain = seen_search(b, 0, states);

    t->cases++;
    if (plain.end != EXPLORE_COMPLETE) {
        t->bounded++;
        seen_clear(&plain);
        return;
    }
    t->plain += plain.states;
    for (unsigned i = 0; i < REDUCTIONS; i++) {
        struct seen s = seen_search(b, reductions[i], 0);

        cr_expect(s.end == EXPLORE_COMPLETE && s.states <= plain.states,
                  "%s: %u: more states", what, reductions[i]);
        cr_expect(same_keys(plain.hazard, s.hazard), "%s: %u: hazards", what,
                  reductions[i]);
        cr_expect(same_keys(plain.condition, s.condition), "%s: %u: conditions",
                  what, reductions[i]);
        cr_expect(same_keys(plain.last, s.last), "%s: %u: last states %u of %u",
                  what, reductions[i], g_hash_table_size(s.last),
                  g_hash_table_size(plain.last));
        t->reduced[i] += s.states;
        seen_clear(&s);
    }
    seen_clear(&plain);
}

void
reductions_print(const char *what, const struct tally *t)
{
    printf("%s: %u cases, %u of them too large to compare; %" PRIu64 " states",
           what, t->cases, t->bounded, t->plain);
    for (unsigned i = 0; i < REDUCTIONS; i++)
        printf(", with %u %" PRIu64, reductions[i], t->reduced[i]);
    printf("\n");
}
