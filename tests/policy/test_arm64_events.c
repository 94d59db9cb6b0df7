/* What the shipped arm64 policies do when something happens, against a second
 * transcription; and what every shipped file has. */
#include "tests/policy/arm64.h"

/* Which of the counterfactuals' changes a policy has. */
enum hooks { USUAL, NO_MAP, NO_UNMAP, EARLY, NO_TOGGLE, KEEP, FLUSH, CLEAN };

static const struct {
    const char *policy;
    enum hooks hooks;
} changed[] = {
    {"arm64-nc-fallback-flush",       FLUSH    },
    {"arm64-nc-fallback-clean",       CLEAN    },
    {"arm64-6.17-no-map-flush",       NO_MAP   },
    {"arm64-6.17-no-unmap-flush",     NO_UNMAP },
    {"arm64-6.17-flush-before-unmap", EARLY    },
    {"arm64-6.17-no-toggle-flush",    NO_TOGGLE},
    {"arm64-6.17-keep-leaves",        KEEP     },
};

static enum hooks
hooks_of(const struct policy *p)
{
    for (unsigned i = 0; i < sizeof changed / sizeof changed[0]; i++)
        if (strcmp(changed[i].policy, p->name) == 0)
            return changed[i].hooks;
    return USUAL;
}

static bool
bit(uint64_t facts, unsigned fact)
{
    return facts >> fact & 1;
}

static const char *
expect_install(enum hooks hooks, uint64_t f)
{
    bool normal = bit(f, FACT_LEAF_NORMAL), fwb = bit(f, FACT_FWB);
    bool icache = bit(f, FACT_LEAF_EXECUTABLE) && !bit(f, FACT_DIC);

    if (hooks == FLUSH || hooks == CLEAN)
        return fwb && normal    ? "nothing"
               : hooks == FLUSH ? "clean-invalidate page"
                                : "clean page";
    if (!normal || fwb || hooks == NO_MAP)
        return icache ? "invalidate-icache page" : "nothing";
    return icache ? "clean-invalidate page, invalidate-icache page"
                  : "clean-invalidate page";
}

static const char *
expect_removal(enum hooks hooks, bool after, uint64_t f)
{
    bool normal = bit(f, FACT_LEAF_NORMAL), fwb = bit(f, FACT_FWB);
    bool flush = normal && !fwb;

    if (hooks == FLUSH || hooks == CLEAN)
        flush = !(fwb && normal);
    if (hooks == NO_UNMAP || after == (hooks == EARLY))
        flush = false;
    return flush ? "clean-invalidate page" : "nothing";
}

static const char *
expect_write(enum hooks hooks, uint64_t f)
{
    bool enabled = bit(f, FACT_GUEST_CACHE_ENABLED);

    if (!bit(f, FACT_CACHE_TOGGLED) || hooks == NO_TOGGLE)
        return enabled ? "clear-tvm" : "nothing";
    return enabled ? "clean-invalidate vm, clear-tvm" : "clean-invalidate vm";
}

static const char *
expect_event(enum hooks hooks, unsigned table, uint64_t f)
{
    bool fwb = bit(f, FACT_FWB), ran = bit(f, FACT_VCPU_RAN);

    switch (table) {
    case BEFORE_LEAF_INSTALL:
        return expect_install(hooks, f);
    case BEFORE_LEAF_REMOVAL:
    case AFTER_LEAF_REMOVAL:
        return expect_removal(hooks, table == AFTER_LEAF_REMOVAL, f);
    case ON_SET_WAY:
        return fwb || bit(f, FACT_TVM) ? "nothing"
                                       : "clean-invalidate vm, set-tvm";
    case ON_VM_REGISTER_WRITE:
        return expect_write(hooks, f);
    case ON_VCPU_RESET:
        return !fwb  ? ran ? "unmap ram, set-tvm" : "set-tvm"
               : ran ? "invalidate-icache all"
                     : "nothing";
    case ON_VMA_CHANGE:
        return hooks == KEEP ? "nothing" : "unmap range";
    default:
        return "nothing";
    }
}

static unsigned
walk_event(const struct policy *p, unsigned table)
{
    const uint64_t mask =
        1ULL << FACT_FWB | 1ULL << FACT_DIC | 1ULL << FACT_LEAF_NORMAL |
        1ULL << FACT_LEAF_EXECUTABLE | 1ULL << FACT_TVM |
        1ULL << FACT_CACHE_TOGGLED | 1ULL << FACT_GUEST_CACHE_ENABLED |
        1ULL << FACT_VCPU_RAN;
    uint64_t facts = 0;
    unsigned cases = 0;

    do {
        const struct policy_rule *r = policy_first(&p->table[table], facts);
        const char *want = expect_event(hooks_of(p), table, facts);
        char *got =
            r ? policy_does(&arm64_policy_vocab, r) : g_strdup("nothing");

        if (strcmp(got, want) != 0)
            cr_assert(false, "%s %s %s: %s and not %s", p->name,
                      arm64_policy_vocab.decision[table].name,
                      policy_when(&arm64_policy_vocab, mask, facts), got, want);
        g_free(got);
        cases++;
        facts = (facts - mask) & mask;
    } while (facts);
    return cases;
}

Test(arm64_events, are_maintained_as_the_kernel_does)
{
    struct policy_set *set = arm64_set();
    unsigned cases = 0;

    for (uint32_t i = 0; i < policy_count(set); i++)
        for (unsigned t = BEFORE_LEAF_INSTALL; t < ARM64_POLICY_TABLES; t++)
            if (own_policy_at(set, i))
                cases += walk_event(policy_at(set, i), t);
    cr_expect_eq(cases, own_policies(set) * 8 * 256);
    policy_set_free(set);
}

/* ---- the files ---- */

Test(arm64_files, passes_lint)
{
    struct policy_set *set = arm64_set();
    struct diag_sink *sink = diag_sink_new();
    char *faults;

    for (uint32_t i = 0; i < policy_count(set); i++)
        policy_lint(set, policy_at(set, i), sink);
    faults = faults_text(sink);
    cr_expect_str_eq(faults, "", "%s", faults);
    g_free(faults);
    diag_sink_free(sink);
    policy_set_free(set);
}

/* First and last minor of each run of releases, and whose rules they had. */
static const struct {
    const char *policy;
    unsigned major, from, to;
} releases[] = {
    {"arm64-5.10", 5, 10, 13},
    {"arm64-5.14", 5, 14, 19},
    {"arm64-5.14", 6, 0,  8 },
    {"arm64-6.9",  6, 9,  16},
    {"arm64-6.17", 6, 17, 17},
};

Test(arm64_files, has_a_name_for_each_release)
{
    struct policy_set *set = arm64_set();
    unsigned cases = 0;

    for (unsigned i = 0; i < sizeof releases / sizeof releases[0]; i++)
        for (unsigned m = releases[i].from; m <= releases[i].to; m++) {
            char *name = g_strdup_printf("arm64-%u.%u", releases[i].major, m);
            const struct policy *p = policy_find(set, name);

            cr_assert_not_null(p, "no policy %s", name);
            cr_expect_str_eq(p->name, releases[i].policy, "%s", name);
            g_free(name);
            cases++;
        }
    cr_expect_eq(cases, 28);
    cr_expect_null(policy_find(set, "arm64-5.9"));
    cr_expect_null(policy_find(set, "arm64-6.18"));
    policy_set_free(set);
}

Test(arm64_files, tells_kernels_from_proposals_and_counterfactuals)
{
    struct policy_set *set = arm64_set();
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
