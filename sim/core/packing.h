/*
 * The packed form of a state: which values each cell can hold, and where it is
 * stored.
 *
 * Cells are packed in groups: values are counted (so a register that can only
 * hold five versions has five codes), and cells that follow each other make
 * one number of few bits in mixed radix.  Each cell adds its part to a word; a
 * group is spread by a table.
 */
#pragma once

#include <glib.h>

#include "sim/core/bound.h"

struct domain { /* of a cell                                                  */
    uint32_t n; /* values; 1: it never changes                                */
    const cell *value; /* [n] ascending; NULL: 0 to n - 1                     */
};

/* [ncell] of every cell; the control plane is closed. */
struct domain *cell_domains(const struct bound *b);

enum { GROUP_CELLS = 8, GROUP_CODES = 128, VALUES_MAX = 4096 };

#define PART_NONE UINT64_MAX

struct group_place { /* where a group is stored                               */
    uint64_t mask;
    const cell *value; /* [mask + 1][ncell]; NULL: one cell, of this value    */
    uint32_t word;
    uint8_t shift, ncell;
    uint32_t cell[GROUP_CELLS];
};

struct cell_place { /* what a cell adds to its word                           */
    const uint64_t *part; /* [max + 1] by value, PART_NONE: no such value;
                             NULL: the value times the weight                 */
    uint64_t weight;      /* 0: it never changes                              */
    uint32_t max, word;
};

struct packing {
    const struct group_place *group;
    const struct cell_place *cell; /* [ncell]                                 */
    uint32_t ngroup;
};

/* A value that a cell is not expected to hold ends the program: two states
 * would become one. */
static inline uint64_t
cell_part(const struct cell_place *p, cell value)
{
    if (!p->part)
        return value * p->weight;
    g_assert(value <= p->max && p->part[value] != PART_NONE);
    return p->part[value];
}
