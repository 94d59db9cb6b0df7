/*
 * A program that tells two policies apart, as a scenario that says how.
 */
#pragma once

#include "sim/explore/differ.h"
#include "tools/diff_settings.h"

struct diff_program {
    const struct settings_of *settings;
    const struct differ_program *program;
    const char *const *comment; /* lines, first of all                        */
    uint32_t ncomment;
};

/* The text, in ARENA; read back and replayed, both policies' claims held and
 * what they showed differed.  NULL with *WHY set if not, which is a fault of
 * the program. */
const char *diff_program_text(const struct diff_program *q, struct arena *arena,
                              const char **why);
