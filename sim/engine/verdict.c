/* Claims against what was seen. */

#include "sim/engine/verdict.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/errno_names.h"
#include "sim/core/control.h"

struct judging {
    const struct bound *b;
    const struct replay_result *r;
    struct arena *arena;
};

/* Why a claim does not hold. */
static const char *because(const struct judging *j, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static const char *
because(const struct judging *j, const char *fmt, ...)
{
    char text[512];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return arena_text(j->arena, text, strlen(text));
}

/* `expect` states the complete set. */
static const char *
judge_hazards(const struct judging *j, const struct claim *c)
{
    const struct replay_result *r = j->r;

    for (uint32_t i = 0; i < r->nhazard; i++) {
        bool named = false;

        for (uint32_t k = 0; k < c->nhazard; k++)
            named |= claim_matches(&c->hazard[k], &r->hazard[i]);
        if (!named)
            return because(j, "saw %s",
                           hazard_phrase(j->b, &r->hazard[i], j->arena));
    }
    for (uint32_t k = 0; k < c->nhazard; k++) {
        bool seen = false;

        for (uint32_t i = 0; i < r->nhazard; i++)
            seen |= claim_matches(&c->hazard[k], &r->hazard[i]);
        if (!seen)
            return because(j, "saw no %s%s", hazard_names[c->hazard[k].kind],
                           r->nhazard ? " of that kind" : "");
    }
    return NULL;
}

static const char *
judge_register(const struct judging *j, const struct claim *c)
{
    uint64_t value;

    if (!replay_register(j->b, j->r, c->id, &value))
        return because(j, "%s was never written", j->b->plan->reg[c->id]);
    if (claim_compares(c->compare, value, c->number))
        return NULL;
    return because(j, "%s is %llu", j->b->plan->reg[c->id],
                   (unsigned long long) value);
}

/* The effective type at the end of the replay: what an access would get. */
static const char *
judge_type(const struct judging *j, const struct claim *c)
{
    const struct bound *b = j->b;
    uint32_t config = j->r->end[b->at.config];

    for (uint32_t p = 0; p < b->nvpage; p++) {
        const struct xlat *x;
        const char *name;

        if (b->vpage[p].ctx != c->ctx || b->vpage[p].map != c->id)
            continue;
        x = control_xlat(b, control_translate(b, config, p));
        if (x->fault)
            return because(j, "it is not mapped");
        name = b->model->type_name(x->attr);
        return strcmp(name, c->type) ? because(j, "it is %s", name) : NULL;
    }
    return because(j, "no access names it");
}

static const char *
judge_count(const struct judging *j, const struct claim *c)
{
    if (claim_compares(c->compare, j->r->counted[c->id], c->number))
        return NULL;
    return because(j, "counted %u", j->r->counted[c->id]);
}

static const char *
judge_arrived(const struct judging *j, const struct claim *c)
{
    const struct replay_result *r = j->r;
    char text[256] = "";
    size_t used = 0;
    uint32_t n = 0;
    bool same = true;

    for (uint32_t i = 0; i < r->narrival; i++) {
        const struct replay_arrival *a = &r->arrival[i];

        if (a->region != c->id)
            continue;
        same &= n < c->narrival && c->arrival[n].size == a->size &&
                c->arrival[n].offset == a->offset;
        n++;
        if (used < sizeof text - 32)
            used +=
                (size_t) snprintf(text + used, sizeof text - used, "%s%u@%u",
                                  n > 1 ? ", " : "", a->size, a->offset);
    }
    return same && n == c->narrival ? NULL : because(j, "arrived: [%s]", text);
}

static const char *
judge_refused(const struct judging *j, const struct claim *c)
{
    const struct replay_result *r = j->r;

    for (uint32_t i = 0; i < r->nrefusal; i++)
        if (r->refusal[i].error == c->number)
            return NULL;
    if (r->nrefusal && r->refusal[0].error == 0)
        return because(j, "the guest took a fault");
    if (r->nrefusal && r->refusal[0].error == REFUSAL_MMIO_EXIT)
        return because(j, "left to user space, not refused");
    if (r->nrefusal)
        return because(j, "refused %s",
                       name_of(errno_names, r->refusal[0].error));
    return because(j, "nothing was refused");
}

static const char *
judge_condition(const struct judging *j, const struct claim *c)
{
    return j->r->condition >> c->id & 1 ? NULL : because(j, "it was not noted");
}

static const char *
judge_state(const struct judging *j, const struct claim *c)
{
    uint64_t value = control_get(j->b, j->r->end[j->b->at.config], c->number2);

    if (claim_compares(c->compare, value, c->number))
        return NULL;
    return because(j, "it is %llu", (unsigned long long) value);
}

static const char *
judge_cycles(const struct judging *j, const struct claim *c)
{
    if (claim_compares(c->compare, j->r->cycles, c->number))
        return NULL;
    return because(j, "%llu cycles", (unsigned long long) j->r->cycles);
}

static const char *
judge_claim(const struct judging *j, const struct claim *c)
{
    static const char *(*const how[])(const struct judging *,
                                      const struct claim *) = {
        [CLAIM_HAZARDS] = judge_hazards,     [CLAIM_REGISTER] = judge_register,
        [CLAIM_TYPE] = judge_type,           [CLAIM_COUNT] = judge_count,
        [CLAIM_ARRIVED] = judge_arrived,     [CLAIM_REFUSED] = judge_refused,
        [CLAIM_CONDITION] = judge_condition, [CLAIM_STATE] = judge_state,
        [CLAIM_CYCLES] = judge_cycles,
    };

    if (j->r->stuck_step != UINT32_MAX)
        return because(j, "the step of line %u can never run",
                       j->b->plan->step[j->r->stuck_step].line);
    return how[c->what](j, c);
}

struct verdict_result
verdict_of(const struct bound *b, const struct replay_result *r,
           const struct claim *claim, uint32_t n,
           bool (*under)(const void *data, const struct claim *c),
           const void *data, struct arena *arena)
{
    struct judging j = {b, r, arena};
    struct verdict_result v = {VERDICT_NOTHING};

    v.claim = arena_new_array(arena, struct claim_result, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        struct claim_result *c = &v.claim[v.nclaim];

        if (!under(data, &claim[i]))
            continue;
        c->claim = &claim[i];
        c->judged = claim[i].mode == CLAIM_EXPECT;
        v.nclaim++;
        if (!c->judged) {
            v.nunjudged++;
            continue;
        }
        c->why = judge_claim(&j, &claim[i]);
        c->holds = !c->why;
        v.nfailed += !c->holds;
        v.verdict = v.nfailed ? VERDICT_UNEXPECTED : VERDICT_AS_EXPECTED;
    }
    return v;
}
