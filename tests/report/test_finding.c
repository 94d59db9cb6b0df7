/* What a case comes to. */
#include <criterion/criterion.h>
#include <string.h>

#include "sim/core/hazard.h"
#include "sim/report/finding.h"

static const struct suite_case calm = {.conditions = "alias flush-ignored",
                                       .stuck_line = SUITE_NOWHERE,
                                       .cycles = 10};

static struct suite_hazard
hazard(const char *kind, const char *severity, const char *victim)
{
    return (struct suite_hazard){.kind = kind,
                                 .cause = "dirty-line-not-snooped",
                                 .severity = severity,
                                 .victim = victim};
}

static struct finding
of_hazards(const struct suite_hazard *h, uint32_t n)
{
    struct suite_case c = calm;

    c.hazard = h;
    c.nhazard = n;
    return finding_of(&c);
}

static struct finding
of_one(const char *kind, const char *severity, const char *victim)
{
    const struct suite_hazard h = hazard(kind, severity, victim);

    return of_hazards(&h, 1);
}

static struct finding
of_refusal(const char *what)
{
    const struct suite_refusal refusal = {what, 1, 1};
    struct suite_case c = calm;

    c.refusal = &refusal;
    c.nrefusal = 1;
    return finding_of(&c);
}

static void
expect_words(const struct finding *f, const char *cell, const char *all)
{
    g_autoptr(GString) text = g_string_new(NULL);

    finding_short(f, text);
    cr_expect_str_eq(text->str, cell);
    g_string_truncate(text, 0);
    finding_long(f, text);
    cr_expect_str_eq(text->str, all);
}

static int
sign(int x)
{
    return (x > 0) - (x < 0);
}

/* Conditions are recorded, never counted. */
Test(finding, conditions_do_not_count)
{
    struct finding f = finding_of(&calm);

    cr_expect_eq(f.level, FINDING_SAFE);
    cr_expect_eq(f.nhazard, 0);
    expect_words(&f, "ok", "no hazard");
}

Test(finding, says_what_was_refused)
{
    struct finding error = of_refusal("-EFAULT, the page is mapped read-only");
    struct finding fault = of_refusal("an injected fault");
    struct finding exits = of_refusal("mmio-exit");

    expect_words(&error, "-EFAULT",
                 "refused -EFAULT, the page is mapped read-only");
    expect_words(&fault, "fault", "refused an injected fault");
    expect_words(&exits, "mmio-exit", "refused mmio-exit");
}

Test(finding, says_what_did_not_end)
{
    const struct suite_check bounded = {.complete = false};
    struct suite_case stuck = calm, open = calm;
    struct finding f;

    stuck.stuck_line = 7;
    f = finding_of(&stuck);
    expect_words(&f, "stuck", "stuck at line 7");
    open.check = &bounded;
    f = finding_of(&open);
    cr_expect(f.explored);
    expect_words(&f, "open", "undecided within the bounds");
}

/* The severity decides before the kind, the kind before the place. */
Test(finding, takes_the_worst)
{
    const struct suite_hazard all[] = {
        hazard("fatal", "performance", "host"),
        hazard("stale-read", "functional", "guest"),
        hazard("interference", "security", "vm3"),
        hazard("leak", "security", "vm2"),
        hazard("stale-read", "security", "host"),
    };
    struct finding f = of_hazards(all, G_N_ELEMENTS(all));

    expect_words(&f, "leak vm2",
                 "leak victim vm2 cause dirty-line-not-snooped, security, the "
                 "worst of 5");
    f = of_hazards(all, 2);
    expect_words(&f, "stale guest",
                 "stale-read victim guest cause dirty-line-not-snooped, "
                 "functional, the worst of 2");
}

/* Whatever the order they were met in. */
Test(finding, takes_the_same_in_any_order)
{
    struct suite_hazard h[] = {hazard("leak", "security", "vm1"),
                               hazard("leak", "security", "vm2"),
                               hazard("stale-read", "functional", "guest"),
                               hazard("leak", "security", "host")};
    struct finding first = of_hazards(h, 4), f;

    for (unsigned i = 0; i < 3; i++) {
        struct suite_hazard was = h[0];

        memmove(h, h + 1, 3 * sizeof *h);
        h[3] = was;
        f = of_hazards(h, 4);
        cr_expect_eq(finding_compare(&first, &f), 0, "turned %u times", i + 1);
    }
}

/* What was explored speaks, not the replay beside it. */
Test(finding, is_of_every_schedule_if_explored)
{
    const struct suite_hazard replayed = hazard("leak", "security", "vm2");
    const struct suite_shown shown = {.kind = "stale-read",
                                      .cause = "stale-clean-line",
                                      .severity = "functional",
                                      .victim = "guest",
                                      .always = true};
    const struct suite_check check = {
        .shown = &shown, .nshown = 1, .complete = true};
    struct suite_case c = calm;
    struct finding f;

    c.hazard = &replayed;
    c.nhazard = 1;
    c.check = &check;
    f = finding_of(&c);
    cr_expect(f.always);
    expect_words(&f, "stale guest",
                 "stale-read victim guest cause stale-clean-line, functional");
}

/* A ladder: each is worse than all before it, and nothing is worse than
 * itself. */
Test(finding, order_is_total)
{
    const struct suite_check bounded = {.complete = false};
    struct suite_case stuck = calm, open = calm, surprise = calm, slow = calm;
    struct finding f[13];
    unsigned n = 0;

    stuck.stuck_line = 7;
    open.check = &bounded;
    slow.cycles = 11;
    surprise.verdict = SUITE_AS_EXPECTED;
    f[n++] = finding_of(&surprise);
    f[n++] = finding_of(&calm); /* no claim */
    f[n++] = finding_of(&slow);
    f[n++] = of_refusal("-EFAULT");
    f[n++] = of_refusal("-EINVAL");
    f[n++] = finding_of(&open);
    f[n++] = finding_of(&stuck);
    f[n++] = of_one("interference", "performance", "vm1");
    f[n++] = of_one("register-access", "functional", "guest");
    f[n++] = of_one("stale-read", "functional", "guest");
    f[n++] = of_one("stale-read", "security", "host");
    f[n++] = of_one("leak", "security", "vm1");
    f[n++] = of_one("leak", "security", "vm2");
    cr_assert_eq(n, G_N_ELEMENTS(f));
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < n; k++)
            cr_expect_eq(sign(finding_compare(&f[i], &f[k])), (i > k) - (i < k),
                         "%u against %u", i, k);
    cr_expect_eq(finding_compare_outcome(&f[0], &f[2]), 0);
}

/* Every kind the judge has stands in the legend, under its name. */
Test(finding, words_are_of_every_kind)
{
    for (unsigned kind = HAZARD_NONE + 1; kind < HAZARD_KINDS; kind++) {
        unsigned found = 0;

        for (unsigned i = 0; finding_words[i].word; i++)
            found += strcmp(finding_words[i].name, hazard_names[kind]) == 0;
        cr_expect_eq(found, 1, "%s", hazard_names[kind]);
    }
    for (unsigned i = 0; i < HAZARD_KINDS - 1; i++)
        cr_expect(strcmp(finding_words[i].word, "stuck") != 0);
}

Test(finding, can_be_kept)
{
    struct arena arena;
    char victim[] = "vm2";
    struct finding f = of_one("leak", "security", victim), kept;

    arena_init(&arena, 0);
    kept = finding_keep(&f, &arena);
    victim[2] = '3';
    cr_expect_str_eq(kept.victim, "vm2");
    cr_expect_null(kept.refusal);
    arena_clear(&arena);
}
