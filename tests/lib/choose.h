/* Every case of nested choices, each once, by counting.
 *
 *     struct chooser g = {0};
 *     while (choose_more(&g)) {
 *         unsigned a = choose(&g, 6);
 *         unsigned b = a ? choose(&g, 5) : 0;
 *         ...
 *     }
 *
 * The choices made so far are the digits of a number whose bases may depend on
 * the digits to their left; the next case is that number plus one. */
#pragma once

#include <assert.h>
#include <stdbool.h>

struct chooser {
    struct {
        unsigned value, bound;
    } digit[32];
    unsigned used;  /* digits asked for in this case */
    unsigned known; /* digits fixed by the case before */
    bool started;
};

/* Whether there is one more case; to be asked before each. */
static inline bool
choose_more(struct chooser *g)
{
    if (!g->started) {
        g->started = true;
        return true;
    }
    for (g->known = g->used; g->known > 0; g->known--) {
        if (g->digit[g->known - 1].value + 1 < g->digit[g->known - 1].bound) {
            g->digit[g->known - 1].value++;
            g->used = 0;
            return true;
        }
    }
    return false;
}

/* A number from 0 to bound - 1. */
static inline unsigned
choose(struct chooser *g, unsigned bound)
{
    assert(bound > 0 && g->used < sizeof g->digit / sizeof *g->digit);
    if (g->used == g->known) {
        g->digit[g->used].value = 0;
        g->known++;
    }
    g->digit[g->used].bound = bound;
    return g->digit[g->used++].value;
}
