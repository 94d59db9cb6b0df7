/*
 * What every schedule of a case shows, whatever is claimed of it: which hazards
 * some schedule shows, which of them every execution that ends shows, and which
 * last states there are.
 */
#pragma once

#include "tools/check_case.h"

/* Adds it to OUT; taken from a case of BEFORE (NULL: none) whose control plane
 * is the same. */
void check_shown(const struct outcome_request *q,
                 const struct check_settings *s, unsigned jobs,
                 const struct check_before *before, struct suite_case *out);
