/* The shipped arm64 policies against what the kernel sources say, typed in a
 * second time as C, in the order in which the functions ask: every combination
 * of facts that can occur. */
#include "tests/policy/arm64.h"

/* One combination of facts. */
struct in {
    bool map, valid, pfnmap, mixed, wb, any, mte, cow;
    bool log, flag, guarantee, vm_mte, fwb, dic, cap, exec;
};

static bool
bit(uint64_t facts, unsigned fact)
{
    return facts >> fact & 1;
}

static struct in
facts_in(uint64_t f)
{
    return (struct in){
        .map = bit(f, FACT_MAP_MEMORY),
        .valid = bit(f, FACT_PFN_VALID),
        .pfnmap = bit(f, FACT_VMA_PFNMAP),
        .mixed = bit(f, FACT_VMA_MIXEDMAP),
        .wb = bit(f, FACT_VMA_WB),
        .any = bit(f, FACT_VMA_ANY_UNCACHED),
        .mte = bit(f, FACT_VMA_MTE),
        .cow = bit(f, FACT_VMA_COW),
        .log = bit(f, FACT_SLOT_LOG_DIRTY),
        .flag = bit(f, FACT_SLOT_CACHEABLE_PFNMAP),
        .guarantee = bit(f, FACT_SLOT_GUARANTEE_WB),
        .vm_mte = bit(f, FACT_VM_MTE),
        .fwb = bit(f, FACT_FWB),
        .dic = bit(f, FACT_DIC),
        .cap = bit(f, FACT_CACHEABLE_PFNMAP_CAP),
        .exec = bit(f, FACT_EXEC_FAULT),
    };
}

/* What a fault or a memslot comes to; errnos are negative. */
enum { NORMAL, NC, DEVICE, ABORT, OK, EFAULT_ = -14, EINVAL_ = -22 };

static int
uncached(struct in x)
{
    return x.any ? NC : DEVICE;
}

static bool
tags_fail(struct in x)
{
    return x.vm_mte && !x.mte;
}

/* ---- user_mem_abort() ---- */

/* v5.10.13; kvm_phys_addr_ioremap() was there first for VM_PFNMAP. */
static int
fault_5_10(struct in x)
{
    if (!x.valid && x.exec)
        return ABORT;
    return !x.valid || x.pfnmap ? DEVICE : NORMAL;
}

/* Context of 20240220072926.6466-4-ankita@nvidia.com. */
static int
fault_5_14(struct in x)
{
    bool device = !x.map;

    if (device && x.exec)
        return ABORT;
    if (!device && tags_fail(x))
        return EFAULT_;
    return device ? DEVICE : NORMAL;
}

/* 8c47ce3e1d2c */
static int
fault_6_9(struct in x)
{
    int before = fault_5_14(x);

    return before == DEVICE && x.any ? NC : before;
}

/* The end of the function in the patches of 2025. */
static int
finish(struct in x, bool force_noncacheable)
{
    if (x.exec && force_noncacheable)
        return ABORT;
    if (!force_noncacheable && tags_fail(x))
        return EFAULT_;
    return force_noncacheable ? uncached(x) : NORMAL;
}

/* 20250705071717.5062-4-ankita@nvidia.com */
static int
fault_block(struct in x)
{
    bool force = (x.pfnmap || x.mixed) && !x.map;

    return x.wb && force ? EINVAL_ : finish(x, force);
}

/* v6.17 */
static int
fault_6_17(struct in x)
{
    bool force = false;

    if ((x.pfnmap || x.mixed) && !x.map) {
        if (x.wb) {
            if (!x.cap)
                return EFAULT_;
        } else {
            force = true;
        }
    }
    return finish(x, force);
}

/* 20250620120946.2991-6-ankita@nvidia.com */
static int
fault_v8(struct in x)
{
    bool force = false, cacheable_pfnmap = false;

    if ((x.pfnmap || x.mixed) && !x.map) {
        if (x.pfnmap) {
            if (x.cow)
                return EINVAL_;
            cacheable_pfnmap = x.wb;
        }
        if (cacheable_pfnmap) {
            if (!x.cap)
                return EFAULT_;
        } else {
            force = true;
        }
    }
    return x.wb && force ? EINVAL_ : finish(x, force);
}

/* v3 and v4 to v6: what they need is asked for last. */
static int
fault_devmem(struct in x, bool supported)
{
    bool device, cacheable_devmem = false;
    int result;

    if (x.pfnmap) {
        if (x.cow)
            return EINVAL_;
        cacheable_devmem = x.wb;
    }
    device = !x.map && !cacheable_devmem;
    result = finish(x, device);
    return result == NORMAL && cacheable_devmem && !supported ? EINVAL_
                                                              : result;
}

static int
fault_v3(struct in x)
{
    return fault_devmem(x, x.fwb);
}

static int
fault_flag(struct in x)
{
    return fault_devmem(x, x.cap);
}

/* aAdKCGCuwlUeUXKY@linux.dev, as the file's comments read it. */
static int
fault_guarantee(struct in x)
{
    if (x.guarantee && !x.wb)
        return EFAULT_;
    if (x.pfnmap && !x.map && x.wb && !x.guarantee)
        return EFAULT_;
    return fault_6_17(x);
}

static int
fault_fallback(struct in x)
{
    bool special = (x.pfnmap || x.mixed) && !x.map;

    if (special && x.wb && !x.cap)
        return x.exec ? ABORT : NC;
    return fault_6_17(x);
}

/* ---- kvm_arch_prepare_memory_region() ---- */

static int
slot_5_10(struct in x)
{
    return x.pfnmap && x.log ? EINVAL_ : OK;
}

static int
slot_5_14(struct in x)
{
    return tags_fail(x) ? EINVAL_ : slot_5_10(x);
}

static int
slot_block(struct in x)
{
    return x.pfnmap && x.wb ? EINVAL_ : slot_5_14(x);
}

static int
slot_6_17(struct in x)
{
    return x.pfnmap && x.wb && !x.cap ? EINVAL_ : slot_5_14(x);
}

static int
slot_flag(struct in x)
{
    return x.pfnmap && x.wb && (!x.flag || !x.cap) ? EINVAL_ : slot_5_14(x);
}

static int
slot_guarantee(struct in x)
{
    if (x.guarantee && (!x.fwb || !x.wb))
        return EINVAL_;
    if (x.pfnmap && x.wb && !x.guarantee)
        return EINVAL_;
    return slot_6_17(x);
}

/* ---- the policies ---- */

static const struct {
    const char *name;
    int (*fault)(struct in);
    int (*slot)(struct in);
} kernels[] = {
    {"arm64-5.10",                    fault_5_10,      slot_5_10     },
    {"arm64-5.14",                    fault_5_14,      slot_5_14     },
    {"arm64-6.9",                     fault_6_9,       slot_5_14     },
    {"arm64-block-2025",              fault_block,     slot_block    },
    {"arm64-6.17",                    fault_6_17,      slot_6_17     },
    {"arm64-v3-2025",                 fault_v3,        slot_5_14     },
    {"arm64-flag-2025",               fault_flag,      slot_flag     },
    {"arm64-v8-2025",                 fault_v8,        slot_6_17     },
    {"arm64-guarantee-2025",          fault_guarantee, slot_guarantee},
    {"arm64-nc-fallback",             fault_fallback,  slot_5_14     },
    {"arm64-nc-fallback-flush",       fault_fallback,  slot_5_14     },
    {"arm64-nc-fallback-clean",       fault_fallback,  slot_5_14     },
    {"arm64-6.17-memslot-only",       fault_6_9,       slot_6_17     },
    {"arm64-6.17-no-map-flush",       fault_6_17,      slot_6_17     },
    {"arm64-6.17-no-unmap-flush",     fault_6_17,      slot_6_17     },
    {"arm64-6.17-flush-before-unmap", fault_6_17,      slot_6_17     },
    {"arm64-6.17-no-toggle-flush",    fault_6_17,      slot_6_17     },
    {"arm64-6.17-keep-leaves",        fault_6_17,      slot_6_17     },
};

enum { KERNELS = sizeof kernels / sizeof kernels[0] };

static int
outcome(const struct arm64_stage2 *s)
{
    if (s->inject)
        return ABORT;
    if (s->error)
        return -(int) s->error;
    return s->action == ACT_NORMAL      ? NORMAL
           : s->action == ACT_NORMAL_NC ? NC
                                        : DEVICE;
}

/* What KVM writes: needs_exec or X of v5.10 and later; XN otherwise. */
static void
expect_leaf(const struct arm64_stage2 *s, struct in x, int want)
{
    static const unsigned memattr[][2] = {
        [NORMAL] = {0xf, 6},
          [NC] = {5,   5},
          [DEVICE] = {1,   1}
    };

    if (!s->mapped)
        return;
    cr_assert_eq(s->memattr, memattr[want][x.fwb]);
    cr_assert_eq(s->execute, want == NORMAL && (x.exec || x.dic));
}

static char *
when(uint64_t facts)
{
    return policy_when(&arm64_policy_vocab, (1ULL << ARM64_FACTS) - 1, facts);
}

static void
walk_fault(const struct policy_stack *stack, unsigned k, uint64_t facts)
{
    struct arm64_stage2 s = arm64_stage2(stack, facts);
    struct in x = facts_in(facts);
    int want = kernels[k].fault(x);

    if (outcome(&s) != want)
        cr_assert(false, "%s %s: %d, the kernel %d", kernels[k].name,
                  when(facts), outcome(&s), want);
    expect_leaf(&s, x, want);
}

static void
walk_slot(const struct policy_stack *stack, unsigned k, uint64_t facts)
{
    struct arm64_memslot m = arm64_memslot(stack, facts);
    int want = kernels[k].slot(facts_in(facts));

    if (-(int) m.error != (want == OK ? 0 : want))
        cr_assert(false, "%s %s: %d, the kernel %d", kernels[k].name,
                  when(facts), -(int) m.error, want);
}

/* The next combination of the bits of MASK. */
static uint64_t
next(uint64_t facts, uint64_t mask)
{
    return (facts - mask) & mask;
}

static unsigned
walk(const struct policy_stack *stack, unsigned k)
{
    uint64_t mask = arm64_policy_vocab.decision[DECIDE_STAGE2].facts;
    uint64_t facts = 0;
    unsigned cases = 0;

    do {
        if (!arm64_impossible(facts)) {
            walk_fault(stack, k, facts);
            walk_slot(stack, k, facts);
            cases++;
        }
        facts = next(facts, mask);
    } while (facts);
    return cases;
}

static const struct policy_stack *
stack_of(struct policy_set *set, const char *name)
{
    struct diag_sink *sink = diag_sink_new();
    const struct policy_stack *s =
        stack_compose(set, name, (struct span){0}, sink);

    cr_assert_not_null(s, "no policy %s", name);
    diag_sink_free(sink);
    return s;
}

Test(arm64_shipped, says_what_the_kernel_does_for_every_input)
{
    struct policy_set *set = arm64_set();

    cr_assert_eq(own_policies(set), KERNELS);
    for (unsigned k = 0; k < KERNELS; k++)
        /* three memory types, four hosts, three kinds of page; the rest free */
        cr_expect_eq(walk(stack_of(set, kernels[k].name), k),
                     3u * 4u * 3u << (5 + 3 + 1 + 1), "%s", kernels[k].name);
    policy_set_free(set);
}
