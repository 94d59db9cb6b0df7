/* Statements that cannot both hold: what never shows and is possible, a theorem
 * and its opposite, about the same policies at the same point. */
#include "sim/lang/check.h"

/* So many pairs are looked at; no file that people write has more. */
enum { PAIRS = 1 << 22 };

/* ---- the same policies, the same point ---- */

static bool
share_stack(const char *const *a, uint32_t na, const char *const *b,
            uint32_t nb)
{
    if (!na || !nb)
        return true;
    for (uint32_t i = 0; i < na; i++)
        for (uint32_t j = 0; j < nb; j++)
            if (strcmp(a[i], b[j]) == 0)
                return true;
    return false;
}

/* Whether the value of a parameter passes all tests of it. */
static bool
passes(const struct cond *c, uint16_t param, uint32_t value)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->test[i].param == param && !c->test[i].ok[value])
            return false;
    return true;
}

static bool
some_value(const struct checker *k, const struct cond *a, const struct cond *b,
           uint16_t param)
{
    uint32_t n = param < k->s->params->len
                     ? g_array_index(k->s->params, struct param, param).nvalue
                     : 1;

    for (uint32_t v = 0; v < n; v++)
        if (passes(a, param, v) && passes(b, param, v))
            return true;
    return false;
}

/* Conditions test one parameter each. */
static bool
share_point(const struct checker *k, const struct cond *a, const struct cond *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (!some_value(k, a, b, a->test[i].param))
            return false;
    for (uint32_t i = 0; i < b->n; i++)
        if (!some_value(k, a, b, b->test[i].param))
            return false;
    return true;
}

/* ---- the same thing ---- */

static bool
same_number(const struct value *a, const struct value *b)
{
    return a->param == b->param &&
           (a->param != NO_PARAM || a->number == b->number);
}

/* Whether every hazard that B names is one of those that A names. */
static bool
covers(const struct t_claim *a, uint32_t i, const struct t_claim *b, uint32_t j)
{
    const struct claim_hazard *x = &a->claim.hazard[i];
    const struct claim_hazard *y = &b->claim.hazard[j];
    const struct value *victim = &a->victim[i];
    bool anyone = victim->param == NO_PARAM && victim->number == PLAN_NONE;

    return x->kind == y->kind && (!x->cause || x->cause == y->cause) &&
           (!x->severity_plus1 || x->severity_plus1 == y->severity_plus1) &&
           (anyone || same_number(victim, &b->victim[j]));
}

static bool
forbids_hazard(const struct t_claim *never, const struct t_claim *some)
{
    for (uint32_t j = 0; j < some->claim.nhazard; j++) {
        if (!never->claim.nhazard)
            return true;
        for (uint32_t i = 0; i < never->claim.nhazard; i++)
            if (covers(never, i, some, j))
                return true;
    }
    return false;
}

static bool
same_final(const struct t_claim *a, const struct t_claim *b)
{
    if (a->claim.nterm != b->claim.nterm)
        return false;
    for (uint32_t i = 0; i < a->claim.nterm; i++) {
        const struct t_term *x = &a->term[i], *y = &b->term[i];

        if (x->or_ != y->or_ || x->memory != y->memory ||
            x->compare != y->compare || !same_number(&x->where, &y->where) ||
            !same_number(&x->from, &y->from) ||
            !same_number(&x->number, &y->number))
            return false;
    }
    return true;
}

static bool
forbids(const struct t_claim *never, const struct t_claim *some)
{
    if (never->claim.what != some->claim.what)
        return false;
    if (never->claim.what == CLAIM_HAZARDS)
        return forbids_hazard(never, some);
    if (never->claim.what == CLAIM_FINAL)
        return same_final(never, some);
    return never->claim.id == some->claim.id &&
           never->claim.compare == some->claim.compare &&
           same_number(&never->number, &some->number);
}

/* ---- pairs ---- */

static void
report(struct checker *k, struct at one, struct at two)
{
    bool swap =
        two.file != one.file ? two.file < one.file : two.node < one.node;
    struct at first = swap ? two : one, second = swap ? one : two;

    complain(k, DIAG_CONTRADICTION, second, "line %u says the opposite",
             line_at(k->s, first));
    diag_note(k->sink, span_at(k->s, first), "here");
}

static void
check_claims(struct checker *k)
{
    const struct t_claim *claim =
        (const struct t_claim *) (void *) k->s->claims->data;
    uint32_t n = k->s->claims->len, pairs = 0;

    for (uint32_t i = 0; i < n && pairs < PAIRS; i++) {
        if (claim[i].claim.mode != CLAIM_NEVER)
            continue;
        for (uint32_t j = 0; j < n && pairs < PAIRS; j++, pairs++)
            if ((claim[j].claim.mode == CLAIM_POSSIBLE ||
                 claim[j].claim.mode == CLAIM_ALWAYS) &&
                forbids(&claim[i], &claim[j]) &&
                share_stack(claim[i].claim.under, claim[i].claim.nunder,
                            claim[j].claim.under, claim[j].claim.nunder) &&
                share_point(k, &claim[i].cond, &claim[j].cond))
                report(k, claim[i].at, claim[j].at);
    }
}

static void
check_theorems(struct checker *k)
{
    const struct t_theorem *t =
        (const struct t_theorem *) (void *) k->s->theorems->data;
    uint32_t n = k->s->theorems->len, pairs = 0;

    for (uint32_t i = 0; i < n && pairs < PAIRS; i++)
        for (uint32_t j = 0; j < i && pairs < PAIRS; j++, pairs++) {
            const struct theorem *a = &t[i].theorem, *b = &t[j].theorem;

            if (a->property == b->property && t[i].own == t[j].own &&
                a->broken != b->broken &&
                share_stack(a->under, a->nunder, b->under, b->nunder) &&
                share_point(k, &t[i].cond, &t[j].cond))
                report(k, t[j].at, t[i].at);
        }
}

void
check_contradictions(struct checker *k)
{
    check_claims(k);
    check_theorems(k);
}
