/*
 * Parameter points in few words: a set of points as products of values,
 * "type=WC|UC fence=no".
 */
#pragma once

#include <glib.h>

#include "sim/report/suite.h"

/* The points of these cases (of const struct suite_case *), one text for each
 * product, in order of first appearance.  A parameter that takes all the
 * values it has in the scenario is left out. */
GPtrArray *boxes_of(const struct suite_scenario *s, const GPtrArray *cases);

/* Points of any axes: their names, and how many values each has. */
struct box_axes {
    const char *const *name;
    const uint32_t *count;
    uint32_t n;
};

/* The same of points (of const char *const *, [n] values). */
GPtrArray *boxes_of_points(const struct box_axes *axes,
                           const GPtrArray *points);
