/*
 * Compiled policies: first-match tables over facts that are bits.
 *
 * sim/policy makes these from text; the control plane asks them.  A decision
 * gives one result; a hook gives a list of actions.  What the words mean is
 * the model's business (struct policy_vocab in model.h).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/core/trail.h"

enum { RULE_ACTIONS = 4, POLICY_TABLES_MAX = 48 };

struct policy_action {
    uint8_t code; /* index into the vocabulary's actions                     */
    uint8_t narg;
    uint16_t arg[3]; /* indexes into the vocabulary's nouns, or an errno      */
};

struct policy_rule {
    uint64_t care, want; /* matches when (facts & care) == want               */
    struct policy_action action[RULE_ACTIONS];
    uint8_t naction;
    uint32_t line;   /* of the policy file; 0: the model's default            */
    struct rule why; /* id "policy NAME:LINE", cite, the rule as written      */
};

struct policy_table {
    const struct policy_rule *rule;
    uint32_t n;
};

struct policy {
    const char *name, *title, *cite, *file;
    const char *arch;        /* the model's short name                        */
    bool shared;             /* composes with policies of every architecture  */
    const char *base;        /* policy whose tables it starts from, or NULL   */
    const char *const *also; /* further names that select it                  */
    const char *const *tag;
    uint32_t nalso, ntag;
    uint32_t line;  /* of the file                                            */
    uint16_t layer; /* index into the vocabulary's layers                     */
    struct policy_table table[POLICY_TABLES_MAX]; /* by decision or hook      */
};

/* One table per decision or hook, each from the policy that owns its layer:
 * those of the CPU architecture's words, and those of the shared ones. */
struct policy_stack {
    const char *name; /* as the user wrote it                                 */
    const char *arch; /* of the CPUs; NULL while no part is of one            */
    const struct policy *const *part; /* in the order of the layers           */
    uint32_t npart;
    uint32_t assumed; /* bits of parts: nobody chose one for the layer        */
    struct policy_table table[POLICY_TABLES_MAX];
    struct policy_table shared[POLICY_TABLES_MAX];
};

/* The first rule that matches, or NULL. */
static inline const struct policy_rule *
policy_first(const struct policy_table *t, uint64_t facts)
{
    for (uint32_t i = 0; i < t->n; i++)
        if ((facts & t->rule[i].care) == t->rule[i].want)
            return &t->rule[i];
    return NULL;
}
