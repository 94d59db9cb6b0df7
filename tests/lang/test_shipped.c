/* Every scenario and platform that is shipped: read without a fault, printed,
 * and read again as the same. */
#include "sim/lang/grammar.h"
#include "sim/lang/platform_file.h"
#include "tests/lang/kit.h"
#include "tools/models.h"

typedef void each_file(const char *path, const struct source *src);

/* Call EACH for the files under FOLDER whose name ends in SUFFIX; how many. */
static unsigned
for_files(const char *folder, const char *suffix, each_file *each)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    unsigned n = 0;

    while (dir && (name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);

        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            n += for_files(path, suffix, each);
        } else if (g_str_has_suffix(name, suffix)) {
            struct source *src = source_load(path, NULL);

            cr_assert_not_null(src, "%s", path);
            each(path, src);
            source_free(src);
            n++;
        }
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    return n;
}

static void
scenario_round_trip(const char *path, const struct source *src)
{
    struct diag_sink *sink = diag_sink_new();
    struct syntax *one = syntax_parse(&scenario_grammar, src, sink), *two;
    GString *first = g_string_new(NULL), *second = g_string_new(NULL);
    struct source *again;
    char *faults = kit_faults(sink);

    cr_expect_str_eq(faults, "", "%s\n%s", path, faults);
    syntax_print(one, first);
    again = source_new(path, first->str, first->len);
    two = syntax_parse(&scenario_grammar, again, sink);
    syntax_print(two, second);
    cr_expect(syntax_equal(one, two), "%s", path);
    cr_expect_str_eq(first->str, second->str, "%s", path);
    g_free(faults);
    g_string_free(first, TRUE);
    g_string_free(second, TRUE);
    syntax_free(one);
    syntax_free(two);
    source_free(again);
    diag_sink_free(sink);
}

static void
platform_reads(const char *path, const struct source *src)
{
    struct diag_sink *sink = diag_sink_new();
    struct platform_file *f = platform_parse(src, model_find, NULL, sink);
    char *faults = kit_faults(sink);

    cr_expect_str_eq(faults, "", "%s\n%s", path, faults);
    platform_file_free(f);
    g_free(faults);
    diag_sink_free(sink);
}

Test(lang_shipped, scenarios)
{
    unsigned n = for_files("scenarios", ".scn", scenario_round_trip);

    cr_log_info("%u scenarios", n);
}

Test(lang_shipped, platforms)
{
    unsigned n = for_files("models", ".platform", platform_reads);

    cr_log_info("%u platforms", n);
    cr_expect(n > 0);
}
