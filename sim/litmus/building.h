/* A plan of a litmus test while it is made.  Internal to sim/litmus. */
#pragma once

#include "sim/litmus/build.h"

enum { DEPS = 16 };

struct deps { /* loaded values that something was computed from           */
    uint16_t reg[DEPS];
    uint8_t n;
};

struct held { /* what a register of a thread holds                            */
    uint8_t kind; /* enum litmus_from_kind; FROM_MEMORY: an address           */
    uint16_t id;  /* register of the plan; location                           */
    uint64_t number;
    struct deps from; /* besides that register                                */
};

struct course { /* what of a thread's past matters to what is to come         */
    struct held held[LITMUS_REGS];
    struct deps compared; /* by the last comparison                           */
    struct deps branches; /* that no store has waited for yet                 */
    struct deps restart;  /* branches and addresses that no fence of that kind
                             has waited for yet                               */
};

struct masked { /* a loaded value that was taken not to have these bits       */
    struct span at;
    uint64_t mask;
};

struct building {
    const struct litmus *t;
    struct arena *arena;
    struct diag_sink *sink;
    struct plan_step *step;
    struct course *course; /* [thread]                                        */
    uint32_t nstep;
    uint16_t nreg, nregion, nmap;
    uint8_t size[LITMUS_LOCATIONS]; /* bits of accesses so far                */
    struct span sized[LITMUS_LOCATIONS];
    uint16_t region[LITMUS_LOCATIONS]; /* + 1; 0: nobody accesses it          */
    uint16_t map[LITMUS_LOCATIONS];    /* likewise; of aliases, too           */
    uint64_t sum; /* nothing in memory is ever greater                        */
    struct masked masked;
};

/* The location whose word a location is. */
static inline uint32_t
build_word(const struct litmus *t, uint32_t location)
{
    return t->location[location].alias ? t->location[location].alias - 1
                                       : location;
}

/* Says what is wrong.  Always false. */
bool build_refuse(struct building *b, enum diag_id id, struct span at,
                  const char *why);

/* Makes the steps of one instruction, and notes what its registers hold. */
bool build_insn(struct building *b, uint32_t thread,
                const struct litmus_step *s);

/* ---- steps ---- */

bool build_is_memory(const struct litmus_operand *o);

/* A step of the thread with this verb; NULL with the fault told. */
struct plan_step *build_step(struct building *b, uint32_t thread,
                             const char *verb, struct span at);

/* An access of the memory that O names, and a line operation. */
struct plan_step *build_access(struct building *b, uint32_t thread,
                               const struct litmus_step *s,
                               const struct litmus_operand *o,
                               const char *verb);
bool build_line(struct building *b, uint32_t thread,
                const struct litmus_step *s, const struct litmus_operand *o);

/* The value that is stored: a number or what was loaded. */
bool build_value(struct building *b, uint32_t thread, struct plan_step *s,
                 const struct litmus_operand *o);

/* Where what is read goes; of an atomic operation what was there before. */
void build_load(struct building *b, uint32_t thread, struct plan_step *s,
                uint32_t reg);
bool build_load_old(struct building *b, uint32_t thread, struct plan_step *s,
                    const struct litmus_operand *o);

/* ---- registers ---- */

/* What a register holds; of no thread's if it is always zero. */
struct held build_held(const struct building *b, uint32_t thread,
                       const struct litmus_operand *o);
void build_hold(struct building *b, uint32_t thread, uint32_t reg,
                struct held h);

/* Adds what a value was computed from, that is in a register. */
bool build_join(struct building *b, struct deps *to, const struct held *h,
                struct span at);
bool build_join_all(struct building *b, struct deps *to,
                    const struct deps *from, struct span at);

/* Has a step wait for loaded values; KIND is an enum need_kind. */
bool build_need(struct building *b, struct plan_step *s,
                const struct deps *deps, uint8_t kind, struct span at);

/* ADD, EOR and the like, of registers and numbers. */
bool build_compute(struct building *b, uint32_t thread,
                   const struct litmus_step *s);
bool build_branch(struct building *b, uint32_t thread,
                  const struct litmus_step *s);

/* Tells when a value may have had bits that it was taken not to have. */
bool build_check_masks(struct building *b);
