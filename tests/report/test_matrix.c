/* A matrix with every feature, as each writer prints it. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "kit.h"
#include "sim/report/matrix_inside.h"

static const char *const scenarios[] = {"toy-buffer"};
static const char *const files[] = {"toy dir/buffer.scn"};
static const char *const platforms[] = {"server"};
static const char *const policies[] = {
    "vmx-6.6",          "vmx-6.10", "vmx-6.14",    "vmx-6.16",
    "vmx-memslot-2024", "svm-6.14", "other-policy"};
static const char *const types[] = {"WC", "WB", "UC-"};
static const char *const fences[] = {"no", "yes"};
static const char *const sizes[] = {"1", "64"};

static const struct matrix_axis axes[] = {
    {"scenario", scenarios, 1, MATRIX_SCENARIO, true },
    {"platform", platforms, 1, MATRIX_PLATFORM, true },
    {"policy",   policies,  7, MATRIX_POLICY,   false},
    {"type",     types,     3, MATRIX_PARAM,    false},
    {"fence",    fences,    2, MATRIX_PARAM,    false},
    {"size",     sizes,     2, MATRIX_PARAM,    false},
};
enum { POLICY = 2, TYPE, FENCE, SIZE, AXES };

static const struct matrix_frame all = {
    .title = "A toy buffer",
    .version = "1.2.3",
    .digest = "00000000deadbeef",
    .axis = axes,
    .file = files,
    .row = {{TYPE, FENCE}, 2},
    .column = {{POLICY},      1},
    .page = {{SIZE},        1},
    .ncase = 84,
    .naxis = AXES,
};

/* What comes out depends on the values only. */
static struct finding
finding_at(const uint32_t *at)
{
    struct finding f = {.stuck_line = SUITE_NOWHERE,
                        .cycles = 100 + 10 * at[SIZE] + at[POLICY],
                        .verdict = SUITE_NO_CLAIM};

    if (at[TYPE] == 0 && at[FENCE] == 0) {
        f.kind = at[POLICY] & 1 ? "stale-read" : "leak";
        f.cause = "stale-clean-line";
        f.victim = at[POLICY] & 1 ? "guest" : "vm2";
        f.severity = at[POLICY] & 1 ? "functional" : "security";
        f.level = at[POLICY] & 1 ? FINDING_FUNCTIONAL : FINDING_SECURITY;
        f.nhazard = 1 + at[SIZE];
    } else if (at[TYPE] == 1 && at[POLICY] == 3) {
        f.refusal = "-EINVAL";
        f.level = FINDING_REFUSED;
    } else if (at[TYPE] == 2 && at[SIZE] == 1) {
        f.stuck_line = 9;
        f.level = FINDING_STUCK;
    }
    return f;
}

static void
each_case(const struct matrix_frame *f,
          void (*take)(const struct matrix_frame *f,
                       const struct matrix_case *c, void *to),
          void *to)
{
    uint32_t at[AXES] = {0};
    struct matrix_case c = {.at = at, .type = "WC"};

    for (; c.number < f->ncase; c.number++) {
        uint64_t rest = c.number;

        at[POLICY] = (uint32_t) (rest % 7);
        at[SIZE] = (uint32_t) (rest / 7 % 2);
        at[FENCE] = (uint32_t) (rest / 14 % 2);
        at[TYPE] = (uint32_t) (rest / 28);
        c.finding = finding_at(at);
        c.failed = at[POLICY] == 6 && at[TYPE] == 1;
        take(f, &c, to);
    }
}

static void
add(const struct matrix_frame *f, const struct matrix_case *c, void *to)
{
    (void) f;
    matrix_add(to, c);
}

static char *
written(const struct matrix_frame *f, const struct report_writer *w, bool ascii)
{
    struct matrix *m = matrix_new(f);
    struct report_look look = {.ascii = ascii};
    struct report *r;
    char *text = NULL;
    size_t length = 0;
    FILE *out = kit_open(&text, &length);

    each_case(f, add, m);
    r = matrix_report(m, w == &report_text);
    w->write(r, &look, out);
    report_free(r);
    matrix_free(m);
    fclose(out);
    return text;
}

struct streaming {
    const struct matrix_stream *stream;
    FILE *out;
};

static void
stream(const struct matrix_frame *f, const struct matrix_case *c, void *to)
{
    const struct streaming *s = to;

    s->stream->one(f, c, s->out);
}

static char *
streamed(const struct matrix_stream *s)
{
    char *text = NULL;
    size_t length = 0;
    struct streaming to = {s, kit_open(&text, &length)};

    s->begin(&all, to.out);
    each_case(&all, stream, &to);
    s->end(&all, to.out);
    fclose(to.out);
    return text;
}

static void
expect_narrow(const char *text)
{
    g_auto(GStrv) line = g_strsplit(text, "\n", -1);

    for (unsigned i = 0; line[i]; i++)
        cr_expect_leq(g_utf8_strlen(line[i], -1), 80, "%s", line[i]);
}

Test(matrix, as_text)
{
    char *text = written(&all, &report_text, false);

    expect_narrow(text);
    kit_expect("matrix.txt", text);
}

/* An axis on no side: the worst of it, marked where it makes a difference. */
Test(matrix, folded_in_ascii)
{
    struct matrix_frame f = all;
    char *text;

    f.page.n = 0;
    f.explored = true;
    text = written(&f, &report_text, true);
    for (const char *c = text; *c; c++)
        cr_assert((unsigned char) *c < 0x80);
    expect_narrow(text);
    kit_expect("matrix-folded.txt", text);
}

Test(matrix, of_cycles_in_one_column)
{
    struct matrix_frame f = all;

    f.row = (struct matrix_side){{POLICY}, 1};
    f.column.n = f.page.n = 0;
    f.shows = MATRIX_CYCLES;
    kit_expect("matrix-cycles.txt", written(&f, &report_text, true));
}

/* Pages whose cells say the same are one table. */
Test(matrix, equal_pages_are_one)
{
    struct matrix_frame f = all;
    char *text;

    f.row = (struct matrix_side){{POLICY}, 1};
    f.column.n = 0;
    f.page = (struct matrix_side){
        {TYPE, FENCE, SIZE},
        3
    };
    text = written(&f, &report_text, true);
    expect_narrow(text);
    kit_expect("matrix-merged.txt", text);
}

Test(matrix, as_markdown)
{
    kit_expect("matrix.md", written(&all, &report_markdown, false));
}

Test(matrix, as_csv)
{
    kit_expect("matrix.csv", streamed(&matrix_csv));
}

Test(matrix, as_json)
{
    char *text = streamed(&matrix_json);
    JsonParser *parser = json_parser_new();
    JsonObject *one;

    cr_assert(json_parser_load_from_data(parser, text, -1, NULL));
    one = json_array_get_object_element(
        json_node_get_array(json_parser_get_root(parser)), 8);
    cr_expect_eq(json_object_get_int_member(one, "cell"), 8);
    cr_expect_str_eq(json_object_get_string_member(one, "explain"),
                     "mtsim explain --policy vmx-6.10 --param "
                     "type=WC,fence=no,size=64 'toy dir/buffer.scn'");
    g_object_unref(parser);
    kit_expect("matrix.json", text);
}

/* Whatever the order of adding, the same cells. */
Test(matrix, worst_does_not_depend_on_order)
{
    struct matrix_frame f = all;
    struct matrix *m;
    uint32_t at[2][AXES] = {
        {0 },
        { 0, 0, 0, 0, 0, 1}
    };
    const struct matrix_case c[] = {
        {.number = 0, .at = at[0], .type = "", .finding = finding_at(at[0])},
        {.number = 7, .at = at[1], .type = "", .finding = finding_at(at[1])},
    };

    f.page.n = 0;
    for (unsigned first = 0; first < 2; first++) {
        m = matrix_new(&f);
        matrix_add(m, &c[first]);
        matrix_add(m, &c[1 - first]);
        cr_expect_eq(m->cell[0].worst.number, 7);
        cr_expect_eq(m->cell[0].ncase, 2);
        cr_expect_not(m->cell[0].differs, "both say 'leak vm2'");
        matrix_free(m);
    }
}

Test(matrix, has_a_limit)
{
    static const char *const many[4096] = {0};
    static const struct matrix_axis wide[] = {
        {"a", many, 4096, MATRIX_PARAM, false},
        {"b", many, 4096, MATRIX_PARAM, false},
        {"c", many, 4096, MATRIX_PARAM, false},
        {"d", many, 4096, MATRIX_PARAM, false},
        {"e", many, 4096, MATRIX_PARAM, false},
        {"f", many, 4096, MATRIX_PARAM, false},
    };
    struct matrix_frame f = {
        .axis = wide, .naxis = 6, .row = {{0, 1}, 2}
    };

    cr_expect_null(matrix_new(&f));
    cr_expect_eq(matrix_cells(&f), 1 << 24);
    f.row = (struct matrix_side){
        {0, 1, 2, 3, 4, 5},
        6
    };
    cr_expect_eq(matrix_cells(&f), UINT64_MAX);
}

/* Each shade is the same factor: 64 is six times 2. */
Test(matrix, shades_by_the_logarithm)
{
    const struct matrix_scale scale = {100, 6400}, flat = {7, 7}, none = {0};
    static const uint64_t cycles[] = {100,  199,  200,  399,  400, 800,
                                      1600, 3199, 3200, 6400, 9999};
    static const unsigned shade[] = {0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 5};

    for (unsigned i = 0; i < G_N_ELEMENTS(cycles); i++)
        cr_expect_eq(matrix_shade(&scale, cycles[i]), shade[i], "%u",
                     (unsigned) cycles[i]);
    cr_expect_eq(matrix_shade(&flat, 7), 0);
    cr_expect_eq(matrix_shade(&none, 0), 0);
}
