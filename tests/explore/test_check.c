/*
 * Claims about every schedule: `always`, `possible` and `never` of hazards,
 * conditions, registers and memory, decided and undecided; and that witnesses
 * show what they are witnesses of.
 */
#include <criterion/criterion.h>
#include <glib.h>

#include "sim/explore/check.h"
#include "sim/explore/witness.h"
#include "tests/lib/toy.h"

enum { FRESH = TOY_PRINCIPALS }; /* the map made after those of one region */

/* What the programs below are made of: a page, its write-back maps, another
 * map of it by the host. */
static void
page(struct toy *t, enum toy_type type, uint16_t *cpu)
{
    toy_init(t);
    toy_ram(t, TOY_HOST, TOY_HOST);
    toy_map(t, TOY_HOST, 0, type);
    *cpu = toy_cpu(t);
    t->plan.nreg = 2;
}

/* The dirty line is never looked into: stale unless it was evicted before. */
static void
blind_read(struct toy *t)
{
    uint16_t cpu;

    page(t, TOY_UC_BLIND, &cpu);
    toy_value(toy_at(toy_do(t, 0, cpu, TOY_HOST, "store"), 0, 0, 8), 5);
    toy_do(t, 0, cpu, TOY_HOST, "fence");
    toy_at(toy_do(t, 0, cpu, TOY_HOST, "load"), FRESH, 0, 8)->result = 0;
}

/* A clean copy, then a store that does not look into it, then a read that hits
 * it unless it went in between. */
static void
stale_copy(struct toy *t)
{
    uint16_t cpu;

    page(t, TOY_UC_BLIND, &cpu);
    toy_at(toy_do(t, 0, cpu, TOY_HOST, "load"), 0, 0, 8)->result = 0;
    toy_value(toy_at(toy_do(t, 0, cpu, TOY_HOST, "store"), FRESH, 0, 8), 5);
    toy_do(t, 0, cpu, TOY_HOST, "fence");
    toy_at(toy_do(t, 0, cpu, TOY_HOST, "load"), 0, 0, 8)->result = 1;
}

/* The same through memory types that agree. */
static void
coherent(struct toy *t)
{
    uint16_t cpu;

    page(t, TOY_WB, &cpu);
    toy_value(toy_at(toy_do(t, 0, cpu, TOY_HOST, "store"), 0, 0, 8), 5);
    toy_at(toy_do(t, 0, cpu, TOY_HOST, "load"), FRESH, 0, 8)->result = 0;
}

/* A device reads guest data past a dirty line it cannot see: a guest's loss. */
static void
guest_dma(struct toy *t)
{
    uint16_t ram, cpu, device;

    toy_init(t);
    ram = toy_ram(t, TOY_VM1, TOY_VM1);
    cpu = toy_cpu(t);
    device = toy_device(t, TOY_VM1, true);
    t->platform.key[PK_HONOURS_NO_SNOOP] = 1;
    toy_value(toy_at(toy_do(t, 0, cpu, TOY_VM1, "store"), TOY_VM1, 0, 8), 5);
    toy_do(t, 0, cpu, TOY_VM1, "fence");
    toy_at(toy_do(t, 0, device, PLAN_NONE, "dma-read"), ram, 0, 8)->result = 0;
    t->plan.nreg = 1;
}

/* Waits for ever. */
static void
blocked(struct toy *t)
{
    uint16_t cpu;

    page(t, TOY_WB, &cpu);
    toy_value(toy_at(toy_do(t, 0, cpu, TOY_HOST, "load"), 0, 0, 8), 0)->result =
        0;
    toy_operand(toy_do(t, 0, cpu, TOY_HOST, "wait"), OPERAND_SIGNAL, 0);
    toy_operand(toy_do(t, 0, cpu, TOY_HOST, "signal"), OPERAND_SIGNAL, 0);
}

static struct check_request
ask(struct toy *t, const struct claim *const *claim, uint32_t n)
{
    return (struct check_request){.plan = &t->plan,
                                  .platform = &t->platform,
                                  .claim = claim,
                                  .nclaim = n,
                                  .arena = &t->arena};
}

/* ---- truth tables ---- */

static const struct claim_hazard stale = {.kind = HAZARD_STALE_READ,
                                          .victim = PLAN_NONE};
static const struct claim_hazard stale_and_lost[] = {
    {.kind = HAZARD_STALE_READ, .victim = PLAN_NONE},
    {.kind = HAZARD_LOST_WRITE, .victim = PLAN_NONE},
};
static const struct claim_term r0_is_5[] = {
    {.compare = CMP_EQ, .id = 0, .number = 5}
};
static const struct claim_term r0_is_0_or_5[] = {
    {.compare = CMP_EQ,  .id = 0, .number = 0},
    { .or_ = true, .compare = CMP_EQ, .id = 0, .number = 5},
};
static const struct claim_term stored[] = {
    {.compare = CMP_EQ, .id = 0, .number = 0},
    { .memory = true, .compare = CMP_EQ,      .id = 0, .offset = 4, .number = 5},
};

// clang-format off
enum subject { STALE, BOTH, ANY, R0, R1, FIVE, EITHER, STORED, ALIAS, COUNT };
static const struct claim subjects[] = {
    [STALE] = {.what = CLAIM_HAZARDS, .hazard = &stale, .nhazard = 1},
    [BOTH] = {.what = CLAIM_HAZARDS, .hazard = stale_and_lost, .nhazard = 2},
    [ANY] = {.what = CLAIM_HAZARDS},
    [R0] = {.what = CLAIM_REGISTER, .id = 0, .compare = CMP_EQ, .number = 5},
    [R1] = {.what = CLAIM_REGISTER, .id = 1, .compare = CMP_GE, .number = 0},
    [FIVE] = {.what = CLAIM_FINAL, .term = r0_is_5, .nterm = 1},
    [EITHER] = {.what = CLAIM_FINAL, .term = r0_is_0_or_5, .nterm = 2},
    [STORED] = {.what = CLAIM_FINAL, .term = stored, .nterm = 2},
    [ALIAS] = {.what = CLAIM_CONDITION, .id = CONDITION_ALIAS},
    [COUNT] = {.what = CLAIM_COUNT, .id = COUNT_FLUSH},
};

/* always, possible, never: + holds, - fails, ? undecided; in all schedules,
 * and with not even the first step taken. */
static const struct {
    void (*make)(struct toy *t);
    uint8_t subject;
    const char *all, *none;
} truths[] = {
    {coherent, STALE, "--+", "???"},
    {coherent, BOTH, "--+", "???"},
    {coherent, ANY, "--+", "???"},
    {coherent, R0, "++-", "???"},
    {coherent, R1, "--+", "???"}, /* never written */
    {coherent, FIVE, "++-", "???"},
    {coherent, EITHER, "++-", "???"},
    {coherent, STORED, "--+", "???"},
    {coherent, ALIAS, "--+", "???"},
    {coherent, COUNT, "???", "???"},
    {blind_read, STALE, "-+-", "???"},
    {blind_read, BOTH, "---", "???"},
    {blind_read, ANY, "-+-", "???"},
    {blind_read, R0, "-+-", "???"},
    {blind_read, R1, "--+", "???"},
    {blind_read, FIVE, "-+-", "???"},
    {blind_read, EITHER, "++-", "???"},
    {blind_read, STORED, "-+-", "???"},
    {blind_read, ALIAS, "++-", "?+-"},
    {stale_copy, STALE, "-+-", "???"},
    {blocked, STALE, "--+", "???"},
    {blocked, R0, "--+", "???"},
    {blocked, EITHER, "--+", "???"},
};
// clang-format on

static char
sign(uint8_t says)
{
    return says == CHECK_HOLDS ? '+' : says == CHECK_FAILS ? '-' : '?';
}

/* What is said of a subject in the three modes. */
static void
judge_subject(struct toy *t, uint8_t subject, struct explore_options o,
              char out[4])
{
    struct claim claim[3] = {subjects[subject], subjects[subject],
                             subjects[subject]};
    const struct claim *p[] = {&claim[0], &claim[1], &claim[2]};
    struct check_request q = ask(t, p, 3);
    struct check_result r;

    claim[0].mode = CLAIM_ALWAYS;
    claim[1].mode = CLAIM_POSSIBLE;
    claim[2].mode = CLAIM_NEVER;
    q.explore = o;
    r = check(&q);
    cr_assert_null(r.why, "%s", r.why);
    cr_assert_eq(r.nclaim, 3);
    for (uint32_t i = 0; i < 3; i++)
        out[i] = sign(r.claim[i].says);
    out[3] = '\0';
    check_done(&r);
}

Test(check, claims)
{
    for (size_t i = 0; i < G_N_ELEMENTS(truths); i++) {
        struct toy t;
        char got[4];

        truths[i].make(&t);
        judge_subject(&t, truths[i].subject, (struct explore_options){0}, got);
        cr_expect_str_eq(got, truths[i].all, "row %zu: %s", i, got);
        judge_subject(&t, truths[i].subject,
                      (struct explore_options){.reduce = REDUCE_ALL}, got);
        cr_expect_str_eq(got, truths[i].all, "row %zu, reduced: %s", i, got);
        judge_subject(&t, truths[i].subject,
                      (struct explore_options){.max_depth = 1}, got);
        cr_expect_str_eq(got, truths[i].none, "row %zu, bounded: %s", i, got);
        toy_clear(&t);
    }
}

/* ---- witnesses ---- */

static void
expect_witnesses(struct toy *t, struct check_request *q, const char *what)
{
    struct check_result r = check(q);

    cr_assert_null(r.why, "%s", r.why);
    for (uint32_t i = 0; i < r.nhazard; i++) {
        const struct check_hazard *h = &r.hazard[i];
        struct sought s = {.hazard = &h->hazard};
        struct shown shown;

        cr_expect(h->witness.shortest, "%s", what);
        cr_expect(witness_shows(r.bound, h->witness.event, h->witness.nevent,
                                &s, &shown),
                  "%s: %s", what, hazard_names[h->hazard.kind]);
        cr_expect_eq(shown.nevent, h->witness.nevent);
        cr_expect_not(witness_shows(r.bound, h->witness.event,
                                    h->witness.nevent - 1, &s, NULL));
        cr_expect_lt(h->hazard.step, t->plan.nstep);
        cr_expect_gt(h->count, 0);
    }
    for (uint32_t i = 0; i < r.ncondition; i++) {
        struct sought s = {.condition = r.condition[i].condition};

        cr_expect(witness_shows(r.bound, r.condition[i].witness.event,
                                r.condition[i].witness.nevent, &s, NULL));
    }
    check_done(&r);
}

static void (*const programs[])(struct toy *t) = {
    coherent, blind_read, stale_copy, guest_dma, blocked,
};

Test(check, witnesses_show_what_they_are_of)
{
    for (size_t i = 0; i < G_N_ELEMENTS(programs); i++)
        for (uint32_t reduce = 0; reduce <= REDUCE_ALL; reduce += REDUCE_ALL) {
            struct toy t;
            struct check_request q;

            programs[i](&t);
            q = ask(&t, NULL, 0);
            q.explore.reduce = reduce;
            expect_witnesses(&t, &q, reduce ? "reduced" : "plain");
            toy_clear(&t);
        }
}

Test(check, shortest_witness)
{
    struct toy t;
    struct check_request q;
    struct check_result r;

    blind_read(&t);
    q = ask(&t, NULL, 0);
    r = check(&q);
    /* store, perform, fence, load */
    cr_assert_eq(r.nhazard, 1);
    cr_expect_eq(r.hazard[0].hazard.kind, HAZARD_STALE_READ);
    cr_expect_eq(r.hazard[0].witness.nevent, 4);
    cr_expect_eq(r.hazard[0].got, 0);
    cr_expect_eq(r.hazard[0].wanted, 5);
    cr_expect_eq(r.hazard[0].hazard.step, 2);
    cr_expect_eq(r.hazard[0].hazard.conditions, 1 << CONDITION_ALIAS);
    check_done(&r);
    toy_clear(&t);
}

Test(check, what_is_not_needed_is_left_out)
{
    static const struct hazard stale_read = {
        .kind = HAZARD_STALE_READ, .cause = CAUSE_DIRTY_LINE_NOT_SNOOPED};
    struct toy t;
    struct check_request q;
    struct check_result r;
    struct sought s;
    struct event event[8];
    uint32_t n;

    blind_read(&t);
    q = ask(&t, NULL, 0);
    r = check(&q);
    s.hazard = &r.hazard[0].hazard;
    cr_expect_eq(r.hazard[0].hazard.cause, stale_read.cause);
    /* An eviction and a fill before it, which change nothing. */
    event[0] = (struct event){.kind = EV_FILL, .line = 0};
    event[1] = (struct event){.kind = EV_EVICT, .agent = 1, .line = 0};
    n = 2;
    for (uint32_t i = 0; i < r.hazard[0].witness.nevent; i++)
        event[n++] = r.hazard[0].witness.event[i];
    cr_assert(witness_shows(r.bound, event, n, &s, NULL));
    cr_expect_eq(witness_shorten(r.bound, event, n, &s), 4);
    cr_expect(witness_shows(r.bound, event, 4, &s, NULL));
    check_done(&r);
    toy_clear(&t);
}

Test(check, outcomes_have_paths)
{
    struct toy t;
    struct check_request q;
    struct check_result r;

    blind_read(&t);
    q = ask(&t, NULL, 0);
    r = check(&q);
    cr_assert_gt(r.noutcome, 0);
    for (uint32_t i = 0; i < r.noutcome; i++) {
        struct witness w = check_outcome_path(&r, i, &t.arena);
        cell *m = g_new(cell, r.bound->at.ncell);

        machine_start(r.bound, m);
        for (uint32_t k = 0; k < w.nevent; k++)
            machine_step(r.bound, m, w.event[k], NULL);
        cr_expect(outcome_final(r.bound, m));
        cr_expect_eq(machine_value(r.bound, m, m[r.bound->at.reg] - 1),
                     r.outcome[i].value[0]);
        g_free(m);
    }
    check_done(&r);
    toy_clear(&t);
}

/* ---- properties ---- */

static const struct {
    void (*make)(struct toy *t);
    const char *says; /* host-safe, isolated, guest-coherent, unaliased       */
} properties[] = {
    {coherent,   "++++"},
    {blind_read, "+++-"},
    {guest_dma,  "++-+"},
};

Test(check, properties)
{
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
        struct toy t;
        struct check_request q;
        struct check_result r;
        char got[5] = "";

        properties[i].make(&t);
        q = ask(&t, NULL, 0);
        q.property = (1u << PROPERTY_SAME_OUTCOMES) - 1;
        r = check(&q);
        cr_assert_eq(r.nproperty, 4);
        for (uint32_t p = 0; p < r.nproperty; p++) {
            got[p] = sign(r.property[p].says);
            cr_expect_eq(r.property[p].property, p);
        }
        cr_expect_str_eq(got, properties[i].says, "row %zu: %s", i, got);
        check_done(&r);
        q.explore.max_depth = 1;
        r = check(&q);
        cr_expect_eq(r.property[0].says, CHECK_UNDECIDED);
        check_done(&r);
        toy_clear(&t);
    }
}

Test(check, same_outcomes)
{
    struct toy t[2];
    struct check_request q[2];
    struct check_result r[2];
    struct check_difference d;

    coherent(&t[0]);
    blind_read(&t[1]);
    for (int i = 0; i < 2; i++) {
        q[i] = ask(&t[i], NULL, 0);
        r[i] = check(&q[i]);
    }
    d = check_same_outcomes(&r[0], &r[0]);
    cr_expect_eq(d.says, CHECK_HOLDS);
    d = check_same_outcomes(&r[0], &r[1]);
    cr_expect_eq(d.says, CHECK_FAILS);
    cr_expect(d.second);
    cr_expect_eq(d.hazard, 0);
    check_done(&r[1]);
    q[1].explore.max_depth = 1;
    r[1] = check(&q[1]);
    d = check_same_outcomes(&r[0], &r[1]);
    cr_expect_eq(d.says, CHECK_UNDECIDED);
    for (int i = 0; i < 2; i++) {
        check_done(&r[i]);
        toy_clear(&t[i]);
    }
}

/* ---- determinism ---- */

static void
expect_same(const struct check_result *a, const struct check_result *b)
{
    cr_expect_eq(a->explored.states, b->explored.states);
    cr_expect_eq(a->explored.transitions, b->explored.transitions);
    cr_assert_eq(a->nhazard, b->nhazard);
    for (uint32_t i = 0; i < a->nhazard; i++) {
        const struct check_hazard *x = &a->hazard[i], *y = &b->hazard[i];

        cr_expect_eq(x->hazard.kind, y->hazard.kind);
        cr_expect_eq(x->hazard.op, y->hazard.op);
        cr_expect_eq(x->count, y->count);
        cr_assert_eq(x->witness.nevent, y->witness.nevent);
        cr_expect_arr_eq(x->witness.event, y->witness.event,
                         x->witness.nevent * sizeof(struct event));
    }
    cr_assert_eq(a->noutcome, b->noutcome);
    for (uint32_t i = 0; i < a->noutcome; i++) {
        cr_expect_eq(a->outcome[i].count, b->outcome[i].count);
        cr_expect_eq(a->outcome[i].first, b->outcome[i].first);
        cr_expect_eq(a->outcome[i].marks, b->outcome[i].marks);
    }
}

Test(check, same_at_any_number_of_threads)
{
    static const struct claim always = {.mode = CLAIM_ALWAYS,
                                        .what = CLAIM_HAZARDS,
                                        .hazard = &stale,
                                        .nhazard = 1};
    const struct claim *p[] = {&always};

    for (size_t i = 0; i < G_N_ELEMENTS(programs); i++) {
        struct toy t;
        struct check_request q;
        struct check_result one, two;

        programs[i](&t);
        q = ask(&t, p, 1);
        q.explore.jobs = 1;
        one = check(&q);
        q.explore.jobs = 2;
        two = check(&q);
        expect_same(&one, &two);
        check_done(&one);
        check_done(&two);
        toy_clear(&t);
    }
}

Test(check, too_many_marks)
{
    struct claim_hazard hazard[40];
    struct claim always = {.mode = CLAIM_ALWAYS,
                           .what = CLAIM_HAZARDS,
                           .hazard = hazard,
                           .nhazard = 40};
    const struct claim *p[] = {&always};
    struct toy t;
    struct check_request q;
    struct check_result r;

    for (uint16_t i = 0; i < 40; i++)
        hazard[i] = (struct claim_hazard){HAZARD_LEAK, 0, 0, i};
    coherent(&t);
    q = ask(&t, p, 1);
    r = check(&q);
    cr_expect_not_null(r.why);
    cr_expect_eq(r.end, EXPLORE_IMPOSSIBLE);
    check_done(&r);
    toy_clear(&t);
}
