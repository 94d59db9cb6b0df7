/*
 * Litmus tests as the herd tools write them: the text, read.
 *
 *     ARCH NAME
 *     "a sentence"  KEY=VALUE ...
 *     { what registers and memory hold at first }
 *      P0     | P1     ;
 *      instr. | instr. ;
 *     locations [...] filter (...) exists | ~exists | forall (...)
 *
 * This header knows the frame; names of registers and instructions are those
 * of a dialect (sim/core/litmus.h).  Everything lives in the arena given to
 * litmus_read(); texts point into the source.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/base/diag.h"
#include "sim/base/source.h"
#include "sim/core/model.h"

enum {
    LITMUS_THREADS = 16,
    LITMUS_LOCATIONS = 64,
    LITMUS_REGS = 64,   /* of a dialect                                     */
    LITMUS_INSNS = 256, /* of a thread                                      */
    LITMUS_OPERANDS = 3,
    LITMUS_LABELS = 16,   /* of a thread                                      */
    LITMUS_COLUMNS = 128, /* registers and locations that a test looks at     */
    LITMUS_TERMS = 4096,  /* of a condition                                   */
    LITMUS_DEPTH = 64,    /* of parentheses                                   */
};

#define LITMUS_NUMBER_MAX INT32_MAX /* so that its size plays no part       */

struct litmus_location {
    const char *name;
    struct span at; /* where its size was seen                                */
    uint64_t first; /* what it holds                                          */
    uint32_t alias; /* + 1: of this location, mapped a second time; or 0      */
    uint8_t type;   /* the model's                                            */
    uint8_t bits;   /* 0: nothing said so far                                 */
};

/* What a register holds at first. */
struct litmus_start {
    uint64_t number;
    uint32_t location; /* + 1: its address; 0: the number                     */
};

enum litmus_operand_kind {
    OPND_REG,
    OPND_NUMBER,
    OPND_LOCATION,
    OPND_POINTER,
    OPND_LABEL
};

struct litmus_operand {
    uint8_t kind; /* enum litmus_operand_kind                                 */
    uint8_t bits; /* of a register's name                                     */
    uint32_t id;  /* register or location; of a pointer its register          */
    uint32_t index;  /* + 1: register added to a pointer; or 0                */
    uint64_t number; /* or offset from a pointer                              */
    struct span at;
};

struct litmus_step { /* an instruction in its place                           */
    const struct litmus_insn *insn;
    struct span at;
    uint8_t bits; /* as its name says; 0: it does not                         */
    uint8_t noperand;
    bool atomic; /* with the prefix                                           */
    struct litmus_operand operand[LITMUS_OPERANDS]; /* the destination first, or
                                                       a place in memory      */
};

struct litmus_label {
    struct span at;
    uint32_t step; /* what it stands before                                   */
};

struct litmus_thread {
    struct litmus_step *step;
    uint32_t nstep, nlabel;
    struct litmus_label label[LITMUS_LABELS];
    struct litmus_start start[LITMUS_REGS];
};

struct litmus_column { /* registers by thread and number, then locations by
                          name                                                */
    uint32_t thread;   /* of a register; PLAN_NONE: a location                */
    uint32_t id;
};

enum litmus_term_kind {
    TERM_TRUE,
    TERM_FALSE,
    TERM_IS,
    TERM_NOT,
    TERM_AND,
    TERM_OR,
    TERM_IMPLIES
};

struct litmus_term {
    uint8_t kind; /* enum litmus_term_kind                                    */
    int64_t number;
    uint32_t column; /* TERM_IS                                               */
    const struct litmus_term *left, *right;
};

enum litmus_asks { ASKS_EXISTS, ASKS_NOT_EXISTS, ASKS_FORALL };

struct litmus {
    const struct source *src;
    const struct model *model;
    const struct litmus_dialect *dialect;
    const char *name;
    struct litmus_location *location;
    struct litmus_thread *thread;
    struct litmus_column *column;
    const struct litmus_term *filter; /* or NULL                              */
    const struct litmus_term *condition;
    uint32_t nlocation, nthread, ncolumn;
    uint8_t asks; /* enum litmus_asks                                         */
};

/* NULL when something was wrong, which is in SINK.  MODELS ends with NULL. */
struct litmus *litmus_read(const struct source *src,
                           const struct model *const *models,
                           struct arena *arena, struct diag_sink *sink);

/* The value of an information line "KEY=VALUE" of the header, or nowhere. */
struct span litmus_info(const struct source *src, const char *key);
