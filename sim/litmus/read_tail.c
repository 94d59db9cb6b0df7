/* locations [x; 0:EAX;], filter, and the question. */

#include <stdlib.h>
#include <string.h>

#include "sim/litmus/reader.h"

/* ---- what is looked at ---- */

static uint32_t
column_of(struct reader *r, struct litmus_column c, struct span at)
{
    struct litmus *t = r->test;

    for (uint32_t i = 0; i < t->ncolumn; i++)
        if (t->column[i].thread == c.thread && t->column[i].id == c.id)
            return i;
    if (t->ncolumn == LITMUS_COLUMNS) {
        read_fail(r, DIAG_TOO_MANY, at, "more than %d registers and locations",
                  LITMUS_COLUMNS);
        return LITMUS_COLUMNS;
    }
    t->column[t->ncolumn] = c;
    return t->ncolumn++;
}

static uint32_t
reg_column(struct reader *r)
{
    struct span at = scan_span(&r->scan);
    int64_t thread = r->scan.number;
    const struct litmus_reg *reg;

    if (thread < 0 || thread >= r->test->nthread) {
        read_fail(r, DIAG_NAME_UNKNOWN, at, "there is no thread P%d",
                  (int) thread);
        return LITMUS_COLUMNS;
    }
    scan_next(&r->scan);
    if (!read_need(r, ':', "':'"))
        return LITMUS_COLUMNS;
    read_sign(r, '%');
    at = scan_span(&r->scan);
    reg = read_reg(r, at);
    if (!reg) {
        read_fail(r, DIAG_NAME_UNKNOWN, at, "%s has no such register",
                  r->test->dialect->name);
        return LITMUS_COLUMNS;
    }
    scan_next(&r->scan);
    return column_of(r, (struct litmus_column){(uint32_t) thread, reg->number},
                     at);
}

/* x, [x] or 0:EAX. */
static uint32_t
read_column(struct reader *r)
{
    bool bracket = r->scan.kind != SCAN_NUMBER && read_sign(r, '[');
    struct span at = scan_span(&r->scan);
    uint32_t location;

    if (r->scan.kind == SCAN_NUMBER)
        return reg_column(r);
    if (r->scan.kind != SCAN_WORD) {
        read_expected(r, "a location or a register");
        return LITMUS_COLUMNS;
    }
    location = read_location(r, at);
    scan_next(&r->scan);
    if (r->failed || (bracket && !read_need(r, ']', "']'")))
        return LITMUS_COLUMNS;
    return column_of(r, (struct litmus_column){PLAN_NONE, location}, at);
}

static bool
read_locations(struct reader *r)
{
    scan_next(&r->scan);
    if (!read_need(r, '[', "'['"))
        return false;
    while (!read_sign(r, ']')) {
        if (read_column(r) == LITMUS_COLUMNS)
            return false;
        if (r->scan.kind == SCAN_WORD) /* its type, for printing */
            scan_next(&r->scan);
        if (r->scan.kind != ']' && !read_need(r, ';', "';' or ']'"))
            return false;
    }
    return true;
}

/* ---- formulas: OR over AND over IMPLIES over NOT, as herd has it ---- */

static struct litmus_term *read_formula(struct reader *r);

static struct litmus_term *
new_term(struct reader *r, struct litmus_term t)
{
    struct litmus_term *out = arena_new(r->arena, struct litmus_term);

    if (r->nterm++ == LITMUS_TERMS) {
        read_fail(r, DIAG_TOO_MANY, scan_span(&r->scan),
                  "a condition of more than %d parts", LITMUS_TERMS);
        return NULL;
    }
    *out = t;
    return out;
}

static struct litmus_term *
negated(struct reader *r, struct litmus_term *t)
{
    return t ? new_term(r, (struct litmus_term){.kind = TERM_NOT, .left = t})
             : NULL;
}

/* 0:EAX=1, x=1, [x]!=1 */
static struct litmus_term *
read_atom(struct reader *r)
{
    struct litmus_term t = {.kind = TERM_IS}, *out;
    bool unequal;

    t.column = read_column(r);
    if (t.column == LITMUS_COLUMNS)
        return NULL;
    unequal = r->scan.kind == SCAN_UNEQUAL;
    if (!unequal && r->scan.kind != SCAN_EQUAL) {
        read_expected(r, "'='");
        return NULL;
    }
    scan_next(&r->scan);
    if (r->scan.kind != SCAN_NUMBER) {
        if (r->scan.kind == SCAN_WORD)
            read_fail(r, DIAG_UNSUPPORTED, scan_span(&r->scan),
                      "conditions compare with numbers");
        else
            read_expected(r, "a number");
        return NULL;
    }
    t.number = r->scan.number;
    scan_next(&r->scan);
    out = new_term(r, t);
    if (!out)
        return NULL;
    r->atom[r->natom++] = out;
    return unequal ? negated(r, out) : out;
}

static struct litmus_term *
read_simple(struct reader *r)
{
    struct litmus_term *t = NULL;

    if (++r->depth > LITMUS_DEPTH) {
        read_fail(r, DIAG_TOO_MANY, scan_span(&r->scan),
                  "more than %d levels of parentheses", LITMUS_DEPTH);
    } else if (r->scan.kind == '~' || scan_is(&r->scan, "not")) {
        scan_next(&r->scan);
        t = negated(r, read_simple(r));
    } else if (scan_is(&r->scan, "true") || scan_is(&r->scan, "false")) {
        t = new_term(r, (struct litmus_term){.kind = scan_is(&r->scan, "true")
                                                         ? TERM_TRUE
                                                         : TERM_FALSE});
        scan_next(&r->scan);
    } else if (read_sign(r, '(')) {
        t = read_formula(r);
        if (t && !read_need(r, ')', "')'"))
            t = NULL;
    } else {
        t = read_atom(r);
    }
    r->depth--;
    return t;
}

static struct litmus_term *
read_implication(struct reader *r)
{
    struct litmus_term *left = read_simple(r), *right;

    if (!left || !read_sign(r, SCAN_IMPLIES))
        return left;
    right = read_implication(r);
    return right ? new_term(r, (struct litmus_term){.kind = TERM_IMPLIES,
                                                    .left = left,
                                                    .right = right})
                 : NULL;
}

/* A chain of AND or OR leans to the right. */
static struct litmus_term *
read_chain(struct reader *r, int sign, enum litmus_term_kind kind)
{
    struct litmus_term *t, *first = NULL, *last = NULL;

    do {
        t = kind == TERM_OR ? read_chain(r, SCAN_AND, TERM_AND)
                            : read_implication(r);
        if (t && r->scan.kind == sign)
            t = new_term(
                r, (struct litmus_term){.kind = (uint8_t) kind, .left = t});
        if (!t)
            return NULL;
        if (last)
            last->right = t;
        else
            first = t;
        last = t;
    } while (read_sign(r, sign));
    return first;
}

static struct litmus_term *
read_formula(struct reader *r)
{
    return read_chain(r, SCAN_OR, TERM_OR);
}

/* ---- the question ---- */

static bool
read_question(struct reader *r)
{
    struct litmus *t = r->test;

    t->asks = ASKS_EXISTS;
    if (r->scan.kind == SCAN_END) { /* none: anything may come out */
        t->asks = ASKS_FORALL;
        t->condition = new_term(r, (struct litmus_term){.kind = TERM_TRUE});
        return true;
    }
    if (r->scan.kind == '~' || scan_is(&r->scan, "not")) {
        t->asks = ASKS_NOT_EXISTS;
        scan_next(&r->scan);
    }
    if (scan_is(&r->scan, "forall") && t->asks == ASKS_EXISTS) {
        t->asks = ASKS_FORALL;
        scan_next(&r->scan);
    } else if (scan_is(&r->scan, "exists")) {
        scan_next(&r->scan);
    } else if (scan_is(&r->scan, "final") && t->asks == ASKS_EXISTS) {
        scan_next(&r->scan);
    } else if (t->asks == ASKS_NOT_EXISTS || r->scan.kind != '(') {
        return read_expected(
            r, t->asks == ASKS_EXISTS ? "exists, ~exists or forall" : "exists");
    }
    t->condition = read_formula(r);
    read_sign(r, ';');
    return t->condition &&
           (r->scan.kind == SCAN_END || read_expected(r, "the end"));
}

/* ---- columns in the order they are printed in ---- */

static int
compare_columns(const struct litmus *t, const struct litmus_column *a,
                const struct litmus_column *b)
{
    if (a->thread != b->thread)
        return a->thread < b->thread ? -1 : 1;
    if (a->thread == PLAN_NONE)
        return strcmp(t->location[a->id].name, t->location[b->id].name);
    return (a->id > b->id) - (a->id < b->id);
}

static void
sort_columns(struct reader *r)
{
    struct litmus *t = r->test;
    struct litmus_column *sorted =
        arena_new_array(r->arena, struct litmus_column, t->ncolumn + 1);
    uint32_t rank[LITMUS_COLUMNS] = {0};

    for (uint32_t i = 0; i < t->ncolumn; i++) {
        for (uint32_t k = 0; k < t->ncolumn; k++)
            rank[i] += compare_columns(t, &t->column[k], &t->column[i]) < 0;
        sorted[rank[i]] = t->column[i];
    }
    t->column = sorted;
    for (uint32_t i = 0; i < r->natom; i++)
        r->atom[i]->column = rank[r->atom[i]->column];
}

bool
read_tail(struct reader *r)
{
    r->atom = arena_new_array(r->arena, struct litmus_term *, LITMUS_TERMS);
    if (scan_is(&r->scan, "locations") && !read_locations(r))
        return false;
    if (scan_is(&r->scan, "filter")) {
        scan_next(&r->scan);
        r->test->filter = read_formula(r);
        if (!r->test->filter)
            return false;
    }
    if (!read_question(r))
        return false;
    sort_columns(r);
    return true;
}
