/*
 * Lists of litmus tests: a file whose name begins with '@' names a file in
 * each line, relative to its own folder, and perhaps further lists.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "sim/base/diag.h"

enum { LIST_LEVELS = 16, LIST_FILES = 1 << 16 };

/* Whether PATH is that of a list. */
bool litmus_is_list(const char *path);

/* The tests of a list, in order, as paths; NULL with ERROR set, or with the
 * fault in SINK.  Texts read are added to SOURCES, for messages. */
GPtrArray *litmus_list(const char *path, GPtrArray *sources,
                       struct diag_sink *sink, GError **error);
