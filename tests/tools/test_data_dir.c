/* The program finds its data: by the environment, or beside itself. */
#include <criterion/criterion.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tools/data_dir.h"

Test(data_dir, is_beside_the_program)
{
    GError *error = NULL;
    g_autofree char *dir = NULL;

    g_unsetenv("MTSIM_DATA");
    dir = data_dir(&error);
    cr_assert_not_null(dir, "%s", error ? error->message : "");
    cr_expect(g_str_has_suffix(dir, "/share/mtsim"), "%s", dir);
}

Test(data_dir, is_what_the_environment_says)
{
    g_autofree char *tmp = g_dir_make_tmp("mtsim-XXXXXX", NULL);
    g_autofree char *models = g_build_filename(tmp, "models", NULL);
    g_autofree char *dir = NULL;

    cr_assert_eq(g_mkdir(models, 0700), 0);
    g_setenv("MTSIM_DATA", tmp, TRUE);
    dir = data_dir(NULL);
    cr_expect_str_eq(dir ? dir : "", tmp);
    g_rmdir(models);
    g_rmdir(tmp);
}

Test(data_dir, is_not_where_nothing_is)
{
    GError *error = NULL;

    g_setenv("MTSIM_DATA", "no/such/folder", TRUE);
    cr_assert_null(data_dir(&error));
    cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
    cr_expect(strstr(error->message, "'no/such/folder'"));
    g_error_free(error);
}
