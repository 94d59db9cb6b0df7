/*
 * Every rule by which this model decides a memory type: stable id, citation,
 * one sentence.  The reference page of the model is this list.
 */
#pragma once

#include <stdint.h>

#include "sim/core/trail.h"

enum x86_rule {
    RULE_PAGING_OFF,
    RULE_PAT,
    RULE_INTEL_CD,
    RULE_INTEL_COMBINE,
    RULE_INTEL_TABLE,
    RULE_EPT_CD,
    RULE_EPT_IPAT,
    RULE_EPT_COMBINE,
    RULE_EPT_MISCONFIG,
    RULE_EPT_GUEST_TABLE,
    RULE_EPT_TABLE,
    RULE_EPT_TABLE_CD,
    RULE_AMD_CD,
    RULE_AMD_COMBINE,
    RULE_AMD_TABLE,
    RULE_NPT_CD,
    RULE_NPT_PAT,
    RULE_NPT_MTRR,
    RULE_NPT_GUEST_TABLE,
    RULE_NPT_TABLE,
    RULE_NO_TYPE,
    RULE_MTRR_OFF,
    RULE_MTRR_FIXED,
    RULE_MTRR_ONE,
    RULE_MTRR_SAME,
    RULE_MTRR_UC,
    RULE_MTRR_WT_WB,
    RULE_MTRR_UNDEFINED,
    RULE_MTRR_DEFAULT,
    RULE_KVM_MTRR_OFF,
    RULE_KVM_MTRR_NO_CPUID,
    RULE_KVM_MTRR_FIXED,
    RULE_KVM_MTRR_VARIABLE,
    RULE_KVM_MTRR_UC,
    RULE_KVM_MTRR_WT_WB,
    RULE_KVM_MTRR_UC_LOST,
    RULE_KVM_MTRR_MIXED,
    RULE_KVM_MTRR_DEFAULT,
    RULE_MTRR_FIRMWARE,
    RULE_INTEL_EXIT,
    RULE_AMD_EXIT,
    RULE_SVM_LEAF,
    RULE_FILE_KNOWN,
    RULE_FILE_UNKNOWN,
    RULE_NO_POLICY,
    RULE_COUNT
};

extern const struct rule x86_rules[RULE_COUNT];

/* What trail steps give: an effective type as it is, an enum x86_mt plus
 * GAVE_MT, an enum x86_apm plus GAVE_APM. */
enum { GAVE_MT = 0x20, GAVE_APM = 0x40 };

/* Printed name of what a step of this model's trail gave, "undefined" for
 * none. */
const char *x86_gave_name(uint32_t gave);
