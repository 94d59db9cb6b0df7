#include "sim/report/suite.h"

const char *const suite_verdict_name[SUITE_VERDICTS] = {
    [SUITE_NO_CLAIM] = "no-claim",     [SUITE_AS_EXPECTED] = "as-expected",
    [SUITE_UNEXPECTED] = "unexpected", [SUITE_REFUSED] = "refused",
    [SUITE_UNDECIDED] = "undecided",
};

/* Lines of a file that hold claims about every schedule: one claim may be
 * about many cases. */
static uint64_t
distinct_lines(const struct suite_scenario *s)
{
    GHashTable *line = g_hash_table_new(NULL, NULL);
    uint64_t n;

    for (uint64_t i = 0; i < s->ncase; i++)
        for (uint32_t k = 0; k < s->at[i].nclaim; k++)
            if (s->at[i].claim[k].holds == SUITE_EVERY_SCHEDULE)
                g_hash_table_add(line,
                                 GUINT_TO_POINTER(s->at[i].claim[k].line));
    n = g_hash_table_size(line);
    g_hash_table_unref(line);
    return n;
}

char *
suite_claim_seen(const struct suite_case *c, const struct suite_claim *k)
{
    const struct suite_shown *h;

    if (k->seen || !k->says || k->shown == SUITE_NOWHERE)
        return g_strdup(k->seen ? k->seen : "");
    h = &c->check->shown[k->shown];
    return g_strdup_printf("a schedule shows %s: %s", h->kind, h->says);
}

const char *
suite_property_words(const struct suite_property *p,
                     const struct suite_check *k)
{
    if (p->holds == SUITE_HOLDS)
        return k->not_covered ? "not covered" : "proved";
    return p->holds == SUITE_FAILS ? "broken" : "undecided";
}

static void
count_properties(struct suite_count *c, const struct suite_check *k)
{
    for (uint32_t i = 0; i < k->nproperty; i++) {
        if (k->property[i].holds == SUITE_HOLDS)
            *(k->not_covered ? &c->modelled : &c->proved) += 1;
        c->broken += k->property[i].holds == SUITE_FAILS;
        c->unproved += k->property[i].holds == SUITE_OPEN;
    }
}

struct suite_count
suite_count(const struct suite_scenario *s)
{
    struct suite_count c = {0};

    for (uint64_t i = 0; i < s->ncase; i++) {
        c.verdict[s->at[i].verdict]++;
        if (s->at[i].check)
            count_properties(&c, s->at[i].check);
        for (uint32_t k = 0; k < s->at[i].nclaim; k++) {
            uint8_t holds = s->at[i].claim[k].holds;

            c.claims++;
            c.failed += holds == SUITE_FAILS;
            c.every_schedule += holds == SUITE_EVERY_SCHEDULE;
            c.open += holds == SUITE_OPEN;
        }
    }
    c.speaking = c.every_schedule ? distinct_lines(s) : 0;
    return c;
}

static void
add_count(struct suite_count *to, const struct suite_count *c)
{
    for (int i = 0; i < SUITE_VERDICTS; i++)
        to->verdict[i] += c->verdict[i];
    to->claims += c->claims;
    to->failed += c->failed;
    to->every_schedule += c->every_schedule;
    to->open += c->open;
    to->proved += c->proved;
    to->modelled += c->modelled;
    to->broken += c->broken;
    to->unproved += c->unproved;
    to->speaking += c->speaking;
}

struct suite_count
suite_count_all(const struct suite *s)
{
    struct suite_count all = {0};

    for (uint32_t i = 0; i < s->nscenario; i++) {
        struct suite_count c = suite_count(&s->scenario[i]);

        add_count(&all, &c);
    }
    return all;
}

void
suite_point(const struct suite_scenario *s, const struct suite_case *c,
            GString *out)
{
    for (uint32_t i = 0; i < s->nparam; i++)
        g_string_append_printf(out, "%s%s=%s", i ? " " : "", s->param[i],
                               c->param[i]);
}
