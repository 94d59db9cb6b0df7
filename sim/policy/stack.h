/*
 * Stacks: policies of different layers, composed.
 *
 * "A+B" is a disjoint union: the order of the parts does not matter and two
 * policies of one layer are an error that names both.  Parts are of one
 * architecture of CPUs and of the shared one.  A layer without a part takes
 * the policy that is its default, else the model's default.  A part is a
 * policy, one of its further names, or a named stack (`stack NAME = A + B` in
 * a policy file).
 */
#pragma once

#include "sim/policy/set.h"

/* The stack TEXT describes, named as written; NULL with faults recorded AT
 * the place that asked.  The set keeps it.  A stack of shared policies alone
 * is of no architecture yet, see stack_for(). */
const struct policy_stack *stack_compose(struct policy_set *set,
                                         const char *text, struct span at,
                                         struct diag_sink *sink);

/* Who is to run under a stack. */
struct stack_user {
    const char *arch; /* of the CPUs                                          */
    bool shared;      /* policies of the shared layers make a difference      */
};

/* The stack as an architecture of CPUs runs it; NULL if it is another's. */
const struct policy_stack *stack_for(struct policy_set *set,
                                     const struct policy_stack *stack,
                                     const char *arch);

/* Every stack TEXT selects, in order, of const struct policy_stack *:
 *
 *   all       the named stacks
 *   all*all   each policy of each layer with each of the others; of the shared
 *             layers only where they make a difference
 *   TAG       each policy that has the tag
 *   A+B       that one
 *
 * USER: only those that fit, made fit; NULL: of all architectures, as they are.
 * NULL with faults recorded if nothing has the name; what fits none is empty.
 */
GPtrArray *stack_select(struct policy_set *set, const char *text,
                        const struct stack_user *user, struct span at,
                        struct diag_sink *sink);

/* Whether two stacks are of the same policies.  SHARED: as in stack_user. */
bool stack_same(const struct policy_stack *a, const struct policy_stack *b,
                bool shared);

/* Whether two rules do the same, and whether two tables have the same rules;
 * what they are called, and where they stand, says nothing. */
bool policy_same_actions(const struct policy_rule *a,
                         const struct policy_rule *b);
bool policy_same_table(const struct policy_table *a,
                       const struct policy_table *b);

/* Whether `under NAME` speaks about this stack: NAME is a tag of one of its
 * parts, or all that NAME is made of is in it.  Where shared policies make no
 * difference every stack is as if it had them. */
bool stack_is_under(const struct policy_set *set,
                    const struct policy_stack *stack, const char *name,
                    bool shared);

/* Whether NAME is a policy, a further name, a named stack, or a tag. */
bool stack_name_known(const struct policy_set *set, const char *name);

/* The named stacks, by name. */
uint32_t stack_count(const struct policy_set *set);
const char *stack_name(const struct policy_set *set, uint32_t i);
