/*
 * The search for what takes the hazards of one case away: sets of changes
 * after which exploring shows no hazard in any schedule.
 *
 * A change inserts operations, or moves one thing that somebody else decides:
 * a table of a policy, a policy, a capability of a unit, a key of the platform.
 * Sets grow by what cures the first hazard that is left.  Replays sort out most
 * of them, and schedules that showed a hazard of another set; exploring decides
 * about the rest, as they stand in the changed text.
 */
#pragma once

#include <glib.h>

#include "sim/engine/retrace.h"
#include "sim/explore/explore.h"
#include "tools/outcome.h"

/* What is explored for one scenario: transitions, those of large states as
 * several.  Some seconds' worth. */
enum { FIX_CHANGES_MAX = 4, FIX_STEPS = 2, FIX_WORK = 6000000 };
enum { FIX_CELLS = 32 }; /* of a state that is not large                      */

enum change_kind {
    CHANGE_STEP,     /* operations before step `at` of the plan               */
    CHANGE_UNIT,     /* a capability of a remapping unit                      */
    CHANGE_RULE,     /* table `table` of a part as policy `from` has it       */
    CHANGE_POLICY,   /* `from` in place of a part                             */
    CHANGE_PLATFORM, /* the platform's key `key` is 1                         */
};

struct change {
    uint8_t kind; /* enum change_kind                                         */
    uint8_t nstep;
    uint32_t family; /* changes of one differ only in where they stand        */
    uint32_t at;
    struct plan_step step[FIX_STEPS];
    uint32_t unit; /* number among the plan's                                 */
    struct word has; /* what it gets                                          */
    uint32_t part, table;
    uint32_t key; /* of the model                                             */
    const struct policy *from;
};

struct fix { /* a set after which nothing is left                             */
    uint32_t change[FIX_CHANGES_MAX]; /* numbers in fixing.pool               */
    uint32_t n;
    uint64_t cycles;
    const char *refused; /* what is refused that was not; NULL: nothing       */
    bool machine;        /* hardware has to have something: another machine   */
};

struct fix_options {
    uint32_t max; /* changes of a set, at most FIX_CHANGES_MAX                */
    uint8_t property; /* enum property that hazards must break to count;
                         PROPERTIES: the case says, see fix_property()        */
    struct explore_options explore;
};

struct fixing {
    const struct outcome_request *case_; /* whose experiment, point, stack    */
    struct shipped *shipped;
    struct fix_options options;
    struct arena *keep; /* as long as the whole                          */
    GArray *pool;       /* of struct change                              */
    GArray *fix;        /* of struct fix, cheapest first                 */
    GPtrArray *hazard;  /* of const char *: what the case shows          */
    GArray *schedule;   /* of struct trace, the latest of use first    */
    uint32_t families;
    uint64_t cycles; /* of the case as it is                          */
    uint64_t sets, proofs, states; /* tried, explored, states of these        */
    uint64_t spent;                /* of FIX_WORK                             */
    uint64_t weight;               /* of a transition of what was last bound  */
    uint32_t lines;    /* of what was last bound                   */
    uint64_t unproved; /* sets that replays say nothing against, and that were
                          not explored to the end                             */
    uint64_t left[FIX_CHANGES_MAX + 1]; /* sets of so many changes that were not
                                           looked at                          */
    uint64_t unwritten; /* sets that no line of the file stands for */
    uint64_t stuck;     /* sets after which no execution comes to its end */
    bool not_grown; /* nor made, those larger than what was left             */
    const char *incurable; /* causes that no operation is known against; NULL:
                              none was met                                    */
    const char *why;       /* it could not be explored, or NULL             */
};

struct fixing *fix_new(const struct outcome_request *q, struct shipped *shipped,
                       const struct fix_options *o, struct arena *keep);
void fix_free(struct fixing *f);

/* The property that was asked for; of a case with an adversary, host-safe: what
 * a guest does to itself nobody can prevent.  PROPERTIES: every hazard counts.
 */
uint8_t fix_property(const struct fixing *f);

/* Whether any schedule of the case shows a hazard: told in fixing.hazard.
 * Otherwise fixing.unproved and .why say what is not known. */
bool fix_has_hazard(struct fixing *f);

/* Fills fixing.fix. */
void fix_search(struct fixing *f);

/* Whether no set was left out, and each was decided. */
bool fix_is_complete(const struct fixing *f);

/* ---- changes ---- */

/* A case with changes: what bind and check are asked. */
struct variant {
    struct plan plan;
    struct platform platform;
    struct policy_stack stack;
    uint32_t *origin; /* [plan.nstep + 1] of a step: its number in the case; of
                         a new one: that of what it stands before             */
};

void fix_apply(const struct fixing *f, const uint32_t *change, uint32_t n,
               struct arena *arena, struct variant *out);

/* Whether two changes can be made together. */
bool fix_agree(const struct change *a, const struct change *b);

static inline const struct change *
fix_change(const struct fixing *f, uint32_t i)
{
    return &g_array_index(f->pool, struct change, i);
}

/* ---- what may be changed ---- */

/* Adds to the pool what does not depend on a hazard. */
void fix_add_settings(struct fixing *f);

/* Numbers of operations that cure a hazard of a variant, of guint; new ones go
 * to the pool.  Of one family the latest place before memory changes hands
 * comes first. */
void fix_cures(struct fixing *f, const struct variant *v, const struct bound *b,
               const struct hazard *h, GArray *out);

/* ---- as text ---- */

/* The scenario's file with the changes that are made there. */
GString *fix_text(const struct fixing *f, const struct fix *fix);

/* The policies of the changed case, "a+b+c". */
const char *fix_stack_name(const struct fixing *f, const struct fix *fix);

/* One line of text that comes or goes. */
struct fix_line {
    const char *file; /* NULL: a policy is chosen, not written                */
    const char *old;  /* NULL: nothing goes                                   */
    const char *text; /* NULL: nothing comes                                  */
    uint32_t line;    /* it takes the place of this line, or stands before it */
    bool behind;      /* behind it                                            */
    const char *note; /* NULL: none                                           */
    const char *where; /* the decision or hook of a rule; NULL: no rule       */
};

/* The lines of a set, of struct fix_line; to be g_array_unref()ed. */
GArray *fix_lines(const struct fixing *f, const struct fix *fix);

void fix_print_text(const struct fixing *f, bool all, GString *out);
void fix_print_json(const struct fixing *f, FILE *out);
