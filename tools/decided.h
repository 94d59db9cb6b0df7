/*
 * What a replay of a case was decided by: the rules of every access and of
 * every operation of the control plane, in the order in which they came.
 */
#pragma once

#include "tools/scenario.h"

struct decided { /* one access, or one control operation                      */
    uint32_t step; /* from 0                                                  */
    uint32_t nth;  /* among those of the step that are alike                  */
    bool control;
    struct trail why;
};

/* Of struct decided; the rules are the policies' and the models' own.  NULL if
 * the case cannot be bound.  WORK is for the replay. */
GArray *decided_of(const struct scenario *sc, const struct experiment *e,
                   const struct policy_stack *stack, struct arena *work);
