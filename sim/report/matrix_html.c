/* A matrix as one HTML page: tables, a legend, and a command for each cell. */
#include "sim/report/colours.h"
#include "sim/report/markup.h"
#include "sim/report/matrix_inside.h"
#include "sim/report/page_inside.h"

/* Cycles from light to dark; at night the other way round would be less, not
 * more, so it stays. */
static const char shades[] =
    ".c0{background:" COLOUR_COST_0 ";color:" COLOUR_COST_0_INK "}"
    ".c1{background:" COLOUR_COST_1 ";color:" COLOUR_COST_1_INK "}"
    ".c2{background:" COLOUR_COST_2 ";color:" COLOUR_COST_2_INK "}"
    ".c3{background:" COLOUR_COST_3 ";color:" COLOUR_COST_3_INK "}"
    ".c4{background:" COLOUR_COST_4 ";color:" COLOUR_COST_4_INK "}"
    ".c5{background:" COLOUR_COST_5 ";color:" COLOUR_COST_5_INK "}\n"
    ".matrix td,.matrix "
    "th{min-width:0;white-space:nowrap}dl.open{font-size:.9rem}\n";

struct sheet {
    const struct matrix *m;
    struct matrix_scale scale;
    GString *out;
};

static void
put_head(const struct sheet *s)
{
    const struct matrix_frame *f = s->m->frame;
    const struct page_head head = {
        f->version, f->title ? f->title : "mtsim matrix", shades, "tables"};
    g_autofree char *about = matrix_about(f);

    page_head(&head, s->out);
    markup(s->out,
           "<p>%s.</p>\n"
           "<p class=\"soft\">By mtsim %s. Digest <code>%s</code>.</p>\n"
           "</header>\n<main id=\"main\">\n",
           about, f->version, f->digest);
}

/* ---- tables ---- */

/* Number of a cell in the whole matrix: its anchor. */
static unsigned
number_of(const struct matrix *m, const struct matrix_cell *c)
{
    return (unsigned) (c - m->cell);
}

static void
put_cell(const struct sheet *s, const struct matrix_cell *c)
{
    g_autofree char *text = matrix_cell_text(c);
    const struct finding *is = &c->worst.finding;
    bool cycles = s->m->frame->shows == MATRIX_CYCLES;

    if (c->ncase == 0) {
        markup(s->out, "<td class=\"none\">\u2013</td>");
        return;
    }
    if (c->worst.failed)
        markup(s->out, "<td class=\"none\">");
    else if (cycles)
        markup(s->out, "<td class=\"num c%u\">",
               matrix_shade(&s->scale, is->cycles));
    else
        markup(s->out, "<td class=\"l%u\">", (unsigned) is->level);
    markup(s->out, "<a href=\"#c%u\">%s</a></td>", number_of(s->m, c), text);
}

static void
put_row(const struct sheet *s, uint64_t page, uint64_t row)
{
    const struct matrix_side *side = &s->m->frame->row;
    g_autofree char *label = matrix_label(s->m->frame, side, row, false);

    markup(s->out, "<tr><th scope=\"row\">%s</th>", label);
    for (uint64_t i = 0; i < s->m->ncolumn; i++)
        put_cell(s, matrix_cell_at(s->m, page, row, i));
    g_string_append(s->out, "</tr>\n");
}

static void
put_table(const struct sheet *s, uint64_t page)
{
    const struct matrix_frame *f = s->m->frame;
    g_autofree char *label = matrix_label(f, &f->page, page, true);
    g_autofree char *corner = matrix_corner(f);

    markup(s->out,
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
           "aria-label=\"Matrix %s\">\n<table class=\"matrix\"><caption>%s"
           "</caption>\n<thead><tr><th scope=\"col\">%s</th>",
           *label ? label : corner, *label ? label : corner, corner);
    for (uint64_t i = 0; i < s->m->ncolumn; i++) {
        g_autofree char *column = matrix_column_label(f, i);

        markup(s->out, "<th scope=\"col\">%s</th>", column);
    }
    g_string_append(s->out, "</tr></thead>\n<tbody>\n");
    for (uint64_t row = 0; row < s->m->nrow; row++)
        put_row(s, page, row);
    g_string_append(s->out, "</tbody></table></div>\n");
}

static void
put_legend(const struct sheet *s)
{
    g_autofree char *words = matrix_legend(s->m);

    g_string_append(s->out, "<p class=\"legend\">");
    if (s->m->frame->shows == MATRIX_CYCLES)
        g_string_append(s->out, "The darker, the dearer.");
    else
        g_string_append(s->out, "From the best to the worst:");
    for (unsigned i = 0;
         i < FINDING_LEVELS && s->m->frame->shows != MATRIX_CYCLES; i++)
        markup(s->out, " <span class=\"tag l%u\">%s</span>", i,
               finding_level_name[i]);
    g_string_append(s->out, "</p>\n");
    if (*words)
        markup(s->out, "<p class=\"legend\">%s.</p>\n", words);
}

/* ---- commands ---- */

static void
put_where(const struct sheet *s, const struct matrix_case *c)
{
    const struct matrix_frame *f = s->m->frame;
    const char *between = "";

    for (uint32_t i = 0; i < f->naxis; i++) {
        if (c->at[i] == MATRIX_NONE || f->axis[i].nvalue < 2)
            continue;
        markup(s->out, "%s%s=%s", between, f->axis[i].name,
               f->axis[i].value[c->at[i]]);
        between = ", ";
    }
}

static void
put_commands(const struct sheet *s)
{
    uint64_t n = s->m->npage * s->m->nrow * s->m->ncolumn;

    g_string_append(s->out, "<section aria-labelledby=\"h-co\">\n"
                            "<h2 id=\"h-co\">How each cell comes about</h2>\n"
                            "<dl class=\"open\">\n");
    for (uint64_t i = 0; i < n; i++) {
        const struct matrix_cell *c = &s->m->cell[i];
        g_autoptr(GString) line = g_string_new(NULL);

        if (c->ncase == 0)
            continue;
        matrix_explain(s->m->frame, &c->worst, line);
        markup(s->out, "<div id=\"c%u\"><dt>%s: ", number_of(s->m, c),
               c->words);
        put_where(s, &c->worst);
        markup(s->out, "</dt><dd><code>%s</code></dd></div>\n", line->str);
    }
    g_string_append(s->out, "</dl>\n</section>\n");
}

void
matrix_html(const struct matrix *m, GString *out)
{
    const struct sheet s = {m, matrix_scale(m), out};

    put_head(&s);
    for (uint64_t page = 0; page < m->npage; page++)
        if (matrix_page_has_cases(m, page))
            put_table(&s, page);
    put_legend(&s);
    put_commands(&s);
    g_string_append(out, "</main>\n</body>\n</html>\n");
}
