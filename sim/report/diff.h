/*
 * What changes between two policies: the points of scenarios where something
 * else comes out, in few words, by the rules that decide it.  Whoever compares
 * fills it in; writers arrange it.  It owns its texts.
 */
#pragma once

#include <glib.h>

#include "sim/report/suite.h"
#include "sim/report/tally.h"

struct diff_cause { /* the rules that part, one of each policy                */
    char *from, *to; /* "NAME line 20: stage2: otherwise -> WB"               */
    char *from_cite, *to_cite; /* or NULL                                     */
    char *note;                /* or NULL                                     */
};

struct diff_change { /* of some points of a scenario                          */
    const struct suite_scenario *scenario; /* as run under the first policy   */
    char *from, *to; /* what came out; of what costs otherwise: ""            */
    GPtrArray *cases; /* of const struct suite_case *, under the first policy */
    uint64_t cycles[2]; /* cost: of the first point                          */
    double least, most; /* cost: by which part of what it was, -0.25 to 0.5  */
    uint8_t order; /* enum tally_order                                     */
    uint8_t level; /* enum finding_level, of the worse side                */
    bool cost; /* nothing but cycles                                          */
};

struct diff_group {
    struct diff_cause cause;
    GPtrArray *change; /* of struct diff_change *, the most severe first      */
};

struct diff_cost { /* where the same costs otherwise                          */
    uint64_t points, scenarios;
    double most; /* by how much of what it was                                */
};

struct diff {
    const char *version;
    const char *a, *b; /* the policies, as named by the user                  */
    const char *a_is, *b_is; /* what they are made of                         */
    GPtrArray *group;        /* of struct diff_group *, the most severe first */
    GPtrArray *open; /* scenarios with points that are undecided: of char *   */
    uint64_t scenarios, points, left_out;
    uint64_t moved[TALLY_OTHER + 1], moved_scenarios, undecided;
    struct diff_cost more, less;
    bool explored;
    bool costs; /* cost changes are among the groups                          */
};

struct diff *diff_new(void);
void diff_free(struct diff *d);

/* Adds a change under its cause, which is kept only if it is new.  Takes
 * both. */
void diff_add(struct diff *d, struct diff_cause *cause,
              struct diff_change *change);
void diff_cause_clear(struct diff_cause *cause);

/* The most severe first. */
void diff_sort(struct diff *d);

/* Points whose outcome is another. */
uint64_t diff_moved(const struct diff *d);

struct diff_writer {
    const char *name; /* --format NAME                                        */
    void (*write)(const struct diff *d, FILE *out);
};

extern const struct diff_writer diff_text, diff_markdown, diff_json;
extern const struct diff_writer diff_summary; /* text, a line for each cause  */

/* For writers: "type=WC, or fence=no type=WB"; "" for all points. */
char *diff_points(const struct diff_change *c);
/* "no hazard -> leak victim guest (security)", "120 -> 150 cycles, +25.0 %". */
char *diff_says(const struct diff_change *c);
/* "+", "-", "~"; "better", "worse", "other", "costs more", "costs less". */
const char *diff_sign(const struct diff_change *c);
const char *diff_word(const struct diff_change *c);
