/* One translation: the walk through the words of a configuration, and the
 * effective type of what it finds. */

#include "models/x86_pat_ept/effective.h"
#include "models/x86_pat_ept/plane.h"
#include "models/x86_pat_ept/rules.h"
#include "sim/core/bound.h"

static uint64_t
read_word(const void *at, uint64_t pa)
{
    return view_word(at, pa);
}

static bool
is_amd(const struct view *v)
{
    return v->bound->platform->model_key[KEY_VENDOR] == VENDOR_AMD;
}

/* The host has Linux's PAT; its MTRRs say write-back for memory and uncached
 * for everything else, as firmware leaves them. */
uint8_t
x86_host_mtrr(const struct view *v, uint64_t pa, struct trail *why)
{
    const struct plan *p = v->bound->plan;
    uint16_t r = x86_region_at(p, pa);
    bool mmio = r != PLAN_NONE && p->region[r].kind == REGION_MMIO;

    if (view_word(v, WORD_REG(0, MSR_DEF_TYPE))) {
        struct x86_mtrr m = x86_guest_mtrr(v, 0);

        return x86_mtrr_lookup(&m, pa, why);
    }
    return (uint8_t) (decide(why, &x86_rules[RULE_MTRR_FIRMWARE],
                             GAVE_MT + (mmio ? MT_UC : MT_WB)) -
                      GAVE_MT);
}

struct x86_space
x86_space_of(const struct view *v, uint32_t ctx)
{
    uint32_t principal = v->bound->plan->ctx[ctx].principal;
    bool guest = x86_guest(v->bound->plan, principal);

    return (struct x86_space){
        .word = read_word,
        .at = v,
        .paging = view_word(v, WORD_REG(ctx, REG_CR0)) & CR0_PG,
        .nesting = (uint8_t) (!guest      ? NEST_NONE
                              : is_amd(v) ? NEST_NPT
                                          : NEST_EPT),
        .cr3 = POOL_ROOT(principal),
        .pat = view_word(v, WORD_REG(ctx, MSR_PAT)),
        .host_root = is_amd(v) ? EPT_ROOT(principal)
                               : x86_eptp(EPT_ROOT(principal), MT_WB),
        .host_pat = X86_PAT_LINUX,
    };
}

/* What the tables hold becomes an access attribute. */
static struct walked
effective(const struct view *v, uint32_t ctx, const struct x86_space *s,
          const struct x86_walk *w, struct trail *why)
{
    uint64_t cr0 = view_word(v, WORD_REG(ctx, REG_CR0));
    struct x86_access a = {
        .purpose = FOR_DATA,
        .paging_off = !s->paging,
        .pat = w->pat,
        .ipat = w->ipat,
        .host = w->host_type,
    };

    if (s->nesting == NEST_EPT) {
        /* KVM never lets a guest's CR0.CD reach the hardware on Intel */
        a.paging = PAGING_EPT;
    } else {
        a.paging = s->nesting == NEST_NPT ? PAGING_NPT
                   : is_amd(v)            ? PAGING_AMD
                                          : PAGING_INTEL;
        a.cr0_cd =
            cr0 & CR0_CD && (s->nesting == NEST_NONE ||
                             v->bound->plan->quirk_off[QUIRK_CD_NW_CLEARED]);
        a.mtrr = x86_host_mtrr(v, w->pa, why);
    }
    return (struct walked){.pa = w->pa & ~(uint64_t) (PAGE_BYTES - 1),
                           .attr = x86_effective(&a, why)};
}

static struct walked
walk_fault(const struct x86_walk *w)
{
    bool stage2 =
        w->fault == FAULT_EPT_VIOLATION || w->fault == FAULT_NESTED_PAGE;

    return (struct walked){.fault = stage2 ? XLAT_STAGE2 : XLAT_STOP};
}

/* Who decided the type in a leaf of the EPT. */
static void
tell_policy(const struct view *v, uint32_t ctx, const struct x86_walk *w,
            struct trail *why)
{
    uint32_t principal = v->bound->plan->ctx[ctx].principal;
    uint64_t word = view_word(v, WORD_WHY(principal, w->gpa));

    if (why && word)
        decide(why, (const struct rule *) (uintptr_t) word,
               GAVE_MT + w->host_type);
}

struct walked
x86_resolve(const struct view *v, const struct vpage *p, struct trail *why)
{
    struct x86_space s = x86_space_of(v, p->ctx);
    struct x86_walk w = x86_walk(&s, p->va, WALK_READ);

    if (w.fault)
        return walk_fault(&w);
    tell_policy(v, p->ctx, &w, why);
    return effective(v, p->ctx, &s, &w, why);
}

struct walked
x86_resolve_fresh(const struct view *v, const struct vpage *p)
{
    struct x86_space s = x86_space_of(v, p->ctx);
    struct x86_walk w = x86_walk(&s, p->va, WALK_READ);
    struct stage2 now;

    if (w.fault)
        return walk_fault(&w);
    if (s.nesting == NEST_EPT) {
        now = x86_stage2(v, p->ctx, w.gpa, NULL);
        if (now.type == MT_NONE)
            return (struct walked){.fault = XLAT_STOP};
        w.host_type = now.type;
        w.ipat = now.ipat;
    }
    return effective(v, p->ctx, &s, &w, NULL);
}
