/*
 * Compiling one policy: what rule.c (one rule) and compile.c (its tables)
 * share.  Not for others.
 */
#pragma once

#include "sim/policy/internal.h"

struct compiler {
    struct policy_set *set;
    struct policy_entry *e;
    const struct policy_vocab *v;
    const struct syntax *tree;
    struct diag_sink *sink;
    GArray *rules[POLICY_TABLES_MAX]; /* of struct policy_rule                */
    GArray *where[POLICY_TABLES_MAX]; /* of struct span                       */
    int table;                        /* that bare rules belong to, -1: none  */
    bool unknown; /* the last heading was not known; its rules are skipped    */
    bool ok;
    const char *cite; /* of the rules that follow                             */
    bool cited;       /* by the statement before                              */
    bool ruled;       /* a decision or hook has been seen                     */
    GArray *slot; /* of uint32_t: the slots of the statement at hand          */
    uint32_t at;  /* the next of them                                         */
};

/* Notes a fault AT a node, and that the policy is not right. */
void compile_fault(struct compiler *c, enum diag_id id, uint32_t node,
                   const char *message);

/* Starts to read a statement: its slots in a row. */
void collect_slots(struct compiler *c, uint32_t statement);
bool at_slot(const struct compiler *c, enum policy_slot slot);
uint32_t slot_here(const struct compiler *c);

/* The condition and the actions of a rule of c->table, at the next slots. */
void compile_when(struct compiler *c, struct policy_rule *r);
void compile_actions(struct compiler *c, struct policy_rule *r);
