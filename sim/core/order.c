/* Vector timestamps, or file order when there is one thread. */

#include "sim/core/order.h"

#include "sim/base/arena.h"

bool
order_before(const struct bound *b, uint32_t a, uint32_t op)
{
    const struct order *o = b->order;
    uint32_t t;

    if (a == OP_INITIAL)
        return op != OP_INITIAL;
    if (op == OP_INITIAL)
        return false;
    if (b->op[a].thread == b->op[op].thread &&
        !rule_on(b, b->op[a].agent == b->op[op].agent ? SEM_PROGRAM_ORDER
                                                      : SEM_FILE_ORDER))
        return false;
    if (!o->clock)
        return a < op;
    t = b->op[a].thread;
    return o->clock[(size_t) op * o->nthread + t] > a - b->thread_op[t];
}

struct making {
    const struct bound *b;
    uint32_t *clock;
    uint32_t *done;     /* positions of each thread that have a timestamp     */
    uint32_t *signaled; /* operation + 1 of each signal                       */
};

static void
raise(uint32_t *clock, uint32_t to)
{
    if (*clock < to)
        *clock = to;
}

/* FROM, or whatever else an adversary chose there, is known when TO happens,
 * by this rule. */
static void
join_clock(const struct making *k, uint32_t to, uint32_t from,
           enum semantic rule)
{
    const struct bound *b = k->b;
    uint32_t n = b->nthread, t = b->op[from].thread;
    uint32_t *clock = k->clock + (size_t) to * n;

    if (!rule_on(b, rule))
        return;
    for (uint32_t i = 0; i < n; i++)
        raise(&clock[i], k->clock[(size_t) from * n + i]);
    raise(&clock[t], (op_position(b, from) + 1) * b->menu[t]);
}

/* The one store a poll waits for, or OP_INITIAL; UNIQUE unless there are more
 * (R4).  An adversary may not have written, so no order comes from it. */
static uint32_t
polled_store(const struct bound *b, const struct op *poll, bool *unique)
{
    uint32_t gid = b->line[poll->line].gid + poll->gran0, op = OP_INITIAL;

    for (uint32_t v = b->version_base[gid]; v < b->version_base[gid + 1]; v++)
        if (b->version[v].op != OP_INITIAL && !b->version[v].from &&
            b->version[v].value == poll->value) {
            *unique &=
                op == OP_INITIAL ||
                (op_is_optional(b, op) && op_is_optional(b, b->version[v].op));
            op = b->version[v].op;
        }
    return op_is_optional(b, op) ? OP_INITIAL : op;
}

static bool
thread_complete(const struct making *k, uint32_t t)
{
    return k->done[t] == thread_length(k->b, t);
}

/* What must have a timestamp before operation I gets one; false if not yet. */
static bool
join_sources(const struct making *k, uint32_t i)
{
    const struct bound *b = k->b;
    const struct op *op = &b->op[i];
    uint32_t local = op_position(b, i), from;
    bool unique = true;

    if (op->thread && !local && b->thread_start[op->thread]) {
        if (k->done[0] < b->thread_start[op->thread])
            return false;
        join_clock(k, i, b->thread_op[0] + b->thread_start[op->thread] - 1,
                   SEM_THREAD_EDGES);
    }
    for (uint32_t t = 1; op->join && t < b->nthread; t++) {
        if (b->thread_start[t] != local)
            continue;
        if (!thread_complete(k, t))
            return false;
        if (k->done[t])
            join_clock(k, i, b->thread_op[t + 1] - 1, SEM_THREAD_EDGES);
    }
    if (op->kind == OP_WAIT) {
        from = k->signaled[op->arg];
        if (!from || from - 1 >= b->thread_op[b->op[from - 1].thread] +
                                     k->done[b->op[from - 1].thread])
            return false;
        join_clock(k, i, from - 1, SEM_SIGNAL_EDGE);
    }
    if (op->kind == OP_POLL) {
        from = polled_store(b, op, &unique);
        if (from == OP_INITIAL)
            return true;
        if (from >=
            b->thread_op[b->op[from].thread] + k->done[b->op[from].thread])
            return false;
        join_clock(k, i, from, SEM_POLL_EDGE);
    }
    return true;
}

static bool
stamp_next(const struct making *k, uint32_t t)
{
    const struct bound *b = k->b;
    uint32_t menu = b->menu[t], first = b->thread_op[t] + k->done[t] * menu;

    if (thread_complete(k, t))
        return false;
    for (uint32_t i = first; i < first + menu; i++) {
        if (!join_sources(k, i))
            return false;
        if (k->done[t])
            join_clock(k, i, first - 1, SEM_PROGRAM_ORDER);
    }
    k->done[t]++;
    return true;
}

/* Edges come from one operation each, or nobody could say which. */
static void
note_source(const struct making *k, uint32_t i, const char **why)
{
    const struct op *op = &k->b->op[i];
    bool unique = true;

    if (op->kind == OP_SIGNAL) {
        if (k->signaled[op->arg])
            *why = "one signal is given twice";
        k->signaled[op->arg] = i + 1;
    } else if (op->kind == OP_POLL) {
        polled_store(k->b, op, &unique);
        if (!unique)
            *why = "two stores write the value that one step awaits";
    }
}

const struct order *
order_make(const struct bound *b, struct arena *arena, const char **why)
{
    struct order *o = arena_new(arena, struct order);
    struct making k = {.b = b};
    bool moved = true;

    o->nthread = b->nthread;
    if (b->nthread == 1)
        return o;
    k.clock = arena_new_array(arena, uint32_t, (size_t) b->nop * b->nthread);
    k.done = arena_new_array(arena, uint32_t, b->nthread);
    k.signaled = arena_new_array(arena, uint32_t, b->plan->nsignal + 1u);
    for (uint32_t i = 0; i < b->nop && !*why; i++)
        note_source(&k, i, why);
    if (*why)
        return NULL;
    while (moved) {
        moved = false;
        for (uint32_t t = 0; t < b->nthread; t++)
            while (stamp_next(&k, t))
                moved = true;
    }
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!thread_complete(&k, t)) {
            *why = "threads wait for each other for ever";
            return NULL;
        }
    o->clock = k.clock;
    return o;
}
