/*
 * Litmus tests: every schedule of a file, and herd's block about it.
 */
#pragma once

#include <stdio.h>

#include "sim/explore/explore.h"
#include "tools/shipped.h"

struct litmus_options {
    const struct shipped *shipped;
    const struct platform *platform; /* NULL: the dialect's                  */
    struct explore_options explore;
    bool quiet; /* only tests that are not as asked                           */
    /* Called now and then; false stops.  May be NULL. */
    bool (*progress)(void *to, const struct explore_progress *p);
    void *to;
};

/* Whether a name on the command line is for litmus_check(): it ends in
 * ".litmus", or begins with '@' (the rest names a list of tests). */
bool litmus_named(const char *file);

/* Explores the tests of a file or list and prints a block for each to OUT;
 * what is wrong is told on stderr.  Returns an exit status: EXIT_EXPECTED;
 * EXIT_NOT when a ~exists or forall fails; EXIT_USAGE, EXIT_UNDECIDED,
 * EXIT_WORLD. */
int litmus_check(const char *file, const struct litmus_options *o, FILE *out);
