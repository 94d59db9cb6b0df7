/*
 * A growing array of items of one width, in segments: nothing is copied when a
 * large one grows, little of it stands empty, and what is not needed any more
 * can go from the front.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { SEGMENT = 1024 }; /* items                                             */

struct segments {
    char **segment;
    size_t width;  /* bytes of an item; 0: nothing is kept */
    uint32_t room; /* items there is memory for, from the start   */
    uint32_t nsegment, dropped; /* segments; how many of the first are gone */
};

/* Makes room for items 0 to N - 1. */
void segments_grow(struct segments *c, uint32_t n);

/* Forgets items before N, in whole segments. */
void segments_drop(struct segments *c, uint32_t n);

void segments_clear(struct segments *c);
size_t segments_bytes(const struct segments *c);

static inline void *
segments_at(const struct segments *c, uint32_t i)
{
    return c->segment[i / SEGMENT] + i % SEGMENT * c->width;
}
