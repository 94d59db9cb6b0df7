/*
 * Reductions lose nothing: every shipped scenario, at every point and under
 * every policy it names, shows the same hazards and the same last states with
 * each reduction, with all, and with none; so do the benchmark system and
 * random programs.
 */
#include <criterion/criterion.h>
#include <glib.h>
#include <inttypes.h>

#include "sim/base/rng.h"
#include "sim/core/access.h"
#include "sim/core/judge.h"
#include "sim/explore/explore.h"
#include "tests/lib/cohdma.h"
#include "tests/lib/toy.h"
#include "tests/lib/weak.h"
#include "tools/inputs.h"
#include "tools/scenario.h"
#include "tools/shipped.h"

/* ----------------------------------------------- what one search has shown */

struct seen {
    struct explore_eye eye;
    GHashTable *hazard; /* kind, cause, victim, severity                      */
    GHashTable *last;   /* values of registers and memory, as text            */
    GHashTable *condition; /* those of issued accesses, by operation          */
    uint64_t states, transitions;
    uint8_t end;
};

static void
note_conditions(struct seen *s, const struct bound *b, const cell *m,
                const struct txn *t)
{
    const struct op *op = &b->op[t->op];
    uintptr_t key = (uintptr_t) t->op << 2;

    key |= line_aliased(b, m, t->line);
    key |= translation_stale(b, m, op, t->version) ? 2u : 0u;
    g_hash_table_add(s->condition, GSIZE_TO_POINTER(key + 1));
}

static void
note_hazards(struct sink *to, const struct bound *b, const cell *m,
             const struct txn *t)
{
    struct seen *s = (struct seen *) to;
    struct hazard h[JUDGE_MAX];
    uint32_t n;

    if (t->kind == TX_ISSUE) {
        note_conditions(s, b, m, t);
        return;
    }
    n = judge(b, m, t, h);
    for (uint32_t i = 0; i < n; i++)
        g_hash_table_add(s->hazard,
                         GUINT_TO_POINTER(1u | (guint) h[i].kind << 1 |
                                          (guint) h[i].cause << 8 |
                                          (guint) h[i].severity << 14 |
                                          (guint) h[i].victim << 16));
}

/* What a word holds once dirty data is in memory. */
static uint32_t
folded(const struct bound *b, const cell *m, uint32_t line, uint32_t gran)
{
    cell *ln = line_cells(b, m, line);
    uint32_t local = ln[gran];

    for (uint32_t h = 0; h <= b->ncpu; h++)
        if (line_dirty(holder_cells(b, ln, h)[0]))
            local = holder_cells(b, ln, h)[1 + gran];
    return version_of(b, line, gran, local);
}

static bool
is_last(const struct bound *b, const cell *m)
{
    for (uint32_t t = 0; t < b->nthread; t++)
        if (!machine_thread_done(b, m, t))
            return false;
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if ((b->depth && window_cells(b, m, cpu, 0)[0]) ||
            (b->nwcb && wcb_cells(b, m, cpu, 0)[0]))
            return false;
    return true;
}

static void
note_last(struct explore_eye *eye, const struct bound *b, const cell *m,
          uint32_t id, uint32_t nevent)
{
    struct seen *s = (struct seen *) eye;
    GString *text;

    (void) id;
    (void) nevent;
    if (!is_last(b, m))
        return;
    text = g_string_new("");
    for (uint32_t r = 0; r < b->nreg; r++)
        if (m[b->at.reg + r])
            g_string_append_printf(text, "%" PRIx64 " ",
                                   machine_value(b, m, m[b->at.reg + r] - 1));
        else
            g_string_append(text, "- ");
    for (uint32_t l = 0; l < b->nline; l++)
        for (uint32_t g = 0; g < b->line[l].ngran; g++)
            g_string_append_printf(text, "%" PRIx64 " ",
                                   machine_value(b, m, folded(b, m, l, g)));
    if (g_hash_table_contains(s->last, text->str))
        g_string_free(text, TRUE);
    else
        g_hash_table_add(s->last, g_string_free(text, FALSE));
}

static struct explore_eye *
one_eye(void *to, unsigned i)
{
    (void) i;
    return to;
}

static struct seen
search(struct bound *b, uint32_t reduce, uint64_t states)
{
    uint32_t wanted = JUDGED_KINDS | 1u << TX_ISSUE;
    struct seen s = {.eye = {.sink = {note_hazards, ~wanted}}};
    struct explore_visitor v = {one_eye, note_last, NULL, &s};
    struct explore_result r;

    if (!b->judged)
        s.eye.sink.deaf = UINT32_MAX;
    s.hazard = g_hash_table_new(NULL, NULL);
    s.condition = g_hash_table_new(NULL, NULL);
    s.last = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r = explore(
        b, &(struct explore_options){.max_states = states, .reduce = reduce},
        &v);
    s.states = r.states;
    s.transitions = r.transitions;
    s.end = r.end;
    explored_free(r.seen);
    return s;
}

static void
seen_clear(struct seen *s)
{
    g_hash_table_destroy(s->hazard);
    g_hash_table_destroy(s->condition);
    g_hash_table_destroy(s->last);
}

/* ------------------------------------------------------------ with against */

static const uint32_t reductions[] = {
    REDUCE_AMPLE,
    REDUCE_DEAD,
    REDUCE_ALL,
};

enum { REDUCTIONS = G_N_ELEMENTS(reductions) };

struct tally {
    unsigned cases, bounded;
    uint64_t plain, reduced[REDUCTIONS];
};

static gboolean
is_missing(gpointer key, gpointer value, gpointer in)
{
    (void) value;
    return !g_hash_table_contains(in, key);
}

static bool
same_keys(GHashTable *a, GHashTable *b)
{
    /* No key is 0, so that what is found is told from nothing. */
    return g_hash_table_size(a) == g_hash_table_size(b) &&
           !g_hash_table_find(a, is_missing, b);
}

/* Whether all reductions agree with a plain search of at most STATES. */
static void
compare(struct bound *b, uint64_t states, const char *what, struct tally *t)
{
    struct seen plain = search(b, 0, states);

    t->cases++;
    if (plain.end != EXPLORE_COMPLETE) {
        t->bounded++;
        seen_clear(&plain);
        return;
    }
    t->plain += plain.states;
    for (unsigned i = 0; i < REDUCTIONS; i++) {
        struct seen s = search(b, reductions[i], 0);

        cr_expect(s.end == EXPLORE_COMPLETE && s.states <= plain.states,
                  "%s: %u: more states", what, reductions[i]);
        cr_expect(same_keys(plain.hazard, s.hazard), "%s: %u: hazards", what,
                  reductions[i]);
        cr_expect(same_keys(plain.condition, s.condition), "%s: %u: conditions",
                  what, reductions[i]);
        cr_expect(same_keys(plain.last, s.last), "%s: %u: last states %u of %u",
                  what, reductions[i], g_hash_table_size(s.last),
                  g_hash_table_size(plain.last));
        t->reduced[i] += s.states;
        seen_clear(&s);
    }
    seen_clear(&plain);
}

static void
print_tally(const char *what, const struct tally *t)
{
    printf("%s: %u cases, %u of them too large to compare; %" PRIu64 " states",
           what, t->cases, t->bounded, t->plain);
    for (unsigned i = 0; i < REDUCTIONS; i++)
        printf(", with %u %" PRIu64, reductions[i], t->reduced[i]);
    printf("\n");
}

/* --------------------------------------------------------------- scenarios */

static void
compare_scenario(struct scenario *sc, struct shipped *shipped, uint64_t states,
                 struct tally *t)
{
    struct diag_sink *sink = diag_sink_new();
    struct arena arena[2];

    cr_assert(scenario_choose(sc, shipped, NULL));
    cr_assert(scenario_points(sc, NULL));
    arena_init(&arena[0], 0);
    arena_init(&arena[1], 0);
    for (uint64_t p = 0; p < sc->npoint; p++) {
        const struct experiment *e;
        struct point point;

        points_get(sc->points, p, &point);
        arena_reset(&arena[0]);
        e = script_elaborate(sc->script, &point, &arena[0], sink);
        cr_assert(e, "%s", sc->file);
        for (guint k = 0; k < sc->stacks->len; k++) {
            struct bind_request q = {.plan = &e->plan,
                                     .platform = scenario_platform(sc, e),
                                     .policy = sc->stacks->pdata[k],
                                     .arena = &arena[1]};
            const char *why = NULL;
            g_autofree char *what = g_strdup_printf(
                "%s with %s under %s", sc->file,
                point_text(sc->script, &point, &arena[0]), q.policy->name);
            struct bound *b;

            arena_reset(&arena[1]);
            b = bind_plan(&q, &why);
            cr_assert(b, "%s: %s", what, why);
            compare(b, states, what, t);
            bound_done(b);
        }
    }
    arena_clear(&arena[0]);
    arena_clear(&arena[1]);
    diag_sink_free(sink);
}

static void
compare_folder(const char *folder, uint64_t states)
{
    const char *only = g_getenv("MTSIM_SCHEDULES"); /* for trying one */
    const char *words[] = {only ? only : folder, NULL};
    struct tally t = {0};
    int status = 0;
    struct shipped *shipped = shipped_open(NULL, NULL, &status);
    GPtrArray *input;

    cr_assert(shipped);
    input = inputs_find(shipped->dir, words, &status);
    cr_assert(input);
    for (guint i = 0; i < input->len; i++) {
        struct scenario *sc =
            scenario_load(shipped, input->pdata[i], NULL, &status);

        cr_assert(sc, "%s", ((struct input *) input->pdata[i])->shown);
        compare_scenario(sc, shipped, states, &t);
        scenario_free(sc);
    }
    print_tally(folder, &t);
    g_ptr_array_unref(input);
    shipped_close(shipped);
    cr_expect_gt(t.cases, t.bounded);
}

Test(reduce, rules_show_the_same, .timeout = 300)
{
    compare_folder("tests/rules", 60000);
}

Test(reduce, shipped_scenarios_show_the_same, .timeout = 300)
{
    compare_folder("scenarios/x86", 60000);
}

/* -------------------------------------------------------- benchmark system */

Test(reduce, benchmark_system_keeps_its_outcomes, .timeout = 300)
{
    struct cohdma system;
    struct arena arena;
    struct bound *b;
    struct seen s;

    arena_init(&arena, 0);
    b = cohdma_bind(&system, &arena);
    s = search(b, REDUCE_AMPLE, 0);
    cr_expect_eq(g_hash_table_size(s.last), 2557, "%u outcomes",
                 g_hash_table_size(s.last));
    cr_expect_eq(s.states, 5119539);
    seen_clear(&s);
    bound_done(b);
    arena_clear(&arena);
}

/* -------------------------------------------------------------------- traps */

struct sought {
    uint8_t kind, cause;
};

static gboolean
is_sought(gpointer key, gpointer value, gpointer data)
{
    const struct sought *s = data;

    (void) value;
    return (GPOINTER_TO_UINT(key) >> 1 & 0x7f) == s->kind &&
           (GPOINTER_TO_UINT(key) >> 8 & 0x3f) == s->cause;
}

/* Whether some hazard of this kind, with this cause, is shown. */
static bool
shows(const struct seen *s, uint8_t kind, uint8_t cause)
{
    struct sought sought = {kind, cause};

    return g_hash_table_find(s->hazard, is_sought, &sought) != NULL;
}

static void
expect_shown(struct toy *t, uint8_t kind, uint8_t cause)
{
    const char *why = toy_bind(t);
    struct tally tally = {0};
    struct seen s;

    cr_assert_null(why, "%s", why);
    s = search(t->b, 0, 0);
    cr_expect(shows(&s, kind, cause), "the trap is none");
    seen_clear(&s);
    compare(t->b, UINT32_MAX, "trap", &tally);
    toy_clear(t);
}

/* A store that waits in the window vouches for the older one below it: it may
 * not enter before the older one had its chance to be lost. */
Test(reduce, a_store_hides_no_lost_write)
{
    struct toy t;
    uint16_t cpu, device, ram;

    toy_init(&t);
    t.platform.key[PK_HONOURS_NO_SNOOP] = 1;
    cpu = toy_cpu(&t);
    device = toy_device(&t, TOY_HOST, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(toy_at(toy_do(&t, 0, cpu, TOY_HOST, "store"), 0, 0, 8), 1);
    toy_value(toy_at(toy_do(&t, 0, device, PLAN_NONE, "dma-write"), ram, 8, 16),
              2);
    toy_value(toy_at(toy_do(&t, 0, cpu, TOY_HOST, "store"), 0, 8, 16), 3);
    expect_shown(&t, HAZARD_LOST_WRITE, CAUSE_FALSE_SHARING);
}

/* A flush that waits in the window is the cause of what is read meanwhile. */
Test(reduce, a_flush_changes_no_cause)
{
    struct toy t;
    uint16_t cpu[2], device, ram, thread[2];

    toy_init(&t);
    t.platform.key[PK_HONOURS_NO_SNOOP] = 1;
    cpu[0] = toy_cpu(&t);
    cpu[1] = toy_cpu(&t);
    device = toy_device(&t, TOY_HOST, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(toy_at(toy_do(&t, 0, cpu[0], TOY_HOST, "store"), 0, 0, 8), 1);
    toy_do(&t, 0, cpu[0], TOY_HOST, "fence");
    thread[0] = toy_thread(&t);
    thread[1] = toy_thread(&t);
    toy_at(toy_do(&t, thread[0], cpu[1], TOY_HOST, "flushopt"), 0, 0, 8);
    toy_at(toy_do(&t, thread[1], device, PLAN_NONE, "dma-read"), ram, 0, 8);
    expect_shown(&t, HAZARD_STALE_READ, CAUSE_DIRTY_LINE_NOT_SNOOPED);
}

/* --------------------------------------------------------- random programs */

struct dice {
    struct rng rng;
    struct toy t;
    uint16_t agent[3]; /* two CPUs, a device                                  */
    uint16_t ram, map[4], bell;
    unsigned signal; /* 0: none, 1: to be given, 2: to be waited for          */
    bool weak;       /* loads perform late                                    */
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
random_programs(const char *name, bool weak)
{
    const char *seeds = g_getenv("MTSIM_SEEDS"); /* for trying more */
    uint64_t n = seeds ? g_ascii_strtoull(seeds, NULL, 10) : 200;
    struct tally t = {0};

    for (uint64_t seed = 0; seed < n; seed++) {
        g_autofree char *what = g_strdup_printf("seed %" PRIu64, seed);
        struct dice d = {.weak = weak};

        rng_seed(&d.rng, seed);
        if (weak)
            weak_init(&d.t, true);
        else
            toy_init(&d.t);
        random_system(&d);
        random_program(&d);
        if (!toy_bind(&d.t))
            compare(d.t.b, 20000, what, &t);
        toy_clear(&d.t);
    }
    print_tally(name, &t);
    cr_expect_gt(t.cases, n / 2);
}

Test(reduce, random_programs_show_the_same, .timeout = 300)
{
    random_programs("random programs", false);
}

Test(reduce, weak_programs_show_the_same, .timeout = 300)
{
    random_programs("weak programs", true);
}
