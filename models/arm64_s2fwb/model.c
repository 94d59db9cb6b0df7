/* Everything the arm64 model offers, in one place. */

#include "models/arm64_s2fwb/model.h"

#include <stddef.h>

#include "models/arm64_s2fwb/effective.h"
#include "models/arm64_s2fwb/litmus.h"
#include "models/arm64_s2fwb/lower.h"
#include "models/arm64_s2fwb/order.h"
#include "models/arm64_s2fwb/plane.h"
#include "models/arm64_s2fwb/rules.h"
#include "models/arm64_s2fwb/type_tables.h"

// clang-format off
static const struct word types[] = {
    {"WB", "Normal Write-Back", NULL, BYTE_WB},
    {"WT", "Normal Write-Through", NULL, BYTE_WT},
    {"NC", "Normal Non-cacheable", NULL, BYTE_NC},
    {"Device-nGnRnE", "no gathering, no reordering, no early acknowledgement",
     NULL, BYTE_nGnRnE},
    {"Device-nGnRE", "early acknowledgement of writes", NULL, BYTE_nGnRE},
    {"Device-nGRE", "and reordering", NULL, BYTE_nGRE},
    {"Device-GRE", "and gathering", NULL, BYTE_GRE},
};

static const struct word quirks[] = {
    {"s2-fwb", "KVM uses FEAT_S2FWB where the CPU has it; off: "
     "KVM_PGTABLE_S2_NOFWB",
     "linux arch/arm64/kvm/hyp/pgtable.c stage2_has_fwb()", QUIRK_S2FWB},
};

static const struct platform_key_def keys[ARM64_KEYS] = {
    [KEY_FWB] = {"fwb", "no yes", 0, 1,
                 "FEAT_S2FWB: stage 2 can force memory types"},
    [KEY_DIC] = {"dic", "no yes", 0, 1,
                 "CTR_EL0.DIC: instruction caches need no invalidation"},
    [KEY_NC_LOOKUP] = {"nc-lookup", "never always either", NC_LOOKUP_NEVER, 2,
                       "whether a Non-cacheable or Device access sees a dirty "
                       "copy, which is then written back and dropped"},
    [KEY_CACHED_TYPES] = {"cached-types", "inner write-back", CACHED_INNER, 1,
                          "what caches hold: what is inner cacheable, or inner "
                          "and outer Write-Back alone"},
    [KEY_NORMALISE] = {"normalise-s1-shareability", "no yes", 0, 1,
                       "whether stage 1 makes Device and Non-cacheable memory "
                       "Outer Shareable before stage 2 sees it"},
    [KEY_ATOMICS] = {"uncached-atomics", "work fault", 0, 1,
                     "what an atomic operation does where memory is not "
                     "shareable Write-Back"},
    [KEY_FWB_ALIGNMENT] = {"fwb-device-alignment", "none fault", 1, 1,
                           "whether a stage-1 Device type that FWB made "
                           "Write-Back still faults on unaligned accesses"},
    [KEY_XS] = {"feat-xs", "no yes", 0, 1, "FEAT_XS"},
    [KEY_MTE2] = {"feat-mte2", "no yes", 0, 1, "FEAT_MTE2"},
    [KEY_MTE_PERM] = {"feat-mte-perm", "no yes", 0, 1, "FEAT_MTE_PERM"},
};
// clang-format on

static const char *
type_name(uint32_t attr)
{
    return arm64_effective_name((uint8_t) attr);
}

static const char *
gave_name(const struct rule *r, uint32_t gave)
{
    (void) r;
    return gave ? arm64_code_name(gave) : "";
}

static uint32_t
lower(const struct platform *p, struct attr out[][ACCESS_KINDS], uint32_t max)
{
    const struct arm64_lowering how = {
        .cached = (uint8_t) p->model_key[KEY_CACHED_TYPES],
        .nc_lookup = (uint8_t) p->model_key[KEY_NC_LOOKUP],
        .self_snoop = p->key[PK_SELF_SNOOP] != 0,
    };

    (void) max;
    arm64_lower(out, &how);
    return EFF_COUNT;
}

static const char *
check_reg(uint32_t reg, uint64_t value)
{
    return arm64_register_fault(reg, value, ARM64_FEATURES);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct model arm64_model = {
    .name = "arm64_s2fwb",
    .arch = "arm64",
    .title = "arm64: both stages, FEAT_S2FWB, under KVM",
    .verb = arm64_verbs,
    .nverb = ARM64_VERBS,
    .type = types,
    .ntype = COUNT(types),
    .slot_flag = arm64_slot_flags,
    .nslot_flag = ARM64_SLOT_FLAGS,
    .vma = arm64_vma_words,
    .nvma = ARM64_VMA_WORDS,
    .quirk = quirks,
    .nquirk = COUNT(quirks),
    .key = keys,
    .nkey = ARM64_KEYS,
    .lookup_key = "nc-lookup",
    .policy = &arm64_policy_vocab,
    .reg = arm64_registers,
    .nreg = ARM64_REGISTERS,
    .rule = arm64_rules,
    .nrule = RULE_COUNT,
    .table = arm64_type_tables,
    .ntable = ARM64_TYPE_TABLES,
    .litmus = arm64_litmus,
    .nlitmus = ARM64_DIALECTS,
    .waits = arm64_waits,
    .stronger = arm64_stronger,
    .nstronger = ARM64_STRONGER,
    .at_issue = &arm64_at_issue,
    .handover = &arm64_handover,
    .signal_class = O_SIGNAL,
    .line_order = true,
    .clean_verb = "dc-civac",
    .forget_verb = "tlbi",
    .drain_verb = "dsb",
    .clean_is_late = true,
    .forcing_key = "fwb",
    .stores_name = "pending stores",
    .merging_name = "merge buffer",
    .default_type = BYTE_WB,
    .device_type = BYTE_nGnRE,
    .type_name = type_name,
    .gave_name = gave_name,
    .lower = lower,
    .check_reg = check_reg,
    .user_type = arm64_user_type,
    .check_vma = arm64_check_vma,
    .check_plan = arm64_check_plan,
    .lay = arm64_lay,
    .resolve = arm64_resolve,
    .resolve_fresh = arm64_resolve_fresh,
    .control = arm64_control,
};
