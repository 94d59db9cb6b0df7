/*
 * What is suspicious about a policy that parses: rules nothing reaches, inputs
 * nothing decides.
 *
 * Both are found by walking every combination of the facts a table mentions,
 * leaving out those the vocabulary says cannot occur.  Only tables the policy
 * itself gives are looked at; inherited ones are the base's business.
 */
#pragma once

#include "sim/policy/set.h"

/* Records E311 and E312; gives how many it recorded. */
unsigned policy_lint(const struct policy_set *set, const struct policy *p,
                     struct diag_sink *sink);
