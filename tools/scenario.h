/*
 * A scenario file made ready to run: read, checked, with the stacks and the
 * parameter points it is to be run under.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "sim/core/bound.h"
#include "sim/lang/script.h"
#include "tools/inputs.h"
#include "tools/shipped.h"

struct scenario {
    char *file; /* as printed                                                 */
    const struct shipped *shipped;
    struct source *src;
    struct script *script;
    const struct model *model;
    const struct platform *forced; /* --platform                              */
    struct platform fallback;      /* where the scenario names none           */
    struct lang_env env;
    GPtrArray *under;  /* names its claims are about, of char *               */
    GPtrArray *stacks; /* to run under                                        */
    bool shared;       /* policies of shared layers make a difference         */
    bool *speaks;      /* [stack][under]: a claim about the one is about both */
    struct points *points;
    uint64_t npoint;
};

/* Reads and checks; FORCED (may be NULL) takes the place of its platforms.
 * NULL with the faults told and STATUS set. */
struct scenario *scenario_load(const struct shipped *s, const struct input *in,
                               const struct platform *forced, int *status);
void scenario_free(void *scenario);

/* The same file with another text, under no stack and at no point yet; NULL if
 * the text has faults, which are not told. */
struct scenario *scenario_with(const struct scenario *sc, const char *text);

/* Chooses stacks: those of the selections (may be NULL) that fit; by default
 * all that the claims name, or all there are. */
bool scenario_choose(struct scenario *sc, struct shipped *s,
                     const char *const *selections);

/* Chooses points; FILTER is as points_new() wants it.  False with the fault
 * told. */
bool scenario_points(struct scenario *sc, const char *const *filter);

/* The platform of an experiment. */
const struct platform *scenario_platform(const struct scenario *sc,
                                         const struct experiment *e);

/* How to bind an experiment for a replay under STACK: a whole schedule may
 * choose what a platform leaves open. */
struct bind_request scenario_bind(const struct scenario *sc,
                                  const struct experiment *e,
                                  const struct policy_stack *stack,
                                  struct arena *arena);

/* The policies of a stack that nobody chose and that make a difference here,
 * "a + b"; to be g_free()d. */
char *scenario_defaults(const struct scenario *sc,
                        const struct policy_stack *stack);

/* Whether stack number I is under one of these names; of none, it is. */
bool scenario_is_under(const struct scenario *sc, uint32_t i,
                       const char *const *under, uint32_t n);

/* Whether a claim is about stack number I. */
bool scenario_speaks(const struct scenario *sc, uint32_t i,
                     const struct claim *c);
