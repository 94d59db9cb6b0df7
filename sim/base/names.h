/* Names and what they stand for: enum <-> name tables with aliases, and the
 * nearest known name for "did you mean".
 *
 * A table ends with a NULL name.  Several names may share a value: all are
 * read, the first is printed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name {
    const char *name;
    unsigned value;
};

/* The first name of value, or NULL. */
const char *name_of(const struct name *table, unsigned value);

/* The value of the name that is exactly text[0..length), if there is one. */
bool name_value(const struct name *table, const char *text, size_t length,
                unsigned *value);

/* "a, b, c" of the names that are printed (no aliases); to be g_free()d. */
char *name_list(const struct name *table);

/* Search for the known name nearest to a word: start with nearest_to(), offer
 * every candidate, read best (NULL if none is near enough).  The distance is
 * Damerau-Levenshtein without regard to case; a third of the word may be wrong.
 * Among equals the first in byte order wins, so the order of offers is
 * irrelevant. */
struct nearest {
    const char *word;
    size_t length;
    uint64_t letters; /* that it has: a lower bound needs no more             */
    unsigned distance;
    const char *best;
};

struct nearest nearest_to(const char *word, size_t length);
void nearest_offer(struct nearest *n, const char *candidate);
void nearest_offer_all(struct nearest *n, const struct name *table);

/* ", did you mean 'NAME'?" to end a message with, or ""; to be g_free()d. */
char *nearest_hint(const struct nearest *n);
