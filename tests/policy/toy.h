/*
 * A vocabulary of two layers and three facts, two of which exclude each other,
 * for what the shipped models do not have.
 */
#pragma once

#include "tests/policy/kit.h"

enum { TOY_DECIDE, TOY_BEFORE, TOY_AFTER, TOY_ATTACH, TOY_TABLES };

static const char *const toy_layers[] = {"kvm", "iommu"};

static const struct policy_rule toy_default_rule[] = {
    {.action = {{.code = 1}},
     .naction = 1,
     .why = {"toy.attach-default", "nowhere", "attached"}}
};

static const struct policy_table toy_default = {toy_default_rule, 1};

static const struct decision_def toy_decisions[TOY_TABLES] = {
    {"decide", NULL,     "kvm",   "", 7, 7,  true,  NULL        },
    {"unmap",  "before", "kvm",   "", 3, 24, false, NULL        },
    {"unmap",  "after",  "kvm",   "", 3, 24, false, NULL        },
    {"attach", NULL,     "iommu", "", 7, 7,  true,  &toy_default},
};

static const struct fact_def toy_facts[] = {
    {"red",        "", ""},
    {"blue",       "", ""},
    {"tone(dark)", "", ""},
};

static const struct action_def toy_actions[] = {
    {"no",    "",    "", "", 0},
    {"yes",   "f?",  "", "", 0},
    {"fail",  "e",   "", "", 0},
    {"flush", "nn?", "", "", 3},
    {"rest",  "",    "", "", 0},
};

static const struct word toy_nouns[] = {
    {"here",   "", "", 0},
    {"there",  "", "", 1},
    {"beyond", "", "", 2},
};

static const struct word toy_flags[] = {
    {"soft", "", "", 0},
};

/* Nothing is red and blue. */
static const uint64_t toy_exclusive[][2] = {
    {3, 3}
};

static const struct policy_vocab toy_vocab = {
    .layer = toy_layers,
    .decision = toy_decisions,
    .fact = toy_facts,
    .action = toy_actions,
    .noun = toy_nouns,
    .flag = toy_flags,
    .nlayer = 2,
    .ndecision = TOY_TABLES,
    .nfact = 3,
    .naction = 5,
    .nnoun = 3,
    .nflag = 1,
    .exclusive = toy_exclusive,
    .nexclusive = 1,
};

static const struct policy_arch toy_arch[] = {
    {"toy", &toy_vocab       },
    {"x86", &x86_policy_vocab}
};
