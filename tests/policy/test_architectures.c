/* The shipped policies of all architectures in one set: nobody's word, name or
 * stack is another's, and what is selected for one is never of another. */
#include "tests/policy/sets.h"

extern const struct policy_vocab arm64_policy_vocab, x86_policy_vocab;

static const struct policy_arch both[] = {
    {"x86",   &x86_policy_vocab,   false},
    {"arm64", &arm64_policy_vocab, false},
    IO_ARCH
};

static struct policy_set *
both_set(void)
{
    static const char *const folder[] = {"models/x86_pat_ept/policies",
                                         "models/arm64_s2fwb/policies",
                                         IO_SHIPPED, NULL};

    return set_of_folders(both, 3, folder);
}

/* How many of these are of one architecture. */
static unsigned
count_arch(const GPtrArray *list, const char *arch)
{
    unsigned n = 0;

    for (guint i = 0; i < list->len; i++) {
        const struct policy_stack *s = list->pdata[i];

        for (uint32_t k = 0; k < s->npart; k++)
            cr_expect(s->part[k]->shared || !strcmp(s->part[k]->arch, s->arch),
                      "%s", s->name);
        n += strcmp(s->arch, arch) == 0;
    }
    return n;
}

/* Each of an architecture's policies, where shared ones make no difference. */
static void
expect_all(struct policy_set *set, const char *arch, unsigned n)
{
    const struct stack_user user = {arch, false};
    struct diag_sink *sink = diag_sink_new();
    GPtrArray *list =
        stack_select(set, "all*all", &user, (struct span){0}, sink);

    cr_assert_not_null(list, "%s", arch);
    cr_expect_eq(list->len, n, "%s", arch);
    cr_expect_eq(count_arch(list, arch), n, "%s", arch);
    g_ptr_array_unref(list);
    diag_sink_free(sink);
}

/* What a stack is made of, a star behind what nobody chose. */
static void
expect_parts(struct policy_set *set, const char *name, const char *parts)
{
    struct diag_sink *sink = diag_sink_new();
    const struct policy_stack *s =
        stack_compose(set, name, (struct span){0}, sink);
    GString *got = g_string_new(NULL);

    cr_assert_not_null(s, "%s", name);
    for (uint32_t i = 0; i < s->npart; i++)
        g_string_append_printf(got, "%s%s%s", i ? " " : "", s->part[i]->name,
                               s->assumed >> i & 1 ? "*" : "");
    cr_expect_str_eq(got->str, parts, "%s", name);
    g_string_free(got, TRUE);
    diag_sink_free(sink);
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
    expect_all(set, "x86", 16);
    expect_all(set, "arm64", 18);
    expect_selected(set, "linux-6.8", 1, 0);
    expect_selected(set, "linux-arm64-6.8", 0, 1);
    expect_selected(set, "honors-guest-mtrr", 5, 0);
    expect_selected(set, "blocks-cacheable-pfnmap", 0, 5);
    policy_set_free(set);
}

/* Each release with what its VFIO or iommufd did. */
Test(policy_architectures, stacks_have_every_layer)
{
    static const struct {
        const char *name, *parts;
    } stack[] = {
        {"linux-6.6",            "vmx-5.15 iommufd-6.6 flush-none vmm-as-reported*"  },
        {"linux-6.8",            "vmx-6.7 iommufd-6.16 flush-none vmm-as-reported*"  },
        {"linux-6.11-rc",
         "vmx-6.11-rc iommufd-6.16 flush-none vmm-as-reported*"                      },
        {"linux-6.14",           "vmx-6.11 iommufd-6.16 flush-none vmm-as-reported*" },
        {"linux-6.16",           "vmx-6.16 iommufd-6.16 flush-none vmm-as-reported*" },
        {"linux-arm64-5.13",
         "arm64-5.10 vfio-type1-5.15 flush-none vmm-as-reported*"                    },
        {"linux-arm64-6.8",
         "arm64-5.14 iommufd-6.16 flush-none vmm-as-reported*"                       },
        {"linux-arm64-6.16",
         "arm64-6.9 iommufd-6.16 flush-none vmm-as-reported*"                        },
        {"linux-arm64-6.17",
         "arm64-6.17 iommufd-6.16 flush-none vmm-as-reported*"                       },
        {"vmx-6.7",              "vmx-6.7 iommufd-6.16* flush-none* vmm-as-reported*"},
        {"flush-2024+arm64-6.9",
         "arm64-6.9 iommufd-6.16* flush-2024 vmm-as-reported*"                       },
    };
    struct policy_set *set = both_set();

    for (unsigned i = 0; i < G_N_ELEMENTS(stack); i++)
        expect_parts(set, stack[i].name, stack[i].parts);
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
