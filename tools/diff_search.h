/*
 * mtsim diff --search: the smallest program on which two policies differ.
 *
 * Programs are made of the operations of settings, scenario files whose threads
 * list them; see sim/explore/programs.h.
 */
#pragma once

#include "tools/diff_side.h"

enum { SEARCH_LENGTH_MAX = 12 };

struct diff_search {
    unsigned length;              /* operations, to SEARCH_LENGTH_MAX         */
    const struct diff_side *side; /* [2], opened                              */
    const char *const *setting;   /* files, NULL at the end; NULL: those that
                                     are shipped                              */
    unsigned jobs;
};

/* Prints the program as a scenario; gives the exit status. */
int diff_search(const struct diff_search *q);
