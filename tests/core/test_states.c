/* Random walks: packing loses nothing, and no state is impossible. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/rng.h"
#include "sim/core/machine.h"
#include "tests/lib/invariants.h"
#include "tests/lib/toy.h"

enum { WALKS = 400, STEPS_MAX = 400 };

static uint64_t nstate, ntxn;

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *x)
{
    const char *why = txn_fault(b, m, x);

    (void) to;
    ntxn++;
    cr_assert_null(why, "%s: kind %u, line %u", why ? why : "", x->kind,
                   x->line);
}

/* A state survives being packed; packing is canonical. */
static void
check_packing(const struct bound *b, const cell *m, cell *again, uint64_t *w)
{
    squeeze(b, m, w);
    spread(b, w, again);
    for (uint32_t i = 0; i < b->at.ncell; i++)
        cr_assert_eq(m[i], again[i], "cell %u: %u became %u", i, m[i],
                     again[i]);
}

static void
walk(struct bound *b, struct rng *rng)
{
    struct sink sink = {.hear = hear};
    cell *m = calloc(b->at.ncell, sizeof *m);
    cell *again = calloc(b->at.ncell, sizeof *again);
    uint64_t *w = calloc(b->nwords, sizeof *w);
    struct event *e = calloc(b->max_events, sizeof *e);

    machine_start(b, m);
    for (unsigned i = 0; i < STEPS_MAX; i++) {
        uint32_t n = machine_enabled(b, m, e);
        const char *why = state_fault(b, m);

        cr_assert_leq(n, b->max_events);
        cr_assert_null(why, "%s after %u events", why ? why : "", i);
        check_packing(b, m, again, w);
        nstate++;
        if (!n)
            break;
        machine_step(b, m, e[rng_below(rng, n)], &sink);
    }
    free(m);
    free(again);
    free(w);
    free(e);
}

/* Two CPUs and a device do everything there is to two lines. */
static void
program(struct toy *t, struct rng *rng)
{
    static const char *const verb[] = {"load",  "store",    "movnt",
                                       "flush", "flushopt", "clean",
                                       "fence", "sfence",   "xchg"};
    uint16_t cpu[2] = {toy_cpu(t), toy_cpu(t)}, device, ram, map[4], th[3];

    device = toy_device(t, TOY_HOST, rng_below(rng, 2));
    ram = toy_ram(t, TOY_HOST, TOY_HOST);
    for (unsigned i = 0; i < 4; i++)
        map[i] = i ? toy_map(t, TOY_HOST, ram, (enum toy_type) i) : 0;
    for (unsigned i = 0; i < 3; i++)
        th[i] = toy_thread(t);
    for (unsigned i = 0; i < 18; i++) {
        const char *v = verb[rng_below(rng, 9)];
        uint64_t at = 64 * rng_below(rng, 2) + 8 * rng_below(rng, 2);
        bool dma = i % 3 == 2, wide = rng_below(rng, 4) == 0;
        struct plan_step *s = toy_do(t, th[i % 3], dma ? device : cpu[i % 3],
                                     dma ? PLAN_NONE : TOY_HOST,
                                     !dma                ? v
                                     : rng_below(rng, 2) ? "dma-read"
                                                         : "dma-write");

        if (s->verb->kind != OP_FENCE)
            toy_at(s, dma ? ram : map[rng_below(rng, 4)], wide ? 0 : at,
                   wide ? 64 : at + 8);
        if (s->verb->kind == OP_STORE || s->verb->kind == OP_RMW)
            toy_value(s, i + 1);
        else if (s->verb->kind == OP_LOAD)
            s->result = (uint16_t) (i % 8);
    }
}

Test(states, of_random_programs_are_sound)
{
    struct rng rng;

    rng_seed(&rng, 1);
    for (unsigned i = 0; i < WALKS; i++) {
        struct toy t;
        const char *why;

        toy_init(&t);
        t.platform.key[PK_LLC] = i & 1;
        t.platform.key[PK_OWNED] = i >> 1 & 1;
        t.platform.key[PK_WC_OWN_LOAD] = i >> 2 & 1;
        t.platform.key[PK_CLEAN_HIT_PEER] = i % 3;
        t.platform.key[PK_CLEAN_HIT_UNCACHED] = i / 3 % 3;
        t.platform.key[PK_CLEAN_HIT_DMA] = i / 9 % 3;
        program(&t, &rng);
        why = toy_bind(&t);
        cr_assert_null(why, "%s", why ? why : "");
        cr_assert(squeeze_prepare(t.b));
        walk(t.b, &rng);
        toy_clear(&t);
    }
    cr_expect_gt(nstate, 20000, "only %u states", (unsigned) nstate);
    cr_expect_gt(ntxn, 20000, "only %u transactions", (unsigned) ntxn);
}
