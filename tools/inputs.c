#include "tools/inputs.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "sim/base/names.h"
#include "tools/command.h"
#include "tools/complain.h"
#include "tools/walk_dir.h"

#define SUFFIX ".scn"

void
input_free(void *input)
{
    struct input *in = input;

    g_free(in->path);
    g_free(in->shown);
    g_free(in);
}

static void
add_file(GPtrArray *out, const char *data, const char *path)
{
    struct input *in = g_new(struct input, 1);
    size_t length = data ? strlen(data) : 0;

    in->path = g_strdup(path);
    if (data && strncmp(path, data, length) == 0 && path[length] == '/')
        path += length + 1;
    in->shown = g_filename_display_name(path);
    g_ptr_array_add(out, in);
}

static bool
add_path(GPtrArray *out, const char *data, const char *path, int *status)
{
    g_autoptr(GPtrArray) file = NULL;

    if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
        add_file(out, data, path);
        return true;
    }
    file = g_ptr_array_new_with_free_func(g_free);
    dir_walk(path, SUFFIX, file);
    for (guint i = 0; i < file->len; i++)
        add_file(out, data, file->pdata[i]);
    if (file->len > 0)
        return true;
    tell("no scenarios (*" SUFFIX ") in '%s'", path);
    *status = EXIT_USAGE;
    return false;
}

/* The shipped file that is called NAME, with or without its suffix. */
static char *
find_shipped(const char *data, const char *name, struct nearest *near,
             GPtrArray *file)
{
    g_autofree char *folder = g_build_filename(data, "scenarios", NULL);
    g_autofree char *longer = g_strconcat(name, SUFFIX, NULL);

    dir_walk(folder, SUFFIX, file);
    for (guint i = 0; i < file->len; i++) {
        const char *path = file->pdata[i];
        const char *base = strrchr(path, '/') + 1;

        if (strcmp(base, name) == 0 || strcmp(base, longer) == 0)
            return g_strdup(path);
        nearest_offer(near, base);
    }
    return NULL;
}

/* Offers what lies beside the file that is not there. */
static GPtrArray *
offer_neighbours(const char *word, struct nearest *near)
{
    g_autofree char *folder = g_path_get_dirname(word);
    GPtrArray *file = dir_list(folder, SUFFIX);

    for (guint i = 0; file && i < file->len; i++) {
        const char *path = file->pdata[i];

        nearest_offer(near, strchr(word, '/') ? path : strrchr(path, '/') + 1);
    }
    return file;
}

static bool
add_shipped(GPtrArray *out, const char *data, const char *word, int *status)
{
    g_autofree char *path = g_build_filename(data, word, NULL);
    g_autoptr(GPtrArray) file = g_ptr_array_new_with_free_func(g_free);
    struct nearest near = nearest_to(word, strlen(word));
    g_autoptr(GPtrArray) beside = NULL; /* keeps the candidates alive */
    g_autofree char *found = NULL;
    g_autofree char *hint = NULL;

    if (*word && !g_path_is_absolute(word) &&
        g_file_test(path, G_FILE_TEST_EXISTS))
        return add_path(out, data, path, status);
    if (*word && !strchr(word, '/'))
        found = find_shipped(data, word, &near, file);
    if (found)
        return add_path(out, data, found, status);
    beside = offer_neighbours(word, &near);
    hint = nearest_hint(&near);
    tell("cannot open '%s': %s%s", word, g_strerror(ENOENT), hint);
    *status = EXIT_WORLD;
    return false;
}

GPtrArray *
inputs_find(const char *data, const char *const *words, int *status)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(input_free);
    bool ok = true;

    for (unsigned i = 0; words && words[i]; i++) {
        const char *word = words[i];

        if (!data || strcmp(word, "-") == 0 ||
            g_file_test(word, G_FILE_TEST_EXISTS))
            ok &= add_path(out, data, word, status);
        else
            ok &= add_shipped(out, data, word, status);
    }
    if (!ok)
        g_clear_pointer(&out, g_ptr_array_unref);
    return out;
}
