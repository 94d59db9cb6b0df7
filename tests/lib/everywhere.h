/*
 * All states of a small bound experiment, by plain depth-first search: what the
 * judge said anywhere and how it may end, as sets of strings to be compared.
 */
#pragma once

#include <glib.h>

#include "sim/core/judge.h"

struct everywhere {
    struct sink sink;
    GHashTable *hazard; /* "kind cause victim severity ..."                  */
    GHashTable *end;    /* "r0=1 r1=- 0x100000=2"                            */
    uint32_t states;
};

void everywhere_init(struct everywhere *w);
void everywhere_clear(struct everywhere *w);

/* Adds what B shows. */
void everywhere_add(struct everywhere *w, struct bound *b);

/* A string of ONE that OTHER does not have, or NULL. */
const char *everywhere_extra(GHashTable *one, GHashTable *other);
