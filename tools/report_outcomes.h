/*
 * The outcomes of a suite, each told and drawn, for a report.
 */
#pragma once

#include "sim/report/page.h"
#include "tools/scenario.h"

struct report_outcomes;

/* SUITE is of LIST, of struct scenario *; PLATFORM: that all run on, or NULL.
 */
struct report_outcomes *report_outcomes_new(const struct suite *suite,
                                            const GPtrArray *list,
                                            const char *platform, unsigned jobs,
                                            bool explored);
void report_outcomes_free(struct report_outcomes *r);

/* Scenario by scenario; valid as long as R and the suite are. */
const struct page_outcome *report_outcomes(const struct report_outcomes *r,
                                           uint32_t *n);
