/*
 * Where the cases of a matrix go: a table for readers, when all are known, or
 * one by one to who reads CSV or JSON.
 */
#pragma once

#include "sim/base/write_file.h"
#include "sim/report/matrix.h"

enum matrix_picture { MATRIX_NO_PICTURE, MATRIX_HTML, MATRIX_SVG, MATRIX_PNG };

struct matrix_out {
    const struct matrix_frame *frame;
    const struct matrix_stream *stream; /* or                                 */
    const struct report_writer *report; /* with                               */
    uint8_t picture;                    /* enum matrix_picture, with          */
    struct matrix *matrix;
    struct file_writer file; /* out NULL: standard output                     */
    bool ascii;
};

/* The names there are, NULL at the end. */
extern const char *const matrix_formats[];

/* PATH NULL: standard output.  Gives an exit status, with the fault told. */
int matrix_out_open(struct matrix_out *o, const struct matrix_frame *frame,
                    const char *format, const char *path, bool ascii);
void matrix_out_add(struct matrix_out *o, const struct matrix_case *c);

/* Writes what is left; else leaves nothing behind but what was streamed. */
int matrix_out_close(struct matrix_out *o, bool complete);
