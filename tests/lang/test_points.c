/* Points: their order, their choice, their text. */
#include "tests/lang/kit.h"

#define THREE                                                                  \
    "scenario s\nparam a = x y\nparam n = 1 2 4K\nunder all: never any\n"

static char *
texts(struct kit *k, const char *const *filter)
{
    struct points *points = points_new(k->script, filter, k->sink);
    GString *out = g_string_new(NULL);

    for (uint64_t i = 0; points && i < points_count(points); i++) {
        struct point at;

        points_get(points, i, &at);
        g_string_append_printf(out, "%s\n",
                               point_text(k->script, &at, &k->arena));
    }
    points_free(points);
    return g_string_free(out, FALSE);
}

static void
expect_points(const char *text, const char *const *filter, const char *wanted)
{
    struct kit *k = kit_open(text);
    char *got = texts(k, filter);

    cr_expect_str_eq(got, wanted, "---- has\n%s---- and not\n%s", got, wanted);
    g_free(got);
    kit_close(k);
}

Test(lang_points, the_last_parameter_changes_fastest)
{
    expect_points(THREE, NULL,
                  "a=x n=1\na=x n=2\na=x n=4K\na=y n=1\na=y n=2\na=y n=4K\n");
}

Test(lang_points, without_parameters_there_is_one)
{
    expect_points("scenario s\nunder all: never any\n", NULL, "\n");
}

Test(lang_points, filters)
{
    const char *one[] = {"a=y", NULL}, *two[] = {"n=4K|1", "a=x", NULL};

    expect_points(THREE, one, "a=y n=1\na=y n=2\na=y n=4K\n");
    expect_points(THREE, two, "a=x n=1\na=x n=4K\n");
}

Test(lang_points, filters_that_are_wrong)
{
    static const struct {
        const char *filter, *fault;
    } bad[] = {
        {"a",     "0:0 E201 'a': a parameter is chosen as NAME=VALUE\n"},
        {"b=x",   "0:0 E201 'b=x': no such parameter\n"                },
        {"a=z",   "0:0 E204 parameter 'a' has no value 'z'\n"          },
        {"a=x|z", "0:0 E204 parameter 'a' has no value 'z'\n"          },
        {"a=",    "0:0 E204 parameter 'a' has no value ''\n"           },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct kit *k = kit_open(THREE);
        const char *filter[] = {bad[i].filter, NULL};
        char *faults;

        cr_expect_null(points_new(k->script, filter, k->sink));
        faults = kit_faults(k->sink);
        cr_expect_str_eq(faults, bad[i].fault);
        g_free(faults);
        kit_close(k);
    }
}

/* "param NAME = 0 1 ... N-1" */
static void
add_param(GString *text, const char *name, unsigned n)
{
    g_string_append_printf(text, "param %s =", name);
    for (unsigned i = 0; i < n; i++)
        g_string_append_printf(text, " %u", i);
    g_string_append_c(text, '\n');
}

Test(lang_points, limits)
{
    GString *text = g_string_new("scenario s\n");

    add_param(text, "a", 4096);
    add_param(text, "b", 4096);
    g_string_append(text, "under all: never any\n");
    kit_expect(text->str, "");
    add_param(text, "c", 2);
    kit_expect(text->str, "5:1 E209 33554432 points are more than 16777216; "
                          "give parameters fewer values, or divide them among "
                          "scenarios\n");
    g_string_assign(text, "scenario s\nunder all: never any\n");
    add_param(text, "d", 4097);
    kit_expect(text->str, "3:1 E209 a parameter has more than 4096 values\n");
    g_string_assign(text, "scenario s\nunder all: never any\n");
    for (unsigned i = 0; i < 33; i++) {
        char name[8];

        g_snprintf(name, sizeof name, "p%u", i);
        add_param(text, name, 1);
    }
    kit_expect(text->str, "35:1 E209 more than 32 parameters\n");
    g_string_free(text, TRUE);
}

Test(lang_points, a_large_matrix_is_checked_by_what_shapes_it)
{
    GString *text = g_string_new("scenario s\nram a 4K owner guest\n");
    struct kit *k;

    add_param(text, "v", 4096);
    add_param(text, "w", 4096);
    g_string_append(text, "cpu0 guest: store a $v\n"
                          "cpu0 guest: store a+8 $w\n"
                          "under all: never any\n");
    k = kit_open(text->str);
    cr_expect(k->ok);
    cr_expect_eq(
        kit_experiment(k, (1 << 24) - 1)->plan.step[2].operand[1].number, 4095);
    g_string_free(text, TRUE);
    kit_close(k);
}

/* How many points one filter leaves; 0: it is wrong. */
static uint64_t
left_by(struct kit *k, const char *filter)
{
    const char *const filters[] = {filter, NULL};
    struct diag_sink *sink = diag_sink_new();
    struct points *p = points_new(k->script, filters, sink);
    uint64_t n = p ? points_count(p) : 0;

    points_free(p);
    diag_sink_free(sink);
    return n;
}

Test(lang_points, ranges_and_all)
{
    struct kit *k = kit_open("scenario s\nparam a = 1 2 0x4 8 4K x\n"
                             "under all: never any\n");

    cr_assert(k->ok);
    cr_expect_eq(left_by(k, "a=all"), 6);
    cr_expect_eq(left_by(k, "a=2..8"), 3);
    cr_expect_eq(left_by(k, "a=1|4..5000|x"), 5);
    cr_expect_eq(left_by(k, "a=5..7"), 0);
    cr_expect_eq(left_by(k, "a=8..2"), 0);
    cr_expect_eq(left_by(k, "a=1.."), 0);
    cr_expect_eq(left_by(k, "a=..2"), 0);
    kit_close(k);
}

Test(lang_points, matrix)
{
    struct kit *k = kit_open("scenario s\nparam a = x y\nparam policy = 1 2\n"
                             "matrix rows a, platform columns policy\n");
    struct script_matrix m;

    cr_assert(k->ok, "a matrix takes the place of expectations");
    cr_assert(script_matrix(k->script, &m));
    cr_assert_eq(m.nrow, 2);
    cr_assert_eq(m.ncolumn, 1);
    cr_expect_str_eq(m.row[0], "a");
    cr_expect_str_eq(m.row[1], "platform");
    cr_expect_str_eq(m.column[0], "policy");
    kit_close(k);
    k = kit_open("scenario s\nunder all: never any\n");
    cr_expect_not(script_matrix(k->script, &m));
    kit_close(k);
}

Test(lang_points, about)
{
    struct kit *k = kit_open("scenario s\ntitle \"a \\\"t\\\"\"\n"
                             "cite \"d\" \"q\"\ncite \"e\"\nkind procedure\n"
                             "param a = x 0x10\nunder all: never any\n");
    const char *quote;

    cr_expect(k->ok);
    cr_expect_str_eq(script_name(k->script), "s");
    cr_expect_str_eq(script_title(k->script), "a \"t\"");
    cr_expect_str_eq(script_kind(k->script), "procedure");
    cr_expect_eq(script_ncite(k->script), 2);
    cr_expect_str_eq(script_cite(k->script, 0, &quote), "d");
    cr_expect_str_eq(quote, "q");
    cr_expect_str_eq(script_cite(k->script, 1, &quote), "e");
    cr_expect_null(quote);
    cr_expect_eq(script_nparam(k->script), 1);
    cr_expect_str_eq(script_param(k->script, 0).value[1], "0x10");
    kit_close(k);
}
