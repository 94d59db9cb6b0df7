/* Successors of a chunk of states. */

#include <glib.h>
#include <string.h>

#include "sim/explore/change.h"
#include "sim/explore/search.h"

/* States remembered to drop those that come again: at first, and when there
 * are that many times as many.  States near to each other lead to the same, so
 * some thousand are enough for every other one to be dropped. */
enum { LATELY = 256, LATELY_LARGE = 8192, LATELY_GROWS = 8 };

struct expander {
    const struct explored *x;
    const struct bound *b;
    struct explore_eye *eye;
    void (*state)(struct explore_eye *eye, const struct bound *b, const cell *m,
                  uint32_t id, uint32_t nevent);
    cell *m, *next; /* equal between transitions                              */
    struct event *event;
    uint64_t *record; /* successors as they come                              */
    uint8_t *shard;   /* of each                                              */
    size_t room;      /* records                                              */
    uint32_t nrecord, nwords;
    uint64_t *lately; /* [nlately][nwords] states made before                 */
    uint32_t nlately; /* a power of two                                       */
};

/* The first state is stored already, so it fills empty places. */
static void
remember(struct expander *k, uint32_t n)
{
    size_t bytes = k->nwords * sizeof *k->lately;

    g_free(k->lately);
    k->lately = g_malloc_n(n, bytes);
    k->nlately = n;
    for (uint32_t i = 0; i < n; i++)
        memcpy(k->lately + (size_t) i * k->nwords, k->x->first, bytes);
}

struct expander *
expander_new(const struct explored *x, struct explore_eye *eye,
             const struct explore_visitor *v)
{
    struct expander *k = g_new0(struct expander, 1);
    const struct bound *b = x->b;

    k->x = x;
    k->b = b;
    k->eye = eye;
    k->state = v->state;
    k->nwords = b->nwords;
    k->m = g_new0(cell, cells_room(b));
    k->next = g_new0(cell, cells_room(b));
    k->event = g_new(struct event, b->max_events);
    remember(k, LATELY);
    return k;
}

void
expander_free(struct expander *k)
{
    if (!k)
        return;
    g_free(k->m);
    g_free(k->next);
    g_free(k->event);
    g_free(k->record);
    g_free(k->shard);
    g_free(k->lately);
    g_free(k);
}

/* Takes one event of the state in k->m, which packs to FROM. */
static void
take(struct expander *k, const uint64_t *from, uint32_t rank, uint32_t at)
{
    const struct bound *b = k->b;
    uint64_t *r = k->record + (size_t) k->nrecord * (1 + k->nwords);
    struct explore_eye *eye = k->eye;
    uint64_t hash;

    if (eye) {
        eye->at.rank = rank;
        eye->marks = 0;
    }
    machine_step(b, k->next, k->event[rank], eye ? &eye->sink : NULL);
    for (uint32_t j = 0; eye && j < b->nmark; j++)
        k->next[b->at.mark + j] |= eye->marks >> j & 1;
    if (k->x->reducer)
        reducer_settle(k->x->reducer, k->next);
    for (uint32_t i = 0; i < k->nwords; i++)
        r[1 + i] = from[i];
    change_pack(b, k->m, k->next, r + 1);
    hash = store_hash(r + 1, k->nwords);
    r[0] = (uint64_t) (at << 16 | rank) << 32 | (uint32_t) hash;
    k->shard[k->nrecord++] = (uint8_t) store_shard(hash);
}

/* The rank of an event that is enough alone, or N. */
static uint32_t
enough(const struct expander *k, uint32_t n)
{
    uint32_t i = 0;

    while (i < n && !reducer_enough(k->x->reducer, k->m, k->event[i]))
        i++;
    return i;
}

static void
make_room(struct expander *k)
{
    size_t need = k->nrecord + k->b->max_events;

    if (need <= k->room)
        return;
    k->room = 2 * need;
    k->record = g_realloc_n(k->record, k->room,
                            (1 + (size_t) k->nwords) * sizeof *k->record);
    k->shard = g_realloc(k->shard, k->room);
}

/* Takes the events of state ID, number AT of its chunk; how many. */
static uint32_t
expand_state(struct expander *k, const uint64_t *w, uint32_t id, uint32_t at)
{
    const struct bound *b = k->b;
    uint32_t n, one;

    spread(b, w, k->m);
    memcpy(k->next, k->m, b->at.ncell * sizeof *k->m);
    n = machine_enabled(b, k->m, k->event);
    if (k->state)
        k->state(k->eye, b, k->m, id, n);
    if (k->eye)
        k->eye->at.from = id;
    make_room(k);
    one = k->x->reducer ? enough(k, n) : n;
    if (one < n) {
        take(k, w, one, at);
        return 1;
    }
    for (uint32_t i = 0; i < n; i++)
        take(k, w, i, at);
    return n;
}

/* Whether this thread made the state of a record lately: then that record is
 * stored before this one could be.  Remembers it otherwise. */
static inline bool
made_lately(struct expander *k, const uint64_t *record, uint32_t nwords)
{
    uint64_t *l =
        k->lately + (size_t) (record_hash(record) & (k->nlately - 1)) * nwords;
    uint64_t differ = 0;

    for (uint32_t i = 0; i < nwords; i++) {
        differ |= l[i] ^ record[1 + i];
        l[i] = record[1 + i];
    }
    return !differ;
}

/* Leaves out records of states made lately; counts those of each shard. */
static inline void
thin(struct expander *k, uint32_t nwords, uint32_t count[SHARDS])
{
    uint32_t step = 1 + nwords, n = 0;
    const uint64_t *from = k->record;
    uint64_t *to = k->record;

    for (uint32_t i = 0; i < k->nrecord; i++, from += step) {
        uint8_t shard = k->shard[i];

        if (made_lately(k, from, nwords))
            continue;
        for (uint32_t j = 0; j < step; j++)
            to[j] = from[j];
        to += step;
        k->shard[n++] = shard;
        count[shard]++;
    }
    k->nrecord = n;
}

/* Sorts the records by shard, in order within each. */
static inline void
deal(struct expander *k, uint32_t nwords, struct chunk *out)
{
    uint32_t step = 1 + nwords, count[SHARDS] = {0}, sum = 0;
    const uint64_t *from = k->record;
    uint64_t *to[SHARDS];
    size_t need;

    thin(k, nwords, count);
    need = (size_t) k->nrecord * step;
    if (out->room < need) {
        g_free(out->record);
        out->room = need + need / 4;
        out->record = g_new(uint64_t, out->room);
    }
    for (uint32_t i = 0; i < SHARDS; i++) {
        out->start[i] = sum;
        to[i] = out->record + (size_t) sum * step;
        sum += count[i];
    }
    out->start[SHARDS] = sum;
    for (uint32_t i = 0; i < k->nrecord; i++, from += step) {
        uint64_t *r = to[k->shard[i]];

        to[k->shard[i]] += step;
        for (uint32_t j = 0; j < step; j++)
            r[j] = from[j];
    }
}

/* Of constant size records are moved by a few instructions each. */
static void
deal_records(struct expander *k, struct chunk *out)
{
    if (k->nwords == 1)
        deal(k, 1, out);
    else if (k->nwords == 2)
        deal(k, 2, out);
    else
        deal(k, k->nwords, out);
}

void
expand(struct expander *k, uint32_t id, uint32_t n, struct chunk *out)
{
    const struct explored *x = k->x;
    struct spot at = numbers_find(&x->numbers, id);

    if (k->nlately == LATELY && id > LATELY * LATELY_GROWS)
        remember(k, LATELY_LARGE);
    k->nrecord = 0;
    out->transitions = 0;
    for (uint32_t i = 0; i < n; i++) {
        out->transitions += expand_state(
            k, store_state(&x->store, at.shard, at.index), id + i, i);
        at = numbers_next(&x->numbers, at);
    }
    deal_records(k, out);
}
