#include "models/arm64_s2fwb/stage2.h"

const struct rule arm64_no_policy = {
    "arm64.kvm.no-policy", "mtsim-policy(5)",
    "no policy is in force: every page is Normal and executable"};

/* As KVM encodes its prots, linux arch/arm64/include/asm/memory.h: MT_S2_NORMAL
 * 0xf, MT_S2_NORMAL_NC 5, MT_S2_DEVICE_nGnRE 1; MT_S2_FWB_NORMAL 6,
 * MT_S2_FWB_NORMAL_NC 5, MT_S2_FWB_DEVICE_nGnRE 1.  The other Device types,
 * which no Linux uses, and "as stage 1" are the manual's rows: Arm ARM (DDI
 * 0487), "stage 2 memory type and cacheability", without and with FEAT_S2FWB.
 */
// clang-format off
static const uint8_t memattr[][2] = {
    [ACT_NORMAL]        = {0xf, 6},
    [ACT_NORMAL_NC]     = {0x5, 5},
    [ACT_DEVICE_nGnRnE] = {0x0, 0},
    [ACT_DEVICE_nGnRE]  = {0x1, 1},
    [ACT_DEVICE_nGRE]   = {0x2, 2},
    [ACT_DEVICE_GRE]    = {0x3, 3},
    [ACT_AS_STAGE1]     = {0xf, 7},
};
// clang-format on

unsigned
arm64_kvm_memattr(unsigned action, bool fwb)
{
    return memattr[action][fwb];
}

bool
arm64_leaf_is_normal(unsigned bits, bool fwb)
{
    return bits == memattr[ACT_NORMAL][fwb] ||
           bits == memattr[ACT_AS_STAGE1][fwb];
}

static bool
has(uint64_t facts, unsigned fact)
{
    return facts >> fact & 1;
}

static uint64_t
bit_if(bool yes, unsigned fact)
{
    return (uint64_t) yes << fact;
}

/* ---- decisions ---- */

/* The rule that decides: what a policy leaves open takes the model's default.
 */
static const struct policy_rule *
ask(const struct policy_stack *policy, unsigned table, uint64_t facts)
{
    const struct policy_rule *r = policy_first(&policy->table[table], facts);

    return r ? r
             : policy_first(arm64_policy_vocab.decision[table].fallback, facts);
}

/* linux arch/arm64/kvm/hyp/pgtable.c stage2_set_prot_attr(): a Device or
 * Normal-NC leaf with execute permission is -EINVAL, so KVM asks for none. */
static void
decide_execute(const struct policy_stack *policy, uint64_t facts,
               struct arm64_stage2 *s)
{
    const struct policy_rule *r;

    if (!s->normal)
        return;
    r = ask(policy, DECIDE_EXECUTE, facts);
    s->execute_rule = &r->why;
    s->execute = r->action[0].code == ACT_EXECUTABLE;
}

struct arm64_stage2
arm64_stage2(const struct policy_stack *policy, uint64_t facts)
{
    struct arm64_stage2 s = {
        .action = ACT_NORMAL, .execute = true, .rule = &arm64_no_policy};

    if (policy) {
        const struct policy_rule *r = ask(policy, DECIDE_STAGE2, facts);

        s = (struct arm64_stage2){.action = r->action[0].code, .rule = &r->why};
        s.inject = s.action == ACT_INJECT;
        if (s.action == ACT_REFUSE)
            s.error = r->action[0].arg[0];
    }
    s.mapped = !s.error && !s.inject;
    if (!s.mapped)
        return s;
    s.memattr = (uint8_t) arm64_kvm_memattr(s.action, has(facts, FACT_FWB));
    s.normal = arm64_leaf_is_normal(s.memattr, has(facts, FACT_FWB));
    if (policy)
        decide_execute(policy, facts, &s);
    return s;
}

struct arm64_memslot
arm64_memslot(const struct policy_stack *policy, uint64_t facts)
{
    const struct policy_rule *r;

    if (!policy)
        return (struct arm64_memslot){.rule = &arm64_no_policy};
    r = ask(policy, DECIDE_MEMSLOT, facts);
    return (struct arm64_memslot){
        .error = r->action[0].code == ACT_REFUSE ? r->action[0].arg[0] : 0,
        .rule = &r->why};
}

/* ---- facts ---- */

uint64_t
arm64_host_facts(bool fwb, bool dic)
{
    return bit_if(fwb, FACT_FWB) | bit_if(dic, FACT_DIC) |
           bit_if(fwb && dic, FACT_CACHEABLE_PFNMAP_CAP);
}

uint32_t
arm64_usual_vma(const struct plan_region *r)
{
    return r->kind == REGION_MMIO ? VMA_PFNMAP | VMA_DEVICE | VMA_ANY_UNCACHED
                                  : VMA_WB | VMA_MTE;
}

uint64_t
arm64_region_facts(const struct plan_region *r, uint32_t vma, uint32_t flags)
{
    uint32_t slot = flags & (SLOT_VM_MTE - 1);

    if (!vma)
        vma = arm64_usual_vma(r);
    if (!(vma & (VMA_WB | VMA_NC | VMA_DEVICE)))
        vma |= VMA_WB;
    return (uint64_t) vma << FACT_VMA_PFNMAP |
           (uint64_t) slot << FACT_SLOT_LOG_DIRTY |
           bit_if(flags & SLOT_VM_MTE, FACT_VM_MTE) |
           bit_if(r->linear_map, FACT_MAP_MEMORY) |
           bit_if(r->linear_map, FACT_PFN_VALID);
}

uint64_t
arm64_leaf_facts(const struct arm64_stage2 *leaf)
{
    return bit_if(leaf->mapped && leaf->normal, FACT_LEAF_NORMAL) |
           bit_if(leaf->mapped && leaf->execute, FACT_LEAF_EXECUTABLE);
}

const char *
arm64_check_vma(uint32_t vma)
{
    unsigned types = (vma & VMA_WB ? 1u : 0) + (vma & VMA_NC ? 1u : 0) +
                     (vma & VMA_DEVICE ? 1u : 0);

    return types > 1 ? "a VMA is only one of WB, NC and device" : NULL;
}
