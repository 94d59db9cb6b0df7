/*
 * Replays of steps one by one, in any order: as replay() would go on with this
 * step, had the program come this way.
 *
 * For a plan of one thread bound with any_order, on a platform whose caches
 * hold all of its lines.
 */
#pragma once

#include "sim/core/machine.h"

/* Whether nothing of B is ever pushed out of a cache for want of room. */
bool stepping_possible(const struct bound *b);

/* STEP of the plan, until all that it set off is done; false if it can never
 * happen here. */
bool stepping_take(const struct bound *b, cell *m, uint32_t step,
                   struct sink *to);

/* Event NUMBER of the plan, as far as there is anything to happen. */
void stepping_unasked(const struct bound *b, cell *m, uint32_t number,
                      struct sink *to);
