/*
 * Settings made ready: read, at every point, under two policies.
 */
#pragma once

#include "sim/explore/programs.h"
#include "tools/diff_side.h"

/* One point of one setting: where programs begin. */
struct beginning {
    const struct scenario *scenario;
    const struct experiment *experiment;
    const struct policy_stack *stack[2];
    struct alphabet alphabet;
    struct point point;
};

struct settings_of {
    GPtrArray *scenario; /* of struct scenario *                              */
    GArray *at;          /* of struct beginning                               */
    struct arena arena;
    bool fits; /* some setting is of the policies' architecture               */
};

/* Reads FILES (NULL at the end; NULL: the shipped ones) and keeps those that
 * both policies can run in, and in which their rules are not the same.  False
 * with the fault told and STATUS set. */
bool settings_open(struct settings_of *out, const struct diff_side *side,
                   const char *const *files, int *status);
void settings_close(struct settings_of *s);

static inline const struct beginning *
settings_at(const struct settings_of *s, uint32_t i)
{
    return &g_array_index(s->at, struct beginning, i);
}
