/* A picture as SVG: one column below the other head, time downwards.  Widths
 * are those of a fixed-width font, so that no text needs to be measured. */
#include <string.h>

#include "sim/report/markup.h"
#include "sim/report/picture.h"
#include "sim/report/wrap.h"

enum {
    EDGE = 12,       /* beside and above everything                           */
    LETTER10 = 74,   /* width of a character, tenths of a pixel               */
    LINE = 17,       /* height of a line of text                              */
    STATE = 22,      /* height of what a column holds                         */
    MESSAGE = 34,    /* height of a message: its text, its arrow              */
    COLUMNS_WIDE = 4 /* so many columns may be wide                           */
};

struct drawing {
    const struct picture *p;
    GString *out; /* what lies over the lifelines                             */
    unsigned width, column, y;
};

static unsigned
text_width(const char *text)
{
    return (columns(text) * LETTER10 + 9) / 10;
}

static unsigned
middle(const struct drawing *d, uint32_t column)
{
    return EDGE + column * d->column + d->column / 2;
}

/* TEXT in lines of what fits WIDTH pixels. */
static char **
lines_of(const char *text, unsigned width)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_auto(GStrv) word = g_strsplit(text, " ", -1);
    unsigned room = MAX(width * 10 / LETTER10, 8), at = 0;

    for (unsigned i = 0; word[i]; i++) {
        unsigned n = columns(word[i]);

        if (i > 0)
            g_string_append_c(out, at + 1 + n > room ? '\n' : ' ');
        at = i > 0 && at + 1 + n <= room ? at + 1 + n : n;
        g_string_append(out, word[i]);
    }
    return g_strsplit(out->str, "\n", -1);
}

static void
put_lines(struct drawing *d, unsigned x, const char *class, const char *text,
          unsigned width)
{
    g_auto(GStrv) line = lines_of(text, width);

    for (unsigned i = 0; line[i]; i++) {
        d->y += LINE;
        markup(d->out, "<text x=\"%u\" y=\"%u\" class=\"%s\">%s</text>\n", x,
               d->y, class, line[i]);
    }
}

/* Where something of this width may begin to stand around X. */
static unsigned
within(const struct drawing *d, unsigned x, unsigned width)
{
    unsigned from = x > width / 2 + 2 ? x - width / 2 : 2;

    if (from + width + 2 > d->width)
        from = d->width > width + 4 ? d->width - width - 2 : 2;
    return from;
}

/* ---- heads ---- */

static unsigned
head_lines(const struct drawing *d)
{
    unsigned most = 0;

    for (guint i = 0; i < d->p->column->len; i++) {
        const struct picture_column *k = d->p->column->pdata[i];
        g_auto(GStrv) line =
            lines_of(k->part ? k->part : "", d->column - 2 * EDGE);

        if (k->part)
            most = MAX(most, g_strv_length(line));
    }
    return most;
}

static void
put_heads(struct drawing *d)
{
    unsigned top = d->y, height = 26 + 14 * head_lines(d);

    for (guint i = 0; i < d->p->column->len; i++) {
        const struct picture_column *k = d->p->column->pdata[i];
        g_auto(GStrv) line =
            lines_of(k->part ? k->part : "", d->column - 2 * EDGE);
        unsigned x = middle(d, i);

        markup(d->out,
               "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"%u\" "
               "class=\"box\"/>\n"
               "<text x=\"%u\" y=\"%u\" class=\"h m\">%s</text>\n",
               x - d->column / 2 + 4, top, d->column - 8, height,
               k->kind == PICTURE_AGENT ? 9u : 0u, x, top + 18, k->name);
        for (unsigned n = 0; k->part && line[n]; n++)
            markup(d->out, "<text x=\"%u\" y=\"%u\" class=\"s m\">%s</text>\n",
                   x, top + 33 + 14 * n, line[n]);
    }
    d->y = top + height;
}

/* ---- messages ---- */

/* A triangle with an exclamation mark, its middle at X. */
static void
put_warning(struct drawing *d, unsigned x, unsigned bottom)
{
    markup(d->out,
           "<path d=\"M%u %ul9 -16l9 16z\" class=\"bi\"/>"
           "<text x=\"%u\" y=\"%u\" class=\"bx\">!</text>\n",
           x - 9, bottom, x, bottom - 3);
}

static void
put_arrow(struct drawing *d, const struct picture_message *m)
{
    static const char *const class[] = {"w", "r", "v", "n", "w"};
    unsigned from = middle(d, m->from), to = middle(d, m->to), y = d->y + 25;
    const char *bad = m->wrong ? " bad" : "";
    int back = to > from ? -8 : 8;

    markup(d->out,
           "<path d=\"M%u %uH%d\" class=\"a %s%s\"/>"
           "<path d=\"M%d %ul%d 5M%d %ul%d -5\" class=\"a tip %s%s\"/>\n",
           from, y, (int) to + back / 8, class[m->kind], bad, (int) to, y, back,
           (int) to, y, back, class[m->kind], bad);
}

static void
put_message(struct drawing *d, const struct picture_message *m)
{
    bool within_one = m->from == m->to;
    unsigned from = middle(d, m->from), to = middle(d, m->to);
    unsigned width = text_width(m->text) + 4 + (m->wrong ? 24 : 0);
    unsigned at =
        within_one
            ? within(d, from + width / 2 + EDGE, width)
            : within(d, MIN(from, to) + (MAX(from, to) - MIN(from, to)) / 2,
                     width);
    unsigned base = d->y + (within_one ? 20 : 17);

    if (within_one)
        markup(d->out, "<circle cx=\"%u\" cy=\"%u\" r=\"4\" class=\"dot\"/>\n",
               from, d->y + 16);
    else
        put_arrow(d, m);
    if (m->wrong)
        put_warning(d, at + 10, base + 2);
    markup(d->out, "<text x=\"%u\" y=\"%u\" class=\"o%s\">%s</text>\n",
           at + (m->wrong ? 24 : 2), base, m->wrong ? " bt" : "", m->text);
    d->y += within_one ? MESSAGE - 6 : MESSAGE;
}

/* ---- what columns hold ---- */

struct taken { /* of a line                                                   */
    unsigned from, to;
};

static bool
is_free(const GArray *taken, struct taken t)
{
    for (guint i = 0; i < taken->len; i++) {
        const struct taken *o = &g_array_index(taken, struct taken, i);

        if (t.from < o->to + 4 && o->from < t.to + 4)
            return false;
    }
    return true;
}

/* A box at a column, on this line if there is room, else on the next. */
static void
put_box(struct drawing *d, GArray *taken, uint32_t column, const char *class,
        const char *text, const char *text_class)
{
    unsigned width = text_width(text) + 14;
    unsigned from = within(d, middle(d, column), width);
    struct taken t = {from, from + width};

    if (!is_free(taken, t)) {
        g_array_set_size(taken, 0);
        d->y += STATE + 3;
    }
    g_array_append_val(taken, t);
    markup(d->out,
           "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"2\" "
           "class=\"%s\"/><text x=\"%u\" y=\"%u\" class=\"%s\">%s</text>\n",
           from, d->y + 4, width, STATE - 2, class, from + 7, d->y + 18,
           text_class, text);
}

static void
put_states(struct drawing *d, const GPtrArray *state)
{
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(struct taken));

    for (guint i = 0; i < state->len; i++) {
        const struct picture_state *s = state->pdata[i];
        const struct picture_column *k = d->p->column->pdata[s->column];
        g_autofree char *text = g_strdup_printf(
            "%s%s", s->text,
            s->dirty && !s->gone && k->kind == PICTURE_CACHE ? ", dirty" : "");

        put_box(d, taken, s->column,
                s->gone    ? "g"
                : s->dirty ? "d"
                           : "c",
                text, s->gone ? "x" : "");
    }
    if (state->len)
        d->y += STATE + 6;
}

/* ---- hazards ---- */

static void
put_hazard(struct drawing *d, const struct story_hazard *h, const char *remedy)
{
    g_autofree char *what = g_strdup_printf("HAZARD %s: %s", h->kind, h->says);
    g_autofree char *who = g_strdup_printf("victim %s, severity %s, cause %s",
                                           h->victim, h->severity, h->cause);
    GString *under = d->out;
    unsigned top = d->y + 6, x = EDGE + 40, room = d->width - x - 2 * EDGE;

    d->out = g_string_new(NULL);
    d->y = top + 4;
    put_lines(d, x, "bt", what, room);
    put_lines(d, x, "", who, room);
    if (remedy)
        put_lines(d, x, "", remedy, room);
    d->y += 10;
    markup(under,
           "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"3\" "
           "class=\"bb\"/>\n",
           (unsigned) EDGE, top, d->width - 2 * EDGE, d->y - top);
    g_string_append_len(under, d->out->str, (gssize) d->out->len);
    g_string_free(d->out, TRUE);
    d->out = under;
    put_warning(d, EDGE + 20, top + 26);
}

static void
put_hazards(struct drawing *d, const GPtrArray *hazard)
{
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(struct taken));
    uint32_t last = PICTURE_NOWHERE;
    const char *said = NULL;

    for (guint i = 0; i < hazard->len; i++) {
        const struct picture_hazard *h = hazard->pdata[i];

        if (h->right != PICTURE_NOWHERE && h->right != last) {
            put_box(d, taken, h->right, "k", "\u25c6 the right data", "");
            d->y += STATE + 6;
            g_array_set_size(taken, 0);
        }
        last = h->right;
        put_hazard(d, h->told,
                   g_strcmp0(said, h->told->remedy) ? h->told->remedy : NULL);
        said = h->told->remedy;
    }
}

/* ---- rows ---- */

static void
put_step(struct drawing *d, const struct picture_row *r)
{
    const struct story_step *s = r->step;
    GString *under = d->out;
    g_autoptr(GString) text = g_string_new(NULL), note = g_string_new(NULL);
    unsigned top = d->y + 6, room = d->width - 2 * EDGE;

    if (s->number)
        g_string_append_printf(text, "%u. ", s->number);
    g_string_append(text, s->text);
    if (s->type)
        g_string_append_printf(note, "type %s%s", s->type, s->line ? ", " : "");
    if (s->line)
        g_string_append_printf(note, "line %u", s->line);
    d->out = g_string_new(NULL);
    d->y = top;
    put_lines(d, EDGE, "h", text->str, room * 9 / 10);
    if (text_width(text->str) * 11 / 10 + text_width(note->str) + EDGE > room)
        d->y += LINE;
    markup(d->out, "<text x=\"%u\" y=\"%u\" class=\"s e\">%s</text>\n",
           d->width - EDGE, d->y, note->str);
    d->y += 7;
    markup(under,
           "<rect x=\"0\" y=\"%u\" width=\"%u\" height=\"%u\" "
           "class=\"band\"/>\n",
           top, d->width, d->y - top);
    g_string_append_len(under, d->out->str, (gssize) d->out->len);
    g_string_free(d->out, TRUE);
    d->out = under;
    if (r->actor != PICTURE_NOWHERE)
        markup(d->out, "<path d=\"M%u %ul5 6l5 -6z\" class=\"dot\"/>\n",
               middle(d, r->actor) - 5, d->y);
}

static void
put_row(struct drawing *d, const struct picture_row *r)
{
    put_step(d, r);
    d->y += r->message->len + r->state->len + r->hazard->len ? 4 : 0;
    for (guint i = 0; i < r->message->len; i++)
        put_message(d, r->message->pdata[i]);
    put_states(d, r->state);
    put_hazards(d, r->hazard);
}

/* ---- the whole ---- */

static void
put_rows(struct drawing *d)
{
    put_heads(d);
    for (guint i = 0; i < d->p->row->len; i++)
        if (picture_row_shows(d->p->row->pdata[i]))
            put_row(d, d->p->row->pdata[i]);
    d->y += EDGE;
}

static void
put_lifelines(struct drawing *d, unsigned top, GString *out)
{
    for (guint i = 0; i < d->p->column->len; i++)
        markup(out, "<path d=\"M%u %uV%u\" class=\"life\"/>\n", middle(d, i),
               top, d->y);
}

static void
put_title(struct drawing *d)
{
    const struct story *s = d->p->story;
    g_autofree char *where =
        g_strdup_printf("under %s%s%s on %s", s->policy,
                        *s->point ? " with " : "", s->point, s->platform);
    unsigned room = d->width - 2 * EDGE;

    d->y = 6;
    put_lines(d, EDGE, "t", s->scenario, room * 4 / 5);
    if (s->title)
        put_lines(d, EDGE, "", s->title, room);
    put_lines(d, EDGE, "s", where, room);
    d->y += EDGE;
}

static void
put_legend(struct drawing *d)
{
    put_lines(d, EDGE, "s", d->p->story->ending, d->width - 2 * EDGE);
    put_lines(d, EDGE, "s",
              "Arrows: solid a write, long dashes a copy that moves, dots a "
              "read, sparse dots a snoop; thick, with a triangle: here the "
              "hazard shows. Boxes: what a column holds afterwards; thick: "
              "memory does not have it; dashed: gone.",
              d->width - 2 * EDGE);
    d->y += EDGE;
}

static struct drawing
start(const struct picture *p, GString *out)
{
    uint32_t n = MAX(p->column->len, 1);
    struct drawing d = {.p = p, .out = out, .y = EDGE};

    d.column = n <= COLUMNS_WIDE ? 180 : n <= COLUMNS_WIDE + 2 ? 150 : 128;
    d.column = MAX(d.column, 640 / n);
    d.width = 2 * EDGE + n * d.column;
    return d;
}

static void
put_words(const struct drawing *d, const char *id, GString *out)
{
    const struct story *s = d->p->story;

    markup(out, "<title id=\"%s-t\">%s under %s %s</title>\n<desc id=\"%s-d\">",
           id, s->scenario, s->policy, s->point, id);
    for (guint i = 0; i < s->step->len; i++) {
        const struct story_step *step = s->step->pdata[i];

        for (guint k = 0; k < step->hazard->len; k++) {
            const struct story_hazard *h = step->hazard->pdata[k];

            markup(out, "At \"%s\": %s: %s. ", step->text, h->kind, h->says);
        }
    }
    markup(out, "%s</desc>\n", s->ending);
}

static void
put_svg(const struct picture *p, const char *id, bool alone, GString *out)
{
    g_autoptr(GString) body = g_string_new(NULL);
    g_autoptr(GString) life = g_string_new(NULL);
    struct drawing d = start(p, body);
    unsigned top;

    if (alone)
        put_title(&d);
    top = d.y;
    put_rows(&d);
    put_lifelines(&d, top, life);
    if (alone)
        put_legend(&d);
    markup(out,
           "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mt\" "
           "role=\"img\" aria-labelledby=\"%s-t %s-d\" width=\"%u\" "
           "height=\"%u\" viewBox=\"0 0 %u %u\">\n",
           id, id, d.width, d.y, d.width, d.y);
    put_words(&d, id, out);
    if (alone)
        g_string_append_printf(out, "<style>%s</style>\n", picture_style);
    markup(out, "<rect width=\"%u\" height=\"%u\" class=\"paper\"/>\n", d.width,
           d.y);
    g_string_append_len(out, life->str, (gssize) life->len);
    g_string_append_len(out, body->str, (gssize) body->len);
    g_string_append(out, "</svg>\n");
}

void
picture_svg(const struct picture *p, FILE *out)
{
    g_autoptr(GString) text =
        g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    put_svg(p, "picture", true, text);
    fwrite(text->str, 1, text->len, out);
}

void
picture_svg_inline(const struct picture *p, const char *id, GString *out)
{
    put_svg(p, id, false, out);
}
