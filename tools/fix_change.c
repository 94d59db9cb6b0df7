/* A case with changes. */
#include <string.h>

#include "sim/engine/plan_edit.h"
#include "tools/fix.h"

static void
put_step(struct variant *v, const struct plan_step *step, uint32_t at,
         uint32_t origin, struct arena *arena)
{
    uint32_t *now = arena_new_array(arena, uint32_t, v->plan.nstep + 2u);

    memcpy(now, v->origin, at * sizeof *now);
    now[at] = origin;
    memcpy(now + at + 1, v->origin + at,
           (v->plan.nstep + 1 - at) * sizeof *now);
    v->plan = plan_with(&v->plan, step, at, arena);
    v->origin = now;
}

/* Before the step of the case; behind what stands there already. */
static void
put_steps(struct variant *v, const struct change *c, struct arena *arena)
{
    uint32_t at = v->plan.nstep;

    while (at > 0 && v->origin[at] > c->at)
        at--;
    for (uint32_t i = 0; i < c->nstep; i++)
        put_step(v, &c->step[i], at + i, c->at, arena);
}

static void
give_unit(struct variant *v, const struct change *c, struct arena *arena)
{
    struct plan_unit *unit =
        arena_new_array(arena, struct plan_unit, v->plan.nunit);

    memcpy(unit, v->plan.unit, v->plan.nunit * sizeof *unit);
    unit[c->unit].has |= c->has.code;
    v->plan.unit = unit;
}

static void
give_tables(const struct fixing *f, struct variant *v, const struct change *c)
{
    struct policy_table *table =
        c->from->shared ? v->stack.shared : v->stack.table;
    const struct policy_vocab *vocab =
        policy_words(f->shipped->policies, c->from);

    for (uint32_t t = 0; t < vocab->ndecision; t++)
        if (c->kind == CHANGE_RULE ? t == c->table
                                   : strcmp(vocab->decision[t].layer,
                                            vocab->layer[c->from->layer]) == 0)
            table[t] = c->from->table[t];
}

void
fix_apply(const struct fixing *f, const uint32_t *change, uint32_t n,
          struct arena *arena, struct variant *out)
{
    const struct outcome_request *q = f->case_;
    const struct plan *p = &q->experiment->plan;

    out->plan = *p;
    out->platform = *scenario_platform(q->scenario, q->experiment);
    out->stack =
        *(const struct policy_stack *) q->scenario->stacks->pdata[q->stack];
    out->origin = arena_new_array(arena, uint32_t, p->nstep + 1u);
    for (uint32_t i = 0; i <= p->nstep; i++)
        out->origin[i] = i;
    for (uint32_t i = 0; i < n; i++) {
        const struct change *c = fix_change(f, change[i]);

        switch ((enum change_kind) c->kind) {
        case CHANGE_STEP:
            put_steps(out, c, arena);
            break;
        case CHANGE_UNIT:
            give_unit(out, c, arena);
            break;
        case CHANGE_RULE:
        case CHANGE_POLICY:
            give_tables(f, out, c);
            break;
        case CHANGE_PLATFORM:
            out->platform.model_key[c->key] = 1;
            break;
        }
    }
}

static bool
is_policy(const struct change *c)
{
    return c->kind == CHANGE_RULE || c->kind == CHANGE_POLICY;
}

bool
fix_agree(const struct change *a, const struct change *b)
{
    if (is_policy(a) && is_policy(b) && a->part == b->part)
        return a->kind == CHANGE_RULE && b->kind == CHANGE_RULE &&
               a->table != b->table;
    return a->kind == CHANGE_STEP || a->family != b->family;
}
