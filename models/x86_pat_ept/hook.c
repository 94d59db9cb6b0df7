/* What the actions of a policy rule do. */

#include "models/x86_pat_ept/hook.h"

/* ------------------------------------------------------------------- zaps */

/* A virtual CPU of the VM, for what is about all of it. */
uint32_t
any_vcpu(const struct plan *p, uint32_t principal)
{
    uint32_t c = 0;

    while (c + 1u < p->nctx && p->ctx[c].principal != principal)
        c++;
    return c;
}

/* Leaves of a guest-physical range become empty; the next access faults. */
static void
zap(struct control_step *s, uint32_t principal, uint64_t first, uint64_t last)
{
    const struct plan *p = s->view.bound->plan;
    uint32_t ctx = any_vcpu(p, principal);
    struct x86_space space = x86_space_of(&s->view, ctx);

    if (!x86_guest(p, principal)) /* no guest runs here */
        return;
    /* first, as hooks of the leaves come after it */
    micro(s, MICRO_TLB_FLUSH, 0, principal);
    for (uint32_t r = 0; r < p->nregion; r++)
        for (uint64_t at = 0; at < p->region[r].size; at += PAGE_BYTES) {
            uint64_t gpa = p->region[r].pa + at;
            struct x86_walk w;

            if (gpa < first || gpa > last)
                continue;
            w = x86_walk_host(&space, gpa, WALK_READ);
            if (w.fault)
                continue;
            control_set(s, w.host_leaf_at, 0);
            control_set(s, WORD_WHY(principal, gpa), 0);
            run_leaf_hook(s, ctx, gpa, AFTER_ZAP);
        }
    micro(s, MICRO_COUNT_EVENT, 0, COUNT_ZAP);
}

/* ---------------------------------------------------------------- actions */

/* WBINVD on some CPUs: an interrupt and a serialising instruction there. */
static void
flush_cpus(struct control_step *s, uint32_t cpu, uint64_t set)
{
    for (uint32_t i = 0; i < s->view.bound->ncpu; i++)
        if (set >> i & 1)
            micro(s, MICRO_BARRIER, i, 0);
    micro(s, MICRO_FLUSH_ALL, cpu, set);
    micro(s, MICRO_COUNT_EVENT, 0, COUNT_FLUSH_ALL);
}

static uint64_t
cpu_set(const struct hook *h, const struct policy_action *a)
{
    uint64_t set = 0;

    for (uint32_t i = 0; i < a->narg; i++) {
        if (a->arg[i] == NOUN_VCPU_MASK)
            set |= get(h->s, WORD_CPU_MASK(h->ctx));
        else if (a->arg[i] == NOUN_SELF)
            set |= 1ULL << h->cpu;
        else if (a->arg[i] == NOUN_PREVIOUS)
            set |= 1ULL << get(h->s, WORD_LAST_CPU(h->ctx)) >> 1;
        else
            set |= (1ULL << h->s->view.bound->ncpu) - 1;
    }
    return set;
}

/* Every line of every page in the guest's memslots, mapped at the moment or
 * not. */
static void
flush_guest_pages(struct hook *h)
{
    const struct plan *p = h->s->view.bound->plan;
    uint32_t guest = p->ctx[h->ctx].principal;

    for (uint32_t r = 0; r < p->nregion; r++) {
        bool slot = false;

        for (uint32_t m = 0; m < p->nmap; m++)
            slot |= p->map[m].region == r && p->map[m].principal == guest;
        if (p->region[r].kind != REGION_RAM || !slot)
            continue;
        control_micro(h->s, (struct micro){.kind = MICRO_FLUSH_REGION,
                                           .cpu = (uint8_t) h->cpu,
                                           .region = (uint16_t) r});
        micro(h->s, MICRO_COUNT_EVENT, 0, COUNT_FLUSH);
    }
}

/* The pages that the hook is about. */
static void
flush_range(struct hook *h)
{
    for (uint64_t at = h->first; at < h->last; at += PAGE_BYTES)
        micro(h->s, MICRO_FLUSH_PAGE, h->cpu, at);
    micro(h->s, MICRO_COUNT_EVENT, 0, COUNT_FLUSH);
}

static void
act(struct hook *h, const struct policy_action *a)
{
    struct control_step *s = h->s;
    const struct plan *p = s->view.bound->plan;
    uint32_t principal = p->ctx[h->ctx].principal;

    switch ((enum x86_policy_action) a->code) {
    case ACT_FLUSH_CPUS:
        flush_cpus(s, h->cpu, cpu_set(h, a));
        break;
    case ACT_FLUSH_GUEST_PAGES:
        flush_guest_pages(h);
        break;
    case ACT_FULL_BARRIER:
        micro(s, MICRO_BARRIER, h->cpu, 0);
        break;
    case ACT_ZAP:
        if (a->arg[0] == NOUN_ALL)
            zap(s, principal, 0, UINT64_MAX);
        else
            zap(s, principal, h->first, h->last);
        break;
    case ACT_REMEMBER_CPU:
        control_set(s, WORD_CPU_MASK(h->ctx),
                    get(s, WORD_CPU_MASK(h->ctx)) | 1ULL << h->cpu);
        break;
    case ACT_CLEAR_MASK:
        control_set(s, WORD_CPU_MASK(h->ctx), 0);
        break;
    case ACT_REFUSE:
        micro(s, MICRO_REFUSE, h->cpu, a->arg[0]);
        h->refused = true;
        break;
    case ACT_INJECT:
        micro(s, MICRO_INJECT, h->cpu, 0);
        break;
    case ACT_FLUSH:
        flush_range(h);
        break;
    case ACT_NOTHING:
    case ACT_UC:
    case ACT_WC:
    case ACT_WT:
    case ACT_WP:
    case ACT_WB:
    case ACT_GUEST_MTRR:
    case ACT_ACCEPT:
    case X86_ACTIONS:
        return;
    }
    h->did = true;
}

/* Runs one hook; its rule goes into the trail. */
void
run_hook(struct hook *h, enum x86_policy_table hook, uint64_t more_facts)
{
    const struct policy_stack *stack = h->s->view.bound->policy;
    uint64_t facts = x86_facts(&h->s->view, h->ctx) | more_facts;
    const struct policy_rule *r =
        stack ? policy_first(&stack->table[hook], facts) : NULL;

    if (!r)
        return;
    decide(&h->s->trail, &r->why, 0);
    for (uint32_t i = 0; i < r->naction; i++)
        act(h, &r->action[i]);
}

void
run_leaf_hook(struct control_step *s, uint32_t ctx, uint64_t gpa,
              enum x86_policy_table hook)
{
    uint64_t page = gpa & ~(uint64_t) (PAGE_BYTES - 1);
    struct hook h = {
        .s = s, .ctx = ctx, .first = page, .last = page + PAGE_BYTES - 1};

    run_hook(&h, hook, x86_page_facts(&s->view, ctx, gpa));
}
