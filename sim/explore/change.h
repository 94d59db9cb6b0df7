/*
 * Packing the successor of a state whose packed form is known: only what the
 * transition changed is packed anew.
 */
#pragma once

#include "sim/core/bound.h"

enum {
    CELLS_STEP = 16
}; /* cells compared at a time                          */

/* Cells in an array that changes can be looked for in. */
static inline size_t
cells_room(const struct bound *b)
{
    return (b->at.ncell + CELLS_STEP - 1) / CELLS_STEP * CELLS_STEP;
}

/* W is M packed; makes it NEXT packed, and NEXT equal to M again.  Both have
 * cells_room() cells, those beyond the last equal. */
void change_pack(const struct bound *b, const cell *m, cell *next, uint64_t *w);
