/* Arrays in segments. */

#include "sim/explore/segments.h"

#include <glib.h>

enum { FIRST = 16 }; /* items at first: most columns stay small               */

/* Pointers double in number, so their number is known from nsegment. */
static uint32_t
pointers(const struct segments *c)
{
    uint32_t n = 1;

    while (n < c->nsegment)
        n *= 2;
    return c->nsegment ? n : 0;
}

static void
add_segment(struct segments *c, uint32_t items)
{
    if (c->nsegment == pointers(c))
        c->segment = g_renew(char *, c->segment,
                             c->nsegment ? 2 * (size_t) c->nsegment : 1);
    c->segment[c->nsegment++] = g_malloc(items * c->width);
}

void
segments_grow(struct segments *c, uint32_t n)
{
    while (c->width && c->room < n) {
        if (!c->nsegment) {
            add_segment(c, FIRST);
            c->room = FIRST;
        } else if (c->room < SEGMENT) {
            c->room *= 2;
            c->segment[0] = g_realloc(c->segment[0], c->room * c->width);
        } else {
            add_segment(c, SEGMENT);
            c->room += SEGMENT;
        }
    }
}

void
segments_drop(struct segments *c, uint32_t n)
{
    for (; c->dropped < n / SEGMENT; c->dropped++) {
        g_free(c->segment[c->dropped]);
        c->segment[c->dropped] = NULL;
    }
}

void
segments_clear(struct segments *c)
{
    for (uint32_t i = 0; i < c->nsegment; i++)
        g_free(c->segment[i]);
    g_free(c->segment);
    *c = (struct segments){.width = c->width};
}

size_t
segments_bytes(const struct segments *c)
{
    return (c->room - (size_t) c->dropped * SEGMENT) * c->width +
           pointers(c) * sizeof *c->segment;
}
