/* What a replay showed, as it goes along. */

#include "sim/engine/collect.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/core/control.h"

/* Room for one more of an array that lives in the arena. */
static void *
grow(struct arena *arena, void *array, uint32_t n, uint32_t *cap, size_t size)
{
    void *grown;

    if (n < *cap)
        return array;
    *cap = *cap ? 2 * *cap : 8;
    grown = arena_array(arena, *cap, size);
    if (n)
        memcpy(grown, array, n * size);
    return grown;
}

static bool
same(const struct hazard *a, const struct hazard *b)
{
    return a->kind == b->kind && a->cause == b->cause &&
           a->severity == b->severity && a->agent == b->agent &&
           a->victim == b->victim && a->culprit == b->culprit &&
           a->step == b->step;
}

static void
keep_hazard(struct collector *c, const struct bound *b, const cell *m,
            struct hazard h)
{
    struct replay_result *r = c->r;

    h.step = h.op == OP_INITIAL ? c->step : b->op[h.op].step;
    h.conditions = hazard_conditions(b, m, r->condition, h.line);
    for (uint32_t i = 0; i < r->nhazard; i++)
        if (same(&r->hazard[i], &h)) {
            r->hazard[i].count += h.count;
            return;
        }
    r->hazard = grow(c->arena, r->hazard, r->nhazard, &c->cap_hazard,
                     sizeof *r->hazard);
    r->hazard[r->nhazard++] = h;
}

static void
keep_arrival(struct collector *c, const struct bound *b, const struct txn *t)
{
    struct replay_result *r = c->r;
    const struct line *l = &b->line[t->line];
    uint64_t offset = l->pa - b->plan->region[l->region].pa +
                      (uint64_t) l->first[t->word] * WORD_BYTES;

    r->arrival = grow(c->arena, r->arrival, r->narrival, &c->cap_arrival,
                      sizeof *r->arrival);
    r->arrival[r->narrival++] = (struct replay_arrival){
        l->region, (uint16_t) t->version, (uint32_t) offset, c->step};
}

static void
keep_refusal(struct collector *c, const struct bound *b, const struct txn *t)
{
    struct replay_result *r = c->r;

    r->refusal = grow(c->arena, r->refusal, r->nrefusal, &c->cap_refusal,
                      sizeof *r->refusal);
    r->refusal[r->nrefusal++] = (struct replay_refusal){
        (uint16_t) t->version, c->step, txn_denial(b, t)};
}

void
collect_hear(struct collector *c, const struct bound *b, const cell *m,
             const struct txn *t)
{
    struct hazard found[JUDGE_MAX];
    uint32_t n;

    if (t->kind == TX_ISSUE) {
        c->r->condition |= access_conditions(b, m, t);
        return;
    }
    if (t->kind == TX_READ)
        c->r->reads++;
    else if (t->kind == TX_WRITE_CACHE || t->kind == TX_WRITE_MEMORY)
        c->r->writes++;
    else if (t->kind == TX_ARRIVE)
        keep_arrival(c, b, t);
    else if (t->kind == TX_REFUSED)
        keep_refusal(c, b, t);
    else if (t->kind == TX_CONDITION)
        c->r->condition |= 1u << t->version;
    else if (t->kind == TX_COUNTED)
        c->r->counted[t->version]++;
    if (!(JUDGED_KINDS >> t->kind & 1) || c->o->no_judge ||
        judge_is_plain(b, m, t))
        return;
    n = judge(b, m, t, found);
    for (uint32_t i = 0; i < n; i++)
        keep_hazard(c, b, m, found[i]);
}
