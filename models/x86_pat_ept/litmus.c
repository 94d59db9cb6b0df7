/* X86 and X86_64 litmus tests, as the herd tools write them: the former in
 * Intel's order, destination first, the latter in AT&T's.  MOVNTI, CLFLUSH,
 * CLFLUSHOPT and MT= are of X86_64 there; here both have them, and CLWB and
 * XADD besides. */

#include "models/x86_pat_ept/litmus.h"

#include <stddef.h>

#define BRANCH  "threads are straight lines: no branches, labels or loops"
#define COMPARE "there are no conditions in a thread"
#define VECTOR  "there are no vector registers"

/* Sorted by what they do. */
// clang-format off
static const struct litmus_insn instructions[] = {
    {"mov",        NULL,         NULL,    LITMUS_MOVE,      true,  false},
    {"movnti",     "movnti",     NULL,    LITMUS_STORE,     true,  false},
    {"xchg",       "xchg",       NULL,    LITMUS_EXCHANGE,  true,  true },
    {"add",        "locked-add", NULL,    LITMUS_ADD,       true,  false},
    {"sub",        "locked-add", NULL,    LITMUS_SUBTRACT,  true,  false},
    {"xadd",       "locked-add", NULL,    LITMUS_FETCH_ADD, true,  false},
    {"inc",        "locked-add", NULL,    LITMUS_INCREMENT, true,  false},
    {"dec",        "locked-add", NULL,    LITMUS_DECREMENT, true,  false},
    {"xor",        NULL,         NULL,    LITMUS_XOR,       true,  false},
    {"nop",        NULL,         NULL,    LITMUS_NOTHING,   false, false},
    {"mfence",     "mfence",     NULL,    LITMUS_FENCE,     false, false},
    {"sfence",     "sfence",     NULL,    LITMUS_FENCE,     false, false},
    {"lfence",     "lfence",     NULL,    LITMUS_FENCE,     false, false},
    {"clflush",    "clflush",    NULL,    LITMUS_LINE,      false, false},
    {"clflushopt", "clflushopt", NULL,    LITMUS_LINE,      false, false},
    {"clwb",       "clwb",       NULL,    LITMUS_LINE,      false, false},
    {"cmpxchg",    NULL,         COMPARE, LITMUS_REFUSED,   true,  false},
    {"cmp",        NULL,         COMPARE, LITMUS_REFUSED,   true,  false},
    {"cmovc",      NULL,         COMPARE, LITMUS_REFUSED,   true,  false},
    {"setnb",      NULL,         COMPARE, LITMUS_REFUSED,   false, false},
    {"jmp",        NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"je",         NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"jne",        NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"jle",        NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"jlt",        NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"jgt",        NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"jge",        NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"js",         NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"jns",        NULL,         BRANCH,  LITMUS_REFUSED,   false, false},
    {"ret",        NULL,         BRANCH,  LITMUS_REFUSED,   true,  false},
    {"or",         NULL,         "only sums are computed", LITMUS_REFUSED, true,
     false},
    {"and",        NULL,         "only sums are computed", LITMUS_REFUSED, true,
     false},
    {"shl",        NULL,         "only sums are computed", LITMUS_REFUSED, true,
     false},
    {"uxch",       NULL,         "an exchange with memory is always locked",
     LITMUS_REFUSED, true, false},
    {"movt",       NULL,         "its meaning is not documented",
     LITMUS_REFUSED, false, false},
    {"movsd",      NULL,         "there are no string instructions",
     LITMUS_REFUSED, false, false},
    {"movd",       NULL,         VECTOR,  LITMUS_REFUSED,   false, false},
    {"movntdqa",   NULL,         VECTOR,  LITMUS_REFUSED,   false, false},
};

static const struct litmus_reg registers_32[] = {
    {"EAX", 0, 32}, {"EBX", 1, 32}, {"ECX", 2, 32}, {"EDX", 3, 32},
    {"ESI", 4, 32}, {"EDI", 5, 32}, {"EBP", 6, 32}, {"ESP", 7, 32},
};

static const struct litmus_reg registers_64[] = {
    {"rax", 0,  64}, {"eax",  0,  32}, {"ax",   0,  16}, {"al",   0,  8},
    {"rbx", 1,  64}, {"ebx",  1,  32}, {"bx",   1,  16}, {"bl",   1,  8},
    {"rcx", 2,  64}, {"ecx",  2,  32}, {"cx",   2,  16}, {"cl",   2,  8},
    {"rdx", 3,  64}, {"edx",  3,  32}, {"dx",   3,  16}, {"dl",   3,  8},
    {"rsi", 4,  64}, {"esi",  4,  32}, {"si",   4,  16}, {"sil",  4,  8},
    {"rdi", 5,  64}, {"edi",  5,  32}, {"di",   5,  16}, {"dil",  5,  8},
    {"rbp", 6,  64}, {"ebp",  6,  32}, {"bp",   6,  16}, {"bpl",  6,  8},
    {"rsp", 7,  64}, {"esp",  7,  32}, {"sp",   7,  16}, {"spl",  7,  8},
    {"r8",  8,  64}, {"r8d",  8,  32}, {"r8w",  8,  16}, {"r8b",  8,  8},
    {"r9",  9,  64}, {"r9d",  9,  32}, {"r9w",  9,  16}, {"r9b",  9,  8},
    {"r10", 10, 64}, {"r10d", 10, 32}, {"r10w", 10, 16}, {"r10b", 10, 8},
    {"r11", 11, 64}, {"r11d", 11, 32}, {"r11w", 11, 16}, {"r11b", 11, 8},
    {"r12", 12, 64}, {"r12d", 12, 32}, {"r12w", 12, 16}, {"r12b", 12, 8},
    {"r13", 13, 64}, {"r13d", 13, 32}, {"r13w", 13, 16}, {"r13b", 13, 8},
    {"r14", 14, 64}, {"r14d", 14, 32}, {"r14w", 14, 16}, {"r14b", 14, 8},
    {"r15", 15, 64}, {"r15d", 15, 32}, {"r15w", 15, 16}, {"r15b", 15, 8},
};

static const struct litmus_size sizes[] = {
    {'b', 8}, {'w', 16}, {'l', 32}, {'q', 64}, {0, 0},
};
// clang-format on

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct litmus_dialect x86_litmus[X86_DIALECTS] = {
    {.name = "X86",
     .insn = instructions,
     .ninsn = COUNT(instructions),
     .reg = registers_32,
     .nreg = COUNT(registers_32),
     .size = sizes,
     .atomic = "lock",
     .platform = "intel-server",
     .bits = 32      },
    { .name = "X86_64",
     .insn = instructions,
     .ninsn = COUNT(instructions),
     .reg = registers_64,
     .nreg = COUNT(registers_64),
     .size = sizes,
     .atomic = "lock",
     .platform = "intel-server",
     .bits = 32,
     .source_first = true,
     .any_case = true},
};
