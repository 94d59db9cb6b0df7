/*
 * What the scenarios of a suite cost, as plots.
 */
#pragma once

#include "sim/report/page.h"

enum { REPORT_PLOTS = 3 };

/* Fills PLOT, of which N are there afterwards; SVG texts are to be g_free()d.
 * False with *WHY set, to be g_free()d, if none can be made. */
bool report_plots(const struct suite *suite,
                  struct page_plot plot[REPORT_PLOTS], uint32_t *n, char **why);
