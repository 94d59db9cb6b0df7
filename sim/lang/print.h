/*
 * Names for what a plan holds, as a scenario writes them.
 */
#pragma once

#include "sim/lang/inside.h"

struct names {
    const struct script *s;
    const struct plan *p;
};

/* TEXT with the values of parameters at a point; strings stay as they are. */
void fill_params(const struct script *s, const struct point *at,
                 const char *text, GString *out);

/* A line of a schedule that tells the whole of it. */
void print_event(const struct names *n, const struct plan_event *e,
                 GString *out);
