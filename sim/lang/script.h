/*
 * Scenario files: text in, experiments out.
 *
 * script_parse() reads a file and what it includes; script_check() looks at
 * every name, type and claim once, at every parameter value; after that
 * script_elaborate() makes the experiment of one parameter point in
 * microseconds, from any thread, into an arena of the caller's.
 *
 * The language knows no architecture: verbs, memory types, registers and
 * flags are the model's, kinds of IOMMUs the I/O model's.  What a scenario
 * means is judged elsewhere.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/base/diag.h"
#include "sim/base/names.h"
#include "sim/base/source.h"
#include "sim/core/claim.h"
#include "sim/core/io.h"
#include "sim/core/model.h"
#include "sim/core/plan.h"

enum {
    SCRIPT_PARAMS = 32,        /* axes of one scenario                        */
    SCRIPT_VALUES = 4096,      /* of one axis                                 */
    SCRIPT_POINTS = 1 << 24,   /* of the product                              */
    SCRIPT_STEPS = 1 << 20,    /* of one scenario, with the implied ones      */
    SCRIPT_INCLUDES = 64,      /* levels                                      */
    SCRIPT_FILES = 1024,       /* read in all                                 */
    SCRIPT_TEXT = 64 << 20,    /* bytes in all                                */
    SCRIPT_ENTITIES = 1 << 14, /* regions, maps, devices, ...: each           */
    SCRIPT_MENU = 4096,        /* operations an adversary chooses from      */
};

struct script;

/* What a scenario is checked against. */
struct lang_env {
    const struct model *model;
    const struct io_model *io; /* NULL: nothing is known of IOMMUs            */

    /* A platform by name; NULL if there is none.  Names there are go to NEAR,
     * for "did you mean". */
    const struct platform *(*platform)(void *data, const char *name,
                                       struct nearest *near);

    /* Whether a claim may name this stack, policy or tag. */
    bool (*under)(void *data, const char *name, struct nearest *near);

    void *data; /* both functions may be NULL: then nothing is checked        */
};

struct script_param {
    const char *name;
    const char *const *value; /* as written                                   */
    uint32_t nvalue;
};

/* One value of each parameter, by number. */
struct point {
    uint16_t value[SCRIPT_PARAMS];
};

/* One scenario at one point. */
struct experiment {
    struct plan plan;
    const struct claim *claim; /* those whose conditions hold here            */
    const struct theorem *theorem; /* the same                                */
    const char *platform;          /* NULL: the scenario names none           */
    uint32_t nclaim, ntheorem;
};

/* Read SRC, which must outlive the script, and what it includes.  Never NULL;
 * faults go to the sink. */
struct script *script_parse(const struct source *src, struct diag_sink *sink);
void script_free(struct script *s);

/* The files that were read, in order: SRC, then what is included, as often as
 * it is.  NULL past the last. */
const struct source *script_source(const struct script *s, uint32_t i);

/* The canonical text of the file itself (what it includes stays out), if it
 * was read without errors. */
void script_print(const struct script *s, GString *out);

/* Known after parsing; NULL where the scenario is silent. */
const char *script_name(const struct script *s);
const char *script_title(const struct script *s);
const char *script_kind(const struct script *s);
uint32_t script_ncite(const struct script *s);
const char *script_cite(const struct script *s, uint32_t i, const char **quote);

/* The platforms it may run on, in order: NULL past the last. */
const char *script_platform(struct script *s, uint32_t i);

/* The parameter that chooses the platform; NULL if none does. */
const char *script_platform_param(const struct script *s);

/* Conditions platform=NAME are about this one, whatever the scenario names; to
 * be said before script_check(), and PLATFORM must outlive the script. */
void script_run_on(struct script *s, const char *platform);

/* The axes of the matrix a scenario asks for: names of parameters, "policy",
 * "platform", "scenario".  False if it asks for none.  Known after checking. */
struct script_matrix {
    const char *const *row, *const *column;
    uint32_t nrow, ncolumn;
};
bool script_matrix(const struct script *s, struct script_matrix *out);

uint32_t script_nparam(const struct script *s);
struct script_param script_param(const struct script *s, uint32_t i);

/* Check everything; false if anything is wrong, here or in parsing.  Once. */
bool script_check(struct script *s, const struct lang_env *env,
                  struct diag_sink *sink);

/* Whether some point may have devices behind IOMMUs, I/O address spaces or
 * operations of them: without any, no policy of theirs matters.  Known after
 * checking. */
bool script_has_io(const struct script *s);

/* The experiment of one point, in ARENA, which has no limit; NULL with the
 * fault in the sink, for points that script_check() did not reach (it tries
 * 65,536).  The script must outlive it. */
const struct experiment *script_elaborate(const struct script *s,
                                          const struct point *at,
                                          struct arena *arena,
                                          struct diag_sink *sink);

/* What one thread of adversaries did: numbers of steps of the plan, in order.
 */
struct point_choice {
    const uint32_t *step;
    uint32_t n;
};

/* What takes the place of all threads: a step of the top level, or an event
 * before the next one. */
struct point_line {
    const struct plan_step *step;   /* NULL: the event                        */
    const struct plan_event *event; /* of the point's plan                    */
    const char *result;             /* register of the step; NULL: none       */
    const char *thread; /* in a block of this name, with its neighbours; NULL:
                           on the top level */
};

/* What script_print_point() puts into its file. */
struct point_print {
    const char *const *comment; /* lines of text, printed as comments first   */
    const char *suffix;         /* of the scenario's name; NULL: none         */
    const char *platform;       /* NULL: the scenario's                       */
    const struct point_choice *choice; /* [plan.nthread]; NULL: adversaries do
                                          nothing                             */
    const struct plan_event *event;    /* a whole schedule, of the point's plan;
                                          NULL: the schedules of the scenario    */
    const struct point_line
        *program;       /* at the end of the top level, in place
                           of threads and schedules; NULL: those */
    const char *expect; /* one statement, "under ...: expect ..."; NULL: none */
    uint32_t ncomment, nevent, nprogram;
};

/* One point as a scenario of its own, in canonical text: nothing included, no
 * parameter or condition, no comment, no claim but EXTRA's, and in place of an
 * adversary a thread of what it chose.  False, with nothing printed, for a
 * point that cannot be elaborated. */
bool script_print_point(const struct script *s, const struct point *at,
                        const struct point_print *extra, GString *out);

/* The points of a scenario, all or those that filters leave: "name=a" or
 * "name=a|b", NULL at the end, where a value may be a range of numbers "1..8"
 * or "all".  NULL with the fault in the sink.  The last parameter changes
 * fastest. */
struct points;

struct points *points_new(const struct script *s, const char *const *filter,
                          struct diag_sink *sink);
void points_free(struct points *p);
uint64_t points_count(const struct points *p);

/* Whether filters leave a value of a parameter, both by number. */
bool points_have(const struct points *p, uint32_t param, uint32_t value);
void points_get(const struct points *p, uint64_t i, struct point *at);

/* "type=WC fence=no", in ARENA; "" without parameters. */
const char *point_text(const struct script *s, const struct point *at,
                       struct arena *arena);
