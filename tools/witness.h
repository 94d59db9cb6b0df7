/*
 * Witnesses: a schedule in words, and as a scenario that replays it.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/outcome.h"

struct witness_told {
    const char *const *step; /* [nevent], in `keep`                           */
    const cell *end;         /* the state it leads to, in `work`              */
};

/* Each event in the words of explain. */
struct witness_told witness_tell(const struct bound *b, const struct witness *w,
                                 struct arena *keep, struct arena *work);
