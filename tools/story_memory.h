/*
 * Memory in words, as a told replay and a witness name it.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/bound.h"

struct span_of { /* bytes of a region                                         */
    uint32_t region;
    uint64_t from, to;
};

struct span_of granule_span(const struct bound *b, uint32_t line,
                            uint32_t gran);
struct span_of line_span(const struct bound *b, uint32_t line);

/* "buf", "buf+8", "buf[0..4096]". */
const char *span_words(const struct bound *b, struct span_of s,
                       struct arena *a);

/* Where a line lives when no cache holds it: "memory", "the device". */
const char *home_words(const struct bound *b, uint32_t line);
