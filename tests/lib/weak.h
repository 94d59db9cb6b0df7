/*
 * A weakly ordered machine that passes all stores on to everybody at once, and
 * little programs for it as text.
 *
 * One string a thread, operations apart by blanks:
 *   Wx1 store 1 to x   Vx0 store r0   Lx1 store-release
 *   Rx0 load x to r0   Ax0 load-acquire   Qx0 load-acquire of the weaker kind
 *   Bx1 await x == 1   Xx1 atomic: load to r7, store 1
 *   F full fence   S store-store fence   D fence behind loads
 *   I instruction barrier
 * and behind an operation @0: its address depends on r0, ?0: a branch on r0
 * stands before it.
 */
#pragma once

#include "tests/lib/toy.h"

enum { WEAK_THREADS = 4, WEAK_OPS = 8 };

struct weak_op {
    char kind, loc;
    uint8_t number;    /* value, or register                                  */
    int8_t addr, ctrl; /* register, or -1                                     */
};

struct weak_thread {
    struct weak_op op[WEAK_OPS];
    uint32_t n;
};

struct weak_program {
    const char *thread[WEAK_THREADS]; /* NULL: no more                        */
    bool one_line; /* x, y, z are words of one line, else lines              */
    bool cached;   /* write-back, else memory at once                         */
};

struct weak_thread weak_parse(const char *text);

/* Where a location is; all are of one region. */
uint64_t weak_offset(const struct weak_program *p, char loc);

/* A plan of the program, each thread on a CPU of its own, bound. */
void weak_make(struct toy *t, const struct weak_program *p);

/* The same with tables of the machine, for programs made by hand. */
void weak_init(struct toy *t, bool cached);
