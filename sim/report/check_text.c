#include "sim/report/check_text.h"

#include <string.h>

#include "sim/report/wrap.h"

enum {
    COLUMN = 6,
    STEPS_MAX = 60, /* of a witness that are printed                          */
    LAST_MAX = 64,  /* last states                                            */
};

struct saying { /* one row                                                    */
    GString *out;
    const struct suite_scenario *s;
    const struct row *row;
    const struct suite_options *o;
    const struct suite_check *check;
    bool *told; /* [nshown]                                                   */
};

void
check_number(GString *out, uint64_t n)
{
    if (n >= 1000) {
        check_number(out, n / 1000);
        g_string_append_printf(out, ",%03u", (unsigned) (n % 1000));
    } else {
        g_string_append_printf(out, "%u", (unsigned) n);
    }
}

static void
put_line(GString *out, unsigned indent, const char *text)
{
    g_string_append_printf(out, "%*s", (int) indent, "");
    wrap(out, text, indent + 2);
}

/* ---- schedules ---- */

/* The case a schedule is of, if the row has several. */
static void
put_example(const struct saying *y, GString *head)
{
    const struct suite_case *c = y->row->first;
    g_autoptr(GString) point = g_string_new(NULL);

    if (y->row->ncase < 2)
        return;
    suite_point(y->s, c, point);
    g_string_append_printf(head, "; under %s%s%s", c->policy,
                           point->len ? " with " : "", point->str);
}

static void
put_steps(const struct saying *y, const char *const *step, uint32_t nstep,
          bool shortest)
{
    g_autoptr(GString) head = g_string_new(NULL);

    g_string_append_printf(head, "in %u event%s", nstep, nstep == 1 ? "" : "s");
    g_string_append(head, shortest ? ", the fewest" : ", a short schedule");
    put_example(y, head);
    g_string_append_c(head, ':');
    put_line(y->out, COLUMN + 2, head->str);
    for (uint32_t i = 0; i < nstep && i < STEPS_MAX; i++) {
        g_string_append_printf(y->out, "%*s%2u  ", COLUMN + 4, "", i + 1);
        wrap(y->out, step[i], COLUMN + 8);
    }
    if (nstep > STEPS_MAX)
        g_string_append_printf(y->out, "%*sand %u more\n", COLUMN + 8, "",
                               nstep - STEPS_MAX);
}

static void
put_shown(const struct saying *y, uint32_t i)
{
    const struct suite_shown *h = &y->check->shown[i];
    bool others = strcmp(h->severity, "security") == 0;
    g_autofree char *text = g_strdup_printf(
        "%s: %s%s%s%s%s%s", h->kind, h->says,
        others ? " [security, victim " : "", others ? h->victim : "",
        others ? "]" : "",
        h->keys ? "; depends on what the platform leaves open: " : "",
        h->keys ? h->keys : "");

    if (y->told[i]) {
        put_line(y->out, COLUMN + 2, "as above");
        return;
    }
    y->told[i] = true;
    put_line(y->out, COLUMN + 2, text);
    if (h->nstep > 0)
        put_steps(y, h->step, h->nstep, h->shortest);
    if (h->file) {
        g_autofree char *how = g_strdup_printf("mtsim explain %s", h->file);

        put_line(y->out, COLUMN + 2, how);
    }
}

/* ---- claims, properties ---- */

/* A claim as written, without the stacks, which stand above. */
static const char *
what_is_claimed(const char *text)
{
    const char *colon = strstr(text, ": ");

    return colon && g_str_has_prefix(text, "under ") ? colon + 2 : text;
}

/* Where a claim stands: in full where it fails. */
static char *
place_of_claim(const struct saying *y, const struct suite_claim *k)
{
    return k->holds == SUITE_FAILS
               ? g_strdup_printf("(%s:%u)", y->s->file, k->line)
               : g_strdup_printf("(line\u00a0%u)", k->line);
}

static void
put_claim(const struct saying *y, const struct suite_claim *k)
{
    g_autofree char *place = place_of_claim(y, k);
    g_autofree char *text =
        g_strdup_printf("%s: %s %s", k->says, what_is_claimed(k->text), place);

    put_line(y->out, COLUMN, text);
    if (k->seen) {
        g_autofree char *seen =
            g_strconcat(k->holds == SUITE_FAILS ? "but " : "", k->seen, NULL);

        put_line(y->out, COLUMN + 2, seen);
    }
    if (k->shown != SUITE_NOWHERE)
        put_shown(y, k->shown);
    else if (k->nstep > 0)
        put_steps(y, k->step, k->nstep, k->shortest);
}

/* Of the replay's claims those that fail; all, if asked for. */
static void
put_replayed(const struct saying *y, const struct suite_claim *k)
{
    g_autofree char *place = place_of_claim(y, k);
    g_autofree char *text = g_strdup_printf(
        "%s: %s %s", k->holds == SUITE_FAILS ? "FAILS" : "replayed",
        what_is_claimed(k->text), place);

    if (k->holds != SUITE_FAILS && !y->o->verbose)
        return;
    put_line(y->out, COLUMN, text);
    if (k->holds == SUITE_FAILS && k->seen) {
        g_autofree char *but = g_strdup_printf("but %s", k->seen);

        put_line(y->out, COLUMN + 2, but);
    }
}

static void
put_property(const struct saying *y, const struct suite_property *p)
{
    g_autoptr(GString) text = g_string_new(p->name);
    bool modelled = y->check->not_covered != NULL;

    g_string_append(text, p->holds == SUITE_FAILS ? ": broken"
                          : p->holds == SUITE_OPEN
                              ? ": undecided within the bounds"
                          : modelled ? ": no hazard in the modelled machine"
                                     : ": proved");
    if (y->check->each && p->holds == SUITE_HOLDS)
        g_string_append_printf(text, " within %s operation%s", y->check->each,
                               strcmp(y->check->each, "1") ? "s" : "");
    put_line(y->out, COLUMN, text->str);
    if (p->shown != SUITE_NOWHERE)
        put_shown(y, p->shown);
    if (p->nstep > 0) {
        put_line(y->out, COLUMN + 2,
                 "the last access is to memory with two effective types");
        put_steps(y, p->step, p->nstep, p->shortest);
    }
}

static void
put_others(const struct saying *y)
{
    for (uint32_t i = 0; i < y->check->nshown; i++) {
        const struct suite_shown *h = &y->check->shown[i];
        bool cause = *h->cause && strcmp(h->cause, "none") != 0;
        g_autofree char *text =
            g_strdup_printf("unclaimed, in %s schedule: %s victim %s%s%s",
                            h->always ? "every" : "some", h->kind, h->victim,
                            cause ? " cause " : "", cause ? h->cause : "");

        if (y->told[i])
            continue;
        put_line(y->out, COLUMN, text);
        put_shown(y, i);
    }
}

/* ---- last states ---- */

static void
put_last(const struct saying *y)
{
    const struct suite_check *k = y->check;

    g_string_append_printf(y->out, "%*slast states:%s\n", COLUMN, "",
                           k->nlast      ? ""
                           : k->complete ? " none"
                                         : " none reached");
    for (uint32_t i = 0; i < k->nlast && i < LAST_MAX; i++) {
        g_autoptr(GString) row = g_string_new(NULL), count = g_string_new(NULL);

        check_number(count, k->last[i].count);
        for (uint32_t c = 0; c < k->ncolumn; c++)
            if (k->last[i].unset[c])
                g_string_append_printf(row, "%s%s=-", c ? "  " : "",
                                       k->column[c]);
            else
                g_string_append_printf(row, "%s%s=%" G_GUINT64_FORMAT,
                                       c ? "  " : "", k->column[c],
                                       k->last[i].value[c]);
        g_string_append_printf(y->out, "%*s%9s  ", COLUMN, "", count->str);
        wrap(y->out, row->str, COLUMN + 13);
    }
    if (k->nlast > LAST_MAX)
        g_string_append_printf(y->out, "%*sand %u more\n", COLUMN + 11, "",
                               k->nlast - LAST_MAX);
}

/* ---- how far ---- */

/* "1,234 states, 5,678 transitions, depth 12", of the largest case. */
static void
put_extent(const struct saying *y)
{
    const struct suite_check *k = y->check;
    g_autoptr(GString) text = g_string_new(NULL);

    if (y->row->ncase > 1) {
        g_string_append_printf(text, "%" G_GUINT64_FORMAT " cases, up to ",
                               y->row->ncase);
    }
    check_number(text, y->row->states);
    g_string_append(text, y->row->states == 1 ? " state, " : " states, ");
    check_number(text, y->row->transitions);
    g_string_append_printf(text, " transition%s, depth %u",
                           y->row->transitions == 1 ? "" : "s", y->row->depth);
    if (strcmp(k->end, "decided") == 0)
        g_string_append(text, "; more were not needed");
    else if (!k->complete)
        g_string_append_printf(text, "; not all: %s", k->end);
    if (k->compact)
        g_string_append_printf(
            text, "; hashes only: about %.1f states were missed", k->lost);
    put_line(y->out, COLUMN, text->str);
}

static void
put_notes(const struct saying *y)
{
    const struct suite_check *k = y->check;
    g_autofree char *over =
        k->over ? g_strdup_printf("over host life cycle %s", k->over) : NULL;
    g_autofree char *not_covered =
        k->not_covered ? g_strdup_printf("not covered: %s", k->not_covered)
                       : NULL;

    if (not_covered)
        put_line(y->out, COLUMN, not_covered);
    if (over)
        put_line(y->out, COLUMN, over);
    if (k->each) {
        g_autofree char *depth = g_strdup_printf(
            "any programs of adversaries, of up to %s operation%s", k->each,
            strcmp(k->each, "1") ? "s" : "");

        put_line(y->out, COLUMN, depth);
    }
}

void
check_say(GString *out, const struct suite_scenario *s, const struct row *row,
          const struct suite_options *o)
{
    const struct suite_case *c = row->first;
    g_autofree bool *told = g_new0(bool, c->check->nshown + 1);
    const struct saying y = {out, s, row, o, c->check, told};

    for (uint32_t i = 0; i < c->nclaim; i++)
        if (c->claim[i].says)
            put_claim(&y, &c->claim[i]);
        else
            put_replayed(&y, &c->claim[i]);
    for (uint32_t i = 0; i < c->check->nproperty; i++)
        put_property(&y, &c->check->property[i]);
    if (o->hazards)
        put_others(&y);
    if (o->outcomes)
        put_last(&y);
    if (c->check->why) {
        g_autofree char *why =
            g_strdup_printf("not explored: %s", c->check->why);

        put_line(out, COLUMN, why);
        return;
    }
    put_notes(&y);
    put_extent(&y);
}

/* ---- below everything ---- */

void
check_say_terms(GString *out, const struct suite *s)
{
    g_autoptr(GString) text = g_string_new(NULL);
    bool background = false, any = false;

    for (uint32_t i = 0; i < s->nscenario; i++)
        for (uint64_t k = 0; k < s->scenario[i].ncase; k++) {
            const struct suite_check *c = s->scenario[i].at[k].check;

            any |= c != NULL;
            background |= c && c->background;
        }
    if (!any)
        return;
    g_string_append_printf(
        text,
        "explored: every interleaving, and every eviction, fill, drain and "
        "dropped translation that hardware may do unasked; %s idle host CPU",
        background ? "an" : "no");
    g_string_append_printf(text, "; reductions: %s; bounds: %s",
                           *s->reductions ? s->reductions : "none",
                           *s->bounds ? s->bounds : "none");
    g_string_append_c(out, '\n');
    wrap(out, text->str, 0);
}
