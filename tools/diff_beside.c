/* Programs, which of them are worth exploring, and on which threads. */
#include "tools/diff_beside.h"

#include <string.h>

#include "tools/diff_possible.h"
#include "tools/diff_walk.h"
#include "tools/threads.h"

enum {
    CHUNK = 128,            /* programs between two looks at what came out    */
    BUDGET = 10000000,      /* in all, in transitions                         */
    COST_OF_PROGRAM = 1500, /* besides its transitions: bound twice           */
    COST_OF_PREFIX = 100,   /* run in order, with each operation behind it    */
};

struct tried {
    struct beside_program p;
    uint8_t says; /* enum check_says                                          */
    uint64_t transitions;
};

struct besides {
    const struct beside_request *q;
    struct beside_result r;
    struct diff_walk **walk; /* [beginnings]                                  */
    GHashTable *seen;        /* programs of this length, as they are explored */
    GArray *chunk;           /* of struct tried                               */
    bool *parts;
    uint64_t spent;
    int take;
};

/* ---- exploring ---- */

static void
try_one(const struct besides *k, struct tried *t, struct arena *arena)
{
    const struct beginning *b = settings_at(k->q->settings, t->p.start);
    struct possible both;

    arena_reset(arena);
    possible_explore(b,
                     program_plan_beside(&b->alphabet, t->p.op, t->p.n,
                                         t->p.block, arena, NULL),
                     arena, &both);
    t->says = both.difference.says;
    t->transitions = both.transitions;
    possible_done(&both);
}

static void *
work(void *data)
{
    struct besides *k = data;
    struct arena arena;
    uint32_t i;

    arena_init(&arena, 0);
    while ((i = (uint32_t) g_atomic_int_add(&k->take, 1)) < k->chunk->len)
        try_one(k, &g_array_index(k->chunk, struct tried, i), &arena);
    arena_clear(&arena);
    return NULL;
}

/* Explores the chunk; true when the search has come to its end. */
static bool
end_chunk(struct besides *k)
{
    k->take = 0;
    threads_run("beside", k->q->jobs, work, k);
    for (guint i = 0; i < k->chunk->len; i++) {
        const struct tried *t = &g_array_index(k->chunk, struct tried, i);

        k->r.programs++;
        k->r.open += t->says == CHECK_UNDECIDED;
        k->spent += t->transitions + COST_OF_PROGRAM;
        if (t->says != CHECK_FAILS)
            continue;
        if (k->q->take(k->q->to, &t->p)) {
            k->r.found = true;
            k->r.program = t->p;
            return true;
        }
        k->r.unsaid++;
    }
    g_array_set_size(k->chunk, 0);
    return k->spent > BUDGET;
}

/* ---- which programs ---- */

static const struct alphabet *
alphabet_at(const struct besides *k, uint32_t start)
{
    return &settings_at(k->q->settings, start)->alphabet;
}

static bool
reads(const struct alphabet *a, uint8_t op)
{
    return a->plan->step[a->step[op]].verb->result;
}

/* Something at the end that anybody sees: what is never read again is no
 * difference but to a longer program. */
static bool
ends_in_read(const struct alphabet *a, const struct beside_program *p)
{
    uint32_t from = p->block.to == p->n ? p->block.from : p->n - 1;

    for (uint32_t i = from; i < p->n; i++)
        if (reads(a, p->op[i]))
            return true;
    return false;
}

/* An agent's operations together, in the order of the agents. */
static void
sort_block(const struct alphabet *a, struct beside_program *p)
{
    for (uint32_t i = p->block.from + 1; i < p->block.to; i++)
        for (uint32_t k = i;
             k > p->block.from &&
             program_agent(a, p->op[k]) < program_agent(a, p->op[k - 1]);
             k--) {
            uint8_t op = p->op[k];

            p->op[k] = p->op[k - 1];
            p->op[k - 1] = op;
        }
}

static bool
has_two_agents(const struct alphabet *a, const struct beside_program *p)
{
    for (uint32_t i = p->block.from + 1; i < p->block.to; i++)
        if (program_agent(a, p->op[i]) !=
            program_agent(a, p->op[p->block.from]))
            return true;
    return false;
}

/* Adds a program, unless it was there; true at the end of the search. */
static bool
add(struct besides *k, struct beside_program p)
{
    const struct alphabet *a = alphabet_at(k, p.start);
    struct tried t = {.says = CHECK_UNDECIDED};

    if (p.block.to && !has_two_agents(a, &p))
        return false;
    sort_block(a, &p);
    if (!ends_in_read(a, &p) ||
        !g_hash_table_add(k->seen, g_bytes_new(&p, sizeof p)))
        return false;
    t.p = p;
    g_array_append_val(k->chunk, t);
    return k->chunk->len == CHUNK && end_chunk(k);
}

/* A sequence that parts the two: in order, and with each block in it. */
static bool
add_shapes(struct besides *k, const struct beside_program *p)
{
    struct beside_program next = *p;

    if (add(k, next))
        return true;
    for (uint32_t length = 2; length <= p->n; length++)
        for (uint32_t from = 0; from + length <= p->n; from++) {
            next.block = (struct program_block){from, from + length};
            if (add(k, next))
                return true;
        }
    return false;
}

/* ---- sequences ---- */

/* All with this beginning but for the last operation. */
static bool
try_prefix(struct besides *k, const struct beside_program *prefix)
{
    const struct alphabet *a = alphabet_at(k, prefix->start);
    struct differ_program d = {.start = prefix->start,
                               .n = (uint8_t) (prefix->n - 1)};
    struct beside_program p = *prefix;

    for (uint32_t i = 0; i < d.n; i++) {
        if (p.op[i] >= a->nstep)
            return false;
        d.op[i] = p.op[i];
    }
    k->spent += COST_OF_PREFIX;
    diff_walk_part(k->walk[p.start], &d, k->parts);
    for (uint32_t op = 0; op < a->nstep; op++) {
        p.op[d.n] = (uint8_t) op;
        if (k->parts[op] && add_shapes(k, &p))
            return true;
    }
    return k->spent > BUDGET;
}

/* The next of N operations, as a number of that base; false past the last. */
static bool
count_up(uint8_t *op, uint32_t n, uint32_t base)
{
    for (uint32_t i = n; i-- > 0; op[i] = 0)
        if (++op[i] < base)
            return true;
    return false;
}

/* All programs of N operations; true at the end of the search. */
static bool
try_length(struct besides *k, uint32_t n)
{
    struct beside_program p = {.n = n};
    uint32_t base = 0;

    for (uint32_t i = 0; i < k->q->settings->at->len; i++)
        base = MAX(base, alphabet_at(k, i)->nstep);
    g_hash_table_remove_all(k->seen);
    do
        for (p.start = 0; p.start < k->q->settings->at->len; p.start++)
            if (try_prefix(k, &p))
                return true;
    while (count_up(p.op, n - 1, base));
    return end_chunk(k);
}

static void
try_lengths(struct besides *k)
{
    for (uint32_t n = 1; n <= k->q->length; n++) {
        k->r.length = n;
        if (try_length(k, n))
            return;
        k->r.whole = n;
    }
}

/* ---- all of it ---- */

struct beside_result
beside_search(const struct beside_request *q)
{
    struct besides k = {.q = q};
    uint32_t n = q->settings->at->len;
    const char *why;

    k.walk = g_new0(struct diff_walk *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        k.walk[i] = diff_walk_new(settings_at(q->settings, i), q->length, &why);
    k.seen = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
                                   (GDestroyNotify) g_bytes_unref, NULL);
    k.chunk = g_array_new(FALSE, FALSE, sizeof(struct tried));
    k.parts = g_new0(bool, ALPHABET_MAX);
    try_lengths(&k);
    g_free(k.parts);
    g_array_free(k.chunk, TRUE);
    g_hash_table_destroy(k.seen);
    for (uint32_t i = 0; i < n; i++)
        diff_walk_free(k.walk[i]);
    g_free(k.walk);
    return k.r;
}
