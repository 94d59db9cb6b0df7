/*
 * Every rule by which an AMD-Vi unit decides on a request: stable id, citation,
 * one sentence.  Steps of a trail give an enum unit_outcome, with the kind of a
 * fault added (outcome.h).
 */
#pragma once

#include "sim/core/trail.h"

enum amd_vi_rule {
    AMD_VI_RULE_FC_CLEAR,
    AMD_VI_RULE_FC,
    AMD_VI_RULE_PASS,
    AMD_VI_RULE_INVALID,
    AMD_VI_RULE_TRANSLATED,
    AMD_VI_RULE_TRANSLATED_BLOCKED,
    AMD_VI_RULE_BLOCKED,
    AMD_VI_RULE_ENTRY_RESERVED,
    AMD_VI_RULE_GUEST,
    AMD_VI_RULE_NOT_PRESENT,
    AMD_VI_RULE_RIGHT,
    AMD_VI_RULE_RESERVED,
    AMD_VI_RULE_WALK,
    AMD_VI_RULES
};

extern const struct rule amd_vi_rules[AMD_VI_RULES];
