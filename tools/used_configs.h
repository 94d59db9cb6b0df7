/*
 * Which configuration of the control plane gave each operation of a replay its
 * translation: the reasons of an access are looked up there.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/machine.h"
#include "sim/core/trail.h"

struct used_configs {
    struct sink sink; /* first: hand it to the replay                         */
    const struct bound *b;
    uint32_t *of;   /* [nop] configuration + 1                                */
    uint32_t *last; /* [nvpage] the latest that gives what is in use          */
};

void used_configs_init(struct used_configs *c, const struct bound *b,
                       struct arena *arena);

/* The rules of an access; false if it was never made. */
bool used_configs_why(const struct used_configs *c, uint32_t op,
                      struct trail *why);
