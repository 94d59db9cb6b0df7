#include <string.h>

#include "tests/fuzz/inside.h"
#include "tools/models.h"

struct fuzz *
fuzz_open(void)
{
    struct span nowhere = {0};
    struct fuzz *f = g_new0(struct fuzz, 1);
    int status = 0;

    f->shipped = shipped_open(NULL, NULL, &status);
    g_assert(f->shipped);
    f->stacks = stack_select(f->shipped->policies, "all", NULL, nowhere,
                             f->shipped->sink);
    g_assert(f->stacks);
    return f;
}

void
fuzz_close(struct fuzz *f)
{
    g_ptr_array_unref(f->stacks);
    shipped_close(f->shipped);
    g_free(f);
}

static const struct platform *
ask_platform(void *data, const char *name, struct nearest *near)
{
    return shipped_platform(data, name, near);
}

static bool
ask_under(void *data, const char *name, struct nearest *near)
{
    const struct shipped *s = data;

    (void) near;
    return strchr(name, '+') || stack_name_known(s->policies, name);
}

struct lang_env
fuzz_env(const struct fuzz *f, struct script *s)
{
    const char *first = script_platform(s, 0);
    const struct platform *p =
        first ? shipped_platform(f->shipped, first, NULL) : NULL;

    return (struct lang_env){p ? shipped_model(f->shipped, p) : models[0],
                             io_model(), ask_platform, ask_under, f->shipped};
}
