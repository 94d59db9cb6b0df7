/* Conditions: what is worth knowing about an access, hazard or not (R18). */

#include <string.h>

#include "sim/core/control.h"
#include "sim/core/judge.h"

/* R18: by effective type, as it is called, and shareability.  Two kinds of one
 * type (uncached by this stage or that) are no alias. */
static bool
same_type(const struct bound *b, uint8_t x, uint8_t y)
{
    return x == y ||
           (b->attr[x][ACCESS_PLAIN].share == b->attr[y][ACCESS_PLAIN].share &&
            b->model->type_name &&
            !strcmp(b->model->type_name(x), b->model->type_name(y)));
}

static bool
find_alias(const struct bound *b, uint32_t config, uint32_t line)
{
    int first = -1;

    for (uint32_t p = 0; p < b->nvpage; p++) {
        const struct xlat *x;

        if (b->vpage[p].ctx == PLAN_NONE)
            continue;
        x = control_xlat(b, control_translate(b, config, p));
        if (x->fault || line < x->line0 || line >= x->line0 + b->vpage_lines[p])
            continue;
        if (first >= 0 && !same_type(b, (uint8_t) first, x->attr))
            return true;
        first = x->attr;
    }
    return false;
}

bool
control_aliased(const struct bound *b, uint32_t config, uint32_t line)
{
    uint8_t *memo =
        &b->control
             ->alias[(size_t) config * b->control->npage + b->line[line].page];

    if (!*memo)
        *memo = find_alias(b, config, line) ? 2 : 1;
    return *memo == 2;
}

bool
line_aliased(const struct bound *b, const cell *m, uint32_t line)
{
    return control_aliased(b, m[b->at.config], line);
}

bool
translation_stale(const struct bound *b, const cell *m, const struct op *op,
                  uint32_t xlat)
{
    /* Before any pointer to a translation: it may be a new one. */
    uint32_t fresh = control_fresh(b, m[b->at.config], op->vpage);
    const struct xlat *used = control_xlat(b, xlat);
    const struct xlat *now = control_xlat(b, fresh);

    return !now->fault && now->attr != used->attr;
}

uint8_t
access_conditions(const struct bound *b, const cell *m, const struct txn *t)
{
    const struct op *op = t->op == OP_INITIAL ? NULL : &b->op[t->op];
    uint8_t set = 0;

    if (line_aliased(b, m, t->line))
        set |= 1 << CONDITION_ALIAS;
    if (op && op->ctx != PLAN_NONE && translation_stale(b, m, op, t->version))
        set |= 1 << CONDITION_STALE_TRANSLATION;
    return set;
}

uint8_t
hazard_conditions(const struct bound *b, const cell *m, uint32_t noted,
                  uint32_t line)
{
    uint8_t set = (uint8_t) (noted & ~(1u << CONDITION_ALIAS));

    if (line_aliased(b, m, line))
        set |= 1 << CONDITION_ALIAS;
    return set;
}
