/*
 * Litmus tests: each file of this folder comes out as its Verdict says, in
 * herd's words.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/litmus/list.h"
#include "sim/litmus/litmus.h"
#include "tests/lib/sanitized.h"
#include "tools/command.h"
#include "tools/litmus_run.h"
#include "tools/walk_dir.h"

#define FOLDER "tests/litmus"

/* One for each architecture, and how many tests there are at least. */
static const struct {
    const char *name;
    guint n;
} folders[] = {
    {FOLDER,            118},
    {FOLDER "/aarch64", 140},
};

static struct shipped *
open_shipped(void)
{
    int status = 0;
    struct shipped *s = shipped_open(NULL, NULL, &status);

    cr_assert_not_null(s);
    return s;
}

/* What the check of a file prints; the status in *STATUS. */
static char *
check(const struct litmus_options *o, const char *path, int *status)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    *status = litmus_check(path, o, out);
    fclose(out);
    return text;
}

static char *
info(const struct source *src, const char *key)
{
    struct span at = litmus_info(src, key);

    return at.src ? g_strndup(at.src->text + at.from, at.to - at.from) : NULL;
}

/* ---- the files ---- */

/* A Verdict is that of the machine; where the architecture allows what it does
 * not show, Architecture says so, and the block has to as well (R31). */
static void
check_verdict(const struct litmus_options *o, const char *path)
{
    struct source *src = source_load(path, NULL);
    g_autofree char *verdict = info(src, "Verdict");
    g_autofree char *source = info(src, "Source");
    g_autofree char *weaker = info(src, "Architecture");
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *name = g_strndup(base, strlen(base) - strlen(".litmus"));
    g_autofree char *wanted =
        g_strdup_printf("\nObservation %s %s ", name, verdict);
    int status;
    char *text = check(o, path, &status);

    cr_expect(verdict && source, "%s: no Verdict or no Source", path);
    cr_expect_eq(status, EXIT_EXPECTED, "%s: status %d", path, status);
    cr_expect(strstr(text, wanted), "%s: %s expected\n%s", path, verdict, text);
    if (weaker)
        cr_expect(strcmp(verdict, "Never") == 0 &&
                      strstr(text, "\nNot covered: "),
                  "%s: not said\n%s", path, text);
    free(text);
    source_free(src);
}

Test(litmus, files_come_out_as_published)
{
    struct shipped *s = open_shipped();
    const struct litmus_options o = {.shipped = s,
                                     .explore.reduce = REDUCE_ALL};

    for (unsigned k = 0; k < G_N_ELEMENTS(folders); k++) {
        g_autoptr(GPtrArray) files = dir_list(folders[k].name, ".litmus");

        for (guint i = 0; i < files->len; i++)
            check_verdict(&o, files->pdata[i]);
        cr_expect_geq(files->len, folders[k].n);
    }
    shipped_close(s);
}

static void
check_list(const char *folder)
{
    g_autofree char *all = g_build_filename(folder, "@all", NULL);
    g_autoptr(GPtrArray) files = dir_list(folder, ".litmus");
    g_autoptr(GPtrArray) sources = g_ptr_array_new();
    struct diag_sink *sink = diag_sink_new();
    g_autoptr(GPtrArray) list = litmus_list(all, sources, sink, NULL);

    cr_assert_not_null(list);
    for (guint i = 0; i < files->len; i++)
        cr_expect(g_ptr_array_find_with_equal_func(list, files->pdata[i],
                                                   g_str_equal, NULL),
                  "%s", (char *) files->pdata[i]);
    cr_expect_eq(list->len, files->len);
    source_free(sources->pdata[0]);
    diag_sink_free(sink);
}

Test(litmus, lists_name_every_file)
{
    for (unsigned k = 0; k < G_N_ELEMENTS(folders); k++)
        check_list(folders[k].name);
}

/* Whole blocks, as they stand in NAME.expected. */
Test(litmus, blocks_are_herds)
{
    static const char *const names[] = {"SB",      "R",         "MP+ucs",
                                        "CoWW+wc", "lock-xadd", "aarch64/RSW"};
    struct shipped *s = open_shipped();
    const struct litmus_options o = {.shipped = s,
                                     .explore.reduce = REDUCE_ALL};

    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_strdup_printf(FOLDER "/%s.litmus", names[i]);
        g_autofree char *golden =
            g_strdup_printf(FOLDER "/%s.expected", names[i]);
        g_autofree char *expected = NULL;
        int status;
        char *text = check(&o, path, &status);

        cr_assert(g_file_get_contents(golden, &expected, NULL, NULL));
        cr_expect_str_eq(text, expected, "%s", names[i]);
        free(text);
    }
    shipped_close(s);
}

/* Reductions and the number of threads show in no block. */
Test(litmus, outcomes_are_those_without_reductions)
{
    static const char *const names[] = {"SB",
                                        "n4",
                                        "n5",
                                        "amd10",
                                        "MP+nt+po",
                                        "MP+nts",
                                        "MP+wcs+lfence",
                                        "S+nt+po",
                                        "2+2W+wcs",
                                        "SB+uc+wb",
                                        "SB+wts",
                                        "MP+wps",
                                        "CoRR+wc",
                                        "MP+clflush+po",
                                        "xchg-spin",
                                        "lock-xadd",
                                        "lock-inc",

                                        "CoWR+nt",
                                        "iwp2.8.a",
                                        "aarch64/MP",
                                        "aarch64/PPOCA",
                                        "aarch64/PPODA",
                                        "aarch64/SB+rfi-addrs",
                                        "aarch64/LB+data-po+dmb.sy",
                                        "aarch64/LB+datas-loaded",
                                        "aarch64/LB+ctrl-po+dmb.sy",
                                        "aarch64/MP+dmb.sy+ctrlisb",
                                        "aarch64/MP+nGREs",
                                        "aarch64/MP+ncs",
                                        "aarch64/R+rel+dmb.st",
                                        "aarch64/SB+rel-acqpcs",
                                        "aarch64/SB+swpas",
                                        "aarch64/2+2W+rels",
                                        "aarch64/CoRW2",
                                        "aarch64/WRC+po+addr",
                                        "aarch64/ldadd-atomic",
                                        "aarch64/MP+alias+cvac+dmb.ld",
                                        "aarch64/MP+alias-nc+dsb+dsb"};
    struct shipped *s = open_shipped();
    const struct litmus_options o = {
        .shipped = s, .explore.reduce = REDUCE_ALL, .explore.jobs = 2};
    const struct litmus_options plain = {.shipped = s};

    for (unsigned i = 0; i < G_N_ELEMENTS(names); i += EACH) {
        g_autofree char *path = g_strdup_printf(FOLDER "/%s.litmus", names[i]);
        int status;
        char *text = check(&o, path, &status);
        char *without = check(&plain, path, &status);

        cr_expect_str_eq(text, without, "%s", names[i]);
        free(text);
        free(without);
    }
    shipped_close(s);
}

/* Four stores each to one line: enumerating orders of stores takes minutes,
 * states take no time even without reductions. */
Test(litmus, stores_to_one_line_are_few_states)
{
    struct shipped *s = open_shipped();
    const struct litmus_options o = {.shipped = s,
                                     .explore.max_states = 200000};
    int status;
    char *text = check(&o, FOLDER "/four-stores-each.litmus", &status);

    cr_expect_eq(status, EXIT_EXPECTED);
    cr_expect(strstr(text, "States 9\n"), "%s", text);
    free(text);
    shipped_close(s);
}

Test(litmus, vendors_differ_where_they_say_so)
{
    struct shipped *s = open_shipped();
    const struct litmus_options o = {
        .shipped = s,
        .platform = shipped_platform(s, "amd-server", NULL),
        .explore.reduce = REDUCE_ALL};
    int status;
    char *text = check(&o, FOLDER "/MP+nt-clflush+po.litmus", &status);

    cr_expect(strstr(text, "Observation MP+nt-clflush+po Never"), "%s", text);
    free(text);
    shipped_close(s);
}

/* ---- status ---- */

#define CORR "X86 t\n{ }\n P0 | P1 ;\n MOV [x],$1 | MOV EAX,[x] ;\n"

static int
status_of(const struct litmus_options *o, const char *text)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("mtsim-XXXXXX.litmus", &path, NULL), status;

    cr_assert_geq(fd, 0);
    g_close(fd, NULL);
    cr_assert(g_file_set_contents(path, text, -1, NULL));
    free(check(o, path, &status));
    g_unlink(path);
    return status;
}

Test(litmus, status_says_whether_what_is_asked_holds)
{
    struct shipped *s = open_shipped();
    struct litmus_options o = {.shipped = s};

    cr_expect_eq(status_of(&o, CORR "exists (1:EAX=1)"), EXIT_EXPECTED);
    cr_expect_eq(status_of(&o, CORR "exists (1:EAX=2)"), EXIT_EXPECTED);
    cr_expect_eq(status_of(&o, CORR "~exists (1:EAX=2)"), EXIT_EXPECTED);
    cr_expect_eq(status_of(&o, CORR "~exists (1:EAX=1)"), EXIT_NOT);
    cr_expect_eq(status_of(&o, CORR "forall (1:EAX=1)"), EXIT_NOT);
    cr_expect_eq(status_of(&o, CORR "forall (1:EAX=1 \\/ 1:EAX=0)"),
                 EXIT_EXPECTED);
    cr_expect_eq(status_of(&o, CORR "filter 1:EAX=1 forall (1:EAX=1)"),
                 EXIT_EXPECTED);
    cr_expect_eq(status_of(&o, CORR "forall (not (1:EAX=0) => 1:EAX=1)"),
                 EXIT_EXPECTED);
    cr_expect_eq(status_of(&o, CORR), EXIT_EXPECTED);
    o.explore.max_states = 2;
    cr_expect_eq(status_of(&o, CORR "exists (1:EAX=1)"), EXIT_UNDECIDED);
    shipped_close(s);
}
