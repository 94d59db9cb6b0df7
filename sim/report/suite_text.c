/* A run as text that can be put into a mail: a heading for each scenario, a
 * row for each policy and outcome, a line that counts. */
#include <string.h>

#include "sim/report/check_text.h"
#include "sim/report/rows.h"
#include "sim/report/suite.h"
#include "sim/report/totals.h"
#include "sim/report/wrap.h"

enum {
    VERDICT_COLUMN = 2,
    POLICY_COLUMN = 15,
    DETAIL_COLUMN = 6,
    HAZARDS_MAX = 6, /* of one case that are said in words                    */
};

static const char *const verdict_words[SUITE_VERDICTS] = {
    [SUITE_NO_CLAIM] = "no claim",     [SUITE_AS_EXPECTED] = "as expected",
    [SUITE_UNEXPECTED] = "UNEXPECTED", [SUITE_REFUSED] = "refused",
    [SUITE_UNDECIDED] = "undecided",
};

static const char *const verdict_colour[SUITE_VERDICTS] = {
    [SUITE_NO_CLAIM] = "2",      [SUITE_AS_EXPECTED] = "32",
    [SUITE_UNEXPECTED] = "1;31", [SUITE_REFUSED] = "33",
    [SUITE_UNDECIDED] = "1;33",
};

static const char *const property_words[] = {[SUITE_HOLDS] = "proved",
                                             [SUITE_FAILS] = "broken",
                                             [SUITE_OPEN] = "undecided"};
static const char *const property_colour[] = {
    [SUITE_HOLDS] = "32", [SUITE_FAILS] = "1;31", [SUITE_OPEN] = "1;33"};

/* ---- what came out ---- */

static void
say_hazards(GString *out, const struct suite_case *c)
{
    for (uint32_t i = 0; i < c->nhazard && i < HAZARDS_MAX; i++) {
        const struct suite_hazard *h = &c->hazard[i];
        g_autofree char *text = g_strdup_printf(
            "%s: %s%s%s%s", h->kind, h->says,
            strcmp(h->severity, "security") == 0 ? " [security, victim " : "",
            strcmp(h->severity, "security") == 0 ? h->victim : "",
            strcmp(h->severity, "security") == 0 ? "]" : "");

        g_string_append_printf(out, "%*s", DETAIL_COLUMN, "");
        wrap(out, text, DETAIL_COLUMN + 2);
    }
    if (c->nhazard > HAZARDS_MAX)
        g_string_append_printf(out, "%*sand %u more hazards\n", DETAIL_COLUMN,
                               "", c->nhazard - HAZARDS_MAX);
}

static void
say_claims(GString *out, const struct suite_scenario *s,
           const struct suite_case *c, const struct suite_options *o)
{
    for (uint32_t i = 0; i < c->nclaim; i++) {
        const struct suite_claim *k = &c->claim[i];
        g_autofree char *text =
            g_strdup_printf("%s:%u: %s", s->file, k->line, k->text);
        const char *note = k->holds == SUITE_FAILS   ? k->seen
                           : k->holds == SUITE_HOLDS ? "this holds"
                                                     : "not judged here: it "
                                                       "speaks about every "
                                                       "schedule";

        if (k->holds != SUITE_FAILS && !o->verbose)
            continue;
        g_string_append_printf(out, "%*s", DETAIL_COLUMN, "");
        wrap(out, text, DETAIL_COLUMN + 2);
        g_string_append_printf(out, "%*s%s", DETAIL_COLUMN + 2, "",
                               k->holds == SUITE_FAILS ? "but " : "");
        wrap(out, note ? note : "something else", DETAIL_COLUMN + 8);
    }
}

/* Events that found nothing here. */
static void
say_idle(GString *out, const struct suite_case *c)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (uint32_t i = 0; i < c->nevent; i++)
        if (c->event[i].idle)
            g_string_append_printf(lines, "%s%u", lines->len ? ", " : "",
                                   c->event[i].line);
    if (lines->len)
        g_string_append_printf(out, "%*snothing to happen: line %s\n",
                               DETAIL_COLUMN, "", lines->str);
}

static void
say_outcome(GString *out, const struct suite_scenario *s, const struct row *row,
            const struct suite_options *o)
{
    const struct suite_case *c = row->first;

    if (!c->check)
        say_hazards(out, c);
    if (c->stuck_line != SUITE_NOWHERE)
        g_string_append_printf(out, "%*s%s:%u: this step can never run\n",
                               DETAIL_COLUMN, "", s->file, c->stuck_line);
    if (o->verbose && *c->conditions)
        g_string_append_printf(out, "%*sconditions: %s\n", DETAIL_COLUMN, "",
                               c->conditions);
    if (o->verbose)
        say_idle(out, c);
    if (c->check)
        check_say(out, s, row, o);
    else
        say_claims(out, s, c, o);
}

/* The worst of what became of the properties that were asked for. */
static uint8_t
worst_property(const struct suite_check *k)
{
    uint8_t worst = SUITE_HOLDS;

    for (uint32_t i = 0; i < k->nproperty; i++)
        if (k->property[i].holds == SUITE_FAILS || worst == SUITE_HOLDS)
            worst = k->property[i].holds;
    return worst;
}

static bool
is_good(const struct suite_case *c)
{
    return c->verdict != SUITE_UNEXPECTED && c->verdict != SUITE_UNDECIDED &&
           !(c->check && worst_property(c->check) != SUITE_HOLDS);
}

/* What stands behind the colon of the first line. */
static void
say_in_short(GString *out, const struct suite_case *c)
{
    const struct suite_check *k = c->check;

    if (c->nrefusal == 0 &&
        (k ? k->nshown == 0 && k->nproperty == 0 && k->complete && !k->compact
           : c->nhazard == 0))
        g_string_append(out, " no\u00a0hazard");
    for (uint32_t i = 0; i < c->nrefusal; i++)
        g_string_append_printf(out, "%s %s at line %u", i ? "," : "",
                               c->refusal[i].what, c->refusal[i].line);
}

/* ---- rows ---- */

static bool
is_shown(const struct suite_case *c, const struct suite_options *o)
{
    if (o->quiet)
        return !is_good(c);
    return c->verdict != SUITE_NO_CLAIM || o->verbose ||
           (c->check && (c->check->nproperty > 0 || o->outcomes || o->hazards));
}

static void
verdict_cell(GString *out, const struct suite_case *c,
             const struct suite_options *o)
{
    const char *words = verdict_words[c->verdict];
    const char *colour = verdict_colour[c->verdict];

    if (c->check && c->check->nproperty > 0) {
        uint8_t holds = worst_property(c->check);

        words = holds == SUITE_HOLDS && c->check->not_covered
                    ? "holds*"
                    : property_words[holds];
        colour = property_colour[holds];
    }
    g_string_append_printf(out, "%*s", VERDICT_COLUMN, "");
    if (o->colour)
        g_string_append_printf(out, "\033[%sm%s\033[0m%*s", colour, words,
                               (int) (11 - strlen(words)), "");
    else
        pad(out, words, 11);
    g_string_append(out, "  ");
}

static void
put_row(GString *out, const struct suite_scenario *s, const struct row *r,
        const struct suite_options *o)
{
    const struct suite_case *c = r->first;
    GString *head = g_string_new(NULL), *text = g_string_new(NULL);

    g_string_append(text, r->policies->str);
    if (*r->points)
        g_string_append_printf(text, " with %s", r->points);
    g_string_append_c(text, ':');
    say_in_short(text, c);
    /* Colour has no columns: wrap the row without it. */
    g_string_append_printf(head, "%*s", POLICY_COLUMN, "");
    wrap(head, text->str, POLICY_COLUMN + 2);
    verdict_cell(out, c, o);
    g_string_append(out, head->str + POLICY_COLUMN);
    say_outcome(out, s, r, o);
    g_string_free(head, TRUE);
    g_string_free(text, TRUE);
}

/* The policies that nobody chose, behind the stacks they are in. */
static void
say_defaults(GString *out, const struct suite_scenario *s)
{
    g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);
    uint64_t npoint = s->npolicy ? s->ncase / s->npolicy : 0;

    for (uint32_t i = 0; npoint && i < s->npolicy; i++) {
        const char *is = s->at[i * npoint].defaults;
        g_autoptr(GString) line = g_string_new(NULL);

        if (!is || !*is || !g_hash_table_add(said, (gpointer) (uintptr_t) is))
            continue;
        for (uint32_t k = i; k < s->npolicy; k++)
            if (g_strcmp0(s->at[k * npoint].defaults, is) == 0)
                g_string_append_printf(line, "%s%s", line->len ? ", " : "",
                                       s->at[k * npoint].policy);
        g_string_append_printf(line, ": by default %s", is);
        wrap(out, line->str, 2);
    }
}

static void
heading(GString *out, const struct suite_scenario *s,
        const struct suite_options *o)
{
    if (o->colour)
        g_string_append_printf(out, "\033[1m%s\033[0m\n", s->name);
    else
        g_string_append_printf(out, "%s\n", s->name);
    if (s->title)
        wrap(out, s->title, 0);
    say_defaults(out, s);
    g_string_append_c(out, '\n');
}

/* Whether the event of a line found nothing wherever it stands. */
static bool
always_idle(const struct suite_scenario *s, uint32_t line)
{
    for (uint64_t i = 0; i < s->ncase; i++)
        for (uint32_t k = 0; k < s->at[i].nevent; k++)
            if (s->at[i].event[k].line == line && !s->at[i].event[k].idle)
                return false;
    return true;
}

/* Events that never find anything are most likely not what was meant. */
static void
say_never(GString *out, const struct suite_scenario *s)
{
    g_autoptr(GHashTable) said = g_hash_table_new(NULL, NULL);

    for (uint64_t i = 0; i < s->ncase; i++)
        for (uint32_t k = 0; k < s->at[i].nevent; k++) {
            uint32_t line = s->at[i].event[k].line;

            if (g_hash_table_add(said, GUINT_TO_POINTER(line)) &&
                always_idle(s, line))
                g_string_append_printf(out,
                                       "%*s%s:%u: note: this event finds "
                                       "nothing in any case\n",
                                       VERDICT_COLUMN, "", s->file, line);
        }
}

static void
scenario_text(GString *out, const struct suite_scenario *s,
              const struct suite_options *o)
{
    g_autoptr(GPtrArray) rows = rows_of(s, o);
    bool any = false;

    for (guint i = 0; i < rows->len; i++) {
        const struct row *r = rows->pdata[i];

        if (!is_shown(r->first, o))
            continue;
        if (!any)
            heading(out, s, o);
        any = true;
        put_row(out, s, r, o);
    }
    if (any && !o->quiet)
        say_never(out, s);
    if (any)
        g_string_append_c(out, '\n');
}

/* ---- all of it ---- */

static void
write_text(const struct suite *s, const struct suite_options *o, FILE *out)
{
    struct suite_options bad_only = *o;
    struct suite_count all = suite_count_all(s);
    GString *text = g_string_new(NULL);

    bad_only.quiet = o->quiet || o->summary;
    for (uint32_t i = 0; i < s->nscenario; i++)
        scenario_text(text, &s->scenario[i], &bad_only);
    if (o->summary && !o->quiet)
        totals_table(text, s, o);
    if (!o->quiet || !totals_good(&all))
        totals_line(text, &all, o);
    if (!o->quiet)
        check_say_terms(text, s);
    fwrite(text->str, 1, text->len, out);
    g_string_free(text, TRUE);
}

const struct suite_writer suite_text = {"text", write_text};
