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
