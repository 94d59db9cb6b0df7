/*
 * How many cases came out how, as text: a table, a line.
 */
#pragma once

#include "sim/report/suite.h"

/* A row for each scenario. */
void totals_table(GString *out, const struct suite *s,
                  const struct suite_options *o);

void totals_line(GString *out, const struct suite_count *all,
                 const struct suite_options *o);

/* Whether nothing came out but what was wanted. */
bool totals_good(const struct suite_count *all);
