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

/* The name of a map.  What adversaries map has none that can be written: it
 * gets one that nothing in the scenario has. */
void print_map_name(const struct names *n, uint32_t map, GString *out);
bool is_alias(const struct plan_map *m);

/* The statement that makes such a map. */
void print_map(const struct names *n, uint32_t map, GString *out);

/* A step, as a statement. */
void print_step(const struct names *n, const struct plan_step *s, GString *out);

/* A line of a schedule that tells the whole of it. */
void print_event(const struct names *n, const struct plan_event *e,
                 GString *out);
