/*
 * A control plane as two words: everything of it that a machine can come to
 * know; reasons are left out.  Two bounds of one plan on one platform with
 * equal digests do the same, whatever their policies say.
 */
#pragma once

#include <stdint.h>

struct bound;

struct control_digest {
    uint64_t low, high;
};

/* Closed and answered before. */
struct control_digest control_digest(const struct bound *b);
