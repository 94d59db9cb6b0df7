#include <string.h>

#include "sim/policy/grammar.h"
#include "sim/policy/lint.h"
#include "sim/policy/show.h"
#include "tests/fuzz/inside.h"
#include "tools/models.h"

static struct source *
source_of(const char *text, size_t length)
{
    return source_new("fuzz.policy", text, length);
}

/* The canonical text; NULL if there are faults. */
static GString *
print(const char *text, size_t length)
{
    struct source *src = source_of(text, length);
    struct diag_sink *sink = diag_sink_new();
    struct syntax *tree = syntax_parse(&policy_grammar, src, sink);
    GString *out = g_string_new(NULL);
    bool ok = diag_errors(sink) == 0;

    if (ok)
        policy_print(tree, out);
    syntax_free(tree);
    diag_sink_free(sink);
    source_free(src);
    if (!ok)
        g_string_free(g_steal_pointer(&out), TRUE);
    return out;
}

/* Everything a finished set can be asked. */
static void
ask(struct policy_set *set, struct diag_sink *sink)
{
    static const char *const text[] = {"all", "all*all", "p", "p+q", "", "+"};
    struct span nowhere = {0};

    for (uint32_t i = 0; i < policy_count(set); i++) {
        const struct policy *p = policy_at(set, i);

        if (strcmp(policy_source(set, p)->name, "fuzz.policy") != 0)
            continue;
        policy_lint(set, p, sink);
        g_array_unref(policy_show(set, p));
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(text); i++) {
        g_autoptr(GPtrArray) got =
            stack_select(set, text[i], NULL, nowhere, sink);

        for (guint k = 0; got && k < got->len; k++)
            stack_is_under(set, got->pdata[k], "p+q", true);
    }
}

/* Alone, or beside what is shipped. */
static void
finish(const struct fuzz *f, const char *text, size_t length, bool beside)
{
    struct policy_set *set;
    struct diag_sink *sink = diag_sink_new();
    unsigned n = 0;

    while (models[n])
        n++;
    set = policy_set_new(f->shipped->arch, n);
    policy_parse(set, source_of(text, length), sink);
    if (beside) {
        g_autofree char *folder = g_build_filename(
            f->shipped->dir, "models", "x86_pat_ept", "policies", NULL);

        policy_load(set, folder, sink, NULL);
    }
    policy_set_finish(set, sink);
    ask(set, sink);
    diag_sink_free(sink);
    policy_set_free(set);
}

void
fuzz_policy(const struct fuzz *f, const char *text, size_t length)
{
    g_autoptr(GString) once = print(text, length);

    if (once) {
        g_autoptr(GString) twice = print(once->str, once->len);

        g_assert(twice && g_string_equal(once, twice));
    }
    finish(f, text, length, false);
    if (once && strstr(once->str, "  base "))
        finish(f, text, length, true);
}
