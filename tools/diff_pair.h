/*
 * One plan under two policies, and whether anybody can tell which was which.
 */
#pragma once

#include "sim/engine/replay.h"
#include "tools/diff_settings.h"

struct pair_run {
    const struct plan *plan;
    struct bound *b[2]; /* pair_done() frees what is not in the arena         */
    struct replay_result r[2];
};

/* Replays PLAN as it begins at B under both policies, in ARENA; false if it
 * cannot be: nothing is to be freed then. */
bool pair_replay(const struct beginning *b, const struct plan *plan,
                 struct arena *arena, struct pair_run *out);
void pair_done(struct pair_run *p);

/* Something differs that is more than the way there: what a register got, what
 * was refused, what reached a device, which kinds of hazards somebody had. */
bool pair_differs(const struct pair_run *p);

/* Something differs that no other schedule takes back: what was refused, and
 * what reached a device. */
bool pair_sure(const struct pair_run *p);

/* The same of PLAN as it begins at B, or one can do over every schedule what
 * the other cannot; also where there are too many schedules to know. */
bool pair_differs_always(const struct beginning *b, const struct plan *plan,
                         struct arena *arena);

/* The value of a register at the end, and whether it has one. */
bool pair_value(const struct pair_run *p, unsigned side, uint16_t reg,
                uint64_t *value);

/* Whether the other side has none like it. */
bool pair_refused_alone(const struct pair_run *p, unsigned side, uint32_t i);
bool pair_arrivals_differ(const struct pair_run *p);
