/*
 * Cases of a scenario that came out the same, put together: one row for some
 * policies and some points.
 */
#pragma once

#include <glib.h>

#include "sim/report/suite.h"

struct row {
    const struct suite_case *first; /* of the cases, which are all like it    */
    GString *policies;              /* "one, another"                        */
    char *points; /* "type=WC|UC, or type=WB fence=no"; "" for all            */
};

/* Rows in order of first appearance, of struct row *; CONDITIONS: only cases
 * with the same conditions are put together. */
GPtrArray *rows_of(const struct suite_scenario *s, bool conditions);
