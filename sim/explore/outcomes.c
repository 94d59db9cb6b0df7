/* Last states, counted by what they hold. */

#include "sim/explore/outcomes.h"

#include <glib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* A row: the key (values, one bit for each unset one, marks), then how often
 * and where first. */
struct outcomes {
    struct observed o;
    uint32_t ncolumn, nkey, stride;
    uint64_t *row;   /* [cap][stride]                                         */
    uint64_t *key;   /* of the state being added                              */
    uint32_t *table; /* [mask + 1] row + 1; 0: empty                          */
    uint32_t nrow, cap, mask;
};

enum { FEW = 16 };

static uint32_t
bit_words(uint32_t bits)
{
    return (bits + 63) / 64;
}

struct outcomes *
outcomes_new(const struct observed *o)
{
    struct outcomes *t = g_new0(struct outcomes, 1);

    t->o = *o;
    t->ncolumn = o->nreg + o->nword;
    t->nkey = t->ncolumn + bit_words(t->ncolumn) + 1;
    t->stride = t->nkey + 2;
    t->cap = FEW;
    t->mask = 2 * FEW - 1;
    t->row = g_new(uint64_t, (size_t) t->cap * t->stride);
    t->key = g_new(uint64_t, t->nkey);
    t->table = g_new0(uint32_t, t->mask + 1);
    return t;
}

void
outcomes_free(struct outcomes *t)
{
    if (!t)
        return;
    g_free(t->row);
    g_free(t->key);
    g_free(t->table);
    g_free(t);
}

bool
outcome_final(const struct bound *b, const cell *m)
{
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!machine_thread_done(b, m, t))
            return false;
    for (uint32_t w = 0; w < b->nwindow; w++)
        if (b->depth && m[b->at.window + w * b->depth * 2])
            return false;
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (b->nwcb && m[b->at.wcb + cpu * b->nwcb * b->at.wcb_stride])
            return false;
    return true;
}

static bool
dirty(const cell *holder)
{
    return holder[0] == LINE_M || holder[0] == LINE_O;
}

/* A word that no operation names holds what it held. */
static uint64_t
untouched(const struct plan *p, const struct observed_word *w)
{
    for (uint32_t i = 0; i < p->nfirst; i++)
        if (p->first[i].region == w->region && p->first[i].offset == w->offset)
            return p->first[i].value;
    return 0;
}

/* What memory holds once every dirty copy is written back. */
static uint64_t
folded(const struct bound *b, const cell *m, const struct observed_word *w)
{
    uint32_t line = w->line, gran = w->gran;
    cell *ln, local;

    if (line == (uint32_t) LINE_UNNAMED)
        return untouched(b->plan, w);
    ln = line_cells(b, m, line);
    local = ln[gran];
    for (uint32_t h = 0; h <= b->ncpu; h++) {
        const cell *holder = holder_cells(b, ln, h);

        if (dirty(holder))
            local = holder[1 + gran];
    }
    return machine_value(b, m, version_of(b, line, gran, local));
}

/* ------------------------------------------------------------------ adding */

static uint64_t *
row_of(const struct outcomes *t, uint32_t i)
{
    return t->row + (size_t) i * t->stride;
}

static uint32_t
slot_of(const struct outcomes *t, const uint64_t *key)
{
    return (uint32_t) XXH3_64bits(key, t->nkey * sizeof *key) & t->mask;
}

/* Twice the room; every row finds its place again. */
static void
grow(struct outcomes *t)
{
    t->cap *= 2;
    t->mask = 2 * t->cap - 1;
    t->row = g_renew(uint64_t, t->row, (size_t) t->cap * t->stride);
    g_free(t->table);
    t->table = g_new0(uint32_t, t->mask + 1);
    for (uint32_t i = 0; i < t->nrow; i++) {
        uint32_t at = slot_of(t, row_of(t, i));

        while (t->table[at])
            at = (at + 1) & t->mask;
        t->table[at] = i + 1;
    }
}

static void
count(struct outcomes *t, const uint64_t *key, uint64_t n, uint64_t first)
{
    uint32_t at = slot_of(t, key);
    uint64_t *row;

    for (; t->table[at]; at = (at + 1) & t->mask) {
        row = row_of(t, t->table[at] - 1);
        if (memcmp(row, key, t->nkey * sizeof *key) == 0) {
            row[t->nkey] += n;
            row[t->nkey + 1] = MIN(row[t->nkey + 1], first);
            return;
        }
    }
    row = row_of(t, t->nrow);
    memcpy(row, key, t->nkey * sizeof *key);
    row[t->nkey] = n;
    row[t->nkey + 1] = first;
    t->table[at] = ++t->nrow;
    if (t->nrow == t->cap)
        grow(t);
}

void
outcomes_add(struct outcomes *t, const struct bound *b, const cell *m,
             uint32_t id)
{
    uint64_t *key = t->key, *unset = key + t->ncolumn;
    uint64_t marks = 0;

    memset(key, 0, t->nkey * sizeof *key);
    for (uint32_t i = 0; i < t->o.nreg; i++) {
        cell held = m[b->at.reg + t->o.reg[i]];

        if (held)
            key[i] = machine_value(b, m, held - 1);
        else
            unset[i / 64] |= 1ULL << i % 64;
    }
    for (uint32_t i = 0; i < t->o.nword; i++)
        key[t->o.nreg + i] = folded(b, m, &t->o.word[i]);
    for (uint32_t i = 0; i < b->nmark; i++)
        marks |= (uint64_t) m[b->at.mark + i] << i;
    key[t->nkey - 1] = marks;
    count(t, key, 1, id);
}

void
outcomes_merge(struct outcomes *to, const struct outcomes *from)
{
    for (uint32_t i = 0; i < from->nrow; i++) {
        const uint64_t *row = row_of(from, i);

        count(to, row, row[from->nkey], row[from->nkey + 1]);
    }
}

/* -------------------------------------------------------------------- rows */

static int
by_key(gconstpointer a, gconstpointer b, gpointer table)
{
    const struct outcomes *t = table;
    const uint64_t *x = row_of(t, *(const uint32_t *) a);
    const uint64_t *y = row_of(t, *(const uint32_t *) b);

    for (uint32_t i = 0; i < t->nkey; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

static struct outcome
outcome_of(const struct outcomes *t, const uint64_t *row, struct arena *arena)
{
    uint64_t *value = arena_new_array(arena, uint64_t, t->ncolumn + 1);
    bool *unset = arena_new_array(arena, bool, t->ncolumn + 1);

    memcpy(value, row, t->ncolumn * sizeof *value);
    for (uint32_t i = 0; i < t->ncolumn; i++)
        unset[i] = row[t->ncolumn + i / 64] >> i % 64 & 1;
    return (struct outcome){.value = value,
                            .unset = unset,
                            .count = row[t->nkey],
                            .marks = (uint32_t) row[t->nkey - 1],
                            .first = (uint32_t) row[t->nkey + 1]};
}

struct outcome *
outcomes_rows(const struct outcomes *t, struct arena *arena, uint32_t *n)
{
    struct outcome *out = arena_new_array(arena, struct outcome, t->nrow + 1);
    g_autofree uint32_t *order = g_new(uint32_t, t->nrow + 1);

    for (uint32_t i = 0; i < t->nrow; i++)
        order[i] = i;
    g_qsort_with_data(order, (int) t->nrow, sizeof *order, by_key,
                      (gpointer) (uintptr_t) t);
    for (uint32_t i = 0; i < t->nrow; i++)
        out[i] = outcome_of(t, row_of(t, order[i]), arena);
    *n = t->nrow;
    return out;
}
