/*
 * R1: what an order edge from another agent waits for.
 *
 * A device whose doorbell was rung learns of that by the store alone (R36): it
 * goes on when the store has arrived, whatever else is still on its way.
 */

#include "sim/core/step.h"

/* Two threads that run at the same time are not ordered by where they start. */
static inline bool
beside(const struct bound *b, uint32_t t, uint32_t u)
{
    return t && u && t != u && b->thread_start[t] == b->thread_start[u];
}

/* Whether a CPU's buffered data is of no thread that goes before THREAD. */
static bool
buffers_are_beside(const struct bound *b, const cell *m, uint32_t cpu,
                   uint32_t thread)
{
    for (uint32_t i = 0; i < b->nwcb; i++) {
        const cell *w = wcb_cells(b, m, cpu, i);
        uint32_t line = w[0] - 1, version;

        for (uint32_t g = 0; w[0] && g < b->line[line].ngran; g++) {
            if (!w[2 + g])
                continue;
            version = version_of(b, line, g, w[2 + g] - 1);
            if (!beside(b, b->op[b->version[version].op].thread, thread))
                return false;
        }
    }
    return true;
}

/* R1, as far as it is about buffered data. */
/* R36: some of the store that rang is on its way in the CPU's window. */
static bool
rings_still(const struct bound *b, const cell *m, uint32_t cpu,
            const struct op *bell)
{
    for (uint32_t s = 0; s < b->depth; s++) {
        const cell *w = window_cells(b, m, cpu, s);

        if (!w[0])
            break;
        if (b->op[w[0] - 1].step == bell->step)
            return true;
    }
    return false;
}

/* The same in a WC buffer, if the doorbell is mapped so. */
static bool
rings_combined(const struct bound *b, const cell *m, uint32_t cpu,
               const struct op *bell)
{
    uint32_t first = b->step_op[bell->step], n = b->step_nop[bell->step];

    for (uint32_t i = first; b->nwcb && i < first + n; i++)
        if (wcb_find(b, m, cpu, b->op[i].line) < b->nwcb)
            return true;
    return false;
}

bool
machine_buffers_handed_over(const struct bound *b, const cell *m, uint32_t cpu,
                            const struct op *op)
{
    const struct op *bell = op->bell ? &b->op[op->bell - 1] : NULL;

    if (bell)
        return b->agent_cpu[bell->agent] != cpu ||
               !rings_combined(b, m, cpu, bell);
    return !(op->flags & OPF_HANDOVER) ||
           !(b->handover >> ORDER_COMBINING & 1) ||
           b->cpu_agent[cpu] == op->agent ||
           buffers_are_beside(b, m, cpu, op->thread);
}

/* Whether an order edge waits for an entry of a window: in a device's, for
 * whatever is there (R36). */
static inline bool
is_awaited(const struct bound *b, uint32_t window, const cell *w)
{
    if (window >= b->ncpu)
        return rule_on(b, SEM_RELAXED_AWAITED);
    return b->handover >> entry_class(b, &b->op[w[0] - 1], w[1]) & 1;
}

/* R1: what came before is handed over in full. */
static bool
all_handed_over(const struct bound *b, const cell *m, const struct op *op)
{
    for (uint32_t i = 0; i < b->nwindow; i++) {
        if (b->cpu_agent[i] == op->agent)
            continue;
        if (i < b->ncpu && !machine_buffers_handed_over(b, m, i, op))
            return false;
        for (uint32_t s = 0; s < b->depth; s++) {
            const cell *w = window_cells(b, m, i, s);

            if (!w[0])
                break;
            if (!beside(b, b->op[w[0] - 1].thread, op->thread) &&
                is_awaited(b, i, w))
                return false;
        }
    }
    return true;
}

bool
machine_handed_over(const struct bound *b, const cell *m, const struct op *op)
{
    const struct op *bell = op->bell ? &b->op[op->bell - 1] : NULL;
    uint32_t cpu;

    if (!bell)
        return all_handed_over(b, m, op);
    cpu = b->agent_cpu[bell->agent];
    return !rings_still(b, m, cpu, bell) && !rings_combined(b, m, cpu, bell);
}
