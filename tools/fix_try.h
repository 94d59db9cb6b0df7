/*
 * Trying a set of changes: replays first, then schedules of other sets, then
 * every schedule of the changed text.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/fix.h"

enum trial_says {
    TRIAL_NONE,      /* no hazard was found                                   */
    TRIAL_HAZARD,    /* `hazard` shows, in some schedule of `bound`           */
    TRIAL_UNDECIDED, /* not all schedules were looked at                      */
    TRIAL_VOID,      /* it cannot be bound or written down, or a step never
                        runs */
};

struct trial {
    struct variant variant;
    struct arena arena; /* of everything here                                 */
    struct bound *bound; /* of a replay; NULL: of `check`                     */
    struct check_result check;
    struct scenario *text; /* that was explored; NULL: as it is               */
    struct hazard hazard;  /* the first                                  */
    const struct hazard *found; /* of the replay; nfound of them              */
    uint32_t nfound;
    uint8_t says; /* enum trial_says                                          */
};

void trial_init(struct trial *t);
void trial_clear(struct trial *t);

/* Whether a hazard of a case of this plan is one to be taken away. */
bool fix_counts(const struct fixing *f, const struct plan *p,
                const struct hazard *h);

/* Some schedules of a set; TRIAL_NONE says no more than that. */
void trial_sample(struct fixing *f, struct trial *t, const uint32_t *change,
                  uint32_t n);

/* Every schedule of the set that was sampled last, as its text has it.  One
 * that shows a hazard goes to fixing.schedule. */
void trial_prove(struct fixing *f, struct trial *t, const uint32_t *change,
                 uint32_t n);

static inline const struct bound *
trial_bound(const struct trial *t)
{
    return t->bound ? t->bound : t->check.bound;
}

/* Fills in what a set costs, cycles, and what it makes fail. */
void trial_measure(struct fixing *f, struct fix *fix);
