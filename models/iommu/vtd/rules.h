/*
 * Every rule by which a VT-d unit decides on a request: stable id, citation,
 * one sentence.  Steps of a trail give an enum unit_outcome, with the kind of a
 * fault added (outcome.h).
 */
#pragma once

#include "sim/core/trail.h"

enum vtd_rule {
    VTD_RULE_OFF,
    VTD_RULE_PASS,
    VTD_RULE_SCALABLE_PASS,
    VTD_RULE_SNP_CLEAR,
    VTD_RULE_SNP,
    VTD_RULE_SECOND_NO_SC,
    VTD_RULE_SNP_RESERVED,
    VTD_RULE_FIRST_CLEAR,
    VTD_RULE_FIRST_PGSNP,
    VTD_RULE_FIRST_NO_SC,
    VTD_RULE_PGSNP_RESERVED,
    VTD_RULE_NESTED_CLEAR,
    VTD_RULE_NESTED_PGSNP,
    VTD_RULE_NESTED_NO_SC,
    VTD_RULE_NESTED_SNP,
    VTD_RULE_TRANSLATED,
    VTD_RULE_TRANSLATED_BLOCKED,
    VTD_RULE_ENTRY_ABSENT,
    VTD_RULE_ENTRY_RESERVED,
    VTD_RULE_ENTRY_TYPE,
    VTD_RULE_NOT_PRESENT,
    VTD_RULE_RIGHT,
    VTD_RULE_RESERVED,
    VTD_RULE_WALK_C,
    VTD_RULE_WALK_PWSNP,
    VTD_RULES
};

extern const struct rule vtd_rules[VTD_RULES];
