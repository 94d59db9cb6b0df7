/*
 * The picture of a told replay, filled from the same log.
 */
#pragma once

#include "sim/engine/log.h"
#include "sim/report/picture.h"

struct drawing {
    struct picture *picture;
    const struct log *log;
    const cell *end; /* a state with the values                               */
    struct arena *arena;
    GArray *lane;            /* what each column stands for                   */
    struct picture_row *row; /* of the step under way                         */
};

/* PICTURE is empty. */
void drawing_init(struct drawing *d, struct picture *picture,
                  const struct log *log, const cell *end, struct arena *arena);

/* A row for a step that has been told but for its hazards. */
void drawing_step(struct drawing *d, const struct log_step *from,
                  const struct story_step *told);

/* A hazard of that step. */
void drawing_hazard(struct drawing *d, const struct hazard *h,
                    const struct story_hazard *told);

/* All steps are drawn: columns get their order. */
void drawing_done(struct drawing *d);
