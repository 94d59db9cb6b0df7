/* Every configuration there can be, before anything is explored. */

#include "sim/base/arena.h"
#include "sim/core/control.h"

/* Which edges some event may take: program operations, and faults of a CPU at
 * a page that one of its operations names. */
static uint8_t *
possible_edges(const struct bound *b)
{
    uint8_t *may = arena_new_array(b->arena, uint8_t, b->control->nid + 1);

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        uint32_t cpu = b->agent_cpu[op->agent];

        if (op->kind == OP_CONTROL)
            may[op->arg] = 1;
        else if (op_is_memory(op) && cpu != 0xff)
            may[control_fault_id(b, cpu, op->vpage)] = 1;
    }
    return may;
}

static bool
faults(const struct bound *b, uint32_t config, uint32_t id)
{
    uint32_t page = (id - b->ncontrol) % b->nvpage;

    return control_xlat(b, control_translate(b, config, page))->fault ==
           XLAT_STAGE2;
}

bool
control_close(const struct bound *b)
{
    struct control *c = b->control;
    const uint8_t *may = possible_edges(b);

    for (uint32_t config = 0; config < c->nconfig && !c->overflow; config++) {
        for (uint32_t page = 0; page < b->nvpage; page++)
            control_translate(b, config, page);
        for (uint32_t id = 0; id < c->nid; id++)
            if (may[id] && (id < b->ncontrol || faults(b, config, id)))
                control_edge(b, config, id);
    }
    return !c->overflow;
}

void
control_answer(const struct bound *b)
{
    for (uint32_t config = 0; config < b->control->nconfig; config++) {
        for (uint32_t page = 0; page < b->nvpage; page++)
            control_fresh(b, config, page);
        for (uint32_t line = 0; line < b->nline; line++)
            control_aliased(b, config, line);
    }
}
