/*
 * Trying a set of changes: replays first, then every schedule, then the text.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/fix.h"

enum trial_says {
    TRIAL_NONE,      /* no hazard in any schedule                             */
    TRIAL_HAZARD,    /* `hazard` shows, in some schedule of `bound`           */
    TRIAL_UNDECIDED, /* not all schedules were looked at                      */
    TRIAL_VOID,      /* it cannot be bound, or some step never runs           */
};

enum { TRIAL_LEFT = 16 };

/* A hazard by what it looks like in the file. */
struct trial_left {
    uint8_t kind;
    uint16_t victim;
    uint32_t line; /* of the step that shows it                               */
};

struct trial {
    struct variant variant;
    struct arena arena; /* of everything here                                 */
    struct bound *bound; /* of a replay; NULL: of `check`                     */
    struct check_result check;
    struct hazard hazard;
    struct trial_left left[TRIAL_LEFT]; /* those found together, that first   */
    uint32_t nleft;
    const struct hazard *found; /* of the replay; nfound of them              */
    uint32_t nfound;
    uint8_t says;  /* enum trial_says                                         */
    bool replayed; /* replays alone decided                                   */
};

void trial_init(struct trial *t);
void trial_clear(struct trial *t);

/* Some replays of a set; TRIAL_NONE says no more than that. */
void trial_replay(struct fixing *f, struct trial *t, const uint32_t *change,
                  uint32_t n);

/* Every schedule of the set that was replayed last. */
void trial_check(struct fixing *f, struct trial *t);

static inline const struct bound *
trial_bound(const struct trial *t)
{
    return t->bound ? t->bound : t->check.bound;
}

/* Whether a hazard is among those found. */
bool trial_left_is(const struct trial *t, struct trial_left left);

/* Whether the changed text shows no hazard either; fills in cycles and what is
 * refused. */
bool trial_confirm(struct fixing *f, struct fix *fix);
