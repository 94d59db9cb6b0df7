#include "tools/complain.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

void
tell(const char *fmt, ...)
{
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, fmt);
    text = g_strdup_vprintf(fmt, args);
    va_end(args);
    fflush(stdout);
    fprintf(stderr, "mtsim: %s\n", text);
}

void
tell_error(GError *error)
{
    tell("%s", error->message);
    g_error_free(error);
}

bool
wants_colour(const char *mode, FILE *out)
{
    const char *term = g_getenv("TERM");
    const char *no = g_getenv("NO_COLOR");

    if (mode && strcmp(mode, "auto") != 0)
        return strcmp(mode, "always") == 0;
    return isatty(fileno(out)) && term && strcmp(term, "dumb") != 0 &&
           !(no && *no);
}

void
print_faults(struct diag_sink *sink)
{
    fflush(stdout);
    diag_print_all(sink, stderr, wants_colour(NULL, stderr));
}
