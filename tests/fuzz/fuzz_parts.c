#include <glib.h>
#include <glib/gstdio.h>

#include "tests/fuzz/fuzz.h"
#include "tools/command.h"
#include "tools/matrix_read.h"

/* What a writer does with a case it was given. */
static void
look_at(const struct shard_file *f)
{
    const struct matrix_case *c = &f->c;
    g_autoptr(GString) words = g_string_new(NULL);

    g_assert(c->number < f->frame.ncase && c->type);
    for (uint32_t i = 0; i < f->frame.naxis; i++)
        g_assert(c->at[i] == MATRIX_NONE || c->at[i] < f->frame.axis[i].nvalue);
    (void) shard_has(&f->shard, &f->frame, c->at);
    matrix_words(&f->frame, c, words);
    matrix_explain(&f->frame, c, words);
}

/* Into a table, if it is small enough for one. */
static void
print(const char *path)
{
    const struct report_look look = {0};
    struct shard_file f;
    struct matrix *m;

    g_assert(shard_open(&f, path) == EXIT_EXPECTED);
    m = matrix_cells(&f.frame) < 4096 ? matrix_new(&f.frame) : NULL;
    while (shard_next(&f) == SHARD_CASE)
        if (m)
            matrix_add(m, &f.c);
    if (m) {
        g_autoptr(GString) page = g_string_new(NULL);
        struct report *r = matrix_report(m, true);
        FILE *out = fopen("/dev/null", "w");

        report_text.write(r, &look, out);
        fclose(out);
        report_free(r);
        matrix_html(m, page);
    }
    matrix_free(m);
    shard_close(&f);
}

/* A part of a matrix, of any bytes: cases that belong to it, or a message. */
void
fuzz_parts(const struct fuzz *fuzz, const char *text, size_t length)
{
    g_autofree char *path = NULL;
    struct shard_file f;
    int fd = g_file_open_tmp("mtsim-part-XXXXXX", &path, NULL);
    enum shard_next next = SHARD_END;

    (void) fuzz;
    g_assert(fd >= 0);
    g_close(fd, NULL);
    g_assert(g_file_set_contents(path, text, (gssize) length, NULL));
    if (shard_open(&f, path) == EXIT_EXPECTED) {
        g_assert(f.shard.i >= 1 && f.shard.i <= f.shard.n);
        g_assert(shard_same_matrix(&f, &f));
        while ((next = shard_next(&f)) == SHARD_CASE)
            look_at(&f);
        g_assert(f.whole >= 0 && (size_t) f.whole <= length);
        shard_close(&f);
        print(path);
    }
    g_unlink(path);
}
