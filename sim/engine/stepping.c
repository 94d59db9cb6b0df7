/* A player that is told what comes next. */

#include "sim/engine/stepping.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/engine/player.h"

bool
stepping_possible(const struct bound *b)
{
    const uint64_t *key = b->platform->key;
    struct arena arena;
    bool idle = true;

    arena_init(&arena, 0);
    for (unsigned h = 0; h < 2; h++) {
        struct capacity c;

        capacity_init(&c, b, key[h ? PK_CACHE_SETS : PK_LLC_SETS],
                      key[h ? PK_CACHE_WAYS : PK_LLC_WAYS], &arena);
        idle &= c.idle;
    }
    arena_clear(&arena);
    return idle;
}

static void
pass_on(struct sink *to, const struct bound *b, const cell *m,
        const struct txn *t)
{
    struct player *p = (struct player *) to;

    p->o->also->hear(p->o->also, b, m, t);
}

bool
stepping_take(const struct bound *b, cell *m, uint32_t step, struct sink *to)
{
    const struct replay_options o = {.also = to};
    uint32_t next_step = 0, end = b->step_op[step] + b->step_nop[step];
    struct player p = {
        .sink = {pass_on, to->deaf},
        .b = b,
        .o = &o,
        .m = m,
        .next_step = &next_step
    };

    m[b->at.pc] = b->step_op[step] - b->thread_op[0];
    while (m[b->at.pc] < end - b->thread_op[0])
        if (!player_advance(&p, 0))
            return false;
    return true;
}

void
stepping_unasked(const struct bound *b, cell *m, uint32_t number,
                 struct sink *to)
{
    const struct replay_options o = {.also = to};
    bool idle[256]; /* only to be written                                     */
    struct replay_result r = {.idle = idle};
    struct player p = {
        .sink = {pass_on, to->deaf},
          .b = b, .o = &o, .m = m, .r = &r
    };

    player_unasked(&p, number);
}
