/*
 * Which axes become rows, columns and pages.
 *
 * What the command line says wins, then what the scenario says.  Where both are
 * silent: policies are columns if there are several, the first other axis of
 * several values is rows, and the rest are pages, but for parameters that only
 * some scenarios have: a cell stands for all their values.
 */
#pragma once

#include "tools/matrix_plan.h"

/* Fills the sides of the frame, of which the axes are known; false with the
 * fault told. */
bool matrix_sides(struct matrix_plan *p, const struct matrix_ask *ask);

/* Whether platforms are an axis although none was named. */
bool matrix_wants_platforms(const struct matrix_ask *ask,
                            const struct scenario *sc);
