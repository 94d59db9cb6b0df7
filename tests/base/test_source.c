/* Loading files: what is accepted, what is refused, and places in the text. */
#include <criterion/criterion.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/source.h"

/* A file in a folder of its own; both are removed by remove_file(). */
static char *
make_file(const void *data, size_t length)
{
    g_autofree char *dir = g_dir_make_tmp("mtsim-XXXXXX", NULL);
    char *path = g_build_filename(dir, "file.scn", NULL);

    cr_assert(g_file_set_contents(path, data, (gssize) length, NULL));
    return path;
}

static void
remove_file(char *path)
{
    g_autofree char *dir = g_path_get_dirname(path);

    g_unlink(path);
    g_rmdir(dir);
    g_free(path);
}

// clang-format off
static const struct {
    const char *says, *file, *text;
    size_t file_length, text_length;
} loads[] = {
    {"empty",           "",              "",        0, 0},
    {"plain",           "ram a\n",       "ram a\n", 6, 6},
    {"no last newline", "ram a",         "ram a",   5, 5},
    {"CRLF is kept",    "a\r\n",         "a\r\n",   3, 3},
    {"NUL is kept",     "a\0b",          "a\0b",    3, 3},
    {"BOM is dropped",  "\xef\xbb\xbf"
                        "a",
     "a",                                           4, 1},
    {"half a BOM",      "\xef\xbb",      "\xef\xbb", 2, 2},
    {"garbage",         "\xff\xfe\x00",  "\xff\xfe", 3, 3},
};
// clang-format on

Test(source, loads_what_is_there)
{
    for (size_t i = 0; i < G_N_ELEMENTS(loads); i++) {
        char *path = make_file(loads[i].file, loads[i].file_length);
        GError *error = NULL;
        struct source *src = source_load(path, &error);

        cr_assert_not_null(src, "%s", loads[i].says);
        cr_assert_null(error, "%s", loads[i].says);
        cr_expect_str_eq(src->name, path, "%s", loads[i].says);
        cr_expect_eq(src->length, loads[i].text_length, "%s", loads[i].says);
        cr_expect_arr_eq(src->text, loads[i].text, loads[i].text_length, "%s",
                         loads[i].says);
        cr_expect_eq(src->text[src->length], '\0', "%s", loads[i].says);
        source_free(src);
        remove_file(path);
    }
}

Test(source, a_missing_file_is_named)
{
    GError *error = NULL;

    cr_assert_null(source_load("no/such/file.scn", &error));
    cr_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
    cr_expect_str_eq(error->message, "cannot open 'no/such/file.scn': No such "
                                     "file or directory");
    g_error_free(error);
}

Test(source, a_folder_is_no_file)
{
    GError *error = NULL;

    cr_assert_null(source_load("/", &error));
    cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR));
    g_error_free(error);
}

Test(source, sixteen_megabytes_are_the_limit)
{
    g_autofree char *text = g_malloc0(SOURCE_MAX + 4);

    memcpy(text, "\xef\xbb\xbf", 3);
    for (unsigned over = 0; over <= 1; over++) {
        for (unsigned mark = 0; mark <= 3; mark += 3) {
            /* a byte order mark is no part of the text */
            char *path = make_file(text + 3 - mark, SOURCE_MAX + over + mark);
            GError *error = NULL;
            struct source *src = source_load(path, &error);

            if (over) {
                cr_assert_null(src);
                cr_expect(
                    g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_SIZE));
                cr_expect(strstr(error->message, "larger than 16 MB"));
                g_error_free(error);
            } else {
                cr_assert_not_null(src);
                cr_expect_eq(src->length, SOURCE_MAX);
            }
            source_free(src);
            remove_file(path);
        }
    }
}

Test(source, a_file_without_end_is_refused)
{
    GError *error = NULL;

    cr_assert_null(source_load("/dev/zero", &error));
    cr_expect(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_SIZE));
    g_error_free(error);
}

Test(source, a_dash_is_standard_input)
{
    char *path = make_file("from a pipe\n", 12);
    struct source *src;

    cr_assert_not_null(freopen(path, "rb", stdin));
    src = source_load("-", NULL);
    cr_assert_not_null(src);
    cr_expect_str_eq(src->name, "<stdin>");
    cr_expect_str_eq(src->text, "from a pipe\n");
    source_free(src);
    remove_file(path);
}

/* The text for places: offsets are written below each line. */
static const char text[] = "ab\n\tc\r\n\xc3\xa9x\n";
/*                          01 2 3 4 5  6   7   8 9  */

static const struct {
    uint32_t offset;
    unsigned line, column;
    uint32_t from, to;
} places[] = {
    {0,  1, 1, 0,  2 },
    {1,  1, 2, 0,  2 },
    {2,  1, 3, 0,  2 }, /* the newline belongs to its line */
    {3,  2, 1, 3,  5 },
    {4,  2, 2, 3,  5 }, /* a tab is one column */
    {5,  2, 3, 3,  5 }, /* CR is no part of the line */
    {6,  2, 4, 3,  5 },
    {7,  3, 1, 7,  10},
    {9,  3, 2, 7,  10}, /* two bytes, one column */
    {10, 3, 3, 7,  10},
    {11, 4, 1, 11, 11}, /* the end */
    {99, 4, 1, 11, 11}, /* beyond is the end */
};

Test(source, places_are_counted_as_editors_do)
{
    struct source *src = source_new("x", text, sizeof text - 1);

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        uint32_t offset = places[i].offset;
        struct place p = source_place(src, offset);
        struct span line = source_line(src, offset);

        cr_expect_eq(p.line, places[i].line, "line of %u", offset);
        cr_expect_eq(p.column, places[i].column, "column of %u", offset);
        cr_expect_eq(line.from, places[i].from, "from of %u", offset);
        cr_expect_eq(line.to, places[i].to, "to of %u", offset);
    }
    source_free(src);
}

Test(source, nothing_is_freed_as_well)
{
    source_free(NULL);
}
