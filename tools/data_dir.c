#include "tools/data_dir.h"

#include <stdbool.h>

static bool
holds_data(const char *dir)
{
    g_autofree char *scenarios = g_build_filename(dir, "scenarios", NULL);
    g_autofree char *models = g_build_filename(dir, "models", NULL);

    return g_file_test(scenarios, G_FILE_TEST_IS_DIR) ||
           g_file_test(models, G_FILE_TEST_IS_DIR);
}

/* ../share/mtsim from the program, which may have been started by a link. */
static char *
beside_program(GError **error)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", error);
    g_autofree char *bin = NULL;
    g_autofree char *prefix = NULL;

    if (!program)
        return NULL;
    bin = g_path_get_dirname(program);
    prefix = g_path_get_dirname(bin);
    return g_build_filename(prefix, "share", "mtsim", NULL);
}

char *
data_dir(GError **error)
{
    const char *asked = g_getenv("MTSIM_DATA");
    char *dir = asked && *asked ? g_strdup(asked) : beside_program(error);

    if (dir && !holds_data(dir)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                    "no scenarios and no models in '%s'; MTSIM_DATA may name "
                    "the folder that has them",
                    dir);
        g_clear_pointer(&dir, g_free);
    }
    return dir;
}
