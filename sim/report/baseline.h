/*
 * A baseline: what came out once, as a small text that people review and
 * programs compare.  A header says how it was made; then there is a line for
 * each scenario, policy, and set of points that come out the same, sorted:
 *
 *   SCENARIO | POLICY | POINTS | OUTCOME [| CYCLES]
 */
#pragma once

#include <glib.h>

#include "sim/report/suite.h"
#include "sim/report/tally.h"

enum { BASELINE_SCHEMA = 1 };

struct baseline_line {
    const char *scenario, *policy;
    const char *points;  /* "type=WC|UC, or fence=no"; "all"                  */
    const char *outcome; /* as tally_text() without lines                     */
    uint64_t cycles;     /* if the baseline has cost                          */
    uint32_t number;     /* in the file, from 1                               */
};

struct baseline {
    const char *version; /* of the program that made it                       */
    bool explored, cost;
    GPtrArray *policy, *param,
        *file;           /* of const char *, as on the command line */
    uint64_t max_states; /* explored: at most so many; 0: no bound            */
    const char *platform; /* NULL: the scenarios' own                         */
    GArray *line;         /* of struct baseline_line                          */
    GStringChunk *words;  /* where the texts live                             */
};

/* Whether a word of the command line can stand in a header and be read back:
 * a text without control characters that does not end in a blank. */
bool baseline_can_hold(const char *word);

struct baseline *baseline_new(void);
void baseline_free(struct baseline *b);

/* Adds what came out, sorted.  False with *WHY, to be g_free()d, if a name
 * cannot stand in a line or two scenarios are called the same. */
bool baseline_add(struct baseline *b, const struct suite *s, char **why);

void baseline_write(const struct baseline *b, GString *out);

/* NULL with *LINE (from 1) and *WHY, a text of ours, if TEXT is no baseline.
 * Any text may be given. */
struct baseline *baseline_parse(const char *text, size_t length, uint32_t *line,
                                const char **why);

/* Whether a line is about a case of its scenario and policy. */
bool baseline_is_about(const struct baseline_line *l,
                       const struct suite_scenario *s,
                       const struct suite_case *c);

/* The line, as written, without a line end. */
void baseline_line_text(const struct baseline *b, const struct baseline_line *l,
                        GString *out);

/* What a baseline says of a case; to be g_free()d. */
char *baseline_outcome(const struct suite_case *c);
