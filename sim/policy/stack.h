/*
 * Stacks: policies of different layers, composed.
 *
 * "A+B" is a disjoint union: the order of the parts does not matter and two
 * policies of one layer are an error that names both.  What no part decides
 * takes the model's default.  A part is a policy, one of its further names,
 * or a named stack (`stack NAME = A + B` in a policy file).
 */
#pragma once

#include "sim/policy/set.h"

/* The stack TEXT describes, named as written; NULL with faults recorded AT
 * the place that asked.  The set keeps it. */
const struct policy_stack *stack_compose(struct policy_set *set,
                                         const char *text, struct span at,
                                         struct diag_sink *sink);

/* Every stack TEXT selects, in order, of const struct policy_stack *:
 *
 *   all       the named stacks
 *   all*all   each policy of each layer with each of the others
 *   TAG       each policy that has the tag
 *   A+B       that one
 *
 * NULL with faults recorded if there is none. */
GPtrArray *stack_select(struct policy_set *set, const char *text,
                        struct span at, struct diag_sink *sink);

/* Whether `under NAME` speaks about this stack: NAME is a tag of one of its
 * parts, or all that NAME is made of is in it. */
bool stack_is_under(const struct policy_set *set,
                    const struct policy_stack *stack, const char *name);

/* Whether NAME is a policy, a further name, a named stack, or a tag. */
bool stack_name_known(const struct policy_set *set, const char *name);

/* The named stacks, by name. */
uint32_t stack_count(const struct policy_set *set);
const char *stack_name(const struct policy_set *set, uint32_t i);
