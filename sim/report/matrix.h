/*
 * A matrix as a value that writers print: axes, which of them are rows, columns
 * and pages, and what each cell comes to.
 *
 * A frame says what there is, before anything was run; cases are added to a
 * matrix in any order.  An axis of one value is constant; one of several that
 * is neither row nor column nor page is folded: a cell stands for all its
 * values and shows the worst.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

#include "sim/report/finding.h"
#include "sim/report/report.h"

enum {
    MATRIX_AXES = 256,        /* parameters, and what matrix_role names      */
    MATRIX_CELLS = 1 << 20,   /* of rows, columns and pages together         */
    MATRIX_NONE = UINT32_MAX, /* a case has no value on this axis            */
};

/* What an axis is to a command line that opens a cell. */
enum matrix_role {
    MATRIX_SCENARIO, /* values are names; files are in the frame              */
    MATRIX_PLATFORM,
    MATRIX_POLICY,
    MATRIX_PARAM,
};

struct matrix_axis {
    const char *name;
    const char *const *value;
    uint32_t nvalue;
    uint8_t role; /* enum matrix_role                                         */
    bool implied; /* the scenario says it: no command line need               */
    bool partial; /* some cases have no value on it                           */
};

/* Axes by number; the last changes fastest. */
struct matrix_side {
    uint32_t axis[MATRIX_AXES];
    uint32_t n;
};

enum matrix_shows {
    MATRIX_HAZARD,
    MATRIX_VICTIM,
    MATRIX_SEVERITY,
    MATRIX_CYCLES,
    MATRIX_VERDICT,
    MATRIX_TYPE,
    MATRIX_SHOWS
};
extern const char *const matrix_shows_name[MATRIX_SHOWS + 1]; /* NULL ends    */

struct matrix_frame {
    const char *title;   /* NULL: none                                        */
    const char *version; /* of the program                                    */
    const char *digest;  /* of everything that may decide about a cell        */
    const char *overruled; /* parameters that would choose the platform, had
                              none been named; NULL: none                     */
    const struct matrix_axis *axis;
    const char *const *file; /* of each value of the axis of scenarios, or of
                                the only one                                  */
    struct matrix_side row, column, page;
    uint64_t ncase;
    uint32_t naxis;
    uint8_t shows; /* enum matrix_shows                                     */
    bool explored; /* every schedule, not the replay                        */
};

/* One case: a line of CSV, an object of JSON. */
struct matrix_case {
    uint64_t number;    /* in the order of a whole run                        */
    const uint32_t *at; /* [naxis] number of the value, or MATRIX_NONE        */
    const char *type;   /* effective, of the first access; "" unknown         */
    struct finding finding;
    bool failed; /* it cannot be run: there is no finding                     */
};

struct matrix_cell {
    struct matrix_case worst; /* at and texts are the matrix's                */
    const char *words;        /* as the frame shows it; "" without a case     */
    uint64_t ncase;           /* that it stands for                           */
    bool differs;             /* they do not all show the same                */
};

struct matrix {
    const struct matrix_frame *frame;
    struct matrix_cell *cell; /* [page][row][column]                          */
    uint64_t npage, nrow, ncolumn;
    struct arena arena;
};

/* An empty matrix; FRAME must outlive it.  NULL if it has more than
 * MATRIX_CELLS cells. */
struct matrix *matrix_new(const struct matrix_frame *frame);
void matrix_add(struct matrix *m, const struct matrix_case *c);
void matrix_free(struct matrix *m);

/* Cells of rows, columns and pages; UINT64_MAX if that is no number. */
uint64_t matrix_cells(const struct matrix_frame *f);

/* Values of combination I of a side: "WC no"; with names, "type=WC fence=no".
 */
char *matrix_label(const struct matrix_frame *f, const struct matrix_side *s,
                   uint64_t i, bool names);
uint64_t matrix_side_count(const struct matrix_frame *f,
                           const struct matrix_side *s);

/* What a cell shows of a case: "stale guest", "1200". */
void matrix_words(const struct matrix_frame *f, const struct matrix_case *c,
                  GString *out);

/* The command line that opens a case: "mtsim explain --policy toy-1
 * --param type=WC buffer.scn", `mtsim check` of what was explored. */
void matrix_explain(const struct matrix_frame *f, const struct matrix_case *c,
                    GString *out);

/* "policy toy-1, fence=no": what is constant; "" for nothing. */
char *matrix_constant(const struct matrix_frame *f);

/* Axes that cells stand for all values of: "fence, size"; "" for none. */
char *matrix_folded(const struct matrix_frame *f);

/* For the writers of reports: tables of at most 80 columns if NARROW, legend
 * below. */
struct report *matrix_report(const struct matrix *m, bool narrow);

/* A page that needs nothing else.  Each cell leads to its command line. */
void matrix_html(const struct matrix *m, GString *out);

/* A picture of all pages, as a script for gnuplot that sets everything but the
 * terminal and draws in pixels of a canvas of WIDTH x HEIGHT.  Colours go from
 * light to dark as cells go from good to bad, or from cheap to dear, so that
 * they say the same in print; words stand in each cell besides. */
struct matrix_plot {
    GString *script;
    uint64_t width, height;
};
void matrix_plot(const struct matrix *m, struct matrix_plot *out);

/* Cases as they come. */
struct matrix_stream {
    const char *name; /* --format NAME                                        */
    void (*begin)(const struct matrix_frame *f, FILE *out);
    void (*one)(const struct matrix_frame *f, const struct matrix_case *c,
                FILE *out);
    void (*end)(const struct matrix_frame *f, FILE *out);
};

extern const struct matrix_stream matrix_csv, matrix_json;
extern const struct matrix_stream matrix_lines; /* JSON, one to a line, bare  */
