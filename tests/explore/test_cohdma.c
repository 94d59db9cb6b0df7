/*
 * The acceptance test of the core: the benchmark system of two CPUs and one
 * no-snoop DMA engine has exactly the states, transitions and outcomes that
 * its Promela and Murphi versions and a hand-written C program have.
 */
#include <criterion/criterion.h>
#include <glib.h>

#include "sim/base/arena.h"
#include "sim/explore/explore.h"
#include "tests/lib/cohdma.h"
#include "tests/lib/sanitized.h"

struct eye {
    struct explore_eye eye;
    GHashTable *outcomes;
};

static void
note_final(struct explore_eye *eye, const struct bound *b, const cell *m,
           uint32_t id, uint32_t nevent)
{
    GHashTable *outcomes = ((struct eye *) eye)->outcomes;
    uint64_t key = 0;

    (void) id;
    (void) nevent;
    for (uint32_t t = 1; t < b->nthread; t++)
        if (!machine_thread_done(b, m, t))
            return;
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (m[b->at.window + cpu * b->depth * 2])
            return;
    for (uint32_t r = 0; r < b->nreg; r++)
        key = key << 2 | machine_value(b, m, m[b->at.reg + r] - 1);
    for (uint32_t l = 0; l < b->nline; l++) {
        cell *ln = line_cells(b, m, l);
        cell data = ln[0];

        for (uint32_t h = 1; h <= b->ncpu; h++)
            if (holder_cells(b, ln, h)[0] == LINE_M)
                data = holder_cells(b, ln, h)[1];
        key = key << 2 | machine_value(b, m, version_of(b, l, 0, data));
    }
    g_hash_table_add(outcomes, GSIZE_TO_POINTER(key + 1));
}

static struct explore_eye *
one_eye(void *to, unsigned i)
{
    (void) i;
    return to;
}

/* States in millions; smaller ones show wrong accesses as well. */
Test(cohdma, counts_as_published, .disabled = SANITIZED)
{
    struct arena arena;
    struct cohdma system;
    struct bound *b;
    struct explore_result r;
    GHashTable *outcomes = g_hash_table_new(NULL, NULL);
    struct eye eye = {{.sink = {.deaf = ~0u}}, outcomes};
    struct explore_visitor v = {
        .eye = one_eye, .state = note_final, .to = &eye};

    arena_init(&arena, 0);
    b = cohdma_bind(&system, &arena);
    r = explore(b, &(struct explore_options){0}, &v);
    cr_expect_eq(r.end, EXPLORE_COMPLETE);
    cr_expect_eq(r.states, 7790015, "%" G_GUINT64_FORMAT " states", r.states);
    cr_expect_eq(r.transitions, 48633726, "%" G_GUINT64_FORMAT " transitions",
                 r.transitions);
    cr_expect_eq(g_hash_table_size(outcomes), 2557, "%u outcomes",
                 g_hash_table_size(outcomes));
    g_hash_table_destroy(outcomes);
    explored_free(r.seen);
    bound_done(b);
    arena_clear(&arena);
}
