/*
 * Last states as a table: what registers and words hold when every thread is
 * done, windows and write-combining buffers are empty and dirty lines are
 * folded into memory, each combination once with the number of such states.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/machine.h"

struct observed { /* columns: registers first, then memory                    */
    const uint16_t *reg;
    const struct observed_word {
        uint32_t line, gran; /* granule of a line                             */
        uint16_t region;     /* and what the plan calls it: bytes into a      */
        uint64_t offset;     /* region                                        */
    } * word;
    uint32_t nreg, nword;
};

enum { LINE_UNNAMED = -1 }; /* as uint32_t: no operation names the word       */

/* Where the word begins that a byte of a region is in. */
static inline uint64_t
word_start(uint64_t offset)
{
    return offset & ~(uint64_t) (WORD_BYTES - 1);
}

struct outcome {
    const uint64_t *value; /* [nreg + nword]                                  */
    const bool *unset;     /* [nreg + nword] a register never written         */
    uint64_t count;        /* of last states                                  */
    uint32_t marks;        /* of some of them; each set of marks is a row     */
    uint32_t first;        /* least number of such a state                    */
};

struct outcomes; /* collects; one for each thread                             */

struct outcomes *outcomes_new(const struct observed *o);
void outcomes_free(struct outcomes *t);

/* Whether M is a last state: nothing left to issue, perform or drain. */
bool outcome_final(const struct bound *b, const cell *m);

/* Adds M, which is a last state. */
void outcomes_add(struct outcomes *t, const struct bound *b, const cell *m,
                  uint32_t id);
void outcomes_merge(struct outcomes *to, const struct outcomes *from);

/* All rows in order of their values, in ARENA. */
struct outcome *outcomes_rows(const struct outcomes *t, struct arena *arena,
                              uint32_t *n);
