/*
 * One case under every schedule: explored, judged, put into words.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/outcome.h"
#include "tools/watch.h"

struct check_settings {
    struct explore_options explore; /* jobs and stop aside                    */
    uint32_t property; /* bits 1 << enum property; not 0: judge these instead
                          of what the scenario claims                         */
    bool no_background;
    bool always; /* explore also where no claim asks for it                */
    bool shown; /* what is possible, only: explore always, leave claims alone */
    bool until_decided; /* no more states than the answers need               */
    bool memory;    /* last states show the words that steps name             */
    bool witnesses; /* as scenarios, too                                      */
    bool words;     /* schedules in words                                     */
    struct watch *watch;
};

/* What check() is asked about a case. */
struct check_request check_request_of(const struct outcome_request *q,
                                      const struct check_settings *s,
                                      unsigned jobs);

/* Cases of the same point on the same platform that were done before: with
 * `shown`, what comes to the same is taken from there. */
struct check_before {
    const struct suite_case *const *at;
    uint32_t n;
};

/* What was explored, but for hazards, last states and verdicts. */
struct suite_check *check_describe(const struct outcome_request *q,
                                   const struct check_settings *s,
                                   const struct check_result *r);

/* Adds to OUT, of which the replay is told already, what every schedule of the
 * case shows, on JOBS threads. */
void check_case(const struct outcome_request *q, const struct check_settings *s,
                unsigned jobs, const struct check_before *before,
                struct suite_case *out);
