/*
 * What a case comes to in one glance: its worst hazard, or that something was
 * refused, or that nothing went wrong.  Cells of a matrix, lines of a baseline
 * and the two sides of a difference are findings.
 *
 * Conditions are no hazards and count nowhere here (R18).
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/report/suite.h"

/* From the best to the worst.  A refusal is safe, but not by working; what is
 * undecided may be worse than that; what is stuck never came to its end. */
enum finding_level {
    FINDING_SAFE,
    FINDING_REFUSED,
    FINDING_UNDECIDED,
    FINDING_STUCK,
    FINDING_PERFORMANCE,
    FINDING_FUNCTIONAL,
    FINDING_SECURITY,
    FINDING_LEVELS
};

struct finding {
    const char *kind, *cause, *victim, *severity; /* of the worst hazard; kind
                                                     NULL: there is none      */
    const char *refusal; /* the first, as in a suite_refusal; NULL: none      */
    uint64_t cycles;     /* of the replay                                     */
    uint32_t nhazard;    /* different ones                                    */
    uint32_t stuck_line; /* SUITE_NOWHERE: it came to its end                 */
    uint8_t level;       /* enum finding_level                                */
    uint8_t verdict;     /* enum suite_verdict                                */
    bool explored, always; /* of every schedule; each that ends shows it */
};

/* Of what exploring showed, if the case was explored, else of the replay.  The
 * texts are the case's own. */
struct finding finding_of(const struct suite_case *c);

/* With texts of its own, in ARENA. */
struct finding finding_keep(const struct finding *f, struct arena *arena);

/* Below zero if A is better than B, above if it is worse, 0 if they are equal.
 * A total order: by level, then by kind (fatal, leak, lost-write, stale-read,
 * unstable-read, unordered-write, register-access, interference), then, so that
 * it is total, by number of hazards, cause, victim, refusal, the rest. */
int finding_compare(const struct finding *a, const struct finding *b);

/* The same, but for cost and what was claimed: neither cycles nor verdicts
 * count. */
int finding_compare_outcome(const struct finding *a, const struct finding *b);

/* By what was claimed alone: unexpected is the worst, as expected the best. */
int finding_compare_verdict(const struct finding *a, const struct finding *b);

/* For a cell, in place: "stale guest", "leak vm2", "-EINVAL", "ok". */
void finding_short(const struct finding *f, GString *out);

/* "stale-read victim guest cause dirty-line-not-snooped, functional", "refused
 * -EINVAL", "no hazard". */
void finding_long(const struct finding *f, GString *out);

/* The first word of a cell and what it stands for, in the order of badness,
 * for legends; word NULL at the end.  Errors are not among them. */
struct finding_word {
    const char *word, *name;
};
extern const struct finding_word finding_words[];

extern const char *const finding_level_name[FINDING_LEVELS];
