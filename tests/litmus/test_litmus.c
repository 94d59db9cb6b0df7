/*
 * Litmus tests: each file of this folder comes out as its Verdict says, in
 * herd's words; what is not modelled is refused, and where.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/litmus/build.h"
#include "sim/litmus/list.h"
#include "tools/command.h"
#include "tools/litmus_run.h"
#include "tools/models.h"
#include "tools/walk_dir.h"

#define FOLDER "tests/litmus"

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

static void
check_verdict(const struct litmus_options *o, const char *path)
{
    struct source *src = source_load(path, NULL);
    g_autofree char *verdict = info(src, "Verdict");
    g_autofree char *source = info(src, "Source");
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *name = g_strndup(base, strlen(base) - strlen(".litmus"));
    g_autofree char *wanted =
        g_strdup_printf("\nObservation %s %s ", name, verdict);
    int status;
    char *text = check(o, path, &status);

    cr_expect(verdict && source, "%s: no Verdict or no Source", path);
    cr_expect_eq(status, EXIT_EXPECTED, "%s: status %d", path, status);
    cr_expect(strstr(text, wanted), "%s: %s expected\n%s", path, verdict, text);
    free(text);
    source_free(src);
}

Test(litmus, files_come_out_as_published)
{
    struct shipped *s = open_shipped();
    const struct litmus_options o = {.shipped = s,
                                     .explore.reduce = REDUCE_ALL};
    g_autoptr(GPtrArray) files = dir_list(FOLDER, ".litmus");

    for (guint i = 0; i < files->len; i++)
        check_verdict(&o, files->pdata[i]);
    cr_expect_geq(files->len, 60);
    shipped_close(s);
}

Test(litmus, list_names_every_file)
{
    g_autoptr(GPtrArray) files = dir_list(FOLDER, ".litmus");
    g_autoptr(GPtrArray) sources = g_ptr_array_new();
    struct diag_sink *sink = diag_sink_new();
    g_autoptr(GPtrArray) list =
        litmus_list(FOLDER "/@all", sources, sink, NULL);

    cr_assert_not_null(list);
    for (guint i = 0; i < files->len; i++)
        cr_expect(g_ptr_array_find_with_equal_func(list, files->pdata[i],
                                                   g_str_equal, NULL),
                  "%s", (char *) files->pdata[i]);
    cr_expect_eq(list->len, files->len);
    source_free(sources->pdata[0]);
    diag_sink_free(sink);
}

/* Whole blocks, as they stand in NAME.expected. */
Test(litmus, blocks_are_herds)
{
    static const char *const names[] = {"SB", "R", "MP+ucs", "CoWW+wc",
                                        "lock-xadd"};
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
                                        "iwp2.8.a"};
    struct shipped *s = open_shipped();
    const struct litmus_options o = {
        .shipped = s, .explore.reduce = REDUCE_ALL, .explore.jobs = 2};
    const struct litmus_options plain = {.shipped = s};

    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
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

/* ---- reading ---- */

struct read {
    struct arena arena;
    struct diag_sink *sink;
    struct source *src;
    struct litmus *test;
    struct litmus_plan *plan;
};

static struct read
read_text(const char *text, size_t length)
{
    struct read r = {.sink = diag_sink_new(),
                     .src = source_new("t.litmus", text, length)};

    arena_init(&r.arena, 0);
    r.test = litmus_read(r.src, models, &r.arena, r.sink);
    if (r.test)
        r.plan = litmus_build(r.test, &r.arena, r.sink);
    return r;
}

static void
read_done(struct read *r)
{
    arena_clear(&r->arena);
    diag_sink_free(r->sink);
    source_free(r->src);
}

#define START(first) "X86 t\n{ " first "; }\n P0 ;\n"
#define INTEL(rows)  "X86 t\n{}\n P0 ;\n " rows " ;\n"
#define ATT(rows)    "X86_64 t\n{}\n P0 ;\n " rows " ;\n"

/* Texts that cannot be read, and what is said about which place. */
// clang-format off
static const struct {
    const char *text, *at, *says;
} refused[] = {
    {"", "", "an architecture"},
    {"PPC t\n{}\n P0 ;\n", "PPC", "no litmus tests of"},
    {"X86\n", "", "the name of the test"},
    {"X86 t\nMT=x:WCC\n{}\n P0 ;\n", "WCC", "no memory type, did"},
    {"X86 t\nMT=x WC\n{}\n P0 ;\n", "", "LOCATION:TYPE"},
    {"X86 t\nwhat is this\n{}\n P0 ;\n", "what", "KEY=VALUE or '{'"},
    {"X86 t\n{ x=1", "", "';' or '}'"},
    {START("x=y"), "y", "numbers only"},
    {START("uint8_t x"), "x", "8 bits"},
    {START("x[2]"), "[", "no arrays"},
    {START("0:RAX=1"), "RAX", "no such register"},
    {START("x=-1"), "-1", "0 to 2^31-1"},
    {START("1:EAX=1"), "", "no thread P1"},
    {"X86 t\n{}\n P1 ;\n", "P1", "P0 expected"},
    {INTEL("MOVX [x],$1"), "MOVX", "no instruction"},
    {INTEL("MOVB [x],$1"), "MOVB", "32 or 64 bits"},
    {INTEL("JNE L"), "JNE", "straight lines"},
    {INTEL("L: MFENCE"), "L", "straight lines"},
    {INTEL("CMPXCHG [x],EAX"), "CMPXCHG", "no conditions"},
    {INTEL("MOV [x],[y]"), "[y]", "a register or a"},
    {INTEL("MOV $1,[x]"), "$1", "first operand"},
    {ATT("movl (x),$1"), "$1", "last operand"},
    {ATT("movl (x),%al"), "al", "parts of registers"},
    {ATT("movl (x),%rax"), "%rax", "not of the size"},
    {ATT("movl 8(%rax),%ebx"), "8", "without offset"},
    {ATT("movl $1,(x) ; movq (x),%rax"), "movq", "with 32 and with 64 bits"},
    {INTEL("INC [x]"), "INC", "not locked"},
    {INTEL("LOCK MOV [x],$1"), "LOCK MOV", "can be locked"},
    {INTEL("MOV [EAX],$1"), "[EAX]", "address of a location"},
    {START("0:EAX=y") " MOV [x],EAX ;\n", "EAX", "cannot be stored"},
    {INTEL("MOV EAX,[x] ; INC EAX ; MOV [y],EAX"), "EAX", "cannot be stored"},
    {INTEL("MOV EAX,EBP2"), "EBP2", "in brackets"},
    {"X86 t\n{}\n P0 | P1 ;\n MFENCE ;\n", ";", "'|' expected"},
    {INTEL("MFENCE") "exists (1:EAX=0)", "1", "no thread P1"},
    {INTEL("MFENCE") "exists (x=y)", "y", "compare with numbers"},
    {INTEL("MFENCE") "exists (x=1", "", "')' expected"},
    {INTEL("MFENCE") "forall x=1 x=2", "x", "the end expected"},
    {INTEL("MFENCE") "(* open", "(*", "does not end"},
    {INTEL("MFENCE") "exists (x=0x)", "0x", "no number"},
    {INTEL("MFENCE ?"), "?", "no litmus test"},
    {"X86_64 t\n{uint64_t x;}\n P0 ;\n movl $1,(x) ;\n", "movl",
     "with 64 and with 32 bits"},
};
// clang-format on

Test(litmus, refuses_what_is_not_modelled)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct read r = read_text(refused[i].text, strlen(refused[i].text));
        const struct diag *d;
        size_t n = strlen(refused[i].at);

        cr_expect(!r.plan && diag_count(r.sink), "%s", refused[i].text);
        if (diag_count(r.sink)) {
            d = diag_at(r.sink, 0);
            cr_expect(strstr(d->message, refused[i].says), "%s\n%s",
                      refused[i].text, d->message);
            cr_expect(strncmp(r.src->text + d->at.from, refused[i].at, n) == 0,
                      "%s\nat '%s'", refused[i].text, r.src->text + d->at.from);
        }
        read_done(&r);
    }
}

static const char whole[] =
    "X86_64 [x]+all-there:is (Name)\n"
    "\"a sentence\nof two lines\"\n"
    "(* a comment (* in it *) *)\n"
    "MT=x:WC, y:UC\nOrig=PodWW Rfe\n"
    "{ uint64_t x=3; int y; [z]=0x10; 0:rdi=x; int *1:rsi=&y; P2;"
    " int64_t 1:rcx=2; }\n"
    " P0                | P1                   ;\n"
    " movq $1,(%rdi)    | lock xchgl %eax,[y]  ;\n"
    " MOVNTIL %eax,(z)  |                      ;\n"
    " xorl %ebx,%ebx    | movq %rcx,%rdx       ;\n"
    " nop               | clflush (z)          ;\n"
    "locations [x uint64_t; 1:rdx;]\n"
    "filter true\n"
    "~exists (0:rbx=0 /\\ not ([y]=1 \\/ z!=2) /\\ (x=1 => 1:rax=2));\n";

Test(litmus, reads_all_there_is)
{
    struct read r = read_text(whole, strlen(whole));

    diag_print_all(r.sink, stderr, false);
    cr_assert_not_null(r.plan);
    cr_expect_str_eq(r.test->name, "[x]+all-there:is");
    cr_expect_eq(r.test->asks, ASKS_NOT_EXISTS);
    cr_expect_eq(r.test->ncolumn, 6);
    cr_expect_eq(r.plan->plan.nstep, 4);
    cr_expect_eq(r.plan->plan.nfirst, 2);
    cr_expect_eq(r.plan->from[0].kind, FROM_NUMBER);
    cr_expect_eq(r.plan->from[2].number, 2);
    read_done(&r);
}

/* However a file is cut off or damaged, there is a plan or a complaint. */
Test(litmus, survives_damage)
{
    static const char marks[] = "{}()[]|;=:$%*\"\n\\~9P";
    g_autofree char *text = g_strdup(whole);

    for (size_t i = 0; i < strlen(whole); i++) {
        struct read r = read_text(whole, i);

        cr_expect(r.plan || diag_count(r.sink), "%zu", i);
        read_done(&r);
        for (const char *m = marks; *m; m++) {
            text[i] = *m;
            r = read_text(text, strlen(whole));
            cr_expect(r.plan || diag_count(r.sink), "%s", text);
            read_done(&r);
        }
        text[i] = whole[i];
    }
}

/* ---- lists ---- */

static GPtrArray *
list_of(const char *folder, const char *name, struct diag_sink *sink,
        GPtrArray *sources)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    return litmus_list(path, sources, sink, NULL);
}

Test(litmus, lists_name_tests_and_lists)
{
    static const struct {
        const char *name, *text;
    } files[] = {
        {"@one",  "# a list\na.litmus\n\n@two  # more\nb.litmus"},
        {"@two",  "c.litmus\r\n"                                },
        {"@loop", "@back\n"                                     },
        {"@back", "a.litmus\n@loop\n"                           },
        {"@gone", "@nowhere\n"                                  },
    };
    g_autofree char *dir = g_dir_make_tmp("mtsim-XXXXXX", NULL);
    g_autoptr(GPtrArray) sources = g_ptr_array_new();
    g_autoptr(GPtrArray) list = NULL;
    struct diag_sink *sink = diag_sink_new();

    for (unsigned i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(dir, files[i].name, NULL);

        cr_assert(g_file_set_contents(path, files[i].text, -1, NULL));
    }
    list = list_of(dir, "@one", sink, sources);
    cr_assert_not_null(list);
    cr_assert_eq(list->len, 3);
    cr_expect(g_str_has_suffix(list->pdata[1], "/c.litmus"));
    cr_expect_null(list_of(dir, "@loop", sink, sources));
    cr_expect_eq(diag_at(sink, 0)->id, DIAG_INCLUDE_LOOP);
    cr_expect_null(list_of(dir, "@gone", sink, sources));
    cr_expect_eq(diag_at(sink, 1)->id, DIAG_INCLUDE_FILE);
    cr_expect(litmus_named("some/@all") && litmus_named("a.litmus") &&
              !litmus_named("a@b/c.scn"));
    for (guint i = 0; i < sources->len; i++)
        source_free(sources->pdata[i]);
    for (unsigned i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(dir, files[i].name, NULL);

        g_unlink(path);
    }
    g_rmdir(dir);
    diag_sink_free(sink);
}
