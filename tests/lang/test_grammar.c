/* The grammar: every form has an example that is taken; text and tree go round;
 * the pages that print the grammar print this one. */
#include "sim/lang/grammar.h"
#include "tests/lang/kit.h"

static struct syntax *
parse(const struct source *src, struct diag_sink *sink)
{
    return syntax_parse(&scenario_grammar, src, sink);
}

/* Demand that printing changes only what means nothing, and only once. */
static void
round_trip(const char *text, const char *canonical)
{
    struct diag_sink *sink = diag_sink_new();
    struct source *src = source_new("t", text, strlen(text)), *again;
    struct syntax *one = parse(src, sink), *two;
    GString *first = g_string_new(NULL), *second = g_string_new(NULL);
    char *faults = kit_faults(sink);

    cr_assert_str_eq(faults, "", "%s%s", text, faults);
    syntax_print(one, first);
    again = source_new("t", first->str, first->len);
    two = parse(again, sink);
    syntax_print(two, second);
    cr_expect(syntax_equal(one, two), "another tree after printing:\n%s", text);
    cr_expect_str_eq(first->str, second->str);
    if (canonical)
        cr_expect_str_eq(first->str, canonical, "%s---- became\n%s", text,
                         first->str);
    g_free(faults);
    g_string_free(first, TRUE);
    g_string_free(second, TRUE);
    syntax_free(one);
    syntax_free(two);
    source_free(src);
    source_free(again);
    diag_sink_free(sink);
}

Test(lang_grammar, every_form_has_an_example_that_is_taken)
{
    unsigned examples = 0;

    for (uint32_t i = 0; i < scenario_grammar.nform; i++) {
        const struct form *f = &scenario_grammar.form[i];
        char *line;

        if (f->keyword && f->keyword[0] == '<')
            continue;
        cr_expect_not_null(f->says);
        cr_assert_not_null(f->example, "no example of form %u", i);
        line = g_strdup_printf("%s\n", f->example);
        round_trip(line, NULL);
        g_free(line);
        examples++;
    }
    cr_expect_eq(examples, 36, "%u examples", examples);
}

/* Text, and what it becomes. */
// clang-format off
static const struct {
    const char *text, *canonical;
} printed[] = {
    {"", ""},
    {"\n\n\n", ""},
    {"# alone", "# alone\n"},
    {"\n\n#a  \t\n\n\n\n# b\n\n", "#a\n\n# b\n"},
    {"scenario   s\n\ttitle\t\"a  b\"\ncite \"d\"   \"q\"\n",
     "scenario s\n  title \"a  b\"\n  cite \"d\" \"q\"\n"},
    {"# on the title\ntitle \"t\"\n", "  # on the title\n  title \"t\"\n"},
    {"ram   b  4K   at 0x1_000 owner guest# why\n",
     "ram b 4K at 0x1_000 owner guest  # why\n"},
    {"ram b 4K vma $x,warm  ,cold owner guest\n",
     "ram b 4K vma $x, warm, cold owner guest\n"},
    {"iommu   u big has  $w ,walks\nioas a   $k\n",
     "iommu u big has $w, walks\nioas a $k\n"},
    {"device d group 0x1 pcie deaf ,$p behind $u no-snoop# why\n",
     "device d group 0x1 pcie deaf, $p behind $u no-snoop  # why\n"},
    {"cpu0 guest  :load buf [ 0 .. 4K ]->r0\n",
     "cpu0 guest: load buf[0..4K] -> r0\n"},
    {"cpu0:load b + 8\n", "cpu0: load b+8\n"},
    {"cpu0: load b[ .. ]\n", "cpu0: load b[..]\n"},
    {"cpu0: await flag==1\n", "cpu0: await flag == 1\n"},
    {"when a = b | c  d != e : when f=g:gpu:dma-read buf\n",
     "when a=b|c d!=e: when f=g: gpu: dma-read buf\n"},
    {"under a + b , c with x = 1:expect count( zap )>=2\n",
     "under a+b, c with x=1: expect count(zap) >= 2\n"},
    {"under all:expect arrived bar=[ 8 @ 0,64 @ 64 ]\n",
     "under all: expect arrived bar = [8@0, 64@64]\n"},
    {"under all: expect arrived bar = [ ]\n",
     "under all: expect arrived bar = []\n"},
    {"param p=a b\nmap guest buf as $p\n",
     "param p = a b\nmap guest buf as $p\n"},
    {"thread t {# open\n\n\n# in\n\n\n\ncpu0: fence\n\n\n}# shut\n",
     "thread t {  # open\n  # in\n\n  cpu0: fence\n}  # shut\n"},
    {"thread t {\nschedule {\nevict buf\n# last\n}\n}\n",
     "thread t {\n  schedule {\n    evict buf\n    # last\n  }\n}\n"},
    {"when a=b: schedule {\nevict buf\n}\n",
     "when a=b: schedule {\n  evict buf\n}\n"},
    {"ram b 4K\r\n\r\n\r\nram c 4K # x\r\n", "ram b 4K\n\nram c 4K  # x\n"},
    {"title \"gr\xc3\xbc\xc3\x9f \\\"dich\\\"\" # \xe2\x86\x92\n",
     "  title \"gr\xc3\xbc\xc3\x9f \\\"dich\\\"\"  # \xe2\x86\x92\n"},
    {"adversary cpu0 guest:up to 3{\nstore b 1\nload b\n}\n",
     "adversary cpu0 guest: up to 3 {\n  store b 1\n  load b\n}\n"},
    {"theorem t:not p under a,b when c=d\n",
     "theorem t: not p under a, b when c=d\n"},
};
// clang-format on

Test(lang_grammar, canonical_text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(printed); i++)
        round_trip(printed[i].text, printed[i].canonical);
}

Test(lang_grammar, a_statement_alone)
{
    const char *text = "when  a=b :  cpu0  host:load  buf->r0  # why\n";
    struct diag_sink *sink = diag_sink_new();
    struct source *src = source_new("t", text, strlen(text));
    struct syntax *t = parse(src, sink);
    GString *out = g_string_new(NULL);

    syntax_print_statement(t, 1, out);
    cr_expect_str_eq(out->str, "when a=b: cpu0 host: load buf -> r0");
    g_string_truncate(out, 0);
    syntax_print_statement(t, syntax_statement(t, 1), out);
    cr_expect_str_eq(out->str, "cpu0 host: load buf -> r0");
    g_string_free(out, TRUE);
    syntax_free(t);
    source_free(src);
    diag_sink_free(sink);
}

/* The lines of a C comment between two of its lines. */
static char *
cut(const char *text, const char *from, const char *to, const char *prefix)
{
    const char *start = strstr(text, from), *end;
    GString *out = g_string_new(NULL);
    char **lines;

    cr_assert_not_null(start, "no '%s'", from);
    end = strstr(start, to);
    cr_assert_not_null(end, "no '%s'", to);
    while (start > text && start[-1] != '\n')
        start--;
    lines = g_strsplit(start, "\n", -1);
    for (char **l = lines; *l && start < end; l++) {
        const char *line =
            g_str_has_prefix(*l, prefix) ? *l + strlen(prefix) : *l;

        g_string_append_printf(out, "%s\n",
                               g_str_equal(line, " *") ? "" : line);
        start += strlen(*l) + 1;
    }
    g_strfreev(lines);
    return g_strchomp(g_string_free(out, FALSE));
}

static char *
file_text(const char *path)
{
    char *text = NULL;

    cr_assert(g_file_get_contents(path, &text, NULL, NULL), "%s", path);
    return text;
}

Test(lang_grammar, every_page_prints_this_grammar)
{
    char *source = file_text("sim/lang/grammar.c");
    char *page = file_text("docs/reference/grammar.md");
    char *manual = file_text("docs/man/mtsim-scenario.5");
    char *here = cut(source, " *   file       =", " */", " *   ");
    char *there = cut(page, "file       =", "```", "");
    char *man = cut(manual, "file       =", ".Ed", "");
    unsigned lines = 1;

    g_strchomp(here);
    cr_expect_str_eq(here, there);
    cr_expect_str_eq(here, man);
    for (const char *p = here; *p; p++)
        lines += *p == '\n';
    cr_expect(lines <= 80, "%u lines", lines);
    g_free(source);
    g_free(page);
    g_free(manual);
    g_free(here);
    g_free(there);
    g_free(man);
}

Test(lang_grammar, every_word_and_example_of_a_form_is_in_the_page)
{
    char *source = file_text("sim/lang/grammar.c");
    char *page = cut(source, " *   file       =", " */", " *   ");
    char *reference = file_text("docs/reference/grammar.md");
    unsigned words = 0;

    for (uint32_t i = 0; i < scenario_grammar.nform; i++) {
        const char *keyword = scenario_grammar.form[i].keyword;
        char *quoted = g_strdup_printf("\"%s\"", keyword ? keyword : "");

        if (keyword && keyword[0] != '<') {
            cr_expect(strstr(page, quoted) != NULL, "no %s", quoted);
            words++;
        }
        if (!keyword || keyword[0] != '<')
            cr_expect(strstr(reference, scenario_grammar.form[i].example),
                      "the reference lacks '%s'",
                      scenario_grammar.form[i].example);
        g_free(quoted);
    }
    cr_expect_eq(words, 34, "%u words", words);
    g_free(reference);
    g_free(page);
    g_free(source);
}

Test(lang_grammar, the_example_of_the_manual_is_right)
{
    char *manual = file_text("docs/man/mtsim-scenario.5");
    char *example = cut(manual, "scenario virtio", ".Ed", "");
    char *text = g_strconcat(example, "\n", NULL);

    round_trip(text, text);
    g_free(text);
    g_free(example);
    g_free(manual);
}
