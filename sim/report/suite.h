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
    SUITE_UNDECIDED, /* as expected so far, but a bound was met               */
    SUITE_VERDICTS
};

enum suite_holds {
    SUITE_HOLDS,
    SUITE_FAILS,
    SUITE_EVERY_SCHEDULE, /* cannot be judged by one schedule                 */
    SUITE_OPEN,           /* undecided within the bounds                      */
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
    const char *theorem, *states; /* its name, what it states; or NULL        */
    const char *text, *seen; /* seen: when it fails                           */
    const char *says; /* of every schedule: "proved", "shown", ...; or NULL   */
    const char *const *step; /* [nstep] a schedule that decided it, if none
                                that shows a hazard did                       */
    uint32_t line, nstep;
    uint32_t shown; /* of suite_check: what decided it; SUITE_NOWHERE: none   */
    uint8_t holds;  /* enum suite_holds                                       */
    bool shortest;
};

struct suite_value {
    const char *name;
    uint64_t value;
};

struct suite_refusal {
    const char *what; /* "-EINVAL", "fault"                                   */
    uint32_t step, line;
};

/* An event of the scenario's own schedule. */
struct suite_event {
    uint32_t line;
    bool idle; /* there was nothing to happen                                */
};

/* A kind of hazard that some schedule shows. */
struct suite_shown {
    const char *kind, *cause, *severity, *agent, *victim, *culprit;
    const char *says, *place, *conditions; /* as of a suite_hazard            */
    const char *const *step; /* [nstep] the schedule, in words                */
    const char *witness;     /* a scenario that replays it; may be NULL       */
    const char *file;        /* which holds that                              */
    uint64_t got, wanted;
    uint64_t count; /* transitions that show it                               */
    uint32_t nstep;
    bool always;   /* every execution that ends shows it                      */
    bool shortest; /* no schedule that shows it is shorter                    */
    const char *keys; /* of the platform, open ones that it turns on; NULL   */
    bool claimed; /* a claim names it                                        */
};

struct suite_property {
    const char *name;
    const char *const *step; /* [nstep] what breaks it, if it is no hazard    */
    uint32_t shown, nstep;   /* what breaks it                                */
    uint8_t holds;           /* enum suite_holds                              */
    bool shortest;
};

struct suite_last { /* a last state                                           */
    const uint64_t *value; /* [ncolumn]                                       */
    const bool *unset;     /* [ncolumn]                                       */
    uint64_t count;
};

/* What exploring a case found out. */
struct suite_check {
    const char *end; /* "complete", "max-states", "memory", ...               */
    const char *why; /* nothing could be explored                             */
    const char *fault; /* of the program: a witness that is none; or NULL     */
    const struct suite_shown *shown;
    const struct suite_property *property;
    const char *const *column; /* registers and words of the last states      */
    const struct suite_last *last;
    const char *not_covered; /* shapes the machine is stronger about, or NULL */
    const char *over;        /* the life cycle it is about, or NULL           */
    const char *each; /* operations of adversaries: "3", "2 and 1"; or NULL   */
    uint64_t states, transitions;
    uint64_t digest[2]; /* of what was explored: of equal ones of a point all
                           is equal but what claims say                       */
    double lost; /* states that hash compaction may have missed               */
    uint32_t depth, within; /* within: operations of adversaries       */
    uint32_t nshown, nproperty, ncolumn, nlast;
    bool complete, background, compact;
    bool decided; /* not complete: all that was asked was decided before      */
};

struct suite_case {
    const char *policy, *platform;
    const char *defaults; /* policies of layers nobody chose: "a + b"         */
    const char *const *param; /* [nparam] values                              */
    const struct suite_hazard *hazard;
    const struct suite_claim *claim;
    const struct suite_value *read;  /* result registers                      */
    const struct suite_value *count; /* counted events, accesses              */
    const struct suite_refusal *refusal;
    const struct suite_event *event;
    const struct suite_check *check; /* NULL: not explored                    */
    const char *conditions;
    const char *type; /* effective, of the first access by a guest, else by
                         any CPU, at the end; "" if that is not mapped        */
    uint64_t cycles, digest;
    uint32_t nhazard, nclaim, nread, ncount, nrefusal, nevent;
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
    const char *reductions; /* of what was explored: "ample dead"; or NULL    */
    const char *bounds;     /* "", or "max-states 1000, memory 4G"            */
};

struct suite_count {
    uint64_t verdict[SUITE_VERDICTS];
    uint64_t claims, failed, every_schedule, open;
    uint64_t proved, modelled, broken, unproved; /* properties; modelled: hold,
                                   in a shape that is not covered             */
    uint64_t speaking; /* claims about every schedule, each counted once      */
};

struct suite_count suite_count(const struct suite_scenario *s);
struct suite_count suite_count_all(const struct suite *s);

/* What came instead of what is claimed: the hazard that a schedule shows, if
 * one decided it.  In a string of its own; "" if nothing is known. */
char *suite_claim_seen(const struct suite_case *c, const struct suite_claim *k);

/* "proved", "broken", "undecided", "not covered". */
const char *suite_property_words(const struct suite_property *p,
                                 const struct suite_check *k);

extern const char *const suite_verdict_name[SUITE_VERDICTS];

struct suite_options {
    bool colour;
    bool summary; /* text: a line for each scenario                           */
    bool quiet;   /* text: only what is not as expected                       */
    bool verbose; /* text: also what no claim is about, claims that hold      */
    bool outcomes; /* check: the last states                                  */
    bool hazards;  /* check: also those that no claim names                   */
};

struct suite_writer {
    const char *name; /* --format NAME                                        */
    void (*write)(const struct suite *s, const struct suite_options *o,
                  FILE *out);
};

extern const struct suite_writer suite_text, suite_json, suite_junit, suite_tap;
extern const struct suite_writer suite_markdown; /* theorems                  */

/* "type=WC fence=no" of one case; "" without parameters. */
void suite_point(const struct suite_scenario *s, const struct suite_case *c,
                 GString *out);
