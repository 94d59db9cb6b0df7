/* The SMMUv3 as a kind of unit. */

#include "models/iommu/smmuv3/smmuv3.h"

#include <stddef.h>

#include "models/iommu/outcome.h"
#include "models/iommu/smmuv3/attributes.h"
#include "models/iommu/smmuv3/fields.h"
#include "models/iommu/smmuv3/program.h"
#include "models/iommu/smmuv3/rules.h"
#include "models/iommu/smmuv3/type_table.h"
#include "models/iommu/smmuv3/walk.h"

enum { ADDRESS_BITS = 48 };

// clang-format off
static const struct word has_word[] = {
    { .name = "s2fwb", .code = SMMU_S2FWB,
      .says = "stage 2 can force Normal Write-Back",
      .cite = "SMMU_IDR3.FWB" },
    { .name = "cohacc", .code = SMMU_COHACC,
      .says = "the unit reads its entries and tables through the caches",
      .cite = "SMMU_IDR0.COHACC; IORT \"COHACC override\"" },
    { .name = "canwbs", .code = SMMU_CANWBS,
      .says = "DMA to conventional memory is coherent whatever its attributes, "
              "so coherency counts as enforced",
      .cite = "IORT (DEN0049 E.f), Memory Access Flags of a root complex" },
    { .name = "nssys", .code = SMMU_NSSYS,
      .says = "the system implements No_snoop",
      .cite = "SMMU (IHI 0070 G.b), 13.6.1.1" },
    { .name = "attr-types-ovr", .code = SMMU_ATTR_TYPES_OVR,
      .says = "entries may override incoming attributes",
      .cite = "SMMU_IDR1.ATTR_TYPES_OVR" },
    { .name = "pcie-ovr", .code = SMMU_PCIE_OVR,
      .says = "overrides reach streams of PCIe devices",
      .cite = "SMMU (IHI 0070 G.b), Table 13.5 (IMPLEMENTATION DEFINED)" },
    { .name = "ats", .code = SMMU_ATS,
      .says = "devices may send translated requests",
      .cite = "SMMU_IDR0.ATS" },
};

/* For `mtsim types dma`. */
static const struct unit_example examples[] = {
    { "NSsys=0", 0, UNIT_SECOND, false, false },
    { "NSsys=1", SMMU_NSSYS, UNIT_SECOND, false, false },
    { "CANWBS", SMMU_NSSYS | SMMU_CANWBS, UNIT_SECOND, true, false },
    { "CANWBS, translated", SMMU_NSSYS | SMMU_CANWBS | SMMU_ATS, UNIT_SECOND,
      true, true },
    { NULL },
};
// clang-format on

static const char *
check(uint32_t has)
{
    if (has & SMMU_PCIE_OVR && !(has & SMMU_ATTR_TYPES_OVR))
        return "pcie-ovr needs attr-types-ovr: without it there are no "
               "overrides";
    return NULL;
}

/* arm_smmu_capable(), arm_smmu_enforce_cache_coherency(). */
static bool
can_force(uint32_t has)
{
    return has & SMMU_CANWBS;
}

/* Linux, ARM_SMMU_FEAT_COHERENCY and io_pgtable_cfg.coherent_walk. */
static uint8_t
snoops(uint32_t has)
{
    return has & SMMU_COHACC ? READS_ENTRY | READS_TABLES : 0;
}

/* Nor in the entry: what enforces is the root complex, and the kernel only
 * refuses devices behind another one. */
static bool
forced_by_leaf(const struct unit_config *c)
{
    (void) c;
    return false;
}

/* ---- the answer ---- */

static struct unit_answer
refused(const struct unit_space *s, enum unit_fault fault,
        const struct rule *rule, struct trail *why)
{
    decide(why, rule, SMMU_CODES + fault);
    return (struct unit_answer){
        .fault = (uint8_t) fault,
        .entry_snooped = s->has & SMMU_COHACC,
    };
}

static struct unit_answer
answer(const struct unit_space *s, const struct smmu_input *in,
       const struct smmu_walk *w, struct trail *why)
{
    struct smmu_output out = smmu_attributes(in, why);

    return (struct unit_answer){
        .pa = w->pa,
        .type = smmu_code(&out.attr),
        .snooped = out.snooped,
        .writable = w->writable,
        .entry_snooped = s->has & SMMU_COHACC,
        .walk_snooped = s->has & SMMU_COHACC && w->cached,
    };
}

/* Full ATS: the device has translated; its requests have the attributes that
 * PCIe has, and overrides are ignored (Table 13.5). */
static struct unit_answer
translated(const struct unit_space *s, const struct smmu_ste *ste,
           const struct unit_request *r, struct trail *why)
{
    const struct smmu_input in = {
        .has = s->has, .no_snoop = r->no_snoop, .shcfg = SHCFG_INCOMING};
    const struct smmu_walk w = {
        .pa = r->address, .writable = true, .cached = true};

    if (ste->eats != EATS_FULL || (!ste->s1 && !ste->s2))
        return refused(s, UNIT_FAULT_ENTRY, &smmu_rules[RULE_ATS_FORBIDDEN],
                       why);
    decide(why, &smmu_rules[RULE_ATS_TRANSLATED], 0);
    return answer(s, &in, &w, why);
}

static struct unit_answer
translate(const struct unit_space *s, const struct unit_request *r,
          struct trail *why)
{
    uint64_t word[SMMU_ENTRY_WORDS];
    const struct rule *wrong;
    struct smmu_input in;
    struct smmu_ste ste;
    struct smmu_walk w;

    for (unsigned i = 0; i < SMMU_ENTRY_WORDS; i++)
        word[i] = s->word(s->at, s->entry + i * 8, s->has & SMMU_COHACC);
    wrong = smmu_read_ste(word, s->has, &ste);
    if (wrong)
        return refused(s, UNIT_FAULT_ENTRY, wrong, why);
    if (r->translated)
        return translated(s, &ste, r, why);
    if (!ste.s1 && !ste.s2) {
        if (r->address >> ADDRESS_BITS)
            return refused(s, UNIT_FAULT_RESERVED, &smmu_rules[RULE_WALK_INPUT],
                           why);
        decide(why, &smmu_rules[RULE_BYPASS], 0);
    }
    w = smmu_walk(s, &ste, r->address, r->write);
    if (w.fault)
        return refused(s, w.fault, w.rule, why);
    in = (struct smmu_input){
        .has = s->has,
        .no_snoop = r->no_snoop,
        .mtcfg = ste.mtcfg,
        .memattr = ste.memattr,
        .shcfg = ste.shcfg,
        .s1 = ste.s1,
        .mair = w.mair,
        .s1_sh = w.s1_sh,
        .s2 = ste.s2,
        .fwb = ste.fwb,
        .s2_memattr = w.s2_memattr,
        .s2_sh = w.s2_sh,
    };
    return answer(s, &in, &w, why);
}

/* Attributes, then faults; 0 is of steps that leave the address as it is. */
static const char *
gave_name(uint32_t gave)
{
    if (!gave)
        return "same address";
    if (gave >= SMMU_CODES)
        return unit_outcome_name(OUTCOME_FAULT + gave - SMMU_CODES);
    return smmu_code_name((uint8_t) gave);
}

/* What Linux makes IOMMU_CAP_CACHE_COHERENCY of: L6.16 arm-smmu-v3.c, lines
 * 2427 to 2429. */
static bool
caches(uint32_t has)
{
    return has & SMMU_COHACC;
}

static bool
has_both_stages(uint32_t has)
{
    (void) has;
    return true;
}

static bool
ignores_guest_types(uint32_t has)
{
    return has & SMMU_S2FWB;
}

const struct iommu_unit iommu_smmuv3 = {
    .name = "smmuv3",
    .title = "Arm SMMUv3",
    .cpu = "arm64",
    .has = has_word,
    .nhas = sizeof has_word / sizeof *has_word,
    .example = examples,
    .rule = smmu_rules,
    .nrule = SMMU_RULES,
    .table = smmu_type_tables,
    .check = check,
    .can_force = can_force,
    .caches = caches,
    .snoops = snoops,
    .can_nest = has_both_stages,
    .has_first = has_both_stages,
    .ignores_guest_types = ignores_guest_types,
    .forced_by_leaf = forced_by_leaf,
    /* Linux, arm_smmu_attach_dev(): -EINVAL for a domain of another SMMU. */
    .own_domains = true,
    .entry = smmu_entry,
    .context = smmu_context,
    .leaf = smmu_leaf,
    .next = smmu_next,
    .guest_leaf = smmu_guest_leaf,
    .guest_next = smmu_next,
    .offset = smmu_offset,
    .translate = translate,
    .type_name = smmu_code_name,
    .gave_name = gave_name,
};
