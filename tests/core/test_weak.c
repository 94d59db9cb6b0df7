/*
 * A weakly ordered machine: the programs everybody knows, with the published
 * verdicts, and their ends one by one against an axiomatic model.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "sim/base/rng.h"
#include "tests/lib/axiomatic.h"

struct litmus {
    const char *name;
    struct weak_program program;
    const char *end; /* registers and words, "r0=1 r1=0" or "x=2"             */
    bool sometimes;
};

// clang-format off
static const struct litmus tests[] = {
    {"MP", {{"Wx1 Wy1", "Ry0 Rx1"}}, "r0=1 r1=0", true},
    {"MP+dmbs", {{"Wx1 F Wy1", "Ry0 F Rx1"}}, "r0=1 r1=0", false},
    {"MP+dmb.st+dmb.ld", {{"Wx1 S Wy1", "Ry0 D Rx1"}}, "r0=1 r1=0", false},
    {"MP+dmb+po", {{"Wx1 F Wy1", "Ry0 Rx1"}}, "r0=1 r1=0", true},
    {"MP+po+dmb", {{"Wx1 Wy1", "Ry0 F Rx1"}}, "r0=1 r1=0", true},
    {"MP+dmb.ld+dmb", {{"Wx1 D Wy1", "Ry0 F Rx1"}}, "r0=1 r1=0", true},
    {"MP+dmb+dmb.st", {{"Wx1 F Wy1", "Ry0 S Rx1"}}, "r0=1 r1=0", true},
    {"MP+dmb+addr", {{"Wx1 F Wy1", "Ry0 Rx1@0"}}, "r0=1 r1=0", false},
    {"MP+dmb+ctrl", {{"Wx1 F Wy1", "Ry0 Rx1?0"}}, "r0=1 r1=0", true},
    {"MP+dmb+ctrlisb", {{"Wx1 F Wy1", "Ry0 I?0 Rx1"}}, "r0=1 r1=0", false},
    {"MP+dmb+isb", {{"Wx1 F Wy1", "Ry0 I Rx1"}}, "r0=1 r1=0", true},
    {"MP+rel+acq", {{"Wx1 Ly1", "Ay0 Rx1"}}, "r0=1 r1=0", false},
    {"MP+rel+acqpc", {{"Wx1 Ly1", "Qy0 Rx1"}}, "r0=1 r1=0", false},
    {"MP+rel+po", {{"Wx1 Ly1", "Ry0 Rx1"}}, "r0=1 r1=0", true},
    {"MP+po+acq", {{"Wx1 Wy1", "Ay0 Rx1"}}, "r0=1 r1=0", true},
    {"MP+dmb+addr-isb", {{"Wx1 F Wy1", "Ry0 Rz1@0 I Rx2"}},
     "r0=1 r2=0", false},
    {"MP one line", {{"Wx1 Wy1", "Ry0 Rx1"}, true}, "r0=1 r1=0", true},
    {"SB", {{"Wx1 Ry0", "Wy1 Rx1"}}, "r0=0 r1=0", true},
    {"SB+dmbs", {{"Wx1 F Ry0", "Wy1 F Rx1"}}, "r0=0 r1=0", false},
    {"SB+dmb.sts", {{"Wx1 S Ry0", "Wy1 S Rx1"}}, "r0=0 r1=0", true},
    {"SB+rel-acqs", {{"Lx1 Ay0", "Ly1 Ax1"}}, "r0=0 r1=0", false},
    {"SB+rel-acqpcs", {{"Lx1 Qy0", "Ly1 Qx1"}}, "r0=0 r1=0", true},
    {"SB+rfis", {{"Wx1 Rx2 Ry0@2", "Wy1 Ry3 Rx1@3"}}, "r0=0 r1=0", true},
    {"LB", {{"Rx0 Wy1", "Ry1 Wx1"}}, "r0=1 r1=1", true},
    {"LB+dmbs", {{"Rx0 F Wy1", "Ry1 F Wx1"}}, "r0=1 r1=1", false},
    {"LB+dmb.lds", {{"Rx0 D Wy1", "Ry1 D Wx1"}}, "r0=1 r1=1", false},
    {"LB+datas", {{"Rx0 Vy0", "Ry1 Vx1"}}, "r0=1 r1=1", false},
    {"LB+data+po", {{"Rx0 Vy0", "Ry1 Wx1"}}, "r0=1 r1=1", true},
    {"LB+addrs", {{"Rx0 Wy1@0", "Ry1 Wx1@1"}}, "r0=1 r1=1", false},
    {"LB+ctrls", {{"Rx0 Wy1?0", "Ry1 Wx1?1"}}, "r0=1 r1=1", false},
    {"LB+addr-po+po", {{"Rx0 Rz2@0 Wy1", "Ry1 F Wx1"}}, "r0=1 r1=1", false},
    {"LB+data-po+dmb", {{"Rx0 Vz0 Wy1", "Ry1 F Wx1"}}, "r0=1 r1=1", true},
    {"LB+ctrl-po+dmb", {{"Rx0 Wz2?0 Wy1", "Ry1 F Wx1"}}, "r0=1 r1=1", false},
    {"LB+rel+acq", {{"Rx0 Ly1", "Ay1 Wx1"}}, "r0=1 r1=1", false},
    {"LB+data-rfi-data", {{"Rx0 Vz0 Rz2 Vy2", "Ry1 F Wx1"}}, "r0=1 r1=1",
     false},
    {"S", {{"Wx2 Wy1", "Ry0 Wx1"}}, "r0=1 x=2", true},
    {"S+dmbs", {{"Wx2 F Wy1", "Ry0 F Wx1"}}, "r0=1 x=2", false},
    {"S+dmb+data", {{"Wx2 F Wy1", "Ry0 Vx0"}}, "r0=1 x=2", false},
    {"S+dmb+ctrl", {{"Wx2 F Wy1", "Ry0 Wx1?0"}}, "r0=1 x=2", false},
    {"R", {{"Wx1 Wy1", "Wy2 Rx0"}}, "y=2 r0=0", true},
    {"R+dmbs", {{"Wx1 F Wy1", "Wy2 F Rx0"}}, "y=2 r0=0", false},
    {"R+dmb+po", {{"Wx1 F Wy1", "Wy2 Rx0"}}, "y=2 r0=0", true},
    {"2+2W", {{"Wx1 Wy2", "Wy1 Wx2"}}, "x=1 y=1", true},
    {"2+2W+dmbs", {{"Wx1 F Wy2", "Wy1 F Wx2"}}, "x=1 y=1", false},
    {"2+2W+dmb.sts", {{"Wx1 S Wy2", "Wy1 S Wx2"}}, "x=1 y=1", false},
    {"2+2W+rels", {{"Wx1 Ly2", "Wy1 Lx2"}}, "x=1 y=1", false},
    {"WRC", {{"Wx1", "Rx0 Wy1", "Ry1 Rx2"}}, "r0=1 r1=1 r2=0", true},
    {"WRC+addrs", {{"Wx1", "Rx0 Wy1@0", "Ry1 Rx2@1"}}, "r0=1 r1=1 r2=0",
     false},
    {"WRC+data+addr", {{"Wx1", "Rx0 Vy0", "Ry1 Rx2@1"}}, "r0=1 r1=1 r2=0",
     false},
    {"WRC+po+addr", {{"Wx1", "Rx0 Wy1", "Ry1 Rx2@1"}}, "r0=1 r1=1 r2=0", true},
    {"IRIW", {{"Wx1", "Wy1", "Rx0 Ry1", "Ry2 Rx3"}}, "r0=1 r1=0 r2=1 r3=0",
     true},
    {"IRIW+addrs", {{"Wx1", "Wy1", "Rx0 Ry1@0", "Ry2 Rx3@2"}},
     "r0=1 r1=0 r2=1 r3=0", false},
    {"IRIW+dmbs", {{"Wx1", "Wy1", "Rx0 F Ry1", "Ry2 F Rx3"}},
     "r0=1 r1=0 r2=1 r3=0", false},
    {"PPOCA", {{"Wx1 F Wy1", "Ry0 Wz1?0 Rz2 Rx3@2"}}, "r0=1 r3=0", true},
    {"PPODA", {{"Wx1 F Wy1", "Ry0 Vz0 Rz2 Rx3@2"}}, "r0=1 r3=0", false},
    {"PPOAA", {{"Wx1 F Wy1", "Ry0 Wz1@0 Rz2 Rx3@2"}}, "r0=1 r3=0", false},
    {"ISA2+dmb+addr+addr", {{"Wx1 F Wy1", "Ry0 Wz1@0", "Rz1 Rx2@1"}},
     "r0=1 r1=1 r2=0", false},
    {"CoRR", {{"Wx1", "Rx0 Rx1"}}, "r0=1 r1=0", false},
    {"CoWR", {{"Wx1 Rx0", "Wx2"}}, "r0=0", false},
    {"CoRW1", {{"Rx0 Wx1"}}, "r0=1", false},
    {"CoRW2", {{"Rx0 Wx1", "Wx2"}}, "r0=2 x=2", false},
    {"CoWW", {{"Wx1 Wx2"}}, "x=1", false},
    {"rewritten", {{"Rx0 Vz0 Ry0", "Wx1 Wy2"}}, "r0=2 z=2", false},
    {"rewritten, taken", {{"Rx0 Vz0 Ry0", "Wx1 Wy2"}}, "r0=2 z=1", true},
};
// clang-format on

/* "x=2" as everywhere.h says it; one word of a condition at a time. */
static bool
holds(const struct weak_program *p, const char *end, const char *condition)
{
    g_auto(GStrv) words = g_strsplit(condition, " ", -1);

    for (char **w = words; *w; w++) {
        g_autofree char *text =
            **w == 'r'
                ? g_strdup_printf("%s ", *w)
                : g_strdup_printf(
                      "%lx.%lu=%c ",
                      0x100000 + (unsigned long) (weak_offset(p, **w) & ~63ul),
                      (unsigned long) (weak_offset(p, **w) % 64 / 8), (*w)[2]);

        if (!strstr(end, text))
            return false;
    }
    return true;
}

static bool
shows(const struct strings *ends, const struct litmus *l)
{
    for (guint i = 0; i < ends->list->len; i++)
        if (holds(&l->program, ends->list->pdata[i], l->end))
            return true;
    return false;
}

static void
machine(struct everywhere *w, const struct weak_program *p)
{
    struct toy t;

    weak_make(&t, p);
    cr_assert(t.b->late_loads);
    everywhere_init(w);
    everywhere_add(w, t.b);
    toy_clear(&t);
}

Test(weak, published_verdicts)
{
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        const struct litmus *l = &tests[i];
        struct everywhere w, axioms;
        const char *extra;

        machine(&w, &l->program);
        everywhere_init(&axioms);
        axiomatic_add(&axioms.end, &l->program);
        cr_expect_eq(shows(&w.end, l), l->sometimes, "%s: machine", l->name);
        cr_expect_eq(shows(&axioms.end, l), l->sometimes, "%s: axioms",
                     l->name);
        extra = everywhere_extra(&w.end, &axioms.end);
        cr_expect_null(extra, "%s: weaker: %s", l->name, extra ? extra : "");
        extra = everywhere_extra(&axioms.end, &w.end);
        cr_expect_null(extra, "%s: stronger: %s", l->name, extra ? extra : "");
        everywhere_clear(&w);
        everywhere_clear(&axioms);
    }
}

/* ------------------------------------------------------------ random programs
 */

static void
random_thread(struct rng *r, GString *text, unsigned thread)
{
    static const char kinds[] = "WWWRRRRVLAQFSDI";
    unsigned loads = 0, n = 2 + (unsigned) rng_below(r, 3);

    for (unsigned i = 0; i < n; i++) {
        char kind = kinds[rng_below(r, sizeof kinds - 1)];
        unsigned reg = 2 * thread + (unsigned) rng_below(r, loads ? loads : 1);

        if (kind == 'V' && !loads)
            kind = 'W';
        if (strchr("RAQ", kind) && loads == 2)
            kind = 'W';
        g_string_append_c(text, kind);
        if (!strchr("FSDI", kind)) {
            g_string_append_c(text, (char) ('x' + rng_below(r, 2)));
            g_string_append_printf(text, "%u",
                                   strchr("RAQ", kind) ? 2 * thread + loads
                                   : kind == 'V'       ? reg
                                                       : 1 + 4 * thread + i);
        }
        if (loads && !strchr("FSD", kind) && rng_below(r, 3) == 0)
            g_string_append_printf(
                text, "%c%u", kind == 'I' || rng_below(r, 2) ? '?' : '@', reg);
        loads += strchr("RAQ", kind) != NULL;
        g_string_append_c(text, ' ');
    }
}

/* The machine shows what the axioms allow, and nothing else. */
Test(weak, random_programs)
{
    struct rng r;

    rng_seed(&r, 7);
    for (unsigned i = 0; i < 400; i++) {
        struct weak_program p = {.one_line = rng_below(&r, 4) == 0};
        g_autoptr(GString) one = g_string_new("");
        g_autoptr(GString) other = g_string_new("");
        struct everywhere w, axioms;
        const char *extra;

        random_thread(&r, one, 0);
        random_thread(&r, other, 1);
        p.thread[0] = one->str;
        p.thread[1] = other->str;
        machine(&w, &p);
        everywhere_init(&axioms);
        axiomatic_add(&axioms.end, &p);
        extra = everywhere_extra(&w.end, &axioms.end);
        cr_expect_null(extra, "%s| %s: %s", p.thread[0], p.thread[1],
                       extra ? extra : "");
        extra = everywhere_extra(&axioms.end, &w.end);
        cr_expect_null(extra, "%s| %s: not %s", p.thread[0], p.thread[1],
                       extra ? extra : "");
        everywhere_clear(&w);
        everywhere_clear(&axioms);
    }
}

/* What the architecture allows and the machine does not show: two loads of one
 * word out of order, when both get the same write; a load that takes the later
 * of two stores while the other lacks its data. */
Test(weak, is_stronger_here)
{
    static const struct litmus l[] = {
        {"RSW",                     {{"Wx1 F Wy1", "Ry0 Rz1@0 Rz2 Rx3@2"}}, "r0=1 r3=0", true},
        {"S+dmb+data-wsi-rfi-data",
         {{"Wx5 F Wy1", "Ry0 Vz0 Wz2 Rz1 Vx1"}},
         "r0=1 r1=2 x=5",                                                                true},
    };

    for (size_t i = 0; i < sizeof l / sizeof *l; i++) {
        struct everywhere w, axioms;

        machine(&w, &l[i].program);
        everywhere_init(&axioms);
        axiomatic_add(&axioms.end, &l[i].program);
        cr_expect(shows(&axioms.end, &l[i]), "%s", l[i].name);
        cr_expect_not(shows(&w.end, &l[i]), "%s", l[i].name);
        cr_expect_null(everywhere_extra(&w.end, &axioms.end));
        everywhere_clear(&w);
        everywhere_clear(&axioms);
    }
}
