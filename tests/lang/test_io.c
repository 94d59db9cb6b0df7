/* What devices reach memory through: statements, options, steps. */
#include "tests/lang/kit.h"

#define HEAD "scenario s\nram buf 8K owner guest\n"
#define TAIL "under all: expect none\n"

/* A text between HEAD and TAIL, its first line is line 3; and its faults. */
struct bad {
    const char *text, *faults;
};

// clang-format off
static const struct bad statements[] = {
    {"iommu u big has walks, forces\n", ""},
    {"iommu u big has none\nioas a box has none\ndevice d pcie none\n", ""},
    {"iommu u\n", "3:8 E101 a name expected\n"},
    {"iommu 4 big\n", "3:7 E101 a name expected\n"},
    {"iommu u bgi\n",
     "3:9 E201 'bgi' is no kind of IOMMU, did you mean 'big'?\n"},
    {"iommu u big have walks\n",
     "3:13 E101 'has' or the end of the line expected\n"},
    {"iommu u big has walk\n",
     "3:17 E201 'walk' is no capability of an IOMMU, did you mean 'walks'?\n"},
    {"iommu u big has walks forces\n",
     "3:23 E101 ',' or the end of the line expected\n"},
    {"iommu u big has strict\n",
     "3:17 E201 'strict' is no capability of an IOMMU\n"},
    {"iommu u small has walks, forces\n",
     "3:1 E204 a small one forces nothing\n"},
    {"iommu u big\n  iommu u small\n", "4:3 E202 'u' is there already\n"},
    {"iommu cpu1 big\n", "3:7 E202 'cpu1' is the name of an agent\n"},
    {"ioas a bx\n",
     "3:8 E201 'bx' is no kind of I/O address space, did you mean 'box'?\n"},
    {"ioas a box has strcit\n",
     "3:16 E201 'strcit' is no property of an I/O address space, did you mean "
     "'strict'?\n"},
    {"ioas a box has walks\n",
     "3:16 E201 'walks' is no property of an I/O address space\n"},
    {"ioas b table\n  ioas a table has strict\n",
     "4:3 E204 a table is not strict\n"},
    {"ioas a box\nioas a box\n", "4:1 E202 'a' is there already\n"},
    {"ioas host box\n", "3:6 E202 'host' is the name of an agent\n"},
    {"thread t {\n  iommu u big\n}\n",
     "4:3 E104 'iommu' may not stand in this block\n"},
};

static const struct bad devices[] = {
    {"iommu u big\ndevice d behind u pcie stuck, deaf\n", ""},
    {"device d behind\n", "3:16 E101 a name expected\n"},
    {"iommu unit big\ndevice d behind unti\n",
     "4:17 E201 'unti' is no IOMMU, did you mean 'unit'?\n"},
    {"ioas a box\ndevice d behind a\n", "4:17 E201 'a' is no IOMMU\n"},
    {"device d behind 4\n", "3:17 E101 a name expected\n"},
    {"device d pcie daef\n",
     "3:15 E201 'daef' is no property of a PCIe device, did you mean "
     "'deaf'?\n"},
    {"device d pcie deaf pcie stuck\n", "3:20 E202 'pcie' is given twice\n"},
    {"device d group x\n", "3:16 E101 a number expected\n"},
    {"device d group 65536\n",
     "3:16 E204 '65536': a group is a number up to 65535; 0 is a group of its "
     "own\n"},
    {"iommu u big\ndevice c\n device d behind u group 7 pcie deaf\n",
     "5:2 E204 who is deaf is alone\n"},
    {"device iommu\n",
     "3:8 E202 'iommu' begins a statement, a device has another name\n"},
};

static const struct bad steps[] = {
    {"ioas a box\ndevice d\nhost: join d a\nhost: part d\n"
     "host: part d a\nhost: part d a later\nhost: enter a buf\n"
     "host: drop buf\nd: ask buf+8 a\n", ""},
    {"device d\nhost: join d\n",
     "4:7 E101 'join' takes a device, then an I/O address space\n"},
    {"ioas ab box\ndevice d\nhost: join d abc\n",
     "5:14 E201 'abc' is no I/O address space, did you mean 'ab'?\n"},
    {"ioas a box\nhost: join a a\n", "4:12 E201 'a' is no device\n"},
    {"ioas a box\ndevice d\nhost: join d a+8\n",
     "5:14 E203 only an address has an offset or a range\n"},
    {"ioas a box\nhost: enetr a buf\n",
     "4:7 E201 'enetr' is no operation of this model, did you mean "
     "'enter'?\n"},
    {"ioas a box\nhost: enter a bfu\n",
     "4:15 E201 'bfu' is no region or map, did you mean 'buf'?\n"},
    {"ioas a box\nhost: enter a buf[0..16K]\n",
     "4:15 E204 this is outside: it has 0x2000 bytes\n"},
    {"ioas a box\ncpu0: enter a buf\n",
     "4:7 E203 'enter' is not for this context of a CPU\n"},
    {"ioas a box\ndevice d\nd: join d a\n",
     "5:4 E203 'join' is not for a device\n"},
};

static const struct bad points[] = {
    {"param k = big tiny\niommu u $k\n",
     "4:9 E201 'tiny', a value of $k is no kind of IOMMU\n"},
    {"param w = none walks\niommu u big has $w\n", ""},
    {"param w = none forces\niommu u small has $w\n",
     "4:1 E204 a small one forces nothing\n"},
    {"param w = no yes\nwhen w=yes: iommu u big\n"
     "when w=yes: device d behind u\nwhen w=no: device d\n", ""},
    {"param w = yes no\nwhen w=yes: iommu u big\ndevice d behind u\n",
     "5:1 E201 there is no IOMMU 'u' here\n"},
    {"param u = a b\niommu a big\niommu b small\ndevice d behind $u\n", ""},
    {"param u = a c\niommu a big\ndevice d behind $u\n",
     "5:17 E201 'c', a value of $u is no IOMMU\n"},
    {"param w = yes no\nwhen w=yes: ioas a box\ndevice d\nhost: join d a\n",
     "6:14 E201 there is no I/O address space 'a' here\n"},
    {"param u = a b\nioas a box\nioas b table\ndevice d\nhost: join d $u\n"
     "host: enter $u buf\n", ""},
    {"param w = no yes\nioas a box\nwhen w=yes: ioas a table\n",
     "5:13 E202 'a' is there already\n"},
    {"param g = 0 70000\ndevice d group $g\n",
     "4:16 E204 '70000', a value of $g: a group is a number up to 65535; 0 is "
     "a group of its own\n"},
};
// clang-format on

static void
expect_all(const struct bad *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *text = g_strconcat(HEAD, list[i].text, TAIL, NULL);

        kit_expect(text, list[i].faults);
        g_free(text);
    }
}

Test(lang_io, statements)
{
    expect_all(statements, G_N_ELEMENTS(statements));
}

Test(lang_io, devices)
{
    expect_all(devices, G_N_ELEMENTS(devices));
}

Test(lang_io, steps)
{
    expect_all(steps, G_N_ELEMENTS(steps));
}

Test(lang_io, what_depends_on_the_point)
{
    expect_all(points, G_N_ELEMENTS(points));
}

Test(lang_io, a_program_without_a_model)
{
    const char *text = HEAD "iommu u big\n"
                            "  ioas a box has strict\n"
                            "device c pcie deaf behind u\n"
                            "device d group 1\n"
                            "device e no-snoop\n"
                            "host: join d a\n" TAIL;
    struct source *src = source_new("t", text, strlen(text));
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    const struct lang_env env = {&toy_model, NULL, kit_platform, kit_under,
                                 NULL};
    char *faults;

    cr_expect_not(script_check(s, &env, sink));
    faults = kit_faults(sink);
    cr_expect_str_eq(faults, "3:1 E215 this program has no model of IOMMUs\n"
                             "4:3 E215 this program has no model of IOMMUs\n"
                             "5:20 E215 this program has no model of IOMMUs\n"
                             "6:10 E215 this program has no model of IOMMUs\n"
                             "8:7 E201 'join' is no operation of this model\n");
    g_free(faults);
    script_free(s);
    source_free(src);
    diag_sink_free(sink);
}

Test(lang_io, what_a_plan_says)
{
    struct kit *k = kit_open(HEAD "param more = forces none\n"
                                  "iommu one small\n"
                                  "iommu two big has walks, $more\n"
                                  "ioas a box has strict\n"
                                  "ioas b table\n"
                                  "device free\n"
                                  "device d behind two pcie stuck, deaf\n"
                                  "device e behind one group 3\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;

    cr_expect_eq(p->io, &toy_io);
    cr_assert(p->nunit == 2 && p->nioas == 2 && p->nagent == 3);
    cr_expect_str_eq(p->unit[0].name, "one");
    cr_expect(p->unit[0].kind == TOY_SMALL && p->unit[0].has == 0);
    cr_expect_str_eq(p->unit[1].name, "two");
    cr_expect(p->unit[1].kind == TOY_BIG &&
              p->unit[1].has == (TOY_WALKS | TOY_FORCES));
    cr_expect_eq(p->unit[1].line, 5);
    cr_expect_str_eq(p->ioas[0].name, "a");
    cr_expect(p->ioas[0].kind == TOY_BOX && p->ioas[0].has == TOY_STRICT);
    cr_expect(p->ioas[1].kind == TOY_TABLE && p->ioas[1].line == 7);
    cr_expect(!p->agent[0].behind && !p->agent[0].pcie && !p->agent[0].group);
    cr_expect(p->agent[1].behind == 2 &&
              p->agent[1].pcie == (TOY_STUCK | TOY_DEAF));
    cr_expect(p->agent[2].behind == 1 && p->agent[2].group == 3);
    cr_expect_eq(p->agent[2].line, 10);
    cr_expect_eq(kit_experiment(k, 1)->plan.unit[1].has, TOY_WALKS);
    kit_close(k);
}

Test(lang_io, what_steps_name)
{
    struct kit *k = kit_open(HEAD "ioas a box\nioas b box\ndevice d\n"
                                  "map vmm buf offset 4K name half\n"
                                  "host: join d b\n"
                                  "host: part d b later\n"
                                  "host: part d\n"
                                  "host: enter b buf\n"
                                  "host: enter a buf+64\n"
                                  "host: enter a buf[4K..8K]\n"
                                  "host: enter a half\n"
                                  "d: ask buf a\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;
    const struct plan_step *s = p->step;
    static const uint64_t bytes[][2] = {
        {0,    8192},
        {64,   72  },
        {4096, 8192},
        {4096, 8192},
        {0,    8   }
    };

    cr_assert_eq(p->nstep, 8);
    cr_expect(s[0].operand[1].kind == OPERAND_IOAS && s[0].operand[1].id == 1);
    cr_expect(s[1].noperand == 3 && s[1].operand[1].kind == OPERAND_IOAS &&
              s[1].operand[2].number == 2);
    cr_expect(s[2].noperand == 1 && s[2].agent == PLAN_NONE);
    for (unsigned i = 0; i < 5; i++) {
        const struct plan_operand *o = &s[3 + i].operand[i < 4];

        cr_expect_eq(o->kind, OPERAND_ADDRESS, "%s", s[3 + i].text);
        cr_expect_eq(o->id, 0, "the region");
        cr_expect_eq(o->from, bytes[i][0], "%s", s[3 + i].text);
        cr_expect_eq(o->to, bytes[i][1], "%s", s[3 + i].text);
    }
    kit_close(k);
}

/* A plan has the model if anything in it is the model's. */
Test(lang_io, when_a_plan_has_the_model)
{
    static const struct {
        const char *text;
        bool has;
    } some[] = {
        {"device d no-snoop\nd: dma-read buf\n", false},
        {"device d pcie none group 0\n",         false},
        {"iommu u big\n",                        true },
        {"ioas a box\n",                         true },
        {"device d pcie deaf\n",                 true },
        {"device d group 1\n",                   true },
        {"host: drop buf\n",                     true },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(some); i++) {
        char *text = g_strconcat(HEAD, some[i].text, TAIL, NULL);
        struct kit *k = kit_open(text);

        cr_expect_eq(kit_experiment(k, 0)->plan.io,
                     some[i].has ? &toy_io : NULL, "%s", some[i].text);
        cr_expect(!some[i].has || script_has_io(k->script), "%s", some[i].text);
        kit_close(k);
        g_free(text);
    }
}

/* Without one of its words no policy of the model matters. */
Test(lang_io, a_script_without_the_model)
{
    struct kit *k = kit_open(HEAD "device d no-snoop\nd: dma-read buf\n" TAIL);

    cr_expect_not(script_has_io(k->script));
    kit_close(k);
}

Test(lang_io, a_point_as_a_file)
{
    const char *text = "scenario s\n"
                       "param k = small big\n"
                       "param w = none walks\n"
                       "param g = 1 2\n"
                       "ram buf 8K owner guest\n"
                       "iommu u $k has $w\n"
                       "when k=big: ioas a box has strict\n"
                       "when k=small: ioas a table\n"
                       "device d behind u pcie stuck, deaf\n"
                       "device e behind u group $g\n"
                       "host: join d a\n"
                       "host: enter a buf[0..4K]\n" TAIL;
    const char *right = "scenario s\n\n"
                        "ram buf 8K owner guest\n"
                        "iommu u big has walks\n"
                        "ioas a box has strict\n"
                        "device d behind u pcie stuck, deaf\n"
                        "device e behind u group 2\n\n"
                        "host: join d a\n"
                        "host: enter a buf[0..4K]\n\n" TAIL;
    const struct point_print extra = {.expect = "under all: expect none"};
    struct kit *k = kit_open(text), *again;
    GString *out = g_string_new(NULL), *copy = g_string_new(NULL);
    struct points *points = points_new(k->script, NULL, k->sink);
    struct point at;

    cr_assert(k->ok);
    points_get(points, 7, &at);
    points_free(points);
    cr_assert(script_print_point(k->script, &at, &extra, out));
    cr_expect_str_eq(out->str, right);
    again = kit_open(out->str);
    cr_expect(again->ok);
    script_print(again->script, copy);
    cr_expect_str_eq(copy->str, right);
    g_string_free(out, TRUE);
    g_string_free(copy, TRUE);
    kit_close(again);
    kit_close(k);
}
