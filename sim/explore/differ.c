/* Programs of one more operation, until two machines differ. */

#include "sim/explore/differ.h"

#include <glib.h>
#include <string.h>

/* Programs that are made longer between two looks at what came out: enough for
 * all threads, and not too many in vain when one of them is the answer. */
enum { BLOCK = 256 };

struct known { /* keys, open addressing                                       */
    struct differ_key *slot;
    uint64_t n, room; /* a power of two                                       */
};

struct searching {
    const struct differ_request *q;
    struct differ_result r;
    struct known known;
    GArray *level, *next; /* of struct differ_program                         */
    guint first; /* of the block in the level                                 */
    uint32_t nblock;
    struct differ_key key[BLOCK][DIFFER_OPS];
    uint8_t said[BLOCK][DIFFER_OPS]; /* enum differ_said                      */
    bool last; /* nothing is gone on from: no keys                            */
    int take;  /* taken with g_atomic_int_add()                               */
};

/* ---- keys ---- */

static bool
is_free(const struct differ_key *k)
{
    return !k->half[0] && !k->half[1];
}

static struct differ_key *
place_of(const struct known *s, const struct differ_key *key)
{
    uint64_t at = key->half[0] & (s->room - 1);

    while (!is_free(&s->slot[at]) &&
           memcmp(&s->slot[at], key, sizeof *key) != 0)
        at = (at + 1) & (s->room - 1);
    return &s->slot[at];
}

static void
grow(struct known *s)
{
    struct known more = {.room = s->room ? 2 * s->room : 4096, .n = s->n};

    more.slot = g_new0(struct differ_key, more.room);
    for (uint64_t i = 0; i < s->room; i++)
        if (!is_free(&s->slot[i]))
            *place_of(&more, &s->slot[i]) = s->slot[i];
    g_free(s->slot);
    *s = more;
}

/* Whether it was not there before. */
static bool
add_key(struct known *s, struct differ_key key)
{
    struct differ_key *slot;

    key.half[1] |= is_free(&key);
    if (2 * s->n >= s->room)
        grow(s);
    slot = place_of(s, &key);
    if (!is_free(slot))
        return false;
    *slot = key;
    s->n++;
    return true;
}

/* ---- blocks ---- */

static const struct differ_program *
program_at(const struct searching *k, uint32_t i)
{
    return &g_array_index(k->level, struct differ_program, k->first + i);
}

static void
work(struct searching *k, unsigned worker)
{
    const struct differ_request *q = k->q;
    uint32_t i;

    while ((i = (uint32_t) g_atomic_int_add(&k->take, 1)) < k->nblock)
        q->extend(q->to, worker, program_at(k, i), k->said[i],
                  k->last ? NULL : k->key[i]);
}

struct helper {
    struct searching *k;
    unsigned worker;
};

static void *
help(void *data)
{
    const struct helper *h = data;

    work(h->k, h->worker);
    return NULL;
}

static void
run_block(struct searching *k)
{
    unsigned n = CLAMP(k->q->jobs, 1, k->nblock / 8 + 1), made;
    struct helper *helper = g_new0(struct helper, n);
    GThread **thread = g_new0(GThread *, n);

    k->take = 0;
    for (made = 1; made < n; made++) {
        helper[made] = (struct helper){k, made};
        thread[made] = g_thread_try_new("differ", help, &helper[made], NULL);
        if (!thread[made])
            break; /* fewer do it as well */
    }
    work(k, 0);
    for (unsigned i = 1; i < made; i++)
        g_thread_join(thread[i]);
    g_free(thread);
    g_free(helper);
}

/* What one program came to; true when it is the answer. */
static bool
note(struct searching *k, const struct differ_program *p, enum differ_said said,
     struct differ_key key)
{
    k->r.programs++;
    key.half[1] += p->start; /* states of two beginnings are never the same */
    if (said == DIFFER_FOUND && k->q->confirm && !k->q->confirm(k->q->to, p))
        said = DIFFER_SAME;
    if (said == DIFFER_FOUND) {
        k->r.found = true;
        k->r.program = *p;
    } else if (said == DIFFER_SAME && !k->last && add_key(&k->known, key)) {
        g_array_append_vals(k->next, p, 1);
    }
    return k->r.found;
}

/* In the order of programs; true when one of them is the answer. */
static bool
end_block(struct searching *k)
{
    run_block(k);
    for (uint32_t i = 0; i < k->nblock; i++) {
        struct differ_program p = *program_at(k, i);

        p.n++;
        for (uint32_t op = 0; op < k->q->nop[p.start]; op++) {
            p.op[p.n - 1] = (uint8_t) op;
            if (note(k, &p, k->said[i][op], k->key[i][op]))
                return true;
        }
    }
    return false;
}

/* ---- levels ---- */

static bool
begin(struct searching *k)
{
    for (uint32_t i = 0; i < k->q->nstart; i++) {
        struct differ_key key = {0};
        enum differ_said said = k->q->begin(k->q->to, i, &key);

        if (note(k, &(struct differ_program){.start = i}, said, key))
            return true;
    }
    return false;
}

static bool
lengthen(struct searching *k)
{
    for (k->first = 0; k->first < k->level->len; k->first += BLOCK) {
        k->nblock = MIN(k->level->len - k->first, BLOCK);
        if (end_block(k))
            return true;
    }
    return false;
}

struct differ_result
differ(const struct differ_request *q)
{
    struct searching *k = g_new0(struct searching, 1);
    uint32_t length = MIN(q->length, DIFFER_MAX);
    struct differ_result r;
    bool found;

    k->q = q;
    k->level = g_array_new(FALSE, FALSE, sizeof(struct differ_program));
    k->next = g_array_new(FALSE, FALSE, sizeof(struct differ_program));
    found = begin(k);
    for (uint32_t n = 1; n <= length && !found; n++) {
        GArray *empty = k->level;

        k->level = k->next;
        k->next = empty;
        g_array_set_size(empty, 0);
        k->last = n == length;
        found = lengthen(k);
    }
    r = k->r;
    r.states = k->known.n;
    g_array_free(k->level, TRUE);
    g_array_free(k->next, TRUE);
    g_free(k->known.slot);
    g_free(k);
    return r;
}
