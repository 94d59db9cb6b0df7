#include <glib.h>
#include <string.h>

#include "sim/report/baseline.h"
#include "tests/fuzz/fuzz.h"

/* Read, written, read again: the same; or a line and why. */
void
fuzz_baseline(const struct fuzz *f, const char *text, size_t length)
{
    const char *why = NULL;
    uint32_t line;
    struct baseline *b = baseline_parse(text, length, &line, &why), *again;
    GString *once, *twice;

    (void) f;
    g_assert(!b == (why != NULL) && line > 0);
    if (!b)
        return;
    once = g_string_new(NULL);
    twice = g_string_new(NULL);
    baseline_write(b, once);
    again = baseline_parse(once->str, once->len, &line, &why);
    g_assert(again);
    baseline_write(again, twice);
    g_assert(strcmp(once->str, twice->str) == 0);
    baseline_free(b);
    baseline_free(again);
    g_string_free(once, TRUE);
    g_string_free(twice, TRUE);
}
