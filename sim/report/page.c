/* A report from top to bottom. */
#include "sim/report/page.h"

#include <string.h>

#include "sim/report/page_inside.h"
#include "sim/report/rows.h"

/* ---- what is looked up ---- */

uint32_t
page_policy(const struct paper *w, const char *name)
{
    uint32_t i = 0;

    while (i < w->policy->len && strcmp(w->policy->pdata[i], name) != 0)
        i++;
    return i;
}

static void
know_policies(struct paper *w)
{
    for (uint32_t i = 0; i < w->p->suite->nscenario; i++) {
        const struct suite_scenario *s = &w->p->suite->scenario[i];

        for (uint64_t k = 0; k < s->ncase; k++)
            if (s->at[k].policy &&
                page_policy(w, s->at[k].policy) == w->policy->len)
                g_ptr_array_add(w->policy,
                                (gpointer) (uintptr_t) s->at[k].policy);
    }
}

static void
know_outcomes(struct paper *w)
{
    for (uint32_t i = 0; i < w->p->noutcome; i++)
        for (guint k = 0; k < w->p->outcome[i].row->len; k++) {
            const struct row *r = w->p->outcome[i].row->pdata[k];

            for (guint c = 0; c < r->cases->len; c++)
                g_hash_table_insert(w->outcome, r->cases->pdata[c],
                                    GUINT_TO_POINTER(i + 1));
        }
}

void
page_tag(struct paper *w, const struct finding *f, const char *text)
{
    markup(w->out, "<span class=\"tag l%u\">%s</span>", (unsigned) f->level,
           text);
}

/* ---- head ---- */

static void
put_pieces(struct paper *w, const char *const *piece)
{
    for (; *piece; piece++)
        g_string_append(w->out, *piece);
}

static void
put_head(struct paper *w)
{
    const struct page_head head = {w->p->suite->version, w->p->title,
                                   picture_style, "results"};

    page_head(&head, w->out);
    markup(w->out,
           "<p>%s by mtsim %s. Run digest <code>%s</code>.</p>\n"
           "<nav aria-label=\"Parts of this report\"><ul>\n"
           "<li><a href=\"#summary\">Summary</a></li>\n"
           "<li><a href=\"#matrix\">Matrix</a></li>\n"
           "<li><a href=\"#plots\">Plots</a></li>\n"
           "<li><a href=\"#cases\">Scenarios</a></li>\n"
           "<li><a href=\"#rules\">Rules and sources</a></li>\n"
           "</ul></nav>\n</header>\n<main id=\"main\">\n",
           w->p->explored ? "Every schedule explored" : "One schedule replayed",
           w->p->suite->version, w->p->digest);
}

/* ---- summary ---- */

static void
put_counts(struct paper *w)
{
    static const char *const says[SUITE_VERDICTS] = {
        [SUITE_NO_CLAIM] = "No claim speaks about them",
        [SUITE_AS_EXPECTED] = "As expected",
        [SUITE_UNEXPECTED] = "Not as expected",
        [SUITE_REFUSED] = "As expected, and something was refused",
        [SUITE_UNDECIDED] = "Undecided within the bounds",
    };
    struct suite_count all = suite_count_all(w->p->suite);

    g_string_append(w->out, "<table class=\"counts\"><caption>Cases: a policy "
                            "at a parameter point each</caption>\n"
                            "<thead><tr><th scope=\"col\">Verdict</th>"
                            "<th scope=\"col\">Cases</th></tr></thead><tbody>"
                            "\n");
    for (unsigned i = 0; i < SUITE_VERDICTS; i++)
        markup(w->out,
               "<tr><th scope=\"row\">%s</th><td class=\"num\">%u</td></tr>\n",
               says[i], (unsigned) all.verdict[i]);
    g_string_append(w->out, "</tbody></table>\n");
    if (all.every_schedule && !w->p->explored)
        markup(w->out,
               "<p>%u claims speak about every schedule, which a replay cannot "
               "judge.</p>\n",
               (unsigned) all.speaking);
    if (w->p->explored)
        markup(w->out,
               "<p>Properties and claims about every schedule: %u proved, %u "
               "hold in the modelled machine, %u broken, %u undecided.</p>\n",
               (unsigned) all.proved, (unsigned) all.modelled,
               (unsigned) all.broken, (unsigned) all.unproved);
    if (w->p->bounds && *w->p->bounds)
        markup(w->out, "<p>Bounds: %s.</p>\n", w->p->bounds);
}

static void
put_unexpected(struct paper *w)
{
    unsigned n = 0;

    g_string_append(w->out, "<h3>Not as expected</h3>\n");
    for (uint32_t i = 0; i < w->p->noutcome; i++) {
        const struct page_outcome *o = &w->p->outcome[i];
        struct finding f = finding_of(o->first);
        g_autoptr(GString) text = g_string_new(NULL);

        if (o->first->verdict != SUITE_UNEXPECTED)
            continue;
        finding_long(&f, text);
        if (n++ == 0)
            g_string_append(w->out, "<ul>\n");
        markup(w->out, "<li><a href=\"#o%u\">%s</a>: %s</li>\n", i,
               w->p->suite->scenario[o->scenario].name, text->str);
    }
    g_string_append(w->out, n ? "</ul>\n" : "<p>Nothing.</p>\n");
}

static void
put_summary(struct paper *w)
{
    g_string_append(w->out, "<section id=\"summary\" aria-labelledby=\"h-su\">"
                            "\n<h2 id=\"h-su\">Summary</h2>\n");
    markup(w->out, "<p>%u scenarios, %u policies, %u different outcomes.</p>\n",
           w->p->suite->nscenario, w->policy->len, w->p->noutcome);
    put_counts(w);
    put_unexpected(w);
    g_string_append(w->out, "</section>\n");
}

/* ---- plots ---- */

static void
put_plots(struct paper *w)
{
    g_string_append(w->out, "<section id=\"plots\" aria-labelledby=\"h-pl\">\n"
                            "<h2 id=\"h-pl\">Plots</h2>\n");
    if (w->p->missing)
        markup(w->out, "<p>There are no plots: %s.</p>\n", w->p->missing);
    for (uint32_t i = 0; i < w->p->nplot; i++) {
        const struct page_plot *plot = &w->p->plot[i];

        if (!plot->svg)
            continue;
        markup(w->out, "<h3>%s</h3>\n<figure><figcaption>%s</figcaption>",
               plot->title, plot->about);
        markup(w->out,
               "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
               "aria-label=\"%s\">\n",
               plot->title);
        g_string_append(w->out, plot->svg);
        g_string_append(w->out, "</div></figure>\n");
    }
    g_string_append(w->out, "</section>\n");
}

/* ---- the whole ---- */

static void
put_cases(struct paper *w)
{
    g_string_append(
        w->out,
        "<section id=\"cases\" aria-labelledby=\"h-ca\">\n"
        "<h2 id=\"h-ca\">Scenarios</h2>\n"
        "<p>Each outcome is told once, by the first case that has it. In the "
        "pictures a column is an agent or what holds data; solid arrows are "
        "writes, long dashes copies that move, dots reads, sparse dots snoops; "
        "a thick arrow with a triangle is where the hazard shows. Boxes are "
        "what a column holds afterwards: thick, if memory does not have it; "
        "dashed, if it is gone.</p>\n");
    for (uint32_t i = 0; i < w->p->suite->nscenario; i++)
        page_scenario(w, i);
    g_string_append(w->out, "</section>\n");
}

void
page_html(const struct page *p, GString *out)
{
    struct paper w = {
        .p = p,
        .out = out,
        .outcome = g_hash_table_new(NULL, NULL),
        .policy = g_ptr_array_new(),
        .rule = g_hash_table_new(g_str_hash, g_str_equal),
        .rules = g_ptr_array_new(),
    };

    know_policies(&w);
    know_outcomes(&w);
    put_head(&w);
    put_summary(&w);
    page_matrix(&w);
    put_plots(&w);
    put_cases(&w);
    page_rules(&w);
    g_string_append(out, "</main>\n<script>\n");
    put_pieces(&w, page_script);
    g_string_append(out, "</script>\n</body>\n</html>\n");
    g_hash_table_unref(w.outcome);
    g_ptr_array_unref(w.policy);
    g_hash_table_unref(w.rule);
    g_ptr_array_unref(w.rules);
}
