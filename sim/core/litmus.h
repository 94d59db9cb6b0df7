/*
 * What the litmus tests of an architecture say, as data: registers and
 * instructions by name, and which of the model's verbs they are.
 *
 * A model has one dialect for each way its tests are written; sim/litmus reads
 * them all.  An instruction is one of a few kinds; what is not among them is
 * listed with the reason why it is refused.
 *
 * Nothing is computed but known numbers.  What is known and yet computed from
 * loaded values depends on them: addresses, what is stored, and branches, which
 * never skip anything.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum litmus_does {
    LITMUS_REFUSED,
    LITMUS_NOTHING,
    LITMUS_MOVE,      /* to or from memory, between registers, of a number    */
    LITMUS_STORE,     /* to memory only; `verb` says how                      */
    LITMUS_EXCHANGE,  /* of a register and memory, in one piece               */
    LITMUS_ADD,       /* to a register or, in one piece, to memory            */
    LITMUS_SUBTRACT,  /* likewise                                             */
    LITMUS_FETCH_ADD, /* to memory, in one piece; the register gets the old   */
    LITMUS_INCREMENT, /* one operand                                          */
    LITMUS_DECREMENT,
    LITMUS_XOR,   /* of registers                                             */
    LITMUS_FENCE, /* no operand; `verb` says which                            */
    LITMUS_LINE,  /* of the line of an address; `verb` says what              */

    LITMUS_LINE_AT,   /* likewise; a register holds the address               */
    LITMUS_LOAD,      /* a register, from memory; `verb` says how             */
    LITMUS_SET,       /* a register to a number or another register           */
    LITMUS_AND,       /* of registers                                         */
    LITMUS_OR,        /* of registers                                         */
    LITMUS_COMPARE,   /* registers: for branches                              */
    LITMUS_BRANCH,    /* on a register, if there is one; a label is last      */
    LITMUS_BRANCH_IF, /* on what was compared last                            */
    LITMUS_RESTART,   /* fence that waits for branches and addresses of before*/
};

struct litmus_insn {
    const char *name; /* in small letters; perhaps of two words               */
    const char *verb; /* the model's, of an access to memory; NULL: plain     */
    const char *why;  /* LITMUS_REFUSED: a phrase                             */
    uint8_t does;     /* enum litmus_does                                     */
    bool sized;       /* a letter for the size may follow                     */
    bool atomic;      /* in one piece without being told so                   */
    bool memory_last; /* its place in memory is the last operand              */
    uint8_t noperand; /* 0: what its kind has                                 */
};

struct litmus_reg {
    const char *name;
    uint8_t number, bits; /* names of one number are parts of one register    */
};

struct litmus_size { /* letters behind a name                                 */
    char letter;
    uint8_t bits;
};

struct litmus_dialect {
    const char *name; /* the first word of a test                             */
    const struct litmus_insn *insn;
    const struct litmus_reg *reg;   /* of a number, the first name is printed */
    const struct litmus_size *size; /* ends with a zero letter                */
    const char *atomic; /* prefix: what follows is in one piece; or NULL      */
    const char *platform; /* the machine, if nobody names another   */
    uint32_t ninsn, nreg;
    uint8_t bits;      /* of a memory access that does not say            */
    bool source_first; /* the destination is the last operand             */
    bool any_case;     /* of names of registers                           */
    bool depends;      /* what is computed from loaded values waits for them;
                          there are labels, and registers added to addresses  */
    uint8_t zero;      /* + 1: register that is always zero               */
};
