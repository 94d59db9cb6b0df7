/* Sharded sets of packed states. */

#include "sim/explore/store.h"

#include <glib.h>
#include <string.h>

/* Few slots at first, for most experiments are small; not the same number in
 * each shard, so that they do not all grow at the same time. */
static uint32_t
first_slots(uint32_t shard)
{
    return 32 + shard / 2;
}

void
store_init(struct store *s, uint32_t nwords, uint32_t max_events, bool compact)
{
    *s = (struct store){.nwords = nwords, .compact = compact};
    for (uint32_t i = 0; i < SHARDS; i++) {
        struct shard *h = &s->shard[i];

        h->nslot = first_slots(i);
        h->slot = g_new0(uint32_t, h->nslot);
        h->state.width = nwords * sizeof(uint64_t);
        h->sign.width = compact ? sizeof(uint64_t) : 0;
        h->from.width = compact ? 0 : sizeof(uint32_t);
        h->rank.width = compact ? 0 : max_events > 256 ? 2 : 1;
    }
}

void
store_clear(struct store *s)
{
    for (uint32_t i = 0; i < SHARDS; i++) {
        struct shard *h = &s->shard[i];

        g_free(h->slot);
        segments_clear(&h->state);
        segments_clear(&h->sign);
        segments_clear(&h->from);
        segments_clear(&h->rank);
    }
}

/* ------------------------------------------------------------------ table */

static inline uint32_t
place(const struct shard *h, uint32_t hash)
{
    return (uint32_t) ((uint64_t) hash * h->nslot >> 32);
}

static inline uint32_t
next_place(const struct shard *h, uint32_t at)
{
    return at + 1 == h->nslot ? 0 : at + 1;
}

static inline uint32_t
tag_of(uint32_t hash)
{
    return hash << TAG_SHIFT;
}

static uint32_t
hash_again(const struct store *s, const struct shard *h, uint32_t i)
{
    if (s->compact)
        return (uint32_t) * (const uint64_t *) segments_at(&h->sign, i);
    return (uint32_t) store_hash(segments_at(&h->state, i), s->nwords);
}

/* Half as large again: tables stand between a half and four fifths full. */
static void
grow_table(const struct store *s, struct shard *h)
{
    g_free(h->slot);
    h->nslot += h->nslot / 2;
    h->slot = g_new0(uint32_t, h->nslot);
    for (uint32_t i = 0; i < h->n; i++) {
        uint32_t hash = hash_again(s, h, i), at = place(h, hash);

        while (h->slot[at])
            at = next_place(h, at);
        h->slot[at] = tag_of(hash) | (i + 1);
    }
}

static inline bool
same_words(const uint64_t *a, const uint64_t *b, uint32_t n)
{
    uint64_t differ = 0;

    for (uint32_t i = 0; i < n; i++)
        differ |= a[i] ^ b[i];
    return !differ;
}

/* Whether the state in a slot of equal tag is W, whose hash value is SIGN. */
static inline bool
same_state(const struct store *s, const struct shard *h, uint32_t i,
           const uint64_t *w, uint64_t sign)
{
    if (s->compact)
        return *(const uint64_t *) segments_at(&h->sign, i) == sign;
    return same_words(segments_at(&h->state, i), w, s->nwords);
}

/* ----------------------------------------------------------------- adding */

static void
append(const struct store *s, struct shard *h, const uint64_t *record,
       uint64_t sign, uint32_t from)
{
    uint32_t i = h->n++, at = record_at(record);

    if (i == h->state.room) {
        segments_grow(&h->state, i + 1);
        segments_grow(&h->sign, i + 1);
        segments_grow(&h->from, i + 1);
        segments_grow(&h->rank, i + 1);
    }
    memcpy(segments_at(&h->state, i), record + 1, h->state.width);
    if (s->compact) {
        *(uint64_t *) segments_at(&h->sign, i) = sign;
        return;
    }
    *(uint32_t *) segments_at(&h->from, i) = from + (at >> 16);
    if (h->rank.width == 1)
        *(uint8_t *) segments_at(&h->rank, i) = (uint8_t) at;
    else
        *(uint16_t *) segments_at(&h->rank, i) = (uint16_t) at;
}

/* The first slot from AT on that is empty or has the tag of HASH. */
static inline uint32_t
probe(const struct shard *h, uint32_t hash, uint32_t at)
{
    uint32_t tag = tag_of(hash);

    while (h->slot[at] && (h->slot[at] ^ tag) > SHARD_MAX)
        at = next_place(h, at);
    return at;
}

static void
add_one(const struct store *s, struct shard *h, const uint64_t *record,
        uint32_t from)
{
    uint32_t hash = record_hash(record), at = place(h, hash);
    uint64_t sign = s->compact ? store_hash(record + 1, s->nwords) : 0;

    while (h->slot[at = probe(h, hash, at)]) {
        if (same_state(s, h, (h->slot[at] & SHARD_MAX) - 1, record + 1, sign))
            return;
        at = next_place(h, at);
    }
    append(s, h, record, sign, from);
    h->slot[at] = tag_of(hash) | h->n;
    if ((uint64_t) h->n * 5 > (uint64_t) h->nslot * 4)
        grow_table(s, h);
}

void
store_fetch_slots(const struct store *s, uint32_t shard, const uint64_t *record,
                  uint32_t n)
{
    const struct shard *h = &s->shard[shard];
    uint32_t step = 1 + s->nwords;

    for (uint32_t i = 0; i < n; i++, record += step)
        __builtin_prefetch(&h->slot[place(h, record_hash(record))]);
}

void
store_fetch_states(const struct store *s, uint32_t shard,
                   const uint64_t *record, uint32_t n)
{
    const struct shard *h = &s->shard[shard];
    const struct segments *kept = s->compact ? &h->sign : &h->state;
    uint32_t step = 1 + s->nwords;

    for (uint32_t i = 0; i < n; i++, record += step) {
        uint32_t hash = record_hash(record);
        uint32_t slot = h->slot[probe(h, hash, place(h, hash))];

        if (slot)
            __builtin_prefetch(segments_at(kept, (slot & SHARD_MAX) - 1));
    }
}

void
store_add(struct store *s, uint32_t shard, const uint64_t *record, uint32_t n,
          uint32_t from)
{
    for (uint32_t i = 0; i < n; i++, record += 1 + s->nwords)
        add_one(s, &s->shard[shard], record, from);
}

uint32_t
store_from(const struct store *s, uint32_t shard, uint32_t i)
{
    return *(const uint32_t *) segments_at(&s->shard[shard].from, i);
}

uint32_t
store_rank(const struct store *s, uint32_t shard, uint32_t i)
{
    const struct segments *c = &s->shard[shard].rank;

    if (c->width == 1)
        return *(const uint8_t *) segments_at(c, i);
    return *(const uint16_t *) segments_at(c, i);
}

uint64_t
store_bytes(const struct store *s)
{
    uint64_t n = sizeof *s;

    for (uint32_t i = 0; i < SHARDS; i++) {
        const struct shard *h = &s->shard[i];

        n += h->nslot * sizeof *h->slot + segments_bytes(&h->state) +
             segments_bytes(&h->sign) + segments_bytes(&h->from) +
             segments_bytes(&h->rank);
    }
    return n;
}
