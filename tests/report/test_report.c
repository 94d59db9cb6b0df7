/* One document with every feature, as each writer prints it. */
#include <string.h>

#include "kit.h"
#include "sim/report/report.h"
#include "sim/report/wrap.h"

static void
toy_rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    static const char *const rows[][5] = {
        {"WB", "WB", "0", "WB", "-"       },
        {"WB", "UC", "0", "UC", "optional"},
        {"UC", "WB", "0", "UC", "required"},
        {"UC", "UC", "0", "UC", "required"},
        {"WB", "WB", "1", "WB", "-"       },
        {"WB", "UC", "1", "UC", "optional"},
        {"UC", "WB", "1", "WB", "-"       },
        {"UC", "UC", "1", "UC", "optional"},
    };

    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
        emit(to, rows[i]);
}

static const char *const toy_column[] = {"inner", "outer", "force", "effective",
                                         "snoop"};
static const char *const toy_note[] = {
    "optional: a note that is long enough to need a second line, as notes "
    "often are",
    NULL};

static const struct table toy = {.name = "toy",
                                 .title = "Inner and outer type",
                                 .cite = "a manual, Table 1",
                                 .column = toy_column,
                                 .ncolumn = 5,
                                 .row_axis = 0,
                                 .col_axis = 1,
                                 .first_value = 3,
                                 .note = toy_note,
                                 .rows = toy_rows};

static char *
written(const struct report_writer *w, bool ascii, bool flat)
{
    struct report *r = report_new("A document");
    struct report_table *t;
    const struct report_look look = {.ascii = ascii};
    char *text = NULL;
    size_t length = 0;
    FILE *out = kit_open(&text, &length);

    report_paragraph(r, "A paragraph of so many words that it does not fit "
                        "into one line of eighty columns.");
    t = report_table(r, "wide", NULL, NULL);
    report_column(t, "name");
    report_column(t, "what | it is");
    report_column(t, "more, with \"quotes\"");
    report_row(t, (const char *const[]){
                      "first", "one two three four five six seven eight nine",
                      "ten eleven twelve thirteen fourteen fifteen sixteen"});
    report_row(t, (const char *const[]){"second", "a|b \\ c", "d, \"e\""});
    report_row(t, (const char *const[]){"größer", "", NULL});
    if (flat)
        report_flat(r, &toy);
    else
        report_pivot(r, &toy);
    w->write(r, &look, out);
    fclose(out);
    report_free(r);
    return text;
}

Test(report, as_text)
{
    kit_expect("report.txt", written(&report_text, false, false));
}

Test(report, as_ascii_text)
{
    kit_expect("report-ascii.txt", written(&report_text, true, true));
}

Test(report, as_markdown)
{
    kit_expect("report.md", written(&report_markdown, false, false));
}

Test(report, as_csv)
{
    kit_expect("report.csv", written(&report_csv, false, true));
}

Test(report, as_json)
{
    kit_expect("report.json", written(&report_json, false, true));
}

Test(report, readers_get_what_a_table_is_folded_to)
{
    const struct table *const parts[] = {&toy, &toy, NULL};
    struct table folded = toy;
    struct report *r = report_new(NULL), *flat = report_new(NULL);

    folded.folded = parts;
    report_pivot(r, &folded);
    report_flat(flat, &folded);
    cr_expect_eq(r->part->len, 4, "two tables of two blocks each");
    cr_expect_eq(flat->part->len, 1, "programs get the rows");
    report_free(r);
    report_free(flat);
}

Test(report, ascii_is_ascii_but_for_the_text)
{
    char *text = written(&report_text, true, false);

    cr_expect_null(strstr(text, "─"));
    cr_expect_null(strstr(text, "│"));
    free(text);
}

Test(wrap, breaks_at_blanks_only)
{
    g_autoptr(GString) out = g_string_new("  ");
    g_autofree char *word = g_strnfill(100, 'x');

    wrap(out, word, 2);
    cr_expect_eq(out->len, 103, "a long word stays whole");
    g_string_assign(out, "");
    wrap(out, "", 4);
    cr_expect_str_eq(out->str, "\n");
    g_string_assign(out, "");
    wrap(out, "a\u00a0b   c", 0);
    cr_expect_str_eq(out->str, "a b c\n");
    cr_expect_eq(columns("größer"), 6);
}
