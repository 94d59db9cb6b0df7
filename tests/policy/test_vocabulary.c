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
    cr_expect_eq(v->nfact + v->naction + v->nnoun, 12 + 16 + 6);
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
