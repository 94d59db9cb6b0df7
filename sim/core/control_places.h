/*
 * How far a program can be in its control operations.
 *
 * A place is a number for each thread: how many of its control operations it
 * has taken.  Threads take theirs in order, between the top-level steps they
 * stand between; so of the orders that there are on paper, few are places.
 * What may come at any time (choices of an adversary) has no part in them.
 */
#pragma once

#include <glib.h>

#include "sim/core/bound.h"

struct place_step { /* from a place to another                                */
    uint32_t id; /* control operation                                         */
    uint32_t to;
};

struct places {
    GArray *step;      /* of struct place_step, place by place                */
    GArray *first;     /* [n + 1] of uint32_t: the first step of a place      */
    uint8_t *any_time; /* [ncontrol] may come wherever the program is         */
    uint32_t n;        /* place 0 is where it starts                          */
};

void places_find(const struct bound *b, struct places *p);
void places_clear(struct places *p);
