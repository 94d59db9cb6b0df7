/* A sweep hands over what a run keeps, in one order at any number of threads.
 */
#include <criterion/criterion.h>

#include "sim/report/finding.h"
#include "suite.h"
#include "tools/runner.h"
#include "tools/sweep.h"

/* Many points under several policies; and a scenario behind it. */
static const char *const words[] = {
    "scenarios/x86/s01-wc-noncoherent-golden-path.scn",
    "scenarios/x86/s18-vmexit-without-fence.scn", NULL};

struct taking {
    GString *text;
    uint64_t n, most;
    const GPtrArray *list;
};

static bool
take(void *to, const struct sweep_case *c)
{
    struct taking *t = to;
    struct finding f = finding_of(c->is);

    g_string_append_printf(t->text, "%u %u %s %s ", c->scenario,
                           (unsigned) c->point, c->is->policy,
                           suite_verdict_name[c->is->verdict]);
    finding_long(&f, t->text);
    g_string_append_printf(t->text, " %" G_GUINT64_FORMAT "\n", f.cycles);
    return ++t->n < t->most;
}

static char *
swept(const struct loaded *s, unsigned jobs, bool brief, uint64_t most)
{
    struct taking to = {g_string_new(NULL), 0, most, s->scenario};
    const struct sweep sweep = {.list = s->scenario,
                                .ask = {.brief = brief},
                                .jobs = jobs,
                                .take = take,
                                .to = &to};
    int status = 0;
    bool all = sweep_run(&sweep, &status);

    cr_expect_eq(status, 0);
    cr_expect_eq(all, to.n < most);
    cr_expect_eq(to.n, MIN(sweep_count(s->scenario), most));
    return g_string_free(to.text, FALSE);
}

static char *
kept(const struct loaded *s)
{
    const struct runner_options o = {.jobs = 1};
    struct taking to = {g_string_new(NULL), 0, UINT64_MAX, s->scenario};
    int status = 0;
    struct runner *r = runner_run(s->scenario, &o, &status);

    for (uint32_t i = 0; i < s->scenario->len; i++) {
        const struct scenario *sc = s->scenario->pdata[i];
        const struct suite_case *at = runner_suite(r)->scenario[i].at;
        struct sweep_case c = {.scenario = i};

        for (c.point = 0; c.point < sc->npoint; c.point++)
            for (c.stack = 0; c.stack < sc->stacks->len; c.stack++) {
                c.is = &at[c.stack * sc->npoint + c.point];
                take(&to, &c);
            }
    }
    runner_free(r);
    return g_string_free(to.text, FALSE);
}

Test(sweep, hands_over_what_a_run_keeps)
{
    struct loaded s;
    g_autofree char *run = NULL, *all = NULL, *brief = NULL, *three = NULL;

    suite_open(&s, words);
    run = kept(&s);
    all = swept(&s, 1, false, UINT64_MAX);
    brief = swept(&s, 1, true, UINT64_MAX);
    three = swept(&s, 3, true, UINT64_MAX);
    cr_expect_str_eq(all, run);
    cr_expect_str_eq(brief, run);
    cr_expect_str_eq(three, run);
    suite_close(&s);
}

Test(sweep, ends_when_told)
{
    struct loaded s;
    g_autofree char *all = NULL, *some = NULL;

    suite_open(&s, words);
    all = swept(&s, 1, true, UINT64_MAX);
    some = swept(&s, 3, true, 17);
    cr_expect(g_str_has_prefix(all, some));
    suite_close(&s);
}

static bool
wants_odd(const void *to, uint32_t scenario, uint64_t point, uint32_t stack)
{
    (void) to;
    return (scenario + point + stack) % 2 == 1;
}

static bool
take_odd(void *to, const struct sweep_case *c)
{
    cr_expect(wants_odd(to, c->scenario, c->point, c->stack));
    ++*(uint64_t *) to;
    return true;
}

Test(sweep, leaves_out_what_nobody_wants)
{
    struct loaded s;
    uint64_t n = 0, odd = 0;
    struct sweep sweep = {
        .jobs = 2, .wants = wants_odd, .take = take_odd, .to = &n};
    int status = 0;

    suite_open(&s, words);
    sweep.list = s.scenario;
    for (uint32_t i = 0; i < s.scenario->len; i++) {
        const struct scenario *sc = s.scenario->pdata[i];

        for (uint64_t p = 0; p < sc->npoint; p++)
            for (uint32_t k = 0; k < sc->stacks->len; k++)
                odd += wants_odd(NULL, i, p, k);
    }
    cr_expect(sweep_run(&sweep, &status));
    cr_expect_eq(n, odd);
    suite_close(&s);
}
