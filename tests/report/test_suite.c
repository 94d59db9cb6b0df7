/* One run with every feature, as each writer prints it. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "kit.h"
#include "sim/report/suite.h"

static const struct suite_rule trail[] = {
    {"write", "policy toy:7", "WB", "a kernel, line 7"     },
    {"write", "toy.combine",  "WB", "a manual, \"Table 1\""},
    {"read",  "toy.dma",      "",   NULL                   },
};

static const struct suite_hazard hazards[] = {
    {.kind = "stale-read",
     .cause = "dirty-line-not-snooped",
     .severity = "functional",
     .agent = "gpu",
     .victim = "guest",
     .culprit = "guest",
     .says = "gpu read 0 from buf, should be 1 (dirty in cpu0's cache)",
     .where = "dirty in cpu0's cache",
     .place = "buf",
     .conditions = "alias flush-ignored",
     .trail = trail,
     .ntrail = 3,
     .wanted = 1,
     .step = 4,
     .line = 12,
     .count = 1},
    {.kind = "leak",
     .cause = "stale-clean-line",
     .severity = "security",
     .agent = "cpu1",
     .victim = "vm1",
     .culprit = "vm2",
     .says = "cpu1 read 42 from page+8, which is vm1's data",
     .where = "in memory",
     .place = "page+8",
     .conditions = "",
     .got = UINT64_MAX,
     .step = SUITE_NOWHERE,
     .line = SUITE_NOWHERE,
     .count = 3,
     .same_value = true},
};

// clang-format off
static const struct suite_claim held[] = {
    {.text = "under toy: expect none", .line = 20},
    {.text = "under toy: never any", .line = 21,
     .holds = SUITE_EVERY_SCHEDULE},
};

static const struct suite_claim failed[] = {
    {.text = "under toy with a=2 & \"b\" <x>: expect r0 == 1 # really",
     .seen = "r0 is 0, \"not\" 1 \\ <&>", .line = 22,
     .holds = SUITE_FAILS},
    {.text = "under toy: expect none", .line = 20},
};
// clang-format on

static const struct suite_value reads[] = {
    {"r0", 1         },
    {"r1", UINT64_MAX}
};
static const struct suite_value counts[] = {
    {"reads", 3},
    {"zap",   0}
};
static const struct suite_refusal refusal[] = {
    {"-EINVAL", 2, 9}
};

/* The last of them finds nothing wherever it stands. */
static const struct suite_event events[2][2] = {
    {{30, true},  {31, true}},
    {{30, false}, {31, true}}
};

/* Points a=1..2 x b=x,y under two policies. */
static const char *const point[4][2] = {
    {"1", "x"},
    {"1", "y"},
    {"2", "x"},
    {"2", "y"}
};

static struct suite_case
a_case(const char *policy, unsigned at, uint8_t verdict)
{
    return (struct suite_case){.policy = policy,
                               .platform = "server",
                               .param = point[at],
                               .conditions = "",
                               .stuck_line = SUITE_NOWHERE,
                               .verdict = verdict,
                               .cycles = 100 + at,
                               .digest = 0xabc + at};
}

static void
fill(struct suite_case c[8], struct suite_scenario s[2], struct suite *suite)
{
    static const char *const param[] = {"a", "b"};

    for (unsigned i = 0; i < 8; i++) {
        c[i] = a_case(i < 4 ? "toy-1" : "toy-2", i % 4, SUITE_AS_EXPECTED);
        c[i].defaults = i < 4 ? "" : "io-1 + flush-1";
        c[i].claim = held;
        c[i].nclaim = 2;
    }
    c[0].event = events[0];
    c[4].event = events[1];
    c[0].nevent = c[4].nevent = 2;
    c[1].hazard = c[5].hazard = hazards;
    c[1].nhazard = c[5].nhazard = 2;
    c[1].conditions = c[5].conditions = "alias flush-ignored";
    c[2].verdict = SUITE_REFUSED;
    c[2].refusal = refusal;
    c[2].nrefusal = 1;
    c[3].verdict = SUITE_UNEXPECTED;
    c[3].claim = failed;
    c[3].stuck_line = 14;
    c[4].read = reads;
    c[4].nread = 2;
    c[4].count = counts;
    c[4].ncount = 2;
    c[7].verdict = SUITE_NO_CLAIM;
    c[7].nclaim = 0;
    s[0] = (struct suite_scenario){
        .name = "toy-buffer",
        .title = "A buffer with a title long enough to go over the end of a "
                 "line of eighty columns",
        .file = "scenarios/toy-buffer.scn",
        .param = param,
        .nparam = 2,
        .at = c,
        .ncase = 8,
        .npolicy = 2};
    s[1] =
        (struct suite_scenario){.name = "empty & <none>", .file = "empty.scn"};
    *suite = (struct suite){"1.2.3", s, 2};
}

static char *
written(const struct suite_writer *w, struct suite_options o)
{
    struct suite_case c[8];
    struct suite_scenario s[2];
    struct suite suite;
    char *text = NULL;
    size_t length = 0;
    FILE *out = kit_open(&text, &length);

    fill(c, s, &suite);
    w->write(&suite, &o, out);
    fclose(out);
    return text;
}

Test(suite, as_text)
{
    kit_expect("suite.txt", written(&suite_text, (struct suite_options){0}));
}

Test(suite, as_verbose_text)
{
    kit_expect("suite-verbose.txt",
               written(&suite_text, (struct suite_options){.verbose = true}));
}

Test(suite, as_a_summary)
{
    kit_expect("suite-summary.txt",
               written(&suite_text, (struct suite_options){.summary = true}));
}

Test(suite, in_colour_when_quiet)
{
    kit_expect("suite-colour.txt",
               written(&suite_text,
                       (struct suite_options){.quiet = true, .colour = true}));
}

Test(suite, as_json)
{
    kit_expect("suite.json", written(&suite_json, (struct suite_options){0}));
}

Test(suite, as_junit)
{
    kit_expect("suite-junit.expected",
               written(&suite_junit, (struct suite_options){0}));
}

Test(suite, as_tap)
{
    kit_expect("suite.tap", written(&suite_tap, (struct suite_options){0}));
}

/* Text stays within a page. */
Test(suite, text_has_eighty_columns)
{
    char *text = written(&suite_text, (struct suite_options){.verbose = true});
    g_auto(GStrv) line = g_strsplit(text, "\n", -1);

    for (unsigned i = 0; line[i]; i++)
        cr_expect_leq(strlen(line[i]), 80, "%s", line[i]);
    free(text);
}

/* The contract: an array, an object for each case, in order. */
Test(suite, json_reads_back)
{
    char *text = written(&suite_json, (struct suite_options){0});
    JsonParser *parser = json_parser_new();
    JsonArray *all;
    JsonObject *one, *hazard;

    cr_assert(json_parser_load_from_data(parser, text, -1, NULL));
    all = json_node_get_array(json_parser_get_root(parser));
    cr_assert_eq(json_array_get_length(all), 8);
    one = json_array_get_object_element(all, 1);
    cr_expect_eq(json_object_get_int_member(one, "schema"), 1);
    cr_expect_str_eq(json_object_get_string_member(one, "verdict"),
                     "as-expected");
    cr_expect_str_eq(json_object_get_string_member(
                         json_object_get_object_member(one, "params"), "b"),
                     "y");
    hazard = json_array_get_object_element(
        json_object_get_array_member(one, "hazards"), 0);
    cr_expect_str_eq(json_object_get_string_member(hazard, "kind"),
                     "stale-read");
    cr_expect_eq(json_object_get_int_member(hazard, "line"), 12);
    cr_expect_eq(
        json_array_get_length(json_object_get_array_member(hazard, "trail")),
        3);
    g_object_unref(parser);
    free(text);
}
