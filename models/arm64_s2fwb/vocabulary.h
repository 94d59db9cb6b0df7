/*
 * The words of arm64 policies: what KVM/arm64 decides, what it may ask, what it
 * may do; and the words of scenarios for what it asks about a region.
 *
 * Codes are indexes into arm64_policy_vocab: the control plane answers facts as
 * bits 1 << FACT_*, asks table[DECIDE_*] or table[ON_*], and carries out ACT_*
 * with NOUN_* arguments.  arm64_stage2() and arm64_memslot() (stage2.h) ask the
 * decisions.  Each word's meaning and source are in the vocabulary itself.
 */
#pragma once

#include "sim/core/model.h"

enum arm64_policy_layer { LAYER_KVM, ARM64_LAYERS };

enum arm64_policy_table {
    DECIDE_STAGE2,
    DECIDE_EXECUTE,
    DECIDE_MEMSLOT,
    BEFORE_LEAF_INSTALL,
    BEFORE_LEAF_REMOVAL,
    AFTER_LEAF_REMOVAL,
    ON_SET_WAY,
    ON_VM_REGISTER_WRITE,
    ON_VCPU_RESET,
    ON_VMA_CHANGE,
    ON_CMO_OUTSIDE_SLOT,
    ARM64_POLICY_TABLES
};

/* Bit numbers. */
enum arm64_policy_fact {
    FACT_MAP_MEMORY,
    FACT_PFN_VALID,
    FACT_VMA_PFNMAP, /* in the order of enum arm64_vma                        */
    FACT_VMA_MIXEDMAP,
    FACT_VMA_WB,
    FACT_VMA_NC,
    FACT_VMA_DEVICE,
    FACT_VMA_ANY_UNCACHED,
    FACT_VMA_MTE,
    FACT_VMA_COW,
    FACT_SLOT_LOG_DIRTY, /* in the order of enum arm64_slot                   */
    FACT_SLOT_CACHEABLE_PFNMAP,
    FACT_SLOT_GUARANTEE_WB,
    FACT_VM_MTE,
    FACT_FWB,
    FACT_DIC,
    FACT_CACHEABLE_PFNMAP_CAP,
    FACT_EXEC_FAULT,
    FACT_LEAF_NORMAL,
    FACT_LEAF_EXECUTABLE,
    FACT_TVM,
    FACT_CACHE_TOGGLED,
    FACT_GUEST_CACHE_ENABLED,
    FACT_VCPU_RAN,
    ARM64_FACTS
};

enum arm64_policy_action {
    ACT_NORMAL, /* stage2: what the leaf is; arm64_stage2() encodes it        */
    ACT_NORMAL_NC,
    ACT_DEVICE_nGnRnE,
    ACT_DEVICE_nGnRE,
    ACT_DEVICE_nGRE,
    ACT_DEVICE_GRE,
    ACT_AS_STAGE1,
    ACT_EXECUTABLE,
    ACT_EXECUTE_NEVER,
    ACT_ACCEPT,
    ACT_REFUSE, /* arg[0]: errno, positive                                    */
    ACT_INJECT, /* arg[0]: NOUN_EXTERNAL_ABORT                                */
    ACT_NOTHING,
    ACT_CLEAN,            /* arg[0]: NOUN_PAGE, NOUN_VM                       */
    ACT_CLEAN_INVALIDATE, /* arg[0]: NOUN_PAGE, NOUN_VM                       */
    ACT_INVALIDATE_ICACHE,
    ACT_UNMAP, /* arg[0]: NOUN_RAM, NOUN_RANGE                                */
    ACT_SET_TVM,
    ACT_CLEAR_TVM,
    ARM64_ACTIONS
};

enum arm64_policy_noun {
    NOUN_EXTERNAL_ABORT,
    NOUN_PAGE,
    NOUN_ALL,
    NOUN_VM,
    NOUN_RAM,
    NOUN_RANGE,
    ARM64_NOUNS
};

extern const struct policy_vocab arm64_policy_vocab;

/* What a region's VMA is: plan_region.vma, and operands of a step that replaces
 * it.  0, where a scenario says nothing, is the usual VMA (arm64_usual_vma()).
 */
enum arm64_vma {
    VMA_PFNMAP = 1,
    VMA_MIXEDMAP = 2,
    VMA_WB = 4, /* vm_page_prot; none of the three is WB                      */
    VMA_NC = 8,
    VMA_DEVICE = 16,
    VMA_ANY_UNCACHED = 32,
    VMA_MTE = 64,
    VMA_COW = 128,
    VMA_BITS = 8
};

enum { ARM64_VMA_WORDS = 9 };
extern const struct word arm64_vma_words[ARM64_VMA_WORDS];

/* Flags of a memslot; ARM64_SLOT_MTE is the VM's, said of its slots. */
enum arm64_slot {
    SLOT_LOG_DIRTY = 1,
    SLOT_CACHEABLE_PFNMAP = 2,
    SLOT_GUARANTEE_WB = 4,
    SLOT_VM_MTE = 8
};

enum { ARM64_SLOT_FLAGS = 4 };
extern const struct word arm64_slot_flags[ARM64_SLOT_FLAGS];
