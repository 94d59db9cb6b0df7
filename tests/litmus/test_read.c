/*
 * Reading litmus tests: what is read becomes which plan; what is not modelled
 * is refused, and where; lists.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sim/litmus/build.h"
#include "sim/litmus/list.h"
#include "tools/litmus_run.h"
#include "tools/models.h"

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
#define ARM(rows)    "AArch64 t\n{0:X1=x; 0:X3=y; 0:X5=1;}\n P0 ;\n " rows " ;\n"

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
    {ARM("LDXR W0,[X1]"), "LDXR", "exclusives fail"},
    {ARM("DMB NSH"), "DMB NSH", "one CPU"},
    {ARM("DMB XY"), "DMB XY", "no instruction"},
    {ARM("DC ZVA,X1"), "DC ZVA", "more than a word"},
    {ARM("DC CVAC,[X1]"), "[X1]", "a register expected"},
    {ARM("LDR W0,X1"), "X1", "place in memory"},
    {ARM("MOV W0,[X1]"), "MOV", "registers and numbers"},
    {ARM("LDR W0,[X1,#4]"), "#4", "the offset is 0"},
    {ARM("LDR W0,[X1,X5]"), "[X1,X5]", "only zero"},
    {ARM("LDR W0,[X1,X2,ROR]"), "ROR", "LSL, SXTW"},
    {ARM("LDR W0,[x,X2]"), ",", "without index"},
    {ARM("LDR W0,[X1] ; LDR W2,[X0]"), "[X0]", "address of a location"},
    {ARM("LDR W0,[X1] ; LDR X2,[X1]"), "LDR X2", "32 and with 64"},
    {ARM("LDR W0,[X1] ; ADD W0,W0,#1 ; STR W0,[X3]"), "W0", "cannot be stored"},
    {ARM("LDR W0,[X1] ; AND W2,W0,#1 ; STR W5,[X1]"), "AND", "taken apart"},
    {ARM("LDR W0,[X1] ; LDADD W0,W2,[X3]"), "W0", "known numbers"},
    {ARM("SWPA W5,WZR,[X1]"), "WZR", "not acquired"},
    {ARM("CBZ W0,L"), "L", "no such label"},
    {ARM("L: ; CBZ W0,L"), "L", "no loops"},
    {ARM("CBZ W0,L ; STR W5,[X1] ; L:"), "L", "nothing can be skipped"},
    {ARM("CBZ W0,#1"), "#1", "a label"},
    {"AArch64 t\nAlias=z:x x:z\n{}\n P0 ;\n", "x", "a word already"},
    {"AArch64 t\nAlias=z\n{}\n P0 ;\n", "", "LOCATION:LOCATION"},
};
// clang-format on

Test(litmus_read, refuses_what_is_not_modelled)
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

Test(litmus_read, reads_all_there_is)
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

static const char whole_arm[] =
    "AArch64 all-of-it\n"
    "MT=x:Device-nGnRE z:NC\nAlias=z:y\n"
    "{ 0:X1=x; 0:X3=y; 0:X5=z; 1:X1=y; z=3; }\n"
    " P0                    | P1                 ;\n"
    " LDR W0,[X1]           | MOV W0,#2          ;\n"
    " EOR W2,W0,W0          | SWPAL W0,W2,[X1]   ;\n"
    " ldr w4,[x3,w2,sxtw]   | LDADD W0,W4,[X1]   ;\n"
    " AND W6,W4,#128        | STADD W0,[X1]      ;\n"
    " ADD X7,X3,X6          | DC CIVAC,X1        ;\n"
    " STLR WZR,[X7]         | DMB ISHLD          ;\n"
    " CMP W0,#1             | LDAPR W8,[X1,#0]   ;\n"
    " B.NE L0               | TBNZ W8,#0,L1      ;\n"
    " L0: NOP               | L1:                ;\n"
    " ORR W9,W6,#1          | ISB SY             ;\n"
    " STR W9,[X5,XZR,LSL #2]| LDAR W10,[X1]      ;\n"
    " LDR W11,[y]           |                    ;\n"
    "exists (0:X0=1 /\\ 1:X2=3 /\\ [z]=1)\n";

static bool
needs(const struct plan_step *s, uint16_t reg, uint8_t kind)
{
    for (unsigned i = 0; i < s->nneed; i++)
        if (s->need[i] == reg && s->need_kind[i] == kind)
            return true;
    return false;
}

/* Which step waits for what: r0 and r1 are what P0 loads first. */
Test(litmus_read, follows_dependencies)
{
    struct read r = read_text(whole_arm, strlen(whole_arm));
    const struct plan_step *s;

    diag_print_all(r.sink, stderr, false);
    cr_assert_not_null(r.plan);
    s = r.plan->plan.step;
    cr_expect_eq(r.plan->plan.nstep, 13);
    cr_expect_eq(r.plan->plan.nregion, 2);
    cr_expect_eq(r.plan->plan.nmap, 3);
    cr_expect_eq(r.plan->plan.first[0].value, 3);
    cr_expect_eq(s[0].nneed, 0);
    cr_expect(s[1].nneed == 1 && needs(&s[1], 0, NEED_ADDRESS));
    cr_expect(s[2].nneed == 1 && needs(&s[2], 1, NEED_ADDRESS));
    cr_expect(s[3].nneed == 2 && needs(&s[3], 0, NEED_BRANCH) &&
              needs(&s[3], 1, NEED_DATA));
    cr_expect_eq(s[4].nneed, 0);
    cr_expect_eq(s[11].nneed, 1, "the fence waits for the branch");
    cr_expect_eq(s[11].need_kind[0], NEED_BRANCH);
    read_done(&r);
}

/* However a file is cut off or damaged, there is a plan or a complaint. */
static void
damage(const char *test)
{
    static const char marks[] = "{}()[]|;=:$%*\"\n\\~9P";
    g_autofree char *text = g_strdup(test);

    for (size_t i = 0; i < strlen(test); i++) {
        struct read r = read_text(test, i);

        cr_expect(r.plan || diag_count(r.sink), "%zu", i);
        read_done(&r);
        for (const char *m = marks; *m; m++) {
            text[i] = *m;
            r = read_text(text, strlen(test));
            cr_expect(r.plan || diag_count(r.sink), "%s", text);
            read_done(&r);
        }
        text[i] = test[i];
    }
}

Test(litmus_read, survives_damage)
{
    damage(whole);
    damage(whole_arm);
}

/* ---- lists ---- */

static GPtrArray *
list_of(const char *folder, const char *name, struct diag_sink *sink,
        GPtrArray *sources)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    return litmus_list(path, sources, sink, NULL);
}

Test(litmus_read, lists_name_tests_and_lists)
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
