#include "sim/base/arena.h"

#include <glib.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK_MIN = 64 << 10 };

struct arena_block {
    struct arena_block *next;
    size_t size, used; /* of data */
    alignas(max_align_t) unsigned char data[];
};

void
arena_init(struct arena *a, size_t limit)
{
    *a = (struct arena){.limit = limit};
}

void
arena_clear(struct arena *a)
{
    struct arena_block *next;

    for (struct arena_block *b = a->first; b; b = next) {
        next = b->next;
        g_free(b);
    }
    arena_init(a, a->limit);
}

void
arena_reset(struct arena *a)
{
    for (struct arena_block *b = a->first; b; b = b->next)
        b->used = 0;
    a->current = a->first;
    a->used = 0;
    a->full = false;
}

/* A block with room for size bytes: the current one, one kept from before the
 * last reset, or a new one, larger each time so that there are few. */
static struct arena_block *
room_for(struct arena *a, size_t size)
{
    struct arena_block *b = a->current;
    struct arena_block *last = b;
    size_t wanted;

    for (; b; last = b, b = b->next)
        if (b->size - b->used >= size)
            return b;

    wanted = MAX(size, last ? last->size * 2 : (size_t) BLOCK_MIN);
    b = g_malloc(sizeof *b + wanted);
    *b = (struct arena_block){.size = wanted};
    if (last)
        last->next = b;
    else
        a->first = b;
    return b;
}

void *
arena_alloc(struct arena *a, size_t size)
{
    const size_t align = alignof(max_align_t);
    struct arena_block *b;
    void *p;

    if (size > SIZE_MAX / 4 ||
        (a->limit && size > a->limit - MIN(a->used, a->limit))) {
        a->full = true;
        return NULL;
    }
    size = (MAX(size, 1) + align - 1) / align * align;
    b = room_for(a, size);
    p = b->data + b->used;
    b->used += size;
    a->current = b;
    a->used += size;
    return memset(p, 0, size);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size) {
        a->full = true;
        return NULL;
    }
    return arena_alloc(a, count * size);
}

char *
arena_text(struct arena *a, const char *text, size_t length)
{
    char *copy = arena_alloc(a, length + 1);

    if (copy && length > 0)
        memcpy(copy, text, length);
    return copy;
}

bool
arena_full(const struct arena *a)
{
    return a->full;
}
