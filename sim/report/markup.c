#include "sim/report/markup.h"

#include <stdarg.h>
#include <string.h>

void
markup_text(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
    g_autofree char *escaped = NULL;

    for (char *c = valid; *c; c++)
        if (((unsigned char) *c < ' ' && *c != '\n' && *c != '\t') ||
            *c == '\x7f')
            *c = '?';
    escaped = g_markup_escape_text(valid, -1);
    g_string_append(out, escaped);
}

void
markup(GString *out, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    for (const char *at; (at = strchr(fmt, '%')); fmt = at + 2) {
        g_string_append_len(out, fmt, at - fmt);
        if (at[1] == 's')
            markup_text(out, va_arg(ap, const char *));
        else if (at[1] == 'd')
            g_string_append_printf(out, "%d", va_arg(ap, int));
        else if (at[1] == 'u')
            g_string_append_printf(out, "%u", va_arg(ap, unsigned));
        else
            g_string_append_c(out, at[1]);
    }
    va_end(ap);
    g_string_append(out, fmt);
}
