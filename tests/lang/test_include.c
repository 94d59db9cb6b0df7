/* Files that include files. */
#include <glib/gstdio.h>

#include "tests/lang/kit.h"

/* A folder of our own, and its name with '/' behind it. */
static char *
new_folder(void)
{
    char *folder = g_dir_make_tmp("mtsim-lang-XXXXXX", NULL);

    cr_assert_not_null(folder);
    return folder;
}

static void
write_in(const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    char *parent = g_path_get_dirname(path);

    g_mkdir_with_parents(parent, 0700);
    cr_assert(g_file_set_contents(path, text, -1, NULL));
    g_free(parent);
    g_free(path);
}

/* Remove a folder with all that is in it, and free its name. */
static void
remove_folder(char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);

        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            remove_folder(path);
        } else {
            g_remove(path);
            g_free(path);
        }
    }
    g_dir_close(dir);
    g_rmdir(folder);
    g_free(folder);
}

/* Faults of a file in a folder, each behind the base name of its file. */
static char *
faults_in(const char *folder, const char *name)
{
    char *path = g_build_filename(folder, name, NULL);
    struct source *src = source_load(path, NULL);
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    struct lang_env env = {&toy_model, &toy_io, kit_platform, kit_under, NULL};
    GString *out = g_string_new(NULL);

    script_check(s, &env, sink);
    diag_sort(sink);
    for (unsigned i = 0; i < diag_count(sink); i++) {
        const struct diag *d = diag_at(sink, i);
        char *base = g_path_get_basename(d->at.src->name);

        g_string_append_printf(out, "%s:%u E%u\n", base,
                               source_place(d->at.src, d->at.from).line,
                               diag_info(d->id)->number);
        g_free(base);
    }
    script_free(s);
    diag_sink_free(sink);
    source_free(src);
    g_free(path);
    return g_string_free(out, FALSE);
}

static void
expect_faults(const char *folder, const char *name, const char *wanted)
{
    char *got = faults_in(folder, name);

    cr_expect_str_eq(got, wanted);
    g_free(got);
}

Test(lang_include, relative_to_the_file_that_includes)
{
    char *folder = new_folder();

    write_in(folder, "main.scn",
             "scenario s\ninclude \"sub/a.inc\"\nunder all: never any\n"
             "cpu0 host: load in-b\n");
    write_in(folder, "sub/a.inc", "include \"b.inc\"\n");
    write_in(folder, "sub/b.inc", "ram in-b 4K\nram bad 5\n");
    expect_faults(folder, "main.scn", "b.inc:2 E204\n");
    remove_folder(folder);
}

Test(lang_include, twice_is_no_loop)
{
    char *folder = new_folder();

    write_in(folder, "main.scn",
             "scenario s\ninclude \"a.inc\"\ninclude \"a.inc\"\n"
             "under all: never any\n");
    write_in(folder, "a.inc", "cpu0 host: fence\n");
    expect_faults(folder, "main.scn", "");
    remove_folder(folder);
}

Test(lang_include, loops)
{
    char *folder = new_folder();

    write_in(folder, "main.scn",
             "scenario s\ninclude \"./main.scn\"\n"
             "under all: never any\n");
    expect_faults(folder, "main.scn", "main.scn:2 E207\n");
    write_in(folder, "main.scn",
             "scenario s\ninclude \"a.inc\"\nunder all: never any\n");
    write_in(folder, "a.inc", "include \"sub/../b.inc\"\n");
    write_in(folder, "b.inc", "\n\ninclude \"a.inc\"\n");
    g_mkdir_with_parents(folder, 0700);
    write_in(folder, "sub/x", "");
    expect_faults(folder, "main.scn", "b.inc:3 E207\n");
    remove_folder(folder);
}

Test(lang_include, what_cannot_be_read)
{
    char *folder = new_folder();

    write_in(folder, "main.scn",
             "scenario s\ninclude \"no.inc\"\ninclude \"\"\ninclude \".\"\n"
             "under all: never any\n");
    expect_faults(folder, "main.scn",
                  "main.scn:2 E214\nmain.scn:3 E204\nmain.scn:4 E214\n");
    write_in(folder, "main.scn",
             "scenario s\ninclude \"a.inc\"\nunder all: never any\n");
    write_in(folder, "a.inc", "scenario t\n");
    expect_faults(folder, "main.scn", "a.inc:1 E204\n");
    remove_folder(folder);
}

/* Files f0 to fN-1, each including the next TIMES times. */
static void
write_chain(const char *folder, unsigned n, unsigned times)
{
    for (unsigned i = 0; i < n; i++) {
        char *name = g_strdup_printf("f%u", i);
        GString *text = g_string_new(i ? ""
                                       : "scenario s\n"
                                         "under all: never any\n");

        for (unsigned t = 0; i + 1 < n && t < times; t++)
            g_string_append_printf(text, "include \"f%u\"\n", i + 1);
        write_in(folder, name, text->str);
        g_string_free(text, TRUE);
        g_free(name);
    }
}

Test(lang_include, depth)
{
    char *folder = new_folder();

    write_chain(folder, 65, 1);
    expect_faults(folder, "f0", "");
    write_chain(folder, 66, 1);
    expect_faults(folder, "f0", "f64:1 E208\n");
    remove_folder(folder);
}

Test(lang_include, a_tree_of_includes_ends)
{
    char *folder = new_folder();
    char *got;

    write_chain(folder, 40, 2);
    got = faults_in(folder, "f0");
    cr_expect(strstr(got, "E209") != NULL, "%s", got);
    g_free(got);
    remove_folder(folder);
}

Test(lang_include, a_file_over_the_limit)
{
    char *folder = new_folder();
    char *path = g_build_filename(folder, "big.inc", NULL);
    FILE *f = fopen(path, "w");
    char *got;

    write_in(folder, "a.scn", "scenario a\ninclude \"big.inc\"\n");
    cr_assert(f && !fseek(f, (16 << 20) + 1, SEEK_SET) && fputc('#', f) == '#');
    fclose(f);
    got = faults_in(folder, "a.scn");
    cr_expect(strstr(got, "E211"), "%.200s", got);
    g_free(got);
    g_free(path);
    remove_folder(folder);
}
