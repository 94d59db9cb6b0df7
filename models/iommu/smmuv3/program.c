#include "models/iommu/smmuv3/program.h"

#include <string.h>

#include "models/iommu/smmuv3/fields.h"
#include "models/iommu/smmuv3/smmuv3.h"

enum { TXSZ = 64 - 48, SL0_LEVEL_0 = 2 };

/* IO_PGTABLE_QUIRK_ARM_S2FWB: nest parents only. */
static bool
forces_write_back(const struct unit_config *c)
{
    return c->nest_parent && c->has & SMMU_S2FWB;
}

/* Cacheability and shareability of table walks: io_pgtable_cfg.coherent_walk,
 * from IDR0.COHACC. */
static unsigned
walk_region(const struct unit_config *c)
{
    return c->has & SMMU_COHACC ? REGION_WBWA : REGION_NC;
}

static unsigned
walk_share(const struct unit_config *c)
{
    return c->has & SMMU_COHACC ? SH_ENCODED_ISH : SH_ENCODED_OSH;
}

/* ---- stream table entry ---- */

/* arm_smmu_make_cdtable_ste(), and what a guest's driver asks of its own
 * entry.  One context, no substreams; StreamWorld is EL1. */
static void
put_stage1(const struct unit_config *c, uint64_t *word)
{
    smmu_put(word, STE_S1CTXPTR, c->context >> 6);
    smmu_put(word, STE_S1DSS, S1DSS_SSID0);
    smmu_put(word, STE_S1CIR, S1C_WBRA);
    smmu_put(word, STE_S1COR, S1C_WBRA);
    smmu_put(word, STE_S1CSH, SH_ENCODED_ISH);
}

/* arm_smmu_make_s2_domain_ste(). */
static void
put_stage2(const struct unit_config *c, uint64_t *word)
{
    smmu_put(word, STE_S2FWB, forces_write_back(c));
    smmu_put(word, STE_S2VMID, c->domain);
    smmu_put(word, STE_S2T0SZ, TXSZ);
    smmu_put(word, STE_S2SL0, SL0_LEVEL_0);
    smmu_put(word, STE_S2IR0, walk_region(c));
    smmu_put(word, STE_S2OR0, walk_region(c));
    smmu_put(word, STE_S2SH0, walk_share(c));
    smmu_put(word, STE_S2TG, TG_4K);
    smmu_put(word, STE_S2PS, PS_48_BITS);
    smmu_put(word, STE_S2AA64, 1);
    smmu_put(word, STE_S2PTW, 1);
    smmu_put(word, STE_S2R, 1);
    smmu_put(word, STE_S2TTB, c->second >> 4);
}

void
smmu_entry(const struct unit_config *c, uint64_t *word)
{
    bool first = c->mode == UNIT_FIRST || c->mode == UNIT_NESTED;
    bool second = c->mode == UNIT_SECOND || c->mode == UNIT_NESTED;
    bool passes = c->mode != UNIT_BLOCKED;

    memset(word, 0, UNIT_ENTRY_WORDS * sizeof *word);
    smmu_put(word, STE_V, 1);
    if (!passes)
        return;
    smmu_put(word, STE_CONFIG,
             CONFIG_PASSES | (second ? CONFIG_S2 : 0) |
                 (first ? CONFIG_S1 : 0));
    if (first)
        put_stage1(c, word);
    if (second)
        put_stage2(c, word);
    if (first && second) /* arm_smmu_make_nested_cd_table_ste() */
        smmu_put(word, STE_MEV, 1);
    if ((first || second) && c->has & SMMU_ATS)
        smmu_put(word, STE_EATS, EATS_FULL);
    if ((second || !first) && c->has & SMMU_ATTR_TYPES_OVR)
        smmu_put(word, STE_SHCFG, SHCFG_INCOMING);
}

/* ---- context descriptor ---- */

/* arm_lpae_s1_cfg.mair. */
static uint64_t
linux_mair(void)
{
    return (uint64_t) MAIR_NC << INDEX_NC * 8 |
           (uint64_t) MAIR_WB << INDEX_WB * 8 |
           (uint64_t) MAIR_DEVICE << INDEX_DEVICE * 8 |
           (uint64_t) MAIR_INC_OWB << INDEX_INC_OWB * 8;
}

/* arm_smmu_make_s1_cd(). */
void
smmu_context(const struct unit_config *c, uint64_t *word)
{
    memset(word, 0, UNIT_ENTRY_WORDS * sizeof *word);
    smmu_put(word, CD_T0SZ, TXSZ);
    smmu_put(word, CD_TG0, TG_4K);
    smmu_put(word, CD_IR0, walk_region(c));
    smmu_put(word, CD_OR0, walk_region(c));
    smmu_put(word, CD_SH0, walk_share(c));
    smmu_put(word, CD_EPD1, 1);
    smmu_put(word, CD_V, 1);
    smmu_put(word, CD_IPS, PS_48_BITS);
    smmu_put(word, CD_AA64, 1);
    smmu_put(word, CD_R, 1);
    smmu_put(word, CD_A, 1);
    smmu_put(word, CD_ASET, 1);
    smmu_put(word, CD_ASID, c->domain);
    smmu_put(word, CD_TTB0, c->first >> 4);
    smmu_put(word, CD_MAIR, linux_mair());
}

/* ---- descriptors ---- */

/* arm_lpae_prot_to_pte(); IOMMU_CACHE, always: VFIO and IOMMUFD set it. */
static uint64_t
stage1_leaf(uint64_t pa, unsigned index, bool writable)
{
    bool cached = index == INDEX_WB || index == INDEX_INC_OWB;

    return (pa & DESC_ADDRESS) | DESC_VALID | DESC_TABLE | DESC_AF |
           S1_NOT_GLOBAL | S1_UNPRIVILEGED | (writable ? 0 : S1_READ_ONLY) |
           S1_INDEX(index) | DESC_SH(cached ? SH_ENCODED_ISH : SH_ENCODED_OSH);
}

static uint64_t
stage2_leaf(const struct unit_config *c, uint64_t pa, uint32_t flags)
{
    unsigned cached = forces_write_back(c) ? S2_FORCE_WB : S2_WB;
    unsigned memattr = flags & LEAF_MMIO ? S2_DEVICE : cached;

    return (pa & DESC_ADDRESS) | DESC_VALID | DESC_TABLE | DESC_AF |
           (flags & LEAF_READ ? S2_READ : 0) |
           (flags & LEAF_WRITE ? S2_WRITE : 0) | S2_MEMATTR(memattr) |
           DESC_SH(flags & LEAF_MMIO ? SH_ENCODED_OSH : SH_ENCODED_ISH);
}

/* Stage 1 has no way to say "write only". */
uint64_t
smmu_leaf(const struct unit_config *c, uint64_t pa, uint32_t flags)
{
    if (!(flags & (LEAF_READ | LEAF_WRITE)))
        return 0;
    if (c->mode == UNIT_FIRST)
        return stage1_leaf(pa, flags & LEAF_MMIO ? INDEX_DEVICE : INDEX_WB,
                           flags & LEAF_WRITE);
    return stage2_leaf(c, pa, flags);
}

uint64_t
smmu_guest_leaf(const struct unit_config *c, uint64_t pa)
{
    static const uint8_t index[UNIT_GUEST_TYPES] = {
        [UNIT_GUEST_WB] = INDEX_WB,
        [UNIT_GUEST_NC] = INDEX_NC,
        [UNIT_GUEST_DEVICE] = INDEX_DEVICE,
    };

    return stage1_leaf(pa, index[c->guest_type], true);
}

/* Of both stages. */
uint64_t
smmu_next(const struct unit_config *c, uint64_t pa, unsigned level)
{
    (void) c;
    (void) level;
    return (pa & DESC_ADDRESS) | DESC_TABLE | DESC_VALID;
}

/* Level 1 is the manual's level 3. */
uint64_t
smmu_offset(uint64_t address, unsigned level)
{
    return (address >> (12 + 9 * (level - 1)) & 0x1ff) * 8;
}
