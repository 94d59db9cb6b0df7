/* Files are written whole or not at all. */
#include <criterion/criterion.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/write_file.h"

/* A folder of its own for a test, entered, so that names in it are short. */
static void
enter(void)
{
    g_autofree char *dir = g_dir_make_tmp("mtsim-XXXXXX", NULL);

    cr_assert_eq(chdir(dir), 0);
}

/* How many files are in it; all are removed, and so is the folder. */
static unsigned
leave(void)
{
    g_autofree char *here = g_get_current_dir();
    GDir *dir = g_dir_open(".", 0, NULL);
    const char *name;
    unsigned count = 0;

    while ((name = g_dir_read_name(dir))) {
        g_unlink(name);
        count++;
    }
    g_dir_close(dir);
    g_rmdir(here);
    return count;
}

static void
expect_text(const char *path, const char *text)
{
    g_autofree char *got = NULL;

    cr_assert(g_file_get_contents(path, &got, NULL, NULL), "%s", path);
    cr_expect_str_eq(got, text, "%s", path);
}

Test(write_file, writes_and_replaces)
{
    enter();
    cr_assert(write_file("a", "one\n", 4, NULL));
    expect_text("a", "one\n");
    cr_assert(write_file("a", "2", 1, NULL));
    expect_text("a", "2");
    cr_assert(write_file("a", NULL, 0, NULL));
    expect_text("a", "");
    cr_expect_eq(leave(), 1, "nothing else is left behind");
}

Test(write_file, keeps_mode_and_link)
{
    struct stat now;

    enter();
    cr_assert(write_file("a", "1", 1, NULL));
    cr_assert_eq(chmod("a", 0600), 0);
    cr_assert_eq(symlink("a", "link"), 0);
    cr_assert(write_file("link", "2", 1, NULL));
    expect_text("a", "2");
    cr_assert_eq(lstat("link", &now), 0);
    cr_expect(S_ISLNK(now.st_mode));
    cr_assert_eq(stat("a", &now), 0);
    cr_expect_eq(now.st_mode & 0777, 0600);
    leave();
}

Test(write_file, leftovers_of_others_are_no_obstacle)
{
    enter();
    cr_assert(g_file_set_contents("a.tmp0", "x", 1, NULL));
    cr_assert(write_file("a", "1", 1, NULL));
    expect_text("a", "1");
    expect_text("a.tmp0", "x");
    cr_expect_eq(leave(), 2);
}

Test(write_file, says_what_it_cannot_write)
{
    GError *error = NULL;

    cr_expect(!write_file("no/such/folder/a", "1", 1, &error));
    cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
    cr_expect_str_eq(error->message, "cannot write 'no/such/folder/a': No "
                                     "such file or directory");
    g_clear_error(&error);

    cr_expect(!write_file("/", "1", 1, &error));
    cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR));
    g_clear_error(&error);
}

Test(write_file, a_full_disk_is_noticed)
{
    GError *error = NULL;

    if (access("/dev/full", W_OK) != 0)
        cr_skip_test("no /dev/full here");
    cr_expect(!write_file("/dev/full", "1", 1, &error));
    cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC));
    g_error_free(error);
}

/* ---- bit by bit ---- */

Test(file_writer, nothing_is_there_before_it_is_kept)
{
    struct file_writer w;

    enter();
    cr_assert(write_file("a", "old", 3, NULL));
    cr_assert(file_writer_open(&w, "a", NULL));
    cr_assert_eq(fputs("one ", w.out), 1);
    cr_assert_eq(fflush(w.out), 0);
    expect_text("a", "old");
    cr_assert_geq(fputs("two", w.out), 0);
    cr_assert(file_writer_keep(&w, NULL));
    cr_expect_null(w.out);
    expect_text("a", "one two");
    cr_expect_eq(leave(), 1, "nothing else is left behind");
}

Test(file_writer, what_is_dropped_leaves_nothing)
{
    struct file_writer w;

    enter();
    cr_assert(write_file("a", "old", 3, NULL));
    cr_assert(file_writer_open(&w, "a", NULL));
    cr_assert_geq(fputs("new", w.out), 0);
    file_writer_drop(&w);
    expect_text("a", "old");
    cr_assert(file_writer_open(&w, "b", NULL));
    file_writer_drop(&w);
    file_writer_drop(&w); /* what is closed may be dropped again              */
    cr_expect_eq(leave(), 1);
}

Test(file_writer, keeps_mode_and_link)
{
    struct file_writer w;
    struct stat now;

    enter();
    cr_assert(write_file("a", "1", 1, NULL));
    cr_assert_eq(chmod("a", 0640), 0);
    cr_assert_eq(symlink("a", "link"), 0);
    cr_assert(file_writer_open(&w, "link", NULL));
    cr_assert_geq(fputs("2", w.out), 0);
    cr_assert(file_writer_keep(&w, NULL));
    expect_text("a", "2");
    cr_assert_eq(lstat("link", &now), 0);
    cr_expect(S_ISLNK(now.st_mode));
    cr_assert_eq(stat("a", &now), 0);
    cr_expect_eq(now.st_mode & 0777, 0640);
    leave();
}

Test(file_writer, says_what_it_cannot_open_or_replace)
{
    struct file_writer w;
    GError *error = NULL;

    enter();
    cr_expect(!file_writer_open(&w, "no/folder/a", &error));
    cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
    cr_expect_str_eq(error->message, "cannot write 'no/folder/a': No such file "
                                     "or directory");
    g_clear_error(&error);
    cr_assert(file_writer_open(&w, "a", NULL));
    cr_assert_eq(g_mkdir("a", 0777), 0);
    cr_expect(!file_writer_keep(&w, &error), "a folder has come meanwhile");
    cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR));
    g_clear_error(&error);
    cr_assert_eq(g_rmdir("a"), 0);
    cr_expect_eq(leave(), 0, "the temporary file is gone");
}

/* Of little, and of so much that the fault is over before it is kept. */
Test(file_writer, a_full_disk_is_noticed)
{
    g_autofree char *much = g_strnfill(1 << 20, 'x');
    const char *const text[] = {"1", much};

    if (access("/dev/full", W_OK) != 0)
        cr_skip_test("no /dev/full here");
    for (unsigned i = 0; i < G_N_ELEMENTS(text); i++) {
        struct file_writer w;
        GError *error = NULL;

        cr_assert(file_writer_open(&w, "/dev/full", NULL));
        fputs(text[i], w.out);
        errno = 0;
        cr_expect(!file_writer_keep(&w, &error));
        cr_expect(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC),
                  "%s", error->message);
        g_error_free(error);
    }
}

Test(file_writer, a_device_is_written_to)
{
    struct file_writer w;
    struct stat now;

    cr_assert(file_writer_open(&w, "/dev/null", NULL));
    cr_assert_geq(fputs("1", w.out), 0);
    cr_expect(file_writer_keep(&w, NULL));
    cr_assert_eq(stat("/dev/null", &now), 0);
    cr_expect(S_ISCHR(now.st_mode), "and not replaced");
}

/* ---- devices ---- */

Test(write_file, a_device_is_written_to)
{
    struct stat now;

    cr_expect(write_file("/dev/null", "1", 1, NULL));
    cr_assert_eq(stat("/dev/null", &now), 0);
    cr_expect(S_ISCHR(now.st_mode), "and not replaced");
}
