/* What is wrong with the user's files: numbered, collected, printed once.
 *
 * Code that finds a fault records it in a sink and carries on; one function
 * prints.  Faults of the outside world (cannot open, disk full) are GError;
 * faults of ours are g_assert.  Messages say what is wrong, lower case, without
 * full stop, the user's own word in quotes.
 *
 *     bad.scn:2:6: error: an address expected [E101]
 *         2 | map WB
 *           |     ^~
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "sim/base/source.h"

enum diag_severity { DIAG_SEVERITY_NONE, DIAG_ERROR, DIAG_WARNING };

enum diag_id {
    DIAG_NONE,
#define DIAG(id, number, severity, summary) DIAG_##id,
#include "sim/base/diag_ids.def"
#undef DIAG
    DIAG_COUNT
};

/* How many one print shows, and how many a sink keeps (the rest is counted). */
enum { DIAG_PRINT_MAX = 20, DIAG_KEEP_MAX = 4096 };

/* One diagnostic of the list. */
struct diag_info {
    const char *id;  /* "NUMBER_RANGE" */
    unsigned number; /* 117, printed E117; for ever */
    enum diag_severity severity;
    const char *summary; /* one line */
};

/* Its long form. */
struct diag_text {
    const char *text;    /* what it means and what to do, some lines */
    const char *example; /* text that provokes it, or shows the remedy */
};

struct diag_note {
    struct span at;
    char *message;
};

struct diag {
    enum diag_id id;
    struct span at;
    char *message;
    GArray *notes; /* of struct diag_note, or NULL */
};

struct diag_sink;

struct diag_sink *diag_sink_new(void);
void diag_sink_free(struct diag_sink *sink);

/* Record a fault.  A second one with the same number, place and message is
 * dropped. */
void diag_add(struct diag_sink *sink, enum diag_id id, struct span at,
              const char *fmt, ...) G_GNUC_PRINTF(4, 5);

/* Say more about the fault added last ("first defined here"). */
void diag_note(struct diag_sink *sink, struct span at, const char *fmt, ...)
    G_GNUC_PRINTF(3, 4);

/* How many were recorded, including those not kept. */
unsigned diag_errors(const struct diag_sink *sink);
unsigned diag_warnings(const struct diag_sink *sink);

/* Whether so many errors are recorded that a parser may as well stop. */
bool diag_enough(const struct diag_sink *sink);

/* The kept ones; sorted by file name, position and number after diag_sort(),
 * in order of recording before. */
unsigned diag_count(const struct diag_sink *sink);
const struct diag *diag_at(const struct diag_sink *sink, unsigned i);
void diag_sort(struct diag_sink *sink);

/* Print one, or sort and print the first DIAG_PRINT_MAX and "N more errors". */
void diag_print(const struct diag *d, FILE *out, bool colour);
void diag_print_all(struct diag_sink *sink, FILE *out, bool colour);

/* The entry of id, and its long form; the id of a number (DIAG_NONE: unknown).
 */
const struct diag_info *diag_info(enum diag_id id);
const struct diag_text *diag_text(enum diag_id id);
enum diag_id diag_find(unsigned number);

/* Title, long text and example of a number; false if there is no such one. */
bool diag_explain(unsigned number, FILE *out);
