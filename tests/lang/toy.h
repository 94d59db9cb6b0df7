/* A model for testing the language: no architecture, two memory types, and a
 * verb for each kind of operand. */
#pragma once

#include "sim/core/model.h"

enum {
    TOY_T1 = 5,
    TOY_T2 = 6,
    TOY_REGS = 9,
    TOY_CTRL = 40,
    TOY_FLAG = 2,
    TOY_WARM = 1,
    TOY_COLD = 2,
    TOY_BARE = 4
};

static const struct word toy_reasons[] = {
    {"full", "all the way", NULL, 0},
    {"stay",  "at once back", NULL, 1, true},
    {NULL     },
};

// clang-format off
static const struct verb toy_verbs[] = {
    {.name = "fence", .operands = "", .kind = OP_FENCE, .who = BY_CPU},
    {.name = "swap", .operands = "AV", .kind = OP_RMW, .who = BY_CPU,
     .result = true},
    {.name = "leave", .operands = "M?", .words = toy_reasons,
     .kind = OP_CONTROL, .flags = OPF_EXIT, .who = BY_CPU | BY_GUEST},
    {.name = "back", .operands = "", .kind = OP_CONTROL, .flags = OPF_ENTER,
     .who = BY_CPU},
    {.name = "write-reg", .operands = "XN", .kind = OP_CONTROL,
     .who = BY_CPU},
    {.name = "retype", .operands = "AT", .kind = OP_CONTROL, .who = BY_CPU},
    {.name = "only-guest", .operands = "", .kind = OP_CONTROL,
     .who = BY_GUEST},
    {.name = "attach", .operands = "DP?", .kind = OP_CONTROL, .who = BY_HOST},
    {.name = "kick", .operands = "CN?", .kind = OP_CONTROL, .who = BY_HOST},
    {.name = "remap", .operands = "RWW?W?", .kind = OP_CONTROL,
     .who = BY_HOST},
    {.name = "answer", .operands = "E", .kind = OP_CONTROL, .who = BY_HOST},
};
// clang-format on

static const struct word toy_types[] = {
    {"T1", "the first",     NULL, TOY_T1  },
    {"T2", "the second",    NULL, TOY_T2  },
    {"TR", "for registers", NULL, TOY_REGS},
};
static const struct word toy_regs[] = {
    {"CTRL", "control", NULL, TOY_CTRL}
};
static const struct word toy_flags[] = {
    {"odd", "a flag", NULL, TOY_FLAG}
};
static const struct word toy_vma[] = {
    {"warm", "one thing",   NULL, TOY_WARM           },
    {"cold", "the other",   NULL, TOY_COLD           },
    {"bare", "and a third", NULL, TOY_BARE           },
    {"mild", "two at once", NULL, TOY_WARM | TOY_BARE},
};
static const struct word toy_quirks[] = {
    {"old-way", "a quirk", NULL, 0},
    {"new-way", "another", NULL, 1}
};
static const struct word toy_state[] = {
    {"mode", "a word", NULL, 16}
};
static const struct platform_key_def toy_keys[] = {
    {"colour", "red green", 1, 1, "of the case"},
    {"legs",   NULL,        4, 8, "how many"   },
};

static inline const char *
toy_check_reg(uint32_t reg, uint64_t value)
{
    return reg == TOY_CTRL && value & 1 ? "bit 0 is reserved" : NULL;
}

static inline const char *
toy_check_vma(uint32_t vma)
{
    return vma & TOY_WARM && vma & TOY_COLD ? "it is warm or cold" : NULL;
}

static inline const char *
toy_type_name(uint32_t attr)
{
    static const char *const names[] = {"T1", "T2", "TR", "mixed"};

    return attr < 4 ? names[attr] : NULL;
}

static inline uint32_t
toy_lower(const struct platform *p, struct attr out[][ACCESS_KINDS],
          uint32_t max)
{
    (void) p;
    (void) out;
    (void) max;
    return 4;
}

static const struct model toy_model = {
    .name = "toy",
    .verb = toy_verbs,
    .nverb = sizeof toy_verbs / sizeof *toy_verbs,
    .type = toy_types,
    .ntype = 3,
    .reg = toy_regs,
    .nreg = 1,
    .slot_flag = toy_flags,
    .nslot_flag = 1,
    .vma = toy_vma,
    .nvma = 4,
    .quirk = toy_quirks,
    .nquirk = 2,
    .state = toy_state,
    .nstate = 1,
    .key = toy_keys,
    .nkey = 2,
    .default_type = TOY_T1,
    .device_type = TOY_REGS,
    .check_reg = toy_check_reg,
    .check_vma = toy_check_vma,
    .type_name = toy_type_name,
    .lower = toy_lower,
};
