/* Control operations: what the CPU and KVM do at their hooks, under the
 * policy. */

#include "sim/core/control.h"

#include <errno.h>
#include <stddef.h>

#include "models/arm64_s2fwb/descriptor.h"
#include "models/arm64_s2fwb/hook.h"

/* About the virtual CPU that the operation runs in. */
static struct hook
hook_of(struct control_step *s, const struct control_op *op)
{
    const struct plan *p = s->view.bound->plan;

    return (struct hook){.s = s,
                         .cpu = op->cpu,
                         .ctx = op->ctx,
                         .vm = p->ctx[op->ctx].principal,
                         .last = UINT64_MAX};
}

static bool
is_guest(const struct control_step *s, uint32_t ctx)
{
    const struct plan *p = s->view.bound->plan;

    return ctx != PLAN_NONE && arm64_guest(p, p->ctx[ctx].principal);
}

/* ---- exit and entry ---- */

/* R5: an exception to EL2 is no barrier, and KVM's path to the host has none
 * that a policy would not name. */
static void
leave_guest(struct control_step *s)
{
    micro(s, MICRO_COUNT_EVENT, 0, COUNT_EXIT);
}

static void
do_exit(struct control_step *s, const struct control_op *op)
{
    bool stays = op->model == EXIT_HVC || op->model == EXIT_FAST_PATH;

    leave_guest(s);
    if (!stays)
        micro(s, MICRO_ENTER, op->cpu,
              op->to_ctx == PLAN_NONE ? 0 : op->to_ctx);
}

static void
do_entry(struct control_step *s, const struct control_op *op)
{
    if (arm64_has_step(s->view.bound->plan, CTL_VCPU_RESET))
        control_set(s, WORD_RAN(op->ctx), 1);
    micro(s, MICRO_ENTER, op->cpu, op->ctx);
}

/* ---- the fault ---- */

/* There can be no leaf without a memslot.  A guest whose memory was refused at
 * the start does not get on; any other leaves for the VMM, as io_mem_abort()
 * has it. */
static void
no_slot(struct control_step *s, const struct control_op *op, uint16_t region)
{
    const struct bound *b = s->view.bound;
    const struct plan_region *r = &b->plan->region[region];
    uint64_t word = get(s, WORD_SLOT(region));

    if (!SLOT_ERROR(word)) {
        micro(s, MICRO_EMULATE, op->cpu, 0);
        return;
    }
    decide(&s->trail,
           arm64_memslot(b->policy,
                         arm64_host(b) |
                             arm64_region_facts(r, r->vma, r->slot_flags))
               .rule,
           0);
    micro(s, MICRO_REFUSE, op->cpu, SLOT_ERROR(word));
}

/* A leaf appears, after what the policy does before. */
static void
install_leaf(struct control_step *s, const struct control_op *op,
             const struct arm64_walk *w, const struct arm64_stage2 *leaf,
             uint64_t facts)
{
    struct hook h = hook_of(s, op);

    h.first = w->ipa & ~(uint64_t) (PAGE_BYTES - 1);
    h.last = h.first + PAGE_BYTES - 1;
    arm64_run_hook(&h, BEFORE_LEAF_INSTALL, facts | arm64_leaf_facts(leaf));
    control_set(s, w->fault_at,
                arm64_stage2_leaf(h.first, 3, leaf->memattr, SHARE_OF_LEAVES,
                                  true, leaf->execute));
    control_set(s, WORD_WHY(h.vm, h.first), (uintptr_t) leaf->rule);
}

static void
do_fault(struct control_step *s, const struct control_op *op)
{
    const struct bound *b = s->view.bound;
    struct arm64_space space = arm64_space_of(&s->view, op->ctx);
    struct arm64_walk w = arm64_walk(&space, b->vpage[op->vpage].va, WALK_READ);
    uint16_t region = arm64_region_at(b->plan, w.ipa);
    struct arm64_stage2 leaf;
    uint64_t facts;

    leave_guest(s);
    if (region == PLAN_NONE || w.fault_on_table || w.fault_level != 3) {
        micro(s, MICRO_REFUSE, op->cpu, EFAULT);
        return;
    }
    if (!(get(s, WORD_SLOT(region)) & SLOT_THERE)) {
        no_slot(s, op, region);
        return;
    }
    leaf = arm64_leaf_now(&s->view, w.ipa, &facts);
    decide(&s->trail, leaf.rule, 0);
    if (leaf.mapped)
        install_leaf(s, op, &w, &leaf, facts);
    else
        micro(s, leaf.inject ? MICRO_INJECT : MICRO_REFUSE, op->cpu,
              leaf.error);
}

/* ---- facts about a virtual CPU ---- */

/* vcpu_has_cache_enabled(). */
static bool
caches_on(const struct control_step *s, uint32_t ctx)
{
    const uint64_t on = ARM64_SCTLR_M | ARM64_SCTLR_C;

    return (get(s, WORD_REG(ctx, SCTLR_EL1)) & on) == on;
}

static bool
traps_vm(const struct control_step *s, uint32_t ctx)
{
    return get(s, WORD_REG(ctx, HCR_EL2)) & ARM64_HCR_TVM;
}

static uint64_t
vcpu_facts(const struct control_step *s, uint32_t ctx)
{
    return arm64_host(s->view.bound) | (uint64_t) traps_vm(s, ctx) << FACT_TVM |
           (uint64_t) caches_on(s, ctx) << FACT_GUEST_CACHE_ENABLED;
}

/* ---- maintenance by set and way ---- */

static void
do_set_way(struct control_step *s, const struct control_op *op)
{
    struct hook h = hook_of(s, op);

    if (!is_guest(s, op->ctx)) {
        micro(s,
              op->code == CTL_DC_ISW   ? MICRO_DISCARD_OWN
              : op->code == CTL_DC_CSW ? MICRO_CLEAN_OWN
                                       : MICRO_FLUSH_OWN,
              op->cpu, 0);
        return;
    }
    leave_guest(s);
    arm64_run_hook(&h, ON_SET_WAY, vcpu_facts(s, op->ctx));
    if (!h.did)
        micro(s, MICRO_CONDITION, op->cpu, CONDITION_FLUSH_IGNORED);
}

/* ---- registers ---- */

/* What a TLB caches of a context depends on SCTLR_EL1 and HCR_EL2. */
static void
forget_own(struct control_step *s, const struct control_op *op)
{
    micro(s, MICRO_TLB_FLUSH_CPU, op->cpu,
          s->view.bound->plan->ctx[op->ctx].principal);
}

static void
write_sctlr(struct control_step *s, const struct control_op *op, uint64_t value)
{
    struct hook h = hook_of(s, op);
    bool was = caches_on(s, op->ctx);
    bool trapped = is_guest(s, op->ctx) && traps_vm(s, op->ctx);

    if (trapped)
        leave_guest(s);
    control_set(s, WORD_REG(op->ctx, SCTLR_EL1), value);
    forget_own(s, op);
    if (trapped)
        arm64_run_hook(&h, ON_VM_REGISTER_WRITE,
                       vcpu_facts(s, op->ctx) |
                           (uint64_t) (was != caches_on(s, op->ctx))
                               << FACT_CACHE_TOGGLED);
}

static void
do_sctlr(struct control_step *s, const struct control_op *op)
{
    uint64_t bits = op->model & SCTLR_ALL;
    uint64_t was = get(s, WORD_REG(op->ctx, SCTLR_EL1));

    write_sctlr(s, op, op->model == SCTLR_SET(bits) ? was | bits : was & ~bits);
}

static void
do_msr(struct control_step *s, const struct control_op *op, uint32_t reg)
{
    if (reg >= HCR_EL2 && is_guest(s, op->ctx)) { /* UNDEFINED at EL1 */
        micro(s, MICRO_INJECT, op->cpu, 0);
        return;
    }
    if (arm64_register_fault(reg, op->number[0], ARM64_FEATURES)) {
        micro(s, MICRO_REFUSE, op->cpu, EINVAL);
        return;
    }
    if (reg == SCTLR_EL1)
        write_sctlr(s, op, op->number[0]);
    else
        control_set(s, WORD_REG(op->ctx, reg), op->number[0]);
}

void
arm64_set_type(struct control_step *s, const struct control_op *op,
               const struct plan_map *m, uint32_t ctx, uint8_t byte)
{
    struct arm64_space space = arm64_space_of(&s->view, ctx);
    int index = arm64_mair_index(get(s, WORD_REG(ctx, MAIR_EL1)), byte);
    uint64_t at, step;

    if (index < 0) {
        micro(s, MICRO_REFUSE, op->cpu, EINVAL);
        return;
    }
    space.stage2 = false; /* guest tables are where they say they are */
    space.stage1 = true;
    for (at = 0; at < m->size; at += step) {
        struct arm64_walk w = arm64_walk(&space, m->va + at, WALK_READ);

        step = w.fault || !w.size ? PAGE_BYTES : w.size;
        if (!w.fault)
            control_set(s, w.leaf_at,
                        (w.leaf & ~ARM64_S1_ATTR(7)) |
                            ARM64_S1_ATTR((unsigned) index));
    }
}

static void
do_vcpu_reset(struct control_step *s, const struct control_op *op)
{
    struct hook h = hook_of(s, op);
    uint64_t facts = arm64_host(s->view.bound) | get(s, WORD_RAN(op->ctx))
                                                     << FACT_VCPU_RAN;

    leave_guest(s);
    control_set(s, WORD_REG(op->ctx, SCTLR_EL1),
                arm64_register_reset(SCTLR_EL1));
    if (!arm64_has_fwb(s->view.bound))
        control_set(s, WORD_REG(op->ctx, HCR_EL2),
                    get(s, WORD_REG(op->ctx, HCR_EL2)) | ARM64_HCR_TVM);
    forget_own(s, op);
    arm64_run_hook(&h, ON_VCPU_RESET, facts);
}

void
arm64_control(struct control_step *s, const struct control_op *op)
{
    if (op->code == CONTROL_FAULT) {
        do_fault(s, op);
        return;
    }
    switch ((enum arm64_control_code) op->code) {
    case CTL_EXIT:
        do_exit(s, op);
        break;
    case CTL_ENTRY:
        do_entry(s, op);
        break;
    case CTL_DC_ISW:
    case CTL_DC_CSW:
    case CTL_DC_CISW:
        do_set_way(s, op);
        break;
    case CTL_TLBI:
        arm64_tlb_invalidate(s, s->view.bound->plan->ctx[op->ctx].principal);
        break;
    case CTL_SET_TYPE:
        arm64_set_type(s, op, op->map, op->ctx, (uint8_t) op->number[0]);
        break;
    case CTL_MSR:
        do_msr(s, op, op->model);
        break;
    case CTL_MAIR:
        do_msr(s, op, MAIR_EL1);
        break;
    case CTL_SCTLR:
        do_sctlr(s, op);
        break;
    case CTL_VCPU_RESET:
        do_vcpu_reset(s, op);
        break;
    case CTL_SLOT_CREATE:
    case CTL_SLOT_DELETE:
    case CTL_SLOT_FLAG:
    case CTL_REMAP:
    case CTL_S2_UNMAP:
        arm64_slot(s, op);
        break;
    case CTL_NO_DATA:
    case CTL_NONE:
        break;
    }
}
