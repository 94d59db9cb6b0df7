/* Which registers an operation waits for, and how their values travel. */

#include "sim/core/depend.h"

static bool
source_in_window(const struct bound *b, const cell *m, uint32_t cpu,
                 uint32_t slot, const struct op *op, const struct need *n)
{
    for (uint32_t s = 0; s < slot; s++) {
        const cell *w = window_cells(b, m, cpu, s);

        if (!w[0])
            break;
        if (need_is_of(b, n, op, &b->op[w[0] - 1]))
            return true;
    }
    return false;
}

bool
lacks_register(const struct bound *b, const cell *m, uint32_t cpu,
               uint32_t slot, const struct op *op)
{
    for (uint32_t i = 0; i < op->nneed; i++)
        if (source_in_window(b, m, cpu, slot, op, &b->need[op->need + i]))
            return true;
    return false;
}

/* Whether it is not known yet which address an operation is about, or whether
 * it happens at all. */
static bool
undecided(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
          const struct op *op)
{
    if (op->kind == OP_POLL)
        return true;
    for (uint32_t i = 0; i < op->nneed; i++) {
        const struct need *n = &b->need[op->need + i];

        if (!n->value && source_in_window(b, m, cpu, slot, op, n))
            return true;
    }
    return false;
}

bool
depends_on_nothing(const struct bound *b, const cell *m, uint32_t cpu,
                   uint32_t slot, const struct op *op)
{
    if (lacks_register(b, m, cpu, slot, op))
        return false;
    if (!makes_versions(op) && op->kind != OP_LINE)
        return true;
    for (uint32_t s = 0; s < slot; s++) {
        const cell *w = window_cells(b, m, cpu, s);

        if (!w[0])
            break;
        if (undecided(b, m, cpu, s, &b->op[w[0] - 1]))
            return false;
    }
    return true;
}

bool
register_under_way(const struct bound *b, const cell *m, uint32_t cpu,
                   const struct op *op)
{
    const struct need n = {.reg = op->result};

    return op->result != PLAN_NONE &&
           source_in_window(b, m, cpu, b->depth, op, &n);
}

bool
awaits(const struct bound *b, const cell *m, uint32_t cpu)
{
    for (uint32_t s = 0; s < b->depth; s++) {
        const cell *w = window_cells(b, m, cpu, s);

        if (!w[0])
            break;
        if (b->op[w[0] - 1].kind == OP_POLL)
            return true;
    }
    return false;
}

void
take_value(const struct bound *b, cell *m, const struct op *op, cell version)
{
    for (uint32_t k = 0; k < op->ngran; k++) {
        const struct version *v = &b->version[version_of(
            b, op->line, op->gran0 + k, b->local[op->vers + k])];

        if (v->from)
            m[b->at.value + v->from - 1] = version;
    }
}

void
note_value(const struct act *a, const struct op *op)
{
    const struct bound *b = a->b;

    for (uint32_t i = 0; i < op->nneed && a->cpu != 0xff; i++) {
        const struct need *n = &b->need[op->need + i];

        if (n->value && source_in_window(b, a->m, a->cpu, b->depth, op, n))
            return; /* see access_read() */
    }
    take_value(b, a->m, op, a->m[b->at.reg + op->value_reg]);
}
