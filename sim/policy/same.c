/* Whether rules come to the same. */

#include <string.h>

#include "sim/policy/stack.h"

bool
policy_same_actions(const struct policy_rule *a, const struct policy_rule *b)
{
    if (a->naction != b->naction)
        return false;
    for (unsigned i = 0; i < a->naction; i++) {
        const struct policy_action *x = &a->action[i], *y = &b->action[i];

        if (x->code != y->code || x->narg != y->narg ||
            memcmp(x->arg, y->arg, x->narg * sizeof *x->arg) != 0)
            return false;
    }
    return true;
}

bool
policy_same_table(const struct policy_table *a, const struct policy_table *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (a->rule[i].care != b->rule[i].care ||
            a->rule[i].want != b->rule[i].want ||
            !policy_same_actions(&a->rule[i], &b->rule[i]))
            return false;
    return true;
}
