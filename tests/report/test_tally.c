/* What two cases are compared by. */
#include <criterion/criterion.h>
#include <string.h>

#include "sim/report/finding.h"
#include "sim/report/tally.h"

static const struct suite_hazard leak = {
    .kind = "leak", .severity = "security", .victim = "vm2"};
static const struct suite_hazard stale = {
    .kind = "stale-read", .severity = "functional", .victim = "guest"};
static const struct suite_hazard lost = {
    .kind = "lost-write", .severity = "functional", .victim = "guest"};
static const struct suite_refusal refused = {"-EINVAL", 1, 12};

enum { SHAPES = 8 };

/* Shapes of cases, from hazards and refusals. */
static struct suite_case
shape(unsigned which, struct suite_hazard hazard[2])
{
    static const struct suite_hazard *const first[SHAPES] = {
        &stale, &stale, &lost, &leak, &leak, &lost, NULL, NULL};
    static const bool and_stale[SHAPES] = {[1] = true, [4] = true, [5] = true};

    if (first[which])
        hazard[0] = *first[which];
    hazard[1] = stale;
    return (struct suite_case){.hazard = hazard,
                               .nhazard = (first[which] ? 1u : 0u) +
                                          (and_stale[which] ? 1u : 0u),
                               .refusal = &refused,
                               .nrefusal = which == 6,
                               .stuck_line = SUITE_NOWHERE};
}

static void
expect_text(const struct suite_case *c, const char *text)
{
    struct tally t = tally_of(c, true);
    g_autoptr(GString) got = g_string_new(NULL);

    tally_text(&t, got);
    cr_expect_str_eq(got->str, text);
    tally_clear(&t);
}

static enum tally_order
compare(const struct suite_case *a, const struct suite_case *b)
{
    struct tally x = tally_of(a, true), y = tally_of(b, true);
    enum tally_order order = tally_compare(&x, &y);

    tally_clear(&x);
    tally_clear(&y);
    return order;
}

static enum tally_order
compare_shapes(unsigned a, unsigned b)
{
    struct suite_hazard x[2], y[2];
    struct suite_case c = shape(a, x), d = shape(b, y);

    return compare(&c, &d);
}

Test(tally, words)
{
    struct suite_hazard h[3] = {stale, leak, stale};
    struct suite_case c = {.hazard = h,
                           .nhazard = 3,
                           .refusal = &refused,
                           .nrefusal = 1,
                           .stuck_line = SUITE_NOWHERE};

    expect_text(&c, "leak victim vm2 (security), 2 stale-read victim guest "
                    "(functional), refused -EINVAL at line 12");
    c.nhazard = c.nrefusal = 0;
    expect_text(&c, "no hazard");
    c.stuck_line = 7;
    expect_text(&c, "line 7 can never run");
}

Test(tally, order)
{
    cr_expect_eq(compare_shapes(0, 0), TALLY_SAME);
    cr_expect_eq(compare_shapes(0, 1), TALLY_WORSE); /* another one           */
    cr_expect_eq(compare_shapes(0, 2),
                 TALLY_OTHER); /* as severe, not the same */
    cr_expect_eq(compare_shapes(1, 3), TALLY_WORSE); /* more severe, if fewer */
    cr_expect_eq(compare_shapes(4, 3), TALLY_BETTER);
    cr_expect_eq(compare_shapes(7, 6), TALLY_WORSE); /* refused: not working  */
    cr_expect_eq(compare_shapes(6, 0), TALLY_WORSE);
}

Test(tally, mirrored)
{
    static const enum tally_order back[] = {[TALLY_SAME] = TALLY_SAME,
                                            [TALLY_BETTER] = TALLY_WORSE,
                                            [TALLY_WORSE] = TALLY_BETTER,
                                            [TALLY_OTHER] = TALLY_OTHER};

    for (unsigned a = 0; a < SHAPES; a++)
        for (unsigned b = 0; b < SHAPES; b++)
            cr_expect_eq(compare_shapes(a, b), back[compare_shapes(b, a)],
                         "%u and %u", a, b);
}

/* The order in which a case met its hazards does not matter. */
Test(tally, order_of_hazards)
{
    struct suite_hazard x[2] = {stale, leak}, y[2] = {leak, stale};
    struct suite_case c = {
        .hazard = x, .nhazard = 2, .stuck_line = SUITE_NOWHERE};
    struct suite_case d = c;

    d.hazard = y;
    cr_expect_eq(compare(&c, &d), TALLY_SAME);
}

Test(tally, possible)
{
    struct suite_shown some = {
        .kind = "leak", .severity = "security", .victim = "vm2"};
    struct suite_check k = {.shown = &some, .nshown = 1, .complete = true};
    struct suite_check l = {.complete = true};
    struct suite_case c = {.check = &k, .stuck_line = SUITE_NOWHERE};
    struct suite_case d = {.check = &l, .stuck_line = SUITE_NOWHERE};

    expect_text(&c, "leak victim vm2 (security) possible");
    cr_expect_eq(compare(&d, &c), TALLY_WORSE);
    cr_expect_eq(compare(&c, &d), TALLY_BETTER);
}

Test(tally, last_states)
{
    static const char *const column[] = {"r0"};
    static const uint64_t zero[] = {0}, one[] = {1};
    static const bool unset[] = {false};
    const struct suite_last both[] = {
        {zero, unset, 1},
        {one,  unset, 1}
    };
    struct suite_check k = {.column = column,
                            .ncolumn = 1,
                            .last = both,
                            .nlast = 2,
                            .complete = true};
    struct suite_check l = k;
    struct suite_case c = {.check = &k, .stuck_line = SUITE_NOWHERE};
    struct suite_case d = {.check = &l, .stuck_line = SUITE_NOWHERE};

    cr_expect_eq(compare(&c, &d), TALLY_SAME);
    l.nlast = 1;
    cr_expect_eq(compare(&c, &d), TALLY_OTHER);
}

static void
expect_parsed(const char *text, uint8_t level)
{
    g_autoptr(GStringChunk) words = g_string_chunk_new(64);
    g_autoptr(GString) again = g_string_new(NULL);
    struct tally t;

    cr_assert(tally_parse(text, words, &t), "%s", text);
    tally_text(&t, again);
    cr_expect_str_eq(again->str, text);
    cr_expect_eq(t.level, level, "%s", text);
    tally_clear(&t);
}

/* Texts without lines are read as they were written. */
Test(tally, read_again)
{
    static const char *const none[] = {"",
                                       "hazard",
                                       "leak",
                                       "leak victim a",
                                       "leak victim  (security)",
                                       "leak victim a (refused)",
                                       "sneak victim a (security)",
                                       "0 leak victim a (security)",
                                       "1 leak victim a (security)",
                                       "2 leak victim a (security) always",
                                       "leak victim a (security) sometimes",
                                       "refused ",
                                       "no hazard, undecided",
                                       "leak victim a (security),",
                                       "99999999999 refused -EIO"};
    g_autoptr(GStringChunk) words = g_string_chunk_new(64);
    struct tally t;

    expect_parsed("no hazard", FINDING_SAFE);
    expect_parsed("2 refused -EFAULT: stage-2 fault", FINDING_REFUSED);
    expect_parsed("refused -EIO, undecided", FINDING_UNDECIDED);
    expect_parsed("undecided", FINDING_UNDECIDED);
    expect_parsed("refused -EIO, a step can never run", FINDING_STUCK);
    expect_parsed("leak victim a (security), 2 stale-read victim b "
                  "(functional), refused -EIO",
                  FINDING_SECURITY);
    expect_parsed("3 leak victim a (security) possible, "
                  "interference victim b (performance) possible, undecided",
                  FINDING_SECURITY);
    for (unsigned i = 0; i < sizeof none / sizeof none[0]; i++)
        cr_expect_not(tally_parse(none[i], words, &t), "%s", none[i]);
}
