/*
 * All states of a small bound experiment, by plain depth-first search: what the
 * judge said anywhere and how it may end, as sets of strings to be compared.
 */
#pragma once

#include <glib.h>

#include "sim/core/judge.h"

struct strings { /* each once, in order of appearance                         */
    GHashTable *known;
    GPtrArray *list;
};

struct everywhere {
    struct sink sink;
    struct strings hazard; /* "kind cause victim severity ..."                */
    struct strings end;    /* "r0=1 100000.0=2 ", zeroes left out             */
    uint32_t states;
};

void everywhere_init(struct everywhere *w);
void everywhere_clear(struct everywhere *w);

/* Adds what B shows. */
void everywhere_add(struct everywhere *w, struct bound *b);

/* A string of ONE that OTHER does not have, or NULL. */
const char *everywhere_extra(const struct strings *one,
                             const struct strings *other);
