/* An adversary is the union of all programs it may run. */
#include <criterion/criterion.h>

#include "sim/base/rng.h"
#include "sim/core/order.h"
#include "tests/lib/choose.h"
#include "tests/lib/everywhere.h"
#include "tests/lib/sanitized.h"
#include "tests/lib/toy.h"

enum { DEPTH = 2, MENU_MAX = 3, PLANS = 300 / EACH };

/* One random step of the first guest: an access of a CPU or its device. */
static void
guest_step(struct toy *t, struct rng *rng, uint16_t thread, unsigned i)
{
    static const char *const verb[] = {"load",  "store", "store", "movnt",
                                       "flush", "xchg",  "load",  "sfence"};
    uint16_t map[] = {TOY_VM1, 4, 5};
    uint16_t region = 0;
    uint64_t at = 8 * rng_below(rng, 2);
    bool dma = rng_below(rng, 4) == 0;
    const char *v = verb[rng_below(rng, 8)];
    uint32_t m = map[rng_below(rng, 3)];
    struct plan_step *s;

    if (dma)
        v = rng_below(rng, 2) ? "dma-read" : "dma-write";
    s = toy_do(t, thread, dma ? 2 : 0, dma ? PLAN_NONE : TOY_VM1, v);
    if (s->verb->kind != OP_FENCE)
        toy_at(s, dma ? region : m, at, at + 8);
    if (s->verb->kind == OP_STORE || s->verb->kind == OP_RMW)
        toy_value(s, i + 1);
    else if (s->verb->kind == OP_LOAD)
        s->result = (uint16_t) i;
}

/* What runs beside and around the guest: the host, the VMM, another guest. */
static void
other_step(struct toy *t, struct rng *rng, uint16_t thread, unsigned i)
{
    static const char *const verb[] = {"load", "store", "zero", "load",
                                       "give", "share", "flush"};
    static const uint16_t who[] = {TOY_HOST, TOY_VM2, TOY_VMM, TOY_VM1};
    const char *v = verb[rng_below(rng, 7)];
    uint16_t ctx = who[rng_below(rng, 4)];
    uint64_t at = 8 * rng_below(rng, 2);
    uint32_t map = ctx == TOY_HOST && rng_below(rng, 2) ? 6 : ctx;
    uint16_t cpu = thread || rng_below(rng, 2) ? 1 : 0;
    struct plan_step *s;

    if (*v == 'g' || (*v == 's' && v[1] == 'h')) {
        s = toy_do(t, thread, PLAN_NONE, PLAN_NONE, v);
        toy_operand(s, OPERAND_REGION, 0);
        toy_operand(s, OPERAND_PRINCIPAL, ctx);
        return;
    }
    s = toy_at(toy_do(t, thread, cpu, ctx, v), map, at, at + 8);
    if (s->verb->kind == OP_STORE)
        toy_value(s, v[0] == 'z' ? 0 : 10 + i);
    else if (s->verb->kind == OP_LOAD)
        s->result = (uint16_t) (4 + i % 4);
}

static void
machine(struct toy *t, unsigned seed)
{
    toy_init(t);
    t->platform.key[PK_WINDOW_DEPTH] = 2;
    t->platform.key[PK_WC_BUFFERS] = 1;
    t->platform.key[PK_LLC] = seed & 1;
    toy_cpu(t);
    toy_cpu(t);
    toy_device(t, TOY_VM1, seed & 2);
    toy_ram(t, seed & 4 ? TOY_VM1 : TOY_HOST, TOY_VM2);
    toy_map(t, TOY_VM1, 0, TOY_UC_BLIND);
    toy_map(t, TOY_VM1, 0, TOY_WC);
    toy_map(t, TOY_HOST, 0, TOY_UC_BLIND);
    /* Each CPU is where it is whatever the guest does. */
    toy_do(t, 0, 0, TOY_VM1, "fence");
}

/* The plan of this seed, with the adversary's PROGRAM as a thread, or with the
 * adversary: the same random numbers are drawn for both. */
static void
build(struct toy *t, unsigned seed, const unsigned *program, int length)
{
    struct rng rng, twin;
    uint16_t thread, beside;
    unsigned menu;

    machine(t, seed);
    rng_seed(&rng, seed + 1);
    other_step(t, &rng, 0, 0);
    thread = toy_thread(t);
    beside = toy_thread(t);
    twin = rng;
    other_step(t, &rng, beside, 1);
    other_step(t, seed & 8 ? &twin : &rng, beside, 2); /* often the same word */
    other_step(t, &rng, 0, 3);
    if (rng_below(&rng, 2))
        other_step(t, &rng, 0, 2);
    menu = 1 + rng_below(&rng, MENU_MAX);
    if (length < 0)
        t->thread[thread].depth = DEPTH;
    for (int k = 0; k < (length < 0 ? (int) menu : length); k++) {
        unsigned item = length < 0 ? (unsigned) k : program[k];
        struct rng own = rng_split(&rng, item);

        guest_step(t, &own, thread, item);
    }
}

static unsigned
menu_of(unsigned seed)
{
    struct toy t;
    const char *why;
    unsigned menu;

    build(&t, seed, NULL, -1);
    why = toy_bind(&t);
    cr_assert_null(why, "%s", why ? why : "");
    menu = t.b->menu[1];
    toy_clear(&t);
    return menu;
}

static uint32_t
add_plan(struct everywhere *w, unsigned seed, const unsigned *program,
         int length)
{
    struct toy t;
    const char *why;
    uint32_t before = w->states;

    build(&t, seed, program, length);
    why = toy_bind(&t);
    cr_assert_null(why, "seed %u: %s", seed, why ? why : "");
    everywhere_add(w, t.b);
    toy_clear(&t);
    return w->states - before;
}

static void
same(unsigned seed, const struct strings *adversary,
     const struct strings *programs, const char *what)
{
    const char *more = everywhere_extra(adversary, programs);
    const char *less = everywhere_extra(programs, adversary);

    cr_expect_null(more, "seed %u: a %s of no program: %s", seed, what,
                   more ? more : "");
    cr_expect_null(less, "seed %u: a %s the adversary misses: %s", seed, what,
                   less ? less : "");
}

Test(adversary, is_every_program)
{
    unsigned hazards = 0, ends = 0, states = 0;

    for (unsigned seed = 0; seed < PLANS; seed++) {
        struct everywhere one, all;
        unsigned menu = menu_of(seed);
        struct chooser g = {0};

        everywhere_init(&one);
        everywhere_init(&all);
        states += add_plan(&one, seed, NULL, -1);
        while (choose_more(&g)) {
            int length = (int) choose(&g, DEPTH + 1);
            unsigned program[DEPTH] = {0};

            for (int i = 0; i < length; i++)
                program[i] = choose(&g, menu);
            add_plan(&all, seed, program, length);
        }
        same(seed, &one.hazard, &all.hazard, "hazard");
        same(seed, &one.end, &all.end, "end");
        hazards += one.hazard.list->len;
        ends += one.end.list->len;
        everywhere_clear(&one);
        everywhere_clear(&all);
    }
    cr_expect_gt(hazards, 3 * PLANS / 2, "only %u hazards", hazards);
    cr_expect_gt(ends, 4 * PLANS, "only %u ends", ends);
    cr_expect_gt(states, 150 * PLANS, "only %u states", states);
}

Test(adversary, choices_at_one_position_are_not_ordered)
{
    struct toy t;
    uint16_t thread;

    machine(&t, 0);
    thread = toy_thread(&t);
    t.thread[thread].depth = 3;
    for (unsigned i = 0; i < 2; i++)
        toy_at(toy_do(&t, thread, 0, TOY_VM1, "load"), TOY_VM1, 0, 8);
    toy_do(&t, 0, 0, TOY_VM1, "fence");
    cr_assert_null(toy_bind(&t));
    cr_assert_eq(t.b->nop, 8);
    cr_expect_eq(thread_length(t.b, 0), 2);
    cr_expect_eq(thread_length(t.b, thread), 3);
    for (uint32_t i = 2; i < 8; i++)
        for (uint32_t k = 2; k < 8; k++) {
            cr_expect_eq(op_position(t.b, i), i / 2 - 1);
            cr_expect_eq(order_before(t.b, i, k), i / 2 < k / 2, "%u %u", i, k);
        }
    for (uint32_t i = 2; i < 8; i++) {
        cr_expect(order_before(t.b, 0, i) && order_before(t.b, i, 1));
        cr_expect(!order_before(t.b, i, 0) && !order_before(t.b, 1, i));
    }
    toy_clear(&t);
}

/* What bind says of an adversary of DEPTH with one more step of this verb. */
static const char *
refusal(const char *verb, uint16_t ctx, uint32_t depth, uint64_t bytes)
{
    static char why[128];
    struct toy t;
    uint16_t thread;
    struct plan_step *s;

    machine(&t, 0);
    thread = toy_thread(&t);
    t.thread[thread].depth = depth;
    toy_at(toy_do(&t, thread, 0, TOY_VM1, "load"), TOY_VM1, 0, 8);
    s = toy_do(&t, thread, 0, ctx, verb);
    if (s->verb->kind == OP_SIGNAL)
        toy_operand(s, OPERAND_SIGNAL, 0);
    else if (s->verb->kind == OP_OWNER)
        toy_operand(s, OPERAND_REGION, 0);
    else
        toy_at(s, ctx, 0, bytes);
    g_strlcpy(why, toy_bind(&t) ? toy_bind(&t) : "", sizeof why);
    toy_clear(&t);
    return why;
}

Test(adversary, has_limits)
{
    cr_expect_str_empty(refusal("load", TOY_VM1, 32768, 8));
    cr_expect_str_eq(refusal("load", TOY_VM1, 32769, 8),
                     "an adversary of more than 65,536 steps times depth");
    cr_expect_str_eq(refusal("load", TOY_VM1, 2, 72),
                     "a step of an adversary names more than one line");
    cr_expect_str_eq(refusal("load", TOY_VM2, 2, 8),
                     "an adversary accesses memory for two principals");
    cr_expect_str_eq(refusal("signal", TOY_VM1, 2, 8),
                     "an adversary cannot signal, wait or await");
    cr_expect_str_eq(refusal("free", TOY_VM1, 2, 8),
                     "an adversary cannot change who owns memory");
}
