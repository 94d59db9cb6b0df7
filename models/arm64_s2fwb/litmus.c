/* AArch64 litmus tests, as the herd tools write them: the destination first but
 * for stores and atomic operations, whose place in memory is last. */

#include "models/arm64_s2fwb/litmus.h"

#include <stddef.h>

#define NSH       "its shareability domain is one CPU"
#define EXCLUSIVE "exclusives fail at will, so that threads loop; use SWP"
#define COMPARE   "there are no conditions in a thread"
#define PAIR      "two accesses by one instruction are not modelled"
#define PART      "memory is accessed in words of 32 or 64 bits"
#define POINT     "only the Point of Coherency is modelled"
#define FLOW      "threads are straight lines"
#define SHIFT     "only sums are computed"
#define ZERO      "it zeroes more than a word"
#define SYSTEM    "system registers are not modelled here"

#define PLAIN(text, kind, how)                                                 \
    {                                                                          \
        .name = text, .does = LITMUS_##kind, .verb = how                       \
    }
#define LOAD(text, how) PLAIN(text, LOAD, how)
#define STORE(text, how)                                                       \
    {                                                                          \
        .name = text, .does = LITMUS_STORE, .verb = how, .memory_last = true   \
    }
#define ATOMIC(text, kind, how, n)                                             \
    {                                                                          \
        .name = text, .does = LITMUS_##kind, .verb = how, .atomic = true,      \
        .memory_last = true, .noperand = n                                     \
    }
#define SUM(text, kind)                                                        \
    {                                                                          \
        .name = text, .does = LITMUS_##kind, .noperand = 3                     \
    }
#define BRANCH(text, n)                                                        \
    {                                                                          \
        .name = text, .does = LITMUS_BRANCH, .noperand = n                     \
    }
#define IF(text) PLAIN(text, BRANCH_IF, NULL)
#define REFUSE(text, reason)                                                   \
    {                                                                          \
        .name = text, .does = LITMUS_REFUSED, .why = reason                    \
    }

/* All CPUs are in one inner shareable domain. */
#define FENCES(text)                                                           \
    PLAIN(text " sy", FENCE, text), PLAIN(text " ld", FENCE, text "-ld"),      \
        PLAIN(text " st", FENCE, text "-st"), PLAIN(text " ish", FENCE, text), \
        PLAIN(text " ishld", FENCE, text "-ld"),                               \
        PLAIN(text " ishst", FENCE, text "-st"),                               \
        PLAIN(text " osh", FENCE, text),                                       \
        PLAIN(text " oshld", FENCE, text "-ld"),                               \
        PLAIN(text " oshst", FENCE, text "-st"), REFUSE(text " nsh", NSH),     \
        REFUSE(text " nshld", NSH), REFUSE(text " nshst", NSH)

// clang-format off
static const struct litmus_insn instructions[] = {
    LOAD("ldr", NULL), LOAD("ldar", "ldar"), LOAD("ldapr", "ldapr"),
    STORE("str", NULL), STORE("stlr", "stlr"),
    ATOMIC("swp", EXCHANGE, "swp", 3), ATOMIC("swpa", EXCHANGE, "swpa", 3),
    ATOMIC("swpl", EXCHANGE, "swpl", 3), ATOMIC("swpal", EXCHANGE, "swpal", 3),
    ATOMIC("ldadd", FETCH_ADD, "ldadd", 3),
    ATOMIC("ldadda", FETCH_ADD, "ldadda", 3),
    ATOMIC("ldaddl", FETCH_ADD, "ldaddl", 3),
    ATOMIC("ldaddal", FETCH_ADD, "ldaddal", 3),
    ATOMIC("stadd", ADD, "ldadd", 2), ATOMIC("staddl", ADD, "ldaddl", 2),

    FENCES("dmb"),
    FENCES("dsb"),
    PLAIN("isb", RESTART, "isb"), PLAIN("isb sy", RESTART, "isb"),
    PLAIN("dc cvac", LINE_AT, "dc-cvac"), PLAIN("dc ivac", LINE_AT, "dc-ivac"),
    PLAIN("dc civac", LINE_AT, "dc-civac"),

    SUM("add", ADD), SUM("sub", SUBTRACT), SUM("eor", XOR), SUM("and", AND), SUM("orr", OR),
    PLAIN("mov", SET, NULL), PLAIN("cmp", COMPARE, NULL), PLAIN("nop", NOTHING, NULL),
    BRANCH("b", 1), BRANCH("cbz", 2), BRANCH("cbnz", 2), BRANCH("tbz", 3), BRANCH("tbnz", 3),
    IF("b.eq"), IF("b.ne"), IF("b.cs"), IF("b.cc"), IF("b.mi"),
    IF("b.pl"), IF("b.vs"), IF("b.vc"), IF("b.hi"), IF("b.ls"),
    IF("b.ge"), IF("b.lt"), IF("b.gt"), IF("b.le"),
    IF("beq"), IF("bne"), IF("bge"), IF("blt"), IF("bgt"), IF("ble"),

    REFUSE("ldxr", EXCLUSIVE), REFUSE("ldaxr", EXCLUSIVE),
    REFUSE("stxr", EXCLUSIVE), REFUSE("stlxr", EXCLUSIVE),
    REFUSE("cas", COMPARE), REFUSE("casa", COMPARE), REFUSE("casl", COMPARE),
    REFUSE("casal", COMPARE), REFUSE("csel", COMPARE),
    REFUSE("ldp", PAIR), REFUSE("ldnp", PAIR), REFUSE("stp", PAIR),
    REFUSE("stnp", PAIR),
    REFUSE("ldrb", PART), REFUSE("ldrh", PART), REFUSE("ldrsw", PART),
    REFUSE("ldarb", PART), REFUSE("ldarh", PART), REFUSE("ldaprb", PART),
    REFUSE("ldaprh", PART), REFUSE("strb", PART), REFUSE("strh", PART),
    REFUSE("stlrb", PART), REFUSE("stlrh", PART),
    REFUSE("dc cvau", POINT), REFUSE("dc cvap", POINT),
    REFUSE("ic ivau", POINT),
    REFUSE("dc zva", ZERO),
    REFUSE("ret", FLOW), REFUSE("bl", FLOW), REFUSE("svc", FLOW),
    REFUSE("eret", FLOW),
    REFUSE("mrs", SYSTEM), REFUSE("msr", SYSTEM),
    REFUSE("lsl", SHIFT), REFUSE("lsr", SHIFT),
};

#define R(n) {"X" #n, n, 64}, {"W" #n, n, 32}

static const struct litmus_reg registers[] = {
    R(0), R(1), R(2), R(3), R(4), R(5), R(6), R(7),
    R(8), R(9), R(10), R(11), R(12), R(13), R(14), R(15),
    R(16), R(17), R(18), R(19), R(20), R(21), R(22), R(23),
    R(24), R(25), R(26), R(27), R(28), R(29), R(30),
    {"XZR", 31, 64}, {"WZR", 31, 32},
};

static const struct litmus_size sizes[] = {{0, 0}};
// clang-format on

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct litmus_dialect arm64_litmus[ARM64_DIALECTS] = {
    {.name = "AArch64",
     .insn = instructions,
     .ninsn = COUNT(instructions),
     .reg = registers,
     .nreg = COUNT(registers),
     .size = sizes,
     .platform = "neoverse-v2",
     .bits = 32,
     .any_case = true,
     .depends = true,
     .zero = 31 + 1},
};
