/* One translation: the walk through the words of a configuration, and the
 * attributes of what it finds. */

#include <errno.h>

#include "models/arm64_s2fwb/effective.h"
#include "models/arm64_s2fwb/plane.h"
#include "models/arm64_s2fwb/rules.h"
#include "sim/core/bound.h"

static uint64_t
read_word(const void *at, uint64_t pa)
{
    return view_word(at, pa);
}

static uint64_t
reg(const struct view *v, uint32_t ctx, uint32_t number)
{
    return view_word(v, WORD_REG(ctx, number));
}

static bool
is_guest(const struct view *v, uint32_t ctx)
{
    return arm64_guest(v->bound->plan, v->bound->plan->ctx[ctx].principal);
}

static struct arm64_control
control_of(const struct view *v, uint32_t ctx)
{
    const uint64_t *key = v->bound->platform->model_key;
    uint64_t sctlr = reg(v, ctx, SCTLR_EL1);
    /* HCR_EL2 is about the EL1&0 regime, not about the host's own. */
    uint64_t hcr = is_guest(v, ctx) ? reg(v, ctx, HCR_EL2) : 0;

    return (struct arm64_control){
        .m = sctlr & ARM64_SCTLR_M,
        .c = sctlr & ARM64_SCTLR_C,
        .i = sctlr & ARM64_SCTLR_I,
        .vm = hcr & ARM64_HCR_VM,
        .dc = hcr & ARM64_HCR_DC,
        .cd = hcr & ARM64_HCR_CD,
        .id = hcr & ARM64_HCR_ID,
        .fwb = hcr & ARM64_HCR_FWB,
        .el2 = !is_guest(v, ctx),
        .normalises = key[KEY_NORMALISE],
        .features = (uint8_t) ((key[KEY_XS] ? FEATURE_XS : 0) |
                               (key[KEY_MTE2] ? FEATURE_MTE2 : 0) |
                               (key[KEY_MTE_PERM] ? FEATURE_MTE_PERM : 0)),
    };
}

struct arm64_space
arm64_space_of(const struct view *v, uint32_t ctx)
{
    struct arm64_control c = control_of(v, ctx);

    return (struct arm64_space){
        .word = read_word,
        .at = v,
        .stage1 = c.m && !c.dc,
        .stage2 = arm64_stage2_on(&c),
        .ptw = reg(v, ctx, HCR_EL2) & ARM64_HCR_PTW,
        .fwb = c.fwb,
        .ttbr = reg(v, ctx, TTBR0_EL1),
        .tcr = reg(v, ctx, TCR_EL1),
        .vttbr = reg(v, ctx, VTTBR_EL2),
        .vtcr = reg(v, ctx, VTCR_EL2),
    };
}

/* ---- what only some accesses meet ---- */

// clang-format off
static const struct denial
    align_s1  = {"stage-1 Alignment fault", 0, &arm64_rules[RULE_ALIGN_S1]},
    align_fwb = {"stage-1 Alignment fault", 0, &arm64_rules[RULE_ALIGN_FWB]},
    align_s2  = {"stage-2 Alignment fault", EFAULT,
                 &arm64_rules[RULE_ALIGN_S2]},
    no_atomic = {"unsupported atomic fault", 0, &arm64_rules[RULE_ATOMIC]};
// clang-format on

/* At which stage the access became one to Device memory: an Alignment fault is
 * taken there (Arm ARM B2.10.2; sail-arm S1HasAlignmentFault).  Of a stage-1
 * Device that FWB made Normal, R_RMTWN leaves it to the CPU. */
static const struct denial *
unaligned(const struct arm64_stages *s, const struct arm64_attr *a,
          bool fwb_faults)
{
    struct arm64_attr s1 = arm64_stage1(s, NULL);

    if (!arm64_is_device(s1.type))
        return arm64_is_device(a->type) ? &align_s2 : NULL;
    if (arm64_is_device(a->type))
        return &align_s1;
    return fwb_faults ? &align_fwb : NULL;
}

/* LSE atomics are atomic in shareable Write-Back memory (Arm ARM B2.2.6). */
static const struct denial *
atomics(const struct arm64_attr *a, bool faults)
{
    bool sure = a->type == TYPE_NORMAL && a->inner == CACHE_WB &&
                a->outer == CACHE_WB && a->share != SH_NSH;

    return faults && !sure ? &no_atomic : NULL;
}

/* What the tables hold becomes the attributes of the access. */
static struct walked
effective(const struct view *v, uint32_t ctx, const struct arm64_walk *w,
          struct trail *why)
{
    const uint64_t *key = v->bound->platform->model_key;
    struct arm64_stages s = {
        .control = control_of(v, ctx),
        .purpose = FOR_DATA,
        .memattr = w->memattr,
        .s2_share = arm64_share(w->s2_sh),
    };
    struct arm64_attr a;
    uint8_t eff;

    s.s1 = arm64_mair((uint8_t) (reg(v, ctx, MAIR_EL1) >> 8 * w->attr_index),
                      s.control.features);
    s.s1.share = arm64_share(w->sh);
    a = arm64_combine(&s, why);
    eff = arm64_effective_index(&a);
    if (eff == EFF_NONE)
        return (struct walked){.fault = XLAT_STOP};
    return (struct walked){
        .pa = w->pa & ~(uint64_t) (PAGE_BYTES - 1),
        .attr = eff,
        .unaligned = unaligned(&s, &a, key[KEY_FWB_ALIGNMENT]),
        .atomic = atomics(&a, key[KEY_ATOMICS]),
    };
}

static struct walked
walk_fault(const struct arm64_walk *w)
{
    return (struct walked){.fault =
                               w->fault_stage == 2 ? XLAT_STAGE2 : XLAT_STOP};
}

/* ---- the policy ---- */

struct arm64_stage2
arm64_leaf_now(const struct view *v, uint64_t ipa, uint64_t *facts)
{
    const struct bound *b = v->bound;
    uint16_t region = arm64_region_at(b->plan, ipa);

    *facts = arm64_host(b);
    if (region != PLAN_NONE)
        *facts |= arm64_region_facts(
            &b->plan->region[region], (uint32_t) view_word(v, WORD_VMA(region)),
            SLOT_FLAGS(view_word(v, WORD_SLOT(region))));
    return arm64_stage2(b->policy, *facts);
}

/* What a leaf of stage 2 says by itself, as a trail tells it. */
static uint32_t
leaf_code(const struct view *v, uint8_t memattr)
{
    struct arm64_attr a = {
        .type = TYPE_NORMAL, .inner = CACHE_WB, .outer = CACHE_WB};

    if (!arm64_has_fwb(v->bound) || memattr < 4)
        a = arm64_memattr(memattr, 0);
    else if (memattr == arm64_kvm_memattr(ACT_NORMAL_NC, true))
        a.inner = a.outer = CACHE_NC;
    a.share = SH_NONE;
    return arm64_code(&a);
}

/* Who decided a leaf of stage 2. */
static void
tell_policy(const struct view *v, uint32_t ctx, const struct arm64_walk *w,
            struct trail *why)
{
    uint32_t principal = v->bound->plan->ctx[ctx].principal;
    uint64_t word = view_word(v, WORD_WHY(principal, w->ipa));

    if (why && word)
        decide(why, (const struct rule *) (uintptr_t) word,
               leaf_code(v, w->memattr));
}

/* ---- the whole ---- */

struct walked
arm64_resolve(const struct view *v, const struct vpage *p, struct trail *why)
{
    struct arm64_space s = arm64_space_of(v, p->ctx);
    struct arm64_walk w = arm64_walk(&s, p->va, WALK_READ);

    if (w.fault)
        return walk_fault(&w);
    if (s.stage2)
        tell_policy(v, p->ctx, &w, why);
    return effective(v, p->ctx, &w, why);
}

struct walked
arm64_resolve_fresh(const struct view *v, const struct vpage *p)
{
    struct arm64_space s = arm64_space_of(v, p->ctx);
    struct arm64_walk w = arm64_walk(&s, p->va, WALK_READ);
    struct arm64_stage2 now;
    uint64_t facts;

    if (w.fault)
        return walk_fault(&w);
    if (s.stage2) {
        now = arm64_leaf_now(v, w.ipa, &facts);
        if (!now.mapped)
            return (struct walked){.fault = XLAT_STOP};
        w.memattr = now.memattr;
    }
    return effective(v, p->ctx, &w, NULL);
}
