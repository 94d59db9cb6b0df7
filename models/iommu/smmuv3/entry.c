#include "models/iommu/smmuv3/entry.h"

#include <stddef.h>

#include "models/iommu/smmuv3/fields.h"
#include "models/iommu/smmuv3/rules.h"
#include "models/iommu/smmuv3/smmuv3.h"

enum { MIN_TXSZ = 16, MAX_TXSZ = 39, ADDRESS_BITS = 48 };

/* IPS and PS; what is above SMMU_IDR5.OAS counts as OAS. */
static uint8_t
output_bits(uint64_t ps)
{
    static const uint8_t bits[] = {32, 36, 40, 42, 44, 48};

    return ps < sizeof bits ? bits[ps] : ADDRESS_BITS;
}

/* Each level resolves 9 bits, above 12 of the page. */
static uint8_t
start_level(uint8_t input)
{
    return (uint8_t) (3 - (input - 13) / 9);
}

/* The root is as large as its level needs, and aligned to that. */
static uint64_t
aligned_root(uint64_t root, const struct smmu_stage *s)
{
    unsigned below = 12 + 9 * (3u - s->start);
    uint64_t size = UINT64_C(8) << (s->input - below);

    return root & ~(size - 1);
}

/* Cacheability 1 and 3 are Write-Back, shareability 2 and 3 is any. */
static bool
is_cached(uint64_t inner, uint64_t outer, uint64_t share)
{
    return inner & 1 && outer & 1 && share & 2;
}

/* False if TXSZ is out of range, or the root out of the output size. */
static bool
read_stage(struct smmu_stage *s, uint64_t txsz, uint64_t ps, uint64_t root)
{
    if (txsz < MIN_TXSZ || txsz > MAX_TXSZ)
        return false;
    s->input = (uint8_t) (64 - txsz);
    s->output = output_bits(ps);
    s->start = start_level(s->input);
    s->root = aligned_root(root, s);
    return !(root >> s->output);
}

/* S2SL0 counts down from 2, level 0; a start that needs concatenated tables is
 * not modelled. */
static bool
read_stage2(const uint64_t *word, struct smmu_stage *s)
{
    s->second = true;
    s->ignores_flag = smmu_get(word, STE_S2AFFD);
    s->cached = is_cached(smmu_get(word, STE_S2IR0), smmu_get(word, STE_S2OR0),
                          smmu_get(word, STE_S2SH0));
    return read_stage(s, smmu_get(word, STE_S2T0SZ), smmu_get(word, STE_S2PS),
                      smmu_get(word, STE_S2TTB) << 4) &&
           smmu_get(word, STE_S2SL0) == 2u - s->start &&
           smmu_get(word, STE_S2TG) == TG_4K && smmu_get(word, STE_S2AA64) &&
           !smmu_get(word, STE_S2ENDI) && !smmu_get(word, STE_S2HA) &&
           !smmu_get(word, STE_S2HD);
}

const struct rule *
smmu_read_ste(const uint64_t *word, uint32_t has, struct smmu_ste *ste)
{
    uint64_t config = smmu_get(word, STE_CONFIG);

    *ste = (struct smmu_ste){
        .s1 = config & CONFIG_S1,
        .s2 = config & CONFIG_S2,
        .fwb = has & SMMU_S2FWB && smmu_get(word, STE_S2FWB),
        .s2ptw = smmu_get(word, STE_S2PTW),
        .mtcfg = smmu_get(word, STE_MTCFG),
        .memattr = (uint8_t) smmu_get(word, STE_MEMATTR),
        .shcfg = (uint8_t) smmu_get(word, STE_SHCFG),
        .eats = (uint8_t) (has & SMMU_ATS ? smmu_get(word, STE_EATS) : 0),
        .vmid = (uint16_t) smmu_get(word, STE_S2VMID),
        .context = smmu_get(word, STE_S1CTXPTR) << 6,
    };
    if (!smmu_get(word, STE_V))
        return &smmu_rules[RULE_STE_INVALID];
    if (!(config & CONFIG_PASSES))
        return &smmu_rules[RULE_STE_ABORT];
    if (ste->s2 && !read_stage2(word, &ste->stage2))
        return &smmu_rules[RULE_STE_ILLEGAL];
    return NULL;
}

const struct rule *
smmu_read_cd(const uint64_t *word, struct smmu_cd *cd)
{
    struct smmu_stage *s = &cd->stage1;

    *cd = (struct smmu_cd){
        .mair = smmu_get(word, CD_MAIR),
        .asid = (uint16_t) smmu_get(word, CD_ASID),
    };
    if (!smmu_get(word, CD_V))
        return &smmu_rules[RULE_CD_INVALID];
    if (!smmu_get(word, CD_AA64) || smmu_get(word, CD_ENDI) ||
        smmu_get(word, CD_HA) || smmu_get(word, CD_HD))
        return &smmu_rules[RULE_CD_ILLEGAL];
    s->ignores_flag = smmu_get(word, CD_AFFD);
    s->cached = is_cached(smmu_get(word, CD_IR0), smmu_get(word, CD_OR0),
                          smmu_get(word, CD_SH0));
    s->off = smmu_get(word, CD_EPD0);
    if (s->off)
        return NULL;
    if (smmu_get(word, CD_TG0) != TG_4K ||
        !read_stage(s, smmu_get(word, CD_T0SZ), smmu_get(word, CD_IPS),
                    smmu_get(word, CD_TTB0) << 4))
        return &smmu_rules[RULE_CD_ILLEGAL];
    return NULL;
}
