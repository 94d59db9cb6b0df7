/*
 * Policies and stacks as rows of text, for whoever prints them.
 *
 * The words are made from the compiled rules, not from the file: what is shown
 * is what decides.
 */
#pragma once

#include "sim/policy/stack.h"

struct policy_row {
    const char *table; /* "memslot", "on wbinvd"                              */
    const char *when;  /* "!noncoherent-dma & quirk(cd)", "otherwise"         */
    const char *does;  /* "refuse -EINVAL", "flush-cpus self, clear-mask"     */
    const char *id;    /* "policy NAME:15", as in trails                      */
    const char *cite;
    bool fallback; /* the model's default, no policy's                        */
};

/* Rows of all tables in the vocabulary's order, in a stack those of the shared
 * layers behind; to be g_array_unref()ed.  The strings live as long as the set.
 */
GArray *policy_show(struct policy_set *set, const struct policy *p);
GArray *stack_show(struct policy_set *set, const struct policy_stack *stack);

/* "a & !b" of these bits, "otherwise" for none; what a rule does.  To be
 * g_free()d. */
char *policy_when(const struct policy_vocab *v, uint64_t care, uint64_t want);
char *policy_does(const struct policy_vocab *v, const struct policy_rule *r);
