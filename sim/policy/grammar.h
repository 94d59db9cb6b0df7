/*
 * The statements of policy files, for the shared parser and printer, and their
 * canonical text.
 *
 * Forms say where words may stand; which words exist is the vocabulary's
 * business and checked by compile.c.
 */
#pragma once

#include "sim/base/syntax.h"

enum policy_form {
    F_POLICY = 1,
    F_STACK,
    F_DEFAULT,
    F_TITLE,
    F_CITE,
    F_ARCH,
    F_LAYER,
    F_BASE,
    F_TAGS,
    F_ALSO,
    F_ON,
    F_BEFORE,
    F_AFTER,
    F_DECISION,
    F_RULE,
    F_PART,
};

enum policy_slot {
    SLOT_NAME,
    SLOT_TEXT,
    SLOT_EVENT,
    SLOT_NOT,
    SLOT_FACT,
    SLOT_OF, /* in parentheses behind a fact                                  */
    SLOT_ACTION,
    SLOT_ARG,
    POLICY_SLOTS
};

extern const struct grammar policy_grammar;

/* The canonical text of a file that parsed without errors: as syntax_print()
 * has it, with the arrows of neighbouring rules one below the other. */
void policy_print(const struct syntax *tree, GString *out);
