/*
 * Runs one case of a scenario and tells what happened.
 */
#pragma once

#include "sim/report/picture.h"
#include "tools/scenario.h"

struct story_request {
    const struct scenario *scenario;
    const struct experiment *experiment;
    const struct point *point;
    const struct policy_stack *stack;
    struct arena *arena; /* where the texts live                              */
};

/* Fills in the story, which the caller has made, and the picture that belongs
 * to it, unless that is NULL; false with *WHY set. */
bool story_tell(const struct story_request *q, struct story *out,
                struct picture *picture, const char **why);

/* Whether the replay of a case shows a hazard. */
bool story_has_hazard(const struct story_request *q);
