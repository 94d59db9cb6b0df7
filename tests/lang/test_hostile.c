/* Texts nobody should write: no crash, no hang, no flood, and every limit has
 * its message. */
#include "sim/base/rng.h"
#include "sim/lang/grammar.h"
#include "tests/lang/kit.h"

/* Read a text of a given length, check it, throw it away; how many faults. */
static unsigned
survive(const char *text, size_t length)
{
    struct source *src = source_new("t", text, length);
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    struct lang_env env = {&toy_model, &toy_io, kit_platform, kit_under, NULL};
    unsigned errors;

    script_check(s, &env, sink);
    errors = diag_errors(sink);
    script_free(s);
    diag_sink_free(sink);
    source_free(src);
    return errors;
}

/* ONE, N times. */
static GString *
repeat(const char *one, size_t n)
{
    size_t length = strlen(one);
    GString *text = g_string_sized_new(n * length + 64);

    for (size_t i = 0; i < n; i++)
        g_string_append_len(text, one, (gssize) length);
    return text;
}

static void
survive_repeated(const char *before, const char *one, size_t n)
{
    GString *text = repeat(one, n);

    g_string_prepend(text, before);
    survive(text->str, MIN(text->len, (gsize) SOURCE_MAX));
    g_string_free(text, TRUE);
}

Test(lang_hostile, binary)
{
    struct rng rng;
    char text[4096];

    rng_seed(&rng, 1);
    for (unsigned round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char) rng_next(&rng);
        cr_expect(survive(text, sizeof text) > 0);
    }
}

/* Words of the language in any order. */
Test(lang_hostile, salad)
{
    static const char *const words[] = {
        "scenario", "s",        "ram",       "buf",       "4K",    "owner",
        "guest",    "map",      "as",        "T1",        "$p",    "param",
        "=",        "when",     ":",         "under",     "all",   "with",
        "expect",   "none",     "cpu0",      "store",     "load",  "->",
        "r0",       "\n",       "\n",        "\n",        "{",     "}",
        "thread",   "schedule", "evict",     "[",         "..",    "]",
        "+",        ",",        "|",         "!=",        "\"x\"", "gpu",
        "device",   "at",       "name",      "==",        "1",     "count",
        "(",        "zap",      ")",         "arrived",   "@",     "mmio",
        "reg",      "CTRL",     "adversary", "up",        "to",    "any",
        "map-as",   "theorem",  "property",  "host-safe", "not",   "exists",
        "forall",   "never",    "&",         "issue",     "main",  "perform",
        "other",    "fence",    "iommu",     "big",       "has",   "walks",
        "ioas",     "box",      "strict",    "behind",    "pcie",  "deaf",
        "group",    "host",     "join",      "enter",     "drop",
    };
    struct rng rng;

    rng_seed(&rng, 2);
    for (unsigned round = 0; round < 3000; round++) {
        GString *text = g_string_new("scenario s\nram buf 4K owner guest\n"
                                     "device gpu\nparam p = 1 T1 buf\n");

        for (unsigned i = rng_below(&rng, 60); i > 0; i--)
            g_string_append_printf(text, "%s ",
                                   words[rng_below(&rng, G_N_ELEMENTS(words))]);
        survive(text->str, text->len);
        g_string_free(text, TRUE);
    }
}

/* A right text with one byte wrong, or cut anywhere. */
Test(lang_hostile, one_byte)
{
    const char *right =
        "scenario s\nparam p = T1 T2\nparam n = 8 16\nram a 8K owner guest\n"
        "iommu u big has walks, forces\nioas d table\n"
        "device gpu no-snoop behind u pcie deaf\nhost: enter d a[0..$n]\nmap "
        "guest a as $p name b\n"
        "schedule {\n  evict cpu0 a[0..64]\n}\n"
        "when p=T1|T2 n!=8: cpu0 guest: store b[8..$n] 1\n"
        "thread t {\n  gpu: dma-read a[..] -> r0\n}\n"
        "under new-rules+flush, all with n=8: expect leak victim guest, fatal\n"
        "under all: expect arrived a = [8@0, 8@8]\n";
    size_t length = strlen(right);
    char *text = g_strdup(right);

    cr_expect_eq(survive(right, length), 0);
    for (size_t i = 0; i < length; i++) {
        static const char put[] = "\n{}\"$:x\x80";

        survive(right, i);
        for (size_t c = 0; c < sizeof put - 1; c++) {
            text[i] = put[c];
            survive(text, length);
        }
        text[i] = right[i];
    }
    g_free(text);
}

Test(lang_hostile, one_token_of_a_whole_file)
{
    survive_repeated("", "x", SOURCE_MAX);
    survive_repeated("", "9", SOURCE_MAX);
    survive_repeated("#", "x", SOURCE_MAX);
    survive_repeated("title \"", "x", SOURCE_MAX);
    survive_repeated("ram ", "x", SOURCE_MAX);
    survive_repeated("scenario ", "x", SOURCE_MAX);
    survive_repeated("when ", "x", SOURCE_MAX);
    survive_repeated("cpu0 guest: load a -> ", "r", SOURCE_MAX);
}

Test(lang_hostile, one_line_of_a_whole_file)
{
    survive_repeated("", "{", SOURCE_MAX);
    survive_repeated("", "}", SOURCE_MAX);
    survive_repeated("", "x ", SOURCE_MAX / 8);
    survive_repeated("", "x:", SOURCE_MAX / 8);
    survive_repeated("cpu0: load ", "x ", SOURCE_MAX / 8 - 8);
    survive_repeated("param p = ", "x ", SOURCE_MAX / 8 - 8);
    survive_repeated("param p = a\n", "when p=a: ", 300000);
    survive_repeated("param p = a\nwhen ", "p=a ", 300000);
    survive_repeated("under ", "a+", SOURCE_MAX / 8 - 8);
    survive_repeated("under ", "a,", SOURCE_MAX / 8 - 8);
    survive_repeated("under all: expect ", "leak,", 300000);
    survive_repeated("under all: expect arrived a = [", "8@0,", 300000);
}

Test(lang_hostile, a_million_lines)
{
    survive_repeated("", "\n", SOURCE_MAX);
    survive_repeated("", "#\n", SOURCE_MAX / 2);
    survive_repeated("", "x\n", 1000000);
    survive_repeated("", "{\n", 1000000);
    survive_repeated("", "thread a {\n", 1000000);
    survive_repeated("", "ram a 4K\n", 1000000);
    survive_repeated("", "schedule {\n}\n", 1000000);
    survive_repeated("scenario s\n", "under all: never any\n", 700000);
}

Test(lang_hostile, as_many_steps_as_there_may_be)
{
    GString *text = repeat("cpu0: fence\n", SCRIPT_STEPS);
    struct kit *k;

    g_string_prepend(text, "scenario s\nunder all: never any\n");
    k = kit_open(text->str);
    cr_expect(k->ok);
    cr_expect_eq(kit_experiment(k, 0)->plan.nstep, SCRIPT_STEPS);
    kit_close(k);
    g_string_append(text, "cpu0: fence\n");
    kit_expect(text->str, "1048579:1 E209 more than 1048576 steps\n");
    g_string_free(text, TRUE);
}

Test(lang_hostile, implied_steps_count_too)
{
    GString *text = repeat("cpu0 guest: fence\ncpu0: fence\n", 300000);

    g_string_prepend(text, "scenario s\nunder all: never any\n");
    kit_expect(text->str, "524291:1 E209 more than 1048576 steps\n");
    g_string_free(text, TRUE);
}

/* Many of everything: nothing may take the square of it. */
Test(lang_hostile, many_names)
{
    GString *text = g_string_new("scenario s\nunder all: never any\n");

    for (unsigned i = 0; i < 5000; i++)
        g_string_append_printf(text,
                               "ram a%u 4K at 0x%x000\nmap vmm a%u\n"
                               "cpu0 vmm: load a%u -> r%u\n",
                               i, i, i, i, i);
    kit_expect(text->str, "");
    for (unsigned i = 5000; i < 20000; i++)
        g_string_append_printf(text, "ram a%u 4K\n", i);
    survive(text->str, text->len);
    g_string_free(text, TRUE);
}

Test(lang_hostile, nesting)
{
    GString *text = repeat("when a=x: ", SYNTAX_DEPTH);

    g_string_prepend(text, "scenario s\nparam a = x y\n");
    g_string_append(text, "cpu0: fence\nunder all: never any\n");
    cr_expect_eq(survive(text->str, text->len), 1);
    g_string_free(text, TRUE);
}

/* The same of what devices reach memory through. */
Test(lang_hostile, many_units)
{
    GString *text = g_string_new("scenario s\nram a 4K\n");

    for (unsigned i = 0; i < 5000; i++)
        g_string_append_printf(text,
                               "iommu u%u big has walks\nioas d%u box\n"
                               "device g%u behind u%u group %u\n"
                               "host: join g%u d%u\nhost: enter d%u a\n",
                               i, i, i, i, i, i, i, i);
    g_string_append(text, "under all: never any\n");
    kit_expect(text->str, "");
    for (unsigned i = 5000; i < 20000; i++)
        g_string_append_printf(text, "iommu u%u big\nioas d%u box\n", i, i);
    survive(text->str, text->len);
    g_string_free(text, TRUE);
    survive_repeated("scenario s\niommu u big has ", "walks,", 500000);
    survive_repeated("scenario s\ndevice d pcie ", "deaf,", 500000);
    survive_repeated("scenario s\n", "iommu u big\n", 700000);
}

/* Adversaries: what multiplies has its limit, and it is told once. */
Test(lang_hostile, menus)
{
    const char *start = "scenario s\nram a 4K owner guest\n"
                        "under all: never any\nadversary cpu0 guest: up to ";
    GString *text = repeat("load a\n", SCRIPT_MENU);
    struct kit *k;
    char *whole = g_strdup_printf("%s64 {\n%s}\n", start, text->str);

    k = kit_open(whole);
    cr_expect(k->ok);
    cr_expect_eq(kit_experiment(k, 0)->plan.nstep, SCRIPT_MENU + 1);
    kit_close(k);
    g_free(whole);
    whole = g_strdup_printf("%s64 {\n%sload a\nload a\n}\n", start, text->str);
    kit_expect(whole, "4101:1 E209 more than 4096 operations to choose from\n");
    g_free(whole);
    g_string_truncate(text, strlen("load a\n") * (SCRIPT_MENU / 2 + 1));
    whole = g_strdup_printf("%s64 {\nmap-as T1 T2\n%s}\n", start, text->str);
    kit_expect(whole, "2054:1 E209 more than 4096 operations to choose from, "
                      "each with each type\n");
    g_free(whole);
    g_string_free(text, TRUE);
}

Test(lang_hostile, depths)
{
    static const char *const depth[] = {
        "0", "65", "4294967296", "18446744073709551615", "0x10000000001",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(depth); i++) {
        char *text = g_strdup_printf("scenario s\nadversary cpu0: up to %s {\n"
                                     "fence\n}\nunder all: never any\n",
                                     depth[i]);
        char *fault =
            g_strdup_printf("2:23 E204 '%s': an adversary runs 1 to 64 "
                            "operations\n",
                            depth[i]);

        kit_expect(text, fault);
        g_free(fault);
        g_free(text);
    }
}

Test(lang_hostile, many_adversaries)
{
    survive_repeated("scenario s\n", "adversary cpu0: up to 9 {\nany a\n}\n",
                     100000);
    survive_repeated("scenario s\nram a 4K\nadversary cpu0: up to 9 {\n",
                     "any a\n", 500000);
    survive_repeated("scenario s\nram a 4K\nadversary cpu0: up to 9 {\n",
                     "map-as any\n", 300000);
    survive_repeated("scenario s\nadversary cpu0: up to 9 {\nmap-as ", "T1 ",
                     1000000);
    survive_repeated("scenario s\nadversary cpu0: up to 9 {\n",
                     "adversary cpu0: up to 9 {\n", 300000);
    survive_repeated("scenario s\nram a 4K\nschedule {\n", "issue main\n",
                     700000);
}

Test(lang_hostile, many_theorems)
{
    GString *text = g_string_new("scenario s\n");

    for (unsigned i = 0; i < 10000; i++)
        g_string_append_printf(text,
                               "under all: never leak victim host\n"
                               "under all: possible leak victim vmm\n"
                               "theorem t%u: host-safe under all\n",
                               i);
    kit_expect(text->str, "");
    g_string_free(text, TRUE);
    survive_repeated("scenario s\nunder all: exists ", "r0 == 1 & ", 500000);
    survive_repeated("scenario s\n", "property p: never any\n", 300000);
    survive_repeated("scenario s\n", "theorem t: host-safe under all\n",
                     300000);
}

/* What the parser promises about large files. */
Test(lang_hostile, speed_and_memory)
{
    GString *text =
        repeat("cpu0 guest: store buffer+64 1\nram buffer 4K owner guest at "
               "0x1000\nwhen mode=fast: cpu0 guest: load buffer -> r0\n# why\n",
               120000);
    struct source *src = source_new("t", text->str, text->len);
    struct diag_sink *sink = diag_sink_new();
    gint64 start = g_get_monotonic_time(), ended;
    struct syntax *t = syntax_parse(&scenario_grammar, src, sink);
    double mb_per_s, bytes = (double) (t->nnode * sizeof *t->node);

    ended = g_get_monotonic_time();
    mb_per_s = (double) text->len / (double) (ended - start + 1);
    cr_expect_eq(diag_errors(sink), 0);
    cr_expect(bytes / (double) text->len < 8, "%.1f bytes for one",
              bytes / (double) text->len);
    cr_expect(mb_per_s > 1, "%.1f MB/s, even under sanitizers", mb_per_s);
    cr_log_info("%.1f MB/s, %.1f bytes for one", mb_per_s,
                bytes / (double) text->len);
    syntax_free(t);
    diag_sink_free(sink);
    source_free(src);
    g_string_free(text, TRUE);
}
