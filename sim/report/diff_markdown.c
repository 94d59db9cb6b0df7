/* What changes, as Markdown: a table for each pair of rules. */
#include "sim/report/diff.h"

/* A cell; what would end it is escaped. */
static void
cell(GString *out, const char *text)
{
    g_string_append(out, " ");
    for (; *text; text++)
        g_string_append_printf(out, "%s%c", *text == '|' ? "\\" : "", *text);
    g_string_append(out, " |");
}

static void
put_change(GString *out, const struct diff_change *c)
{
    g_autofree char *points = diff_points(c), *says = diff_says(c);
    g_autofree char *count = g_strdup_printf("%u", c->cases->len);
    g_autofree char *word =
        g_strdup_printf("%s %s", diff_sign(c), diff_word(c));

    g_string_append_c(out, '|');
    cell(out, word);
    cell(out, c->scenario->name);
    cell(out, count);
    cell(out, *points ? points : "all");
    cell(out, says);
    g_string_append_c(out, '\n');
}

static void
put_group(GString *out, const struct diff_group *g, guint number)
{
    g_string_append_printf(out, "\n## %u. `%s`, `%s`\n\n", number,
                           g->cause.from, g->cause.to);
    if (g->cause.note)
        g_string_append_printf(out, "%s\n\n", g->cause.note);
    g_string_append(out, "| | scenario | points | with | what comes out |\n"
                         "|---|---|---:|---|---|\n");
    for (guint i = 0; i < g->change->len; i++)
        put_change(out, g->change->pdata[i]);
}

static void
write_markdown(const struct diff *d, FILE *to)
{
    g_autoptr(GString) out = g_string_new(NULL);

    g_string_append_printf(
        out,
        "# What changes: %s to %s\n\n%" G_GUINT64_FORMAT
        " of %" G_GUINT64_FORMAT " points in %" G_GUINT64_FORMAT
        " scenarios: %" G_GUINT64_FORMAT " worse, %" G_GUINT64_FORMAT
        " better, %" G_GUINT64_FORMAT " other%s.\n",
        d->a, d->b, diff_moved(d), d->points, d->scenarios,
        d->moved[TALLY_WORSE], d->moved[TALLY_BETTER], d->moved[TALLY_OTHER],
        d->explored ? ", over every schedule" : "");
    if (d->more.points + d->less.points)
        g_string_append_printf(out,
                               "Cost: %" G_GUINT64_FORMAT
                               " points cost more, %" G_GUINT64_FORMAT
                               " less.\n",
                               d->more.points, d->less.points);
    if (d->undecided)
        g_string_append_printf(
            out, "Undecided: %" G_GUINT64_FORMAT " points.\n", d->undecided);
    if (d->left_out)
        g_string_append_printf(out,
                               "Left out: %" G_GUINT64_FORMAT
                               " scenarios of another architecture.\n",
                               d->left_out);
    for (guint i = 0; i < d->group->len; i++)
        put_group(out, d->group->pdata[i], i + 1);
    fwrite(out->str, 1, out->len, to);
}

const struct diff_writer diff_markdown = {"markdown", write_markdown};
