/* Which places and registers an operation waits for, and how values travel. */

#include "sim/core/depend.h"

#include "sim/core/control.h"

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

bool
lacks_what_it_writes(const struct bound *b, const cell *m, uint32_t cpu,
                     uint32_t slot, const struct op *op)
{
    for (uint32_t i = 0; i < op->nneed; i++) {
        const struct need *n = &b->need[op->need + i];

        if (n->kind != NEED_BRANCH && source_in_window(b, m, cpu, slot, op, n))
            return true;
    }
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

        if (n->kind != NEED_DATA && source_in_window(b, m, cpu, slot, op, n))
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
    if ((!makes_versions(op) && op->kind != OP_LINE) ||
        !rule_on(b, SEM_UNDECIDED_HOLDS))
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

/* ------------------------------------------------------------------- places */

uint32_t
entry_line(const struct bound *b, const cell *w)
{
    const struct op *op = &b->op[w[0] - 1];

    if (!op_is_memory(op))
        return UINT32_MAX;
    return control_xlat(b, w[1])->line0 + op->lineoff;
}

/* Whether an access and a line operation of one line are kept in order. */
static bool
line_ordered(const struct bound *b, const struct op *older, uint32_t older_x,
             const struct op *op, uint32_t x)
{
    uint8_t at = xlat_attr(b, control_xlat(b, older_x), older)->cacheability;

    if (!b->model->line_order || !rule_on(b, SEM_LINE_ORDER) ||
        older->kind == op->kind)
        return true;
    return at && at == xlat_attr(b, control_xlat(b, x), op)->cacheability;
}

/* Whether both accesses are to a device and neither gathers: then a read comes
 * from the end point, and not from a store on its way there. */
static bool
reach_the_device(const struct attr *a, const struct attr *b)
{
    const uint16_t both = ATTR_DEVICE | ATTR_GATHER;

    return (a->flags & both) == ATTR_DEVICE && (b->flags & both) == ATTR_DEVICE;
}

/* Whether entry SLOT, of the same line, must perform before OP.  A read takes
 * what an older store is about to write, once that has its value. */
static bool
holds(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
      const struct op *op, uint32_t x)
{
    const cell *w = window_cells(b, m, cpu, slot);
    const struct op *older = &b->op[w[0] - 1];

    if (older->kind == OP_LINE || op->kind == OP_LINE)
        return line_ordered(b, older, w[1], op, x);
    if (!op_overlaps(older, op))
        return false;
    return older->kind != OP_STORE || makes_versions(op) ||
           (older->nneed && lacks_what_it_writes(b, m, cpu, slot, older)) ||
           (rule_on(b, SEM_DEVICE_ANSWERS) &&
            reach_the_device(xlat_attr(b, control_xlat(b, w[1]), older),
                             xlat_attr(b, control_xlat(b, x), op)));
}

bool
line_free(const struct bound *b, const cell *m, uint32_t cpu, uint32_t slot,
          const struct op *op, uint32_t x)
{
    uint32_t line = control_xlat(b, x)->line0 + op->lineoff;

    for (uint32_t s = 0; s < slot && s < b->depth; s++) {
        const cell *w = window_cells(b, m, cpu, s);

        if (!w[0] || !rule_on(b, SEM_LINE_OPS_SAME_LINE))
            break;
        if (entry_line(b, w) == line && holds(b, m, cpu, s, op, x))
            return false;
    }
    return true;
}
