/*
 * One plan under two policies over every schedule: whether one can show what
 * the other cannot.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/diff_settings.h"

/* States of one exploration; the shipped settings' programs have thousands. */
enum { POSSIBLE_STATES = 100000 };

struct possible {
    struct check_result
        r[2]; /* possible_done() frees what is not in the arena */
    struct check_difference difference;
    uint64_t transitions; /* of both                                          */
};

/* With the idle CPU of the host (R16), as claims are checked.  In ARENA. */
void possible_explore(const struct beginning *b, const struct plan *plan,
                      struct arena *arena, struct possible *out);
void possible_done(struct possible *p);

/* Whether both were explored to the end, and either can do what the other can.
 */
bool possible_alike(const struct beginning *b, const struct plan *plan,
                    struct arena *arena);
