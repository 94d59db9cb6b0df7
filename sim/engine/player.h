/* A replay under way.  Internal to the engine. */
#pragma once

#include "sim/base/rng.h"
#include "sim/engine/capacity.h"
#include "sim/engine/collect.h"
#include "sim/engine/timing.h"

struct player {
    struct sink sink; /* first: the machine's sink is the player              */
    const struct bound *b;
    const struct replay_options *o;
    cell *m;
    struct replay_result *r;
    struct collector collector;
    struct timing timing;
    struct capacity *cache; /* [ncpu + 1], the last level first               */
    bool caches_idle;
    struct event
        *events; /* with a seed or a whole schedule: the enabled ones */
    struct rng rng;
    struct leaving { /* lines that capacity pushes out after this event       */
        uint32_t line;
        uint8_t holder;
    } leaving[16];
    uint32_t nleaving;
    uint32_t *next_step; /* [nthread] steps of the thread that are done       */
    bool took;  /* something happened since this was last cleared             */
    bool whole; /* the plan's events are the whole schedule                   */
};

/* One event, and what capacity pushes out because of it. */
void player_take(struct player *p, struct event e);

/* One operation of THREAD, whatever it takes; false if it must wait for another
 * thread. */
bool player_advance(struct player *p, uint32_t thread);

/* All events of the plan, one after the other; where one cannot happen at its
 * turn, result.wrong_event says so and the rest is left. */
void player_follow(struct player *p);

/* Event NUMBER of the plan, as far as there is anything to happen. */
void player_unasked(struct player *p, uint32_t number);
