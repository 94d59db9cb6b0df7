#include "tools/check_theorem.h"

#include <string.h>

#include "tools/check_words.h"
#include "tools/words.h"

bool
theorem_speaks(const struct outcome_request *q, const struct theorem *t)
{
    return scenario_is_under(q->scenario, q->stack, t->under, t->nunder);
}

struct found { /* whether the property holds, and what breaks it              */
    uint8_t says;
    uint32_t hazard;
    const char *why;
};

static struct found
find_property(const struct check_result *r, uint8_t property)
{
    for (uint32_t i = 0; i < r->nproperty; i++)
        if (r->property[i].property == property)
            return (struct found){r->property[i].says, r->property[i].hazard,
                                  NULL};
    return (struct found){CHECK_UNDECIDED, PLAN_NONE, NULL};
}

static struct found
find_own(const struct theorem_request *t)
{
    const struct check_result *r = t->r;

    for (uint32_t i = 0; i < r->nclaim; i++)
        if (r->claim[i].claim == t->theorem->own)
            return (struct found){
                r->claim[i].says, r->claim[i].hazard,
                r->claim[i].says == CHECK_FAILS
                    ? check_why(r, &r->claim[i], t->k, t->q->keep)
                    : NULL};
    return (struct found){CHECK_UNDECIDED, PLAN_NONE, NULL};
}

/* ---- the same under two stacks ---- */

static uint32_t
first_stack(const struct outcome_request *asked, const struct theorem *t)
{
    struct outcome_request q = *asked;

    for (q.stack = 0; q.stack < asked->stack; q.stack++)
        if (theorem_speaks(&q, t))
            break;
    return q.stack;
}

bool
theorem_is_measure(const struct outcome_request *q, const struct theorem *t)
{
    return t->property == PROPERTY_SAME_OUTCOMES &&
           first_stack(q, t) == q->stack;
}

static const char *
difference_words(const struct theorem_request *t,
                 const struct check_difference *d,
                 const struct check_result *other, const char *first)
{
    const struct check_result *r = d->second ? t->r : other;
    const char *who = d->second ? "this stack" : first;
    const char *what = "another last state";

    if (d->hazard != PLAN_NONE)
        what = hazard_names[r->hazard[d->hazard].hazard.kind];
    return words_format(t->q->keep, "only %s shows %s", who, what);
}

/* Compares with the first stack, which is explored once more. */
static struct found
find_same(const struct theorem_request *t)
{
    struct found out = {CHECK_HOLDS, PLAN_NONE, NULL};
    struct outcome_request q = *t->q;
    const struct policy_stack *first;
    struct check_request ask;
    struct check_result other;
    struct check_difference d;
    struct arena work;

    q.stack = first_stack(t->q, t->theorem);
    arena_init(&work, 0);
    q.work = &work;
    first = q.scenario->stacks->pdata[q.stack];
    ask = check_request_of(&q, t->settings, t->jobs);
    ask.no_witness = true;
    other = check(&ask);
    d = check_same_outcomes(&other, t->r);
    out.says = d.says;
    if (d.says == CHECK_FAILS) {
        out.why = difference_words(t, &d, &other, first->name);
        out.hazard = d.second ? d.hazard : PLAN_NONE;
    }
    check_done(&other);
    arena_clear(&work);
    return out;
}

/* ---- in words ---- */

static void
settle(const struct theorem_request *t, const struct found *f,
       struct suite_claim *out)
{
    bool broken = t->theorem->broken;

    if (f->says == CHECK_UNDECIDED ||
        (f->says == CHECK_HOLDS && t->k->compact)) {
        out->holds = SUITE_OPEN;
        out->says = "undecided";
    } else if (f->says == CHECK_HOLDS) {
        out->holds = broken ? SUITE_FAILS : SUITE_HOLDS;
        out->says = broken ? "FAILS" : check_proved(t->k, t->q->keep);
        out->seen = broken ? "no schedule breaks it" : NULL;
    } else {
        out->holds = broken ? SUITE_HOLDS : SUITE_FAILS;
        out->says = broken ? "broken, as stated" : "FAILS";
        out->seen = f->why;
        out->shown = f->hazard == PLAN_NONE ? SUITE_NOWHERE : f->hazard;
    }
}

/* The schedule that breaks it: two types are no hazard, which would have its
 * own. */
static void
show_alias(const struct theorem_request *t, struct suite_claim *out)
{
    struct suite_property p = {0};

    if (!t->settings->words)
        return;
    check_add_alias(t->q, t->r, &p);
    out->seen = "the last access is to memory with two effective types";
    out->step = p.step;
    out->nstep = p.nstep;
    out->shortest = p.shortest;
}

/* Between its name and its stacks. */
static const char *
theorem_states(const struct theorem_request *t)
{
    const char *from = strstr(t->theorem->text, ": ");
    const char *to = from ? strstr(from, " under ") : NULL;

    if (!from || !to)
        return words_format(t->q->keep, "%s", t->theorem->text);
    return words_format(t->q->keep, "%.*s", (int) (to - from - 2), from + 2);
}

struct suite_claim
theorem_judge(const struct theorem_request *t)
{
    struct suite_claim out = {
        .text = words_format(t->q->keep, "%s", t->theorem->text),
        .theorem = words_format(t->q->keep, "%s", t->theorem->name),
        .states = theorem_states(t),
        .line = t->theorem->line,
        .shown = SUITE_NOWHERE,
    };
    struct found f = t->theorem->property == PROPERTY_OWN ? find_own(t)
                     : t->theorem->property == PROPERTY_SAME_OUTCOMES
                         ? find_same(t)
                         : find_property(t->r, t->theorem->property);

    settle(t, &f, &out);
    if (t->theorem->property == PROPERTY_UNALIASED && f.says == CHECK_FAILS)
        show_alias(t, &out);
    if (out.shown != SUITE_NOWHERE)
        ((struct suite_shown *) (uintptr_t) t->k->shown)[out.shown].claimed =
            true;
    return out;
}
