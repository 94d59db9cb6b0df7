/*
 * Reading a part of a matrix back from a file (matrix_shard.h).
 */
#pragma once

#include "tools/matrix_shard.h"

struct shard_file {
    char *path, *header; /* its first line                                    */
    FILE *in;
    struct shard shard;
    struct matrix_frame frame; /* of the header; texts in `arena`             */
    struct arena arena, line;  /* line: of the case read last                 */
    GHashTable *value; /* "axis\nvalue" -> number + 1                         */
    char *text;        /* room for a line                                     */
    size_t room;
    struct matrix_case c; /* read last; at points to:                     */
    uint32_t at[MATRIX_AXES];
    uint64_t ncase; /* read so far                                            */
    long whole;     /* bytes up to the end of the last whole line             */
};

/* Reads the first line.  An exit status, with the fault told: EXIT_WORLD when
 * it cannot be opened, EXIT_USAGE when it is no such file. */
int shard_open(struct shard_file *f, const char *path);
void shard_close(struct shard_file *f);

enum shard_next {
    SHARD_CASE, /* the next case is in `c`                                    */
    SHARD_END,  /* that was all                                               */
    SHARD_CUT,  /* the file ends before its last line                         */
    SHARD_BAD,  /* something else stands there, which is told                 */
};
enum shard_next shard_next(struct shard_file *f);

/* Whether two files are parts of one matrix; else tells, naming both. */
bool shard_same_matrix(const struct shard_file *a, const struct shard_file *b);
