#include "sim/litmus/build.h"
#include "tests/fuzz/inside.h"
#include "tools/models.h"

/* A plan, or a message that says why there is none. */
void
fuzz_litmus(const struct fuzz *f, const char *text, size_t length)
{
    struct source *src = source_new("fuzz.litmus", text, length);
    struct diag_sink *sink = diag_sink_new();
    const struct litmus_plan *p = NULL;
    const struct litmus *t;
    struct arena arena;

    (void) f;
    arena_init(&arena, 0);
    t = litmus_read(src, models, &arena, sink);
    if (t)
        p = litmus_build(t, &arena, sink);
    g_assert(!p == (diag_errors(sink) > 0));
    arena_clear(&arena);
    diag_sink_free(sink);
    source_free(src);
}
