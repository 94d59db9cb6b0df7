/*
 * The grammar of scenarios, for the files of sim/lang: which statements there
 * are and what their words are called.  grammar.c has it as a page to read.
 */
#pragma once

#include "sim/base/syntax.h"

enum scenario_scope {
    SCOPE_TOP = 1,
    SCOPE_THREAD = 2,
    SCOPE_SCHEDULE = 4,
    SCOPE_ADVERSARY = 8,
};

enum scenario_form {
    F_NONE,
    F_SCENARIO,
    F_TITLE,
    F_CITE,
    F_KIND,
    F_INCLUDE,
    F_PLATFORM,
    F_PARAM,
    F_PRINCIPAL,
    F_QUIRK,
    F_RAM,
    F_MMIO,
    F_IOMMU,
    F_IOAS,
    F_DEVICE,
    F_MAP,
    F_REG,
    F_SCHEDULE,
    F_EVENT,
    F_THREAD,
    F_WHEN,
    F_STEP,
    F_UNDER,
    F_ADVERSARY,
    F_CHOICE,
    F_ANY,
    F_MAP_AS,
    F_THEOREM,
    F_PROPERTY,
    F_MATRIX,
    /* parts */
    F_OPERAND,
    F_COND,
    F_STACK,
    F_CLAIM,
    F_SUBJECT,
    F_TERM,
    F_ARRIVAL,
};

enum scenario_slot {
    S_NAME,    /* a new name                                                  */
    S_REF,     /* a name, or a parameter that holds one                       */
    S_WORD,    /* a word that is looked up in a fixed list                    */
    S_NUMBER,  /* a number, or a parameter                                    */
    S_LITERAL, /* a value of a parameter                                      */
    S_TEXT,
    S_AGENT,
    S_CONTEXT,
    S_VERB,
    S_RESULT, /* a register                                                  */
    S_EQUALS, /* '==': what a step waits for                                 */
    S_COMPARE,
    S_JOIN, /* '&' or '|'                                                   */
    S_UNEQUAL,
    S_WHOLE, /* '..': all of a range                                        */
    S_PARAM, /* the name of a parameter, without its '$'                    */
    S_TYPE,  /* a memory type, or a parameter                               */
    S_PLAIN, /* a number, and no parameter                                  */
    S_COUNT
};

extern const struct grammar scenario_grammar;
