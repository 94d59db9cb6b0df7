#include "tests/fuzz/inside.h"

/* Its place lets the shipped scenarios find what they include. */
#define PLACE "scenarios/x86/fuzz.scn"

/* The canonical text; NULL if there are faults. */
static GString *
print(const char *text, size_t length)
{
    struct source *src = source_new(PLACE, text, length);
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    GString *out = g_string_new(NULL);
    bool ok = diag_errors(sink) == 0;

    if (ok)
        script_print(s, out);
    script_free(s);
    diag_sink_free(sink);
    source_free(src);
    if (!ok)
        g_string_free(g_steal_pointer(&out), TRUE);
    return out;
}

static void
check(const struct fuzz *f, const char *text, size_t length)
{
    struct source *src = source_new(PLACE, text, length);
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    const struct lang_env env = fuzz_env(f, s);
    bool ok = script_check(s, &env, sink);

    g_assert(ok == (diag_errors(sink) == 0));
    script_free(s);
    diag_sink_free(sink);
    source_free(src);
}

void
fuzz_script(const struct fuzz *f, const char *text, size_t length)
{
    g_autoptr(GString) once = print(text, length);

    if (once) {
        g_autoptr(GString) twice = print(once->str, once->len);

        g_assert(twice && g_string_equal(once, twice));
    }
    check(f, text, length);
}
