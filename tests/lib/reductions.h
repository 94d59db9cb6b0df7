/*
 * Whether the explorer shows the same with each reduction, with all, and with
 * none: hazards, conditions, last states.
 */
#pragma once

#include <glib.h>

#include "sim/explore/explore.h"

struct seen {
    struct explore_eye eye;
    GHashTable *hazard; /* kind, cause, victim, severity                      */
    GHashTable *last;   /* values of registers and memory, as text            */
    GHashTable *condition; /* those of issued accesses, by operation          */
    uint64_t states, transitions;
    uint8_t end;
};

/* What a search of at most STATES (0: all) has shown. */
struct seen seen_search(struct bound *b, uint32_t reduce, uint64_t states);
void seen_clear(struct seen *s);

enum { REDUCTIONS = 3 };

struct tally {
    unsigned cases, bounded; /* looked at; too large to compare               */
    uint64_t plain, reduced[REDUCTIONS]; /* states                            */
};

/* Expects that all reductions agree with a plain search of at most STATES. */
void reductions_compare(struct bound *b, uint64_t states, const char *what,
                        struct tally *t);
void reductions_print(const char *what, const struct tally *t);
