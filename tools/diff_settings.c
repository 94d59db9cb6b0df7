/* Settings that two policies can run in. */
#include "tools/diff_settings.h"

#include <string.h>

#include "sim/policy/stack.h"
#include "tools/command.h"
#include "tools/complain.h"
#include "tools/inputs.h"
#include "tools/walk_dir.h"

#define FOLDER "scenarios/settings"
#define SUFFIX ".setting"

/* ---- which policies ---- */

/* Whether no rule that matters here differs, whatever it is called. */
static bool
same_rules(const struct policy_stack *a, const struct policy_stack *b,
           bool shared)
{
    for (uint32_t i = 0; i < POLICY_TABLES_MAX; i++)
        if (!policy_same_table(&a->table[i], &b->table[i]) ||
            (shared && !policy_same_table(&a->shared[i], &b->shared[i])))
            return false;
    return true;
}

/* ---- beginnings ---- */

static bool
add_point(struct settings_of *out, struct beginning *b)
{
    struct diag_sink *sink = diag_sink_new();
    const char *why = NULL;

    b->experiment =
        script_elaborate(b->scenario->script, &b->point, &out->arena, sink);
    if (!b->experiment)
        print_faults(sink);
    else
        why = alphabet_of(&b->experiment->plan, &out->arena, &b->alphabet);
    diag_sink_free(sink);
    if (why)
        tell("diff: %s is no setting: %s", b->scenario->file, why);
    if (why || !b->experiment)
        return false;
    g_array_append_vals(out->at, b, 1);
    return true;
}

static bool
add_points(struct settings_of *out, struct scenario *sc,
           const struct diff_side *side)
{
    struct beginning b = {.scenario = sc};

    for (unsigned i = 0; i < 2; i++)
        b.stack[i] = stack_for(side[i].shipped->policies, side[i].stack,
                               sc->model->arch);
    if (!b.stack[0] || !b.stack[1])
        return true;
    out->fits = true;
    if (same_rules(b.stack[0], b.stack[1], sc->shared))
        return true;
    if (!scenario_points(sc, NULL))
        return false;
    for (uint64_t i = 0; i < sc->npoint; i++) {
        points_get(sc->points, i, &b.point);
        if (!add_point(out, &b))
            return false;
    }
    return true;
}

/* ---- files ---- */

static GPtrArray *
shipped_files(const struct shipped *s)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *dir =
        s->dir ? g_build_filename(s->dir, FOLDER, NULL) : NULL;

    if (dir)
        dir_walk(dir, SUFFIX, out);
    return out;
}

static bool
load(struct settings_of *out, const struct shipped *s, const char *path,
     int *status)
{
    size_t n = s->dir ? strlen(s->dir) : 0;
    bool shipped = n && strncmp(path, s->dir, n) == 0 && path[n] == '/';
    g_autofree char *file = g_strdup(path);
    g_autofree char *shown = g_strdup(shipped ? path + n + 1 : path);
    const struct input in = {file, shown};
    struct scenario *sc = scenario_load(s, &in, NULL, status);

    if (sc)
        g_ptr_array_add(out->scenario, sc);
    return sc != NULL;
}

static bool
load_all(struct settings_of *out, const struct shipped *s,
         const char *const *files, int *status)
{
    g_autoptr(GPtrArray) own = files ? NULL : shipped_files(s);
    bool ok = true;

    for (guint i = 0; own && ok && i < own->len; i++)
        ok = load(out, s, own->pdata[i], status);
    for (unsigned i = 0; files && ok && files[i]; i++)
        ok = load(out, s, files[i], status);
    return ok;
}

bool
settings_open(struct settings_of *out, const struct diff_side *side,
              const char *const *files, int *status)
{
    bool ok;

    out->scenario = g_ptr_array_new_with_free_func(scenario_free);
    out->at = g_array_new(FALSE, TRUE, sizeof(struct beginning));
    arena_init(&out->arena, 0);
    ok = load_all(out, side[0].shipped, files, status);
    for (guint i = 0; ok && i < out->scenario->len; i++)
        ok = add_points(out, out->scenario->pdata[i], side);
    if (ok && !out->fits)
        tell("diff: no setting that both '%s' and '%s' can run in",
             side[0].said, side[1].said);
    if (*status == EXIT_EXPECTED && (!ok || !out->fits))
        *status = EXIT_USAGE;
    return *status == EXIT_EXPECTED;
}

void
settings_close(struct settings_of *s)
{
    g_array_free(s->at, TRUE);
    g_ptr_array_unref(s->scenario);
    arena_clear(&s->arena);
}
