/* Trying the points: whether every name exists where it is used, every access
 * is mapped and inside, and nothing overlaps, depends on the parameters that
 * decide what there is.  Their product is walked; the others stay at their
 * first value. */
#include "sim/lang/check.h"

enum { TRY_POINTS = 65536, TRY_FAILURES = 16 };

/* The next point, the last parameter first; false after the last one. */
static bool
next_point(const struct script *s, struct point *at)
{
    for (guint i = s->params->len; i-- > 0;) {
        const struct param *p = &g_array_index(s->params, struct param, i);

        if (!p->shapes)
            continue;
        if (++at->value[i] < p->nvalue)
            return true;
        at->value[i] = 0;
    }
    return false;
}

void
check_points(struct checker *k)
{
    struct point at = {0};
    struct arena arena;
    unsigned failures = 0;
    uint32_t n = 0;

    arena_init(&arena, 0);
    do {
        arena_reset(&arena);
        failures += !script_elaborate(k->s, &at, &arena, k->sink);
    } while (next_point(k->s, &at) && ++n < TRY_POINTS &&
             failures < TRY_FAILURES);
    arena_clear(&arena);
}
