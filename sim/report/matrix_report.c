/* A matrix as a document for readers: a table for each page that says something
 * of its own, cut into blocks of
 * columns where it is wider than a mail, and a legend of what the cells say. */
#include <string.h>

#include "sim/report/matrix_inside.h"
#include "sim/report/matrix_pages.h"
#include "sim/report/wrap.h"

enum { GAP = 2 }; /* blanks between columns                                   */

char *
matrix_cell_text(const struct matrix_cell *c)
{
    return g_strdup_printf("%s%s", c->words, c->differs ? " *" : "");
}

/* ---- labels ---- */

static void
add_names(const struct matrix_frame *f, const struct matrix_side *s,
          GString *out)
{
    for (uint32_t i = 0; i < s->n; i++)
        g_string_append_printf(out, "%s%s", i ? " " : "",
                               f->axis[s->axis[i]].name);
}

char *
matrix_corner(const struct matrix_frame *f)
{
    GString *out = g_string_new(NULL);

    add_names(f, &f->row, out);
    if (f->row.n && f->column.n)
        g_string_append(out, " / ");
    add_names(f, &f->column, out);
    return g_string_free(out, FALSE);
}

static unsigned
widest_value(const struct matrix_axis *a)
{
    unsigned width = 0;

    for (uint32_t i = 0; i < a->nvalue; i++)
        width = MAX(width, columns(a->value[i]));
    return width;
}

/* The values of a row below each other. */
static char *
row_label(const struct matrix_frame *f, uint64_t row)
{
    const struct matrix_side *s = &f->row;
    g_autofree uint64_t *value = g_new0(uint64_t, s->n + 1);
    GString *out = g_string_new(NULL);

    for (uint32_t i = s->n; i-- > 0;) {
        value[i] = row % f->axis[s->axis[i]].nvalue;
        row /= f->axis[s->axis[i]].nvalue;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        const struct matrix_axis *a = &f->axis[s->axis[i]];

        if (i + 1 < s->n) {
            pad(out, a->value[value[i]], widest_value(a));
            g_string_append_c(out, ' ');
        } else {
            g_string_append(out, a->value[value[i]]);
        }
    }
    return g_string_free(out, FALSE);
}

char *
matrix_column_label(const struct matrix_frame *f, uint64_t column)
{
    return f->column.n ? matrix_label(f, &f->column, column, false)
                       : g_strdup(matrix_shows_name[f->shows]);
}

/* ---- widths: as they are, so that nothing in a table is broken ---- */

static unsigned
column_width(const struct matrix *m, uint64_t page, uint64_t column)
{
    g_autofree char *label = matrix_column_label(m->frame, column);
    unsigned width = columns(label);

    for (uint64_t row = 0; row < m->nrow; row++) {
        const struct matrix_cell *c = matrix_cell_at(m, page, row, column);

        width = MAX(width, columns(c->words) + (c->differs ? 2 : 0));
    }
    return width;
}

static unsigned
label_width(const struct matrix_frame *f)
{
    g_autofree char *name = matrix_corner(f);
    unsigned width = 0;

    for (uint32_t i = 0; i < f->row.n; i++)
        width += widest_value(&f->axis[f->row.axis[i]]) + (i ? 1 : 0);
    return MAX(width, columns(name));
}

/* The column behind the last that still fits, at least one. */
static uint64_t
block_end(const struct matrix *m, uint64_t page, uint64_t from, bool narrow)
{
    unsigned used = label_width(m->frame) + 1;
    uint64_t to = from;

    while (to < m->ncolumn) {
        used += GAP + column_width(m, page, to);
        if (narrow && to > from && used > PAGE_COLUMNS)
            break;
        to++;
    }
    return to;
}

/* ---- tables ---- */

static void
add_rows(const struct matrix *m, uint64_t page, uint64_t from, uint64_t to,
         struct report_table *t)
{
    for (uint64_t row = 0; row < m->nrow; row++) {
        g_autoptr(GPtrArray) cell = g_ptr_array_new_with_free_func(g_free);

        g_ptr_array_add(cell, row_label(m->frame, row));
        for (uint64_t column = from; column < to; column++)
            g_ptr_array_add(
                cell, matrix_cell_text(matrix_cell_at(m, page, row, column)));
        report_row(t, (const char *const *) cell->pdata);
    }
}

/* "size=64, columns 6 to 9 of 20", to be g_free()d. */
static char *
block_title(const char *page, uint64_t from, uint64_t to, uint64_t n)
{
    GString *out = g_string_new(page);

    g_string_append_printf(out, "%scolumn%s %" G_GUINT64_FORMAT,
                           *page ? ", " : "", to > from + 1 ? "s" : "",
                           from + 1);
    if (to > from + 1)
        g_string_append_printf(out, " to %" G_GUINT64_FORMAT, to);
    g_string_append_printf(out, " of %" G_GUINT64_FORMAT, n);
    return g_string_free(out, FALSE);
}

static void
add_block(const struct matrix *m, const struct matrix_page *page, uint64_t from,
          uint64_t to, struct report *r)
{
    const struct matrix_frame *f = m->frame;
    g_autofree char *title = g_strdup(*page->title ? page->title : NULL);
    g_autofree char *name = matrix_corner(f);
    struct report_table *t;

    if (from > 0 || to < m->ncolumn) {
        g_free(title);
        title = block_title(page->title, from, to, m->ncolumn);
    }
    t = report_table(r, "matrix", title, NULL);
    report_column(t, name);
    for (uint64_t column = from; column < to; column++) {
        g_autofree char *text = matrix_column_label(f, column);

        report_column(t, text);
    }
    add_rows(m, page->page, from, to, t);
}

bool
matrix_page_has_cases(const struct matrix *m, uint64_t page)
{
    for (uint64_t i = 0; i < m->nrow * m->ncolumn; i++)
        if (matrix_cell_at(m, page, 0, 0)[i].ncase > 0)
            return true;
    return false;
}

/* ---- heading and legend ---- */

/* What is not in a title was met with every value. */
static void
add_pages(const struct matrix_frame *f, bool single, GString *out)
{
    g_string_append(out, single ? "; the table holds for every value of: "
                                : "; each table holds for every value of what "
                                  "its title leaves out of: ");
    for (uint32_t i = 0; i < f->page.n; i++)
        g_string_append_printf(out, "%s%s", i ? ", " : "",
                               f->axis[f->page.axis[i]].name);
}

char *
matrix_about(const struct matrix_frame *f)
{
    g_autofree char *constant = matrix_constant(f);
    g_autofree char *folded = matrix_folded(f);
    GString *out = g_string_new(constant);

    if (out->len)
        g_string_append(out, "; ");
    g_string_append(out, f->explored ? "every schedule of each case"
                                     : "one replay of each case");
    if (*folded)
        g_string_append_printf(out, "; the worst over all of: %s", folded);
    if (f->overruled)
        g_string_append_printf(out, "; --platform overrules %s", f->overruled);
    return g_string_free(out, FALSE);
}

struct used { /* what cells say                                               */
    bool word[32]; /* of finding_words                                        */
    bool victim, refused, differs, failed, none;
};

static void
note_hazard_word(const char *words, struct used *u)
{
    size_t length = strcspn(words, " ");

    u->victim |= words[length] == ' ';
    u->refused |= *words == '-' || g_str_has_prefix(words, "mmio-exit");
    for (unsigned i = 0; finding_words[i].word; i++)
        if (strlen(finding_words[i].word) == length &&
            strncmp(finding_words[i].word, words, length) == 0)
            u->word[i] = true;
}

static struct used
look_at_cells(const struct matrix *m)
{
    struct used u = {0};

    for (uint64_t i = 0; i < m->npage * m->nrow * m->ncolumn; i++) {
        const struct matrix_cell *c = &m->cell[i];

        u.differs |= c->differs;
        if (c->ncase && c->worst.failed)
            u.failed = true;
        else if (c->ncase && m->frame->shows == MATRIX_HAZARD)
            note_hazard_word(c->words, &u);
        u.none |= strcmp(c->words, "-") == 0;
    }
    return u;
}

/* One more entry; words that stand for themselves need none. */
static void
say(GString *out, const char *word, const char *means)
{
    if (strcmp(word, means) != 0)
        g_string_append_printf(out, "%s%s: %s", out->len ? "; " : "", word,
                               means);
}

char *
matrix_legend(const struct matrix *m)
{
    GString *out = g_string_new(NULL);
    struct used u = look_at_cells(m);

    for (unsigned i = 0; finding_words[i].word; i++)
        if (u.word[i])
            say(out, finding_words[i].word, finding_words[i].name);
    if (u.refused)
        say(out, "-ERRNO", "refused with it, no hazard");
    if (u.victim)
        say(out, "second word", "the victim");
    if (u.none)
        say(out, "-",
            m->frame->shows == MATRIX_TYPE ? "nothing is mapped"
                                           : "no hazard, so no victim");
    if (m->frame->shows == MATRIX_CYCLES)
        say(out, "cycles", "of the slowest agent, approximately");
    if (u.failed)
        say(out, "n/a", "this case cannot be run");
    if (u.differs)
        say(out, "*", "the cases of this cell differ, the worst is shown");
    return g_string_free(out, FALSE);
}

struct report *
matrix_report(const struct matrix *m, bool narrow)
{
    g_autofree char *about = matrix_about(m->frame);
    g_autofree char *legend = matrix_legend(m);
    struct report *r = report_new(m->frame->title);
    bool merged;
    g_autoptr(GPtrArray) pages = matrix_pages(m, &merged);
    g_autoptr(GString) head = g_string_new(about);

    if (merged)
        add_pages(m->frame, pages->len == 1, head);
    report_paragraph(r, head->str);
    for (guint i = 0; i < pages->len; i++) {
        const struct matrix_page *page = pages->pdata[i];
        uint64_t to;

        for (uint64_t from = 0; from < m->ncolumn; from = to) {
            to = block_end(m, page->page, from, narrow);
            add_block(m, page, from, to, r);
        }
    }
    if (*legend)
        report_paragraph(r, legend);
    return r;
}
