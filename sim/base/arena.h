/* Memory that is given back all at once: for syntax trees and for what is
 * computed for each parameter point.
 *
 * What is allocated is zero and aligned for any type.  Beyond its limit an
 * arena gives NULL and remembers it (arena_full()); an arena without a limit
 * never does, memory that runs out ends the program as everywhere. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *first, *current;
    size_t used;  /* bytes given out since the last reset, with alignment */
    size_t limit; /* of used; 0: none */
    bool full;
};

void arena_init(struct arena *a, size_t limit);

/* Give back all memory; the arena may be used again. */
void arena_clear(struct arena *a);

/* Forget everything allocated but keep the memory for the next round. */
void arena_reset(struct arena *a);

void *arena_alloc(struct arena *a, size_t size);

/* count things of size each; NULL also if the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* A terminated copy of text[0..length). */
char *arena_text(struct arena *a, const char *text, size_t length);

/* Whether an allocation was refused since the last reset. */
bool arena_full(const struct arena *a);

#define arena_new(a, type) ((type *) arena_alloc((a), sizeof(type)))
#define arena_new_array(a, type, count)                                        \
    ((type *) arena_array((a), (count), sizeof(type)))
