/* What KVM puts into a leaf of the EPT: the policy's decision on a page. */

#include <stddef.h>

#include "models/x86_pat_ept/kvm_mtrr.h"
#include "models/x86_pat_ept/plane.h"
#include "models/x86_pat_ept/rules.h"
#include "sim/core/bound.h"

uint16_t
x86_region_at(const struct plan *p, uint64_t pa)
{
    for (uint16_t r = 0; r < p->nregion; r++)
        if (pa >= p->region[r].pa && pa - p->region[r].pa < p->region[r].size)
            return r;
    return PLAN_NONE;
}

struct x86_mtrr
x86_guest_mtrr(const struct view *v, uint32_t ctx)
{
    struct x86_mtrr m = {0};

    for (uint32_t i = 0; i < X86_MSRS; i++) {
        uint64_t *reg = x86_mtrr_register(&m, x86_msrs[i].code);

        if (reg)
            *reg = view_word(v, WORD_REG(ctx, x86_msrs[i].code));
    }
    return m;
}

static uint64_t
bit_if(bool yes, unsigned fact)
{
    return (uint64_t) yes << fact;
}

/* There is one VM whose memslots have flags. */
static bool
some_slot(const struct view *v, uint32_t flag)
{
    for (uint32_t r = 0; r < v->bound->plan->nregion; r++)
        if (view_word(v, WORD_SLOT(r)) & flag)
            return true;
    return false;
}

/* Facts that do not depend on a page. */
uint64_t
x86_facts(const struct view *v, uint32_t ctx)
{
    const struct bound *b = v->bound;
    const uint8_t *off = b->plan->quirk_off;
    uint32_t principal = b->plan->ctx[ctx].principal;

    return bit_if(view_word(v, WORD_NONCOHERENT(principal)),
                  FACT_NONCOHERENT_DMA) |
           bit_if(view_word(v, WORD_REG(ctx, REG_CR0)) & CR0_CD,
                  FACT_GUEST_CR0_CD) |
           bit_if(!off[QUIRK_CD_NW_CLEARED], FACT_QUIRK_CD_NW_CLEARED) |
           bit_if(!off[QUIRK_IGNORE_GUEST_PAT], FACT_QUIRK_IGNORE_GUEST_PAT) |
           bit_if(b->platform->key[PK_SELF_SNOOP], FACT_SELF_SNOOP) |
           bit_if(b->platform->model_key[KEY_WBINVD_EXITS], FACT_WBINVD_EXITS) |
           bit_if(true, FACT_TDP) | bit_if(true, FACT_GUEST_HAS_MTRR) |
           bit_if(some_slot(v, SLOT_NONCOHERENT_DMA),
                  FACT_SOME_SLOT_NONCOHERENT);
}

static bool
has_flag(const struct policy_action *a, uint16_t flag)
{
    for (uint32_t i = 0; i < a->narg; i++)
        if (a->arg[i] == flag)
            return true;
    return false;
}

uint64_t
x86_page_facts(const struct view *v, uint32_t ctx, uint64_t gpa)
{
    const struct plan *p = v->bound->plan;
    uint16_t region = x86_region_at(p, gpa);
    uint64_t facts = x86_facts(v, ctx);

    if (region == PLAN_NONE)
        return facts;
    return facts |
           bit_if(p->region[region].kind == REGION_MMIO, FACT_HOST_MMIO) |
           bit_if(view_word(v, WORD_SLOT(region)) & SLOT_NONCOHERENT_DMA,
                  FACT_SLOT_NONCOHERENT);
}

struct stage2
x86_stage2(const struct view *v, uint32_t ctx, uint64_t gpa, struct trail *why)
{
    const struct bound *b = v->bound;
    struct stage2 s = {0};
    const struct policy_rule *r;
    uint64_t facts = x86_page_facts(v, ctx, gpa);

    if (!b->policy)
        return (struct stage2){.type = MT_WB,
                               .rule = &x86_rules[RULE_NO_POLICY]};
    r = policy_first(&b->policy->table[DECIDE_MEMSLOT], facts);
    if (!r || r->action[0].code != ACT_REFUSE) /* a refused slot has no pages */
        r = policy_first(&b->policy->table[DECIDE_STAGE2], facts);
    if (!r)
        return (struct stage2){.error = 14, .rule = &x86_rules[RULE_NO_POLICY]};
    s.rule = &r->why;
    switch (r->action[0].code) {
    case ACT_REFUSE:
        s.error = r->action[0].arg[0];
        break;
    case ACT_INJECT:
        s.inject = true;
        break;
    case ACT_GUEST_MTRR: {
        struct x86_mtrr m = x86_guest_mtrr(v, ctx);

        s.type = kvm_mtrr_lookup(&m, gpa, true, why);
        s.ipat = has_flag(&r->action[0], FLAG_IPAT);
        break;
    }
    default:
        s.type = x86_action_type[r->action[0].code];
        s.ipat = has_flag(&r->action[0], FLAG_IPAT);
        break;
    }
    decide(why, s.rule, GAVE_MT + s.type);
    return s;
}
