/*
 * A set of packed states, each with a number: the order in which it was first
 * stored.  The array of states is queue and store at once; a table of
 * {tag, number} finds one again, comparing whole states.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct states {
    uint64_t *state; /* [nstate][nwords]                                      */
    struct slot {
        uint32_t tag, index; /* number + 1; 0: empty                          */
    } * table;
    uint64_t mask, nstate, cap;
    uint32_t nwords;
};

void states_init(struct states *s, uint32_t nwords);
void states_clear(struct states *s);

uint64_t states_hash(const struct states *s, const uint64_t *w);

/* Stores W, whose hash it is, if it is new. */
void states_add(struct states *s, const uint64_t *w, uint64_t hash);

/* Starts fetching what states_add() will look at: first the table, later the
 * state it points to. */
static inline void
states_fetch_slot(const struct states *s, uint64_t hash)
{
    __builtin_prefetch(&s->table[hash & s->mask]);
}

static inline void
states_fetch_state(const struct states *s, uint64_t hash)
{
    uint32_t index = s->table[hash & s->mask].index;

    if (index)
        __builtin_prefetch(s->state + (uint64_t) (index - 1) * s->nwords);
}

/* Memory taken, all together. */
size_t states_bytes(const struct states *s);
