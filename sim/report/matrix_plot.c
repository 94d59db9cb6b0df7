/* A matrix as a heat map: rectangles and words at places that are counted here,
 * for gnuplot to draw. */
#include <string.h>

#include "sim/report/colours.h"
#include "sim/report/matrix_inside.h"
#include "sim/report/wrap.h"

/* Pixels.  A character of 12 pixels is about LETTER wide. */
enum {
    LETTER = 8,
    MARGIN = 16,
    LINE = 18,
    HIGH = 26,       /* a row                                                 */
    PAD = 8,         /* beside the words of a cell                            */
    LEAST_WIDE = 680 /* for 80 columns of words                               */
};

#define INK  "#1b1f24"
#define SOFT "#57606a"

struct colour {
    const char *fill, *ink;
};

static const struct colour levels[FINDING_LEVELS] = {
    [FINDING_SAFE] = {COLOUR_SAFE,        COLOUR_SAFE_INK       },
    [FINDING_REFUSED] = {COLOUR_REFUSED,     COLOUR_REFUSED_INK    },
    [FINDING_UNDECIDED] = {COLOUR_UNDECIDED,   COLOUR_UNDECIDED_INK  },
    [FINDING_STUCK] = {COLOUR_STUCK,       COLOUR_STUCK_INK      },
    [FINDING_PERFORMANCE] = {COLOUR_PERFORMANCE, COLOUR_PERFORMANCE_INK},
    [FINDING_FUNCTIONAL] = {COLOUR_FUNCTIONAL,  COLOUR_FUNCTIONAL_INK },
    [FINDING_SECURITY] = {COLOUR_SECURITY,    COLOUR_SECURITY_INK   },
};

static const struct colour shades[MATRIX_SHADES] = {
    {COLOUR_COST_0, COLOUR_COST_0_INK},
    {COLOUR_COST_1, COLOUR_COST_1_INK},
    {COLOUR_COST_2, COLOUR_COST_2_INK},
    {COLOUR_COST_3, COLOUR_COST_3_INK},
    {COLOUR_COST_4, COLOUR_COST_4_INK},
    {COLOUR_COST_5, COLOUR_COST_5_INK},
};

struct matrix_scale
matrix_scale(const struct matrix *m)
{
    struct matrix_scale s = {UINT64_MAX, 0};

    for (uint64_t i = 0; i < m->npage * m->nrow * m->ncolumn; i++) {
        const struct matrix_cell *c = &m->cell[i];

        if (c->ncase == 0 || c->worst.failed)
            continue;
        s.least = MIN(s.least, c->worst.finding.cycles);
        s.most = MAX(s.most, c->worst.finding.cycles);
    }
    return s;
}

/* Each shade is a factor; found without logarithms, which round differently
 * here and there: CYCLES / least to the power of SHADES against most / least.
 */
unsigned
matrix_shade(const struct matrix_scale *s, uint64_t cycles)
{
    double least = (double) MAX(s->least, 1), x = 1, whole = 1;
    double of = (double) MAX(cycles, 1) / least;
    double range = (double) MAX(s->most, 1) / least;
    unsigned shade = 0;

    if (range <= 1)
        return 0;
    for (unsigned i = 0; i < MATRIX_SHADES; i++)
        x *= of;
    for (; shade + 1 < MATRIX_SHADES; shade++) {
        whole *= range;
        if (x < whole)
            break;
    }
    return shade;
}

/* ---- drawing ---- */

struct drawing {
    const struct matrix *m;
    struct matrix_scale scale;
    GString *out;
    uint64_t y, right; /* what is used so far                                 */
    uint64_t label;    /* width of the names of rows                          */
    uint64_t *column;  /* [ncolumn] widths                                    */
};

/* In quotes of gnuplot, which takes them literally but for quotes. */
static void
quote(GString *out, const char *text)
{
    g_string_append_c(out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            g_string_append_c(out, '\'');
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '\'');
}

static void
box(struct drawing *d, uint64_t x, uint64_t width, uint64_t height,
    const char *fill, const char *border)
{
    g_string_append_printf(d->out,
                           "set object rect from %" G_GUINT64_FORMAT
                           ",%" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                           ",%" G_GUINT64_FORMAT
                           " fc rgb '%s' fs solid noborder lw 1 back\n",
                           x, d->y, x + width, d->y + height, border);
    g_string_append_printf(
        d->out,
        "set object rect from %" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT
        " to %" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT
        " fc rgb '%s' fs solid noborder lw 1 back\n",
        x + 1, d->y + 1, x + width - 1, d->y + height - 1, fill);
}

/* Words whose middle is at DOWN below what is used. */
static void
words(struct drawing *d, uint64_t x, uint64_t down, const char *how,
      const char *text, const char *ink, unsigned size)
{
    if (!*text)
        return;
    g_string_append(d->out, "set label ");
    quote(d->out, text);
    g_string_append_printf(d->out,
                           " at %" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT
                           " %s tc rgb '%s' font ',%u' noenhanced front\n",
                           x, d->y + down, how, ink, size);
}

static void
paragraph(struct drawing *d, const char *text, const char *ink, unsigned size)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_auto(GStrv) line = NULL;

    wrap(lines, text, 0);
    line = g_strsplit(g_strchomp(lines->str), "\n", -1);
    for (unsigned i = 0; line[i]; i++) {
        words(d, MARGIN, LINE / 2, "left", line[i], ink, size);
        d->y += LINE;
    }
    d->y += LINE / 3;
}

/* ---- tables ---- */

static uint64_t
wide(const char *text)
{
    return (uint64_t) columns(text) * LETTER + 2 * PAD;
}

static void
measure(struct drawing *d)
{
    const struct matrix *m = d->m;
    g_autofree char *corner = matrix_corner(m->frame);
    uint64_t used;

    d->label = wide(corner);
    for (uint64_t row = 0; row < m->nrow; row++) {
        g_autofree char *label =
            matrix_label(m->frame, &m->frame->row, row, false);

        d->label = MAX(d->label, wide(label));
    }
    used = MARGIN + d->label;
    for (uint64_t i = 0; i < m->ncolumn; i++) {
        g_autofree char *label = matrix_column_label(m->frame, i);

        d->column[i] = wide(label);
        for (uint64_t k = 0; k < m->npage * m->nrow; k++) {
            g_autofree char *text =
                matrix_cell_text(&m->cell[k * m->ncolumn + i]);

            d->column[i] = MAX(d->column[i], wide(text));
        }
        used += d->column[i];
    }
    d->right = MAX(used + MARGIN, LEAST_WIDE);
}

static struct colour
colour_of(const struct drawing *d, const struct matrix_cell *c)
{
    if (c->ncase == 0 || c->worst.failed)
        return (struct colour){"#ffffff", SOFT};
    if (d->m->frame->shows == MATRIX_CYCLES)
        return shades[matrix_shade(&d->scale, c->worst.finding.cycles)];
    return levels[c->worst.finding.level];
}

static void
header(struct drawing *d)
{
    g_autofree char *corner = matrix_corner(d->m->frame);
    uint64_t x = MARGIN;

    words(d, x, HIGH / 2, "left", corner, SOFT, 12);
    x += d->label;
    for (uint64_t i = 0; i < d->m->ncolumn; i++) {
        g_autofree char *label = matrix_column_label(d->m->frame, i);

        words(d, x + d->column[i] / 2, HIGH / 2, "center", label, INK, 12);
        x += d->column[i];
    }
    d->y += HIGH;
}

static void
one_row(struct drawing *d, uint64_t page, uint64_t row)
{
    const struct matrix_frame *f = d->m->frame;
    g_autofree char *label = matrix_label(f, &f->row, row, false);
    uint64_t x = MARGIN + d->label;

    words(d, MARGIN, HIGH / 2, "left", label, INK, 12);
    for (uint64_t i = 0; i < d->m->ncolumn; i++) {
        const struct matrix_cell *c = matrix_cell_at(d->m, page, row, i);
        g_autofree char *text = matrix_cell_text(c);
        struct colour is = colour_of(d, c);

        box(d, x, d->column[i], HIGH, is.fill, "#8c959f");
        words(d, x + d->column[i] / 2, HIGH / 2, "center", text, is.ink, 12);
        x += d->column[i];
    }
    d->y += HIGH;
}

static void
one_page(struct drawing *d, uint64_t page)
{
    const struct matrix_frame *f = d->m->frame;
    g_autofree char *label = matrix_label(f, &f->page, page, true);

    if (*label) {
        words(d, MARGIN, LINE / 2, "left", label, INK, 13);
        d->y += LINE;
    }
    header(d);
    for (uint64_t row = 0; row < d->m->nrow; row++)
        one_row(d, page, row);
    d->y += LINE;
}

/* ---- legend ---- */

static bool
is_used(const struct matrix *m, unsigned level)
{
    for (uint64_t i = 0; i < m->npage * m->nrow * m->ncolumn; i++)
        if (m->cell[i].ncase && !m->cell[i].worst.failed &&
            m->cell[i].worst.finding.level == level)
            return true;
    return false;
}

static void
legend(struct drawing *d)
{
    g_autofree char *text = matrix_legend(d->m);
    uint64_t x = MARGIN;

    for (unsigned i = 0;
         i < FINDING_LEVELS && d->m->frame->shows != MATRIX_CYCLES; i++) {
        uint64_t width = wide(finding_level_name[i]);

        if (!is_used(d->m, i))
            continue;
        box(d, x, width, HIGH, levels[i].fill, "#8c959f");
        words(d, x + width / 2, HIGH / 2, "center", finding_level_name[i],
              levels[i].ink, 12);
        x += width + PAD;
    }
    if (x > MARGIN)
        d->y += HIGH + LINE / 2;
    if (*text)
        paragraph(d, text, SOFT, 12);
}

void
matrix_plot(const struct matrix *m, struct matrix_plot *out)
{
    struct drawing d = {.m = m,
                        .scale = matrix_scale(m),
                        .out = g_string_new(NULL),
                        .y = MARGIN};
    g_autofree char *about = matrix_about(m->frame);

    d.column = g_new0(uint64_t, m->ncolumn + 1);
    measure(&d);
    paragraph(&d, m->frame->title ? m->frame->title : "mtsim matrix", INK, 15);
    paragraph(&d, about, SOFT, 12);
    for (uint64_t page = 0; page < m->npage; page++)
        if (matrix_page_has_cases(m, page))
            one_page(&d, page);
    legend(&d);
    *out = (struct matrix_plot){d.out, d.right, d.y + MARGIN};
    g_string_append_printf(
        d.out,
        "unset key\nunset border\nunset tics\n"
        "set lmargin 0\nset rmargin 0\nset tmargin 0\nset bmargin 0\n"
        "set xrange [0:%" G_GUINT64_FORMAT "]\n"
        "set yrange [%" G_GUINT64_FORMAT ":0]\nplot -1\n",
        out->width, out->height);
    g_free(d.column);
}
