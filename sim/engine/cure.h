/*
 * Cures (R27): which operation takes the cause of a hazard away, who executes
 * it, and between which steps.
 *
 * One table for all that proposes something: the remedy that a verdict prints,
 * and the search for what proves a hazard gone.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/core/bound.h"
#include "sim/core/hazard.h"

struct cure {
    bool drain;     /* empty WC buffers; else clean the line                  */
    bool by_reader; /* else by whoever wrote what was wanted                  */
    bool old_writer; /* lost writes: by whoever wrote what replaced it        */
};

/* The cures of a cause, the likeliest first; none for some. */
const struct cure *cures_of(uint8_t cause, uint32_t *n);

/* Whether a cause has any. */
bool cures_known(uint8_t cause);

/* The step whose agent and context execute the cure; -1 if there is none. */
int64_t cure_actor(const struct bound *b, const struct hazard *h,
                   struct cure c);

/* Between which steps of the program it has to stand. */
void cure_window(const struct bound *b, const struct hazard *h, struct cure c,
                 uint32_t *from, uint32_t *to);

/* The address by which a context names the hazard's word, as an operand; false
 * if it has no map of it. */
bool cure_address(const struct bound *b, const struct hazard *h, uint16_t ctx,
                  struct plan_operand *out);
