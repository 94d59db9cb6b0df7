/*
 * Running scenarios: every stack at every point, on some threads, and what
 * came out as a suite.  The order of results never depends on the threads.
 */
#pragma once

#include "sim/report/suite.h"
#include "tools/point_run.h"

struct runner_options {
    struct point_ask ask;
    unsigned jobs;
    const struct suite *before; /* of the same scenarios at the same points
                                   under one other stack, which must outlive the
                                   result; NULL: none                         */
};

struct runner;

enum { RUNNER_CASES_MAX = 1 << 20 };

/* Runs LIST, of struct scenario *, which must outlive the result.  STATUS gets
 * worse when a case cannot be run, which is told. */
struct runner *runner_run(const GPtrArray *list, const struct runner_options *o,
                          int *status);
void runner_free(struct runner *r);

const struct suite *runner_suite(const struct runner *r);
