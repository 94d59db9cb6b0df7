/*
 * What is possible in a case, whatever is claimed of it: which hazards some
 * schedule shows, and which last states there are.
 */
#pragma once

#include "tools/check_case.h"

/* Adds it to OUT; taken from a case of BEFORE (NULL: none) whose control plane
 * is the same. */
void check_shown(const struct outcome_request *q,
                 const struct check_settings *s, unsigned jobs,
                 const struct check_before *before, struct suite_case *out);
