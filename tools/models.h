/*
 * The architecture models there are.
 */
#pragma once

#include "sim/base/names.h"
#include "sim/core/model.h"

/* Every model; NULL at the end.  The first is the one a scenario without a
 * platform is about. */
extern const struct model *const models[];

/* The model of this name; NULL, with the names there are in NEAR (which may be
 * NULL). */
const struct model *model_find(void *unused, const char *name,
                               struct nearest *near);

/* Table N of all that models offer; NULL behind the last. */
const struct table *model_table(uint32_t n);

/* The rule of this id, of whichever model; NULL if there is none. */
const struct rule *model_rule(const char *id, struct nearest *near);
