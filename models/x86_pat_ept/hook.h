/*
 * Policy hooks at work: which rule of a hook matches, and what its actions do.
 * Internal to the model.
 */
#pragma once

#include "models/x86_pat_ept/plane.h"
#include "sim/core/bound.h"

struct hook { /* a policy hook being run                                      */
    struct control_step *s;
    uint32_t cpu, ctx;
    uint64_t first, last; /* guest-physical range it is about                 */
    bool did;             /* some action had an effect                        */
    bool refused;
};

static inline uint64_t
get(const struct control_step *s, uint64_t word)
{
    return view_word(&s->view, word);
}

static inline void
micro(struct control_step *s, uint8_t kind, uint32_t cpu, uint64_t arg)
{
    control_micro(
        s, (struct micro){.kind = kind, .cpu = (uint8_t) cpu, .arg = arg});
}

static inline bool
is_amd(const struct control_step *s)
{
    return s->view.bound->platform->model_key[KEY_VENDOR] == VENDOR_AMD;
}

static inline bool
is_guest(const struct control_step *s, uint32_t ctx)
{
    const struct plan *p = s->view.bound->plan;

    return ctx != PLAN_NONE && x86_guest(p, p->ctx[ctx].principal);
}

/* A virtual CPU of the VM, for what is about all of it. */
uint32_t any_vcpu(const struct plan *p, uint32_t principal);

/* Runs one hook; its rule goes into the trail. */
void run_hook(struct hook *h, enum x86_policy_table hook, uint64_t more_facts);

/* Runs a hook that is about the leaf of one guest page. */
void run_leaf_hook(struct control_step *s, uint32_t ctx, uint64_t gpa,
                   enum x86_policy_table hook);
