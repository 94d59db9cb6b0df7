/*
 * What came out of a litmus test, in the words of the herd tools.
 */
#pragma once

#include <stdio.h>

#include "sim/litmus/litmus.h"

struct litmus_states { /* values of all columns, a state after the other      */
    uint64_t *value;   /* [n][ncolumn]                                        */
    uint32_t n;
};

struct litmus_verdict {
    uint32_t positive, negative; /* states that are as the condition says     */
    bool ok;                     /* what is asked holds                       */
    const char *observation;     /* "Never", "Sometimes", "Always"            */
};

/* Drops what the filter excludes, sorts, keeps each state once. */
void litmus_tidy(const struct litmus *t, struct litmus_states *s);

struct litmus_verdict litmus_judge(const struct litmus *t,
                                   const struct litmus_states *s);

/* The block, with an empty line behind it.  STRONGER: what the architecture
 * allows besides (R31), or NULL. */
void litmus_print(const struct litmus *t, const struct litmus_states *s,
                  const char *stronger, FILE *out);
