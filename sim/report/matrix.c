#include "sim/report/matrix.h"

#include <string.h>

/* ---- sides ---- */

uint64_t
matrix_side_count(const struct matrix_frame *f, const struct matrix_side *s)
{
    uint64_t n = 1;

    for (uint32_t i = 0; i < s->n; i++)
        if (__builtin_mul_overflow(n, (uint64_t) f->axis[s->axis[i]].nvalue,
                                   &n))
            return UINT64_MAX;
    return n;
}

uint64_t
matrix_cells(const struct matrix_frame *f)
{
    const struct matrix_side *const side[] = {&f->row, &f->column, &f->page};
    uint64_t n = 1;

    for (unsigned i = 0; i < G_N_ELEMENTS(side); i++)
        if (__builtin_mul_overflow(n, matrix_side_count(f, side[i]), &n))
            return UINT64_MAX;
    return n;
}

/* The combination a case belongs to; false if it has no value on one of the
 * axes. */
static bool
find_place(const struct matrix_frame *f, const struct matrix_side *s,
           const uint32_t *at, uint64_t *out)
{
    *out = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        if (at[s->axis[i]] == MATRIX_NONE)
            return false;
        *out = *out * f->axis[s->axis[i]].nvalue + at[s->axis[i]];
    }
    return true;
}

char *
matrix_label(const struct matrix_frame *f, const struct matrix_side *s,
             uint64_t i, bool names)
{
    GString *out = g_string_new(NULL);

    for (uint32_t k = s->n; k-- > 0;) {
        const struct matrix_axis *a = &f->axis[s->axis[k]];

        g_string_prepend(out, a->value[i % a->nvalue]);
        if (names) {
            g_string_prepend_c(out, '=');
            g_string_prepend(out, a->name);
        }
        if (k)
            g_string_prepend_c(out, ' ');
        i /= a->nvalue;
    }
    return g_string_free(out, FALSE);
}

/* ---- cells ---- */

struct matrix *
matrix_new(const struct matrix_frame *frame)
{
    struct matrix *m;
    uint64_t n = matrix_cells(frame);

    if (n > MATRIX_CELLS)
        return NULL;
    m = g_new0(struct matrix, 1);
    arena_init(&m->arena, 0);
    m->frame = frame;
    m->npage = matrix_side_count(frame, &frame->page);
    m->nrow = matrix_side_count(frame, &frame->row);
    m->ncolumn = matrix_side_count(frame, &frame->column);
    m->cell = g_new0(struct matrix_cell, n + 1);
    for (uint64_t i = 0; i < n; i++)
        m->cell[i].words = "";
    return m;
}

void
matrix_free(struct matrix *m)
{
    if (!m)
        return;
    arena_clear(&m->arena);
    g_free(m->cell);
    g_free(m);
}

/* Whether A is worse than B in what is shown.  Among equals the first is kept,
 * so that the order of adding decides nothing. */
static bool
is_worse(const struct matrix_frame *f, const struct matrix_case *a,
         const struct matrix_case *b)
{
    int by = 0;

    if (a->failed != b->failed)
        return a->failed;
    if (f->shows == MATRIX_CYCLES)
        by = (a->finding.cycles > b->finding.cycles) -
             (a->finding.cycles < b->finding.cycles);
    if (f->shows == MATRIX_VERDICT)
        by = finding_compare_verdict(&a->finding, &b->finding);
    if (!by)
        by = finding_compare(&a->finding, &b->finding);
    return by ? by > 0 : a->number < b->number;
}

static void
keep_case(struct matrix *m, const struct matrix_case *c,
          struct matrix_cell *cell, const char *words)
{
    uint32_t n = m->frame->naxis;
    uint32_t *at = arena_new_array(&m->arena, uint32_t, n + 1);

    memcpy(at, c->at, n * sizeof *at);
    cell->words = arena_text(&m->arena, words, strlen(words));
    cell->worst = *c;
    cell->worst.at = at;
    cell->worst.type = arena_text(&m->arena, c->type, strlen(c->type));
    cell->worst.finding = finding_keep(&c->finding, &m->arena);
}

void
matrix_add(struct matrix *m, const struct matrix_case *c)
{
    const struct matrix_frame *f = m->frame;
    g_autoptr(GString) words = g_string_new(NULL);
    struct matrix_cell *cell;
    uint64_t page, row, column;

    if (!find_place(f, &f->page, c->at, &page) ||
        !find_place(f, &f->row, c->at, &row) ||
        !find_place(f, &f->column, c->at, &column))
        return;
    cell = &m->cell[(page * m->nrow + row) * m->ncolumn + column];
    matrix_words(f, c, words);
    if (cell->ncase++ > 0)
        cell->differs |= strcmp(cell->words, words->str) != 0;
    if (cell->ncase == 1 || is_worse(f, c, &cell->worst))
        keep_case(m, c, cell, words->str);
}
