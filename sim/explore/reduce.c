/* Which reductions one exploration may use, and their order. */

#include "sim/explore/reduce.h"

#include <stddef.h>

struct reducer *
reducer_new(const struct bound *b, uint32_t reduce)
{
    (void) b;
    (void) reduce;
    return NULL;
}

void
reducer_free(struct reducer *r)
{
    (void) r;
}

bool
reducer_enough(const struct reducer *r, const cell *m, struct event e)
{
    (void) r;
    (void) m;
    (void) e;
    return false;
}

void
reducer_settle(const struct reducer *r, cell *m)
{
    (void) r;
    (void) m;
}
