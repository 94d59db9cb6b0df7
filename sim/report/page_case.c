/* The outcomes of a scenario, each with its picture and its story. */
#include <string.h>

#include "sim/report/page_inside.h"
#include "sim/report/rows.h"

static const char *const verdict_words[SUITE_VERDICTS] = {
    [SUITE_NO_CLAIM] = "no claim",
    [SUITE_AS_EXPECTED] = "as expected",
    [SUITE_UNEXPECTED] = "not as expected",
    [SUITE_REFUSED] = "as expected, refused",
    [SUITE_UNDECIDED] = "undecided",
};

/* ---- rules ---- */

static uint32_t
rule_number(struct paper *w, const struct story_rule *r)
{
    uint32_t n = GPOINTER_TO_UINT(g_hash_table_lookup(w->rule, r->id));

    if (n == 0) {
        g_ptr_array_add(w->rules, (gpointer) (uintptr_t) r);
        n = w->rules->len;
        g_hash_table_insert(w->rule, (gpointer) (uintptr_t) r->id,
                            GUINT_TO_POINTER(n));
    }
    return n - 1;
}

static void
put_rules(struct paper *w, const GPtrArray *rules)
{
    if (rules->len == 0)
        return;
    g_string_append(w->out, "<ul class=\"why\">");
    for (guint i = 0; i < rules->len; i++) {
        const struct story_rule *r = rules->pdata[i];
        bool gave = r->gave && *r->gave;

        markup(w->out, "<li><a href=\"#r%u\">%s</a>%s%s</li>",
               rule_number(w, r), r->id, gave ? " gives " : "",
               gave ? r->gave : "");
    }
    g_string_append(w->out, "</ul>\n");
}

void
page_rules(struct paper *w)
{
    g_string_append(w->out, "<section id=\"rules\" aria-labelledby=\"h-ru\">\n"
                            "<h2 id=\"h-ru\">Rules and sources</h2>\n<dl>\n");
    for (guint i = 0; i < w->rules->len; i++) {
        const struct story_rule *r = w->rules->pdata[i];

        markup(w->out, "<div id=\"r%u\"><dt><code>%s</code></dt><dd>%s", i,
               r->id, r->says ? r->says : "");
        if (r->cite)
            markup(w->out, " <cite>%s</cite>", r->cite);
        g_string_append(w->out, "</dd></div>\n");
    }
    g_string_append(w->out, "</dl>\n</section>\n");
}

/* ---- stories ---- */

static void
put_hazard(struct paper *w, const struct story_hazard *h)
{
    markup(w->out,
           "<div class=\"hazard\"><p><b>Hazard: %s</b>: %s</p>\n"
           "<p>Victim %s, severity %s, cause %s%s%s.</p>\n",
           h->kind, h->says, h->victim, h->severity, h->cause,
           *h->conditions ? "; conditions: " : "", h->conditions);
    if (h->path)
        markup(w->out, "<p>%s</p>\n", h->path);
    put_rules(w, h->why);
    if (h->remedy)
        markup(w->out, "<p class=\"remedy\">%s</p>\n", h->remedy);
    g_string_append(w->out, "</div>\n");
}

static void
put_texts(struct paper *w, const GPtrArray *text, const char *class)
{
    for (guint i = 0; i < text->len; i++)
        markup(w->out, "<p class=\"%s\">%s</p>\n", class,
               (const char *) text->pdata[i]);
}

static void
put_step(struct paper *w, const struct story_step *s)
{
    bool empty = s->implied && !s->through && !s->control && !s->did->len &&
                 !s->now->len && !s->hazard->len;

    if (empty)
        return;
    g_string_append(w->out, "<li");
    if (s->number)
        markup(w->out, " value=\"%u\"", s->number);
    markup(w->out, "%s><code>%s</code>", s->number ? "" : " class=\"event\"",
           s->text);
    if (s->line)
        markup(w->out, " <small>line %u</small>", s->line);
    g_string_append(w->out, "\n");
    if (s->control)
        markup(w->out, "<p>%s</p>\n", s->control);
    put_rules(w, s->rules);
    if (s->through)
        markup(w->out, "<p>through %s%s<b>%s</b></p>\n", s->through,
               s->type ? ": effective type " : "", s->type ? s->type : "");
    put_rules(w, s->why);
    put_texts(w, s->did, "did");
    put_texts(w, s->now, "now");
    for (guint i = 0; i < s->hazard->len; i++)
        put_hazard(w, s->hazard->pdata[i]);
    g_string_append(w->out, "</li>\n");
}

void
page_story(struct paper *w, const struct story *s)
{
    g_string_append(w->out, "<h5>Step by step</h5>\n<ol class=\"story\">\n");
    for (guint i = 0; i < s->step->len; i++)
        put_step(w, s->step->pdata[i]);
    markup(w->out, "</ol>\n<p>%s</p>\n", s->ending);
}

/* ---- outcomes ---- */

static void
put_where(struct paper *w, const struct page_outcome *o)
{
    g_string_append(w->out, "<ul class=\"where\">\n");
    for (guint i = 0; i < o->row->len; i++) {
        const struct row *r = o->row->pdata[i];

        markup(w->out, "<li><b>%s</b>%s%s <small>%u cases, %s</small></li>\n",
               r->policies->str, *r->points ? " with " : "", r->points,
               (unsigned) r->ncase, verdict_words[r->first->verdict]);
    }
    g_string_append(w->out, "</ul>\n");
}

static void
put_claims(struct paper *w, const struct page_outcome *o)
{
    const struct suite_scenario *s = &w->p->suite->scenario[o->scenario];

    for (uint32_t i = 0; i < o->first->nclaim; i++) {
        const struct suite_claim *k = &o->first->claim[i];
        g_autofree char *seen = NULL;

        if (k->holds == SUITE_FAILS) {
            seen = suite_claim_seen(o->first, k);
            markup(w->out,
                   "<p class=\"not\">%s:%u: <code>%s</code>, but %s</p>\n",
                   s->file, k->line, k->text, seen);
        } else if (k->says && w->p->explored) {
            markup(w->out,
                   "<p>%s: <code>%s</code> <small>line %u</small></p>\n",
                   k->says, k->text, k->line);
        }
    }
}

/* The shortest schedule that shows each kind of hazard. */
static void
put_shown(struct paper *w, const struct suite_check *k)
{
    for (uint32_t i = 0; i < k->nshown; i++) {
        const struct suite_shown *h = &k->shown[i];

        markup(w->out,
               "<div class=\"hazard\"><p><b>Possible: %s</b>: %s</p>\n"
               "<p>Victim %s, severity %s, cause %s; %s.</p>\n",
               h->kind, h->says, h->victim, h->severity, h->cause,
               h->always ? "every execution that ends shows it"
                         : "some executions show it");
        if (h->nstep > 0) {
            g_string_append(w->out, "<ol>");
            for (uint32_t n = 0; n < h->nstep; n++)
                markup(w->out, "<li><code>%s</code></li>", h->step[n]);
            g_string_append(w->out, "</ol>\n");
        }
        g_string_append(w->out, "</div>\n");
    }
}

static void
put_check(struct paper *w, const struct suite_check *k)
{
    if (k->why)
        markup(w->out, "<p>Not explored: %s.</p>\n", k->why);
    else if (strcmp(k->end, "decided") == 0)
        markup(w->out,
               "<p>Explored until every claim was decided: %u states, depth "
               "%u.</p>\n",
               (unsigned) MIN(k->states, UINT32_MAX), k->depth);
    else
        markup(w->out, "<p>Explored: %s, %u states, depth %u.</p>\n", k->end,
               (unsigned) MIN(k->states, UINT32_MAX), k->depth);
    if (k->not_covered)
        markup(w->out,
               "<p>The machine is stronger than the manuals about: %s.</p>\n",
               k->not_covered);
    put_shown(w, k);
}

static void
put_told(struct paper *w, const struct page_outcome *o, uint32_t number)
{
    g_autofree char *id = g_strdup_printf("o%u-p", number);

    markup(w->out, "<figure><figcaption>%s</figcaption>\n", o->about);
    markup(w->out,
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
           "aria-label=\"Picture of outcome %u\">\n",
           number + 1);
    picture_svg_inline(o->picture, id, w->out);
    g_string_append(w->out, "</div></figure>\n");
    page_story(w, o->story);
}

/* What the worst hazard of a case was. */
static void
add_says(const struct suite_case *c, const struct finding *f, GString *text)
{
    for (uint32_t i = 0; f->kind && !c->check && i < c->nhazard; i++) {
        const struct suite_hazard *h = &c->hazard[i];

        if (strcmp(h->kind, f->kind) || strcmp(h->cause, f->cause) ||
            strcmp(h->victim, f->victim))
            continue;
        g_string_append_printf(text, ": %s", h->says);
        return;
    }
}

static void
put_outcome(struct paper *w, uint32_t number, bool open)
{
    const struct page_outcome *o = &w->p->outcome[number];
    struct finding f = finding_of(o->first);
    g_autoptr(GString) brief = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    bool wrong = o->first->verdict == SUITE_UNEXPECTED;

    finding_short(&f, brief);
    finding_long(&f, text);
    add_says(o->first, &f, text);
    markup(w->out, "<details id=\"o%u\" data-level=\"%u\"%s><summary><h4>",
           number, (unsigned) f.level, open || wrong ? " open" : "");
    page_tag(w, &f, brief->str);
    markup(w->out, " %s%s</h4></summary>\n", text->str,
           wrong ? ". Not as expected" : "");
    put_where(w, o);
    put_claims(w, o);
    if (o->first->check)
        put_check(w, o->first->check);
    else if (w->p->explored)
        g_string_append(w->out, "<p>No claim asks about more than one "
                                "schedule: replayed once.</p>\n");
    if (o->story)
        put_told(w, o, number);
    markup(w->out,
           "<p>To see it again: <code class=\"command\">%s</code></p>\n"
           "</details>\n",
           o->command);
}

void
page_scenario(struct paper *w, uint32_t scenario)
{
    const struct suite_scenario *s = &w->p->suite->scenario[scenario];
    uint32_t from = 0, to;

    while (from < w->p->noutcome && w->p->outcome[from].scenario != scenario)
        from++;
    for (to = from;
         to < w->p->noutcome && w->p->outcome[to].scenario == scenario;)
        to++;
    markup(w->out,
           "<section class=\"scenario\" id=\"s%u\" data-s=\"%u\" "
           "aria-labelledby=\"s%u-h\">\n<h3 id=\"s%u-h\">%s</h3>\n"
           "<p class=\"title\">%s</p>\n<p class=\"soft\"><code>%s</code>, %u "
           "cases, %u outcomes. <a href=\"#matrix\">Back to the matrix</a></p>"
           "\n",
           scenario, scenario, scenario, scenario, s->name,
           s->title ? s->title : "", s->file, (unsigned) s->ncase, to - from);
    for (uint32_t i = from; i < to; i++)
        put_outcome(w, i, w->p->noutcome <= 3);
    g_string_append(w->out, "</section>\n");
}
