/* Texts nobody would write: each ends in messages, none in a crash or a long
 * wait. */
#include "tests/policy/toy.h"

#define HEAD "policy p\n  title \"t\"\n  arch toy\n  layer kvm\n"

/* Everything a set can be asked after a text, right or wrong. */
static void
exercise(const char *text, size_t length)
{
    struct policy_set *set = policy_set_new(toy_arch, 2);
    struct diag_sink *sink = diag_sink_new();
    struct span nowhere = {0};
    static const char *const ask[] = {"all", "all*all", "p", "p+q", "", "+"};

    policy_parse(set, source_new("t.policy", text, length), sink);
    policy_set_finish(set, sink);
    for (uint32_t i = 0; i < policy_count(set); i++) {
        policy_lint(set, policy_at(set, i), sink);
        g_array_unref(policy_show(set, policy_at(set, i)));
    }
    for (unsigned i = 0; i < sizeof ask / sizeof ask[0]; i++) {
        GPtrArray *got = stack_select(set, ask[i], NULL, nowhere, sink);

        for (guint k = 0; got && k < got->len; k++)
            stack_is_under(set, got->pdata[k], "p+q", true);
        if (got)
            g_ptr_array_unref(got);
    }
    diag_sink_free(sink);
    policy_set_free(set);
}

static const char full[] =
    "# a\npolicy p\n  title \"t\"\n  cite \"c\"\n  arch toy\n  layer kvm\n"
    "  tags x y\n  also pp\n  decide\n    !red & tone(dark) -> yes soft\n"
    "    otherwise -> fail -EINVAL\n"
    "  before unmap if red -> flush here there, rest\n"
    "policy q\n  title \"t\"\n  base p\n  after unmap -> rest\n"
    "policy i\n  title \"t\"\n  arch toy\n  layer iommu\n"
    "  attach\n    red -> no\nstack s = pp + i\n";

Test(policy_hostile, survives_every_prefix)
{
    for (size_t n = 0; n < sizeof full; n++)
        exercise(full, n);
}

Test(policy_hostile, survives_a_token_gone_or_spoiled_anywhere)
{
    static const char spoil[] = {'\0', '\n', '"', '(', ')',        '!',
                                 '&',  '-',  '>', ',', '+',        '#',
                                 '$',  '7',  'z', ' ', (char) 0xff};
    unsigned cases = 0;

    for (size_t i = 0; i + 1 < sizeof full; i++)
        for (unsigned k = 0; k < sizeof spoil; k++) {
            char *text = g_strdup(full);

            text[i] = spoil[k];
            exercise(text, sizeof full - 1);
            g_free(text);
            cases++;
        }
    cr_expect_eq(cases, (sizeof full - 1) * sizeof spoil);
}

/* Repeats a line that holds one %u. */
static char *
many(const char *head, const char *line, unsigned n, const char *tail)
{
    GString *out = g_string_new(head);

    for (unsigned i = 0; i < n; i++)
        g_string_append_printf(out, "%s%u\n", line, i);
    return g_string_free(g_string_append(out, tail), FALSE);
}

static void
expect_fault(char *text, const char *message)
{
    char *got = faults_of(toy_arch, 2, text, true);

    cr_expect(strstr(got, message) != NULL, "'%s' is not in '%.300s'", message,
              got);
    g_free(got);
    g_free(text);
}

Test(policy_hostile, names_each_limit)
{
    char *names = many(HEAD, " also n", 65, "");
    char *policies = many("", "policy p", 65, "");
    GString *text = g_string_new(HEAD " decide\n");

    for (unsigned i = 0; i < 1025; i++)
        g_string_append(text, "  red -> yes\n");
    expect_fault(g_string_free(text, FALSE),
                 "E209 a decision or hook has at most 1024 rules");
    expect_fault(names, "E209 more than 64 names");
    expect_fault(policies, "E209 more than 64 policies in one file");
    text = g_string_new(HEAD "stack s = p");
    for (unsigned i = 0; i < 16; i++)
        g_string_append(text, " + p");
    expect_fault(g_string_free(text, FALSE),
                 "E209 more than 16 policies in a stack");
    text = g_string_new("x");
    for (unsigned i = 0; i < 5000; i++)
        g_string_append(text, "+x");
    exercise(text->str, text->len);
    g_string_free(text, TRUE);
}

Test(policy_hostile, survives_long_chains_of_bases)
{
    GString *text = g_string_new(HEAD);
    struct policy_set *set = policy_set_new(toy_arch, 2);
    struct diag_sink *sink = diag_sink_new();

    for (unsigned i = 0; i < 2000; i++) {
        char *one =
            g_strdup_printf("policy p%u\n title \"t\"\n base p%u\n", i, i + 1);

        policy_parse(set, source_new("t.policy", one, strlen(one)), sink);
        g_free(one);
    }
    g_string_append(text, " also p2000\n");
    policy_parse(set, source_new("t.policy", text->str, text->len), sink);
    cr_expect(policy_set_finish(set, sink));
    cr_expect_eq(diag_count(sink), 0);
    cr_expect_str_eq(policy_find(set, "p0")->arch, "toy");
    g_string_free(text, TRUE);
    diag_sink_free(sink);
    policy_set_free(set);
}
