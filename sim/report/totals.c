#include "sim/report/totals.h"

#include "sim/report/wrap.h"

enum { NAME_WIDTH_MAX = 40 };

struct column {
    const char *head;
    uint64_t (*count)(const struct suite_count *c);
    bool only_if_any;
};

/* Whether properties were asked for, and not what scenarios claim. */
static bool
is_asked(const struct suite_count *c)
{
    return c->proved + c->modelled + c->broken + c->unproved > 0;
}

/* ---- a table ---- */

static uint64_t
as_expected(const struct suite_count *c)
{
    return c->verdict[SUITE_AS_EXPECTED];
}

static uint64_t
not_so(const struct suite_count *c)
{
    return c->verdict[SUITE_UNEXPECTED];
}

static uint64_t
refused(const struct suite_count *c)
{
    return c->verdict[SUITE_REFUSED];
}

static uint64_t
undecided(const struct suite_count *c)
{
    return c->verdict[SUITE_UNDECIDED];
}

static uint64_t
proved(const struct suite_count *c)
{
    return c->proved;
}

static uint64_t
modelled(const struct suite_count *c)
{
    return c->modelled;
}

static uint64_t
broken(const struct suite_count *c)
{
    return c->broken;
}

static uint64_t
unproved(const struct suite_count *c)
{
    return c->unproved;
}

static const struct column of_claims[] = {
    {"as expected", as_expected, false},
    {"not",         not_so,      false},
    {"refused",     refused,     false},
    {"undecided",   undecided,   true },
    {NULL,          NULL,        false},
};

static const struct column of_properties[] = {
    {"proved",    proved,   false},
    {"holds*",    modelled, true },
    {"broken",    broken,   false},
    {"undecided", unproved, false},
    {NULL,        NULL,     false},
};

static void
put_row(GString *out, const struct suite_scenario *s, unsigned width,
        const struct column *column, const struct suite_count *all,
        const struct suite_options *o)
{
    struct suite_count c = suite_count(s);
    bool bad = !totals_good(&c);

    g_string_append(out, bad && o->colour ? "\033[1;31m" : "");
    pad(out, s->name, width);
    for (; column->head; column++)
        if (!column->only_if_any || column->count(all))
            g_string_append_printf(out, "  %*" G_GUINT64_FORMAT,
                                   (int) columns(column->head),
                                   column->count(&c));
    g_string_append(out, bad && o->colour ? "\033[0m\n" : "\n");
}

void
totals_table(GString *out, const struct suite *s, const struct suite_options *o)
{
    struct suite_count all = suite_count_all(s);
    const struct column *column = is_asked(&all) ? of_properties : of_claims;
    unsigned width = columns("scenario");

    for (uint32_t i = 0; i < s->nscenario; i++)
        width = MAX(width, columns(s->scenario[i].name));
    width = MIN(width, NAME_WIDTH_MAX);
    pad(out, "scenario", width);
    for (unsigned i = 0; column[i].head; i++)
        if (!column[i].only_if_any || column[i].count(&all))
            g_string_append_printf(out, "  %s", column[i].head);
    g_string_append_c(out, '\n');
    for (uint32_t i = 0; i < s->nscenario; i++)
        put_row(out, &s->scenario[i], width, column, &all, o);
    g_string_append_c(out, '\n');
}

/* ---- a line ---- */

/* Whether no claim was about anything. */
static bool
is_silent(const struct suite_count *c)
{
    return c->verdict[SUITE_AS_EXPECTED] + c->verdict[SUITE_UNEXPECTED] +
               c->verdict[SUITE_REFUSED] + c->verdict[SUITE_UNDECIDED] ==
           0;
}

static void
count_words(GString *line, const struct suite_count *all)
{
    if (is_asked(all)) {
        g_string_append_printf(line, "%" G_GUINT64_FORMAT " proved, ",
                               all->proved);
        if (all->modelled)
            g_string_append_printf(line, "%" G_GUINT64_FORMAT " holds*, ",
                                   all->modelled);
        g_string_append_printf(line,
                               "%" G_GUINT64_FORMAT
                               " broken, %" G_GUINT64_FORMAT " undecided",
                               all->broken, all->unproved);
        return;
    }
    g_string_append_printf(
        line,
        "%" G_GUINT64_FORMAT " as expected, %" G_GUINT64_FORMAT
        " not, %" G_GUINT64_FORMAT " refused",
        all->verdict[SUITE_AS_EXPECTED], all->verdict[SUITE_UNEXPECTED],
        all->verdict[SUITE_REFUSED]);
    if (all->verdict[SUITE_UNDECIDED])
        g_string_append_printf(line, ", %" G_GUINT64_FORMAT " undecided",
                               all->verdict[SUITE_UNDECIDED]);
    if (all->speaking)
        g_string_append_printf(
            line,
            "; %" G_GUINT64_FORMAT
            " %s about every schedule, which a replay cannot judge",
            all->speaking,
            all->speaking == 1 ? "claim speaks" : "claims speak");
}

void
totals_line(GString *out, const struct suite_count *all,
            const struct suite_options *o)
{
    GString *line = g_string_new(NULL);

    count_words(line, all);
    if (!is_asked(all) && (o->verbose || is_silent(all)))
        g_string_append_printf(line, "; %" G_GUINT64_FORMAT " without a claim",
                               all->verdict[SUITE_NO_CLAIM]);
    wrap(out, line->str, 0);
    g_string_free(line, TRUE);
}

bool
totals_good(const struct suite_count *c)
{
    return !c->verdict[SUITE_UNEXPECTED] && !c->verdict[SUITE_UNDECIDED] &&
           !c->broken && !c->unproved;
}
