/*
 * Every semantic rule matters: with any one switched off, some expectation of
 * a shipped scenario fails.  The table says which, so that only that scenario
 * is run; where it no longer does, all are, and the failure names another.
 */
#include "tests/tools/semantics.h"
#include "tests/tools/suite.h"

static const char *const words[] = {"tests/rules", "scenarios", NULL};

static void
look_for_killer(const struct loaded *s, const char *name, struct mutant m)
{
    const struct scenario *by;

    m.every_schedule = false;
    by = suite_killer(s, &m, NULL);
    if (!by) {
        m.every_schedule = true;
        by = suite_killer(s, &m, NULL);
    }
    cr_expect_fail("%s is not shown by the expectation listed, but by %s of %s",
                   name, m.every_schedule ? "a check" : "the replay",
                   by ? by->file : "nothing");
}

Test(semantics, every_rule_is_listed)
{
    cr_expect_eq(G_N_ELEMENTS(semantics), SEMANTICS - 1);
    for (guint i = 0; i < G_N_ELEMENTS(semantics); i++)
        cr_expect_eq(semantics[i].without, i + 1, "%s (%s) is not in order",
                     semantics[i].name, semantics[i].rule);
}

Test(semantics, every_rule_is_shown)
{
    struct loaded s;

    suite_open(&s, words);
    for (guint i = 0; i < G_N_ELEMENTS(semantics); i++) {
        struct mutant m = {.without = semantics[i].without,
                           .every_schedule = semantics[i].check};

        if (!suite_killer(&s, &m, semantics[i].killer))
            look_for_killer(&s, semantics[i].name, m);
        m.without = SEM_NONE;
        cr_expect_not(suite_killer(&s, &m, semantics[i].killer),
                      "%s fails with all rules on", semantics[i].killer);
    }
    suite_close(&s);
}
