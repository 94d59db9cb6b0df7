/*
 * What exploring found out, in the words of a mail.
 */
#pragma once

#include "sim/report/rows.h"

/* The claims about every schedule, properties, hazards and last states of a
 * row whose cases were explored, each with its schedule. */
void check_say(GString *out, const struct suite_scenario *s,
               const struct row *row, const struct suite_options *o);

/* "12,345". */
void check_number(GString *out, uint64_t n);

/* What was explored in this suite, and within which bounds; nothing if nothing
 * was. */
void check_say_terms(GString *out, const struct suite *s);
