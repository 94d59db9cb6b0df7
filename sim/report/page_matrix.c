/* Of each scenario under each policy the worst that any of its points shows. */
#include "sim/report/page_inside.h"

struct cell {
    const struct suite_case *worst;
    struct finding finding;
    uint64_t ncase, nlike, unexpected; /* nlike: as bad as the worst          */
};

static struct cell
cell_of(const struct suite_scenario *s, uint32_t policy)
{
    uint64_t n = s->ncase / s->npolicy;
    struct cell cell = {.ncase = n};

    for (uint64_t i = 0; i < n; i++) {
        const struct suite_case *c = &s->at[policy * n + i];
        struct finding f;

        if (!c->policy)
            continue;
        f = finding_of(c);
        cell.unexpected += c->verdict == SUITE_UNEXPECTED;
        if (cell.worst && f.level == cell.finding.level)
            cell.nlike++;
        else if (!cell.worst || f.level > cell.finding.level)
            cell.nlike = 1;
        if (!cell.worst || finding_compare(&f, &cell.finding) > 0) {
            cell.worst = c;
            cell.finding = f;
        }
    }
    return cell;
}

/* Claims may be decided before any hazard was met, which is less than none. */
static bool
is_none_seen(const struct cell *c)
{
    return c->finding.level == FINDING_UNDECIDED && c->worst->check &&
           c->worst->check->decided;
}

static void
put_cell(struct paper *w, const struct cell *c, uint32_t policy)
{
    g_autoptr(GString) text = g_string_new(NULL);
    unsigned at;

    if (!c || !c->worst) {
        markup(w->out, "<td class=\"p%u none\">\u2013</td>", policy);
        return;
    }
    if (is_none_seen(c))
        g_string_append(text, "none seen");
    else
        finding_short(&c->finding, text);
    at = GPOINTER_TO_UINT(g_hash_table_lookup(w->outcome, c->worst));
    markup(w->out,
           "<td class=\"p%u l%u\"><a href=\"#o%u\">%s</a>"
           "<small>%u of %u</small>",
           policy, (unsigned) c->finding.level, at - 1, text->str,
           (unsigned) c->nlike, (unsigned) c->ncase);
    if (c->unexpected)
        markup(w->out, "<small class=\"not\">%u unexpected</small>",
               (unsigned) c->unexpected);
    g_string_append(w->out, "</td>");
}

/* Its policies are in one order in every scenario, but not all are there. */
static void
put_row(struct paper *w, uint32_t i)
{
    const struct suite_scenario *s = &w->p->suite->scenario[i];
    g_autofree struct cell *cell = g_new0(struct cell, w->policy->len + 1);
    uint8_t worst = FINDING_SAFE;
    bool unexpected = false;

    for (uint32_t k = 0; k < s->npolicy; k++) {
        struct cell c = cell_of(s, k);

        if (!c.worst)
            continue;
        cell[page_policy(w, c.worst->policy)] = c;
        worst = MAX(worst, c.finding.level);
        unexpected |= c.unexpected > 0;
    }
    markup(w->out,
           "<tr data-s=\"%u\" data-level=\"%u\" data-not=\"%u\">"
           "<th scope=\"row\"><a href=\"#s%u\">%s</a></th>",
           i, (unsigned) worst, unexpected ? 1u : 0u, i, s->name);
    for (uint32_t k = 0; k < w->policy->len; k++)
        put_cell(w, &cell[k], k);
    g_string_append(w->out, "</tr>\n");
}

/* Whether some case was explored no further than its claims wanted. */
static bool
ended_early(const struct paper *w)
{
    for (uint32_t i = 0; i < w->p->suite->nscenario; i++) {
        const struct suite_scenario *s = &w->p->suite->scenario[i];

        for (uint64_t k = 0; k < s->ncase; k++)
            if (s->at[k].check && s->at[k].check->decided)
                return true;
    }
    return false;
}

static void
put_legend(struct paper *w)
{
    g_string_append(w->out, "<p class=\"legend\">Levels, from the best to the "
                            "worst:");
    for (unsigned i = 0; i < FINDING_LEVELS; i++)
        markup(w->out, " <span class=\"tag l%u\">%s</span>", i,
               finding_level_name[i]);
    g_string_append(w->out, ". First words:");
    for (const struct finding_word *f = finding_words; f->word; f++)
        markup(w->out, " <b>%s</b> %s%s", f->word, f->name,
               f[1].word ? ";" : ".");
    g_string_append(w->out, "</p>\n");
    if (ended_early(w))
        g_string_append(
            w->out,
            "<p class=\"legend\">Exploring a case ended once its claims were "
            "decided: a cell has the worst that was seen until then, and "
            "<b>none seen</b> is no proof. With <code>--all-hazards</code> "
            "every case is explored to its end.</p>\n");
}

/* Of no use without the script, which shows it. */
static void
put_filters(struct paper *w)
{
    g_string_append(
        w->out,
        "<form id=\"filter\" hidden role=\"search\" "
        "aria-label=\"Filter the scenarios\">\n"
        "<label>Scenario <input type=\"search\" id=\"f-name\" "
        "autocomplete=\"off\" placeholder=\"part of a name or title\"></label>"
        "\n<label>Show <select id=\"f-level\">"
        "<option value=\"all\">all</option>"
        "<option value=\"hazard\">with a hazard</option>"
        "<option value=\"security\">with a security hazard</option>"
        "<option value=\"not\">not as expected</option></select></label>\n"
        "<fieldset><legend>Policies</legend>\n");
    for (guint i = 0; i < w->policy->len; i++)
        markup(w->out,
               "<label><input type=\"checkbox\" class=\"f-policy\" "
               "value=\"%u\" checked> %s</label>\n",
               i, (const char *) w->policy->pdata[i]);
    markup(w->out,
           "</fieldset>\n<output id=\"f-count\" for=\"f-name f-level\">"
           "%u of %u scenarios</output>\n</form>\n",
           w->p->suite->nscenario, w->p->suite->nscenario);
}

void
page_matrix(struct paper *w)
{
    g_string_append(w->out, "<section id=\"matrix\" aria-labelledby=\"h-ma\">\n"
                            "<h2 id=\"h-ma\">Scenarios and policies</h2>\n");
    put_filters(w);
    g_string_append(
        w->out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Matrix of scenarios and policies\">\n"
        "<table class=\"matrix\"><caption>The worst outcome of any parameter "
        "point, and how many points are on its level</caption>\n<thead><tr>"
        "<th scope=\"col\">Scenario</th>");
    for (guint i = 0; i < w->policy->len; i++)
        markup(w->out, "<th scope=\"col\" class=\"p%u\">%s</th>", i,
               (const char *) w->policy->pdata[i]);
    g_string_append(w->out, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < w->p->suite->nscenario; i++)
        put_row(w, i);
    g_string_append(w->out, "</tbody></table></div>\n");
    put_legend(w);
    g_string_append(w->out, "</section>\n");
}
