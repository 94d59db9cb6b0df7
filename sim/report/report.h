/*
 * A document of paragraphs and tables, and who can write one: as text, as
 * Markdown, as CSV, as JSON.  It owns copies of all it is given.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "sim/core/table.h"

struct report_table {
    char *name, *title, *cite; /* title and cite may be NULL                  */
    GPtrArray *column;         /* of char *                                   */
    GPtrArray *row;            /* of char **, a cell for each column          */
    GPtrArray *note;           /* of char *                                   */
};

enum report_part_kind { REPORT_PARAGRAPH, REPORT_TABLE };

struct report_part {
    enum report_part_kind kind;
    char *paragraph;
    struct report_table *table;
};

struct report {
    char *title;     /* may be NULL                                           */
    GPtrArray *part; /* of struct report_part *                               */
};

struct report *report_new(const char *title);
void report_free(struct report *r);

void report_paragraph(struct report *r, const char *text);

/* An empty table at the end; CITE may be NULL. */
struct report_table *report_table(struct report *r, const char *name,
                                  const char *title, const char *cite);
void report_column(struct report_table *t, const char *name);
void report_note(struct report_table *t, const char *text);

/* One row, of as many cells as the table has columns. */
void report_row(struct report_table *t, const char *const *cell);

/* A model's table, row by row, or for readers: folded where it says how, and
 * pivoted, one table for each combination of the inputs that are not an axis.
 */
void report_flat(struct report *r, const struct table *t);
void report_pivot(struct report *r, const struct table *t);

struct report_look {
    bool ascii; /* no lines but of '-' and '|'                                */
};

struct report_writer {
    const char *name; /* --format NAME                                        */
    void (*write)(const struct report *r, const struct report_look *look,
                  FILE *out);
};

extern const struct report_writer report_text, report_markdown, report_csv,
    report_json;
