/*
 * The models there are: of architectures, and of what sits between devices and
 * memory.
 */
#pragma once

#include "sim/base/names.h"
#include "sim/core/io.h"

/* Every model; NULL at the end.  The first is the one a scenario without a
 * platform is about. */
extern const struct model *const models[];

/* The model of this name; NULL, with the names there are in NEAR (which may be
 * NULL). */
const struct model *model_find(void *unused, const char *name,
                               struct nearest *near);

/* The one model of IOMMUs, for every architecture; NULL where this program has
 * none. */
const struct io_model *io_model(void);

/* Table N of all that models offer; NULL behind the last. */
const struct table *model_table(uint32_t n);

/* The rule of this id, of whichever model; NULL if there is none. */
const struct rule *model_rule(const char *id, struct nearest *near);
