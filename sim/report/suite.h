/*
 * The outcome of a run as a value that writers print: scenarios, the cases
 * each was run in (policy x parameter point), what was seen and what was
 * claimed.  Text is made by whoever fills it in; writers only arrange it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum suite_verdict {
    SUITE_NO_CLAIM, /* no claim speaks about this case                        */
    SUITE_AS_EXPECTED,
    SUITE_UNEXPECTED,
    SUITE_REFUSED, /* as expected, and something was refused                  */
    SUITE_VERDICTS
};

enum suite_holds {
    SUITE_HOLDS,
    SUITE_FAILS,
    SUITE_EVERY_SCHEDULE, /* cannot be judged by one schedule                 */
};

enum { SUITE_NOWHERE = UINT32_MAX };

/* A rule that decided about an access through which a hazard came. */
struct suite_rule {
    const char *access; /* "write", "read": the data's or the victim's        */
    const char *rule, *gave, *cite;
};

struct suite_hazard {
    const char *kind, *cause, *severity;
    const char *agent, *victim, *culprit;
    const char *says;       /* in words                                       */
    const char *where;      /* where the right data was                       */
    const char *place;      /* the memory: "buf", "buf+8"                     */
    const char *conditions; /* "alias flush-ignored", "" for none             */
    const struct suite_rule *trail;
    uint64_t got, wanted;
    uint32_t step, line; /* from 1; SUITE_NOWHERE: in no step                 */
    uint32_t ntrail, count;
    bool same_value;
};

struct suite_claim {
    const char *text, *seen; /* seen: when it fails                           */
    uint32_t line;
    uint8_t holds; /* enum suite_holds                                        */
};

struct suite_value {
    const char *name;
    uint64_t value;
};

struct suite_refusal {
    const char *what; /* "-EINVAL", "fault"                                   */
    uint32_t step, line;
};

struct suite_case {
    const char *policy, *platform;
    const char *const *param; /* [nparam] values                              */
    const struct suite_hazard *hazard;
    const struct suite_claim *claim;
    const struct suite_value *read;  /* result registers                      */
    const struct suite_value *count; /* counted events, accesses              */
    const struct suite_refusal *refusal;
    const char *conditions;
    uint64_t cycles, digest;
    uint32_t nhazard, nclaim, nread, ncount, nrefusal;
    uint32_t stuck_line; /* of a step that can never run, or SUITE_NOWHERE    */
    uint8_t verdict;     /* enum suite_verdict                                */
};

struct suite_scenario {
    const char *name, *title, *file;
    const char *const *param; /* names                                        */
    const struct suite_case *at; /* policy by policy, points in order         */
    uint64_t ncase;
    uint32_t nparam, npolicy;
};

struct suite {
    const char *version;
    const struct suite_scenario *scenario;
    uint32_t nscenario;
};

struct suite_count {
    uint64_t verdict[SUITE_VERDICTS];
    uint64_t claims, failed, every_schedule;
    uint64_t speaking; /* claims about every schedule, each counted once      */
};

struct suite_count suite_count(const struct suite_scenario *s);
void suite_count_add(struct suite_count *to, const struct suite_count *c);

extern const char *const suite_verdict_name[SUITE_VERDICTS];

struct suite_options {
    bool colour;
    bool summary; /* text: a line for each scenario                           */
    bool quiet;   /* text: only what is not as expected                       */
    bool verbose; /* text: also what no claim is about, claims that hold      */
};

struct suite_writer {
    const char *name; /* --format NAME                                        */
    void (*write)(const struct suite *s, const struct suite_options *o,
                  FILE *out);
};

extern const struct suite_writer suite_text, suite_json, suite_junit, suite_tap;

/* "type=WC fence=no" of one case; "" without parameters. */
void suite_point(const struct suite_scenario *s, const struct suite_case *c,
                 GString *out);
