/* Explorations of one plan under two policies. */
#include "tools/diff_possible.h"

void
possible_explore(const struct beginning *b, const struct plan *plan,
                 struct arena *arena, struct possible *out)
{
    *out = (struct possible){0};
    for (unsigned i = 0; i < 2; i++) {
        const struct check_request ask = {
            .plan = plan,
            .platform = scenario_platform(b->scenario, b->experiment),
            .policy = b->stack[i],
            .explore = {.max_states = POSSIBLE_STATES,
                        .reduce = REDUCE_ALL,
                        .jobs = 1},
            .no_witness = true,
            .arena = arena,
        };

        out->r[i] = check(&ask);
        out->transitions += out->r[i].explored.transitions;
    }
    out->difference = (struct check_difference){.says = CHECK_UNDECIDED};
    if (out->r[0].bound && out->r[1].bound)
        out->difference = check_same_outcomes(&out->r[0], &out->r[1]);
}

void
possible_done(struct possible *p)
{
    check_done(&p->r[0]);
    check_done(&p->r[1]);
}

bool
possible_alike(const struct beginning *b, const struct plan *plan,
               struct arena *arena)
{
    struct possible both;
    bool alike;

    possible_explore(b, plan, arena, &both);
    alike = both.difference.says == CHECK_HOLDS;
    possible_done(&both);
    return alike;
}
