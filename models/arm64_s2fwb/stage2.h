/*
 * What KVM puts into a leaf of stage 2: the policy's decision, from facts
 * alone.
 *
 * Nothing here looks at a configuration: who asks has gathered the facts, bits
 * 1 << FACT_* of vocabulary.h.  A region's are arm64_region_facts(), of the VMA
 * as it is at that moment; whoever asks adds those of the host
 * (arm64_host_facts()) and of the fault.  A memslot is decided once, when it is
 * made or its flags change; a leaf at each fault.
 */
#pragma once

#include "models/arm64_s2fwb/vocabulary.h"

enum { SHARE_OF_LEAVES = 3 }; /* SH[1:0]: KVM's leaves are Inner Shareable    */

struct arm64_stage2 {
    uint8_t action;  /* enum arm64_policy_action: what the leaf is, if mapped */
    uint8_t memattr; /* MemAttr[3:0], if mapped                               */
    bool mapped;
    bool normal;    /* arm64_leaf_is_normal(), if mapped                      */
    bool execute;   /* XN is clear                                            */
    bool inject;    /* the guest takes a synchronous external abort           */
    uint16_t error; /* errno that KVM_RUN comes back with                     */
    const struct rule *rule;         /* that gave it                          */
    const struct rule *execute_rule; /* if mapped and Normal, else NULL       */
};

/* The leaf for a page, or why there is none.  Without a policy every page is
 * Normal and executable. */
struct arm64_stage2 arm64_stage2(const struct policy_stack *policy,
                                 uint64_t facts);

struct arm64_memslot {
    uint16_t error; /* errno, 0: accepted                                     */
    const struct rule *rule;
};

struct arm64_memslot arm64_memslot(const struct policy_stack *policy,
                                   uint64_t facts);

/* MemAttr[3:0] by which KVM says ACT_NORMAL to ACT_AS_STAGE1. */
unsigned arm64_kvm_memattr(unsigned action, bool fwb);

/* Whether KVM takes a leaf with these MemAttr[3:0] for memory that it has to
 * maintain: stage2_pte_cacheable() compares with what it writes for Normal,
 * which is "as stage 1" in a table that leaves everything to stage 1
 * (KVM_PGTABLE_S2_AS_S1, linux commit 17d7b15131f3).  Normal-NC is not. */
bool arm64_leaf_is_normal(unsigned bits, bool fwb);

/* ---- facts ---- */

/* The host's, with the capability that follows from the two. */
uint64_t arm64_host_facts(bool fwb, bool dic);

/* A region's, its memslot having FLAGS and its VMA being VMA (plan_region.vma,
 * or what has replaced it). */
uint64_t arm64_region_facts(const struct plan_region *r, uint32_t vma,
                            uint32_t flags);

/* A leaf's, for the events of its installation and removal. */
uint64_t arm64_leaf_facts(const struct arm64_stage2 *leaf);

/* The VMA of a region of which the scenario says nothing: ordinary memory, or
 * what vfio-pci gives a BAR. */
uint32_t arm64_usual_vma(const struct plan_region *r);

/* What is wrong with these words together; NULL if nothing. */
const char *arm64_check_vma(uint32_t vma);

/* Where there is no policy. */
extern const struct rule arm64_no_policy;
