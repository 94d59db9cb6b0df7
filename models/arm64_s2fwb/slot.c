/* Memslots, and the VMAs behind them. */

#include <errno.h>
#include <stddef.h>

#include "models/arm64_s2fwb/hook.h"

static bool
maps_region(const struct plan *p, uint32_t vm, uint32_t region)
{
    for (uint32_t m = 0; m < p->nmap; m++)
        if (p->map[m].region == region && p->map[m].principal == vm)
            return true;
    return false;
}

/* The next VM from VM on that has a memslot of the region; PLAN_NONE after the
 * last one.  One that never runs has no tables. */
static uint32_t
next_vm(const struct plan *p, uint32_t vm, uint32_t region)
{
    for (; vm < p->nprincipal; vm++)
        if (arm64_guest(p, vm) && maps_region(p, vm, region) &&
            arm64_any_vcpu(p, vm) != PLAN_NONE)
            return vm;
    return PLAN_NONE;
}

/* About the region in a VM. */
static struct hook
hook_of_slot(struct control_step *s, const struct control_op *op, uint32_t vm)
{
    const struct plan *p = s->view.bound->plan;
    const struct plan_region *r = &p->region[op->region];

    return (struct hook){
        .s = s,
        .cpu = op->cpu,
        .vm = vm,
        .ctx = arm64_any_vcpu(p, vm),
        .first = r->pa,
        .last = r->pa + r->size - 1,
    };
}

/* The stage-2 leaves of the region go, in every VM that has some.  What a
 * policy does before that is a phase of its own: VMs run on between. */
static void
remove_leaves(struct control_step *s, const struct control_op *op)
{
    const struct plan *p = s->view.bound->plan;
    uint32_t vm = 0;

    while ((vm = next_vm(p, vm, op->region)) != PLAN_NONE) {
        struct hook h = hook_of_slot(s, op, vm++);

        if (op->phase == 0)
            arm64_before_removal(&h);
        else
            arm64_remove_leaves(&h);
    }
}

static uint64_t
region_facts(const struct control_step *s, uint32_t region, uint32_t flags)
{
    const struct bound *b = s->view.bound;

    return arm64_host(b) |
           arm64_region_facts(&b->plan->region[region],
                              (uint32_t) get(s, WORD_VMA(region)), flags);
}

/* A memslot is made or gets other flags. */
static void
do_slot(struct control_step *s, const struct control_op *op)
{
    bool create = op->code == CTL_SLOT_CREATE;
    uint32_t flags =
        create ? SLOT_FLAGS(get(s, WORD_SLOT(op->region))) : op->model;
    struct arm64_memslot slot = arm64_memslot(
        s->view.bound->policy, region_facts(s, op->region, flags));

    if (create && get(s, WORD_SLOT(op->region)) & SLOT_THERE)
        slot.error = EEXIST;
    else if (!create && !(get(s, WORD_SLOT(op->region)) & SLOT_THERE))
        slot.error = EINVAL;
    else
        decide(&s->trail, slot.rule, 0);
    if (slot.error)
        micro(s, MICRO_REFUSE, op->cpu, slot.error);
    else
        control_set(s, WORD_SLOT(op->region), SLOT_THERE | flags);
}

static void
do_slot_delete(struct control_step *s, const struct control_op *op)
{
    remove_leaves(s, op);
    if (op->phase == REMOVAL_PHASES - 1)
        control_set(s, WORD_SLOT(op->region),
                    SLOT_FLAGS(get(s, WORD_SLOT(op->region))));
}

/* munmap() and mmap(): the MMU notifier, then the VMM's own tables. */
static void
do_remap(struct control_step *s, const struct control_op *op)
{
    const struct plan *p = s->view.bound->plan;
    uint32_t vm = 0, vmm;

    while ((vm = next_vm(p, vm, op->region)) != PLAN_NONE) {
        struct hook h = hook_of_slot(s, op, vm++);

        arm64_run_hook(&h, ON_VMA_CHANGE,
                       region_facts(s, op->region,
                                    SLOT_FLAGS(get(s, WORD_SLOT(op->region)))));
    }
    control_set(s, WORD_VMA(op->region), op->model);
    for (uint32_t m = 0; m < p->nmap; m++) {
        vmm = arm64_any_vcpu(p, p->map[m].principal);
        if (p->map[m].region != op->region || vmm == PLAN_NONE ||
            p->principal[p->map[m].principal].kind != PRINCIPAL_USER)
            continue;
        arm64_set_type(s, op, &p->map[m], vmm, arm64_protection(op->model));
        arm64_tlb_invalidate(s, p->map[m].principal);
    }
}

void
arm64_slot(struct control_step *s, const struct control_op *op)
{
    switch (op->code) {
    case CTL_SLOT_CREATE:
    case CTL_SLOT_FLAG:
        do_slot(s, op);
        break;
    case CTL_SLOT_DELETE:
        do_slot_delete(s, op);
        break;
    case CTL_REMAP:
        do_remap(s, op);
        break;
    default:
        remove_leaves(s, op);
        break;
    }
}
