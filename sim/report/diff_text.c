/* What changes, as text for a cover letter: the rules that part, and below
 * them what comes of it, the most severe first. */
#include "sim/report/diff.h"
#include "sim/report/finding.h"
#include "sim/report/wrap.h"

enum { WORD_COLUMN = 5, NAME_COLUMN = 17 };

static const char *
many(uint64_t n, const char *one, const char *more)
{
    return n == 1 ? one : more;
}

static void
put_line(GString *out, const char *text, unsigned indent)
{
    wrap(out, text, indent);
}

/* ---- what there is ---- */

static void
say_parts(GString *out, const char *said, const char *is)
{
    if (*is) {
        g_string_append_printf(out, "  %s is ", said);
        put_line(out, is, 4);
    }
}

static void
heading(GString *out, const struct diff *d)
{
    g_autofree char *a = g_strdup_printf("%s -> %s", d->a, d->b);

    put_line(out, a, 2);
    say_parts(out, d->a, d->a_is);
    say_parts(out, d->b, d->b_is);
    g_string_append_c(out, '\n');
}

static void
say_moved(GString *out, const struct diff *d)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_append_printf(
        text, "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT "%s %s %s",
        diff_moved(d), d->points, d->explored ? "" : " replayed",
        many(d->points, "point", "points"),
        many(diff_moved(d), "changes", "change"));
    if (diff_moved(d) > 0)
        g_string_append_printf(text, ", in %" G_GUINT64_FORMAT " of",
                               d->moved_scenarios);
    else
        g_string_append(text, ", in");
    g_string_append_printf(text, " %" G_GUINT64_FORMAT " %s%s.", d->scenarios,
                           many(d->scenarios, "scenario", "scenarios"),
                           d->explored ? ", over every schedule" : "");
    put_line(out, text->str, 0);
    if (diff_moved(d) > 0)
        g_string_append_printf(out,
                               "%" G_GUINT64_FORMAT " worse, %" G_GUINT64_FORMAT
                               " better, %" G_GUINT64_FORMAT " other.\n",
                               d->moved[TALLY_WORSE], d->moved[TALLY_BETTER],
                               d->moved[TALLY_OTHER]);
}

static void
say_cost(GString *out, const struct diff *d)
{
    g_autoptr(GString) text = g_string_new("Cost:");

    if (d->explored || d->more.points + d->less.points == 0)
        return;
    if (d->more.points)
        g_string_append_printf(
            text,
            " %" G_GUINT64_FORMAT " %s in %" G_GUINT64_FORMAT
            " %s %s more, up to %+.1f\u00a0%%",
            d->more.points, many(d->more.points, "point", "points"),
            d->more.scenarios, many(d->more.scenarios, "scenario", "scenarios"),
            many(d->more.points, "costs", "cost"), d->more.most * 100);
    if (d->less.points)
        g_string_append_printf(
            text,
            "%s %" G_GUINT64_FORMAT " %s in %" G_GUINT64_FORMAT
            " %s %s less, down to %+.1f\u00a0%%",
            d->more.points ? ";" : "", d->less.points,
            many(d->less.points, "point", "points"), d->less.scenarios,
            many(d->less.scenarios, "scenario", "scenarios"),
            many(d->less.points, "costs", "cost"), d->less.most * 100);
    g_string_append(text, d->costs ? "." : "; --cost says where.");
    put_line(out, text->str, 0);
}

static void
say_rest(GString *out, const struct diff *d)
{
    if (d->left_out)
        g_string_append_printf(
            out,
            "Left out: %" G_GUINT64_FORMAT " %s of another architecture.\n",
            d->left_out, many(d->left_out, "scenario", "scenarios"));
    if (d->undecided) {
        g_autoptr(GString) text = g_string_new(NULL);

        g_string_append_printf(
            text, "Undecided within the bounds: %" G_GUINT64_FORMAT " %s, of ",
            d->undecided, many(d->undecided, "point", "points"));
        for (guint i = 0; i < d->open->len; i++)
            g_string_append_printf(text, "%s%s", i ? ", " : "",
                                   (const char *) d->open->pdata[i]);
        g_string_append_c(text, '.');
        put_line(out, text->str, 2);
    }
}

/* ---- changes ---- */

static void
say_change(GString *out, const struct diff_change *c)
{
    g_autofree char *points = diff_points(c), *says = diff_says(c);
    g_autofree char *name =
        g_strdup_printf("%s, %u\u00a0%s", c->scenario->name, c->cases->len,
                        many(c->cases->len, "point", "points"));

    g_string_append_printf(out, "   %s ", diff_sign(c));
    pad(out, diff_word(c), NAME_COLUMN - WORD_COLUMN);
    put_line(out, name, NAME_COLUMN + 2);
    if (*points) {
        g_string_append_printf(out, "%*swith ", NAME_COLUMN, "");
        put_line(out, points, NAME_COLUMN + 2);
    }
    g_string_append_printf(out, "%*s", NAME_COLUMN, "");
    put_line(out, says, NAME_COLUMN + 2);
}

static void
say_group(GString *out, const struct diff_group *g, guint number)
{
    g_string_append_printf(out, "\n%u. ", number);
    put_line(out, g->cause.from, 5);
    g_string_append(out, "   ");
    put_line(out, g->cause.to, 5);
    if (g->cause.note) {
        g_string_append(out, "   ");
        put_line(out, g->cause.note, 5);
    }
    for (guint i = 0; i < g->change->len; i++) {
        g_string_append_c(out, '\n');
        say_change(out, g->change->pdata[i]);
    }
}

static void
say_all(GString *out, const struct diff *d)
{
    heading(out, d);
    say_moved(out, d);
    say_cost(out, d);
    say_rest(out, d);
}

static void
write_text(const struct diff *d, FILE *to)
{
    g_autoptr(GString) out = g_string_new(NULL);

    say_all(out, d);
    for (guint i = 0; i < d->group->len; i++)
        say_group(out, d->group->pdata[i], i + 1);
    fwrite(out->str, 1, out->len, to);
}

/* How many points go which way for one cause. */
static void
say_brief(GString *out, const struct diff_group *g, guint number)
{
    static const char *const words[] = {[TALLY_WORSE] = "worse",
                                        [TALLY_BETTER] = "better",
                                        [TALLY_OTHER] = "other"};
    uint64_t points[TALLY_OTHER + 1] = {0}, cost = 0;
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < g->change->len; i++) {
        const struct diff_change *c = g->change->pdata[i];

        *(c->cost ? &cost : &points[c->order]) += c->cases->len;
    }
    for (unsigned i = TALLY_BETTER; i <= TALLY_OTHER; i++)
        if (points[i])
            g_string_append_printf(text, "%s%" G_GUINT64_FORMAT " %s",
                                   text->len ? ", " : "", points[i], words[i]);
    if (cost)
        g_string_append_printf(text, "%s%" G_GUINT64_FORMAT " cost otherwise",
                               text->len ? ", " : "", cost);
    g_string_append_printf(out, "%u. %s: %s; %s%s%s\n", number, text->str,
                           g->cause.from, g->cause.to,
                           g->cause.note ? "; " : "",
                           g->cause.note ? g->cause.note : "");
}

static void
write_summary(const struct diff *d, FILE *to)
{
    g_autoptr(GString) out = g_string_new(NULL);

    say_all(out, d);
    if (d->group->len > 0)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < d->group->len; i++)
        say_brief(out, d->group->pdata[i], i + 1);
    fwrite(out->str, 1, out->len, to);
}

const struct diff_writer diff_summary = {"summary", write_summary};
const struct diff_writer diff_text = {"text", write_text};
