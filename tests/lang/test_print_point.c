/* A point of a scenario as a file of its own. */
#include "sim/lang/script.h"
#include "tests/lang/kit.h"

static char *
printed(const char *text, uint64_t point, const struct point_print *extra)
{
    struct kit *k = kit_open(text);
    GString *out = g_string_new(NULL);
    struct points *points;
    struct point at;
    char *faults = kit_faults(k->sink);

    cr_assert(k->ok, "%s", faults);
    points = points_new(k->script, NULL, k->sink);
    points_get(points, point, &at);
    points_free(points);
    cr_assert(script_print_point(k->script, &at, extra, out));
    kit_close(k);
    g_free(faults);
    return g_string_free(out, FALSE);
}

Test(lang_print_point, nothing_depends_on_anything_any_more)
{
    const char *const comment[] = {"one", "", "two"};
    const struct point_print extra = {.comment = comment,
                                      .ncomment = 3,
                                      .suffix = "-witness",
                                      .platform = "other",
                                      .expect = "under all: expect leak"};
    char *got = printed("scenario s\n"
                        "title \"for $t\"   # a comment\n"
                        "param t = T1 T2\n"
                        "param at = 8 0x10\n"
                        "param v = bare\n"
                        "platform server\n"
                        "ram a 4K vma mild, $v owner guest\n"
                        "when t=T1: map guest a as T2 name b\n"
                        "when t=T2: when at!=8: map guest a as $t name c\n"
                        "map guest a as $t\n"
                        "schedule {\n  evict a+$at\n}\n"
                        "thread x {\n"
                        "  when t!=T1: cpu0 guest: load a+$at -> r0\n"
                        "  when t=T1: cpu0 guest: load b\n"
                        "}\n"
                        "under all: never any\n",
                        3, &extra);

    cr_expect_str_eq(got, "# one\n#\n# two\n"
                          "scenario s-witness\n"
                          "  title \"for $t\"\n"
                          "\n"
                          "platform other\n"
                          "ram a 4K vma mild, bare owner guest\n"
                          "map guest a as T2 name c\n"
                          "map guest a as T2\n"
                          "\n"
                          "schedule {\n  evict a+0x10\n}\n"
                          "thread x {\n"
                          "  cpu0 guest: load a+0x10 -> r0\n"
                          "}\n"
                          "\n"
                          "under all: expect leak\n");
    g_free(got);
}

/* What is printed is a scenario of the same plan. */
static void
expect_again(const char *text, const struct point_print *extra,
             const char *right)
{
    char *got = printed(text, 0, extra);
    struct kit *k = kit_open(got);
    char *faults = kit_faults(k->sink);
    GString *again = g_string_new(NULL);

    cr_expect_str_eq(got, right, "%s", got);
    cr_expect_str_eq(faults, "", "%s%s", got, faults);
    script_print(k->script, again);
    cr_expect_str_eq(again->str, got);
    g_string_free(again, TRUE);
    g_free(faults);
    g_free(got);
    kit_close(k);
}

static const uint32_t chosen_steps[] = {2, 3, 5, 3};
static const struct point_choice chosen[] = {
    {NULL,         0},
    {NULL,         0},
    {chosen_steps, 4},
    {NULL,         0}
};

// clang-format off
static const struct plan_event happened[] = {
    {.kind = SPONT_ISSUE, .thread = 0, .agent = PLAN_NONE},
    {.kind = SPONT_ISSUE, .thread = 2, .agent = PLAN_NONE, .other = true},
    {.kind = SPONT_PERFORM, .agent = 0, .slot = 1},
    {.kind = SPONT_DRAIN, .agent = 0, .slot = 2,
     .where = {.kind = OPERAND_REGION, .from = 64, .to = 128}},
    {.kind = SPONT_DRAIN, .agent = 0,
     .where = {.kind = OPERAND_REGION, .from = 64, .to = 128}},
    {.kind = SPONT_EVICT_LLC, .agent = PLAN_NONE,
     .where = {.kind = OPERAND_REGION, .from = 64, .to = 72}},
    {.kind = SPONT_SPECULATE, .agent = 0, .other = true,
     .where = {.kind = OPERAND_ADDRESS, .id = 3, .from = 0, .to = 64}},
    {.kind = SPONT_TLB_DROP, .agent = 0,
     .where = {.kind = OPERAND_ADDRESS, .id = 2, .from = 0, .to = 8}},
};
// clang-format on

Test(lang_print_point, what_adversaries_chose)
{
    const struct point_print extra = {.choice = chosen,
                                      .event = happened,
                                      .nevent = G_N_ELEMENTS(happened),
                                      .expect = "under all: expect none"};

    expect_again("scenario s\nram a 4K owner guest\nram a.T2 4K\n"
                 "schedule {\n  evict a\n}\n"
                 "thread t {\n  cpu1: load a.T2 -> r0\n}\n"
                 "adversary cpu0 guest: up to 4 {\n"
                 "  map-as T1 T2\n  store a+8 1\n  fence\n"
                 "  load a[0..64]\n}\n"
                 "adversary cpu2: up to 4 {\n  fence\n}\n"
                 "under all: never any\n",
                 &extra,
                 "scenario s\n\n"
                 "ram a 4K owner guest\n"
                 "ram a.T2 4K\n"
                 "map guest a as T1\n"
                 "map guest a as T2 name a_.T2\n"
                 "\n"
                 "cpu0 guest: back\n"
                 "thread t {\n"
                 "  cpu1: load a.T2 -> r0\n"
                 "}\n"
                 "thread adversary-cpu0 {\n"
                 "  cpu0 guest: store a+8 1\n"
                 "  cpu0 guest: store a_.T2+8 1\n"
                 "  cpu0 guest: load a[0..64]\n"
                 "  cpu0 guest: store a_.T2+8 1\n"
                 "}\n"
                 "\n"
                 "schedule {\n"
                 "  issue main\n"
                 "  issue adversary-cpu0 other\n"
                 "  perform cpu0 1\n"
                 "  drain cpu0 a+72\n"
                 "  drain cpu0 a[64..128]\n"
                 "  evict-llc a+64\n"
                 "  speculate cpu0 host a.T2[0..64] other\n"
                 "  tlb-drop cpu0 guest a\n"
                 "}\n"
                 "\n"
                 "under all: expect none\n");
}

Test(lang_print_point, a_whole_schedule_is_read_again)
{
    struct kit *k = kit_open("scenario s\nram a 4K\n"
                             "schedule {\n  issue t other\n"
                             "  perform cpu0 3\n  drain cpu0 a+72\n"
                             "  drain cpu0 a\n  evict-llc a+64\n"
                             "  speculate cpu0 host a other\n}\n"
                             "thread t {\n  cpu0: store a 1\n}\n"
                             "under all: never any\n");
    const struct plan *p = &kit_experiment(k, 0)->plan;

    cr_assert_eq(p->nevent, 6);
    cr_expect_eq(p->event[0].kind, SPONT_ISSUE);
    cr_expect_eq(p->event[0].thread, 1);
    cr_expect(p->event[0].other);
    cr_expect_eq(p->event[1].slot, 3);
    cr_expect_eq(p->event[1].agent, 0);
    cr_expect_not(p->event[1].other);
    cr_expect_eq(p->event[2].slot, 2);
    cr_expect_eq(p->event[3].slot, 0);
    cr_expect_eq(p->event[4].where.from, 64);
    cr_expect(p->event[5].other);
    kit_close(k);
}
