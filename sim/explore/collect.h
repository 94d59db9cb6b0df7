/*
 * The eye of a check: what the judge says of every transition, and what the
 * last states hold.
 *
 * One for each thread.  What it keeps is the least of what it saw, or a sum, so
 * that merged eyes say the same whoever saw what.
 */
#pragma once

#include <glib.h>

#include "sim/core/claim.h"
#include "sim/core/judge.h"
#include "sim/explore/explore.h"
#include "sim/explore/outcomes.h"

enum { MARKS_MAX = 32 };

/* What a bit of the state remembers for an `always`. */
struct mark {
    bool is_condition;
    uint8_t condition; /* enum condition                                      */
    struct claim_hazard hazard;
};

struct marks {
    struct mark mark[MARKS_MAX];
    uint32_t n;
};

/* Transitions that show one thing. */
struct sighting {
    struct transition at;   /* the least one                                  */
    struct transition last; /* counted last                                   */
    uint64_t count;
};

struct found { /* a kind of hazard: kind, cause, victim, severity             */
    struct sighting seen;
    struct hazard hazard; /* at the least transition                          */
    uint64_t got, wanted; /* values                                           */
    uint32_t marks;       /* that it sets                                     */
};

struct eye {
    struct explore_eye eye; /* first                                          */
    const struct marks *marks;
    GArray *found;             /* of struct found                             */
    struct outcomes *outcomes; /* NULL: nobody asks                           */
    struct sighting condition[CONDITIONS];
};

struct eye *eye_new(const struct bound *b, const struct marks *marks,
                    const struct observed *o);
void eye_free(struct eye *e);

/* explore_visitor.state */
void eye_state(struct explore_eye *eye, const struct bound *b, const cell *m,
               uint32_t id, uint32_t nevent);

/* Adds what FROM saw. */
void eye_merge(struct eye *to, const struct eye *from);

/* What it found, in the order in which a search meets it. */
void eye_sort(struct eye *e);

/* Whether two are of one kind as a check tells them apart. */
bool hazard_alike(const struct hazard *a, const struct hazard *b);
