/* What the actions of a policy rule do. */

#include "models/arm64_s2fwb/hook.h"

uint32_t
arm64_any_vcpu(const struct plan *p, uint32_t principal)
{
    for (uint32_t c = 0; c < p->nctx; c++)
        if (p->ctx[c].principal == principal)
            return c;
    return PLAN_NONE;
}

void
arm64_tlb_invalidate(struct control_step *s, uint32_t principal)
{
    micro(s, MICRO_TLB_FLUSH, 0, principal);
    for (uint32_t cpu = 0; cpu < s->view.bound->ncpu; cpu++)
        micro(s, MICRO_DRAIN_WC, cpu, 0);
}

/* ---- pages of the VM ---- */

typedef void each_page(struct hook *h, uint64_t ipa,
                       const struct arm64_walk *leaf);

/* The mapped pages of the hook's range, in order of address. */
static void
for_leaves(struct hook *h, uint64_t first, uint64_t last, each_page *each)
{
    const struct plan *p = h->s->view.bound->plan;
    uint32_t ctx = arm64_any_vcpu(p, h->vm);

    if (ctx == PLAN_NONE)
        return;
    for (uint32_t r = 0; r < p->nregion; r++)
        for (uint64_t at = 0; at < p->region[r].size; at += PAGE_BYTES) {
            struct arm64_space space = arm64_space_of(&h->s->view, ctx);
            uint64_t ipa = p->region[r].pa + at;
            struct arm64_walk w;

            if (ipa < first || ipa > last)
                continue;
            w = arm64_walk_stage2(&space, ipa, WALK_READ);
            if (!w.fault)
                each(h, ipa, &w);
        }
}

static bool
is_normal(const struct hook *h, const struct arm64_walk *leaf)
{
    return arm64_leaf_is_normal(leaf->memattr, arm64_has_fwb(h->s->view.bound));
}

/* ---- maintenance ---- */

/* DC CVAC or CIVAC of a page through the kernel's mapping, and DSB.  What the
 * CPU stored before is in the caches by then. */
static void
maintain(struct hook *h, uint8_t kind, uint64_t pa)
{
    if (h->cpu != NO_CPU)
        micro(h->s, MICRO_BARRIER, h->cpu, 0);
    micro(h->s, kind, h->cpu == NO_CPU ? 0 : h->cpu, pa);
    micro(h->s, MICRO_COUNT_EVENT, 0, COUNT_FLUSH);
}

static void
clean_leaf(struct hook *h, uint64_t ipa, const struct arm64_walk *leaf)
{
    (void) ipa;
    if (is_normal(h, leaf))
        maintain(h, MICRO_CLEAN_PAGE, leaf->pa);
}

static void
flush_leaf(struct hook *h, uint64_t ipa, const struct arm64_walk *leaf)
{
    (void) ipa;
    if (is_normal(h, leaf))
        maintain(h, MICRO_FLUSH_PAGE, leaf->pa);
}

static void
maintain_all(struct hook *h, const struct policy_action *a)
{
    bool clean = a->code == ACT_CLEAN;
    uint64_t at = h->first & ~(uint64_t) (PAGE_BYTES - 1);

    if (a->arg[0] == NOUN_VM) {
        for_leaves(h, 0, UINT64_MAX, clean ? clean_leaf : flush_leaf);
        return;
    }
    for (; at <= h->last; at += PAGE_BYTES)
        maintain(h, clean ? MICRO_CLEAN_PAGE : MICRO_FLUSH_PAGE, at);
}

/* ---- removal ---- */

/* Facts about a leaf that is there. */
static uint64_t
facts_of_leaf(const struct hook *h, uint64_t ipa, const struct arm64_walk *leaf)
{
    struct arm64_stage2 is = {
        .mapped = true,
        .normal = is_normal(h, leaf),
        .execute = leaf->executable,
    };
    uint64_t facts;

    arm64_leaf_now(&h->s->view, ipa, &facts);
    return facts | arm64_leaf_facts(&is);
}

static void
run_hook_of_page(const struct hook *h, uint64_t ipa,
                 enum arm64_policy_table hook, uint64_t facts)
{
    struct hook page = *h;

    page.first = ipa;
    page.last = ipa + PAGE_BYTES - 1;
    arm64_run_hook(&page, hook, facts);
}

/* Whether the removal at hand is of this page. */
static bool
goes(const struct hook *h, uint64_t facts)
{
    return !h->ram_only || !(facts >> FACT_VMA_PFNMAP & 1);
}

static void
before_removal(struct hook *h, uint64_t ipa, const struct arm64_walk *leaf)
{
    uint64_t facts = facts_of_leaf(h, ipa, leaf);

    if (goes(h, facts))
        run_hook_of_page(h, ipa, BEFORE_LEAF_REMOVAL, facts);
}

static void
remove_leaf(struct hook *h, uint64_t ipa, const struct arm64_walk *leaf)
{
    uint64_t facts = facts_of_leaf(h, ipa, leaf);

    if (!goes(h, facts))
        return;
    control_set(h->s, leaf->s2_leaf_at, 0);
    control_set(h->s, WORD_WHY(h->vm, ipa), 0);
    arm64_tlb_invalidate(h->s, h->vm);
    run_hook_of_page(h, ipa, AFTER_LEAF_REMOVAL, facts);
    micro(h->s, MICRO_COUNT_EVENT, 0, COUNT_ZAP);
    h->did = true;
}

void
arm64_before_removal(struct hook *h)
{
    for_leaves(h, h->first, h->last, before_removal);
}

void
arm64_remove_leaves(struct hook *h)
{
    for_leaves(h, h->first, h->last, remove_leaf);
}

/* ---- actions ---- */

static void
set_tvm(struct hook *h, bool on)
{
    uint64_t hcr = get(h->s, WORD_REG(h->ctx, HCR_EL2));

    control_set(h->s, WORD_REG(h->ctx, HCR_EL2),
                on ? hcr | ARM64_HCR_TVM : hcr & ~ARM64_HCR_TVM);
}

static void
act(struct hook *h, const struct policy_action *a)
{
    switch ((enum arm64_policy_action) a->code) {
    case ACT_CLEAN:
    case ACT_CLEAN_INVALIDATE:
        maintain_all(h, a);
        break;
    case ACT_UNMAP: {
        struct hook all = *h;

        if (a->arg[0] == NOUN_RAM) {
            all.first = 0;
            all.last = UINT64_MAX;
            all.ram_only = true;
        }
        arm64_before_removal(&all);
        arm64_remove_leaves(&all);
        break;
    }
    case ACT_SET_TVM:
    case ACT_CLEAR_TVM:
        set_tvm(h, a->code == ACT_SET_TVM);
        return;
    case ACT_INVALIDATE_ICACHE: /* no data depends on it */
    case ACT_NOTHING:
    case ACT_NORMAL:
    case ACT_NORMAL_NC:
    case ACT_DEVICE_nGnRnE:
    case ACT_DEVICE_nGnRE:
    case ACT_DEVICE_nGRE:
    case ACT_DEVICE_GRE:
    case ACT_AS_STAGE1:
    case ACT_EXECUTABLE:
    case ACT_EXECUTE_NEVER:
    case ACT_ACCEPT:
    case ACT_REFUSE:
    case ACT_INJECT:
    case ARM64_ACTIONS:
        return;
    }
    h->did = true;
}

void
arm64_run_hook(struct hook *h, enum arm64_policy_table hook, uint64_t facts)
{
    const struct policy_stack *stack = h->s->view.bound->policy;
    const struct policy_rule *r =
        stack ? policy_first(&stack->table[hook], facts) : NULL;

    if (!r)
        return;
    decide(&h->s->trail, &r->why, 0);
    for (uint32_t i = 0; i < r->naction; i++)
        act(h, &r->action[i]);
}
