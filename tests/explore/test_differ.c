/*
 * The search for the smallest program, on machines made up for the purpose:
 * registers of a few bits that operations change, of which one machine shows
 * something the other does not.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "sim/explore/differ.h"

enum { OPS = 5, LENGTH = 4 };

/* A lock that opens after the right operations, with others allowed between
 * them or not; both machines have it, one shows that it is open. */
struct lock {
    uint8_t want[DIFFER_MAX];
    uint8_t n;
    bool strict;  /* a wrong operation closes it again                        */
    uint32_t ran; /* programs                                                 */
};

static unsigned
turn(const struct lock *l, unsigned at, uint8_t op)
{
    if (at < l->n && l->want[at] == op)
        return at + 1;
    return l->strict ? op == l->want[0] : at;
}

static unsigned
run(const struct lock *l, const struct differ_program *p)
{
    unsigned at = 0;

    for (uint32_t i = 0; i < p->n; i++)
        at = turn(l, at, p->op[i]);
    return at;
}

static enum differ_said
begin(void *to, uint32_t start, struct differ_key *key)
{
    (void) start;
    *key = (struct differ_key){
        {1, 0}
    };
    return ((struct lock *) to)->n ? DIFFER_SAME : DIFFER_FOUND;
}

static void
extend(void *to, unsigned worker, const struct differ_program *p, uint8_t *said,
       struct differ_key *key)
{
    struct lock *l = to;
    unsigned at = run(l, p);

    (void) worker;
    __atomic_fetch_add(&l->ran, OPS, __ATOMIC_RELAXED);
    for (uint8_t op = 0; op < OPS; op++) {
        unsigned next = turn(l, at, op);

        said[op] = next >= l->n ? DIFFER_FOUND : DIFFER_SAME;
        if (key)
            key[op] = (struct differ_key){
                {1 + next, 0}
            };
    }
}

static struct differ_result
search(struct lock *l, uint32_t nstart, uint32_t length, unsigned jobs)
{
    static const uint32_t nop[] = {OPS, OPS};
    const struct differ_request q = {.nstart = nstart,
                                     .nop = nop,
                                     .length = length,
                                     .jobs = jobs,
                                     .begin = begin,
                                     .extend = extend,
                                     .to = l};

    return differ(&q);
}

/* The first program that opens it, of the fewest operations. */
static bool
by_force(const struct lock *l, uint32_t length, struct differ_program *out)
{
    for (uint8_t n = 0; n <= length; n++) {
        uint32_t total = 1;

        for (uint8_t i = 0; i < n; i++)
            total *= OPS;
        for (uint32_t number = 0; number < total; number++) {
            uint32_t rest = number;

            *out = (struct differ_program){.n = n};
            for (uint8_t i = n; i-- > 0; rest /= OPS)
                out->op[i] = (uint8_t) (rest % OPS);
            if (run(l, out) >= l->n)
                return true;
        }
    }
    return false;
}

Test(differ, finds_what_force_finds)
{
    for (uint32_t number = 0; number < 2 * 625; number++) {
        struct lock l = {.n = (uint8_t) (number % 5), .strict = number >= 625};
        uint32_t rest = number % 625;
        struct differ_program p;
        struct differ_result r;
        bool found;

        for (uint8_t i = 0; i < 4; i++, rest /= 5)
            l.want[i] = (uint8_t) (rest % 5);
        r = search(&l, 1, LENGTH, 1);
        found = by_force(&l, LENGTH, &p);
        cr_assert_eq(r.found, found);
        cr_assert(found && r.program.n == p.n &&
                      memcmp(r.program.op, p.op, p.n) == 0,
                  "number %u: %u operations, not %u", number, r.program.n, p.n);
    }
}

Test(differ, goes_no_further_than_it_was_told)
{
    struct lock l = {
        .want = {0, 1, 2, 3},
          .n = 4
    };
    struct differ_result r = search(&l, 1, 3, 1);

    cr_expect(!r.found);
    cr_expect_eq(r.states, 3); /* of the beginning, one and two operations */
    cr_expect_eq(r.programs, 1 + 3 * OPS);
    cr_expect(search(&l, 1, 4, 1).found);
}

Test(differ, runs_no_program_behind_states_it_has_seen)
{
    struct lock l = {
        .want = {4, 4, 4, 4, 4, 4, 4, 4},
          .n = 8
    };

    cr_expect(search(&l, 1, 8, 1).found);
    cr_expect_eq(l.ran, 8 * OPS);
}

Test(differ, shows_a_beginning_that_differs)
{
    struct lock l = {.n = 0};
    struct differ_result r = search(&l, 2, 3, 1);

    cr_expect(r.found);
    cr_expect_eq(r.program.n, 0);
    cr_expect_eq(l.ran, 0);
}

/* Of beginnings that are alike each is gone on from: keys of one say nothing
 * about another. */
Test(differ, keeps_beginnings_apart)
{
    struct lock l = {
        .want = {1, 2, 3, 4},
          .n = 4
    };

    cr_expect_eq(search(&l, 2, 2, 1).programs,
                 2 * search(&l, 1, 2, 1).programs);
}

Test(differ, is_the_same_at_any_number_of_threads)
{
    struct lock l = {
        .want = {3, 0, 2, 1},
          .n = 4
    };
    struct differ_result one = search(&l, 2, 4, 1);

    for (unsigned jobs = 2; jobs < 9; jobs++) {
        struct differ_result r = search(&l, 2, 4, jobs);

        cr_expect_eq(memcmp(&r, &one, sizeof r), 0);
    }
}
