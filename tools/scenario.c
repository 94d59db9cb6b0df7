#include "tools/scenario.h"

#include <string.h>

#include "sim/engine/schedule.h"
#include "tools/command.h"
#include "tools/complain.h"
#include "tools/models.h"
#include "tools/policy_report.h"

/* ---- what the language asks about names ---- */

static const struct platform *
ask_platform(void *data, const char *name, struct nearest *near)
{
    const struct scenario *sc = data;

    return shipped_platform(sc->shipped, name, near);
}

static bool
ask_under(void *data, const char *name, struct nearest *near)
{
    struct scenario *sc = data;
    struct policy_set *set = sc->shipped->policies;
    const struct shipped *beside = sc->shipped->beside;
    bool seen = false;

    if (!strchr(name, '+') && !stack_name_known(set, name) &&
        !(beside && stack_name_known(beside->policies, name))) {
        for (uint32_t i = 0; i < policy_count(set); i++)
            nearest_offer(near, policy_at(set, i)->name);
        for (uint32_t i = 0; i < stack_count(set); i++)
            nearest_offer(near, stack_name(set, i));
        return false;
    }
    for (guint i = 0; i < sc->under->len && !seen; i++)
        seen = strcmp(sc->under->pdata[i], name) == 0;
    if (!seen)
        g_ptr_array_add(sc->under, g_strdup(name));
    return true;
}

/* ---- reading ---- */

static struct platform
default_platform(const struct model *model)
{
    struct platform p = {.name = "default",
                         .title = "what the reference says of each key",
                         .model = model->name};

    for (unsigned i = 0; i < PK_COUNT; i++)
        p.key[i] = platform_keys[i].fallback;
    for (uint32_t i = 0; i < model->nkey; i++)
        p.model_key[i] = model->key[i].fallback;
    return p;
}

static void
choose_model(struct scenario *sc)
{
    const char *first = script_platform(sc->script, 0);
    const struct platform *p = sc->forced;

    if (!p && first)
        p = shipped_platform(sc->shipped, first, NULL);
    sc->model = p ? shipped_model(sc->shipped, p) : models[0];
    sc->fallback = default_platform(sc->model);
}

static struct source *
load_source(const struct input *in, int *status)
{
    GError *error = NULL;
    struct source *src;

    if (g_str_has_suffix(in->path, ".litmus")) {
        tell("%s: a litmus test is for 'mtsim check'", in->shown);
        *status = status_worse(*status, EXIT_USAGE);
        return NULL;
    }
    src = source_load(in->path, &error);
    if (src)
        return src;
    *status = status_worse(
        *status, g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_SIZE)
                     ? EXIT_USAGE
                     : EXIT_WORLD);
    tell_error(error);
    return NULL;
}

/* Takes SRC.  The faults in the sink speak of it: it goes with the scenario. */
static struct scenario *
scenario_of(const struct shipped *s, struct source *src, const char *file,
            const struct platform *forced, struct diag_sink *sink, bool *ok)
{
    struct scenario *sc = g_new0(struct scenario, 1);

    sc->file = g_strdup(file);
    sc->shipped = s;
    sc->src = src;
    sc->forced = forced;
    sc->under = g_ptr_array_new_with_free_func(g_free);
    sc->stacks = g_ptr_array_new();
    sc->script = script_parse(src, sink);
    if (forced)
        script_run_on(sc->script, forced->name);
    choose_model(sc);
    sc->env =
        (struct lang_env){sc->model, io_model(), ask_platform, ask_under, sc};
    *ok = script_check(sc->script, &sc->env, sink);
    sc->shared = script_has_io(sc->script);
    return sc;
}

struct scenario *
scenario_load(const struct shipped *s, const struct input *in,
              const struct platform *forced, int *status)
{
    struct source *src = load_source(in, status);
    struct diag_sink *sink;
    struct scenario *sc;
    bool ok;

    if (!src)
        return NULL;
    sink = diag_sink_new();
    sc = scenario_of(s, src, in->shown, forced, sink, &ok);
    if (diag_count(sink) > 0)
        print_faults(sink);
    diag_sink_free(sink);
    if (ok)
        return sc;
    *status = status_worse(*status, EXIT_USAGE);
    scenario_free(sc);
    return NULL;
}

struct scenario *
scenario_with(const struct scenario *sc, const char *text)
{
    struct diag_sink *sink = diag_sink_new();
    struct source *src = source_new(sc->src->name, text, strlen(text));
    bool ok;
    struct scenario *out =
        scenario_of(sc->shipped, src, sc->file, sc->forced, sink, &ok);

    diag_sink_free(sink);
    if (ok)
        return out;
    scenario_free(out);
    return NULL;
}

void
scenario_free(void *scenario)
{
    struct scenario *sc = scenario;

    points_free(sc->points);
    script_free(sc->script);
    source_free(sc->src);
    g_ptr_array_unref(sc->under);
    g_clear_pointer(&sc->stacks, g_ptr_array_unref);
    g_free(sc->speaks);
    g_free(sc->file);
    g_free(sc);
}

/* ---- stacks ---- */

bool
scenario_choose(struct scenario *sc, struct shipped *s,
                const char *const *selections)
{
    static const char *const all[] = {"all", NULL};
    const struct stack_user user = {sc->model->arch, sc->shared};
    uint32_t n = sc->under->len;

    g_ptr_array_add(sc->under, NULL);
    if (!selections)
        selections = n ? (const char *const *) sc->under->pdata : all;
    g_clear_pointer(&sc->stacks, g_ptr_array_unref);
    sc->stacks = shipped_stacks(s, selections, &user);
    g_ptr_array_set_size(sc->under, (int) n);
    if (!sc->stacks)
        return false;
    sc->speaks = g_new0(bool, (size_t) n * sc->stacks->len + 1);
    for (guint i = 0; i < sc->stacks->len; i++)
        for (uint32_t k = 0; k < n; k++)
            sc->speaks[i * n + k] =
                stack_is_under(s->policies, sc->stacks->pdata[i],
                               sc->under->pdata[k], user.shared);
    return true;
}

char *
scenario_defaults(const struct scenario *sc, const struct policy_stack *stack)
{
    return stack_parts(stack, true, sc->shared, " + ");
}

bool
scenario_is_under(const struct scenario *sc, uint32_t i,
                  const char *const *under, uint32_t nunder)
{
    uint32_t n = sc->under->len;

    for (uint32_t k = 0; k < nunder; k++)
        for (uint32_t j = 0; j < n; j++)
            if (sc->speaks[i * n + j] &&
                strcmp(sc->under->pdata[j], under[k]) == 0)
                return true;
    return nunder == 0;
}

bool
scenario_speaks(const struct scenario *sc, uint32_t i, const struct claim *c)
{
    return scenario_is_under(sc, i, c->under, c->nunder);
}

/* ---- points and platforms ---- */

bool
scenario_points(struct scenario *sc, const char *const *filter)
{
    static const char *const none[] = {NULL};
    struct diag_sink *sink = diag_sink_new();

    sc->points = points_new(sc->script, filter ? filter : none, sink);
    if (sc->points)
        sc->npoint = points_count(sc->points);
    else
        print_faults(sink);
    diag_sink_free(sink);
    return sc->points != NULL;
}

const struct platform *
scenario_platform(const struct scenario *sc, const struct experiment *e)
{
    const struct platform *p = NULL;

    if (sc->forced)
        return sc->forced;
    if (e->platform)
        p = shipped_platform(sc->shipped, e->platform, NULL);
    return p ? p : &sc->fallback;
}

struct bind_request
scenario_bind(const struct scenario *sc, const struct experiment *e,
              const struct policy_stack *stack, struct arena *arena)
{
    return (struct bind_request){
        .plan = &e->plan,
        .platform = scenario_platform(sc, e),
        .policy = stack,
        .arena = arena,
        .every_choice = schedule_is_whole(&e->plan),
    };
}
