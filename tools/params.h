/*
 * --param k=v,k2=v|v,...: which points of a scenario are wanted.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "tools/scenario.h"

/* "k=v" or "k=v|w", NULL at the end, of what stood behind the options; NULL
 * with the fault told. */
char **params_split(char **args);

/* Whether the scenario has all these parameters. */
bool params_known(const struct scenario *sc, char **filter);

/* Chooses the points of every scenario.  Those that lack a parameter are left
 * out of LIST, unless all do, which is a fault that is told. */
bool params_apply(GPtrArray *list, char **filter);

/* Chooses stacks and points of a list of one scenario, as --policy and --param
 * say; false with the fault told. */
bool params_choose(GPtrArray *list, struct shipped *shipped, char **policy,
                   char **param);
