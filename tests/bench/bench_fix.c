#include "tests/bench/bench_fix.h"

#include <stdio.h>
#include <string.h>

#include "sim/core/claim.h"
#include "tools/fix_case.h"

#define LONG                                                                   \
    2.0 /* seconds: named in the output                               */

/* Each is taken alone: the first case with a hazard is looked for among the
 * points of one stack. */
static void
take_stack(struct bench_fix *out, struct shipped *shipped,
           const struct scenario *sc, uint32_t stack)
{
    const struct fix_options o = {
        .max = 2,
        .property = PROPERTIES,
        .explore = {.reduce = REDUCE_ALL, .jobs = g_get_num_processors()}
    };
    struct diag_sink *sink = diag_sink_new();
    gint64 start = g_get_monotonic_time();
    const struct policy_stack *s = sc->stacks->pdata[stack];
    struct fix_case c;
    double took;

    fix_case_find(&c, shipped, sc, stack, 1, &o, sink);
    if (c.f)
        fix_search(c.f);
    took = (double) (g_get_monotonic_time() - start) / 1e6;
    out->cases++;
    out->unknown += c.f ? !fix_is_complete(c.f) : c.undecided > 0;
    out->total += took;
    if (took > LONG)
        printf("    %.2f s  %s under %s\n", took, sc->file, s->name);
    if (took > out->longest) {
        out->longest = took;
        g_free(out->which);
        out->which = g_strdup_printf("%s under %s", sc->file, s->name);
    }
    fix_case_done(&c);
    diag_sink_free(sink);
}

/* The named stacks, and each policy that can be in one. */
static void
take_scenario(struct bench_fix *out, struct shipped *shipped,
              struct scenario *sc)
{
    g_autoptr(GPtrArray) name = g_ptr_array_new();

    if (g_strcmp0(script_kind(sc->script), "procedure") == 0)
        return;
    g_ptr_array_add(name, (gpointer) (uintptr_t) "all");
    for (uint32_t i = 0; i < policy_count(shipped->policies); i++) {
        const struct policy *p = policy_at(shipped->policies, i);

        if (p->shared ? sc->shared : !strcmp(p->arch, sc->model->arch))
            g_ptr_array_add(name, (gpointer) (uintptr_t) p->name);
    }
    g_ptr_array_add(name, NULL);
    if (!scenario_choose(sc, shipped, (const char *const *) name->pdata) ||
        !scenario_points(sc, NULL))
        return;
    for (guint i = 0; i < sc->stacks->len; i++)
        take_stack(out, shipped, sc, i);
}

struct bench_fix
bench_fix(const char *folder)
{
    const char *const files[] = {folder, NULL};
    struct bench_fix out = {0};
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    g_autoptr(GPtrArray) input = inputs_find(shipped->dir, files, &status);

    for (guint i = 0; input && i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], NULL, &status);

        if (!sc)
            continue;
        take_scenario(&out, shipped, sc);
        scenario_free(sc);
    }
    shipped_close(shipped);
    return out;
}
