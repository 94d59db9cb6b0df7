/*
 * What the fuzz targets do to a text.  Whatever the text is, each function
 * returns: faults of the text are messages that nobody prints, faults of ours
 * are failed assertions.  A quick test feeds every build the same functions.
 */
#pragma once

#include <stddef.h>

struct fuzz; /* what is shipped, read once */

struct fuzz *fuzz_open(void);
void fuzz_close(struct fuzz *f);

typedef void fuzz_function(const struct fuzz *f, const char *text,
                           size_t length);

fuzz_function fuzz_lex;    /* tokens: in order, none empty                    */
fuzz_function fuzz_script; /* parse, print, parse again: the same; check      */
fuzz_function fuzz_bind;   /* run some points under every shipped stack       */
fuzz_function fuzz_litmus; /* read, make a plan                               */
fuzz_function fuzz_baseline; /* read, write, read again: the same            */
fuzz_function fuzz_parts;  /* a part of a matrix: read, looked at, printed    */
fuzz_function fuzz_policy; /* parse, print, finish, lint, show                */
