#include "sim/base/source.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 1 << 16 };

static const char byte_order_mark[] = {'\xef', '\xbb', '\xbf'};

GQuark
source_error_quark(void)
{
    return g_quark_from_static_string("mtsim-source-error");
}

/* Read until the end or just over the limit: the size is not asked for first,
 * since a pipe has none and /dev/zero lies. */
static bool
read_all(FILE *in, GByteArray *text)
{
    uint8_t chunk[CHUNK];
    size_t got;

    while (text->len <= SOURCE_MAX + sizeof byte_order_mark &&
           (got = fread(chunk, 1, sizeof chunk, in)) > 0)
        g_byte_array_append(text, chunk, (guint) got);

    return !ferror(in);
}

static void
set_system_error(GError **error, int code, const char *what, const char *path)
{
    g_set_error(error, G_FILE_ERROR, (gint) g_file_error_from_errno(code),
                "cannot %s '%s': %s", what, path, g_strerror(code));
}

static struct source *
load(FILE *in, const char *path, const char *name, GError **error)
{
    GByteArray *text = g_byte_array_new();
    struct source *src = NULL;
    const char *from;
    size_t length;

    if (!read_all(in, text)) {
        set_system_error(error, errno, "read", path);
    } else {
        from = (const char *) text->data;
        length = text->len;
        if (length >= sizeof byte_order_mark &&
            memcmp(from, byte_order_mark, sizeof byte_order_mark) == 0) {
            from += sizeof byte_order_mark;
            length -= sizeof byte_order_mark;
        }
        if (length > SOURCE_MAX)
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_SIZE,
                        "'%s' is larger than %d MB", path, SOURCE_MAX >> 20);
        else
            src = source_new(name, from, length);
    }
    g_byte_array_unref(text);
    return src;
}

struct source *
source_load(const char *path, GError **error)
{
    struct source *src;
    FILE *in;

    if (strcmp(path, "-") == 0)
        return load(stdin, path, "<stdin>", error);

    in = fopen(path, "rb");
    if (!in) {
        set_system_error(error, errno, "open", path);
        return NULL;
    }
    src = load(in, path, path, error);
    fclose(in);
    return src;
}

struct source *
source_new(const char *name, const char *text, size_t length)
{
    struct source *src = g_new0(struct source, 1);

    g_assert(length <= SOURCE_MAX);
    src->name = g_strdup(name);
    src->text = g_malloc(length + 1);
    if (length > 0)
        memcpy(src->text, text, length);
    src->text[length] = '\0';
    src->length = (uint32_t) length;
    return src;
}

void
source_free(struct source *src)
{
    if (!src)
        return;
    g_free(src->name);
    g_free(src->text);
    g_free(src);
}

struct span
source_line(const struct source *src, uint32_t offset)
{
    const char *text = src->text;
    struct span line = {src, MIN(offset, src->length), 0};
    const char *end;

    while (line.from > 0 && text[line.from - 1] != '\n')
        line.from--;
    end = memchr(text + line.from, '\n', src->length - line.from);
    line.to = end ? (uint32_t) (end - text) : src->length;
    if (end && line.to > line.from && text[line.to - 1] == '\r')
        line.to--;
    return line;
}

struct place
source_place(const struct source *src, uint32_t offset)
{
    const char *text = src->text;
    const char *at = text;
    const char *stop = text + MIN(offset, src->length);
    const char *newline;
    struct place p = {1, 1};

    while ((newline = memchr(at, '\n', (size_t) (stop - at)))) {
        at = newline + 1;
        p.line++;
    }
    /* a column for each character: bytes that go on one do not count */
    for (; at < stop; at++)
        if (((unsigned char) *at & 0xc0) != 0x80)
            p.column++;
    return p;
}
