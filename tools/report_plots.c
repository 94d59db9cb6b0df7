#include "tools/report_plots.h"

#include <string.h>

#include "tools/gnuplot.h"

enum { WIDTH = 900, ROW = 17, AROUND = 100 };

struct metric {
    const char *id, *title, *about;
    uint64_t (*of)(const struct suite_case *c);
};

static uint64_t
cycles_of(const struct suite_case *c)
{
    return c->cycles;
}

static uint64_t
traffic_of(const struct suite_case *c)
{
    uint64_t n = 0;

    for (uint32_t i = 0; i < c->ncount; i++)
        if (strcmp(c->count[i].name, "reads") == 0 ||
            strcmp(c->count[i].name, "writes") == 0)
            n += c->count[i].value;
    return n;
}

static uint64_t
states_of(const struct suite_case *c)
{
    return c->check ? c->check->states : 0;
}

static const struct metric metrics[REPORT_PLOTS] = {
    {"cycles",  "Cycles",
     "Modelled cycles of the slowest agent in the replay: from the least to "
     "the "
     "most of all policies and points.",     cycles_of },
    {"traffic", "Traffic",
     "Accesses of memory in the replay, reads and writes: from the fewest to "
     "the most of all policies and points.", traffic_of},
    {"states",  "States explored",
     "States that exploring every schedule went through: from the fewest to "
     "the most of all policies and points.", states_of },
};

struct range {
    uint64_t least, most;
};

/* Of the cases that have any. */
static struct range
range_of(const struct metric *m, const struct suite_scenario *s)
{
    struct range r = {UINT64_MAX, 0};

    for (uint64_t i = 0; i < s->ncase; i++) {
        uint64_t is = m->of(&s->at[i]);

        if (is == 0)
            continue;
        r.least = MIN(r.least, is);
        r.most = MAX(r.most, is);
    }
    return r;
}

/* A name as gnuplot reads it between single quotes. */
static void
put_name(GString *out, const char *name)
{
    for (; *name; name++)
        g_string_append_printf(out, *name == '\'' ? "''" : "%c", *name);
}

/* A bar for each scenario, the first at the top.  Returns how many. */
static unsigned
put_bars(GString *script, const struct metric *m, const struct suite *suite)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GString) bars = g_string_new(NULL);
    unsigned n = 0;

    for (uint32_t i = 0; i < suite->nscenario; i++) {
        struct range r = range_of(m, &suite->scenario[i]);

        if (r.most == 0)
            continue;
        n++;
        g_string_append_printf(names, "%s'", n > 1 ? ", " : "");
        put_name(names, suite->scenario[i].name);
        g_string_append_printf(names, "' %u", n);
        g_string_append_printf(bars,
                               "%" G_GUINT64_FORMAT " %u %" G_GUINT64_FORMAT
                               " %" G_GUINT64_FORMAT " %.2f %.2f\n",
                               r.least, n, r.least, r.most, n - 0.3, n + 0.3);
    }
    g_string_append_printf(script,
                           "$bars << END\n%sEND\n"
                           "set ytics (%s)\nset yrange [%u.5:0.5]\n",
                           bars->str, names->str, n);
    return n;
}

static char *
plot_of(const struct metric *m, const struct suite *suite, char **why)
{
    g_autoptr(GString) script =
        g_string_new("set key off\nset border 3\nset tics nomirror out\n"
                     "set logscale x\nset grid x lt 1 lc rgb '#8c959f' dt 3\n"
                     "set format x '%.0f'\nset tmargin 1\nset bmargin 4\n"
                     "set style fill solid 0.6 border\n");
    unsigned n = put_bars(script, m, suite);

    g_string_append_printf(script,
                           "set xlabel '%s'\n"
                           "plot $bars using 1:2:3:4:5:6 with boxxyerror "
                           "lc rgb '#2f81c4' lw 2\n",
                           m->title);
    return n ? gnuplot_svg(script->str, m->id, m->title, WIDTH,
                           n * ROW + AROUND, why)
             : NULL;
}

bool
report_plots(const struct suite *suite, struct page_plot plot[REPORT_PLOTS],
             uint32_t *n, char **why)
{
    *n = 0;
    *why = NULL;
    for (unsigned i = 0; i < REPORT_PLOTS && !*why; i++) {
        char *svg = plot_of(&metrics[i], suite, why);

        if (svg)
            plot[(*n)++] =
                (struct page_plot){metrics[i].title, metrics[i].about, svg};
    }
    return !*why;
}
