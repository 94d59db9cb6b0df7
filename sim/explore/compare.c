/* What one stack shows against what another shows. */

#include <string.h>

#include "sim/explore/check.h"

static bool
same_values(const struct check_result *r, const struct outcome *a,
            const struct outcome *b)
{
    uint32_t n = r->observed->nreg + r->observed->nword;

    return memcmp(a->value, b->value, n * sizeof *a->value) == 0 &&
           memcmp(a->unset, b->unset, n * sizeof *a->unset) == 0;
}

/* The first outcome of A that B has not. */
static uint32_t
extra_outcome(const struct check_result *a, const struct check_result *b)
{
    for (uint32_t i = 0; i < a->noutcome; i++) {
        uint32_t k = 0;

        while (k < b->noutcome &&
               !same_values(a, &a->outcome[i], &b->outcome[k]))
            k++;
        if (k == b->noutcome)
            return i;
    }
    return PLAN_NONE;
}

static uint32_t
extra_hazard(const struct check_result *a, const struct check_result *b)
{
    for (uint32_t i = 0; i < a->nhazard; i++) {
        const struct hazard *h = &a->hazard[i].hazard;
        uint32_t k = 0;

        while (k < b->nhazard && (b->hazard[k].hazard.kind != h->kind ||
                                  b->hazard[k].hazard.victim != h->victim))
            k++;
        if (k == b->nhazard)
            return i;
    }
    return PLAN_NONE;
}

static bool
complete(const struct check_result *r)
{
    return r->end == EXPLORE_COMPLETE && !r->compact;
}

/* What A shows and B, explored to the end, does not. */
static bool
find_extra(const struct check_result *a, const struct check_result *b,
           struct check_difference *d)
{
    if (!complete(b))
        return false;
    d->hazard = extra_hazard(a, b);
    if (d->hazard == PLAN_NONE)
        d->outcome = extra_outcome(a, b);
    return d->hazard != PLAN_NONE || d->outcome != PLAN_NONE;
}

struct check_difference
check_same_outcomes(const struct check_result *a, const struct check_result *b)
{
    struct check_difference d = {
        .says = CHECK_FAILS, .hazard = PLAN_NONE, .outcome = PLAN_NONE};

    if (find_extra(a, b, &d))
        return d;
    d.second = true;
    if (find_extra(b, a, &d))
        return d;
    d.second = false;
    d.says = complete(a) && complete(b) ? CHECK_HOLDS : CHECK_UNDECIDED;
    return d;
}
