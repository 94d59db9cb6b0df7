/* SMMU (IHI 0070 G.b), chapter 13: input, overrides, stage 1 replaces, stage 2
 * combines, what is not cacheable is Outer Shareable, No_snoop last. */

#include "models/iommu/smmuv3/attributes.h"

#include "models/iommu/smmuv3/fields.h"
#include "models/iommu/smmuv3/rules.h"
#include "models/iommu/smmuv3/smmuv3.h"
#include "models/iommu/smmuv3/tables.h"

/* Ensures consistency (13.1.7) and notes that RULE gave A. */
static struct smmu_attr
gave(struct trail *why, enum smmu_rule rule, struct smmu_attr a)
{
    if (!smmu_is_cacheable(&a))
        a.share = SMMU_OSH;
    decide(why, &smmu_rules[rule], smmu_code(&a));
    return a;
}

/* ---- input and overrides ---- */

static const struct smmu_attr write_back = {
    .type = SMMU_NORMAL,
    .inner = SMMU_WB,
    .outer = SMMU_WB,
    .share = SMMU_ISH,
};

static struct smmu_attr
overridden(const struct smmu_input *in, struct smmu_attr a, struct trail *why)
{
    const uint32_t both = SMMU_ATTR_TYPES_OVR | SMMU_PCIE_OVR;
    /* 0 is what RES0 asks for, and says Non-shareable only with the
     * capability. */
    bool share = in->shcfg != SHCFG_INCOMING &&
                 (in->shcfg || in->has & SMMU_ATTR_TYPES_OVR);

    if (!in->mtcfg && !share)
        return a;
    if ((in->has & both) != both)
        return gave(why, RULE_IN_NO_OVERRIDE, a);
    if (in->mtcfg) {
        uint8_t was = a.share;

        a = smmu_memattr[in->memattr & 15].attr;
        a.share = was;
        a = gave(why, RULE_IN_OVERRIDE_TYPE, a);
    }
    if (share && smmu_is_cacheable(&a)) {
        a.share = smmu_sh[in->shcfg & 3];
        a = gave(why, RULE_IN_OVERRIDE_SHARE, a);
    }
    return a;
}

/* ---- stage 1 ---- */

static struct smmu_attr
replaced(const struct smmu_input *in, struct trail *why)
{
    bool reserved;
    struct smmu_attr a = smmu_mair(in->mair, &reserved);

    a.share = smmu_sh[in->s1_sh & 3];
    a = gave(why, reserved ? RULE_S1_MAIR_RESERVED : RULE_S1_MAIR, a);
    if (in->s1_sh == 1 && smmu_is_cacheable(&a))
        gave(why, RULE_S1_SH_RESERVED, a);
    return a;
}

/* ---- stage 2 ---- */

static uint8_t
smaller(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

/* Types: the stronger wins (figure 13.1).  B is a Device type, or Normal. */
static struct smmu_attr
stronger(struct smmu_attr a, const struct smmu_attr *b)
{
    a.type = smaller(a.type, b->type);
    a.inner = a.type == SMMU_NORMAL ? smaller(a.inner, b->inner) : 0;
    a.outer = a.type == SMMU_NORMAL ? smaller(a.outer, b->outer) : 0;
    return a;
}

static struct smmu_attr
normal(struct smmu_attr a, uint8_t cache)
{
    a.type = SMMU_NORMAL;
    a.inner = a.outer = cache;
    return a;
}

static struct smmu_attr
forced(const struct smmu_input *in, struct smmu_attr a, struct trail *why)
{
    struct smmu_fwb_row row = smmu_fwb[in->s2_memattr & 7];
    struct smmu_attr device = {.type = row.type};

    switch ((enum smmu_fwb) row.does) {
    case FWB_DEVICE:
        return gave(why, RULE_FWB_DEVICE, stronger(a, &device));
    case FWB_RESERVED:
        return gave(why, RULE_FWB_RESERVED, stronger(a, &device));
    case FWB_NC:
        if (smmu_is_device(&a))
            return gave(why, RULE_FWB_NC_DEVICE, a);
        return gave(why, RULE_FWB_NC, normal(a, SMMU_NC));
    case FWB_WRITE_BACK:
        return gave(why, RULE_FWB_WRITE_BACK, normal(a, SMMU_WB));
    case FWB_STAGE1:
        break;
    }
    return gave(why, RULE_FWB_STAGE1, a);
}

static struct smmu_attr
combined(const struct smmu_input *in, struct smmu_attr a, struct trail *why)
{
    const struct smmu_memattr *s2 = &smmu_memattr[in->s2_memattr & 15];
    uint8_t share = smmu_sh[in->s2_sh & 3];

    if (share > a.share)
        a.share = share;
    if (in->fwb)
        a = forced(in, a, why);
    else
        a = gave(why, s2->reserved ? RULE_S2_RESERVED : RULE_S2_COMBINE,
                 stronger(a, &s2->attr));
    if (in->s2_sh == 1 && smmu_is_cacheable(&a))
        gave(why, RULE_S2_SH_RESERVED, a);
    return a;
}

/* ---- output ---- */

static struct smmu_attr
not_snooped(const struct smmu_input *in, struct smmu_attr a, struct trail *why)
{
    if (!in->no_snoop)
        return a;
    if (!(in->has & SMMU_NSSYS))
        return gave(why, RULE_NO_SNOOP_UNSUPPORTED, a);
    if (!smmu_is_cacheable(&a))
        return gave(why, RULE_NO_SNOOP_UNCACHED, a);
    return gave(why, RULE_NO_SNOOP, normal(a, SMMU_NC));
}

static bool
is_coherent(const struct smmu_attr *a)
{
    return a->inner == SMMU_WB && a->outer == SMMU_WB && a->share != SMMU_NSH;
}

struct smmu_output
smmu_attributes(const struct smmu_input *in, struct trail *why)
{
    struct smmu_output out = {.attr = gave(why, RULE_IN_PCIE, write_back)};

    /* Stage 1 discards what came in, overrides and all. */
    if (in->s1)
        out.attr = replaced(in, why);
    else
        out.attr = overridden(in, out.attr, why);
    if (in->s2)
        out.attr = combined(in, out.attr, why);
    out.attr = not_snooped(in, out.attr, why);

    out.snooped = is_coherent(&out.attr);
    if (out.snooped) {
        gave(why, RULE_COHERENT, out.attr);
    } else if (in->has & SMMU_CANWBS) {
        out.snooped = true;
        gave(why, RULE_CANWBS, out.attr);
    } else {
        gave(why, RULE_NOT_COHERENT, out.attr);
    }
    return out;
}
