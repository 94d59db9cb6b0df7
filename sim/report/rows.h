/*
 * Cases of a scenario that came out the same, put together: one row for some
 * policies and some points.
 */
#pragma once

#include <glib.h>

#include "sim/report/suite.h"

struct row {
    const struct suite_case *first; /* of the cases, which are all like it    */
    GPtrArray *cases; /* all of them, of const struct suite_case *            */
    uint32_t outcome; /* number, in order of appearance: rows of one outcome
                         differ in policy, point and claims */
    GString *policies; /* "one, another"                        */
    char *points; /* "type=WC|UC, or type=WB fence=no"; "" for all            */
    uint64_t ncase;
    uint64_t states, transitions; /* explored, of the largest case            */
    uint32_t depth;
};

/* Rows in order of first appearance, of struct row *: cases of which the text
 * says the same. */
GPtrArray *rows_of(const struct suite_scenario *s,
                   const struct suite_options *o);
