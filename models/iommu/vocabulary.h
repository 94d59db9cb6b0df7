/*
 * The words of I/O policies: what the kernel decides about devices and their
 * address spaces, what it may ask, what it may do.
 *
 * Codes are indexes into iommu_policy_vocab.  Facts are answered by facts.c as
 * bits 1 << FACT_*; what an action does is told where it is carried out.
 */
#pragma once

#include "sim/core/model.h"

enum iommu_layer { LAYER_IOMMU, LAYER_FLUSH, LAYER_VMM, IOMMU_LAYERS };

enum iommu_table {
    DECIDE_ATTACH,
    DECIDE_DETACH,
    DECIDE_SHARE,
    DECIDE_DOMAIN,
    DECIDE_LATE_ENFORCE,
    DECIDE_NEST,
    DECIDE_NO_SNOOP_WRITE,
    DECIDE_REPORT,
    DECIDE_FILE_ADD,
    DECIDE_FILE_DEL,
    DECIDE_OVERRIDE,
    BEFORE_MAP,
    BEFORE_INVALIDATE,
    AFTER_INVALIDATE,
    BEFORE_UNPIN,
    AFTER_ENTRY_WRITE,
    IOMMU_TABLES
};

/* Bit numbers. */
enum iommu_fact {
    FACT_UNIT_CAN_FORCE,
    FACT_UNIT_CACHES,
    FACT_UNIT_IGNORES_TYPES,
    FACT_BUS_COHERENT,
    FACT_ASKED_NONCOHERENT,
    FACT_ASKED_COHERENT,
    FACT_PER_MAPPING,
    FACT_CONTAINER,
    FACT_DOMAIN_ENFORCED,
    FACT_DOMAIN_MAPPED,
    FACT_FORCED_BY_LEAF,
    FACT_SPACE_ENFORCED,
    FACT_NO_SNOOP_POSSIBLE,
    FACT_NO_SNOOP_ENABLED,
    FACT_GROUP_NO_SNOOP_POSSIBLE,
    FACT_ATTACHED,
    FACT_FILE_ELSEWHERE,
    FACT_FILE_KNOWN,
    FACT_REPLAY,
    FACT_FIRST_NONCOHERENT,
    FACT_EVER_NONCOHERENT,
    FACT_HOST_UNCACHED,
    FACT_WALKS_SNOOP,
    IOMMU_FACTS
};

enum iommu_action {
    ACT_ACCEPT,
    ACT_REFUSE, /* arg[0]: errno, positive                                    */
    ACT_SHARE,
    ACT_SEPARATE,
    ACT_UPGRADE,
    ACT_ENFORCE,
    ACT_ENFORCE_BLINDLY,
    ACT_LEAVE,
    ACT_PASS,
    ACT_MASK,
    ACT_COHERENT,
    ACT_NONCOHERENT,
    ACT_FORGET,
    ACT_KEEP,
    ACT_AS_REPORTED,
    ACT_NOTHING,
    ACT_FLUSH, /* arg[0]: noun                                                */
    ACT_FLUSH_ENTRIES,
    IOMMU_ACTIONS
};

enum iommu_noun { NOUN_PAGES, IOMMU_NOUNS };

extern const struct policy_vocab iommu_policy_vocab;
