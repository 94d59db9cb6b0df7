/*
 * A program that tells two policies apart, as a scenario that says how.
 */
#pragma once

#include "sim/explore/differ.h"
#include "tools/diff_beside.h"
#include "tools/diff_settings.h"

struct diff_program {
    const struct settings_of *settings;
    const struct beside_program *program;
    const struct diff_side *side; /* [2] as they were asked for               */
    bool explored; /* claims are about every schedule, not about the replay */
    bool replay_only; /* only the replay differs, not what is possible */
    const char *const *comment; /* lines, first of all                        */
    uint32_t ncomment;
};

/* The text, in ARENA, without any line that is not needed; read back and run,
 * both policies' claims held and what they showed differed.  NULL with *WHY set
 * if not, which is a fault of the program where it is about the replay. */
const char *diff_program_text(const struct diff_program *q, struct arena *arena,
                              const char **why);
