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

/* What an architecture offers before there is a model of it: tables to print,
 * and rules that say why.  No title at the end. */
struct draft {
    const char *title;
    const struct table *table;
    const struct rule *rule;
    uint32_t ntable, nrule;
};
extern const struct draft drafts[];

/* Table N of all that models and drafts offer; NULL behind the last. */
const struct table *model_table(uint32_t n);

/* The rule of this id, of whichever model or draft; NULL if there is none. */
const struct rule *model_rule(const char *id, struct nearest *near);
