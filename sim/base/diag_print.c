/* How a diagnostic looks: the message, the line, the caret. */
#include <string.h>

#include "sim/base/diag.h"

enum {
    WIDTH = 72,   /* of the line, behind its number, on 80 columns */
    LEAD = 30,    /* of it before the caret, when it has to be cut */
    BEFORE = 256, /* bytes looked at before the caret, ... */
    BEHIND = 512, /* ... and from it on */
    TAB = 8,
};

/* What one character of the line, or one byte that is none, looks like. */
struct cell {
    uint32_t at; /* its offset in the source */
    unsigned width;
    char shown[17]; /* "\xNN" for each of up to 4 bytes */
};

/* The cells around a caret. */
struct view {
    GArray *cells;
    bool cut_left, cut_right; /* there is more of the line */
};

/* One character at p as a cell; its length in bytes. */
static unsigned
show(const char *p, const char *end, struct cell *c)
{
    gunichar u = g_utf8_get_char_validated(p, end - p);
    bool whole = u != (gunichar) -1 && u != (gunichar) -2;
    unsigned bytes = whole ? (unsigned) g_utf8_skip[(guchar) *p] : 1;

    if (*p == '\t' || (whole && u != 0 && g_unichar_isprint(u))) {
        memcpy(c->shown, p, bytes);
        c->shown[bytes] = '\0';
        c->width = g_unichar_iszerowidth(u) ? 0 : g_unichar_iswide(u) ? 2 : 1;
        return bytes;
    }
    c->shown[0] = '\0';
    c->width = 4 * bytes;
    for (unsigned i = 0; i < bytes; i++)
        g_snprintf(c->shown + 4 * (size_t) i, 5, "\\x%02x",
                   (unsigned char) p[i]);
    return bytes;
}

/* Text as it may be printed: a terminal must not obey a file. */
static void
put_clean(const char *text, FILE *out)
{
    const char *end = text + strlen(text);
    struct cell c;

    while (text < end) {
        text += show(text, end, &c);
        fputs(c.shown, out);
    }
}

static const struct cell *
cell_at(const struct view *v, unsigned i)
{
    return &g_array_index(v->cells, struct cell, i);
}

/* The columns of cells [from, to), a tab as one or as it falls. */
static unsigned
columns(const struct view *v, unsigned from, unsigned to, bool tabs)
{
    unsigned width = 0;

    for (unsigned i = from; i < to; i++) {
        if (tabs && *cell_at(v, i)->shown == '\t')
            width += TAB - width % TAB;
        else
            width += cell_at(v, i)->width;
    }
    return width;
}

static struct view
look(struct span line, uint32_t caret)
{
    const char *text = line.src->text;
    uint32_t from = line.from, to = line.to;
    struct view v = {.cells = g_array_new(FALSE, FALSE, sizeof(struct cell))};

    if (caret - from > BEFORE) {
        from = caret - BEFORE;
        while (from < caret && ((unsigned char) text[from] & 0xc0) == 0x80)
            from++;
        v.cut_left = true;
    }
    if (to > caret && to - caret > BEHIND) {
        to = caret + BEHIND;
        v.cut_right = true;
    }
    while (from < to) {
        struct cell c = {.at = from};

        from += show(text + from, text + to, &c);
        g_array_append_val(v.cells, c);
    }
    return v;
}

/* Narrow the view to WIDTH columns with the caret inside; false if all fits. */
static bool
narrow(const struct view *v, uint32_t caret, unsigned *first, unsigned *last)
{
    unsigned at = 0;
    const unsigned dots = 3;

    *first = 0;
    *last = v->cells->len;
    if (!v->cut_left && !v->cut_right && columns(v, 0, *last, true) <= WIDTH)
        return false;

    while (at < v->cells->len && cell_at(v, at)->at < caret)
        at++;
    if (v->cut_left || columns(v, 0, at, false) > LEAD)
        while (columns(v, *first, at, false) > LEAD - dots)
            ++*first;
    while (*last > at && columns(v, *first, *last, false) > WIDTH - 2 * dots)
        --*last;
    return true;
}

/* Below each column what is above it: blank or tab, the caret, the rest of
 * the span. */
static void
put_caret(const struct view *v, struct span at, unsigned first, unsigned last,
          FILE *out)
{
    bool put = false;

    for (unsigned i = first; i < last; i++) {
        const struct cell *c = cell_at(v, i);
        bool inside = c->at >= at.from && c->at < at.to;

        if (!inside && (put || c->at >= at.from))
            break;
        if (!inside && *c->shown == '\t') {
            fputc('\t', out);
            continue;
        }
        for (unsigned w = 0; w < c->width; w++) {
            fputc(!inside ? ' ' : put ? '~' : '^', out);
            put |= inside;
        }
    }
    if (!put)
        fputc('^', out);
}

static void
put_line(struct span at, unsigned number, FILE *out, bool colour)
{
    struct span line = source_line(at.src, at.from);
    uint32_t caret = CLAMP(at.from, line.from, line.to);
    struct view v = look(line, caret);
    unsigned first, last;
    bool cut = narrow(&v, caret, &first, &last);
    bool left = cut && (first > 0 || v.cut_left);

    if (cut)
        for (unsigned i = 0; i < v.cells->len; i++)
            if (*cell_at(&v, i)->shown == '\t')
                g_array_index(v.cells, struct cell, i).shown[0] = ' ';

    fprintf(out, "%5u | %s", number, left ? "..." : "");
    for (unsigned i = first; i < last; i++)
        fputs(cell_at(&v, i)->shown, out);
    fprintf(out, "%s\n      | %s%s",
            last < v.cells->len || v.cut_right ? "..." : "", left ? "   " : "",
            colour ? "\033[1;32m" : "");
    at.from = caret;
    put_caret(&v, at, first, last, out);
    fprintf(out, "%s\n", colour ? "\033[0m" : "");
    g_array_unref(v.cells);
}

/* "file:line:col: kind: message", without end of line. */
static struct place
put_head(struct span at, const char *kind, const char *code, FILE *out)
{
    struct place place = {0, 0};

    if (at.src) {
        place = source_place(at.src, at.from);
        put_clean(at.src->name, out);
        fprintf(out, ":%u:%u: ", place.line, place.column);
    } else {
        fputs("mtsim: ", out);
    }
    fprintf(out, "%s%s:%s ", code, kind, *code ? "\033[0m" : "");
    return place;
}

void
diag_print(const struct diag *d, FILE *out, bool colour)
{
    const struct diag_info *info = diag_info(d->id);
    bool error = info->severity == DIAG_ERROR;
    const char *code = !colour ? "" : error ? "\033[1;31m" : "\033[1;35m";
    struct place place =
        put_head(d->at, error ? "error" : "warning", code, out);

    put_clean(d->message, out);
    fprintf(out, " [E%u]\n", info->number);
    if (d->at.src)
        put_line(d->at, place.line, out, colour);

    for (guint i = 0; d->notes && i < d->notes->len; i++) {
        const struct diag_note *n =
            &g_array_index(d->notes, struct diag_note, i);

        place = put_head(n->at, "note", colour ? "\033[1;36m" : "", out);
        put_clean(n->message, out);
        fputc('\n', out);
        if (n->at.src)
            put_line(n->at, place.line, out, colour);
    }
}

static void
put_rest(unsigned count, const char *what, FILE *out)
{
    if (count > 0)
        fprintf(out, "%u more %s%s\n", count, what, count > 1 ? "s" : "");
}

void
diag_print_all(struct diag_sink *sink, FILE *out, bool colour)
{
    unsigned errors = 0, warnings = 0;

    diag_sort(sink);
    for (unsigned i = 0; i < diag_count(sink); i++) {
        const struct diag *d = diag_at(sink, i);
        unsigned *printed =
            diag_info(d->id)->severity == DIAG_ERROR ? &errors : &warnings;

        /* each kind has its own ration: warnings must not hide an error */
        if (*printed < DIAG_PRINT_MAX) {
            diag_print(d, out, colour);
            ++*printed;
        }
    }
    put_rest(diag_errors(sink) - errors, "error", out);
    put_rest(diag_warnings(sink) - warnings, "warning", out);
}

static void
put_indented(const char *text, FILE *out)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (unsigned i = 0; lines[i]; i++)
        fprintf(out, "%s%s\n", *lines[i] ? "    " : "", lines[i]);
}

bool
diag_explain(unsigned number, FILE *out)
{
    enum diag_id id = diag_find(number);
    const struct diag_text *long_form = diag_text(id);

    if (id == DIAG_NONE)
        return false;
    fprintf(out, "E%u: %s\n", number, diag_info(id)->summary);
    if (long_form->text)
        fprintf(out, "\n%s\n", long_form->text);
    if (long_form->example) {
        fputs("\nExample:\n\n", out);
        put_indented(long_form->example, out);
    }
    return true;
}
