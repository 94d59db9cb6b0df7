/* The shipped policies against what the kernel sources say, typed in a second
 * time as C: every combination of facts, every table, every release. */
#include "tests/policy/kit.h"

/* One combination of facts. */
struct in {
    bool mmio, ncdma, cd, qcd, qpat, ss, slot, some, exits, fast, moved, tdp;
};

static struct in
facts_in(uint64_t f)
{
    return (struct in){
        .mmio = f >> FACT_HOST_MMIO & 1,
        .ncdma = f >> FACT_NONCOHERENT_DMA & 1,
        .cd = f >> FACT_GUEST_CR0_CD & 1,
        .qcd = f >> FACT_QUIRK_CD_NW_CLEARED & 1,
        .qpat = f >> FACT_QUIRK_IGNORE_GUEST_PAT & 1,
        .ss = f >> FACT_SELF_SNOOP & 1,
        .slot = f >> FACT_SLOT_NONCOHERENT & 1,
        .some = f >> FACT_SOME_SLOT_NONCOHERENT & 1,
        .exits = f >> FACT_WBINVD_EXITS & 1,
        .fast = f >> FACT_FAST_PATH & 1,
        .moved = f >> FACT_VCPU_MOVED & 1,
        .tdp = f >> FACT_TDP & 1,
    };
}

/* vmx_get_mt_mask(): type and IPAT for the cases in the order in which it
 * asks: host MMIO; flagged slot; no non-coherent DMA; CD with the quirk; CD
 * without; the rest. */
struct rows {
    const char *policy, *mmio, *slot, *coherent, *cd_quirk, *cd, *rest;
};

// clang-format off
static const struct rows stage2[] = {
    /* v5.15 vmx.c:6984, v6.1 :7438, v6.5 :7578 */
    {"vmx-5.15", "UC", NULL, "WB ipat", "WB ipat", "UC ipat", "guest-mtrr"},
    /* v6.8 vmx.c:7590, v6.9 :7617 */
    {"vmx-6.7", "UC", NULL, "WB ipat", "WB", "UC ipat", "guest-mtrr"},
    /* v6.11 vmx.c:7653, v6.12 :7659, v6.13 :7685, v6.14 :7674 */
    {"vmx-6.11", "UC", NULL, "WB ipat", "WB", "WB", "WB"},
    /* 20240105091535.24760-1-yan.y.zhao@intel.com on top of 6.7 */
    {"vmx-memslot-2024", "UC", "WB", "WB ipat", "WB", "UC ipat", "guest-mtrr"},
    /* commit 377b2f359d1f, in 6.11-rc only */
    {"vmx-6.11-rc", "UC", NULL, "WB ipat", "WB", "WB", "WB"},
    /* v6.16 vmx.c:7649-7674 */
    {"vmx-6.16", "UC", NULL, "WB ipat", "WB", "WB", "WB"},
    /* v6.16 tdx.c:633, the shared EPT */
    {"tdx-6.16", "UC", NULL, "WB", "WB", "WB", "WB"},
    /* nested entries have host PAT index 0 for every page */
    {"svm-5.15", "WB", NULL, "WB", "WB", "WB", "WB"},
    /* 20200213213036.207625-1-olvaffe@gmail.com on top of the 5.15 rule */
    {"vmx-mem-dma-2020", "UC", NULL, "WB ipat", "WB ipat", "UC ipat",
     "guest-mtrr"},
    {"vmx-virtio-2023", "UC", NULL, "WB ipat", "WB", "UC ipat", "guest-mtrr"},
    {"vmx-delete-ipat-2024", "UC", NULL, "WB", "WB", "WB", "WB"},
    {"vmx-6.14-no-exit-barrier", "UC", NULL, "WB ipat", "WB", "WB", "WB"},
    {"vmx-6.14-mmio-wb", "WB", NULL, "WB ipat", "WB", "WB", "WB"},
    {"vmx-flush-install-revoke", "UC", NULL, "WB ipat", "WB", "WB", "WB"},
    {"vmx-6.14-wbinvd-clflush", "UC", NULL, "WB ipat", "WB", "WB", "WB"},
    /* no kernel: every leaf that there can be */
    {"vmx-any-ept", "UC", NULL, "guest-mtrr", "guest-mtrr", "guest-mtrr",
     "guest-mtrr"},
};
// clang-format on

enum { POLICIES = sizeof stage2 / sizeof stage2[0] };

static bool
is(const char *policy, const char *name)
{
    return strcmp(policy, name) == 0;
}

/* What the policy takes for "non-coherent DMA is registered". */
static bool
counted(const char *policy, struct in x)
{
    return x.ncdma || (is(policy, "vmx-mem-dma-2020") && x.some);
}

/* 6.16 and what is made of it: they ask for the quirk. */
static bool
of_616(const char *policy)
{
    return is(policy, "vmx-6.16") || is(policy, "vmx-flush-install-revoke");
}

/* What makes the guest's PAT count without it. */
static bool
always_honoured(const char *policy, struct in x)
{
    return (is(policy, "vmx-6.11-rc") && x.ss) ||
           (of_616(policy) && x.ss && !x.qpat);
}

static const char *
expect_stage2(const struct rows *r, struct in x)
{
    if (is(r->policy, "tdx-6.16") && !x.ss)
        return "refuse -EINVAL";
    if (x.mmio)
        return r->mmio;
    if (is(r->policy, "vmx-any-ept") && x.qpat)
        return "guest-mtrr ipat";
    if (x.slot && r->slot)
        return r->slot;
    if (!counted(r->policy, x) && !always_honoured(r->policy, x))
        return r->coherent;
    if (x.cd && x.qcd)
        return r->cd_quirk;
    if (x.cd)
        return r->cd;
    return r->rest;
}

/* kvm_emulate_wbinvd_noskip(), the same in every version. */
static const char *
expect_wbinvd(const char *policy, struct in x)
{
    if (strcmp(policy, "vmx-6.14-wbinvd-clflush") == 0)
        return "flush-guest-pages";
    if (!counted(policy, x))
        return "nothing";
    return x.exits ? "flush-cpus vcpu-mask self, clear-mask"
                   : "flush-cpus self";
}

/* kvm_arch_vcpu_load() */
static const char *
expect_load(const char *policy, struct in x)
{
    if (!counted(policy, x) || is(policy, "vmx-6.14-wbinvd-clflush"))
        return "nothing";
    if (x.exits)
        return "remember-cpu";
    return x.moved ? "flush-cpus previous" : "nothing";
}

static const char *
expect_exit(const char *policy, struct in x)
{
    if (strcmp(policy, "vmx-6.14-no-exit-barrier") == 0)
        return "nothing";
    return x.fast ? "nothing" : "full-barrier";
}

/* kvm_noncoherent_dma_assignment_start_or_stop(): v5.15 x86.c:12054, v6.8
 * :13422, v6.11 :13543, v6.16 :13602. */
static bool
zaps_on_change(const char *policy, struct in x)
{
    if (is(policy, "vmx-5.15") || is(policy, "vmx-mem-dma-2020") ||
        is(policy, "tdx-6.16") || is(policy, "svm-5.15") ||
        is(policy, "vmx-delete-ipat-2024"))
        return false;
    if (of_616(policy))
        return x.qpat || !x.ss;
    return x.tdp && !(is(policy, "vmx-6.11-rc") && x.ss);
}

/* Zaps.  MTRRs and CR0.CD: v5.15 mtrr.c:306, x86.c:869; v6.8 mtrr.c:318,
 * x86.c:964; nothing from 6.11. */
static const char *
expect_zap(const char *policy, unsigned table, struct in x)
{
    bool v515 = is(policy, "vmx-5.15") || is(policy, "vmx-mem-dma-2020");
    bool v67 = is(policy, "vmx-6.7") || is(policy, "vmx-memslot-2024") ||
               is(policy, "vmx-virtio-2023");
    bool on = counted(policy, x);

    if (table == ON_NONCOHERENT_DMA_CHANGE)
        return zaps_on_change(policy, x) ? "zap all" : "nothing";
    if (table == ON_MTRR_WRITE)
        return (v515 || v67) && x.tdp && on ? "zap range" : "nothing";
    if (v515)
        return on && !x.qcd ? "zap all" : "nothing";
    return v67 && x.tdp && on && !x.qcd ? "zap all" : "nothing";
}

static const char *
expected(const struct rows *r, unsigned table, struct in x)
{
    switch ((enum x86_policy_table) table) {
    case DECIDE_STAGE2:
        return expect_stage2(r, x);
    case DECIDE_MEMSLOT:
        return "accept";
    case ON_WBINVD:
        return expect_wbinvd(r->policy, x);
    case ON_VM_EXIT:
        return expect_exit(r->policy, x);
    case ON_VCPU_LOAD:
        return expect_load(r->policy, x);
    case ON_NONCOHERENT_DMA_CHANGE:
    case ON_MTRR_WRITE:
    case ON_CR0_CD_WRITE:
        return expect_zap(r->policy, table, x);
    case ON_MEMSLOT_CHANGE:
        return strcmp(r->policy, "vmx-memslot-2024") == 0 ? "refuse -EINVAL"
                                                          : "nothing";
    case BEFORE_LEAF_INSTALL:
    case AFTER_ZAP:
        return is(r->policy, "vmx-flush-install-revoke") && !x.mmio
                   ? "flush range"
                   : "nothing";
    case ON_INVD:
    case ON_VM_ENTRY:
    case ON_PAT_WRITE:
    case X86_POLICY_TABLES:
    default:
        return "nothing";
    }
}

/* Every input of one table; how many were compared. */
static unsigned
walk_table(const struct policy *p, const struct rows *r, unsigned table)
{
    unsigned cases = 0;

    for (uint64_t facts = 0; facts < 1 << X86_FACTS; facts++) {
        const struct policy_rule *rule = policy_first(&p->table[table], facts);
        const char *want = expected(r, table, facts_in(facts));
        char *got =
            rule ? policy_does(&x86_policy_vocab, rule) : g_strdup("nothing");

        cases++;
        if (strcmp(got, want) != 0) {
            char *when =
                policy_when(&x86_policy_vocab, (1ULL << X86_FACTS) - 1, facts);

            cr_assert(false, "%s %s: %s gives %s, the kernel %s", r->policy,
                      x86_policy_vocab.decision[table].name, when, got, want);
        }
        g_free(got);
    }
    return cases;
}

Test(policy_shipped, says_what_the_kernel_does_for_every_input)
{
    struct policy_set *set = shipped_set();
    unsigned cases = 0;

    cr_assert_eq(own_policies(set), POLICIES);
    for (unsigned i = 0; i < POLICIES; i++) {
        const struct policy *p = policy_find(set, stage2[i].policy);

        cr_assert_not_null(p, "no policy %s", stage2[i].policy);
        for (unsigned t = 0; t < X86_POLICY_TABLES; t++)
            cases += walk_table(p, &stage2[i], t);
    }
    cr_expect_eq(cases, POLICIES * X86_POLICY_TABLES * (1U << X86_FACTS));
    policy_set_free(set);
}

Test(policy_shipped, passes_lint)
{
    struct policy_set *set = shipped_set();
    struct diag_sink *sink = diag_sink_new();

    for (uint32_t i = 0; i < policy_count(set); i++)
        cr_expect_eq(policy_lint(set, policy_at(set, i), sink), 0, "%s",
                     policy_at(set, i)->name);
    cr_expect_eq(diag_count(sink), 0);
    diag_sink_free(sink);
    policy_set_free(set);
}

/* First and last minor of each run of releases, and whose rules they had. */
static const struct {
    const char *policy;
    unsigned major, from, to;
} releases[] = {
    {"vmx-5.15", 5, 15, 19},
    {"vmx-5.15", 6, 0,  6 },
    {"vmx-6.7",  6, 7,  10},
    {"vmx-6.11", 6, 11, 15},
    {"vmx-6.16", 6, 16, 18},
};

Test(policy_shipped, has_a_name_for_each_release)
{
    struct policy_set *set = shipped_set();
    unsigned cases = 0;

    for (unsigned i = 0; i < sizeof releases / sizeof releases[0]; i++)
        for (unsigned m = releases[i].from; m <= releases[i].to; m++) {
            char *name = g_strdup_printf("vmx-%u.%u", releases[i].major, m);
            const struct policy *p = policy_find(set, name);

            cr_assert_not_null(p, "no policy %s", name);
            cr_expect_str_eq(p->name, releases[i].policy, "%s", name);
            g_free(name);
            cases++;
        }
    cr_expect_eq(cases, 24);
    cr_expect_null(policy_find(set, "vmx-5.14"));
    cr_expect_null(policy_find(set, "vmx-6.19"));
    policy_set_free(set);
}

Test(policy_shipped, tells_kernels_from_proposals_and_counterfactuals)
{
    struct policy_set *set = shipped_set();
    static const char *const kinds[] = {"kernel", "proposal", "counterfactual"};
    static const char *const titles[] = {"Linux ", "Proposal",
                                         "Counterfactual: "};

    for (uint32_t i = 0; i < policy_count(set); i++) {
        const struct policy *p = own_policy_at(set, i);
        unsigned found = 0;

        for (unsigned k = 0; p && k < 3; k++) {
            if (!policy_has_tag(p, kinds[k]))
                continue;
            cr_expect(g_str_has_prefix(p->title, titles[k]), "%s", p->title);
            found++;
        }
        if (!p)
            continue;
        cr_expect_eq(found, 1, "%s has %u kinds", p->name, found);
        cr_expect(strcmp(p->cite, p->file) != 0, "%s has no cite", p->name);
    }
    policy_set_free(set);
}

Test(policy_shipped, is_listed_by_version)
{
    struct policy_set *set = shipped_set();

    static const char *const in_order[] = {"svm-5.15", "tdx-6.16", "vmx-5.15",
                                           "vmx-6.7", "vmx-6.11"};

    for (uint32_t i = 0, n = 0; n < 5; i++)
        if (own_policy_at(set, i))
            cr_expect_str_eq(policy_at(set, i)->name, in_order[n++]);
    policy_set_free(set);
}
