#include "sim/report/wrap.h"

#include <stdbool.h>
#include <string.h>

unsigned
columns(const char *text)
{
    unsigned n = 0;

    for (; *text; text++)
        n += (*text & 0xc0) != 0x80;
    return n;
}

void
pad(GString *out, const char *text, unsigned width)
{
    g_string_append(out, text);
    for (unsigned n = columns(text); n < width; n++)
        g_string_append_c(out, ' ');
}

static unsigned
column_now(const GString *out)
{
    const char *last = strrchr(out->str, '\n');

    return columns(last ? last + 1 : out->str);
}

/* No-break spaces have done their work. */
static void
append_word(GString *out, const char *word)
{
    for (const char *at; (at = strstr(word, "\u00a0")); word = at + 2) {
        g_string_append_len(out, word, at - word);
        g_string_append_c(out, ' ');
    }
    g_string_append(out, word);
}

void
wrap(GString *out, const char *text, unsigned indent)
{
    unsigned at = column_now(out);
    bool first = true;

    while (*text) {
        size_t length = strcspn(text, " \n");
        g_autofree char *word = g_strndup(text, length);
        unsigned width = columns(word);

        if (length > 0) {
            if (!first && at + 1 + width > PAGE_COLUMNS) {
                g_string_append_printf(out, "\n%*s", (int) indent, "");
                at = indent;
                first = true;
            }
            if (!first)
                g_string_append_c(out, ' ');
            append_word(out, word);
            at += width + !first;
            first = false;
        }
        text += length + strspn(text + length, " \n");
    }
    g_string_append_c(out, '\n');
}
