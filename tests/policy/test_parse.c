/* Words and statements: what is taken, and what is said about the rest. */
#include "sim/policy/grammar.h"
#include "tests/policy/toy.h"

#define HEAD "policy p\n  title \"t\"\n  arch toy\n  layer kvm\n"

/* A text that follows HEAD, and its faults. */
struct bad {
    const char *text, *faults;
};

// clang-format off
static const struct bad words[] = {
    {"decide\n  reed -> yes\n",
     "6:3 E301 no fact 'reed', did you mean 'red'?\n"},
    {"decide\n  !tone(drak) -> yes\n",
     "6:4 E301 no fact 'tone(drak)', did you mean 'tone(dark)'?\n"},
    {"decide\n  red & quiteelse -> yes\n",
     "6:9 E301 no fact 'quiteelse'\n"},
    {"before unmap if tone(dark) -> rest\n",
     "5:17 E301 fact 'tone(dark)' has no meaning in 'before unmap'\n"},
    {"decide\n  red -> yess\n",
     "6:10 E301 no result 'yess', did you mean 'yes'?\n"},
    {"decide\n  red -> flush here\n",
     "6:10 E301 result 'flush' has no meaning in 'decide'\n"},
    {"before unmap -> yes\n",
     "5:17 E301 action 'yes' has no meaning in 'before unmap'\n"},
    {"decide\n  red -> yes sofd\n",
     "6:14 E301 'yes' takes no 'sofd', did you mean 'soft'?\n"},
    {"before unmap -> flush ther\n",
     "5:23 E301 'flush' takes no 'ther', did you mean 'there'?\n"},
    {"before unmap -> flush beyond\n",
     "5:23 E301 'flush' takes no 'beyond'\n"},
    {"decide\n  red -> fail EINVAL\n",
     "6:15 E301 'fail' takes no 'EINVAL', did you mean '-EINVAL'?\n"},
    {"decide\n  red -> fail\n",
     "6:10 E101 'fail' needs an error, such as -EINVAL\n"},
    {"before unmap -> flush\n",
     "5:17 E101 'flush' needs what it is done to\n"},
    {"before unmap -> flush here there here\n",
     "5:34 E101 'flush' takes no more arguments\n"},
    {"decide\n  red -> no soft\n", "6:13 E101 'no' takes no argument\n"},
    {"decide\n  red -> yes soft soft\n",
     "6:19 E101 'yes' takes no more arguments\n"},
    {"decide\n  red & red -> yes\n",
     "6:9 E204 'red' is asked twice in one rule\n"},
    {"decide\n  red & !red -> yes\n",
     "6:10 E204 'red' is asked twice in one rule\n"},
    {"decide\n  red -> yes, no\n", "6:15 E204 a decision gives one result\n"},
    {"decide\n  red & otherwise -> yes\n",
     "6:9 E101 'otherwise' stands alone\n"},
    {"decide\n  otherwise & red -> yes\n",
     "6:3 E101 'otherwise' stands alone\n"},
    {"decide\n  !otherwise -> yes\n", "6:4 E101 'otherwise' stands alone\n"},
    {"before unmap -> rest, rest, rest, rest, rest\n",
     "5:41 E209 a rule has at most 4 actions\n"},
    {"decyde\n  red -> yes\n",
     "5:1 E201 no decision 'decyde', did you mean 'decide'?\n"},
    {"before unnmap -> rest\n",
     "5:8 E201 no event 'before unnmap', did you mean 'before unmap'?\n"},
    {"on unmap -> rest\n", "5:4 E201 no event 'on unmap', did you mean "
                           "'before unmap'?\n"},
    {"attach\n  red -> yes\n",
     "5:1 E203 'attach' belongs to layer 'iommu', this policy to 'kvm'\n"},
    {"decide\n  red -> yes\ndecide\n  blue -> no\n",
     "7:1 E202 'decide' is given twice\n    5: first given here\n"},
    {"red -> yes\n", "5:1 E101 a rule outside of a decision\n"},
    {"decide\n  red -> yes\nbefore unmap -> rest\n  blue -> no\n",
     "8:3 E101 a rule outside of a decision\n"},
};

static const struct bad heads[] = {
    {"policy p\n arch toy\n layer kvm\n",
     "1:8 E101 policy 'p' has no title\n"},
    {"policy p\n title \"t\"\n layer kvm\n",
     "1:8 E101 policy 'p' has no arch\n"},
    {"policy p\n title \"t\"\n arch toy\n",
     "1:8 E101 policy 'p' has no layer\n"},
    {"policy p\n title \"t\"\n arch toi\n layer kvm\n",
     "3:7 E201 no architecture 'toi', did you mean 'toy'?\n"},
    {"policy p\n title \"t\"\n arch toy\n layer iomu\n",
     "4:8 E201 no layer 'iomu', did you mean 'iommu'?\n"},
    {"policy p\n title \"t\"\n arch toy\n arch toy\n layer kvm\n",
     "4:2 E202 given twice in one policy\n    3: first given here\n"},
    {"policy p\n title \"t\"\n base q\n",
     "3:7 E201 no policy 'q'\n"},
    {"policy p\n title \"t\"\n base p\n",
     "1:8 E204 policy 'p' is its own base\n"},
    {"policy p\n title \"t\"\n base q\npolicy q\n title \"t\"\n base p\n",
     "1:8 E204 policy 'p' is its own base\n"},
    {"policy p\n title \"t\"\n arch toy\n layer kvm\n"
     "policy q\n title \"t\"\n base p\n layer iommu\n",
     "7:7 E203 the base is of another architecture or layer\n"},
    {"policy p\n title \"t\"\n arch toy\n layer kvm\n"
     "policy q\n title \"t\"\n also r p\n base p\n",
     "5:8 E202 two policies or stacks are called 'p'\n"
     "    1: the other one\n"},
    {"policy all\n title \"t\"\n arch toy\n layer kvm\n",
     "1:8 E204 'all' means every stack\n"},
    {"policy p\n title \"t\"\n arch toy\n layer kvm\n tags x p\n",
     "1:8 E204 tag 'p' is the name of a policy or stack\n"},
    {"title \"t\"\n", "1:1 E104 this belongs into a policy\n"},
    {"stack s = p\n", "1:11 E201 no policy 'p'\n"},
    {"policy\n", "1:7 E101 a name expected\n"},
};
// clang-format on

Test(policy_parse, names_the_word_its_place_and_the_nearest)
{
    for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++) {
        char *text = g_strconcat(HEAD, words[i].text, NULL);
        char *got = faults_of(toy_arch, 2, text, false);

        cr_expect_str_eq(got, words[i].faults, "%s: %s", words[i].text, got);
        g_free(got);
        g_free(text);
    }
}

Test(policy_parse, checks_the_head_of_a_policy)
{
    for (unsigned i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        char *got = faults_of(toy_arch, 2, heads[i].text, false);

        cr_expect_str_eq(got, heads[i].faults, "%s: %s", heads[i].text, got);
        g_free(got);
    }
}

Test(policy_parse, compiles_conditions_to_bits_and_actions_to_indexes)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set =
        set_of(toy_arch, 2,
               HEAD "decide  # a comment\n"
                    "  red & !tone(dark) -> yes soft\n"
                    "  otherwise -> fail -EBUSY\n"
                    "before unmap if !blue -> flush there here, rest\n",
               sink);
    const struct policy *p = policy_find(set, "p");
    const struct policy_rule *r = p->table[TOY_DECIDE].rule;

    cr_assert_eq(diag_count(sink), 0);
    cr_assert_eq(p->table[TOY_DECIDE].n, 2);
    cr_expect_eq(r[0].care, 5);
    cr_expect_eq(r[0].want, 1);
    cr_expect(r[0].action[0].code == 1 && r[0].action[0].narg == 1);
    cr_expect_eq(r[0].line, 6);
    cr_expect_str_eq(r[0].why.id, "policy p:6");
    cr_expect_str_eq(r[0].why.says, "red & !tone(dark) -> yes soft");
    cr_expect_str_eq(r[0].why.cite, "t.policy");
    cr_expect_eq(r[1].care, 0);
    cr_expect_eq(r[1].action[0].arg[0], 16);
    r = p->table[TOY_BEFORE].rule;
    cr_expect(r->care == 2 && r->want == 0 && r->naction == 2);
    cr_expect(r->action[0].narg == 2 && r->action[0].arg[0] == 1);
    cr_expect_str_eq(r->why.says,
                     "before unmap if !blue -> flush there here, rest");
    cr_expect_eq(p->table[TOY_AFTER].n, 0);
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_parse, first_match_wins)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = set_of(toy_arch, 2,
                                    HEAD "decide\n"
                                         " red -> yes\n"
                                         " !tone(dark) -> no\n"
                                         " otherwise -> fail -EIO\n",
                                    sink);
    const struct policy_table *t = &policy_find(set, "p")->table[TOY_DECIDE];
    static const uint8_t code[8] = {0, 1, 0, 1, 2, 1, 2, 1};

    for (uint64_t f = 0; f < 8; f++)
        cr_expect_eq(policy_first(t, f)->action[0].code, code[f]);
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_parse, base_gives_what_the_policy_does_not)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = set_of(toy_arch, 2,
                                    "policy late\n title \"t\"\n base mid\n"
                                    " after unmap -> rest\n"
                                    "policy mid\n title \"t\"\n base first-b\n"
                                    " decide\n  otherwise -> no\n"
                                    "policy first\n title \"t\"\n arch toy\n"
                                    " layer kvm\n also first-b\n tags x\n"
                                    " cite \"one\"\n cite \"two\"\n"
                                    " decide\n  otherwise -> yes\n"
                                    " before unmap -> rest\n",
                                    sink);
    const struct policy *first = policy_find(set, "first-b");
    const struct policy *late = policy_find(set, "late");

    cr_assert_eq(diag_count(sink), 0);
    cr_expect_str_eq(late->base, "mid");
    cr_expect_str_eq(policy_find(set, "mid")->base, "first-b");
    cr_expect_str_eq(first->name, "first");
    cr_expect_str_eq(first->cite, "one; two");
    cr_expect(policy_has_tag(first, "x") && !policy_has_tag(late, "x"));
    cr_expect_str_eq(late->table[TOY_DECIDE].rule->why.id, "policy mid:9");
    cr_expect_str_eq(late->table[TOY_BEFORE].rule->why.id, "policy first:20");
    cr_expect_str_eq(late->table[TOY_BEFORE].rule->why.cite, "one; two");
    cr_expect_str_eq(late->table[TOY_AFTER].rule->why.id, "policy late:4");
    cr_expect(policy_gives(set, late, TOY_AFTER));
    cr_expect(!policy_gives(set, late, TOY_DECIDE));
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_parse, orders_numbers_in_names_by_value)
{
    struct diag_sink *sink = diag_sink_new();
    GString *text = g_string_new(NULL);
    static const char *const order[] = {"a",    "a-2",   "a-10", "a-10b",
                                        "a2.7", "a2.11", "b"};
    struct policy_set *set;

    for (unsigned i = 7; i-- > 0;)
        g_string_append_printf(
            text, "policy %s\n title \"t\"\n arch toy\n layer kvm\n", order[i]);
    set = set_of(toy_arch, 2, text->str, sink);
    cr_assert_eq(policy_count(set), 7);
    for (unsigned i = 0; i < 7; i++)
        cr_expect_str_eq(policy_at(set, i)->name, order[i]);
    g_string_free(text, TRUE);
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_parse, loading_says_what_cannot_be_read)
{
    struct policy_set *set = policy_set_new(toy_arch, 2);
    struct diag_sink *sink = diag_sink_new();
    GError *error = NULL;

    cr_expect(!policy_load(set, "tests/policy/absent", sink, &error));
    cr_expect_not_null(error);
    g_clear_error(&error);
    cr_expect(policy_load(set, "tests/policy", sink, &error));
    cr_expect_eq(policy_count(set), 0);
    diag_sink_free(sink);
    policy_set_free(set);
}
