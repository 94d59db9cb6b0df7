/* The shipped policies of all architectures in one set: nobody's word, name or
 * stack is another's, and what is selected for one is never of another. */
#include "tests/policy/sets.h"

extern const struct policy_vocab arm64_policy_vocab, x86_policy_vocab;

static const struct policy_arch both[] = {
    {"x86",   &x86_policy_vocab  },
    {"arm64", &arm64_policy_vocab},
};

static struct policy_set *
both_set(void)
{
    static const char *const folder[] = {"models/x86_pat_ept/policies",
                                         "models/arm64_s2fwb/policies", NULL};

    return set_of_folders(both, 2, folder);
}

/* How many of these are of one architecture. */
static unsigned
count_arch(const GPtrArray *list, const char *arch)
{
    unsigned n = 0;

    for (guint i = 0; i < list->len; i++) {
        const struct policy_stack *s = list->pdata[i];

        for (uint32_t k = 0; k < s->npart; k++)
            cr_expect_str_eq(s->part[k]->arch, s->part[0]->arch, "%s", s->name);
        n += strcmp(s->part[0]->arch, arch) == 0;
    }
    return n;
}

static void
expect_selected(struct policy_set *set, const char *text, unsigned x86,
                unsigned arm64)
{
    struct diag_sink *sink = diag_sink_new();
    GPtrArray *list = stack_select(set, text, NULL, (struct span){0}, sink);

    cr_assert_not_null(list, "%s", text);
    cr_expect_eq(count_arch(list, "x86"), x86, "%s", text);
    cr_expect_eq(count_arch(list, "arm64"), arm64, "%s", text);
    cr_expect_eq(list->len, x86 + arm64, "%s", text);
    g_ptr_array_unref(list);
    diag_sink_free(sink);
}

Test(policy_architectures, keep_to_themselves)
{
    struct policy_set *set = both_set();

    expect_selected(set, "all", 5, 4);
    expect_selected(set, "all*all", 15, 18);
    expect_selected(set, "linux-6.8", 1, 0);
    expect_selected(set, "linux-arm64-6.8", 0, 1);
    expect_selected(set, "honors-guest-mtrr", 5, 0);
    expect_selected(set, "blocks-cacheable-pfnmap", 0, 5);
    policy_set_free(set);
}

Test(policy_architectures, do_not_compose)
{
    struct policy_set *set = both_set();
    struct diag_sink *sink = diag_sink_new();
    char *faults;

    cr_expect_null(
        stack_select(set, "vmx-6.14+arm64-6.17", NULL, (struct span){0}, sink));
    faults = faults_text(sink);
    cr_expect_str_eq(faults, "0:0 E203 'vmx-6.14' and 'arm64-6.17' are of "
                             "different architectures\n");
    g_free(faults);
    diag_sink_free(sink);
    policy_set_free(set);
}
