/*
 * What bounds an exploration, as told on the command line.
 */
#pragma once

#include <glib.h>

#include "tools/check_case.h"

#define BOUND_UNSAID G_MININT64

struct bounds_said { /* options as they were written                          */
    gint64 max_states, max_depth; /* BOUND_UNSAID: not                        */
    char *memory, *reduce, **property;
    gboolean no_reduce;
};

/* Reads them into OUT; false with the fault told. */
bool bounds_read(const struct bounds_said *said, struct check_settings *out);

/* "ample dead"; "" for none. */
char *bounds_reductions(const struct explore_options *o);

/* "max-states 1000, memory 4G"; "" for none. */
char *bounds_words(const struct explore_options *o,
                   const struct bounds_said *said);
