/* Composition, names, tags, selection. */
#include "tests/policy/toy.h"

// clang-format off
static const char text[] =
    "policy a\n title \"t\"\n arch toy\n layer kvm\n also a1 a2\n tags red-t\n"
    " decide\n  otherwise -> yes\n before unmap -> rest\n"
    "policy b\n title \"t\"\n arch toy\n layer kvm\n tags red-t\n"
    " decide\n  otherwise -> no\n"
    "policy i\n title \"t\"\n arch toy\n layer iommu\n tags blue-t\n"
    " attach\n  red -> no\n"
    "policy x\n title \"t\"\n arch x86\n layer kvm\n"
    " stage2\n  otherwise -> WB\n"
    "stack both = i + a1\n"
    "stack one = b\n";

static const struct {
    const char *name, *faults;
} wrong[] = {
    {"a+b", "0:0 E313 'a' and 'b' both decide for layer 'kvm'\n"},
    {"a1 + i + a2", "0:0 E313 'a1' and 'a2' both decide for layer 'kvm'\n"},
    {"both+b", "0:0 E313 'a1' and 'b' both decide for layer 'kvm'\n"},
    {"i+x", "0:0 E203 'i' and 'x' are of different architectures\n"},
    {"a+j", "0:0 E201 no policy 'j'\n"},
    {"bith", "0:0 E201 no policy 'bith', did you mean 'both'?\n"},
    {"", "0:0 E201 no policy ''\n"},
    {"a+", "0:0 E201 no policy ''\n"},
    {"zzzzzz", "0:0 E201 no policy 'zzzzzz'\n"},
};
// clang-format on

static const struct span nowhere = {0};

static struct policy_set *
the_set(struct diag_sink *sink)
{
    struct policy_set *set = set_of(toy_arch, 2, text, sink);

    cr_assert_eq(diag_count(sink), 0);
    return set;
}

Test(policy_stack, unites_in_any_order)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);
    const struct policy_stack *ai = stack_compose(set, "a2+i", nowhere, sink);
    const struct policy_stack *ia = stack_compose(set, "i + a2", nowhere, sink);
    const struct policy_stack *a = stack_compose(set, "a", nowhere, sink);

    cr_assert(ai && ia && a);
    cr_expect_str_eq(ai->name, "a2+i");
    cr_expect_str_eq(ia->name, "i + a2");
    cr_expect_eq(ai->npart, 2);
    for (unsigned t = 0; t < TOY_TABLES; t++) {
        cr_expect_eq(ai->table[t].rule, ia->table[t].rule);
        cr_expect_eq(ai->table[t].n, ia->table[t].n);
    }
    cr_expect(ai->part[0] == ia->part[0] && ai->part[1] == ia->part[1]);
    /* attach: the policy's rule, then the model's default */
    cr_expect_eq(ai->table[TOY_ATTACH].n, 2);
    cr_expect_eq(policy_first(&ai->table[TOY_ATTACH], 1)->action[0].code, 0);
    cr_expect_eq(policy_first(&ai->table[TOY_ATTACH], 0)->line, 0);
    /* no policy of that layer: the default alone */
    cr_expect_eq(a->table[TOY_ATTACH].rule, toy_default.rule);
    cr_expect_eq(a->table[TOY_AFTER].n, 0);
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_stack, names_both_in_errors)
{
    for (unsigned i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct diag_sink *sink = diag_sink_new();
        struct policy_set *set = the_set(sink);
        char *got;

        cr_expect_null(stack_compose(set, wrong[i].name, nowhere, sink));
        got = faults_text(sink);
        cr_expect_str_eq(got, wrong[i].faults, "%s: %s", wrong[i].name, got);
        g_free(got);
        diag_sink_free(sink);
        policy_set_free(set);
    }
}

/* The names of what a text selects, with blanks between. */
static char *
selected(struct policy_set *set, const char *what, struct diag_sink *sink)
{
    GPtrArray *all = stack_select(set, what, NULL, nowhere, sink);
    GString *out = g_string_new(NULL);

    for (guint i = 0; all && i < all->len; i++) {
        const struct policy_stack *s = all->pdata[i];

        g_string_append_printf(out, "%s%s", i ? " " : "", s->name);
    }
    if (all)
        g_ptr_array_unref(all);
    return g_string_free(out, FALSE);
}

Test(policy_stack, selects_all_products_tags_and_single_ones)
{
    static const char *const rows[][2] = {
        {"all",     "both one" },
        {"all*all", "a+i b+i x"},
        {"red-t",   "a b"      },
        {"blue-t",  "i"        },
        {"both",    "both"     },
        {"a1",      "a1"       },
        {"a1+i",    "a1+i"     },
        {"nobody",  ""         },
    };
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);

    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *got = selected(set, rows[i][0], sink);

        cr_expect_str_eq(got, rows[i][1], "%s: %s", rows[i][0], got);
        g_free(got);
    }
    cr_expect_eq(diag_errors(sink), 1);
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_stack, is_under_its_parts_names_stacks_and_tags)
{
    static const char *const yes[] = {"a",     "a1",     "a2",  "i",     "both",
                                      "red-t", "blue-t", "i+a", "a2 + i"};
    static const char *const no[] = {"b",   "one", "x", "b+i",
                                     "all", "",    "+", "a+b"};
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);
    const struct policy_stack *s = stack_compose(set, "a1+i", nowhere, sink);
    const struct policy_stack *a = stack_compose(set, "a", nowhere, sink);

    for (unsigned i = 0; i < sizeof yes / sizeof yes[0]; i++)
        cr_expect(stack_is_under(set, s, yes[i], true), "%s", yes[i]);
    for (unsigned i = 0; i < sizeof no / sizeof no[0]; i++)
        cr_expect(!stack_is_under(set, s, no[i], true), "%s", no[i]);
    cr_expect(!stack_is_under(set, a, "both", true));
    cr_expect(stack_name_known(set, "a2") && stack_name_known(set, "one") &&
              stack_name_known(set, "red-t") && !stack_name_known(set, "z"));
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_stack, shipped_names_are_the_users)
{
    struct policy_set *set = shipped_set();
    struct diag_sink *sink = diag_sink_new();
    char *all = selected(set, "all", sink);
    const struct policy_stack *s = stack_compose(set, "vmx-6.9", nowhere, sink);

    cr_expect_str_eq(all, "linux-6.6 linux-6.8 linux-6.11-rc linux-6.14 "
                          "linux-6.16");
    cr_assert_not_null(s);
    cr_expect_str_eq(s->name, "vmx-6.9");
    cr_expect(stack_is_under(set, s, "vmx-6.7", true));
    cr_expect(stack_is_under(set, s, "linux-6.8", true));
    cr_expect(!stack_is_under(set, s, "vmx-6.6", true));
    g_free(all);
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_stack, says_when_all_means_none_and_when_it_means_too_many)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = policy_set_new(toy_arch, 2);
    char *got;

    for (unsigned i = 0; i < 130; i++) {
        char *one =
            g_strdup_printf("policy p%u\n title \"t\"\n arch toy\n layer %s\n",
                            i, i % 2 ? "kvm" : "iommu");

        policy_parse(set, source_new("t.policy", one, strlen(one)), sink);
        g_free(one);
    }
    policy_set_finish(set, sink);
    cr_expect_null(stack_select(set, "all", NULL, nowhere, sink));
    got = faults_text(sink);
    cr_expect_str_eq(got, "0:0 E201 there is no stack for 'all' to mean\n");
    g_free(got);
    got = selected(set, "all*all", sink);
    cr_expect(g_str_has_prefix(got, "p1+p0 p1+p2 "));
    g_free(got);
    got = faults_text(sink);
    cr_expect_not_null(strstr(got, "0:0 E209 more than 4096 stacks\n"));
    g_free(got);
    diag_sink_free(sink);
    policy_set_free(set);
}

/* A user's copy of a policy keeps its name, its further names, and what is
 * based on it. */
Test(policy_stack, later_texts_take_the_place_of_those_before)
{
    static const char before[] =
        "policy p\n title \"t\"\n arch toy\n layer kvm\n"
        " also p-2\n decide\n  otherwise -> yes\n"
        " before unmap -> rest\n"
        "policy q\n title \"t\"\n base p\n"
        "stack s = p\n";
    static const char after[] = "policy p\n title \"mine\"\n arch toy\n"
                                " layer kvm\n also p-2\n"
                                " decide\n  otherwise -> no\n"
                                "stack s = q\n";
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = policy_set_new(toy_arch, 2);

    policy_parse(set, source_new("a", before, strlen(before)), sink);
    policy_set_replace(set);
    policy_parse(set, source_new("b", after, strlen(after)), sink);
    cr_assert(policy_set_finish(set, sink));
    cr_expect_eq(policy_count(set), 2);
    cr_expect_eq(stack_count(set), 1);
    cr_expect_str_eq(policy_find(set, "p-2")->title, "mine");
    cr_expect_eq(policy_find(set, "q")->table[TOY_BEFORE].n, 0);
    cr_expect_str_eq(stack_compose(set, "s", nowhere, sink)->part[0]->name,
                     "q");
    diag_sink_free(sink);
    policy_set_free(set);
}
