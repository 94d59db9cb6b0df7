/* Stage-2 leaves as KVM encodes them, and the facts that lead to them. */
#include <criterion/criterion.h>

#include "models/arm64_s2fwb/decode.h"
#include "models/arm64_s2fwb/stage2.h"

/* The encodings mean, by the manual's tables, what the words say. */
Test(arm64_leaf, encodings_decode_to_what_they_say)
{
    static const uint8_t device[] = {TYPE_DEVICE_nGnRnE, TYPE_DEVICE_nGnRE,
                                     TYPE_DEVICE_nGRE, TYPE_DEVICE_GRE};
    struct arm64_attr a;
    struct arm64_fwb_attr f;

    for (unsigned i = 0; i < 4; i++) {
        a = arm64_memattr(arm64_kvm_memattr(ACT_DEVICE_nGnRnE + i, false), 0);
        f = arm64_memattr_fwb(arm64_kvm_memattr(ACT_DEVICE_nGnRnE + i, true),
                              0);
        cr_expect_eq(a.type, device[i]);
        cr_expect(f.does == FWB_DEVICE && f.type == device[i]);
    }
    a = arm64_memattr(arm64_kvm_memattr(ACT_NORMAL, false), 0);
    cr_expect(a.type == TYPE_NORMAL && a.inner == CACHE_WB &&
              a.outer == CACHE_WB);
    f = arm64_memattr_fwb(arm64_kvm_memattr(ACT_NORMAL, true), 0);
    cr_expect_eq(f.does, FWB_WRITE_BACK);
    a = arm64_memattr(arm64_kvm_memattr(ACT_NORMAL_NC, false), 0);
    cr_expect(a.type == TYPE_NORMAL && a.inner == CACHE_NC &&
              a.outer == CACHE_NC);
    f = arm64_memattr_fwb(arm64_kvm_memattr(ACT_NORMAL_NC, true), 0);
    cr_expect_eq(f.does, FWB_NC);
    f = arm64_memattr_fwb(arm64_kvm_memattr(ACT_AS_STAGE1, true), 0);
    cr_expect_eq(f.does, FWB_STAGE1);
    cr_expect_eq(arm64_kvm_memattr(ACT_AS_STAGE1, false),
                 arm64_kvm_memattr(ACT_NORMAL, false));
    cr_expect_eq(arm64_share(SHARE_OF_LEAVES), SH_ISH);
}

static bool
has(uint64_t facts, unsigned fact)
{
    return facts >> fact & 1;
}

Test(arm64_leaf, host_has_the_capability_with_both_features)
{
    for (int i = 0; i < 4; i++) {
        uint64_t f = arm64_host_facts(i & 1, i & 2);

        cr_expect_eq(has(f, FACT_FWB), (i & 1) != 0);
        cr_expect_eq(has(f, FACT_DIC), (i & 2) != 0);
        cr_expect_eq(has(f, FACT_CACHEABLE_PFNMAP_CAP), i == 3);
    }
}

Test(arm64_leaf, region_says_what_its_mapping_is)
{
    const struct plan_region ram = {.kind = REGION_RAM, .linear_map = true};
    const struct plan_region bar = {.kind = REGION_MMIO};

    cr_expect_eq(arm64_region_facts(&ram, 0, 0),
                 1ULL << FACT_MAP_MEMORY | 1ULL << FACT_PFN_VALID |
                     1ULL << FACT_VMA_WB | 1ULL << FACT_VMA_MTE);
    cr_expect_eq(arm64_region_facts(&bar, 0, 0),
                 1ULL << FACT_VMA_PFNMAP | 1ULL << FACT_VMA_DEVICE |
                     1ULL << FACT_VMA_ANY_UNCACHED);
    cr_expect_eq(arm64_region_facts(&bar, VMA_PFNMAP | VMA_COW, 0),
                 1ULL << FACT_VMA_PFNMAP | 1ULL << FACT_VMA_COW |
                     1ULL << FACT_VMA_WB,
                 "what has no type is cacheable");
    cr_expect_eq(
        arm64_region_facts(&bar, VMA_MIXEDMAP | VMA_NC,
                           SLOT_LOG_DIRTY | SLOT_GUARANTEE_WB | SLOT_VM_MTE),
        1ULL << FACT_VMA_MIXEDMAP | 1ULL << FACT_VMA_NC |
            1ULL << FACT_SLOT_LOG_DIRTY | 1ULL << FACT_SLOT_GUARANTEE_WB |
            1ULL << FACT_VM_MTE);
}

Test(arm64_leaf, mapping_has_one_memory_type)
{
    unsigned wrong = 0;

    for (uint32_t vma = 0; vma < 1u << VMA_BITS; vma++)
        wrong += arm64_check_vma(vma) != NULL;
    cr_expect_eq(wrong, 4 * 32, "two or three of three types");
    for (unsigned i = 0; i < ARM64_VMA_WORDS; i++)
        cr_expect_null(arm64_check_vma(arm64_vma_words[i].code), "%s",
                       arm64_vma_words[i].name);
}

Test(arm64_leaf, without_a_policy_is_normal)
{
    struct arm64_stage2 s = arm64_stage2(NULL, 0);

    cr_expect(s.mapped && s.execute && s.memattr == 0xf && !s.execute_rule);
    cr_expect_eq(s.rule, &arm64_no_policy);
    s = arm64_stage2(NULL, arm64_host_facts(true, false));
    cr_expect_eq(s.memattr, 6);
    cr_expect_eq(arm64_memslot(NULL, 0).error, 0);
    cr_expect_eq(arm64_leaf_facts(&s),
                 1ULL << FACT_LEAF_NORMAL | 1ULL << FACT_LEAF_EXECUTABLE);
}

/* stage2_pte_cacheable(): what the table's Normal is; where stage 1 decides
 * that is MT_S2_AS_S1, 0xf, or MT_S2_FWB_AS_S1, 7. */
Test(arm64_leaf, is_normal_as_kvm_wrote_it)
{
    for (unsigned bits = 0; bits < 16; bits++) {
        cr_expect_eq(arm64_leaf_is_normal(bits, false), bits == 0xf, "%x",
                     bits);
        cr_expect_eq(arm64_leaf_is_normal(bits, true), bits == 6 || bits == 7,
                     "%x with FWB", bits);
    }
}

static const struct policy_rule refuse = {
    .action = {{.code = ACT_REFUSE, .narg = 1, .arg = {22}}}, .naction = 1};
static const struct policy_rule inject = {
    .action = {{.code = ACT_INJECT, .narg = 1}}, .naction = 1};
static const struct policy_rule device = {
    .action = {{.code = ACT_DEVICE_nGnRE}}, .naction = 1};
static const struct policy_rule as_stage1 = {
    .action = {{.code = ACT_AS_STAGE1}}, .naction = 1};
static const struct policy_rule executable = {
    .action = {{.code = ACT_EXECUTABLE}}, .naction = 1};

Test(arm64_leaf, comes_from_the_tables)
{
    struct policy_stack stack = {
        .table = {[DECIDE_EXECUTE] = {&executable, 1},
                  [DECIDE_MEMSLOT] = {&refuse, 1}}
    };
    struct arm64_stage2 s;

    stack.table[DECIDE_STAGE2] = (struct policy_table){&refuse, 1};
    s = arm64_stage2(&stack, 0);
    cr_expect(!s.mapped && s.error == 22 && !s.inject &&
              s.rule == &refuse.why && !arm64_leaf_facts(&s));
    stack.table[DECIDE_STAGE2] = (struct policy_table){&inject, 1};
    s = arm64_stage2(&stack, 0);
    cr_expect(!s.mapped && !s.error && s.inject);
    stack.table[DECIDE_STAGE2] = (struct policy_table){&device, 1};
    s = arm64_stage2(&stack, 0);
    cr_expect(s.mapped && s.memattr == 1 && !s.execute && !s.execute_rule,
              "a Device leaf is never executable");
    cr_expect_eq(arm64_leaf_facts(&s), 0);
    cr_expect_eq(arm64_memslot(&stack, 0).error, 22);
    cr_expect_eq(arm64_memslot(&stack, 0).rule, &refuse.why);
}

Test(arm64_leaf, takes_the_default_where_no_rule_speaks)
{
    const struct policy_stack silent = {.name = "silent"};
    struct policy_stack normal = {.table = {[DECIDE_STAGE2] = {&as_stage1, 1}}};
    struct arm64_stage2 s = arm64_stage2(&silent, 0);

    cr_expect(!s.mapped && s.error == 14);
    cr_expect_str_eq(s.rule->id, "arm64.policy.stage2-default");
    cr_expect_eq(arm64_memslot(&silent, 0).error, 0);
    s = arm64_stage2(&normal, arm64_host_facts(true, true));
    cr_expect(s.mapped && s.memattr == 7 && !s.execute);
    cr_expect_eq(arm64_leaf_facts(&s), 1ULL << FACT_LEAF_NORMAL);
    cr_expect_str_eq(s.execute_rule->id, "arm64.policy.execute-default");
}
