#include "tools/walk_dir.h"

#include <stdbool.h>
#include <string.h>

enum { DEPTH_MAX = 32 }; /* folders in folders */

static int
by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

static bool
is_wanted(const char *path, const char *suffix)
{
    if (!suffix) /* links to folders may go round in circles */
        return g_file_test(path, G_FILE_TEST_IS_DIR) &&
               !g_file_test(path, G_FILE_TEST_IS_SYMLINK);
    return g_str_has_suffix(path, suffix) &&
           !g_file_test(path, G_FILE_TEST_IS_DIR);
}

GPtrArray *
dir_list(const char *folder, const char *suffix)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    GPtrArray *out;
    const char *name;

    if (!dir)
        return NULL;
    out = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);

        if (*name != '.' && is_wanted(path, suffix))
            g_ptr_array_add(out, path);
        else
            g_free(path);
    }
    g_dir_close(dir);
    g_ptr_array_sort(out, by_name);
    return out;
}

static void
walk(const char *folder, const char *suffix, GPtrArray *out, int depth)
{
    g_autoptr(GPtrArray) file = dir_list(folder, suffix);
    g_autoptr(GPtrArray) sub = dir_list(folder, NULL);

    for (guint i = 0; file && i < file->len; i++)
        g_ptr_array_add(out, g_strdup(file->pdata[i]));
    for (guint i = 0; sub && depth < DEPTH_MAX && i < sub->len; i++)
        walk(sub->pdata[i], suffix, out, depth + 1);
}

void
dir_walk(const char *folder, const char *suffix, GPtrArray *out)
{
    walk(folder, suffix, out, 0);
}
