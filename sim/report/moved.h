/*
 * What moved since a baseline: lines that came out otherwise, that are gone,
 * and that are new.
 */
#pragma once

#include "sim/report/baseline.h"

struct moved_counts {
    uint64_t cases, lines; /* cases that came out; lines of the baseline */
    uint64_t order[TALLY_OTHER + 1]; /* cases whose outcome is another        */
    uint64_t cost;                   /* cases of which only the cost is       */
    uint64_t added;                  /* cases that no line is about           */
    uint64_t gone;                   /* lines that are about no case          */
};

/* What the suite has of what the baseline is about. */
enum moved_of {
    MOVED_ALL,
    MOVED_PAIRS,  /* some scenarios under some policies, each with all points */
    MOVED_POINTS, /* some points: no line is missing                          */
};

/* Compares a suite with a baseline and appends what moved, as a diff.  Lines
 * that the suite cannot have are left alone. */
struct moved_counts moved_since(const struct baseline *b, const struct suite *s,
                                enum moved_of of, GString *out);

/* Whether all is as it was. */
bool moved_nothing(const struct moved_counts *c);
