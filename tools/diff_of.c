#include "tools/diff_of.h"

#include "sim/report/finding.h"
#include "tools/diff_cause.h"

struct comparing {
    const struct diff_ask *q;
    struct diff *d;
    struct diff_finder *finder;
    uint32_t scenario; /* the one under way                                   */
    bool moved, open, more, less; /* something in it does                     */
};

static char *
words_of(const struct tally *t)
{
    GString *out = g_string_new(NULL);

    tally_text(t, out);
    return g_string_free(out, FALSE);
}

static struct diff_change *
change_new(const struct comparing *c, const struct suite_case *a,
           enum tally_order order)
{
    struct diff_change *new = g_new0(struct diff_change, 1);

    new->scenario = &c->q->suite[0]->scenario[c->scenario];
    new->order = (uint8_t) order;
    new->cases = g_ptr_array_new();
    g_ptr_array_add(new->cases, (gpointer) (uintptr_t) a);
    return new;
}

static void
add(struct comparing *c, uint64_t point, const struct suite_case *a,
    const struct suite_case *b, struct diff_change *change)
{
    const struct diff_cause_request ask = {
        .side = c->q->side,
        .scenario = c->scenario,
        .point = point,
        .a = a,
        .b = b,
        .cost = change->cost,
        .explored = c->q->explored,
    };
    struct diff_cause cause = diff_cause_of(c->finder, &ask);

    diff_add(c->d, &cause, change);
}

/* ---- outcomes ---- */

/* Last states that one of them has alone: "r0=1 r1=0, r0=0". */
static void
add_last(GString *to, const struct tally *has, const struct tally *lacks)
{
    enum { SAID_MAX = 3 };
    guint n = 0;

    for (guint i = 0; has->last && i < has->last->len; i++) {
        const char *is = has->last->pdata[i];

        if (lacks->last && g_ptr_array_find_with_equal_func(lacks->last, is,
                                                            g_str_equal, NULL))
            continue;
        if (n++ < SAID_MAX)
            g_string_append_printf(to, "%s%s", n > 1 ? ", or " : " ending ",
                                   *is ? is : "with nothing read");
    }
    if (n > SAID_MAX)
        g_string_append_printf(to, ", or in %u more ways", n - SAID_MAX);
}

/* Where all else is the same, last states tell them apart. */
static char *
words_beside(const struct tally *t, const struct tally *other)
{
    g_autofree char *is = words_of(t), *was = words_of(other);
    GString *out = g_string_new(is);

    if (g_str_equal(is, was))
        add_last(out, t, other);
    return g_string_free(out, FALSE);
}

static void
compare_outcomes(struct comparing *c, uint64_t point,
                 const struct suite_case *a, const struct suite_case *b)
{
    struct tally x = tally_of(a, true), y = tally_of(b, true);
    enum tally_order order = tally_compare(&x, &y);

    if (x.open || y.open) {
        c->d->undecided++;
        c->open = true;
    } else if (order != TALLY_SAME) {
        struct diff_change *change = change_new(c, a, order);

        change->from = words_beside(&x, &y);
        change->to = words_beside(&y, &x);
        change->level = MAX(x.level, y.level);
        c->d->moved[order]++;
        c->moved = true;
        add(c, point, a, b, change);
    }
    tally_clear(&x);
    tally_clear(&y);
}

/* ---- cost ---- */

static double
part(uint64_t a, uint64_t b)
{
    return a ? (double) b / (double) a - 1 : 0;
}

static void
count_cost(struct diff_cost *to, double by)
{
    to->points++;
    if (ABS(by) > ABS(to->most))
        to->most = by;
}

static void
compare_costs(struct comparing *c, uint64_t point, const struct suite_case *a,
              const struct suite_case *b)
{
    bool more = b->cycles > a->cycles;
    struct diff_change *change;

    if (a->cycles == b->cycles || c->q->explored)
        return;
    count_cost(more ? &c->d->more : &c->d->less, part(a->cycles, b->cycles));
    *(more ? &c->more : &c->less) = true;
    if (!c->q->costs)
        return;
    change = change_new(c, a, more ? TALLY_WORSE : TALLY_BETTER);
    change->cost = true;
    change->from = g_strdup("");
    change->to = g_strdup("");
    change->cycles[0] = a->cycles;
    change->cycles[1] = b->cycles;
    change->least = change->most = part(a->cycles, b->cycles);
    add(c, point, a, b, change);
}

/* ---- all ---- */

static void
compare_scenario(struct comparing *c)
{
    const struct suite_scenario *a = &c->q->suite[0]->scenario[c->scenario];
    const struct suite_scenario *b = &c->q->suite[1]->scenario[c->scenario];

    if (a->ncase == 0 || b->ncase == 0) {
        c->d->left_out++;
        return;
    }
    c->moved = c->open = c->more = c->less = false;
    c->d->scenarios++;
    c->d->points += a->ncase;
    for (uint64_t i = 0; i < a->ncase; i++) {
        compare_outcomes(c, i, &a->at[i], &b->at[i]);
        compare_costs(c, i, &a->at[i], &b->at[i]);
    }
    c->d->moved_scenarios += c->moved;
    c->d->more.scenarios += c->more;
    c->d->less.scenarios += c->less;
    if (c->open)
        g_ptr_array_add(c->d->open, g_strdup(a->name));
}

struct diff *
diff_of(const struct diff_ask *q)
{
    struct comparing c = {.q = q, .d = diff_new(), .finder = diff_finder_new()};

    c.d->version = q->suite[0]->version;
    c.d->a = q->side[0].said;
    c.d->b = q->side[1].said;
    c.d->a_is = q->side[0].is;
    c.d->b_is = q->side[1].is;
    c.d->explored = q->explored;
    c.d->costs = q->costs;
    for (c.scenario = 0; c.scenario < q->suite[0]->nscenario; c.scenario++)
        compare_scenario(&c);
    diff_sort(c.d);
    diff_finder_free(c.finder);
    return c.d;
}
