/*
 * Policy hooks at work: which rule of a hook matches, and what its actions do.
 * Internal to the model.
 */
#pragma once

#include "models/arm64_s2fwb/plane.h"
#include "sim/core/bound.h"

struct hook { /* a policy hook being run                                      */
    struct control_step *s;
    uint32_t cpu; /* that runs KVM; NO_CPU: no one in particular              */
    uint32_t vm;  /* principal                                                */
    uint32_t ctx; /* virtual CPU it is about                                  */
    uint64_t first, last; /* intermediate physical range it is about          */
    bool ram_only; /* it is about pages whose VMA is not VM_PFNMAP            */
    bool did;      /* some action had an effect                        */
};

enum { NO_CPU = 0xff };

static inline uint64_t
get(const struct control_step *s, uint64_t word)
{
    return view_word(&s->view, word);
}

static inline void
micro(struct control_step *s, uint8_t kind, uint32_t cpu, uint64_t arg)
{
    control_micro(
        s, (struct micro){.kind = kind, .cpu = (uint8_t) cpu, .arg = arg});
}

/* A virtual CPU of the VM, for what is about all of it; PLAN_NONE if it never
 * runs, and then has no tables. */
uint32_t arm64_any_vcpu(const struct plan *p, uint32_t principal);

/* Forgets cached translations of the principal on all CPUs: TLBI and DSB, so
 * that accesses through them are complete. */
void arm64_tlb_invalidate(struct control_step *s, uint32_t principal);

/* Runs one hook; its rule goes into the trail. */
void arm64_run_hook(struct hook *h, enum arm64_policy_table hook,
                    uint64_t facts);

/* KVM removes the leaves of the hook's range: what the policy does before,
 * while they are all there; then, under kvm->mmu_lock, each leaf, TLB
 * invalidation, what the policy does after. */
void arm64_before_removal(struct hook *h);
void arm64_remove_leaves(struct hook *h);

/* control.c: changes the type in the leaf entries of a map of context CTX. */
void arm64_set_type(struct control_step *s, const struct control_op *op,
                    const struct plan_map *m, uint32_t ctx, uint8_t byte);

/* slot.c: what the host or the VMM does to a memslot, or to what is behind. */
void arm64_slot(struct control_step *s, const struct control_op *op);
