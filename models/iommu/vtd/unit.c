#include "models/iommu/vtd/unit.h"

#include <stddef.h>

#include "models/iommu/outcome.h"
#include "models/iommu/vtd/decode.h"
#include "models/iommu/vtd/rules.h"
#include "models/iommu/vtd/tables.h"
#include "models/iommu/vtd/type_tables.h"
#include "models/iommu/vtd/walk.h"

#define ECAP "Intel VT-d specification, ECAP_REG, "

// clang-format off
static const struct word has[] = {
    { "c", "root, context and PASID tables, and second-stage tables of legacy "
           "mode, are read with a snoop", ECAP "C (bit 0)", VTD_C },
    { "pt", "pass-through is a translation type; without it a device that "
            "the host keeps is blocked (Linux: has a DMA domain)", ECAP "PT (bit 6)", VTD_PT },
    { "sc", "snoop control: SNP and PGSNP may be set, so coherency can be "
            "enforced", ECAP "SC (bit 7)",
      VTD_SC },
    { "mts", "memory types may be set in PASID-table entries", ECAP
      "MTS (bit 25)", VTD_MTS },
    { "nest", "a first stage over a second", ECAP "NEST (bit 26)", VTD_NEST },
    { "scalable", "scalable mode, which is on", ECAP "SMTS (bit 43)",
      VTD_SCALABLE },
    { "smpwc", "tables of scalable mode are read with a snoop where PWSNP is "
               "set", ECAP "SMPWC (bit 48)", VTD_SMPWC },
    { "dt", "devices may have device-TLBs: translated requests are taken",
      ECAP "DT (bit 2)", VTD_DT },
    { "nested-snp", "SNP of a second-stage leaf counts under a first stage "
                    "too", "not public", VTD_NESTED_SNP },
};

/* For `mtsim types dma`. */
static const struct unit_example examples[] = {
    { "pass-through", VTD_PT, UNIT_PASS, false, false },
    { "SNP=0", VTD_SC, UNIT_SECOND, false, false },
    { "SNP=1", VTD_SC, UNIT_SECOND, true, false },
    { "SNP=1, translated", VTD_SC | VTD_DT, UNIT_SECOND, true, true },
    { NULL },
};
// clang-format on

static const char *
check(uint32_t caps)
{
    if (!(caps & VTD_SCALABLE) && caps & (VTD_MTS | VTD_NEST | VTD_SMPWC))
        return "mts, nest and smpwc are of scalable mode";
    if (caps & VTD_NESTED_SNP && !(caps & VTD_NEST && caps & VTD_SC))
        return "nested-snp needs nest and sc";
    return NULL;
}

static bool
can_force(uint32_t caps)
{
    return caps & VTD_SC;
}

/* Linux 5.15, domain_update_iommu_snooping(). */
static bool
counts_as_coherent(uint32_t caps)
{
    return caps & (VTD_SC | VTD_SCALABLE);
}

/* Linux, iommu_paging_structure_coherency() and ecap_coherent(). */
static uint8_t
snoops(uint32_t caps)
{
    uint32_t tables = caps & VTD_SCALABLE ? VTD_SMPWC : VTD_C;

    return (uint8_t) ((caps & VTD_C ? READS_ENTRY : 0) |
                      (caps & tables ? READS_TABLES : 0));
}

/* Linux, nested_supported(). */
static bool
can_nest(uint32_t caps)
{
    return caps & VTD_SCALABLE && caps & VTD_NEST;
}

/* Linux, first_level_by_default(): a legacy unit has second stages only. */
static bool
has_first(uint32_t caps)
{
    return caps & VTD_SCALABLE;
}

/* No driver programs EMTE, CD or PAT of a PASID-table entry, and guests have no
 * way to ask for them: Linux, struct iommu_hwpt_vtd_s1. */
static bool
ignores_guest_types(uint32_t caps)
{
    (void) caps;
    return true;
}

static bool
forced_by_leaf(const struct unit_config *c)
{
    return c->mode == UNIT_SECOND;
}

/* ---- entries, as Linux writes them ---- */

/* Linux, domain_context_mapping_one() and context_setup_pass_through(): with
 * a device-TLB the context entry says so. */
static void
context_entry(const struct unit_config *c, uint64_t *word)
{
    unsigned tt = c->has & VTD_DT ? TT_DEVICE_TLB : TT_SECOND;

    if (c->mode == UNIT_PASS)
        word[0] = VTD_CTX_TT(TT_PASS);
    else if (c->mode == UNIT_SECOND)
        word[0] = VTD_CTX_TT(tt) | (c->second & VTD_ADDR);
    else
        return;
    word[0] |= VTD_CTX_P;
    word[1] = VTD_CTX_AW(AW_48) | VTD_CTX_DID(c->domain);
}

/* Linux, pasid_pte_config_*(). */
static void
pasid_entry(const struct unit_config *c, uint64_t *word)
{
    static const uint8_t pgtt[UNIT_MODES] = {
        [UNIT_PASS] = PGTT_PASS,
        [UNIT_SECOND] = PGTT_SECOND,
        [UNIT_FIRST] = PGTT_FIRST,
        [UNIT_NESTED] = PGTT_NESTED,
    };

    if (c->mode == UNIT_BLOCKED)
        return;
    word[0] = VTD_PASID_P | VTD_PASID_AW(AW_48) | VTD_PASID_PGTT(pgtt[c->mode]);
    word[1] = VTD_PASID_DID(c->domain);
    if (c->has & VTD_SMPWC)
        word[1] |= VTD_PASID_PWSNP;
    if (c->mode == UNIT_SECOND || c->mode == UNIT_NESTED)
        word[0] |= c->second & VTD_ADDR;
    if (c->mode == UNIT_FIRST || c->mode == UNIT_NESTED) {
        word[2] = c->first & VTD_ADDR;
        if (c->force)
            word[1] |= VTD_PASID_PGSNP;
    }
}

static void
entry(const struct unit_config *c, uint64_t *word)
{
    for (unsigned i = 0; i < UNIT_ENTRY_WORDS; i++)
        word[i] = 0;
    if (c->has & VTD_SCALABLE)
        pasid_entry(c, word);
    else
        context_entry(c, word);
}

static uint64_t
first_leaf(uint64_t pa, bool writable)
{
    return (pa & VTD_ADDR) | VTD_S1_P | VTD_S1_US | VTD_S1_A |
           (writable ? VTD_S1_RW | VTD_S1_D : 0);
}

static uint64_t
first_next(uint64_t pa)
{
    return (pa & VTD_ADDR) | VTD_S1_P | VTD_S1_RW | VTD_S1_US | VTD_S1_A;
}

static uint64_t
leaf(const struct unit_config *c, uint64_t pa, uint32_t flags)
{
    if (c->mode == UNIT_FIRST)
        return first_leaf(pa, flags & LEAF_WRITE);
    return (pa & VTD_ADDR) | (flags & LEAF_READ ? VTD_S2_R : 0) |
           (flags & LEAF_WRITE ? VTD_S2_W : 0) |
           (flags & LEAF_FORCE ? VTD_S2_SNP : 0);
}

static uint64_t
next(const struct unit_config *c, uint64_t pa, unsigned level)
{
    (void) level;
    if (c->mode == UNIT_FIRST)
        return first_next(pa);
    return (pa & VTD_ADDR) | VTD_S2_R | VTD_S2_W;
}

/* What type a guest chooses is in no bit that acts on DMA here. */
static uint64_t
guest_leaf(const struct unit_config *c, uint64_t pa)
{
    (void) c;
    return first_leaf(pa, true);
}

static uint64_t
guest_next(const struct unit_config *c, uint64_t pa, unsigned level)
{
    (void) c;
    (void) level;
    return first_next(pa);
}

/* ---- requests ---- */

static struct unit_answer
refuse(struct unit_answer a, uint8_t fault, uint8_t rule, struct trail *why)
{
    decide(why, &vtd_rules[rule], OUTCOME_FAULT + fault);
    a.fault = fault;
    return a;
}

static struct unit_answer
refuse_entry(struct unit_answer a, uint8_t state, struct trail *why)
{
    switch (state) {
    case ENTRY_ABSENT:
        return refuse(a, UNIT_FAULT_ENTRY, VTD_RULE_ENTRY_ABSENT, why);
    case ENTRY_PGSNP:
        return refuse(a, UNIT_FAULT_RESERVED, VTD_RULE_PGSNP_RESERVED, why);
    case ENTRY_RESERVED:
        return refuse(a, UNIT_FAULT_RESERVED, VTD_RULE_ENTRY_RESERVED, why);
    default:
        return refuse(a, UNIT_FAULT_ENTRY, VTD_RULE_ENTRY_TYPE, why);
    }
}

static struct unit_answer
translated(struct unit_answer a, const struct unit_request *r,
           struct trail *why)
{
    a.pa = r->address;
    a.writable = true;
    a.snooped = !r->no_snoop;
    decide(why, &vtd_rules[VTD_RULE_TRANSLATED],
           a.snooped ? OUTCOME_SNOOPED : OUTCOME_UNSNOOPED);
    return a;
}

static struct unit_answer
snoop(struct unit_answer a, uint8_t mode, bool sc, bool set, bool no_snoop,
      struct trail *why)
{
    const struct vtd_row *row = vtd_find_row(mode, sc, set);

    decide(why, &vtd_rules[row->rule], row->outcome[no_snoop]);
    a.snooped = row->outcome[no_snoop] == OUTCOME_SNOOPED;
    return a;
}

static struct unit_answer
through_tables(struct unit_answer a, const struct unit_space *s,
               const struct vtd_entry *e, const struct unit_request *r,
               struct trail *why)
{
    bool scalable = s->has & VTD_SCALABLE;
    struct vtd_walk w = vtd_walk(s, e, r->address);

    decide(why, &vtd_rules[scalable ? VTD_RULE_WALK_PWSNP : VTD_RULE_WALK_C],
           a.walk_snooped ? OUTCOME_SNOOPED : OUTCOME_UNSNOOPED);
    if (w.fault)
        return refuse(a, w.fault, w.rule, why);
    if (r->write ? !w.write : !w.read)
        return refuse(a, UNIT_FAULT_RIGHT, VTD_RULE_RIGHT, why);
    a.pa = w.pa;
    a.writable = w.write;
    a = snoop(a, e->mode, s->has & VTD_SC,
              e->mode == VTD_SECOND ? w.snp : e->pgsnp, r->no_snoop, why);
    if (e->mode == VTD_NESTED && w.snp && s->has & VTD_NESTED_SNP) {
        decide(why, &vtd_rules[VTD_RULE_NESTED_SNP], OUTCOME_SNOOPED);
        a.snooped = true;
    }
    return a;
}

static struct unit_answer
translate(const struct unit_space *s, const struct unit_request *r,
          struct trail *why)
{
    bool scalable = s->has & VTD_SCALABLE;
    uint64_t word[UNIT_ENTRY_WORDS];
    struct unit_answer a = {.entry_snooped = s->has & VTD_C};
    struct vtd_entry e;

    for (unsigned i = 0; i < (scalable ? UNIT_ENTRY_WORDS : 2); i++)
        word[i] = s->word(s->at, s->entry + 8 * (uint64_t) i, a.entry_snooped);
    e = scalable ? vtd_pasid_entry(word, s->has)
                 : vtd_context_entry(word, s->has);
    a.walk_snooped = scalable ? s->has & VTD_SMPWC && e.pwsnp : a.entry_snooped;
    e.walk_snooped = a.walk_snooped;

    if (e.state != ENTRY_GOOD)
        return refuse_entry(a, e.state, why);
    if (r->translated)
        return e.translated ? translated(a, r, why)
                            : refuse(a, UNIT_FAULT_ENTRY,
                                     VTD_RULE_TRANSLATED_BLOCKED, why);
    if (e.mode != VTD_PASS && e.mode != VTD_SCALABLE_PASS)
        return through_tables(a, s, &e, r, why);
    a.pa = r->address;
    a.writable = true;
    return snoop(a, e.mode, s->has & VTD_SC, e.pgsnp, r->no_snoop, why);
}

static const char *
type_name(uint8_t type)
{
    (void) type;
    return "-";
}

static const struct table *const tables[] = {&vtd_type_table, NULL};

const struct iommu_unit iommu_vtd = {
    .name = "vtd",
    .title = "Intel VT-d",
    .cpu = "x86",
    .has = has,
    .nhas = sizeof has / sizeof *has,
    .example = examples,
    .rule = vtd_rules,
    .table = tables,
    .nrule = VTD_RULES,
    .check = check,
    .can_force = can_force,
    .counts_as_coherent = counts_as_coherent,
    .has_force_bit = true,
    .snoops = snoops,
    .can_nest = can_nest,
    .has_first = has_first,
    .ignores_guest_types = ignores_guest_types,
    .forced_by_leaf = forced_by_leaf,
    .entry = entry,
    .leaf = leaf,
    .next = next,
    .guest_leaf = guest_leaf,
    .guest_next = guest_next,
    .offset = vtd_offset,
    .translate = translate,
    .type_name = type_name,
    .gave_name = unit_outcome_name,
};
