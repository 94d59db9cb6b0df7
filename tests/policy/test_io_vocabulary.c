/* The words of what sits between devices and memory are explained. */
#include "tests/policy/sets.h"

#define PAGE "docs/man/mtsim-policy.5"

static const struct policy_vocab *const v = &iommu_policy_vocab;

/* The page's section about these words. */
static char *
the_section(void)
{
    char *page = NULL, *from, *to;

    cr_assert(g_file_get_contents(PAGE, &page, NULL, NULL));
    from = strstr(page, "\n.Sh IO WORDS\n");
    cr_assert_not_null(from);
    to = strstr(from + 1, "\n.Sh ");
    cr_assert_not_null(to);
    from = g_strndup(from, (gsize) (to - from));
    g_free(page);
    return from;
}

static void
expect_entry(const char *section, const char *word)
{
    char *alone = g_strdup_printf("\n.It Cm %s\n", word);
    char *more = g_strdup_printf("\n.It Cm %s Ar ", word);

    cr_expect(strstr(section, alone) || strstr(section, more),
              "the manual does not explain '%s'", word);
    g_free(alone);
    g_free(more);
}

Test(io_vocabulary, is_in_the_manual_page)
{
    char *section = the_section();

    for (uint32_t i = 0; i < v->ndecision; i++)
        expect_entry(section, v->decision[i].name);
    for (uint32_t i = 0; i < v->nfact; i++)
        expect_entry(section, v->fact[i].name);
    for (uint32_t i = 0; i < v->naction; i++)
        expect_entry(section, v->action[i].name);
    for (uint32_t i = 0; i < v->nnoun; i++)
        expect_entry(section, v->noun[i].name);
    g_free(section);
}

Test(io_vocabulary, explains_every_word)
{
    for (uint32_t i = 0; i < v->nfact; i++)
        cr_expect(v->fact[i].name && v->fact[i].says && v->fact[i].cite,
                  "fact %u", i);
    for (uint32_t i = 0; i < v->naction; i++)
        cr_expect(v->action[i].name && v->action[i].says, "action %u", i);
}

Test(io_vocabulary, shipped_policies_pass_lint)
{
    static const struct policy_arch io[] = {IO_ARCH};
    static const char *const folder[] = {IO_SHIPPED, NULL};
    struct policy_set *set = set_of_folders(io, 1, folder);
    struct diag_sink *sink = diag_sink_new();
    char *faults;

    for (uint32_t i = 0; i < policy_count(set); i++)
        policy_lint(set, policy_at(set, i), sink);
    faults = faults_text(sink);
    cr_expect_str_eq(faults, "", "%s", faults);
    g_free(faults);
    diag_sink_free(sink);
    policy_set_free(set);
}
