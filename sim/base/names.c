#include "sim/base/names.h"

#include <glib.h>
#include <string.h>

/* Longer words are not compared: nobody mistypes one name into another there,
 * and three rows of distances fit the stack. */
enum { WORD_MAX = 48 };

const char *
name_of(const struct name *table, unsigned value)
{
    for (; table->name; table++)
        if (table->value == value)
            return table->name;
    return NULL;
}

bool
name_value(const struct name *table, const char *text, size_t length,
           unsigned *value)
{
    for (; table->name; table++) {
        if (strlen(table->name) == length &&
            memcmp(table->name, text, length) == 0) {
            *value = table->value;
            return true;
        }
    }
    return false;
}

char *
name_list(const struct name *table)
{
    GString *list = g_string_new(NULL);

    for (const struct name *n = table; n->name; n++)
        if (name_of(table, n->value) == n->name)
            g_string_append_printf(list, "%s%s", list->len ? ", " : "",
                                   n->name);
    return g_string_free(list, FALSE);
}

/* A bit for each letter and other character there is, case aside. */
static uint64_t
letters(const char *word, size_t length)
{
    uint64_t set = 0;

    for (size_t i = 0; i < length; i++)
        set |= 1ULL << (word[i] & ('@' <= word[i] ? 0x1f : 0x3f));
    return set;
}

static unsigned
count(uint64_t set)
{
    return (unsigned) __builtin_popcountll(set);
}

/* As g_ascii_tolower(), in place: it is what distances cost most. */
static char
lower(char c)
{
    return (char) ('A' <= c && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Damerau-Levenshtein with neighbours swapped at most once ("optimal string
 * alignment"): insert, delete, replace or swap, each at a cost of one. */
static unsigned
distance(const char *a, size_t alen, const char *b, size_t blen)
{
    unsigned rows[3][WORD_MAX + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2], *spare;

    for (size_t j = 0; j <= blen; j++)
        above[j] = (unsigned) j;
    for (size_t i = 1; i <= alen; i++) {
        char ai = lower(a[i - 1]);

        row[0] = (unsigned) i;
        for (size_t j = 1; j <= blen; j++) {
            char bj = lower(b[j - 1]);

            row[j] = MIN(above[j], row[j - 1]) + 1;
            row[j] = MIN(row[j], above[j - 1] + (ai != bj));
            if (i > 1 && j > 1 && ai == lower(b[j - 2]) &&
                bj == lower(a[i - 2]))
                row[j] = MIN(row[j], before[j - 2] + 1);
        }
        spare = before, before = above, above = row, row = spare;
    }
    return above[blen];
}

struct nearest
nearest_to(const char *word, size_t length)
{
    /* a third of the word may be wrong: one letter of two to five, two of six
     * to eight; of one letter, only its case */
    return (struct nearest){
        .word = word,
        .length = length,
        .letters = letters(word, length),
        .distance = (unsigned) (MIN(length, WORD_MAX) + 1) / 3,
    };
}

void
nearest_offer(struct nearest *n, const char *candidate)
{
    size_t length = strlen(candidate);
    uint64_t have;
    unsigned d;

    if (n->length > WORD_MAX || length > WORD_MAX)
        return;
    /* every letter too many or too few costs one */
    if (length > n->length + n->distance || n->length > length + n->distance)
        return;
    /* and so does every letter that the other word has none of; most words that
     * are offered end here */
    have = letters(candidate, length);
    if (count(n->letters & ~have) > n->distance ||
        count(have & ~n->letters) > n->distance)
        return;
    d = distance(n->word, n->length, candidate, length);
    if (d > n->distance)
        return;
    if (d < n->distance || !n->best || strcmp(candidate, n->best) < 0)
        n->best = candidate;
    n->distance = d;
}

void
nearest_offer_all(struct nearest *n, const struct name *table)
{
    for (; table->name; table++)
        nearest_offer(n, table->name);
}

char *
nearest_hint(const struct nearest *n)
{
    return n->best ? g_strdup_printf(", did you mean '%s'?", n->best)
                   : g_strdup("");
}
