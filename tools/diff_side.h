/*
 * One of the two policies of a comparison: what was said, what it stands for,
 * and the scenarios made ready to run under it.  Each has policies of its own,
 * so that a copy of a shipped policy can be compared with the shipped one.
 */
#pragma once

#include "tools/scenario.h"
#include "tools/selection.h"

struct diff_side {
    const char *said; /* a policy, a stack, or a file                         */
    char *is;         /* what a stack is made of; "" if that says nothing new */
    struct shipped *shipped;
    const struct policy_stack *stack; /* as composed, of no user yet          */
    GPtrArray *list;                  /* of struct scenario *                 */
};

/* A SIDE is two of them.  Reads the policies of both; false with the fault told
 * and *STATUS set. */
bool diff_sides_open(struct diff_side *side, const char *platform, int *status);

/* Reads the scenarios of both, the same in the same order; so, too. */
bool diff_sides_load(struct diff_side *side, const struct selection *s,
                     int *status);
void diff_sides_close(struct diff_side *side);

/* What a rule of a side is called: "vmx-6.11 line 20", "my.policy line 3". */
char *diff_side_rule(const struct diff_side *side, const struct rule *rule);

/* The words in which the tables of a stack are written. */
const struct policy_vocab *diff_vocab(const struct scenario *sc, bool shared);
