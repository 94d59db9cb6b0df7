/* Rules nothing reaches and inputs nothing decides. */
#include "tests/policy/toy.h"

#define HEAD "policy p\n  title \"t\"\n  arch toy\n  layer kvm\n"

// clang-format off
static const struct {
    const char *text, *faults;
} lints[] = {
    {"decide\n red -> yes\n otherwise -> no\n", ""},
    /* one rule, several rules, and all rules before */
    {"decide\n red -> yes\n red & tone(dark) -> no\n otherwise -> no\n",
     "7:2 E311 nothing reaches line 7: line 6 decides first\n"
     "    6: this one decides\n"},
    {"decide\n red -> yes\n !red -> no\n tone(dark) -> yes\n",
     "8:2 E311 nothing reaches line 8: lines 6, 7 decide first\n"
     "    6: this one decides\n    7: this one decides\n"},
    {"decide\n otherwise -> yes\n otherwise -> no\n",
     "7:2 E311 nothing reaches line 7: line 6 decides first\n"
     "    6: this one decides\n"},
    /* only by excluding red & blue */
    {"decide\n red & blue -> yes\n otherwise -> no\n",
     "6:2 E311 nothing reaches line 6: no input that can occur has these "
     "facts\n"},
    {"decide\n red -> yes\n !blue -> no\n blue -> yes\n", ""},
    {"decide\n red -> yes\n blue -> yes\n !red & !blue -> no\n", ""},
    {"decide\n red -> yes\n !blue -> no\n blue & !red -> no\n", ""},
    /* holes */
    {"decide\n red -> yes\n",
     "5:1 E312 'decide' has no rule for !red & !blue, and not only there\n"},
    {"decide\n red -> yes\n !red & tone(dark) -> no\n blue -> no\n",
     "5:1 E312 'decide' has no rule for !red & !blue & !tone(dark)\n"},
    {"decide\n", "5:1 E312 'decide' has no rule for any input\n"},
    {"", "1:8 E312 policy 'p' does not give 'decide'\n"},
    /* a hook need not speak about every input */
    {"decide\n otherwise -> no\nbefore unmap if red -> rest\n", ""},
    {"decide\n otherwise -> no\nbefore unmap -> rest\n"
     "before unmap if red -> rest\n",
     "8:1 E311 nothing reaches line 8: line 7 decides first\n"
     "    7: this one decides\n"},
};
// clang-format on

Test(policy_lint, finds_shadowed_rules_and_holes)
{
    for (unsigned i = 0; i < sizeof lints / sizeof lints[0]; i++) {
        char *text = g_strconcat(HEAD, lints[i].text, NULL);
        char *got = faults_of(toy_arch, 2, text, true);

        cr_expect_str_eq(got, lints[i].faults, "%s: %s", lints[i].text, got);
        g_free(got);
        g_free(text);
    }
}

Test(policy_lint, leaves_inherited_tables_to_their_own_policy)
{
    char *got = faults_of(toy_arch, 2,
                          HEAD "decide\n red -> yes\n"
                               "policy q\n title \"t\"\n base p\n"
                               "before unmap -> rest\n",
                          true);

    cr_expect_str_eq(got, "5:1 E312 'decide' has no rule for !red & !blue, "
                          "and not only there\n");
    g_free(got);
}

Test(policy_lint, a_hole_takes_the_default)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = set_of(x86_arch, 1,
                                    "policy p\n title \"t\"\n arch x86\n"
                                    " layer kvm\n stage2\n"
                                    "  host-mmio -> UC\n",
                                    sink);
    const struct policy *p = policy_find(set, "p");
    const struct policy_rule *r = policy_first(&p->table[DECIDE_STAGE2], 0);

    cr_assert_not_null(r);
    cr_expect_eq(r->action[0].code, ACT_REFUSE);
    cr_expect_eq(r->line, 0);
    cr_expect_str_eq(r->why.id, "x86.policy.stage2-default");
    cr_expect_eq(policy_lint(set, p, sink), 1);
    diag_sink_free(sink);
    policy_set_free(set);
}

/* On x86: EPT is always there, so a rule without it is never reached. */
Test(policy_lint, knows_what_cannot_occur_in_the_model)
{
    char *got = faults_of(x86_arch, 1,
                          "policy p\n title \"t\"\n arch x86\n layer kvm\n"
                          " stage2\n"
                          "  !tdp -> UC\n"
                          "  otherwise -> WB\n",
                          true);

    cr_expect_str_eq(got, "6:3 E311 nothing reaches line 6: no input that can "
                          "occur has these facts\n");
    g_free(got);
}
