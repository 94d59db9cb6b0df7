/* The x86 words: each explained, none in vain. */
#include "models/x86_pat_ept/types.h"
#include "tests/policy/kit.h"

static const struct policy_vocab *const v = &x86_policy_vocab;

Test(x86_vocabulary, explains_every_word)
{
    for (uint32_t i = 0; i < v->ndecision; i++)
        cr_expect(v->decision[i].name && v->decision[i].says, "decision %u", i);
    for (uint32_t i = 0; i < v->nfact; i++)
        cr_expect(v->fact[i].name && v->fact[i].says && v->fact[i].cite,
                  "fact %u", i);
    for (uint32_t i = 0; i < v->naction; i++)
        cr_expect(v->action[i].name && v->action[i].says, "action %u", i);
    for (uint32_t i = 0; i < v->nnoun; i++)
        cr_expect(v->noun[i].says && v->noun[i].code == i, "noun %u", i);
    cr_expect_eq(v->nfact + v->naction + v->nnoun, 13 + 17 + 6);
}

Test(x86_vocabulary, uses_every_fact_action_and_noun)
{
    uint64_t facts = 0, actions = 0, nouns = 0;

    for (uint32_t i = 0; i < v->ndecision; i++) {
        facts |= v->decision[i].facts;
        actions |= v->decision[i].actions;
    }
    for (uint32_t i = 0; i < v->naction; i++)
        nouns |= v->action[i].nouns;
    cr_expect_eq(facts, (1ULL << X86_FACTS) - 1);
    cr_expect_eq(actions, (1ULL << X86_ACTIONS) - 1);
    cr_expect_eq(nouns, (1ULL << X86_NOUNS) - 1);
}

Test(x86_vocabulary, names_types_as_the_model_does)
{
    for (unsigned i = 0; i < X86_ACTIONS; i++)
        cr_expect_eq(x86_action_type[i], x86_mt_parse(v->action[i].name), "%s",
                     v->action[i].name);
}

Test(x86_vocabulary, has_tables_with_a_known_owner)
{
    cr_assert(v->ndecision <= POLICY_TABLES_MAX);
    for (uint32_t i = 0; i < v->ndecision; i++)
        cr_expect_str_eq(v->decision[i].layer, v->layer[LAYER_KVM]);
}

/* ---- the manual page ---- */

#define PAGE "docs/man/mtsim-policy.5"

static char *
the_page(void)
{
    char *page = NULL;

    cr_assert(g_file_get_contents(PAGE, &page, NULL, NULL));
    return page;
}

/* Whether the page has an entry for this word. */
static void
expect_entry(const char *page, const char *word)
{
    char *alone = g_strdup_printf("\n.It Cm %s\n", word);
    char *more = g_strdup_printf("\n.It Cm %s Ar ", word);

    cr_expect(strstr(page, alone) || strstr(page, more),
              "the manual does not explain '%s'", word);
    g_free(alone);
    g_free(more);
}

Test(x86_vocabulary, is_in_the_manual_page)
{
    char *page = the_page();

    for (uint32_t i = 0; i < v->ndecision; i++)
        expect_entry(page, v->decision[i].name);
    for (uint32_t i = 0; i < v->nfact; i++)
        expect_entry(page, v->fact[i].name);
    for (uint32_t i = 0; i < v->naction; i++)
        expect_entry(page, v->action[i].name);
    for (uint32_t i = 0; i < v->nnoun; i++)
        expect_entry(page, v->noun[i].name);
    for (uint32_t i = 0; i < v->nflag; i++)
        expect_entry(page, v->flag[i].name);
    g_free(page);
}

Test(x86_vocabulary, examples_of_the_manual_page_compile)
{
    char *page = the_page();
    GString *text = g_string_new(NULL);
    struct policy_set *set = policy_set_new(x86_arch, 2);
    struct diag_sink *sink = diag_sink_new();
    char **line = g_strsplit(page, "\n", -1);
    bool inside = false;
    char *got;

    for (unsigned i = 1; line[i]; i++) {
        if (g_str_has_prefix(line[i - 1], ".Bd"))
            inside = g_str_has_prefix(line[i], "policy ") ||
                     g_str_has_prefix(line[i], "# ");
        if (strcmp(line[i], ".Ed") == 0)
            inside = false;
        if (inside)
            g_string_append_printf(text, "%s\n", line[i]);
    }
    policy_load(set, SHIPPED, sink, NULL);
    policy_load(set, IO_SHIPPED, sink, NULL);
    policy_parse(set, source_new(PAGE, text->str, text->len), sink);
    policy_set_finish(set, sink);
    cr_assert(policy_find(set, "mine") && policy_find(set, "vmx-6.14-always"));
    policy_lint(set, policy_find(set, "mine"), sink);
    policy_lint(set, policy_find(set, "vmx-6.14-always"), sink);
    got = faults_text(sink);
    cr_expect_str_eq(got, "", "%s", got);
    g_free(got);
    g_strfreev(line);
    diag_sink_free(sink);
    policy_set_free(set);
    g_string_free(text, TRUE);
    g_free(page);
}
