/* A picture for a terminal or a mail: 80 columns, lines of box characters or
 * of plain ones. */
#include <string.h>

#include "sim/report/picture.h"
#include "sim/report/wrap.h"

struct glyphs {
    const char *life, *right, *left; /* a lifeline; where messages begin      */
    const char *to_right, *to_left;
    const char *line[PICTURE_MARK + 1]; /* of a message of each kind          */
    const char *wrong;                  /* of one with a hazard               */
    const char *mark, *dirty, *clean, *gone, *truth, *cut;
};

static const struct glyphs unicode = {
    "│", "├", "┤", "▶", "◀", {"─", "┄", "─", "┄", "─"},
         "═", "●",
    "■", "□", "×", "◆", "…"
};
static const struct glyphs plain = {
    "|", "|", "|", ">", "<", {"-", ".", "-", ".", "-"},
         "=", "*",
    "#", "o", "x", "@", "~"
};

struct canvas {
    const struct picture *p;
    const struct glyphs *g;
    GString *out;
    bool colour;
    unsigned width; /* of a column                                            */
    gunichar line[PAGE_COLUMNS];
    bool used[PAGE_COLUMNS]; /* by something that is no lifeline              */
};

static unsigned
middle(const struct canvas *c, uint32_t column)
{
    return column * c->width + c->width / 2;
}

/* What does not fit ends in a sign that there was more. */
static void
put(struct canvas *c, unsigned at, const char *text)
{
    for (; *text && at < PAGE_COLUMNS; text = g_utf8_next_char(text), at++) {
        c->line[at] = g_utf8_get_char(text);
        c->used[at] = true;
    }
    if (*text)
        c->line[PAGE_COLUMNS - 1] = g_utf8_get_char(c->g->cut);
}

static void
start_line(struct canvas *c)
{
    for (unsigned i = 0; i < PAGE_COLUMNS; i++)
        c->line[i] = ' ';
    for (guint i = 0; i < c->p->column->len; i++)
        put(c, middle(c, i), c->g->life);
    memset(c->used, 0, sizeof c->used);
}

static void
start_colour(struct canvas *c, const char *code)
{
    if (c->colour)
        g_string_append_printf(c->out, "\033[%sm", code);
}

static void
end_colour(struct canvas *c)
{
    if (c->colour)
        g_string_append(c->out, "\033[0m");
}

static void
end_line(struct canvas *c)
{
    unsigned n = PAGE_COLUMNS;

    while (n > 0 && c->line[n - 1] == ' ')
        n--;
    for (unsigned i = 0; i < n; i++)
        g_string_append_unichar(c->out, c->line[i]);
    g_string_append_c(c->out, '\n');
}

/* ---- heads ---- */

/* The part of TEXT that fits a column, cut at a blank or a hyphen if it can. */
static const char *
put_piece(struct canvas *c, uint32_t column, const char *text)
{
    unsigned room = c->width > 1 ? c->width - 1 : 1, n = columns(text), take;
    g_autofree char *piece = NULL;

    take = MIN(n, room);
    if (n > room)
        for (unsigned i = take; i > 0; i--) {
            const char *at = g_utf8_offset_to_pointer(text, i);

            if (*at == ' ' || at[-1] == '-') {
                take = i;
                break;
            }
        }
    piece = g_utf8_substring(text, 0, take);
    put(c, middle(c, column) - MIN(take / 2, middle(c, column)), piece);
    text = g_utf8_offset_to_pointer(text, take);
    return text + (*text == ' ');
}

static void
put_heads(struct canvas *c)
{
    uint32_t n = c->p->column->len;
    g_autofree const char **name = g_new0(const char *, n + 1);
    g_autofree const char **part = g_new0(const char *, n + 1);
    bool more = n > 0;

    for (uint32_t i = 0; i < n; i++) {
        const struct picture_column *k = c->p->column->pdata[i];

        name[i] = k->name;
        part[i] = k->part ? k->part : "";
    }
    while (more) {
        more = false;
        for (unsigned i = 0; i < PAGE_COLUMNS; i++)
            c->line[i] = ' ';
        for (uint32_t i = 0; i < n; i++) {
            const char **from = *name[i] ? &name[i] : &part[i];

            *from = put_piece(c, i, *from);
            more |= *name[i] || *part[i];
        }
        end_line(c);
    }
}

/* ---- what stands at one column ---- */

/* Where TEXT may begin so that it stands at its column: behind the mark, or if
 * there is no room before it. */
static unsigned
beside(const struct canvas *c, uint32_t column, unsigned length, bool *before)
{
    unsigned at = middle(c, column);

    *before = at + 2 + length > PAGE_COLUMNS && at >= length + 1;
    return *before ? at - length - 1 : at;
}

static bool
is_free(const struct canvas *c, unsigned from, unsigned length)
{
    for (unsigned i = from; i < from + length && i < PAGE_COLUMNS; i++)
        if (c->used[i])
            return false;
    return true;
}

/* Puts a mark and a text at a column, on this line if there is room, else on
 * the next. */
static void
put_at(struct canvas *c, uint32_t column, const char *mark, const char *text)
{
    unsigned length = columns(text);
    bool before;
    unsigned at = beside(c, column, length, &before);
    g_autofree char *whole = before ? g_strdup_printf("%s %s", text, mark)
                                    : g_strdup_printf("%s %s", mark, text);

    if (!is_free(c, at ? at - 1 : 0, length + 4)) {
        end_line(c);
        start_line(c);
    }
    put(c, at, whole);
}

static void
put_states(struct canvas *c, const GPtrArray *state)
{
    if (state->len == 0)
        return;
    start_line(c);
    for (guint i = 0; i < state->len; i++) {
        const struct picture_state *s = state->pdata[i];

        put_at(c, s->column,
               s->gone    ? c->g->gone
               : s->dirty ? c->g->dirty
                          : c->g->clean,
               s->text);
    }
    end_line(c);
}

/* ---- messages ---- */

static void
put_arrow(struct canvas *c, unsigned from, unsigned to, const char *line)
{
    bool right = to > from;
    unsigned low = MIN(from, to), high = MAX(from, to);

    for (unsigned i = low + 1; i < high; i++)
        put(c, i, line);
    put(c, from, right ? c->g->right : c->g->left);
    if (high > low + 1)
        put(c, right ? to - 1 : to + 1, right ? c->g->to_right : c->g->to_left);
}

static void
put_message(struct canvas *c, const struct picture_message *m)
{
    g_autofree char *label =
        g_strdup_printf(m->wrong ? " %s ! " : " %s ", m->text);
    unsigned from = middle(c, m->from), to = middle(c, m->to);
    unsigned low = MIN(from, to), high = MAX(from, to), n = columns(label);
    bool inside = n + 4 <= high - low;

    start_line(c);
    if (m->from == m->to) {
        put_at(c, m->from, m->wrong ? "!" : c->g->mark, m->text);
        end_line(c);
        return;
    }
    if (!inside) {
        put(c,
            low + 1 + n > PAGE_COLUMNS ? PAGE_COLUMNS - MIN(n, PAGE_COLUMNS)
                                       : low + 1,
            label);
        end_line(c);
        start_line(c);
    }
    put_arrow(c, from, to, m->wrong ? c->g->wrong : c->g->line[m->kind]);
    if (inside)
        put(c, low + 1 + (high - low - n) / 2, label);
    end_line(c);
}

/* ---- rows ---- */

static void
put_hazards(struct canvas *c, const GPtrArray *hazard)
{
    for (guint i = 0; i < hazard->len; i++) {
        const struct picture_hazard *h = hazard->pdata[i];
        const struct picture_hazard *last = i ? hazard->pdata[i - 1] : NULL;
        g_autofree char *text =
            g_strdup_printf("HAZARD %s: %s", h->told->kind, h->told->says);

        if (h->right != PICTURE_NOWHERE && (!last || last->right != h->right)) {
            start_line(c);
            put_at(c, h->right, c->g->truth, "the right data");
            end_line(c);
        }
        start_colour(c, "1;31");
        g_string_append(c->out, "   ");
        wrap(c->out, text, 5);
        end_colour(c);
        if (h->told->remedy &&
            (!last || g_strcmp0(last->told->remedy, h->told->remedy))) {
            g_string_append(c->out, "     ");
            wrap(c->out, h->told->remedy, 7);
        }
    }
}

static void
put_row(struct canvas *c, const struct picture_row *r)
{
    const struct story_step *s = r->step;
    g_autoptr(GString) head = g_string_new(NULL);

    if (s->number)
        g_string_append_printf(head, "%u. ", s->number);
    g_string_append(head, s->text);
    if (s->line)
        g_string_append_printf(head, " (line\u00a0%u)", s->line);
    if (s->type)
        g_string_append_printf(head, " [%s]", s->type);
    start_line(c);
    end_line(c);
    start_colour(c, "1");
    wrap(c->out, head->str, 3);
    end_colour(c);
    for (guint i = 0; i < r->message->len; i++)
        put_message(c, r->message->pdata[i]);
    put_states(c, r->state);
    put_hazards(c, r->hazard);
}

static void
put_legend(struct canvas *c)
{
    const struct glyphs *g = c->g;

    g_string_append_printf(
        c->out,
        "\n%s memory does not have it  %s it does  %s gone\n"
        "%s%s write, copy  %s%s read  %s%s ! here the hazard shows\n",
        g->dirty, g->clean, g->gone, g->line[PICTURE_WRITE], g->to_right,
        g->line[PICTURE_READ], g->to_right, g->wrong, g->to_right);
}

static void
put_title(struct canvas *c, const struct story *s)
{
    g_autofree char *where =
        g_strdup_printf("under %s%s%s on %s", s->policy,
                        *s->point ? " with " : "", s->point, s->platform);

    wrap(c->out, s->scenario, 2);
    if (s->title)
        wrap(c->out, s->title, 2);
    wrap(c->out, where, 2);
    if (s->about)
        wrap(c->out, s->about, 0);
    g_string_append_c(c->out, '\n');
}

void
picture_text(const struct picture *p, const struct picture_look *look,
             FILE *out)
{
    struct canvas c = {.p = p,
                       .g = look->ascii ? &plain : &unicode,
                       .out = g_string_new(NULL),
                       .colour = look->colour,
                       .width = PAGE_COLUMNS / MAX(p->column->len, 3)};

    put_title(&c, p->story);
    put_heads(&c);
    for (guint i = 0; i < p->row->len; i++)
        if (picture_row_shows(p->row->pdata[i]))
            put_row(&c, p->row->pdata[i]);
    put_legend(&c);
    g_string_append_c(c.out, '\n');
    wrap(c.out, p->story->ending, 0);
    fwrite(c.out->str, 1, c.out->len, out);
    g_string_free(c.out, TRUE);
}
