/*
 * The words of x86 policies: what a KVM policy decides, what it may ask, what
 * it may do.
 *
 * Codes are indexes into x86_policy_vocab: the control plane (model.c) answers
 * facts as bits 1 << FACT_*, asks table[DECIDE_*] or table[ON_*], and carries
 * out ACT_* with NOUN_* and FLAG_* arguments.  What an action does in detail
 * is the control plane's business; each word's meaning and source are in the
 * vocabulary itself, which the manual page prints.
 */
#pragma once

#include "sim/core/model.h"

enum x86_policy_layer { LAYER_KVM, X86_LAYERS };

enum x86_policy_table {
    DECIDE_STAGE2,
    DECIDE_MEMSLOT,
    ON_WBINVD,
    ON_INVD,
    ON_VM_EXIT,
    ON_VM_ENTRY,
    ON_VCPU_LOAD,
    ON_NONCOHERENT_DMA_CHANGE,
    ON_MTRR_WRITE,
    ON_CR0_CD_WRITE,
    ON_PAT_WRITE,
    ON_MEMSLOT_CHANGE,
    BEFORE_LEAF_INSTALL,
    AFTER_ZAP,
    X86_POLICY_TABLES
};

/* Bit numbers. */
enum x86_policy_fact {
    FACT_HOST_MMIO,
    FACT_NONCOHERENT_DMA,
    FACT_GUEST_CR0_CD,
    FACT_QUIRK_CD_NW_CLEARED,
    FACT_QUIRK_IGNORE_GUEST_PAT,
    FACT_SELF_SNOOP,
    FACT_SLOT_NONCOHERENT,
    FACT_WBINVD_EXITS,
    FACT_FAST_PATH,
    FACT_VCPU_MOVED,
    FACT_TDP,
    FACT_GUEST_HAS_MTRR,
    FACT_SOME_SLOT_NONCOHERENT,
    X86_FACTS
};

enum x86_policy_action {
    ACT_UC, /* stage2: an EPT memory type; x86_action_type[] says which       */
    ACT_WC,
    ACT_WT,
    ACT_WP,
    ACT_WB,
    ACT_GUEST_MTRR, /* stage2: the type kvm_mtrr_lookup() gives               */
    ACT_ACCEPT,
    ACT_REFUSE, /* arg[0]: errno, positive                                    */
    ACT_INJECT,
    ACT_NOTHING,
    ACT_FLUSH_CPUS, /* arg: one to three nouns                                */
    ACT_FLUSH_GUEST_PAGES,
    ACT_FULL_BARRIER,
    ACT_ZAP, /* arg[0]: noun                                                  */
    ACT_REMEMBER_CPU,
    ACT_CLEAR_MASK,
    ACT_FLUSH, /* arg[0]: noun                                                */
    X86_ACTIONS
};

enum x86_policy_noun {
    NOUN_VCPU_MASK,
    NOUN_SELF,
    NOUN_PREVIOUS,
    NOUN_ALL,
    NOUN_RANGE,
    NOUN_SLOT,
    X86_NOUNS
};

/* Of ACT_UC to ACT_GUEST_MTRR, in arg[0] when narg is 1. */
enum x86_policy_flag { FLAG_IPAT, X86_FLAGS };

extern const struct policy_vocab x86_policy_vocab;

/* The memory type (enum x86_mt) an action names, MT_NONE if it names none. */
extern const uint8_t x86_action_type[X86_ACTIONS];
