/* A file of ours, loaded whole: its name, its text, and places in it.
 *
 * Everything later refers to the text by byte offsets (struct span) and keeps
 * the source alive; line and column are counted only for a message.  Loading
 * never judges the text: binary garbage, CRLF and a missing last newline are
 * the lexer's business. */
#pragma once

#include <glib.h>
#include <stdint.h>

enum { SOURCE_MAX = 16 << 20 }; /* bytes a file may have */

struct source {
    char *name;      /* as the user gave it; "<stdin>" for "-" */
    char *text;      /* without a byte order mark; a NUL follows */
    uint32_t length; /* of text */
};

/* Half-open range of bytes.  Without a source, "nowhere": the command line. */
struct span {
    const struct source *src;
    uint32_t from, to;
};

/* A place as editors count it: both from 1, columns in characters. */
struct place {
    unsigned line, column;
};

/* SOURCE_ERROR_SIZE: over SOURCE_MAX.  What the system refused comes as
 * G_FILE_ERROR. */
#define SOURCE_ERROR (source_error_quark())
enum source_error { SOURCE_ERROR_SIZE };
GQuark source_error_quark(void);

/* The file at path, or standard input for "-"; NULL with error set. */
struct source *source_load(const char *path, GError **error);

/* A copy of text as if it had been loaded; length is at most SOURCE_MAX. */
struct source *source_new(const char *name, const char *text, size_t length);

void source_free(struct source *src);

struct place source_place(const struct source *src, uint32_t offset);

/* The line that holds offset, as a span without its line end. */
struct span source_line(const struct source *src, uint32_t offset);
