/* Breadth-first search, level by level and block by block. */

#include <glib.h>
#include <math.h>
#include <string.h>

#include "sim/core/control.h"
#include "sim/explore/pool.h"
#include "sim/explore/search.h"

/* Fewer chunks than this are no work for several threads. */
enum { CHUNKS_SHARED = 4, JOBS_MAX = 64 };

struct search {
    struct explored *x;
    const struct explore_options *o;
    const struct explore_visitor *v;
    struct explore_result r;
    struct pool *pool; /* NULL until a block is large enough                  */
    struct expander *expander[JOBS_MAX];
    struct chunk *chunk; /* [CHUNKS]                                          */
    unsigned jobs;
    uint32_t id, n, nchunk; /* the block: its first state, states, chunks     */
    uint64_t widest;        /* most transitions of any block                  */
    gint next; /* chunk or shard to be taken by the next idle thread          */
};

/* -------------------------------------------------------------- one block */

static void
expand_some(void *to, unsigned i)
{
    struct search *s = to;
    uint32_t c;

    while ((c = (uint32_t) g_atomic_int_add(&s->next, 1)) < s->nchunk)
        expand(s->expander[i], s->id + c * CHUNK, MIN(CHUNK, s->n - c * CHUNK),
               &s->chunk[c]);
}

struct run { /* a chunk's records for one shard                               */
    const uint64_t *record;
    uint32_t n;
};

static struct run
run_of(const struct search *s, uint32_t c, uint32_t shard)
{
    const struct chunk *k = &s->chunk[c];
    uint32_t from = k->start[shard];

    return (struct run){k->record + (size_t) from * (1 + s->x->store.nwords),
                        k->start[shard + 1] - from};
}

/* Adds each chunk's run in turn; those of the next two chunks are on their
 * way. */
static void
store_shard_of(struct search *s, uint32_t shard)
{
    struct store *store = &s->x->store;
    struct run run[3] = {{0}};

    for (uint32_t c = 0; c < s->nchunk + 2; c++) {
        run[0] = run[1];
        run[1] = run[2];
        run[2] = c < s->nchunk ? run_of(s, c, shard) : (struct run){0};
        store_fetch_slots(store, shard, run[2].record, run[2].n);
        store_fetch_states(store, shard, run[1].record, run[1].n);
        if (c < 2)
            continue;
        store_add(store, shard, run[0].record, run[0].n,
                  s->id + (c - 2) * CHUNK);
        numbers_note(&s->x->numbers, c - 2, shard, store->shard[shard].n);
    }
}

static void
store_some(void *to, unsigned i)
{
    struct search *s = to;
    uint32_t shard;

    (void) i;
    while ((shard = (uint32_t) g_atomic_int_add(&s->next, 1)) < SHARDS)
        store_shard_of(s, shard);
}

static struct expander *
new_expander(struct search *s, unsigned i)
{
    const struct explore_visitor *v = s->v;

    return expander_new(s->x, v->eye ? v->eye(v->to, i) : NULL, v);
}

static void
together(struct search *s, void (*work)(void *to, unsigned i))
{
    s->next = 0;
    if (s->jobs == 1 || s->nchunk < CHUNKS_SHARED) {
        work(s, 0);
        return;
    }
    if (!s->pool) {
        control_answer(s->x->b);
        for (unsigned i = 1; i < s->jobs; i++)
            s->expander[i] = new_expander(s, i);
        s->pool = pool_new(s->jobs);
    }
    pool_run(s->pool, work, s);
}

/* Whether every shard can take that many more states. */
static bool
shards_have_room(const struct store *s, uint64_t more)
{
    for (uint32_t i = 0; i < SHARDS; i++)
        if (s->shard[i].n + more > SHARD_MAX)
            return false;
    return true;
}

/* False, and nothing is done, if the store could not hold it. */
static bool
take_block(struct search *s)
{
    uint64_t transitions = 0;

    s->nchunk = (s->n + CHUNK - 1) / CHUNK;
    together(s, expand_some);
    for (uint32_t c = 0; c < s->nchunk; c++)
        transitions += s->chunk[c].transitions;
    if (!shards_have_room(&s->x->store, transitions))
        return false;
    numbers_open(&s->x->numbers, s->nchunk);
    together(s, store_some);
    numbers_close(&s->x->numbers, s->nchunk);
    s->widest = MAX(s->widest, transitions);
    s->r.transitions += transitions;
    return true;
}

/* ------------------------------------------------------------- the search */

/* What grows with the states; what a block makes is told by its transitions,
 * not by what threads happened to allocate. */
static uint64_t
bytes_now(const struct search *s)
{
    const struct explored *x = s->x;

    return store_bytes(&x->store) + segments_bytes(&x->numbers.group) +
           s->widest * (1 + x->store.nwords) * sizeof(uint64_t);
}

static uint64_t
states_limit(const struct search *s)
{
    return s->o->max_states ? s->o->max_states : UINT32_MAX - 1;
}

/* Counts after a block; why to end, if there is more to expand. */
static enum explore_end
after_block(struct search *s)
{
    struct explore_result *r = &s->r;
    const struct explore_options *o = s->o;
    struct explore_progress p;
    bool go_on;

    r->states = s->x->numbers.nstate;
    r->frontier = r->states - s->id - s->n;
    r->bytes = bytes_now(s);
    p = (struct explore_progress){r->states, r->transitions, r->frontier,
                                  r->bytes, r->depth};
    go_on = !s->v->block || s->v->block(s->v->to, &p);
    if (!r->frontier)
        return EXPLORE_COMPLETE;
    if (o->stop && __atomic_load_n(o->stop, __ATOMIC_RELAXED))
        return EXPLORE_INTERRUPTED;
    if (!go_on)
        return EXPLORE_STOPPED;
    if (r->states > states_limit(s))
        return EXPLORE_STATES;
    if (o->max_bytes && r->bytes > o->max_bytes)
        return EXPLORE_BYTES;
    return EXPLORE_COMPLETE;
}

/* Shorter blocks near the limit, so that it is not passed by far. */
static uint32_t
block_size(const struct search *s)
{
    uint64_t left = states_limit(s) - MIN(states_limit(s), s->r.states);

    return (uint32_t) CLAMP(left, CHUNK, BLOCK);
}

/* States from number FROM to the last so far. */
static enum explore_end
take_level(struct search *s, uint32_t from)
{
    uint32_t to = s->x->numbers.nstate;
    enum explore_end end = EXPLORE_COMPLETE;

    while (from < to && end == EXPLORE_COMPLETE) {
        s->id = from;
        s->n = MIN(to - from, block_size(s));
        if (!take_block(s))
            return EXPLORE_STATES;
        from += s->n;
        if (from == to)
            s->r.depth++;
        end = after_block(s);
    }
    return end;
}

/* Compact: states are kept only until they are expanded. */
static void
forget(struct store *s, const uint32_t end[SHARDS])
{
    for (uint32_t i = 0; s->compact && i < SHARDS; i++)
        segments_drop(&s->shard[i].state, end[i]);
}

static void
take_levels(struct search *s)
{
    struct explored *x = s->x;
    uint32_t done = 0, max = s->o->max_depth;

    while (s->r.end == EXPLORE_COMPLETE && done < x->numbers.nstate) {
        uint32_t from = done, end[SHARDS];

        if (max && s->r.depth == max) {
            s->r.end = EXPLORE_DEPTH;
            return;
        }
        done = x->numbers.nstate;
        memcpy(end, numbers_ends(&x->numbers), sizeof end);
        s->r.end = (uint8_t) take_level(s, from);
        forget(&x->store, end);
    }
}

/* ------------------------------------------------------ beginning and end */

static void
add_first(struct explored *x)
{
    uint32_t n = x->b->nwords;
    uint64_t *record = g_new0(uint64_t, 1 + n), hash;
    cell *m = g_new0(cell, x->b->at.ncell);

    machine_start(x->b, m);
    if (x->reducer)
        reducer_settle(x->reducer, m);
    squeeze(x->b, m, record + 1);
    hash = store_hash(record + 1, n);
    record[0] = (uint32_t) hash;
    store_add(&x->store, store_shard(hash), record, 1, 0);
    numbers_open(&x->numbers, 1);
    for (uint32_t i = 0; i < SHARDS; i++)
        numbers_note(&x->numbers, 0, i, x->store.shard[i].n);
    numbers_close(&x->numbers, 1);
    x->first = g_memdup2(record + 1, n * sizeof *record);
    g_free(record);
    g_free(m);
}

static struct explored *
explored_new(struct bound *b, const struct explore_options *o)
{
    struct explored *x = g_new0(struct explored, 1);

    x->b = b;
    x->reduce = o->reduce & REDUCE_ALL;
    x->reducer = x->reduce ? reducer_new(b, x->reduce) : NULL;
    store_init(&x->store, b->nwords, b->max_events, o->compact);
    numbers_init(&x->numbers);
    add_first(x);
    return x;
}

/* States taken for another because their 64 bits are equal, by the birthday
 * estimate. */
static double
expected_lost(double n)
{
    return ldexp(n * (n - 1), -65);
}

static void
search_end(struct search *s)
{
    if (s->pool)
        pool_free(s->pool);
    for (unsigned i = 0; i < s->jobs; i++)
        expander_free(s->expander[i]);
    for (uint32_t c = 0; c < CHUNKS; c++)
        g_free(s->chunk[c].record);
    g_free(s->chunk);
}

struct explore_result
explore(struct bound *b, const struct explore_options *o,
        const struct explore_visitor *v)
{
    struct search s = {.o = o, .v = v, .r = {.end = EXPLORE_COMPLETE}};

    if (!squeeze_prepare(b))
        return (struct explore_result){.end = EXPLORE_IMPOSSIBLE,
                                       .why = CONFIGS_TOO_MANY};
    s.jobs = CLAMP(o->jobs, 1, JOBS_MAX);
    s.x = s.r.seen = explored_new(b, o);
    s.r.states = s.r.frontier = 1;
    s.chunk = g_new0(struct chunk, CHUNKS);
    s.expander[0] = new_expander(&s, 0);
    take_levels(&s);
    if (o->compact)
        s.r.lost = expected_lost((double) s.r.states);
    search_end(&s);
    return s.r;
}

void
explored_free(struct explored *x)
{
    if (!x)
        return;
    store_clear(&x->store);
    numbers_clear(&x->numbers);
    reducer_free(x->reducer);
    g_free(x->first);
    g_free(x);
}
