/*
 * What the policy tests share that are written in the words of arm64.
 */
#pragma once

#include "models/arm64_s2fwb/stage2.h"
#include "tests/policy/sets.h"

#define ARM64_SHIPPED "models/arm64_s2fwb/policies"

static const struct policy_arch arm64_arch[] = {
    {"arm64", &arm64_policy_vocab, false},
    IO_ARCH
};

/* A finished set of the shipped policies, which have no faults. */
static inline struct policy_set *
arm64_set(void)
{
    static const char *const folder[] = {ARM64_SHIPPED, IO_SHIPPED, NULL};

    return set_of_folders(arm64_arch, 2, folder);
}

/* Whether the vocabulary says that these facts cannot occur. */
static inline bool
arm64_impossible(uint64_t facts)
{
    const struct policy_vocab *v = &arm64_policy_vocab;

    for (uint32_t i = 0; i < v->nexclusive; i++)
        if ((facts & v->exclusive[i][0]) == v->exclusive[i][1])
            return true;
    return false;
}
