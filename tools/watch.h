/*
 * Watching a long exploration: how far it is, on a terminal, and Ctrl-C, which
 * ends it at the next block so that what was learnt can be printed.
 */
#pragma once

#include "sim/explore/explore.h"

struct watch;

/* From now on the first SIGINT only sets a flag; the second one ends the
 * program.  PROGRESS: standard error is a terminal to write on. */
struct watch *watch_new(bool progress);
void watch_free(struct watch *w); /* SIGINT is as it was                      */

/* For explore_options.stop. */
const int *watch_stop(const struct watch *w);

/* For check_request.progress, from any thread; goes on until it is stopped. */
bool watch_progress(void *watch, const struct explore_progress *p);
