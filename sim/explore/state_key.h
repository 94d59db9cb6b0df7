/*
 * States told apart, whatever program led to them.
 *
 * Positions of writes and numbers of configurations depend on the way there.
 * What stands here instead: words of the control plane, and for each word of
 * memory the order of those writes of which something is left, and by whom they
 * were.  Equal keys mean that whatever comes next does the same.
 *
 * What a program has read is not in it: as long as two machines have read the
 * same, the judge says the same of what they read next if they read the same.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "sim/core/bound.h"
#include "sim/explore/differ.h"

struct state_pair { /* one program, on two machines                           */
    const struct bound *b[2];
    const cell *m[2];
    uint32_t ntop;  /* steps of the plan before those of programs             */
    uint32_t nstep; /* steps at each position of a program, see programs.h    */
    GArray
        *config[2]; /* of uint64_t, zeroed: what is known of configurations */
};

struct state_words { /* scratch; zeroed at first                              */
    uint64_t *word, *live;
    uint32_t n, room, nline;
};

struct differ_key state_key(const struct state_pair *p, struct state_words *w);
void state_words_free(struct state_words *w);
