/* Write a file whole or not at all: a temporary one beside it, synchronised
 * and renamed over it, so that a reader or a full disk never meets a half.
 *
 * What cannot be replaced (a pipe, a terminal, /dev/stdout) is written to. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* False with error set, naming the path; an existing file is then unharmed. */
bool write_file(const char *path, const void *data, size_t length,
                GError **error);

/* Flushes; 0, or the errno of what was not written.  Of an error that is over
 * stdio keeps no more than that there was one: then a byte is written more, to
 * hear the reason again. */
int stream_fault(FILE *out);

/* The same for what comes bit by bit: it may be written to until it is kept or
 * dropped.  Opening shows early that a path cannot be written. */
struct file_writer {
    FILE *out;
    char *path, *target, *temporary; /* temporary NULL: written to directly   */
};

bool file_writer_open(struct file_writer *w, const char *path, GError **error);

/* Both close it. */
bool file_writer_keep(struct file_writer *w, GError **error);
void file_writer_drop(struct file_writer *w);
