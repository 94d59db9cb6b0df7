/* What follows from the shipped arm64 policies, in single cases: the notes that
 * the facts make about each kernel. */
#include "tests/policy/arm64.h"

enum host { PLAIN, FWB_ONLY, FWB_DIC };

static const struct plan_region ram = {.kind = REGION_RAM, .linear_map = true};
static const struct plan_region devmem = {.kind = REGION_RAM};
static const struct plan_region bar = {.kind = REGION_MMIO};

struct asked {
    struct policy_set *set;
    const struct policy_stack *stack;
};

static struct asked
open_policy(const char *name)
{
    struct asked a = {.set = arm64_set()};
    struct diag_sink *sink = diag_sink_new();

    a.stack = stack_compose(a.set, name, (struct span){0}, sink);
    cr_assert_not_null(a.stack, "%s", name);
    diag_sink_free(sink);
    return a;
}

static uint64_t
facts(enum host host, const struct plan_region *r, uint32_t vma, uint32_t flags)
{
    return arm64_host_facts(host != PLAIN, host == FWB_DIC) |
           arm64_region_facts(r, vma, flags);
}

/* "Normal 6", "Device-nGnRE 1", "-14", "abort". */
static void
expect_leaf(const char *policy, uint64_t f, const char *want)
{
    struct asked a = open_policy(policy);
    struct arm64_stage2 s = arm64_stage2(a.stack, f);
    char *got =
        s.inject ? g_strdup("abort")
        : s.error
            ? g_strdup_printf("-%u", s.error)
            : g_strdup_printf("%s %x", arm64_policy_vocab.action[s.action].name,
                              s.memattr);

    cr_expect_str_eq(got, want, "%s: %s and not %s", policy, got, want);
    g_free(got);
    policy_set_free(a.set);
}

static void
expect_slot(const char *policy, uint64_t f, unsigned error)
{
    struct asked a = open_policy(policy);
    struct arm64_memslot m = arm64_memslot(a.stack, f);

    cr_expect_eq(m.error, error, "%s: %u and not %u", policy, m.error, error);
    cr_expect_not_null(m.rule);
    policy_set_free(a.set);
}

static const uint32_t grace = VMA_PFNMAP | VMA_WB;

/* Cacheable VM_PFNMAP without FWB and DIC: demoted, refused, mapped. */
Test(arm64_stage2, follows_a_cacheable_pfnmap_or_refuses_it)
{
    for (int host = PLAIN; host <= FWB_DIC; host++) {
        uint64_t f = facts((enum host) host, &devmem, grace, 0);

        expect_slot("linux-arm64-6.16", f, 0);
        expect_leaf("linux-arm64-6.16", f, "Device-nGnRE 1");
        expect_leaf("linux-arm64-6.16", f | 1ULL << FACT_VMA_ANY_UNCACHED,
                    "Normal-NC 5");
        expect_slot("arm64-block-2025", f, 22);
        expect_leaf("arm64-block-2025", f, "-22");
        expect_slot("linux-arm64-6.17", f, host == FWB_DIC ? 0 : 22);
        expect_leaf("linux-arm64-6.17", f,
                    host == FWB_DIC ? "Normal 6" : "-14");
        expect_slot("arm64-nc-fallback", f, 0);
        expect_leaf("arm64-nc-fallback", f,
                    host == FWB_DIC ? "Normal 6" : "Normal-NC 5");
        expect_slot("arm64-v3-2025", f, 0);
        expect_leaf("arm64-v3-2025", f, host == PLAIN ? "-22" : "Normal 6");
    }
}

/* The memslot says -EINVAL, the fault -EFAULT: a mapping that was replaced, or
 * VM_MIXEDMAP, which the memslot does not look at. */
Test(arm64_stage2, refuses_with_two_errors)
{
    uint64_t mixed = facts(PLAIN, &devmem, VMA_MIXEDMAP | VMA_WB, 0);
    uint64_t before = facts(PLAIN, &devmem, VMA_PFNMAP | VMA_NC, 0);
    uint64_t replaced = facts(PLAIN, &devmem, grace, 0);

    expect_slot("arm64-6.17", mixed, 0);
    expect_leaf("arm64-6.17", mixed, "-14");
    expect_slot("arm64-6.17", before, 0);
    expect_leaf("arm64-6.17", replaced, "-14");
    expect_leaf("arm64-6.17-memslot-only", replaced, "Device-nGnRE 1");
    expect_leaf("arm64-v8-2025", mixed, "-22");
    expect_leaf("arm64-v8-2025",
                facts(FWB_DIC, &devmem, VMA_MIXEDMAP | VMA_WB, 0), "-22");
    expect_leaf("arm64-6.17", facts(FWB_DIC, &devmem, VMA_MIXEDMAP | VMA_WB, 0),
                "Normal 6");
}

/* The reverse mismatch: the host's mapping is Normal-NC, the guest's Normal. */
Test(arm64_stage2, maps_memory_normal_whatever_the_mapping)
{
    static const char *const policies[] = {"arm64-5.14", "arm64-6.9",
                                           "arm64-block-2025", "arm64-6.17",
                                           "arm64-v8-2025"};
    const uint32_t nc = VMA_PFNMAP | VMA_NC;

    for (unsigned i = 0; i < 5; i++) {
        expect_leaf(policies[i], facts(PLAIN, &ram, nc, 0), "Normal f");
        expect_leaf(policies[i], facts(FWB_DIC, &ram, nc, 0), "Normal 6");
        expect_leaf(policies[i], facts(PLAIN, &ram, 0, 0), "Normal f");
    }
    expect_leaf("arm64-5.10", facts(PLAIN, &ram, nc, 0), "Device-nGnRE 1");
}

/* Without VM_PFNMAP and VM_MIXEDMAP 6.17 does not look at the page. */
Test(arm64_stage2, takes_other_mappings_for_cacheable)
{
    uint64_t f = facts(PLAIN, &devmem, VMA_NC, 0);

    expect_leaf("arm64-6.9", f, "Device-nGnRE 1");
    expect_leaf("arm64-6.17", f, "Normal f");
}

Test(arm64_stage2, maps_a_bar_as_its_driver_allows)
{
    uint64_t f = facts(FWB_DIC, &bar, 0, 0), fetch = 1ULL << FACT_EXEC_FAULT;

    expect_leaf("linux-arm64-5.13", f, "Device-nGnRE 1");
    expect_leaf("linux-arm64-6.8", f, "Device-nGnRE 1");
    expect_leaf("linux-arm64-6.16", f, "Normal-NC 5");
    expect_leaf("linux-arm64-6.17", f, "Normal-NC 5");
    expect_leaf("linux-arm64-6.17",
                facts(FWB_DIC, &bar, VMA_PFNMAP | VMA_DEVICE, 0),
                "Device-nGnRE 1");
    expect_leaf("linux-arm64-5.13", f | fetch, "abort");
    expect_leaf("linux-arm64-6.17", f | fetch, "abort");
    expect_slot("linux-arm64-6.17", f, 0);
    expect_slot("linux-arm64-6.17", facts(FWB_DIC, &bar, 0, SLOT_LOG_DIRTY),
                22);
}

Test(arm64_stage2, wants_tags_where_the_vm_has_them)
{
    uint64_t allowed = facts(FWB_DIC, &ram, 0, SLOT_VM_MTE);
    uint64_t file = facts(FWB_DIC, &ram, VMA_WB, SLOT_VM_MTE);
    uint64_t fetch = 1ULL << FACT_EXEC_FAULT;

    expect_slot("arm64-6.17", allowed, 0);
    expect_leaf("arm64-6.17", allowed, "Normal 6");
    expect_slot("arm64-6.17", file, 22);
    expect_leaf("arm64-6.17", file, "-14");
    expect_leaf("arm64-6.17", file | fetch, "-14");
    expect_leaf("arm64-5.10", file, "Normal 6");
    expect_leaf("arm64-6.17", facts(FWB_DIC, &devmem, grace, SLOT_VM_MTE),
                "-14");
}

/* Who asks for a guarantee gets it or an error, for ordinary memory too. */
Test(arm64_stage2, guarantees_write_back_or_refuses)
{
    static const char proposal[] = "arm64-guarantee-2025";

    expect_slot(proposal, facts(PLAIN, &ram, 0, SLOT_GUARANTEE_WB), 22);
    expect_slot(proposal, facts(FWB_ONLY, &ram, 0, SLOT_GUARANTEE_WB), 0);
    expect_slot(proposal, facts(PLAIN, &ram, 0, 0), 0);
    expect_slot(proposal, facts(FWB_DIC, &devmem, grace, 0), 22);
    expect_slot(proposal, facts(FWB_DIC, &devmem, grace, SLOT_GUARANTEE_WB), 0);
    expect_slot(proposal, facts(FWB_ONLY, &devmem, grace, SLOT_GUARANTEE_WB),
                22);
    expect_leaf(proposal,
                facts(FWB_DIC, &devmem, VMA_PFNMAP | VMA_NC, SLOT_GUARANTEE_WB),
                "-14");
    expect_leaf(proposal, facts(FWB_DIC, &devmem, grace, 0), "-14");
    expect_leaf(proposal, facts(FWB_ONLY, &ram, 0, SLOT_GUARANTEE_WB),
                "Normal 6");
}

/* v4 to v6 ask for the flag when the memslot is made, not at the fault. */
Test(arm64_stage2, wants_the_flag_of_the_middle_versions)
{
    expect_slot("arm64-v5-2025", facts(FWB_DIC, &devmem, grace, 0), 22);
    expect_slot("arm64-v5-2025",
                facts(FWB_DIC, &devmem, grace, SLOT_CACHEABLE_PFNMAP), 0);
    expect_slot("arm64-v5-2025",
                facts(FWB_ONLY, &devmem, grace, SLOT_CACHEABLE_PFNMAP), 22);
    expect_leaf("arm64-v5-2025", facts(FWB_DIC, &devmem, grace, 0), "Normal 6");
    expect_leaf("arm64-v5-2025", facts(FWB_ONLY, &devmem, grace, 0), "-22");
    expect_leaf("arm64-v5-2025", facts(FWB_DIC, &ram, grace | VMA_COW, 0),
                "-22");
}
