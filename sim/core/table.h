/*
 * A table of facts that a model offers for printing.
 *
 * Neutral on purpose: writers turn it into text, Markdown, CSV or JSON
 * without knowing what it is about.  Rows are flat: inputs first, then
 * values.  CSV prints them as they come; text pivots two of the inputs.
 */
#pragma once

struct table {
    const char *name; /* what the command line calls it                      */
    const char *title;
    const char *cite; /* document, table title and number                    */
    const char *const *column;
    unsigned ncolumn;
    int row_axis, col_axis;  /* inputs that text pivots, -1 for none; each
                                combination of the others is a block          */
    unsigned first_value;    /* columns from here on are values               */
    const char *const *note; /* footnote lines, NULL at the end               */

    /* Where rows repeat too much for a reader: the tables that text and
     * Markdown print instead, NULL at the end.  Else NULL. */
    const struct table *const *folded;

    /* Calls EMIT(TO, cell) for each row, in a fixed order; cell has ncolumn
     * strings that live only during the call. */
    void (*rows)(void (*emit)(void *to, const char *const cell[]), void *to);
};
