/* What a writer wrote, against a file of tests/report/expected/.
 *
 * With MTSIM_PROMOTE set in the environment the file is written instead. */
#pragma once

#include <criterion/criterion.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

static inline FILE *
kit_open(char **text, size_t *length)
{
    FILE *out = open_memstream(text, length);

    cr_assert_not_null(out);
    return out;
}

/* Compares line by line, so that a failure names one. */
static inline void
kit_expect(const char *name, char *text)
{
    g_autofree char *path =
        g_build_filename("tests", "report", "expected", name, NULL);
    g_autofree char *want = NULL;
    g_auto(GStrv) wanted = NULL;
    g_auto(GStrv) got = NULL;

    if (g_getenv("MTSIM_PROMOTE"))
        cr_assert(g_file_set_contents(path, text, -1, NULL));
    cr_assert(g_file_get_contents(path, &want, NULL, NULL), "no %s", path);
    wanted = g_strsplit(want, "\n", -1);
    got = g_strsplit(text, "\n", -1);
    for (unsigned i = 0; wanted[i] || got[i]; i++) {
        cr_assert(wanted[i] && got[i], "%s:%u: one ends here", path, i + 1);
        cr_assert_str_eq(got[i], wanted[i], "%s:%u: '%s', not '%s'", path,
                         i + 1, got[i], wanted[i]);
    }
    free(text);
}
