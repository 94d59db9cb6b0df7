/* Control operations: what KVM does at its hooks, under the policy. */

#include "sim/core/control.h"

#include <errno.h>
#include <stddef.h>

#include "models/x86_pat_ept/hook.h"
#include "models/x86_pat_ept/rules.h"

static struct hook
hook_of(struct control_step *s, const struct control_op *op)
{
    return (struct hook){.s = s, .cpu = op->cpu, .ctx = op->ctx};
}

/* ---------------------------------------------------------- exit and entry */

/* R5: nothing of the guest's own happens at an exit; only this does. */
static void
leave_guest(struct control_step *s, const struct control_op *op, bool fast)
{
    struct hook h = hook_of(s, op);

    micro(s, MICRO_COUNT_EVENT, 0, COUNT_EXIT);
    if (is_amd(s)) {
        decide(&s->trail, &x86_rules[RULE_AMD_EXIT], 0);
        micro(s, MICRO_DRAIN_WC, op->cpu, 0);
    } else {
        decide(&s->trail, &x86_rules[RULE_INTEL_EXIT], 0);
    }
    run_hook(&h, ON_VM_EXIT, (uint64_t) fast << FACT_FAST_PATH);
}

static void
do_exit(struct control_step *s, const struct control_op *op)
{
    bool fast = op->model == EXIT_FAST_PATH;

    leave_guest(s, op, fast);
    if (!fast && op->model != EXIT_CPUID)
        micro(s, MICRO_ENTER, op->cpu,
              op->to_ctx == PLAN_NONE ? 0 : op->to_ctx);
}

static void
do_entry(struct control_step *s, const struct control_op *op)
{
    struct hook h = hook_of(s, op);
    uint64_t last = get(s, WORD_LAST_CPU(op->ctx));
    bool moved = last && last != op->cpu + 1u;

    run_hook(&h, ON_VCPU_LOAD, (uint64_t) moved << FACT_VCPU_MOVED);
    control_set(s, WORD_LAST_CPU(op->ctx), op->cpu + 1u);
    run_hook(&h, ON_VM_ENTRY, 0);
    if (is_amd(s))
        micro(s, MICRO_DRAIN_WC, op->cpu, 0);
    micro(s, MICRO_ENTER, op->cpu, op->ctx);
}

/* -------------------------------------------------------------- the fault */

static void
do_fault(struct control_step *s, const struct control_op *op)
{
    const struct bound *b = s->view.bound;
    uint32_t principal = b->plan->ctx[op->ctx].principal;
    struct x86_space space = x86_space_of(&s->view, op->ctx);
    struct x86_walk w = x86_walk(&space, b->vpage[op->vpage].va, WALK_READ);
    uint16_t region = x86_region_at(b->plan, w.gpa);
    struct stage2 now;

    leave_guest(s, op, false);
    if (region == PLAN_NONE || !w.fault_at) {
        micro(s, MICRO_REFUSE, op->cpu, EFAULT);
        return;
    }
    if (is_amd(s)) {
        decide(&s->trail, &x86_rules[RULE_SVM_LEAF], GAVE_MT + MT_WB);
        run_leaf_hook(s, op->ctx, w.gpa, BEFORE_LEAF_INSTALL);
        control_set(s, w.fault_at,
                    x86_pte(w.gpa & ~(uint64_t) (PAGE_BYTES - 1),
                            X86_PTE_RW | X86_PTE_US, 0, LEVEL_4K));
        return;
    }
    now = x86_stage2(&s->view, op->ctx, w.gpa, &s->trail);
    if (now.type == MT_NONE) {
        micro(s, now.inject ? MICRO_INJECT : MICRO_REFUSE, op->cpu, now.error);
        return;
    }
    run_leaf_hook(s, op->ctx, w.gpa, BEFORE_LEAF_INSTALL);
    control_set(s, w.fault_at,
                x86_ept_leaf(w.gpa & ~(uint64_t) (PAGE_BYTES - 1), LEVEL_4K,
                             X86_EPT_RWX, now.type, now.ipat));
    control_set(s, WORD_WHY(principal, w.gpa), (uintptr_t) now.rule);
}

/* ------------------------------------------------------- whole-cache verbs */

static void
do_flush_all(struct control_step *s, const struct control_op *op)
{
    struct hook h = hook_of(s, op);

    if (!is_guest(s, op->ctx) ||
        (op->code != CTL_INVD &&
         !s->view.bound->platform->model_key[KEY_WBINVD_EXITS])) {
        micro(s, MICRO_BARRIER, op->cpu, 0); /* serialising */
        micro(s,
              op->code == CTL_INVD       ? MICRO_DISCARD_ALL
              : op->code == CTL_WBNOINVD ? MICRO_CLEAN_ALL
                                         : MICRO_FLUSH_ALL,
              op->cpu, 1ULL << op->cpu);
        micro(s, MICRO_COUNT_EVENT, 0, COUNT_FLUSH_ALL);
        return;
    }
    leave_guest(s, op, false);
    run_hook(&h, op->code == CTL_INVD ? ON_INVD : ON_WBINVD, 0);
    if (!h.did)
        micro(s, MICRO_CONDITION, op->cpu, CONDITION_FLUSH_IGNORED);
}

/* --------------------------------------------------------------- registers */

/* What a write of this MTRR may change: the range it covers. */
static void
mtrr_range(const struct control_step *s, uint32_t ctx, uint32_t reg,
           struct hook *h)
{
    uint32_t n = (reg - MSR_PHYSBASE0) / 2;
    bool variable =
        reg >= MSR_PHYSBASE0 && reg < MSR_PHYSBASE0 + 2 * X86_MTRR_VARIABLE;
    uint64_t base, mask;

    h->first = 0;
    h->last = reg == MSR_DEF_TYPE ? UINT64_MAX : 0xfffff;
    if (!variable)
        return;
    base = get(s, WORD_REG(ctx, MSR_PHYSBASE0 + 2 * n)) & X86_ADDR_MASK;
    mask = get(s, WORD_REG(ctx, MSR_PHYSBASE0 + 2 * n + 1)) & X86_ADDR_MASK;
    h->first = base & mask;
    h->last = h->first | (~mask & ((1ULL << 52) - 1));
}

/* A serialising instruction; a guest's exits and is emulated (R5). */
static void
serialise(struct control_step *s, const struct control_op *op)
{
    if (is_guest(s, op->ctx))
        leave_guest(s, op, false);
    else
        micro(s, MICRO_BARRIER, op->cpu, 0);
}

static void
do_wrmsr(struct control_step *s, const struct control_op *op)
{
    struct hook h = hook_of(s, op);

    if (op->model != REG_CR0 &&
        x86_msr_fault(op->model, op->number[0], 0)) { /* #GP */
        micro(s, MICRO_INJECT, op->cpu, 0);
        return;
    }
    serialise(s, op);
    control_set(s, WORD_REG(op->ctx, op->model), op->number[0]);
    if (op->model == MSR_PAT) {
        micro(s, MICRO_TLB_FLUSH_CPU, op->cpu,
              s->view.bound->plan->ctx[op->ctx].principal);
        if (is_guest(s, op->ctx))
            run_hook(&h, ON_PAT_WRITE, 0);
        return;
    }
    if (!is_guest(s, op->ctx))
        return;
    mtrr_range(s, op->ctx, op->model, &h);
    run_hook(&h, ON_MTRR_WRITE, 0);
}

static void
do_cr0_cd(struct control_step *s, const struct control_op *op)
{
    struct hook h = hook_of(s, op);
    uint64_t cr0 = get(s, WORD_REG(op->ctx, REG_CR0));
    uint64_t now = op->model ? cr0 | CR0_CD : cr0 & ~CR0_CD;

    serialise(s, op);
    control_set(s, WORD_REG(op->ctx, REG_CR0), now);
    /* what a TLB caches of the type does not include CR0.CD */
    micro(s, MICRO_TLB_FLUSH_CPU, op->cpu,
          s->view.bound->plan->ctx[op->ctx].principal);
    if (is_guest(s, op->ctx) && now != cr0)
        run_hook(&h, ON_CR0_CD_WRITE, 0);
}

/* A guest or host changes the type in its own leaf entries. */
static void
do_set_type(struct control_step *s, const struct control_op *op)
{
    const struct plan_map *m = op->map;
    struct x86_space space = x86_space_of(&s->view, op->ctx);
    int index = x86_pat_find(space.pat, (uint8_t) op->number[0]);
    uint64_t at, step;

    if (index < 0) {
        micro(s, MICRO_REFUSE, op->cpu, EINVAL);
        return;
    }
    space.nesting = NEST_NONE; /* guest tables are where they say they are */
    space.paging = true;
    for (at = 0; at < m->size; at += step) {
        struct x86_walk w = x86_walk(&space, m->va + at, WALK_READ);

        step = w.fault || !w.size ? PAGE_BYTES : w.size;
        if (!w.fault)
            control_set(s, w.leaf_at,
                        x86_pte_set_index(w.leaf, (unsigned) index, w.level));
    }
}

/* ------------------------------------------------------ VFIO and memslots */

static uint32_t
vm_of(const struct control_step *s, const struct control_op *op)
{
    const struct plan *p = s->view.bound->plan;
    uint32_t i = op->principal;

    if (i == PLAN_NONE && x86_guest(p, p->agent[op->device].principal))
        i = p->agent[op->device].principal;
    for (uint32_t g = 0; i == PLAN_NONE && g < p->nprincipal; g++)
        if (x86_guest(p, g))
            i = g;
    return i;
}

uint64_t
x86_known(const struct view *v, uint16_t device)
{
    return view_word(v, WORD_REGISTERED(device));
}

/* Whether some file that KVM knows is of a device with non-coherent DMA.  All
 * are asked again whenever one comes or goes. */
static bool
any_noncoherent(struct control_step *s, uint32_t vm)
{
    const struct plan *p = s->view.bound->plan;

    for (uint16_t d = 0; d < p->nagent; d++)
        if (p->agent[d].kind == AGENT_DEVICE &&
            x86_known(&s->view, d) >> vm & 1 &&
            !device_coherent(&s->view, d, &s->trail))
            return true;
    return false;
}

static void
update_coherency(struct control_step *s, uint32_t vm)
{
    const struct plan *p = s->view.bound->plan;
    bool now = any_noncoherent(s, vm);
    struct hook h = {.s = s, .ctx = any_vcpu(p, vm), .last = UINT64_MAX};

    if (now == get(s, WORD_NONCOHERENT(vm)))
        return;
    control_set(s, WORD_NONCOHERENT(vm), now);
    /* A VM that never runs has no tables. */
    if (p->ctx[h.ctx].principal == vm)
        run_hook(&h, ON_NONCOHERENT_DMA_CHANGE, 0);
}

static void
do_vfio(struct control_step *s, const struct control_op *op)
{
    bool add = op->code == CTL_VFIO_ADD;
    uint32_t vm = vm_of(s, op);
    uint64_t known = x86_known(&s->view, op->device);
    uint16_t error = 0;

    if (vm == PLAN_NONE || add == (known >> vm & 1)) {
        decide(&s->trail, &x86_rules[add ? RULE_FILE_KNOWN : RULE_FILE_UNKNOWN],
               0);
        error = add ? EEXIST : ENOENT;
    } else if (add)
        error = device_refused(&s->view, op->device, known, &s->trail);
    if (error) {
        micro(s, MICRO_REFUSE, 0, error);
        return;
    }
    control_set(s, WORD_REGISTERED(op->device), known ^ 1ULL << vm);
    if (add || !device_stays(&s->view, op->device, &s->trail))
        update_coherency(s, vm);
}

void
x86_end_vm(struct control_step *s, uint16_t vm)
{
    const struct plan *p = s->view.bound->plan;
    bool ask = false;

    for (uint16_t d = 0; d < p->nagent; d++) {
        uint64_t known =
            p->agent[d].kind == AGENT_DEVICE ? get(s, WORD_REGISTERED(d)) : 0;

        if (!(known >> vm & 1))
            continue;
        control_set(s, WORD_REGISTERED(d), known ^ 1ULL << vm);
        ask |= !device_stays(&s->view, d, &s->trail);
    }
    if (ask)
        update_coherency(s, vm);
}

/* The VM whose memslot a region is: the first guest that maps it. */
static uint32_t
slot_owner(const struct plan *p, uint32_t region)
{
    for (uint32_t m = 0; m < p->nmap; m++)
        if (p->map[m].region == region && x86_guest(p, p->map[m].principal))
            return p->map[m].principal;
    return PLAN_NONE;
}

static void
do_slot_flag(struct control_step *s, const struct control_op *op)
{
    const struct plan *p = s->view.bound->plan;
    const struct plan_region *r = &p->region[op->region];
    struct hook h = {.s = s, .first = r->pa, .last = r->pa + r->size - 1};
    uint32_t vm = slot_owner(p, op->region);

    h.ctx = any_vcpu(p, vm);
    /* A VM that never runs has no tables. */
    if (p->ctx[h.ctx].principal == vm)
        run_hook(&h, ON_MEMSLOT_CHANGE,
                 (op->model & SLOT_NONCOHERENT_DMA ? 1ULL : 0)
                     << FACT_SLOT_NONCOHERENT);
    if (!h.refused)
        control_set(s, WORD_SLOT(op->region), op->model);
}

void
x86_control(struct control_step *s, const struct control_op *op)
{
    if (op->code == CONTROL_FAULT) {
        do_fault(s, op);
        return;
    }
    switch ((enum x86_control) op->code) {
    case CTL_EXIT:
        do_exit(s, op);
        break;
    case CTL_ENTRY:
        do_entry(s, op);
        break;
    case CTL_WBINVD:
    case CTL_WBNOINVD:
    case CTL_INVD:
        do_flush_all(s, op);
        break;
    case CTL_WRMSR:
        do_wrmsr(s, op);
        break;
    case CTL_CR0_CD:
        do_cr0_cd(s, op);
        break;
    case CTL_SET_TYPE:
        do_set_type(s, op);
        break;
    case CTL_FLUSH_TLB:
        micro(s, MICRO_TLB_FLUSH_CPU, op->cpu,
              s->view.bound->plan->ctx[op->ctx].principal);
        break;
    case CTL_VFIO_ADD:
    case CTL_VFIO_DEL:
        do_vfio(s, op);
        break;
    case CTL_SLOT_FLAG:
        do_slot_flag(s, op);
        break;
    case CTL_NONE:
        break;
    }
}
