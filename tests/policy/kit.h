/*
 * What the policy tests share that are written in the words of x86.
 */
#pragma once

#include "models/x86_pat_ept/vocabulary.h"
#include "tests/policy/sets.h"

#define SHIPPED "models/x86_pat_ept/policies"

static const struct policy_arch x86_arch[] = {
    {"x86", &x86_policy_vocab, false},
    IO_ARCH
};

/* A finished set of the shipped policies, which have no faults. */
static inline struct policy_set *
shipped_set(void)
{
    static const char *const folder[] = {SHIPPED, IO_SHIPPED, NULL};

    return set_of_folders(x86_arch, 2, folder);
}
