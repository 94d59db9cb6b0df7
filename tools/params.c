#include "tools/params.h"

#include <string.h>

#include "tools/complain.h"

/* One piece between commas: a new filter, or one more value of the last. */
static bool
add_piece(GPtrArray *out, const char *piece)
{
    if (strchr(piece, '=') && *piece != '=') {
        g_ptr_array_add(out, g_strdup(piece));
    } else if (out->len > 0 && *piece && *piece != '=') {
        char **last = (char **) &out->pdata[out->len - 1];
        char *longer = g_strconcat(*last, "|", piece, NULL);

        g_free(*last);
        *last = longer;
    } else {
        tell("--param: '%s' is not NAME=VALUE", piece);
        return false;
    }
    return true;
}

char **
params_split(char **args)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    bool ok = true;

    for (unsigned i = 0; args && args[i]; i++) {
        g_auto(GStrv) piece = g_strsplit(args[i], ",", -1);

        for (unsigned k = 0; piece[k]; k++)
            ok = ok && add_piece(out, piece[k]);
    }
    if (!ok) {
        g_ptr_array_unref(out);
        return NULL;
    }
    g_ptr_array_set_free_func(out, NULL);
    g_ptr_array_add(out, NULL);
    return (char **) g_ptr_array_free(out, FALSE);
}

static bool
has_param(const struct script *s, const char *filter, struct nearest *near)
{
    size_t length = strcspn(filter, "=");

    for (uint32_t i = 0; i < script_nparam(s); i++) {
        const char *name = script_param(s, i).name;

        if (strlen(name) == length && strncmp(name, filter, length) == 0)
            return true;
        if (near)
            nearest_offer(near, name);
    }
    return false;
}

bool
params_known(const struct scenario *sc, char **filter)
{
    for (unsigned i = 0; filter[i]; i++)
        if (!has_param(sc->script, filter[i], NULL))
            return false;
    return true;
}

/* No scenario has all of them: name one that is missing. */
static void
complain_unknown(const GPtrArray *list, char **filter)
{
    for (unsigned i = 0; filter[i]; i++) {
        size_t length = strcspn(filter[i], "=");
        struct nearest near = nearest_to(filter[i], length);
        g_autofree char *hint = NULL;
        bool known = false;

        for (guint k = 0; k < list->len; k++) {
            const struct scenario *sc = list->pdata[k];

            known |= has_param(sc->script, filter[i], &near);
        }
        if (known)
            continue;
        hint = nearest_hint(&near);
        tell("no parameter '%.*s'%s", (int) length, filter[i], hint);
        return;
    }
    tell("no scenario has all these parameters");
}

bool
params_apply(GPtrArray *list, char **filter)
{
    bool ok = true;
    guint kept = 0;

    for (guint i = 0; i < list->len; i++)
        kept += params_known(list->pdata[i], filter);
    if (kept == 0 && list->len > 0) {
        complain_unknown(list, filter);
        return false;
    }
    for (guint i = 0; i < list->len;) {
        if (!params_known(list->pdata[i], filter)) {
            g_ptr_array_remove_index(list, i);
            continue;
        }
        ok &= scenario_points(list->pdata[i], (const char *const *) filter);
        i++;
    }
    return ok;
}

bool
params_choose(GPtrArray *list, struct shipped *shipped, char **policy,
              char **param)
{
    g_auto(GStrv) filter = params_split(param);

    return filter && params_apply(list, filter) &&
           scenario_choose(list->pdata[0], shipped,
                           (const char *const *) policy);
}
