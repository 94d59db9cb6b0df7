#include "tools/check_case.h"

#include <string.h>

#include "sim/explore/check.h"
#include "tools/check_shown.h"
#include "tools/check_theorem.h"
#include "tools/check_words.h"
#include "tools/witness.h"
#include "tools/words.h"

/* ---- what is asked ---- */

static bool
is_procedure(const struct scenario *sc)
{
    return g_strcmp0(script_kind(sc->script), "procedure") == 0;
}

/* Claims about every schedule that speak about the stack, in order, then what
 * its theorems claim. */
static const struct claim **
asked_claims(const struct outcome_request *q, uint32_t *n)
{
    const struct experiment *e = q->experiment;
    const struct claim **out = arena_new_array(q->work, const struct claim *,
                                               e->nclaim + e->ntheorem + 1);

    *n = 0;
    for (uint32_t i = 0; i < e->nclaim; i++)
        if (e->claim[i].mode != CLAIM_EXPECT &&
            scenario_speaks(q->scenario, q->stack, &e->claim[i]))
            out[(*n)++] = &e->claim[i];
    for (uint32_t i = 0; i < e->ntheorem; i++)
        if (e->theorem[i].own && theorem_speaks(q, &e->theorem[i]))
            out[(*n)++] = e->theorem[i].own;
    return out;
}

static uint32_t
asked_properties(const struct outcome_request *q)
{
    uint32_t bits = 0;

    for (uint32_t i = 0; i < q->experiment->ntheorem; i++) {
        const struct theorem *t = &q->experiment->theorem[i];

        if (t->property != PROPERTY_OWN &&
            t->property != PROPERTY_SAME_OUTCOMES && theorem_speaks(q, t))
            bits |= 1u << t->property;
    }
    return bits;
}

static bool
any_theorem(const struct outcome_request *q, const struct check_settings *s)
{
    for (uint32_t i = 0; i < q->experiment->ntheorem; i++)
        if (!s->property && theorem_speaks(q, &q->experiment->theorem[i]) &&
            !theorem_is_measure(q, &q->experiment->theorem[i]))
            return true;
    return false;
}

/* Whether some theorem is about last states, so that all are needed. */
static bool
compares_outcomes(const struct outcome_request *q)
{
    for (uint32_t i = 0; i < q->experiment->ntheorem; i++)
        if (q->experiment->theorem[i].property == PROPERTY_SAME_OUTCOMES &&
            theorem_speaks(q, &q->experiment->theorem[i]))
            return true;
    return false;
}

struct check_request
check_request_of(const struct outcome_request *q,
                 const struct check_settings *s, unsigned jobs)
{
    struct check_request r = {
        .plan = &q->experiment->plan,
        .platform = scenario_platform(q->scenario, q->experiment),
        .policy = q->scenario->stacks->pdata[q->stack],
        .property = s->property ? s->property : asked_properties(q),
        .explore = s->explore,
        .progress = watch_progress,
        .to = s->watch,
        .no_background = s->no_background,
        .until_decided = s->until_decided && !compares_outcomes(q),
        .arena = q->work,
    };

    if (!s->property)
        r.claim = asked_claims(q, &r.nclaim);
    r.explore.jobs = jobs;
    r.explore.stop = watch_stop(s->watch);
    if (s->memory)
        r.word = check_words_of(r.plan, q->work, &r.nword);
    return r;
}

/* ---- verdicts ---- */

static const uint8_t holds_of[] = {
    [CHECK_HOLDS] = SUITE_HOLDS,
    [CHECK_FAILS] = SUITE_FAILS,
    [CHECK_UNDECIDED] = SUITE_OPEN,
};

/* A search that may have missed states has found what it has found. */
static uint8_t
settled(const struct suite_check *k, uint8_t says, bool by_absence)
{
    return k->compact && by_absence && says != CHECK_UNDECIDED ? CHECK_UNDECIDED
                                                               : says;
}

static uint32_t
shown_at(uint32_t hazard)
{
    return hazard == PLAN_NONE ? SUITE_NOWHERE : hazard;
}

static void
judge_claim(const struct outcome_request *q, const struct check_settings *s,
            const struct check_result *r, const struct check_claim *c,
            const struct suite_check *k, struct suite_claim *out)
{
    bool possible = c->claim->mode == CLAIM_POSSIBLE;
    uint8_t says = settled(k, c->says, possible == (c->says == CHECK_FAILS));

    out->holds = holds_of[says];
    out->says = says == CHECK_FAILS       ? "FAILS"
                : says == CHECK_UNDECIDED ? "undecided"
                : possible                ? "shown"
                                          : check_proved(k, q->keep);
    out->shown = shown_at(c->hazard);
    if (out->shown != SUITE_NOWHERE)
        ((struct suite_shown *) (uintptr_t) k->shown)[out->shown].claimed =
            true;
    if (says == CHECK_FAILS)
        out->seen = check_why(r, c, k, q->keep);
    if (s->words && out->shown == SUITE_NOWHERE && c->outcome != PLAN_NONE)
        check_add_end(q, r, c->outcome, out);
}

static const struct check_claim *
find_claim(const struct check_result *r, const struct claim *c)
{
    for (uint32_t i = 0; i < r->nclaim; i++)
        if (r->claim[i].claim == c)
            return &r->claim[i];
    return NULL;
}

/* The replay left these for us. */
static void
judge_claims(const struct outcome_request *q, const struct check_settings *s,
             const struct check_result *r, const struct suite_check *k,
             struct suite_claim *claim)
{
    const struct experiment *e = q->experiment;
    uint32_t at = 0;

    for (uint32_t i = 0; i < e->nclaim; i++) {
        const struct check_claim *c;

        if (!scenario_speaks(q->scenario, q->stack, &e->claim[i]))
            continue;
        c = find_claim(r, &e->claim[i]);
        if (c)
            judge_claim(q, s, r, c, k, &claim[at]);
        at++;
    }
}

static void
judge_theorems(const struct outcome_request *q, const struct check_settings *s,
               unsigned jobs, const struct check_result *r,
               const struct suite_check *k, struct suite_case *out)
{
    const struct experiment *e = q->experiment;
    struct suite_claim *claim = arena_new_array(q->keep, struct suite_claim,
                                                out->nclaim + e->ntheorem + 1);

    if (out->nclaim)
        memcpy(claim, out->claim, out->nclaim * sizeof *claim);
    out->claim = claim;
    judge_claims(q, s, r, k, claim);
    for (uint32_t i = 0; i < e->ntheorem; i++) {
        const struct theorem_request t = {q, s, jobs, r, k, &e->theorem[i]};

        if (theorem_speaks(q, t.theorem) && !theorem_is_measure(q, t.theorem))
            claim[out->nclaim++] = theorem_judge(&t);
    }
}

static void
judge_properties(const struct outcome_request *q,
                 const struct check_settings *s, const struct check_result *r,
                 struct suite_check *k)
{
    struct suite_property *p =
        arena_new_array(q->keep, struct suite_property, r->nproperty + 1);

    for (uint32_t i = 0; i < r->nproperty; i++) {
        const struct check_property *c = &r->property[i];
        uint8_t says = settled(k, c->says, c->says == CHECK_HOLDS);

        p[k->nproperty++] = (struct suite_property){
            .name = property_names[c->property],
            .shown = shown_at(c->hazard),
            .holds = holds_of[says],
        };
        if (says == CHECK_FAILS && c->hazard == PLAN_NONE && s->words)
            check_add_alias(q, r, &p[k->nproperty - 1]);
    }
    k->property = p;
}

static void
settle_verdict(struct suite_case *out)
{
    bool fails = false, open = out->check && out->check->why;

    for (uint32_t i = 0; i < out->nclaim; i++) {
        fails |= out->claim[i].holds == SUITE_FAILS;
        open |= out->claim[i].holds == SUITE_OPEN;
    }
    out->verdict = fails              ? SUITE_UNEXPECTED
                   : open             ? SUITE_UNDECIDED
                   : out->nclaim == 0 ? SUITE_NO_CLAIM
                   : out->nrefusal    ? SUITE_REFUSED
                                      : SUITE_AS_EXPECTED;
}

/* ---- a case ---- */

struct suite_check *
check_describe(const struct outcome_request *q, const struct check_settings *s,
               const struct check_result *r)
{
    struct suite_check *k = arena_new(q->keep, struct suite_check);
    const struct plan *p = &q->experiment->plan;

    k->end = check_end_words(r->end);
    k->complete = r->end == EXPLORE_COMPLETE && !r->why;
    k->decided = r->end == EXPLORE_DECIDED && !r->why;
    k->why = r->why ? words_format(q->keep, "%s", r->why) : NULL;
    k->not_covered =
        r->stronger ? words_format(q->keep, "%s", r->stronger) : NULL;
    k->over = check_life_cycle(q->scenario->script, q->keep);
    k->states = r->explored.states;
    k->transitions = r->explored.transitions;
    k->depth = r->explored.depth;
    k->background = r->background;
    k->digest[0] = r->digest.low;
    k->digest[1] = r->digest.high;
    k->compact = s->explore.compact;
    k->lost = r->explored.lost;
    for (uint32_t i = 0; i < p->nthread; i++) {
        uint32_t depth = p->thread[i].depth;

        k->within = MAX(k->within, depth);
        if (depth > 0)
            k->each = words_format(q->keep, "%s%s%u", k->each ? k->each : "",
                                   k->each ? " and " : "", depth);
    }
    return k;
}

void
check_case(const struct outcome_request *q, const struct check_settings *s,
           unsigned jobs, const struct check_before *before,
           struct suite_case *out)
{
    struct check_request ask;
    struct check_result r;
    struct suite_check *k;

    if (is_procedure(q->scenario))
        return;
    if (s->shown) {
        check_shown(q, s, jobs, before, out);
        return;
    }
    ask = check_request_of(q, s, jobs);
    ask.no_witness = !s->words && !s->witnesses;
    if (!ask.nclaim && !any_theorem(q, s) && !s->always)
        return;
    r = check(&ask);
    k = check_describe(q, s, &r);
    check_add_shown(q, s, &r, k);
    check_add_last(q, &r, k);
    if (s->property) {
        judge_properties(q, s, &r, k);
        out->nclaim = 0;
    } else {
        judge_theorems(q, s, jobs, &r, k, out);
    }
    out->check = k;
    settle_verdict(out);
    check_done(&r);
}
