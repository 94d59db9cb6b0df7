#include "models/iommu/amd_vi/unit.h"

#include <stddef.h>

#include "models/iommu/amd_vi/decode.h"
#include "models/iommu/amd_vi/rules.h"
#include "models/iommu/amd_vi/tables.h"
#include "models/iommu/amd_vi/type_tables.h"
#include "models/iommu/amd_vi/walk.h"
#include "models/iommu/outcome.h"

enum { ENTRY_WORDS = 4 };

// clang-format off
static const struct word has[] = {
    { "iotlb", "devices may have IOTLBs: translated requests are taken",
      "AMD 48882, capability header, IotlbSup (bit 24)", AMD_VI_IOTLB },
};

/* For `mtsim types dma`. */
static const struct unit_example examples[] = {
    { "pass-through", 0, UNIT_PASS, false, false },
    { "FC=0", 0, UNIT_SECOND, false, false },
    { "FC=1", 0, UNIT_SECOND, true, false },
    { "FC=1, translated", AMD_VI_IOTLB, UNIT_SECOND, true, true },
    { NULL },
};
// clang-format on

static const char *
check(uint32_t caps)
{
    (void) caps;
    return NULL;
}

/* Linux: amd_iommu_enforce_cache_coherency() always succeeds. */
static bool
can_force(uint32_t caps)
{
    (void) caps;
    return true;
}

static bool
forced_by_leaf(const struct unit_config *c)
{
    return c->mode == UNIT_SECOND;
}

/* Linux: make_clear_dte(), set_dte_entry().  What this model leaves out, first
 * stages, is blocked. */
static void
entry(const struct unit_config *c, uint64_t *word)
{
    for (unsigned i = 0; i < UNIT_ENTRY_WORDS; i++)
        word[i] = 0;
    word[0] = AMD_VI_DTE_V;
    if (c->mode != UNIT_PASS && c->mode != UNIT_SECOND)
        return;
    word[0] |= AMD_VI_DTE_TV | AMD_VI_DTE_IR | AMD_VI_DTE_IW;
    word[1] = AMD_VI_DTE_DOMAIN(c->domain);
    if (c->has & AMD_VI_IOTLB)
        word[1] |= AMD_VI_DTE_I;
    if (c->mode == UNIT_SECOND)
        word[0] |= AMD_VI_DTE_MODE(UNIT_LEVELS) | (c->second & AMD_VI_ADDR);
}

static uint64_t
leaf(const struct unit_config *c, uint64_t pa, uint32_t flags)
{
    (void) c;
    return (pa & AMD_VI_ADDR) | AMD_VI_PTE_PR | AMD_VI_PTE_NEXT(NEXT_LEAF) |
           (flags & LEAF_READ ? AMD_VI_PTE_IR : 0) |
           (flags & LEAF_WRITE ? AMD_VI_PTE_IW : 0) |
           (flags & LEAF_FORCE ? AMD_VI_PTE_FC : 0);
}

static uint64_t
next(const struct unit_config *c, uint64_t pa, unsigned level)
{
    (void) c;
    return (pa & AMD_VI_ADDR) | AMD_VI_PTE_PR | AMD_VI_PTE_NEXT(level - 1) |
           AMD_VI_PTE_IR | AMD_VI_PTE_IW;
}

/* ---- requests ---- */

static struct unit_answer
refuse(struct unit_answer a, uint8_t fault, uint8_t rule, struct trail *why)
{
    decide(why, &amd_vi_rules[rule], OUTCOME_FAULT + fault);
    a.fault = fault;
    return a;
}

static struct unit_answer
refuse_entry(struct unit_answer a, uint8_t state, struct trail *why)
{
    switch (state) {
    case DTE_BLOCKED:
        return refuse(a, UNIT_FAULT_ENTRY, AMD_VI_RULE_BLOCKED, why);
    case DTE_RESERVED:
        return refuse(a, UNIT_FAULT_RESERVED, AMD_VI_RULE_ENTRY_RESERVED, why);
    default:
        return refuse(a, UNIT_FAULT_ENTRY, AMD_VI_RULE_GUEST, why);
    }
}

static struct unit_answer
snoop(struct unit_answer a, unsigned kind, bool no_snoop, struct trail *why)
{
    const struct amd_vi_row *row = &amd_vi_rows[kind];

    decide(why, &amd_vi_rules[row->rule], row->outcome[no_snoop]);
    a.snooped = row->outcome[no_snoop] == OUTCOME_SNOOPED;
    return a;
}

static struct unit_answer
untouched(struct unit_answer a, const struct unit_request *r, bool writable)
{
    a.pa = r->address;
    a.writable = writable;
    return a;
}

static struct unit_answer
translated(struct unit_answer a, const struct unit_request *r,
           struct trail *why)
{
    a = untouched(a, r, true);
    a.snooped = !r->no_snoop;
    decide(why, &amd_vi_rules[AMD_VI_RULE_TRANSLATED],
           a.snooped ? OUTCOME_SNOOPED : OUTCOME_UNSNOOPED);
    return a;
}

static struct unit_answer
through_tables(struct unit_answer a, const struct unit_space *s,
               const struct amd_vi_entry *e, const struct unit_request *r,
               struct trail *why)
{
    struct amd_vi_walk w = amd_vi_walk(s, e, r->address);

    decide(why, &amd_vi_rules[AMD_VI_RULE_WALK],
           a.walk_snooped ? OUTCOME_SNOOPED : OUTCOME_UNSNOOPED);
    if (w.fault)
        return refuse(a, w.fault, w.rule, why);
    if (r->write ? !w.write : !w.read)
        return refuse(a, UNIT_FAULT_RIGHT, AMD_VI_RULE_RIGHT, why);
    a.pa = w.pa;
    a.writable = w.write && e->write;
    return snoop(a, w.fc ? AMD_VI_FC_SET : AMD_VI_FC_CLEAR, r->no_snoop, why);
}

/* The unit reads its device table with a snoop: Linux sets CoherentEn. */
static struct unit_answer
translate(const struct unit_space *s, const struct unit_request *r,
          struct trail *why)
{
    struct unit_answer a = {.entry_snooped = true};
    uint64_t word[ENTRY_WORDS];
    struct amd_vi_entry e;

    for (unsigned i = 0; i < ENTRY_WORDS; i++)
        word[i] = s->word(s->at, s->entry + 8 * (uint64_t) i, a.entry_snooped);
    e = amd_vi_decode_entry(word, s->has);
    a.walk_snooped = e.walk_snooped;

    if (e.state == DTE_PASSED)
        return snoop(untouched(a, r, true), AMD_VI_INVALID, r->no_snoop, why);
    if (e.state != DTE_GOOD)
        return refuse_entry(a, e.state, why);
    if (r->translated)
        return e.iotlb ? translated(a, r, why)
                       : refuse(a, UNIT_FAULT_ENTRY,
                                AMD_VI_RULE_TRANSLATED_BLOCKED, why);
    if (r->write ? !e.write : !e.read)
        return refuse(a, UNIT_FAULT_RIGHT, AMD_VI_RULE_RIGHT, why);
    if (e.mode)
        return through_tables(a, s, &e, r, why);
    return snoop(untouched(a, r, e.write), AMD_VI_PASS, r->no_snoop, why);
}

static const char *
type_name(uint8_t type)
{
    (void) type;
    return "-";
}

static const struct table *const tables[] = {&amd_vi_type_table, NULL};

const struct iommu_unit iommu_amd_vi = {
    .name = "amd-vi",
    .title = "AMD-Vi",
    .cpu = "x86",
    .has = has,
    .nhas = sizeof has / sizeof *has,
    .example = examples,
    .rule = amd_vi_rules,
    .table = tables,
    .nrule = AMD_VI_RULES,
    .check = check,
    .can_force = can_force,
    .has_force_bit = true,
    .forced_by_leaf = forced_by_leaf,
    .entry = entry,
    .leaf = leaf,
    .next = next,
    .offset = amd_vi_offset,
    .translate = translate,
    .type_name = type_name,
    .gave_name = unit_outcome_name,
};
