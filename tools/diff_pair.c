/* What two replays of one plan have in common. */
#include "tools/diff_pair.h"

#include "tools/diff_possible.h"

bool
pair_replay(const struct beginning *b, const struct plan *plan,
            struct arena *arena, struct pair_run *out)
{
    const struct replay_options o = {.no_timing = true};
    const char *why = NULL;

    *out = (struct pair_run){.plan = plan};
    for (unsigned i = 0; i < 2; i++) {
        const struct bind_request ask = {
            .plan = plan,
            .platform = scenario_platform(b->scenario, b->experiment),
            .policy = b->stack[i],
            .arena = arena,
        };

        out->b[i] = bind_plan(&ask, &why);
        if (!out->b[i]) {
            pair_done(out);
            return false;
        }
        out->r[i] = replay(out->b[i], arena, &o);
    }
    return true;
}

void
pair_done(struct pair_run *p)
{
    bound_done(p->b[0]);
    bound_done(p->b[1]);
}

/* ---- hazards ---- */

/* Where the right data was instead is the way there: nobody sees it. */
static bool
same_hazard(const struct hazard *a, const struct hazard *b)
{
    return a->kind == b->kind && a->victim == b->victim &&
           a->severity == b->severity;
}

static bool
hazards_within(const struct replay_result *a, const struct replay_result *b)
{
    for (uint32_t i = 0; i < a->nhazard; i++) {
        bool found = false;

        for (uint32_t k = 0; k < b->nhazard && !found; k++)
            found = same_hazard(&a->hazard[i], &b->hazard[k]);
        if (!found)
            return false;
    }
    return true;
}

/* ---- refusals, arrivals, registers ---- */

bool
pair_refused_alone(const struct pair_run *p, unsigned side, uint32_t i)
{
    const struct replay_result *other = &p->r[!side];
    const struct replay_refusal *x = &p->r[side].refusal[i];

    for (uint32_t k = 0; k < other->nrefusal; k++)
        if (other->refusal[k].error == x->error &&
            other->refusal[k].step == x->step)
            return false;
    return true;
}

static bool
refusals_differ(const struct pair_run *p)
{
    for (unsigned side = 0; side < 2; side++)
        for (uint32_t i = 0; i < p->r[side].nrefusal; i++)
            if (pair_refused_alone(p, side, i))
                return true;
    return false;
}

bool
pair_arrivals_differ(const struct pair_run *p)
{
    const struct replay_result *a = &p->r[0], *b = &p->r[1];

    if (a->narrival != b->narrival)
        return true;
    for (uint32_t i = 0; i < a->narrival; i++)
        if (a->arrival[i].region != b->arrival[i].region ||
            a->arrival[i].size != b->arrival[i].size ||
            a->arrival[i].offset != b->arrival[i].offset)
            return true;
    return false;
}

bool
pair_value(const struct pair_run *p, unsigned side, uint16_t reg,
           uint64_t *value)
{
    *value = 0;
    return replay_register(p->b[side], &p->r[side], reg, value);
}

static bool
values_differ(const struct pair_run *p)
{
    for (uint16_t i = 0; i < p->plan->nreg; i++) {
        uint64_t value[2];
        bool has = pair_value(p, 0, i, &value[0]);

        if (has != pair_value(p, 1, i, &value[1]) || value[0] != value[1])
            return true;
    }
    return false;
}

bool
pair_sure(const struct pair_run *p)
{
    return refusals_differ(p) || pair_arrivals_differ(p);
}

bool
pair_differs(const struct pair_run *p)
{
    return values_differ(p) || pair_sure(p) ||
           !hazards_within(&p->r[0], &p->r[1]) ||
           !hazards_within(&p->r[1], &p->r[0]);
}

bool
pair_differs_always(const struct beginning *b, const struct plan *plan,
                    struct arena *arena)
{
    struct pair_run run;
    bool sure;

    if (!pair_replay(b, plan, arena, &run))
        return false;
    sure = pair_sure(&run);
    pair_done(&run);
    return sure || !possible_alike(b, plan, arena);
}
