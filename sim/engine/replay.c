/* One schedule: file order, drains after each step, LRU evictions. */

#include "sim/engine/replay.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/core/access.h"
#include "sim/engine/player.h"
#include "sim/engine/schedule.h"

/* ------------------------------------------------------------- observing */

static void
note_use(struct player *p, uint32_t holder, uint32_t line)
{
    uint32_t leaves = capacity_use(&p->cache[holder], p->b, line);

    if (leaves != UINT32_MAX &&
        p->nleaving < sizeof p->leaving / sizeof *p->leaving)
        p->leaving[p->nleaving++] = (struct leaving){leaves, (uint8_t) holder};
}

static void
hear_capacity(struct player *p, const struct txn *t)
{
    const struct bound *b = p->b;

    if (t->kind == TX_FILL && t->holder == HOLDER_LLC)
        note_use(p, HOLDER_LLC_INDEX, t->line);
    if (t->kind == TX_WRITE_CACHE && t->holder == HOLDER_LLC)
        note_use(p, HOLDER_LLC_INDEX, t->line);
    else if (t->kind == TX_FILL || t->kind == TX_WRITE_CACHE)
        note_use(p, 1u + b->agent_cpu[t->agent], t->line);
    else if (t->kind == TX_READ && t->holder == HOLDER_CACHE &&
             b->agent_cpu[t->agent] == t->owner) /* not a peer's copy */
        note_use(p, 1u + t->owner, t->line);
    else if (t->kind == TX_VICTIM)
        note_use(p, HOLDER_LLC_INDEX, t->line);
    else if (t->kind == TX_INVALIDATE)
        capacity_drop(&p->cache[t->holder == HOLDER_LLC ? 0 : 1u + t->owner], b,
                      t->line);
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct player *p = (struct player *) to;

    if (t->kind != TX_ISSUE || p->o->conditions)
        collect_hear(&p->collector, b, m, t);
    if (!(TIMELESS_KINDS >> t->kind & 1) && !p->o->no_timing)
        timing_hear(&p->timing, b, t);
    if (!p->caches_idle)
        hear_capacity(p, t);
    if (p->o->also)
        p->o->also->hear(p->o->also, b, m, t);
}

/* ---------------------------------------------------------------- moving */

void
player_take(struct player *p, struct event e)
{
    p->took = true;
    machine_step(p->b, p->m, e, &p->sink);
    while (p->nleaving) {
        struct leaving out = p->leaving[--p->nleaving];
        cell *ln = line_cells(p->b, p->m, out.line);

        if (holder_cells(p->b, ln, out.holder)[0] != LINE_I)
            machine_step(p->b, p->m,
                         (struct event){EV_EVICT, out.holder, 0, out.line},
                         &p->sink);
    }
}

/* One chunk of a CPU's oldest WC buffer leaves. */
static bool
drain_one(struct player *p, uint32_t cpu)
{
    const cell *w;
    struct event e = {EV_WC_DRAIN, (uint8_t) cpu, 0, DRAIN_ALL};

    if (!p->b->nwcb)
        return false;
    w = wcb_cells(p->b, p->m, cpu, 0);
    if (!w[0])
        return false;
    if (!wcb_whole(p->b, w))
        for (e.line = 0; !w[2 + e.line];)
            e.line++;
    player_take(p, e);
    return true;
}

/* What nobody waits for in this schedule leaves at some time all the same: a
 * thread may be waiting for the data. */
static bool
drain_any(struct player *p)
{
    bool stuck = false;

    for (uint32_t t = 0; t < p->b->nthread; t++)
        stuck |= !machine_thread_done(p->b, p->m, t);
    for (uint32_t cpu = 0; stuck && cpu < p->b->ncpu; cpu++)
        if (drain_one(p, cpu))
            return true;
    return false;
}

static bool
perform_one(struct player *p, uint32_t window)
{
    for (uint32_t s = 0; s < p->b->depth; s++) {
        if (!window_cells(p->b, p->m, window, s)[0])
            return false;
        if (machine_can_perform(p->b, p->m, window, s)) {
            player_take(p, (struct event){EV_PERFORM, (uint8_t) window,
                                          (uint16_t) s, 0});
            return true;
        }
    }
    return false;
}

/* A window empties; what a CPU's waits for in WC buffers drains. */
static void
settle(struct player *p, uint32_t window)
{
    while (p->b->depth && window_cells(p->b, p->m, window, 0)[0])
        if (!perform_one(p, window) && !drain_one(p, window))
            return;
}

/* Something in a window performs, or what it waits for drains. */
static bool
empty_one(struct player *p)
{
    const struct bound *b = p->b;

    for (uint32_t w = 0; w < b->nwindow; w++)
        if (perform_one(p, w))
            return true;
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (b->depth && window_cells(b, p->m, cpu, 0)[0] && drain_one(p, cpu))
            return true;
    return false;
}

/* The operation that a thread, no adversary, comes to next. */
static inline uint32_t
next_of(const struct player *p, uint32_t thread)
{
    return p->b->thread_op[thread] + p->m[p->b->at.pc + thread];
}

/* Data that another agent is to see leaves a CPU's buffers. */
static bool
hand_over_one(struct player *p, const struct op *op)
{
    for (uint32_t c = 0; c < p->b->ncpu; c++)
        if (!machine_buffers_handed_over(p->b, p->m, c, op) && drain_one(p, c))
            return true;
    return false;
}

/* Something is made to happen that the next operation of THREAD may wait for;
 * false if there is nothing. */
static bool
relieve(struct player *p, uint32_t thread)
{
    const struct bound *b = p->b;
    const struct op *op = &b->op[next_of(p, thread)];
    uint32_t cpu = b->agent_cpu[op->agent];

    for (uint32_t w = 0; w < b->nwindow; w++)
        if (perform_one(p, w))
            return true;
    if (hand_over_one(p, op))
        return true;
    if (cpu != 0xff && op->kind != OP_WAIT && op->kind != OP_POLL &&
        drain_one(p, cpu))
        return true;
    return empty_one(p);
}

static void
scheduled(struct player *p, uint32_t thread)
{
    const struct plan *plan = p->b->plan;

    for (uint32_t i = 0; i < plan->nevent; i++)
        if (plan->event[i].thread == thread &&
            plan->event[i].before == p->next_step[thread])
            player_unasked(p, i);
}

/* With a seed, one operation in four is followed by something unasked. */
static void
draw(struct player *p)
{
    uint32_t n, issue = 0;

    if (!p->o->seed || rng_below(&p->rng, 4))
        return;
    n = machine_enabled(p->b, p->m, p->events);
    while (issue < n && p->events[issue].kind == EV_ISSUE)
        issue++;
    if (issue < n)
        player_take(p, p->events[issue + rng_below(&p->rng, n - issue)]);
}

/* -------------------------------------------------------------- running */

static void
end_step(struct player *p, uint32_t thread, uint32_t step)
{
    const struct bound *b = p->b;

    for (uint32_t w = 0; w < b->nwindow; w++)
        settle(p, w);
    if (p->o->settled)
        p->o->settled(p->o->to, step, p->m);
    p->next_step[thread]++;
    if (b->plan->nevent && !p->whole)
        scheduled(p, thread);
}

/* Whether the thread's CPU awaits a value: what comes after could perform
 * before, but this schedule is the plain one. */
static bool
awaits_still(const struct player *p, uint32_t thread)
{
    const struct bound *b = p->b;
    uint32_t cpu = b->agent_cpu[b->op[next_of(p, thread)].agent];

    for (uint32_t s = 0; b->late_loads && cpu != 0xff && s < b->depth; s++) {
        const cell *w = window_cells(b, p->m, cpu, s);

        if (!w[0])
            break;
        if (b->op[w[0] - 1].kind == OP_POLL)
            return true;
    }
    return false;
}

bool
player_advance(struct player *p, uint32_t thread)
{
    const struct bound *b = p->b;
    uint32_t step = b->op[next_of(p, thread)].step;

    p->collector.step = step;
    while (awaits_still(p, thread) || !machine_can_issue(b, p->m, thread, 0))
        if (!relieve(p, thread))
            return false;
    player_take(p, (struct event){EV_ISSUE, 0, (uint16_t) thread, 0});
    if (p->o->seed)
        draw(p);
    if (next_of(p, thread) == b->step_op[step] + b->step_nop[step])
        end_step(p, thread, step);
    return true;
}

/* Round robin over the threads that have something to do. */
static bool
round_robin(struct player *p)
{
    bool moved = false;

    for (uint32_t t = 0; t < p->b->nthread; t++) {
        const struct bound *b = p->b;

        if (machine_thread_done(b, p->m, t) ||
            (t && p->m[b->at.pc] != b->thread_start[t]))
            continue;
        if (b->choice_cell[t]) { /* does nothing here */
            player_take(p,
                        (struct event){EV_ISSUE, 0, (uint16_t) t, b->menu[t]});
            moved = true;
        } else if (player_advance(p, t)) {
            moved = true;
        }
    }
    return moved;
}

static void
play(struct player *p)
{
    const struct bound *b = p->b;
    bool moved = true;

    if (p->whole)
        player_follow(p);
    while (p->whole && empty_one(p))
        continue;
    for (uint32_t t = 0; b->plan->nevent && !p->whole && t < b->nthread; t++)
        scheduled(p, t);
    while (moved && b->nthread == 1)
        moved = !machine_thread_done(b, p->m, 0) && player_advance(p, 0);
    while (moved)
        moved = round_robin(p) || drain_any(p);
    p->r->stuck_step = UINT32_MAX;
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!machine_thread_done(b, p->m, t))
            p->r->stuck_step = b->op[next_of(p, t)].step;
    for (uint32_t i = 0; b->late_loads && i < b->ncpu * b->depth; i++) {
        cell w = window_cells(b, p->m, i / b->depth, i % b->depth)[0];

        if (w)
            p->r->stuck_step = b->op[w - 1].step;
    }
}

static void
prepare(struct player *p, struct arena *arena)
{
    const struct bound *b = p->b;
    const uint64_t *key = b->platform->key;

    p->m = arena_new_array(arena, cell, b->at.ncell);
    p->next_step = arena_new_array(arena, uint32_t, b->nthread);
    p->cache = arena_new_array(arena, struct capacity, b->ncpu + 1u);
    p->caches_idle = true;
    for (uint32_t h = 0; h <= b->ncpu; h++) {
        capacity_init(&p->cache[h], b, key[h ? PK_CACHE_SETS : PK_LLC_SETS],
                      key[h ? PK_CACHE_WAYS : PK_LLC_WAYS], arena);
        p->caches_idle &= p->cache[h].idle;
    }
    timing_init(&p->timing, b->plan->nagent, arena);
    p->whole = schedule_is_whole(b->plan);
    if (b->plan->nevent && !p->whole)
        p->r->idle = arena_new_array(arena, bool, b->plan->nevent);
    if (p->o->seed || p->whole)
        p->events = arena_new_array(arena, struct event, b->max_events);
    if (p->o->seed)
        rng_seed(&p->rng, p->o->seed);
    machine_start(b, p->m);
}

struct replay_result
replay(const struct bound *b, struct arena *arena,
       const struct replay_options *o)
{
    struct replay_result r = {.wrong_event = UINT32_MAX};
    struct player p = {.sink = {hear}, .b = b, .o = o, .r = &r};

    if (!o->also)
        p.sink.deaf = TIMELESS_KINDS & ~(JUDGED_KINDS | COLLECTED_KINDS);
    p.collector = (struct collector){.arena = arena, .r = &r, .o = o};
    prepare(&p, arena);
    play(&p);
    r.agent_cycles = arena_new_array(arena, uint64_t, b->plan->nagent + 1u);
    for (uint32_t a = 0; a <= b->plan->nagent; a++) {
        r.agent_cycles[a] = timing_of(&p.timing, a);
        if (r.agent_cycles[a] > r.cycles)
            r.cycles = r.agent_cycles[a];
    }
    r.end = p.m;
    return r;
}

bool
replay_register(const struct bound *b, const struct replay_result *r,
                uint16_t reg, uint64_t *value)
{
    cell c = r->end[b->at.reg + reg];

    if (!c)
        return false;
    *value = machine_value(b, r->end, c - 1);
    return true;
}
