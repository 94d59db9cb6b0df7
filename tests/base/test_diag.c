/* Diagnostics: what is collected, how it is printed, that all is explained. */
#include <criterion/criterion.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/diag.h"

/* One fault at [from, to) of a text, as printed. */
static char *
printed(const char *text, size_t length, uint32_t from, uint32_t to)
{
    struct source *src = source_new("bad.scn", text, length);
    struct diag_sink *sink = diag_sink_new();
    char *out = NULL;
    size_t size;
    FILE *f = open_memstream(&out, &size);

    diag_add(sink, DIAG_SYNTAX, (struct span){src, from, to}, "wrong");
    diag_print_all(sink, f, false);
    fclose(f);
    diag_sink_free(sink);
    source_free(src);
    return out;
}

static char *
all_printed(struct diag_sink *sink, bool colour)
{
    char *out = NULL;
    size_t size;
    FILE *f = open_memstream(&out, &size);

    diag_print_all(sink, f, colour);
    fclose(f);
    return out;
}

// clang-format off
static const struct {
    const char *says, *text;
    uint32_t from, to;
    const char *out;
} carets[] = {
    {"one word", "map WB\n", 4, 6,
     "bad.scn:1:5: error: wrong [E101]\n"
     "    1 | map WB\n"
     "      |     ^~\n"},
    {"tabs are copied", "a\n\tmap\tWB x\n", 7, 9,
     "bad.scn:2:6: error: wrong [E101]\n"
     "    2 | \tmap\tWB x\n"
     "      | \t   \t^~\n"},
    {"a tab inside the span", "a\tb", 0, 3,
     "bad.scn:1:1: error: wrong [E101]\n"
     "    1 | a\tb\n"
     "      | ^~~\n"},
    {"nothing there", "map\nx", 3, 3,
     "bad.scn:1:4: error: wrong [E101]\n"
     "    1 | map\n"
     "      |    ^\n"},
    {"at the end of the file", "map", 3, 3,
     "bad.scn:1:4: error: wrong [E101]\n"
     "    1 | map\n"
     "      |    ^\n"},
    {"after the last newline", "map\n", 4, 4,
     "bad.scn:2:1: error: wrong [E101]\n"
     "    2 | \n"
     "      | ^\n"},
    {"an empty file", "", 0, 0,
     "bad.scn:1:1: error: wrong [E101]\n"
     "    1 | \n"
     "      | ^\n"},
    {"two bytes, one column", "\xc3\xa9\xc3\xa9 x", 5, 6,
     "bad.scn:1:4: error: wrong [E101]\n"
     "    1 | \xc3\xa9\xc3\xa9 x\n"
     "      |    ^\n"},
    {"a wide character takes two columns", "\xe6\xbc\xa2 x", 4, 5,
     "bad.scn:1:3: error: wrong [E101]\n"
     "    1 | \xe6\xbc\xa2 x\n"
     "      |    ^\n"},
    {"a combining one takes none", "e\xcc\x81 x", 4, 5,
     "bad.scn:1:4: error: wrong [E101]\n"
     "    1 | e\xcc\x81 x\n"
     "      |   ^\n"},
    {"control bytes are shown", "a\x1b[2Jb x", 7, 8,
     "bad.scn:1:8: error: wrong [E101]\n"
     "    1 | a\\x1b[2Jb x\n"
     "      |           ^\n"},
    {"bytes that are no text are shown", "\xff\xc3 x", 0, 2,
     "bad.scn:1:1: error: wrong [E101]\n"
     "    1 | \\xff\\xc3 x\n"
     "      | ^~~~~~~~\n"},
    {"text that changes direction is shown", "\xe2\x80\xae x", 4, 5,
     "bad.scn:1:3: error: wrong [E101]\n"
     "    1 | \\xe2\\x80\\xae x\n"
     "      |              ^\n"},
    {"CR of a line end is not", "map WB\r\nx", 4, 6,
     "bad.scn:1:5: error: wrong [E101]\n"
     "    1 | map WB\n"
     "      |     ^~\n"},
    {"over two lines: the first", "map WB\nx", 4, 8,
     "bad.scn:1:5: error: wrong [E101]\n"
     "    1 | map WB\n"
     "      |     ^~\n"},
};
// clang-format on

Test(diag, the_caret_is_below_the_fault)
{
    for (size_t i = 0; i < G_N_ELEMENTS(carets); i++) {
        char *out = printed(carets[i].text, strlen(carets[i].text),
                            carets[i].from, carets[i].to);

        cr_expect_str_eq(out, carets[i].out, "%s:\n%s", carets[i].says, out);
        free(out);
    }
}

Test(diag, a_nul_byte_is_shown)
{
    char *out = printed("a\0b", 3, 2, 3);

    cr_expect_str_eq(out, "bad.scn:1:3: error: wrong [E101]\n"
                          "    1 | a\\x00b\n"
                          "      |      ^\n");
    free(out);
}

/* A line of length copies of fill with one word at `at`: cut to 80 columns, the
 * caret below the word's first letter. */
static void
expect_cut(const char *fill, size_t length, size_t at)
{
    GString *text = g_string_new("first line\n");
    g_auto(GStrv) lines = NULL;
    char *out, *word, *caret;
    uint32_t from;

    for (size_t i = 0; i < at; i++)
        g_string_append(text, fill);
    from = (uint32_t) text->len;
    g_string_append(text, "WORD");
    for (size_t i = at; i < length; i++)
        g_string_append(text, fill);
    g_string_append(text, "\nlast line\n");

    out = printed(text->str, text->len, from, from + 4);
    lines = g_strsplit(out, "\n", -1);
    cr_assert_eq(g_strv_length(lines), 4);
    cr_expect_leq(g_utf8_strlen(lines[1], -1), 80, "%s", lines[1]);
    cr_expect_leq(g_utf8_strlen(lines[2], -1), 80, "%s", lines[2]);
    word = strstr(lines[1], "WORD");
    caret = strstr(lines[2], "^~~~");
    cr_assert_not_null(word, "'%s' %zu/%zu: %s", fill, at, length, lines[1]);
    cr_assert_not_null(caret, "'%s' %zu/%zu: %s", fill, at, length, lines[2]);
    cr_expect_eq(g_utf8_pointer_to_offset(lines[1], word),
                 g_utf8_pointer_to_offset(lines[2], caret), "%s\n%s", lines[1],
                 lines[2]);
    free(out);
    g_string_free(text, TRUE);
}

Test(diag, a_long_line_is_cut_around_the_caret)
{
    static const char *const fills[] = {"x", "\xc3\xa9", "\t", "ab ", "\x01"};

    for (size_t f = 0; f < G_N_ELEMENTS(fills); f++)
        for (size_t length = 100; length < 2000; length += 333)
            for (size_t at = 0; at <= length; at += 25)
                expect_cut(fills[f], length, at);
    expect_cut("x", 1 << 20, 1 << 19);
}

Test(diag, a_cut_line_shows_both_ends)
{
    char text[200];
    char *out;

    memset(text, '.', sizeof text);
    memcpy(text + 100, "WORD", 4);
    out = printed(text, sizeof text, 100, 104);
    cr_expect_str_eq(out, "bad.scn:1:101: error: wrong [E101]\n"
                          "    1 | .............................."
                          "WORD......................................\n"
                          "      |                               ^~~~\n");
    free(out);
}

/* ---- the sink ---- */

Test(diag, what_is_recorded_can_be_looked_at)
{
    struct source *src = source_new("a", "some text", 9);
    struct diag_sink *sink = diag_sink_new();
    const struct diag *d;

    diag_add(sink, DIAG_NAME_TWICE, (struct span){src, 5, 9}, "'%s' again",
             "text");
    diag_note(sink, (struct span){src, 0, 4}, "first defined here");
    cr_assert_eq(diag_count(sink), 1);
    d = diag_at(sink, 0);
    cr_expect_eq(d->id, DIAG_NAME_TWICE);
    cr_expect_eq(d->at.from, 5);
    cr_expect_str_eq(d->message, "'text' again");
    cr_assert_eq(d->notes->len, 1);
    cr_expect_eq(diag_errors(sink), 1);
    cr_expect_eq(diag_warnings(sink), 0);
    cr_expect(!diag_enough(sink));
    diag_sink_free(sink);
    source_free(src);
}

Test(diag, notes_are_printed_with_their_line)
{
    struct source *src = source_new("a.scn", "ram buf\nram buf\n", 16);
    struct diag_sink *sink = diag_sink_new();
    char *out;

    diag_add(sink, DIAG_NAME_TWICE, (struct span){src, 12, 15},
             "'buf' is defined twice");
    diag_note(sink, (struct span){src, 4, 7}, "first defined here");
    diag_note(sink, (struct span){0}, "a name means one thing");
    out = all_printed(sink, false);
    cr_expect_str_eq(out, "a.scn:2:5: error: 'buf' is defined twice [E202]\n"
                          "    2 | ram buf\n"
                          "      |     ^~~\n"
                          "a.scn:1:5: note: first defined here\n"
                          "    1 | ram buf\n"
                          "      |     ^~~\n"
                          "mtsim: note: a name means one thing\n");
    free(out);
    diag_sink_free(sink);
    source_free(src);
}

Test(diag, without_a_place_the_program_speaks)
{
    struct diag_sink *sink = diag_sink_new();
    char *out;

    diag_add(sink, DIAG_LAYER_TWICE, (struct span){0},
             "'a' and 'b' both decide for layer 'vmm'");
    out = all_printed(sink, false);
    cr_expect_str_eq(out, "mtsim: error: 'a' and 'b' both decide for layer "
                          "'vmm' [E313]\n");
    free(out);
    diag_sink_free(sink);
}

Test(diag, colour_is_on_request_only)
{
    struct source *src = source_new("a.scn", "x", 1);
    struct diag_sink *sink = diag_sink_new();
    char *out;

    diag_add(sink, DIAG_RULE_UNREACHED, (struct span){src, 0, 1}, "unused");
    out = all_printed(sink, true);
    cr_expect_str_eq(out, "a.scn:1:1: \033[1;35mwarning:\033[0m unused "
                          "[E311]\n"
                          "    1 | x\n"
                          "      | \033[1;32m^\033[0m\n");
    free(out);
    diag_sink_free(sink);
    source_free(src);
}

Test(diag, the_same_fault_counts_once)
{
    struct source *src = source_new("a.scn", "abc", 3);
    struct diag_sink *sink = diag_sink_new();
    struct span at = {src, 0, 1};

    for (unsigned i = 0; i < 3; i++) {
        diag_add(sink, DIAG_VALUE, at, "no");
        diag_note(sink, at, "why");
    }
    cr_expect_eq(diag_count(sink), 1);
    cr_expect_eq(diag_errors(sink), 1);
    cr_expect_eq(diag_at(sink, 0)->notes->len, 1, "its notes as well");
    diag_add(sink, DIAG_VALUE, at, "other");
    diag_add(sink, DIAG_KIND, at, "no");
    diag_add(sink, DIAG_VALUE, (struct span){src, 0, 2}, "no");
    cr_expect_eq(diag_errors(sink), 4);
    diag_sink_free(sink);
    source_free(src);
}

Test(diag, the_order_is_that_of_the_files)
{
    struct source *a = source_new("a", "0123456789", 10);
    struct source *b = source_new("b", "0123456789", 10);
    /* as they should come; recorded in every rotation */
    const struct {
        struct span at;
        enum diag_id id;
        const char *message;
    } sorted[] = {
        {{NULL, 0, 0}, DIAG_LAYER_TWICE, "m"},
        {{a, 1, 2},    DIAG_SYNTAX,      "m"},
        {{a, 1, 3},    DIAG_SYNTAX,      "m"},
        {{a, 5, 6},    DIAG_SYNTAX,      "l"},
        {{a, 5, 6},    DIAG_SYNTAX,      "m"},
        {{a, 5, 6},    DIAG_KIND,        "a"},
        {{b, 0, 1},    DIAG_SYNTAX,      "m"},
    };
    const unsigned n = G_N_ELEMENTS(sorted);

    for (unsigned first = 0; first < n; first++) {
        struct diag_sink *sink = diag_sink_new();

        for (unsigned i = 0; i < n; i++) {
            unsigned k = (first + i) % n;

            diag_add(sink, sorted[k].id, sorted[k].at, "%s", sorted[k].message);
        }
        diag_sort(sink);
        for (unsigned i = 0; i < n; i++) {
            cr_expect_eq(diag_at(sink, i)->id, sorted[i].id);
            cr_expect_eq(diag_at(sink, i)->at.from, sorted[i].at.from);
            cr_expect_str_eq(diag_at(sink, i)->message, sorted[i].message);
        }
        diag_sink_free(sink);
    }
    source_free(a);
    source_free(b);
}

static unsigned
count_of(const char *text, const char *part)
{
    unsigned count = 0;

    while ((text = strstr(text, part))) {
        count++;
        text++;
    }
    return count;
}

Test(diag, twenty_are_printed_and_the_rest_counted)
{
    char text[100];
    struct source *src;
    struct diag_sink *sink = diag_sink_new();
    char *out;

    memset(text, 'x', sizeof text);
    src = source_new("a.scn", text, sizeof text);
    for (uint32_t i = 0; i < 50; i++) {
        diag_add(sink, DIAG_INPUT_UNMET, (struct span){src, i, i + 1}, "w");
        diag_add(sink, DIAG_SYNTAX, (struct span){src, 50 + i, 51 + i}, "e");
    }
    out = all_printed(sink, false);
    cr_expect_eq(count_of(out, "error: e [E101]"), DIAG_PRINT_MAX);
    cr_expect_eq(count_of(out, "warning: w [E312]"), DIAG_PRINT_MAX);
    cr_expect(g_str_has_suffix(out, "\n30 more errors\n30 more warnings\n"));
    free(out);
    diag_sink_free(sink);
    source_free(src);
}

Test(diag, a_sink_is_bounded)
{
    struct source *src = source_new("a.scn", "x", 1);
    struct diag_sink *sink = diag_sink_new();
    const unsigned extra = 1000;
    char *out;

    for (unsigned i = 0; i < DIAG_KEEP_MAX + extra; i++) {
        diag_add(sink, DIAG_SYNTAX, (struct span){src, 0, 1}, "%u", i);
        diag_note(sink, (struct span){0}, "note");
    }
    cr_expect_eq(diag_count(sink), DIAG_KEEP_MAX);
    cr_expect_eq(diag_errors(sink), DIAG_KEEP_MAX + extra);
    cr_expect(diag_enough(sink));
    out = all_printed(sink, false);
    cr_expect(g_str_has_suffix(out, "\n5076 more errors\n"), "%s",
              strrchr(out, ']'));
    free(out);
    diag_sink_free(sink);
    source_free(src);
}

Test(diag, a_message_is_bounded_and_harmless)
{
    g_autofree char *word = g_strnfill(1 << 20, 'x');
    struct diag_sink *sink = diag_sink_new();
    char *out;

    diag_add(sink, DIAG_NAME_UNKNOWN, (struct span){0}, "'%s'", word);
    diag_add(sink, DIAG_NAME_UNKNOWN, (struct span){0}, "'a\nb\x1b[2J'");
    out = all_printed(sink, false);
    cr_expect_lt(strlen(out), 600);
    cr_expect(strstr(out, "xxx... [E201]"));
    cr_expect(strstr(out, "'a\\x0ab\\x1b[2J' [E201]"));
    free(out);
    diag_sink_free(sink);
}

/* ---- the list ---- */

Test(diag, numbers_are_unique_and_found)
{
    for (enum diag_id id = DIAG_NONE + 1; id < DIAG_COUNT; id++) {
        const struct diag_info *info = diag_info(id);

        cr_expect_eq(diag_find(info->number), id, "E%u", info->number);
        cr_expect(info->number >= 100 && info->number < 1000, "E%u",
                  info->number);
        cr_expect(info->severity == DIAG_ERROR ||
                  info->severity == DIAG_WARNING);
    }
    cr_expect_eq(diag_find(0), DIAG_NONE);
    cr_expect_eq(diag_find(999), DIAG_NONE);
}

static unsigned
lines_of(const char *text)
{
    return count_of(text, "\n") + 1;
}

Test(diag, every_number_is_explained)
{
    for (enum diag_id id = DIAG_NONE + 1; id < DIAG_COUNT; id++) {
        const struct diag_info *info = diag_info(id);
        const struct diag_text *t = diag_text(id);
        unsigned number = info->number;
        g_auto(GStrv) lines = NULL;
        char *out = NULL;
        size_t size;
        FILE *f;

        cr_assert_not_null(t->text, "E%u has no text in diag_text.c", number);
        cr_assert_not_null(t->example, "E%u has no example", number);
        cr_expect(lines_of(t->text) >= 2 && lines_of(t->text) <= 8, "E%u",
                  number);
        cr_expect(g_str_has_suffix(t->text, "."), "E%u: sentences", number);
        cr_expect_leq(lines_of(t->example), 8, "E%u", number);
        cr_expect(g_ascii_islower(*info->summary), "E%u: lower case", number);
        cr_expect(!g_str_has_suffix(info->summary, "."), "E%u", number);

        f = open_memstream(&out, &size);
        cr_expect(diag_explain(number, f));
        fclose(f);
        lines = g_strsplit(out, "\n", -1);
        cr_expect(g_str_has_suffix(lines[0], info->summary), "E%u", number);
        for (unsigned i = 0; lines[i]; i++)
            cr_expect_leq(strlen(lines[i]), 76, "E%u: %s", number, lines[i]);
        free(out);
    }
}

Test(diag, an_explanation_has_title_text_and_example)
{
    char *out = NULL;
    size_t size;
    FILE *f = open_memstream(&out, &size);

    cr_expect(diag_explain(117, f));
    cr_expect(!diag_explain(118, f), "no such number");
    cr_expect(!diag_explain(0, f));
    fclose(f);
    cr_expect(g_str_has_prefix(out, "E117: a number does not fit its field\n\n"
                                    "The number is larger than"),
              "%s", out);
    cr_expect(strstr(out, "\n\nExample:\n\n    ram buf 4K at 0x1_0000"), "%s",
              out);
    free(out);
}
