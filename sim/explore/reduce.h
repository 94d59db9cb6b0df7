/*
 * Reductions inside one exploration: fewer events where some order is enough,
 * fewer states where nobody can tell them apart.
 *
 * Each keeps every hazard (kind, cause, victim, severity) and every outcome;
 * a test holds all shipped scenarios against the unreduced search.
 */
#pragma once

#include "sim/explore/explore.h"

struct reducer;

/* What can be reduced in B, which is squeezed already; NULL: nothing. */
struct reducer *reducer_new(const struct bound *b, uint32_t reduce);
void reducer_free(struct reducer *r);

/* Whether taking EVENT alone is enough in M.  Such an event is invisible,
 * advances its thread and commutes with all that others can do. */
bool reducer_enough(const struct reducer *r, const cell *m, struct event e);

/* Makes M the one state that stands for all that are like it. */
void reducer_settle(const struct reducer *r, cell *m);
