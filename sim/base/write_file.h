/* Write a file whole or not at all: a temporary one beside it, synchronised
 * and renamed over it, so that a reader or a full disk never meets a half.
 *
 * What cannot be replaced (a pipe, a terminal, /dev/stdout) is written to. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* False with error set, naming the path; an existing file is then unharmed. */
bool write_file(const char *path, const void *data, size_t length,
                GError **error);
