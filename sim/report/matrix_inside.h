/*
 * Between the files that write a matrix for readers.
 */
#pragma once

#include "sim/report/matrix.h"

static inline const struct matrix_cell *
matrix_cell_at(const struct matrix *m, uint64_t page, uint64_t row,
               uint64_t column)
{
    return &m->cell[(page * m->nrow + row) * m->ncolumn + column];
}

/* All of these are to be g_free()d. */

/* "stale guest *" */
char *matrix_cell_text(const struct matrix_cell *c);

/* "type fence / policy" */
char *matrix_corner(const struct matrix_frame *f);

/* "WC", or what is shown if there are no columns. */
char *matrix_column_label(const struct matrix_frame *f, uint64_t column);

/* "policy toy-1; one replay of each case": what all cells have in common. */
char *matrix_about(const struct matrix_frame *f);

/* "stale: stale-read; ok: ...": the words that are there; "" if they stand for
 * themselves. */
char *matrix_legend(const struct matrix *m);

bool matrix_page_has_cases(const struct matrix *m, uint64_t page);

/* How dark a cell of cycles is: 0 (the least of all cells) to
 * MATRIX_SHADES - 1, by the logarithm. */
enum { MATRIX_SHADES = 6 };
struct matrix_scale {
    uint64_t least, most;
};
struct matrix_scale matrix_scale(const struct matrix *m);
unsigned matrix_shade(const struct matrix_scale *s, uint64_t cycles);
