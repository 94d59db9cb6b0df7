/* The arm64 words: each explained, none in vain; those of scenarios are those
 * of policies. */
#include "tests/policy/arm64.h"

static const struct policy_vocab *const v = &arm64_policy_vocab;

Test(arm64_vocabulary, explains_every_word)
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
    cr_expect_eq(v->nfact + v->naction + v->nnoun, 24 + 19 + 6);
}

Test(arm64_vocabulary, uses_every_fact_action_and_noun)
{
    uint64_t facts = 0, actions = 0, nouns = 0;

    for (uint32_t i = 0; i < v->ndecision; i++) {
        facts |= v->decision[i].facts;
        actions |= v->decision[i].actions;
        cr_expect_str_eq(v->decision[i].layer, v->layer[LAYER_KVM]);
    }
    for (uint32_t i = 0; i < v->naction; i++)
        nouns |= v->action[i].nouns;
    cr_expect_eq(facts, (1ULL << ARM64_FACTS) - 1);
    cr_expect_eq(actions, (1ULL << ARM64_ACTIONS) - 1);
    cr_expect_eq(nouns, (1ULL << ARM64_NOUNS) - 1);
    cr_expect_leq(v->ndecision, POLICY_TABLES_MAX);
}

/* "vma(WORD)" for the attribute WORD, in the order of their bits; likewise the
 * flags of memslots. */
Test(arm64_vocabulary, calls_things_what_scenarios_call_them)
{
    unsigned named = 0;

    for (unsigned i = 0; i < VMA_BITS; i++, named++) {
        char *fact = g_strdup_printf("vma(%s)", arm64_vma_words[i].name);

        cr_expect_str_eq(v->fact[FACT_VMA_PFNMAP + i].name, fact);
        cr_expect_eq(arm64_vma_words[i].code, 1u << i, "%s", fact);
        g_free(fact);
    }
    for (unsigned i = 0; 1u << i < SLOT_VM_MTE; i++, named++) {
        char *fact = g_strdup_printf("slot(%s)", arm64_slot_flags[i].name);

        cr_expect_str_eq(v->fact[FACT_SLOT_LOG_DIRTY + i].name, fact);
        cr_expect_eq(arm64_slot_flags[i].code, 1u << i, "%s", fact);
        g_free(fact);
    }
    cr_expect_eq(named, 11);
    cr_expect_str_eq(arm64_slot_flags[3].name, v->fact[FACT_VM_MTE].name);
    cr_expect_eq(arm64_slot_flags[3].code, SLOT_VM_MTE);
}

/* ---- the manual page ---- */

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

Test(arm64_vocabulary, is_in_the_manual_page)
{
    char *whole = NULL, *page;

    cr_assert(
        g_file_get_contents("docs/man/mtsim-policy.5", &whole, NULL, NULL));
    page = strstr(whole, "\n.Sh ARM64 WORDS\n");
    cr_assert_not_null(page);
    for (uint32_t i = 0; i < v->ndecision; i++)
        expect_entry(page, v->decision[i].name);
    for (uint32_t i = 0; i < v->nfact; i++)
        expect_entry(page, v->fact[i].name);
    for (uint32_t i = 0; i < v->naction; i++)
        expect_entry(page, v->action[i].name);
    for (uint32_t i = 0; i < v->nnoun; i++)
        expect_entry(page, v->noun[i].name);
    g_free(whole);
}
