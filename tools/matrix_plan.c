#include "tools/matrix_plan.h"

#include <string.h>

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/inputs.h"
#include "tools/matrix_digest.h"
#include "tools/matrix_sides.h"
#include "tools/params.h"

/* More than anybody can wait for. */
#define CASES_MAX (UINT64_C(1) << 32)

/* An axis being filled. */
struct axis_room {
    GPtrArray *value; /* of char *, NULL at the end when done                 */
    GHashTable *at;   /* value -> its number                                  */
};

static void
free_room(void *room)
{
    struct axis_room *r = room;

    g_ptr_array_unref(r->value);
    g_hash_table_unref(r->at);
    g_free(r);
}

static uint32_t
add_axis(struct matrix_plan *p, const char *name, uint8_t role)
{
    struct axis_room *room = g_new0(struct axis_room, 1);

    room->value = g_ptr_array_new_with_free_func(g_free);
    room->at = g_hash_table_new(g_str_hash, g_str_equal);
    g_ptr_array_add(p->axes, room);
    p->axis[p->frame.naxis] = (struct matrix_axis){.name = name, .role = role};
    return p->frame.naxis++;
}

static uint32_t
add_value(struct matrix_plan *p, uint32_t axis, const char *value)
{
    struct axis_room *room = p->axes->pdata[axis];
    void *at;
    char *own;

    if (g_hash_table_lookup_extended(room->at, value, NULL, &at))
        return GPOINTER_TO_UINT(at);
    own = g_strdup(value);
    g_ptr_array_add(room->value, own);
    g_hash_table_insert(room->at, own, GUINT_TO_POINTER(room->value->len - 1));
    return room->value->len - 1;
}

/* ---- scenarios ---- */

/* Platforms to run one scenario on: names, to be g_strfreev()ed. */
static char **
platforms_of(const struct matrix_ask *ask, const struct shipped *shipped,
             const struct scenario *sc)
{
    GPtrArray *out;

    if (strcmp(ask->platform, "all") != 0)
        return g_strsplit(ask->platform, ",", -1);
    out = g_ptr_array_new();
    for (guint i = 0; i < shipped->platforms->len; i++) {
        const struct platform *p = shipped->platforms->pdata[i];

        if (strcmp(p->model, sc->model->name) == 0)
            g_ptr_array_add(out, g_strdup(p->name));
    }
    g_ptr_array_add(out, NULL);
    return (char **) g_ptr_array_free(out, FALSE);
}

static void
load_on(struct matrix_plan *p, const struct matrix_ask *ask,
        struct shipped *shipped, const struct input *in, struct scenario *sc,
        int *status)
{
    g_auto(GStrv) name = platforms_of(ask, shipped, sc);

    scenario_free(sc);
    for (unsigned i = 0; name[i]; i++) {
        const struct platform *forced =
            shipped_platform_or_tell(shipped, name[i]);
        struct scenario *on =
            forced ? scenario_load(shipped, in, forced, status) : NULL;

        if (on)
            g_ptr_array_add(p->list, on);
        else
            *status = status_worse(*status, EXIT_USAGE);
    }
}

/* Every input once, or once on each platform. */
static bool
load_all(struct matrix_plan *p, struct matrix_ask *ask, struct shipped *shipped,
         int *status)
{
    g_autoptr(GPtrArray) input =
        inputs_find(shipped->dir, (const char *const *) ask->files, status);

    for (guint i = 0; input && i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], NULL, status);

        if (!sc)
            continue;
        if (!ask->platform && matrix_wants_platforms(ask, sc))
            ask->platform = (char *) (uintptr_t) "all";
        if (ask->platform)
            load_on(p, ask, shipped, input->pdata[i], sc, status);
        else
            g_ptr_array_add(p->list, sc);
    }
    if (*status == EXIT_EXPECTED && p->list->len == 0) {
        tell("matrix: no scenario is left: no platform fits the architecture");
        *status = EXIT_USAGE;
    }
    return *status == EXIT_EXPECTED;
}

/* ---- cases ---- */

static bool
within_limits(struct matrix_plan *p)
{
    uint64_t n = sweep_count(p->list);

    p->frame.ncase = n;
    if (n == 0)
        tell("matrix: no case is left: no policy that was selected fits the "
             "architecture");
    else if (n > CASES_MAX)
        tell("matrix: %" G_GUINT64_FORMAT
             " cases are more than the %" G_GUINT64_FORMAT
             " of one sweep; choose fewer with --param, "
             "--policy or --platform",
             n, CASES_MAX);
    return n > 0 && n <= CASES_MAX;
}

static bool
choose_cases(struct matrix_plan *p, const struct matrix_ask *ask,
             struct shipped *shipped)
{
    g_auto(GStrv) filter = params_split(ask->param);

    if (!filter || !params_apply(p->list, filter))
        return false;
    for (guint i = 0; i < p->list->len; i++)
        if (!scenario_choose(p->list->pdata[i], shipped,
                             (const char *const *) ask->policy))
            return false;
    return within_limits(p);
}

/* ---- axes ---- */

static const char *
name_of_scenario(const struct scenario *sc)
{
    const char *name = script_name(sc->script);

    return name ? name : sc->file;
}

/* Two files may call theirs the same. */
static bool
is_ambiguous(const struct matrix_plan *p, const struct scenario *sc)
{
    for (guint i = 0; i < p->list->len; i++) {
        const struct scenario *other = p->list->pdata[i];

        if (strcmp(other->file, sc->file) != 0 &&
            strcmp(name_of_scenario(other), name_of_scenario(sc)) == 0)
            return true;
    }
    return false;
}

static uint32_t
scenario_value(struct matrix_plan *p, const struct scenario *sc)
{
    uint32_t i =
        add_value(p, 0, is_ambiguous(p, sc) ? sc->file : name_of_scenario(sc));

    if (i == p->files->len)
        g_ptr_array_add(p->files, g_strdup(sc->file));
    return i;
}

/* The platform of a scenario, if it is one. */
static const char *
fixed_platform(const struct scenario *sc)
{
    if (sc->forced)
        return sc->forced->name;
    return script_platform(sc->script, 1) ? NULL
                                          : script_platform(sc->script, 0);
}

static uint32_t
param_axis(struct matrix_plan *p, const char *name)
{
    for (uint32_t i = MATRIX_POLICY_AXIS + 1; i < p->frame.naxis; i++)
        if (strcmp(p->axis[i].name, name) == 0)
            return i;
    return p->frame.naxis < MATRIX_AXES ? add_axis(p, name, MATRIX_PARAM)
                                        : MATRIX_NONE;
}

/* The values that filters leave: each is met at some point. */
static void
fill_params(struct matrix_plan *p, struct scenario *sc, struct matrix_place *at)
{
    uint32_t n = script_nparam(sc->script);

    at->axis = g_new0(uint32_t, n + 1);
    at->value = g_new0(uint32_t *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        struct script_param param = script_param(sc->script, i);

        at->axis[i] = param_axis(p, param.name);
        at->value[i] = g_new0(uint32_t, param.nvalue + 1);
        for (uint32_t v = 0; at->axis[i] != MATRIX_NONE && v < param.nvalue;
             v++)
            if (points_have(sc->points, i, v))
                at->value[i][v] = add_value(p, at->axis[i], param.value[v]);
    }
}

static void
fill_place(struct matrix_plan *p, struct scenario *sc, struct matrix_place *at)
{
    const char *platform = fixed_platform(sc);

    at->scenario = scenario_value(p, sc);
    at->platform = platform ? add_value(p, 1, platform) : MATRIX_NONE;
    at->policy = g_new0(uint32_t, sc->stacks->len + 1);
    for (guint i = 0; i < sc->stacks->len; i++)
        at->policy[i] = add_value(
            p, MATRIX_POLICY_AXIS,
            ((const struct policy_stack *) sc->stacks->pdata[i])->name);
    fill_params(p, sc, at);
}

/* A parameter may have the name of what is an axis anyway. */
static void
tell_apart(struct matrix_plan *p)
{
    static const char *const other[] = {"@scenario", "@platform", "@policy"};

    for (uint32_t i = 0; i < G_N_ELEMENTS(other); i++)
        for (uint32_t k = G_N_ELEMENTS(other); k < p->frame.naxis; k++)
            if (g_str_equal(p->axis[k].name, other[i] + 1))
                p->axis[i].name = other[i];
}

/* Whether a scenario has values on an axis. */
static bool
has_axis(const struct matrix_plan *p, guint scenario, uint32_t axis)
{
    const struct scenario *sc = p->list->pdata[scenario];
    const struct matrix_place *at = &p->place[scenario];

    if (p->axis[axis].role == MATRIX_PLATFORM)
        return at->platform != MATRIX_NONE;
    for (uint32_t k = 0; k < script_nparam(sc->script); k++)
        if (at->axis[k] == axis)
            return true;
    return p->axis[axis].role != MATRIX_PARAM;
}

static void
finish_axis(struct matrix_plan *p, uint32_t axis)
{
    const struct axis_room *room = p->axes->pdata[axis];

    p->axis[axis].nvalue = room->value->len;
    p->axis[axis].value = (const char *const *) room->value->pdata;
    for (guint i = 0; i < p->list->len; i++)
        p->axis[axis].partial |= !has_axis(p, i, axis);
}

static bool
make_axes(struct matrix_plan *p, const struct matrix_ask *ask)
{
    uint64_t first = 0;

    add_axis(p, "scenario", MATRIX_SCENARIO);
    add_axis(p, "platform", MATRIX_PLATFORM);
    add_axis(p, "policy", MATRIX_POLICY);
    p->axis[1].implied = !ask->platform;
    p->place = g_new0(struct matrix_place, p->list->len + 1);
    for (guint i = 0; i < p->list->len; i++) {
        struct scenario *sc = p->list->pdata[i];

        fill_place(p, sc, &p->place[i]);
        p->place[i].first = first;
        first += sc->npoint * sc->stacks->len;
        for (uint32_t k = 0; k < script_nparam(sc->script); k++)
            if (p->place[i].axis[k] == MATRIX_NONE) {
                tell("matrix: these scenarios have more than %d axes",
                     MATRIX_AXES);
                return false;
            }
    }
    tell_apart(p);
    for (uint32_t i = 0; i < p->frame.naxis; i++)
        finish_axis(p, i);
    return true;
}

/* ---- all of it ---- */

static void
set_title(struct matrix_plan *p)
{
    const struct scenario *sc = p->list->pdata[0];
    const char *title = script_title(sc->script);

    p->title = p->files->len > 1
                   ? g_strdup_printf("%u scenarios", p->files->len)
                   : g_strdup(title ? title : name_of_scenario(sc));
    p->frame.title = p->title;
    p->frame.version = MTSIM_VERSION;
    p->frame.axis = p->axis;
    p->frame.file = (const char *const *) p->files->pdata;
}

static void
set_overruled(struct matrix_plan *p)
{
    g_autoptr(GPtrArray) name = g_ptr_array_new();

    for (guint i = 0; i < p->list->len; i++) {
        const struct scenario *sc = p->list->pdata[i];
        const char *by = script_platform_param(sc->script);

        if (sc->forced && by &&
            !g_ptr_array_find_with_equal_func(name, by, g_str_equal, NULL))
            g_ptr_array_add(name, (gpointer) (uintptr_t) by);
    }
    g_ptr_array_add(name, NULL);
    if (name->len > 1)
        p->overruled = g_strjoinv(", ", (char **) name->pdata);
    p->frame.overruled = p->overruled;
}

static bool
fill_plan(struct matrix_plan *p, const struct matrix_ask *said,
          struct shipped *shipped, int *status)
{
    struct matrix_ask ask = *said;

    if (ask.platform && !*ask.platform) {
        tell("no platform ''");
        *status = EXIT_USAGE;
        return false;
    }
    if (!load_all(p, &ask, shipped, status))
        return false;
    *status = EXIT_USAGE;
    if (!choose_cases(p, &ask, shipped) || !make_axes(p, &ask))
        return false;
    set_title(p);
    set_overruled(p);
    p->frame.shows = ask.shows;
    p->frame.explored = ask.check != NULL;
    if (!matrix_sides(p, &ask))
        return false;
    p->digest = matrix_digest(p, &ask);
    p->frame.digest = p->digest;
    *status = EXIT_EXPECTED;
    return true;
}

struct matrix_plan *
matrix_plan(const struct matrix_ask *ask, struct shipped *shipped, int *status)
{
    struct matrix_plan *p = g_new0(struct matrix_plan, 1);

    p->list = g_ptr_array_new_with_free_func(scenario_free);
    p->axes = g_ptr_array_new_with_free_func(free_room);
    p->files = g_ptr_array_new_with_free_func(g_free);
    if (fill_plan(p, ask, shipped, status))
        return p;
    matrix_plan_free(p);
    return NULL;
}

static void
clear_place(struct matrix_place *at, const struct scenario *sc)
{
    for (uint32_t i = 0; at->value && i < script_nparam(sc->script); i++)
        g_free(at->value[i]);
    g_free(at->value);
    g_free(at->axis);
    g_free(at->policy);
}

void
matrix_plan_free(struct matrix_plan *p)
{
    if (!p)
        return;
    for (guint i = 0; p->place && i < p->list->len; i++)
        clear_place(&p->place[i], p->list->pdata[i]);
    g_free(p->place);
    g_ptr_array_unref(p->list);
    g_ptr_array_unref(p->axes);
    g_ptr_array_unref(p->files);
    g_free(p->title);
    g_free(p->digest);
    g_free(p->overruled);
    g_free(p);
}

uint64_t
matrix_plan_case(const struct matrix_plan *p, uint32_t scenario, uint64_t point,
                 uint32_t stack, uint32_t *at)
{
    const struct scenario *sc = p->list->pdata[scenario];
    const struct matrix_place *place = &p->place[scenario];
    struct point values;

    for (uint32_t i = 0; i < p->frame.naxis; i++)
        at[i] = MATRIX_NONE;
    at[0] = place->scenario;
    at[1] = place->platform;
    at[MATRIX_POLICY_AXIS] = place->policy[stack];
    points_get(sc->points, point, &values);
    for (uint32_t i = 0; i < script_nparam(sc->script); i++)
        at[place->axis[i]] = place->value[i][values.value[i]];
    return place->first + point * sc->stacks->len + stack;
}
