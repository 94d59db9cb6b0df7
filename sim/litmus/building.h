/* A plan of a litmus test while it is made.  Internal to sim/litmus. */
#pragma once

#include "sim/litmus/build.h"

struct held { /* what a register of a thread holds                            */
    uint8_t kind; /* enum litmus_from_kind; FROM_MEMORY: an address           */
    uint16_t id;  /* register of the plan; location                           */
    uint64_t number;
};

struct building {
    const struct litmus *t;
    struct arena *arena;
    struct diag_sink *sink;
    struct plan_step *step;
    struct held (*held)[LITMUS_REGS]; /* [thread]                             */
    uint32_t nstep;
    uint16_t nreg;
    uint8_t size[LITMUS_LOCATIONS]; /* bits of accesses so far                */
    struct span sized[LITMUS_LOCATIONS];
    uint16_t region[LITMUS_LOCATIONS]; /* + 1; 0: nobody accesses it          */
};

/* Says what is wrong.  Always false. */
bool build_refuse(struct building *b, enum diag_id id, struct span at,
                  const char *why);

/* Makes the steps of one instruction, and notes what its registers hold. */
bool build_insn(struct building *b, uint32_t thread,
                const struct litmus_step *s);
