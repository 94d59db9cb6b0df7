/*
 * Programs with steps beside each other: every schedule of each, under two
 * policies.
 *
 * Goes from the smallest on, and no further than its budget, which is counted
 * in what was explored, not in time: it ends at the same program on any
 * machine.
 */
#pragma once

#include "sim/explore/programs.h"
#include "tools/diff_settings.h"

struct beside_program {
    uint32_t start; /* which beginning                                        */
    uint32_t n;
    uint8_t op[PROGRAM_MAX];
    struct program_block block;
};

struct beside_result {
    bool found;
    struct beside_program program;
    uint64_t programs; /* that were explored                                  */
    uint64_t open;     /* of them, not to the end                             */
    uint64_t unsaid;   /* of them, that differ and were not taken             */
    uint32_t whole;    /* all of up to so many operations were                */
    uint32_t length;   /* of the last                                         */
};

struct beside_request {
    const struct settings_of *settings;
    uint32_t length; /* operations, at most                                   */
    unsigned jobs;
    /* Whether a program that differs is taken; else the search goes on. */
    bool (*take)(void *to, const struct beside_program *p);
    void *to;
};

struct beside_result beside_search(const struct beside_request *q);
