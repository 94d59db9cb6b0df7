/*
 * Made-up words: two architectures of CPUs with one layer each, one with a
 * default and one without, and a shared vocabulary of two layers.
 */
#pragma once

#include "tests/policy/sets.h"

enum { CPU_MAP, CPU_EVENT, CPU_TABLES };
enum { IO_ATTACH, IO_UNMAP, IO_TABLES };

static const char *const cpu_layers[] = {"kvm"};
static const char *const io_layers[] = {"iommu", "flush"};

/* The models' defaults: what decides where nobody has a policy. */
static const struct policy_rule attach_default_rule[] = {
    {.action = {{.code = 1}},
     .naction = 1,
     .why = {"io.attach-default", "nowhere", "attached"}}
};
static const struct policy_rule map_default_rule[] = {
    {.action = {{.code = 0}},
     .naction = 1,
     .why = {"cpu.map-default", "nowhere", "not mapped"}}
};
static const struct policy_table attach_default = {attach_default_rule, 1};
static const struct policy_table map_default = {map_default_rule, 1};

static const struct decision_def cpu_decisions[CPU_TABLES] = {
    {"map",  NULL, "kvm", "", 3, 3, true,  &map_default},
    {"exit", "on", "kvm", "", 3, 4, false, NULL        },
};
static const struct decision_def io_decisions[IO_TABLES] = {
    {"attach", NULL,     "iommu", "", 3, 3, true,  &attach_default},
    {"unmap",  "before", "flush", "", 3, 4, false, NULL           },
};

static const struct fact_def cpu_facts[] = {
    {"hot",  "", ""},
    {"cold", "", ""},
};
static const struct fact_def io_facts[] = {
    {"snoops", "", ""},
    {"pinned", "", ""},
};

static const struct action_def some_actions[] = {
    {"no",   "", "", "", 0},
    {"yes",  "", "", "", 0},
    {"rest", "", "", "", 0},
};

/* Nothing is hot and cold. */
static const uint64_t cpu_exclusive[][2] = {
    {3, 3}
};

static const struct policy_vocab cpu_words = {
    .layer = cpu_layers,
    .decision = cpu_decisions,
    .fact = cpu_facts,
    .action = some_actions,
    .nlayer = 1,
    .ndecision = CPU_TABLES,
    .nfact = 2,
    .naction = 3,
    .exclusive = cpu_exclusive,
    .nexclusive = 1,
};
static const struct policy_vocab io_words = {
    .layer = io_layers,
    .decision = io_decisions,
    .fact = io_facts,
    .action = some_actions,
    .nlayer = 2,
    .ndecision = IO_TABLES,
    .nfact = 2,
    .naction = 3,
};

/* Where the shared one stands among them does not matter. */
static const struct policy_arch some_arch[] = {
    {"one", &cpu_words, false},
    {"io",  &io_words,  true },
    {"two", &cpu_words, false},
};

enum { SOME_ARCH = sizeof some_arch / sizeof some_arch[0] };
