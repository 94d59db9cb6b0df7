/* Claims about every schedule. */

#include "sim/explore/judge_claims.h"

#include <string.h>

static const char no_end[] = "no execution ends";
static const char replay_only[] = "only a replay can tell";

static bool
complete(const struct evidence *e)
{
    return e->r->end == EXPLORE_COMPLETE && !e->r->compact;
}

/* ------------------------------------------------------------------- marks */

/* The mark of a hazard (or condition) named in a claim. */
static struct mark
mark_of(const struct claim *c, uint32_t i)
{
    if (c->what == CLAIM_CONDITION)
        return (struct mark){.is_condition = true,
                             .condition = (uint8_t) c->id};
    if (!c->nhazard) /* any */
        return (struct mark){.hazard.victim = PLAN_NONE};
    return (struct mark){.hazard = c->hazard[i]};
}

static uint32_t
nmarks(const struct claim *c)
{
    return c->what == CLAIM_HAZARDS && c->nhazard ? c->nhazard : 1;
}

static bool
same_mark(const struct mark *a, const struct mark *b)
{
    if (a->is_condition || b->is_condition)
        return a->is_condition == b->is_condition &&
               a->condition == b->condition;
    return a->hazard.kind == b->hazard.kind &&
           a->hazard.cause == b->hazard.cause &&
           a->hazard.severity_plus1 == b->hazard.severity_plus1 &&
           a->hazard.victim == b->hazard.victim;
}

static uint32_t
find_mark(const struct marks *marks, const struct mark *m)
{
    uint32_t i = 0;

    while (i < marks->n && !same_mark(&marks->mark[i], m))
        i++;
    return i;
}

static bool
needs_marks(const struct claim *c)
{
    return c->mode == CLAIM_ALWAYS &&
           (c->what == CLAIM_HAZARDS || c->what == CLAIM_CONDITION);
}

bool
marks_needed(const struct check_request *q, struct marks *marks)
{
    marks->n = 0;
    for (uint32_t i = 0; i < q->nclaim; i++) {
        const struct claim *c = q->claim[i];

        for (uint32_t k = 0; needs_marks(c) && k < nmarks(c); k++) {
            struct mark m = mark_of(c, k);

            if (find_mark(marks, &m) < marks->n)
                continue;
            if (marks->n == MARKS_MAX)
                return false;
            marks->mark[marks->n++] = m;
        }
    }
    return true;
}

/* ----------------------------------------------------------------- hazards */

static uint32_t
find_hazard(const struct evidence *e, const struct claim_hazard *c)
{
    for (uint32_t i = 0; i < e->r->nhazard; i++)
        if (claim_matches(c, &e->r->hazard[i].hazard))
            return i;
    return PLAN_NONE;
}

static uint8_t
unless_complete(const struct evidence *e, uint8_t says)
{
    return complete(e) ? says : CHECK_UNDECIDED;
}

/* The first last state without the mark. */
static uint32_t
find_unmarked(const struct evidence *e, uint32_t mark)
{
    for (uint32_t i = 0; i < e->r->noutcome; i++)
        if (!(e->r->outcome[i].marks >> mark & 1))
            return i;
    return PLAN_NONE;
}

/* Every execution that ends has come by all of the claim's marks. */
static void
judge_always(const struct evidence *e, struct check_claim *j)
{
    const struct claim *c = j->claim;

    for (uint32_t k = 0; k < nmarks(c); k++) {
        struct mark m = mark_of(c, k);
        uint32_t mark = find_mark(e->marks, &m);

        if (e->missed >> mark & 1) {
            j->says = CHECK_FAILS;
            j->outcome = find_unmarked(e, mark);
            j->hazard = PLAN_NONE;
            return;
        }
        if (!m.is_condition)
            j->hazard = find_hazard(e, &m.hazard);
    }
    j->says = unless_complete(e, e->ends ? CHECK_HOLDS : CHECK_FAILS);
    if (!e->ends && complete(e))
        j->why = no_end;
}

/* All of them, each in some schedule. */
static void
judge_possible(const struct evidence *e, struct check_claim *j)
{
    const struct claim *c = j->claim;

    j->says = CHECK_HOLDS;
    for (uint32_t k = 0; k < nmarks(c); k++) {
        struct mark m = mark_of(c, k);
        uint32_t i = find_hazard(e, &m.hazard);

        if (i == PLAN_NONE)
            j->says = unless_complete(e, CHECK_FAILS);
        else
            j->hazard = i;
    }
    if (j->says != CHECK_HOLDS)
        j->hazard = PLAN_NONE;
}

static void
judge_never(const struct evidence *e, struct check_claim *j)
{
    const struct claim *c = j->claim;

    for (uint32_t k = 0; k < nmarks(c) && j->hazard == PLAN_NONE; k++) {
        struct mark m = mark_of(c, k);

        j->hazard = find_hazard(e, &m.hazard);
    }
    j->says =
        j->hazard != PLAN_NONE ? CHECK_FAILS : unless_complete(e, CHECK_HOLDS);
}

/* ----------------------------------------------------------------- decided */

struct seen { /* what eyes have found so far                                  */
    struct eye *const *eye;
    unsigned n;
};

static bool
seen_hazard(const struct seen *s, const struct claim_hazard *c)
{
    for (unsigned i = 0; i < s->n; i++)
        for (guint k = 0; k < s->eye[i]->found->len; k++)
            if (claim_matches(
                    c,
                    &g_array_index(s->eye[i]->found, struct found, k).hazard))
                return true;
    return false;
}

static bool
seen_condition(const struct seen *s, uint32_t condition)
{
    for (unsigned i = 0; i < s->n; i++)
        if (s->eye[i]->condition[condition].count)
            return true;
    return false;
}

static bool
seen_broken(const struct seen *s, const struct plan *p, uint8_t property)
{
    if (property == PROPERTY_UNALIASED)
        return seen_condition(s, CONDITION_ALIAS);
    for (unsigned i = 0; i < s->n; i++)
        for (guint k = 0; k < s->eye[i]->found->len; k++)
            if (property_broken(
                    property, p,
                    &g_array_index(s->eye[i]->found, struct found, k).hazard))
                return true;
    return false;
}

/* A `possible` needs all of its marks seen, a `never` one to fail. */
static bool
claim_decided(const struct seen *s, const struct claim *c)
{
    uint32_t shown = 0;

    if (c->mode == CLAIM_EXPECT)
        return true;
    if (c->mode == CLAIM_ALWAYS ||
        (c->what != CLAIM_HAZARDS && c->what != CLAIM_CONDITION))
        return false;
    for (uint32_t i = 0; i < nmarks(c); i++) {
        struct mark m = mark_of(c, i);

        shown += m.is_condition ? seen_condition(s, m.condition)
                                : seen_hazard(s, &m.hazard);
    }
    return c->mode == CLAIM_NEVER ? shown > 0 : shown == nmarks(c);
}

bool
decided(const struct check_request *q, const struct plan *p,
        struct eye *const *eye, unsigned n)
{
    const struct seen s = {eye, n};

    if (q->property >> PROPERTY_SAME_OUTCOMES)
        return false;
    for (uint32_t i = 0; i < q->nclaim; i++)
        if (!claim_decided(&s, q->claim[i]))
            return false;
    for (uint8_t i = 0; i < PROPERTY_SAME_OUTCOMES; i++)
        if (q->property >> i & 1 && !seen_broken(&s, p, i))
            return false;
    return true;
}

/* -------------------------------------------------------------- last states */

/* What an outcome has for a term; false for a register never written. */
static bool
term_value(const struct evidence *e, const struct outcome *o,
           const struct claim_term *t, uint64_t *value)
{
    const struct observed *seen = e->r->observed;

    for (uint32_t i = 0; !t->memory && i < seen->nreg; i++)
        if (seen->reg[i] == t->id) {
            *value = o->value[i];
            return !o->unset[i];
        }
    for (uint32_t i = 0; t->memory && i < seen->nword; i++)
        if (seen->word[i].region == t->id &&
            seen->word[i].offset == word_start(t->offset)) {
            *value = o->value[seen->nreg + i];
            return true;
        }
    return false;
}

static bool
term_holds(const struct evidence *e, const struct outcome *o,
           const struct claim_term *t)
{
    uint64_t value;

    return term_value(e, o, t, &value) &&
           claim_compares(t->compare, value, t->number);
}

/* (a & b) | c; of a register alone, one term. */
static bool
outcome_fits(const struct evidence *e, const struct outcome *o,
             const struct claim *c)
{
    struct claim_term alone = {
        .compare = c->compare, .id = c->id, .number = c->number};
    bool all = true;

    if (c->what == CLAIM_REGISTER)
        return term_holds(e, o, &alone);
    for (uint32_t i = 0; i < c->nterm; i++) {
        if (c->term[i].or_ && i) {
            if (all)
                return true;
            all = true;
        }
        all = all && term_holds(e, o, &c->term[i]);
    }
    return all;
}

static void
judge_outcomes(const struct evidence *e, struct check_claim *j)
{
    bool want = j->claim->mode != CLAIM_ALWAYS; /* which one decides */

    for (uint32_t i = 0; i < e->r->noutcome; i++)
        if (outcome_fits(e, &e->r->outcome[i], j->claim) == want) {
            j->outcome = i;
            j->says =
                j->claim->mode == CLAIM_POSSIBLE ? CHECK_HOLDS : CHECK_FAILS;
            return;
        }
    if (j->claim->mode == CLAIM_ALWAYS && !e->r->noutcome) {
        j->says = unless_complete(e, CHECK_FAILS);
        j->why = complete(e) ? no_end : NULL;
        return;
    }
    j->says = unless_complete(
        e, j->claim->mode == CLAIM_POSSIBLE ? CHECK_FAILS : CHECK_HOLDS);
}

/* -------------------------------------------------------------------- both */

static void
judge_condition(const struct evidence *e, struct check_claim *j)
{
    bool seen = e->r->conditions >> j->claim->id & 1;
    bool good = (j->claim->mode == CLAIM_POSSIBLE) == seen;

    j->says = good ? CHECK_HOLDS : CHECK_FAILS;
    if (!seen)
        j->says = unless_complete(e, j->says);
}

struct check_claim
claim_judged(const struct evidence *e, const struct claim *c)
{
    struct check_claim j = {.claim = c,
                            .says = CHECK_UNDECIDED,
                            .hazard = PLAN_NONE,
                            .outcome = PLAN_NONE};

    if (c->what == CLAIM_REGISTER || c->what == CLAIM_FINAL)
        judge_outcomes(e, &j);
    else if (c->what != CLAIM_HAZARDS && c->what != CLAIM_CONDITION)
        j.why = replay_only;
    else if (c->mode == CLAIM_ALWAYS)
        judge_always(e, &j);
    else if (c->what == CLAIM_CONDITION)
        judge_condition(e, &j);
    else if (c->mode == CLAIM_POSSIBLE)
        judge_possible(e, &j);
    else
        judge_never(e, &j);
    return j;
}

struct check_property
property_judged(const struct evidence *e, enum property property)
{
    struct check_property p = {(uint8_t) property, CHECK_FAILS, PLAN_NONE};

    if (property == PROPERTY_UNALIASED) {
        if (!(e->r->conditions >> CONDITION_ALIAS & 1))
            p.says = unless_complete(e, CHECK_HOLDS);
        return p;
    }
    for (uint32_t i = 0; i < e->r->nhazard; i++)
        if (property_broken((uint8_t) property, e->plan,
                            &e->r->hazard[i].hazard)) {
            p.hazard = i;
            return p;
        }
    p.says = unless_complete(e, CHECK_HOLDS);
    return p;
}
