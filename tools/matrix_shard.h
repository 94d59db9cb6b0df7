/*
 * A part of a matrix in a file: a line of JSON that says what matrix it is of,
 * a line for each case, and a last line once all of them are there.
 *
 * Which part a case belongs to depends on its values alone.  Cases come in the
 * order of the whole matrix, so a file that was cut off holds the first ones.
 */
#pragma once

#include "sim/report/matrix.h"

enum { SHARDS_MAX = 1 << 20 };

struct shard {
    uint32_t i, n; /* 1/1: all                                                */
};

/* "2/8"; false with the fault told. */
bool shard_read(const char *text, struct shard *out);

/* Whether a case with these values belongs to it. */
bool shard_has(const struct shard *s, const struct matrix_frame *f,
               const uint32_t *at);

/* The first line and the last, with their ends; to be g_free()d. */
char *shard_header(const struct matrix_frame *f, const struct shard *s);
char *shard_footer(uint64_t cases);
