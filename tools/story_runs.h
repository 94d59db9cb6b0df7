/*
 * What a step did and what it changed, with neighbouring memory put together:
 * what a told replay says and a picture draws.
 */
#pragma once

#include "sim/engine/log.h"
#include "tools/story_memory.h"

/* What a transaction is about, and so how it is told. */
enum story_shape { NOT_TOLD, OF_LINE, OF_WORD, OF_NOTHING };

struct story_run { /* transactions of one kind on neighbouring memory         */
    struct txn first;
    struct span_of span; /* OF_LINE, OF_WORD                                  */
    uint32_t n;
    bool wrong; /* there is a hazard in one of them                           */
};

struct story_change { /* changes of one kind on neighbouring memory           */
    struct log_change first;
    struct span_of span;
};

enum story_shape story_shape(const struct txn *t);

/* Of struct story_run, in the order in which they are told.  END is a state
 * with the values. */
GArray *story_runs(const struct log *log, const cell *end,
                   const struct log_step *step);

/* Of struct story_change, in the order of the log. */
GArray *story_changes(const struct log *log, const cell *end,
                      const struct log_step *step);
