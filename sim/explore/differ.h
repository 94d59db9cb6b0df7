/*
 * The smallest program on which two machines differ.
 *
 * Breadth first over programs: all of one operation, then all of two.  A
 * program that leads both machines to states some other program did before is
 * not gone on from, as whatever shows behind it shows behind that one, which is
 * no longer.  What a program and a state are is the caller's business; states
 * are told apart by keys of 128 bits.
 *
 * The order of programs decides which one is found, never the threads.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { DIFFER_MAX = 12, DIFFER_OPS = 255 };

struct differ_key {
    uint64_t half[2];
};

enum differ_said {
    DIFFER_SAME,
    DIFFER_FOUND,
    DIFFER_NEVER, /* there is no such program                                */
};

struct differ_program {
    uint32_t start; /* which beginning                                        */
    uint8_t n;
    uint8_t op[DIFFER_MAX];
};

struct differ_request {
    uint32_t nstart;
    const uint32_t *nop; /* [nstart] operations to choose from                */
    uint32_t length;     /* at most so many of them                           */
    unsigned jobs;
    /* What a beginning shows by itself, and the states it is. */
    enum differ_said (*begin)(void *to, uint32_t start, struct differ_key *key);
    /* The same for P, which showed nothing, with each operation behind it, in
     * their order.  KEY is NULL where nobody asks.  WORKER counts from 0. */
    void (*extend)(void *to, unsigned worker, const struct differ_program *p,
                   uint8_t *said, struct differ_key *key);
    /* Asked of what was FOUND, in the order of programs: whether it is the
     * answer.  If not it is gone on from.  NULL: it is. */
    bool (*confirm)(void *to, const struct differ_program *p);
    void *to;
};

struct differ_result {
    bool found;
    struct differ_program program;
    uint64_t programs; /* that were run                                       */
    uint64_t states;   /* pairs of states they led to, without FOUND          */
};

struct differ_result differ(const struct differ_request *q);
