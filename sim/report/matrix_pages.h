/*
 * The pages of a matrix for readers: those whose cells say the same are one,
 * headed by the set of them in few words, "type=WC|UC fence=no".
 */
#pragma once

#include "sim/report/matrix.h"

struct matrix_page {
    uint64_t page; /* the first of them                                       */
    char *title;   /* "" : of one page without axes, or of all values         */
};

/* Those that have cases, of struct matrix_page *, in order of first
 * appearance.  MERGED: whether one of them is several pages. */
GPtrArray *matrix_pages(const struct matrix *m, bool *merged);
