/* Reductions lose nothing of random programs. */
#include <criterion/criterion.h>
#include <glib.h>
#include <inttypes.h>

#include "sim/base/rng.h"
#include "tests/lib/reductions.h"
#include "tests/lib/sanitized.h"
#include "tests/lib/toy.h"
#include "tests/lib/weak.h"

struct dice {
    struct rng rng;
    struct toy t;
    uint16_t agent[3]; /* two CPUs, a device                                  */
    uint16_t ram, map[4], bell;
    unsigned signal; /* 0: none, 1: to be given, 2: to be waited for          */
    bool weak;       /* loads perform late                                    */
    bool relaxed;    /* writes of the device pass one another                 */
};

static uint32_t
roll(struct dice *d, uint32_t n)
{
    return rng_below(&d->rng, n);
}

/* One of two lines, one or two of its words. */
static struct plan_step *
somewhere(struct dice *d, struct plan_step *s, bool device)
{
    uint64_t from = 64 * (roll(d, 3) / 2) + 8 * roll(d, 2);

    return toy_at(s, device ? d->ram : d->map[roll(d, 4) * roll(d, 2)], from,
                  from + 8 * (1 + roll(d, 2)));
}

static void
random_step(struct dice *d, uint16_t thread, unsigned who)
{
    static const char *const verb[] = {"load",  "load",   "store", "store",
                                       "store", "movnt",  "flush", "flushopt",
                                       "clean", "sfence", "fence", "xchg"};
    static const char *const weak[] = {
        "load",    "load",          "load",     "store",    "store", "store",
        "swap",    "load-acquire",  "flush",    "drop",     "clean", "add",
        "barrier", "store-release", "fence-ld", "fence-st", "fence"};
    static const char *const dma[] = {"dma-read", "dma-write"};
    const char *v = who == 2  ? dma[roll(d, 2)]
                    : d->weak ? weak[roll(d, G_N_ELEMENTS(weak))]
                              : verb[roll(d, 12)];
    struct plan_step *s = toy_do(&d->t, thread, d->agent[who],
                                 who == 2 ? PLAN_NONE : TOY_HOST, v);

    if (d->weak && who != 2 && !roll(d, 4))
        s->need[s->nneed++] = (uint16_t) (2 * who + roll(d, 2));
    if (s->verb->kind == OP_FENCE)
        return;
    somewhere(d, s, who == 2);
    if ((s->verb->kind == OP_STORE ||
         (d->weak && s->verb->kind == OP_RMW && s->verb->name[0] == 's')) &&
        !roll(d, 5))
        toy_operand(s, OPERAND_REG, 2 * who + roll(d, 2));
    else if (s->verb->kind == OP_STORE || s->verb->kind == OP_RMW)
        toy_value(s, 1 + roll(d, 2));
    if ((s->verb->kind == OP_LOAD || (d->weak && s->verb->kind == OP_RMW)) &&
        roll(d, 2))
        s->result = (uint16_t) (2 * who + roll(d, 2));
}

/* A hand-over from one thread to the next, strict or relaxed. */
static void
random_signal(struct dice *d, uint16_t thread, unsigned who)
{
    const char *give = roll(d, 2) ? "signal" : "signal-relaxed";
    uint16_t ctx = who == 2 ? PLAN_NONE : TOY_HOST;

    if (!d->signal || roll(d, 2))
        return;
    toy_operand(toy_do(&d->t, thread, d->agent[who], ctx,
                       d->signal == 1 ? give : "wait"),
                OPERAND_SIGNAL, 0);
    d->signal = d->signal == 1 ? 2 : 0;
}

/* A CPU rings the device, which goes on from there. */
static void
random_doorbell(struct dice *d)
{
    struct plan_step *s =
        toy_do(&d->t, 0, d->agent[roll(d, 2)], TOY_HOST, "store");

    toy_value(toy_at(s, d->bell, 0, 8), 1);
    random_step(d, 0, 2);
    if (roll(d, 2))
        random_step(d, 0, roll(d, 3));
}

static void
random_program(struct dice *d)
{
    unsigned threads = 1 + roll(d, 3), before = roll(d, 3), after = roll(d, 2);

    for (unsigned i = 0; i < before; i++)
        random_step(d, 0, roll(d, 3));
    d->signal = roll(d, 2);
    for (unsigned k = 0; threads > 1 && k < threads; k++) {
        uint16_t thread = toy_thread(&d->t);
        unsigned n = 1 + roll(d, 3);

        if (!roll(d, 4))
            d->t.thread[thread].depth = 1 + roll(d, 3);
        for (unsigned i = 0; i < n; i++) {
            random_step(d, thread, k);
            if (!d->t.thread[thread].depth)
                random_signal(d, thread, k);
        }
    }
    if (threads == 1)
        after = 3 + roll(d, 3);
    for (unsigned i = 0; i < after; i++)
        random_step(d, 0, roll(d, 3));
    if (!roll(d, 3))
        random_doorbell(d);
}

static void
random_system(struct dice *d)
{
    uint64_t *key = d->t.platform.key;
    uint16_t mmio;

    key[PK_WINDOW_DEPTH] = 1 + roll(d, 3);
    key[PK_WC_BUFFERS] = 1 + roll(d, 2);
    key[PK_LLC] = roll(d, 2);
    key[PK_OWNED] = roll(d, 2);
    key[PK_DMA_ALLOCATES] = roll(d, 2);
    key[PK_CLEAN_HIT_PEER] = roll(d, 3);
    key[PK_CLEAN_HIT_DMA] = roll(d, 3);
    key[PK_CLEAN_HIT_UNCACHED] = roll(d, 3);
    key[PK_WC_OWN_LOAD] = roll(d, 3);
    key[PK_ALIAS_ERRATA] = roll(d, 2);
    key[PK_SELF_SNOOP] = roll(d, 2);
    key[PK_HONOURS_NO_SNOOP] = 1;
    if (d->weak)
        key[PK_DMA_LOOKUP] = roll(d, 3);
    d->agent[0] = toy_cpu(&d->t);
    d->agent[1] = toy_cpu(&d->t);
    d->agent[2] = toy_device(&d->t, TOY_HOST, roll(d, 2));
    if (d->relaxed)
        toy_relax(&d->t, d->agent[2]);
    d->ram = toy_ram(&d->t, TOY_HOST, TOY_HOST);
    d->map[0] = d->ram * TOY_PRINCIPALS + TOY_HOST;
    d->map[1] = toy_map(&d->t, TOY_HOST, d->ram, TOY_UC);
    d->map[2] = toy_map(&d->t, TOY_HOST, d->ram, TOY_WC);
    d->map[3] = toy_map(&d->t, TOY_HOST, d->ram, TOY_UC_BLIND);
    mmio = toy_mmio(&d->t, d->agent[2], REG_EXACT);
    d->t.region[mmio].doorbell = true;
    d->bell = toy_map(&d->t, TOY_HOST, mmio, roll(d, 4) ? TOY_UC : TOY_WC);
}

static void
random_programs(const char *name, bool weak, bool relaxed)
{
    const char *seeds = g_getenv("MTSIM_SEEDS"); /* for trying more */
    uint64_t n = seeds ? g_ascii_strtoull(seeds, NULL, 10) : 200 / EACH;
    struct tally t = {0};

    for (uint64_t seed = 0; seed < n; seed++) {
        g_autofree char *what = g_strdup_printf("seed %" PRIu64, seed);
        struct dice d = {.weak = weak, .relaxed = relaxed};

        rng_seed(&d.rng, seed);
        if (weak)
            weak_init(&d.t, true);
        else
            toy_init(&d.t);
        random_system(&d);
        random_program(&d);
        if (!toy_bind(&d.t))
            reductions_compare(d.t.b, 20000, what, &t);
        toy_clear(&d.t);
    }
    reductions_print(name, &t);
    cr_expect_gt(t.cases, n / 2);
}

Test(reduce, random_programs_show_the_same, .timeout = 300)
{
    random_programs("random programs", false, false);
}

Test(reduce, weak_programs_show_the_same, .timeout = 300)
{
    random_programs("weak programs", true, false);
}

/* The same programs again. */
Test(reduce, relaxed_programs_show_the_same, .timeout = 300)
{
    random_programs("relaxed programs", false, true);
    random_programs("weak and relaxed programs", true, true);
}
