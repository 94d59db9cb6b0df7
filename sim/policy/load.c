/* Directories of policy files. */
#include <string.h>

#include "sim/policy/internal.h"

static gint
by_name(gconstpointer a, gconstpointer b)
{
    const char *const *x = a, *const *y = b;

    return compare_names(*x, *y);
}

/* The names of the policy files in a directory, sorted. */
static GPtrArray *
list_files(const char *directory, GError **error)
{
    GDir *dir = g_dir_open(directory, 0, error);
    GPtrArray *list;
    const char *name;

    if (!dir)
        return NULL;
    list = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".policy") && name[0] != '.')
            g_ptr_array_add(list, g_strdup(name));
    g_dir_close(dir);
    g_ptr_array_sort(list, by_name);
    return list;
}

bool
policy_load(struct policy_set *set, const char *directory,
            struct diag_sink *sink, GError **error)
{
    GPtrArray *list = list_files(directory, error);
    bool ok = list != NULL;

    for (guint i = 0; ok && i < list->len; i++) {
        char *path = g_build_filename(directory, list->pdata[i], NULL);
        struct source *src = source_load(path, error);

        ok = src != NULL;
        if (ok)
            policy_parse(set, src, sink);
        g_free(path);
    }
    if (list)
        g_ptr_array_unref(list);
    return ok;
}
