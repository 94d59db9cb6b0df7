/* Platform files. */
#include "sim/lang/platform_file.h"
#include "tests/lang/kit.h"

static const struct model *
only_toy(void *data, const char *name, struct nearest *near)
{
    (void) data;
    nearest_offer(near, "toy");
    return strcmp(name, "toy") == 0 ? &toy_model : NULL;
}

static struct platform_file *
read_text(const char *text, struct diag_sink *sink, struct source **src)
{
    *src = source_new("t", text, strlen(text));
    return platform_parse(*src, only_toy, NULL, sink);
}

#define HEAD "platform p\nmodel toy\n"

// clang-format off
static const struct {
    const char *text, *faults;
} bad[] = {
    {HEAD, ""},
    {"", "1:1 E101 a platform begins with 'platform' and its name\n"},
    {"platform p\n", "1:1 E101 a platform names its 'model'\n"},
    {"platform p\nmodel tyo\n",
     "2:7 E201 'tyo' is no model, did you mean 'toy'?\n"},
    {HEAD "self-snop yes\n",
     "3:1 E201 'self-snop' is no key of a platform, did you mean "
     "'self-snoop'?\n"},
    {HEAD "self-snoop 1\n", "3:12 E204 'self-snoop' is one of: no yes\n"},
    {HEAD "self-snoop ye\n", "3:12 E204 'self-snoop' is one of: no yes\n"},
    {HEAD "cyc-dram yes\n", "3:10 E203 'cyc-dram' is a number\n"},
    {HEAD "legs 9\n", "3:6 E117 'legs' is at most 8\n"},
    {HEAD "legs 2\nlegs 3\n", "4:1 E202 'legs' is said twice\n"},
    {HEAD "model toy\n", "3:1 E202 said twice\n"},
    {HEAD "legs\n", "3:5 E101 a value expected\n"},
    {HEAD "legs 2 3\n", "3:8 E101 a string or the end of the line expected\n"},
    {HEAD "4 legs\n", "3:1 E101 a name expected\n"},
};
// clang-format on

Test(lang_platform, mistakes)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct diag_sink *sink = diag_sink_new();
        struct source *src;
        struct platform_file *f = read_text(bad[i].text, sink, &src);
        char *faults = kit_faults(sink);

        cr_expect_str_eq(faults, bad[i].faults, "%s---- has\n%s", bad[i].text,
                         faults);
        cr_expect((f != NULL) == (*faults == '\0'));
        platform_file_free(f);
        source_free(src);
        g_free(faults);
        diag_sink_free(sink);
    }
}

Test(lang_platform, values)
{
    struct diag_sink *sink = diag_sink_new();
    struct source *src;
    struct platform_file *f =
        read_text("# ours\nplatform p\n  title \"T\"\n  cite \"c\"\n"
                  "colour red\n  model toy\n  self-snoop no\n"
                  "wc-own-load either \"not public\"\ncyc-dram 1_000\n",
                  sink, &src);
    const struct platform *p = &f->platform;

    source_free(src); /* the file must not need it any more */
    cr_assert_not_null(f);
    cr_expect_str_eq(p->name, "p");
    cr_expect_str_eq(p->title, "T");
    cr_expect_str_eq(p->model, "toy");
    cr_expect_str_eq(f->cite, "c");
    cr_expect_eq(f->model, &toy_model);
    cr_expect_eq(p->key[PK_SELF_SNOOP], 0);
    cr_expect_eq(p->key[PK_WC_OWN_LOAD], OWN_LOAD_EITHER);
    cr_expect_str_eq(p->source[PK_WC_OWN_LOAD], "not public");
    cr_expect_null(p->source[PK_CYC_DRAM]);
    cr_expect_eq(p->key[PK_CYC_DRAM], 1000);
    cr_expect_eq(p->key[PK_CYC_L1], platform_keys[PK_CYC_L1].fallback);
    cr_expect_eq(p->model_key[0], 0);
    cr_expect_eq(p->model_key[1], 4);
    platform_file_free(f);
    diag_sink_free(sink);
}

Test(lang_platform, canonical_text)
{
    const char *text =
        "platform  p\nmodel toy\n\n\n# why\nlegs   4   \"x\"#y\n";
    struct source *src = source_new("t", text, strlen(text));
    struct diag_sink *sink = diag_sink_new();
    GString *out = g_string_new(NULL);

    cr_expect(platform_format(src, out, sink));
    cr_expect_str_eq(out->str, "platform p\n  model toy\n\n  # why\n"
                               "  legs 4 \"x\"  #y\n");
    g_string_free(out, TRUE);
    diag_sink_free(sink);
    source_free(src);
}

Test(lang_platform, every_key_is_in_the_manual)
{
    char *page = NULL;

    cr_assert(
        g_file_get_contents("docs/man/mtsim-platform.5", &page, NULL, NULL));
    for (unsigned i = 0; i < PK_COUNT; i++) {
        char *item = g_strdup_printf(".It Cm %s ", platform_keys[i].name);

        cr_expect(strstr(page, item) != NULL, "%s", platform_keys[i].name);
        g_free(item);
    }
    g_free(page);
}
