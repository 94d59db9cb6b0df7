/* Where each cell is. */

#include <string.h>

#include "sim/core/access.h"
#include "sim/core/binding.h"
#include "sim/core/machine.h"

static uint32_t
take(struct layout *at, uint32_t cells)
{
    uint32_t from = at->ncell;

    at->ncell += cells;
    return from;
}

/* The first state: every CPU in the context of its first operation. */
static void
make_start(struct binding *k)
{
    struct bound *b = k->b;
    cell *m = arena_new_array(k->arena, cell, b->at.ncell);

    for (uint32_t i = b->nop; i-- > 0;) {
        const struct op *op = &b->op[i];
        uint32_t cpu = b->agent_cpu[op->agent];

        if (cpu != 0xff && op->ctx != PLAN_NONE)
            m[b->at.ctx + cpu] = op->ctx + 1u;
    }
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (k->plan->agent[b->cpu_agent[cpu]].background)
            m[b->at.ctx + cpu] = 1; /* the host kernel */
    b->start = m;
}

/* Numbers of cells, from 1, become cells. */
static void
place_choices(struct binding *k)
{
    struct bound *b = k->b;
    uint32_t *first = (uint32_t *) (uintptr_t) b->choice_cell;
    uint32_t *dirties = (uint32_t *) (uintptr_t) b->dirties;

    for (uint32_t t = 0; t < b->nthread; t++)
        if (first[t])
            first[t] += b->at.choice - 1;
    for (uint32_t i = 0; b->has_adversary && i < k->nlocal; i++)
        if (dirties[i])
            dirties[i] += b->at.seen;
}

/* Whether what is refused can change while running. */
static bool
refusals_change(const struct bound *b)
{
    if (b->ncontrol)
        return true;
    for (uint32_t i = 0; i < b->nop; i++)
        if (op_is_memory(&b->op[i]) &&
            control_xlat(b, control_translate(b, 0, b->op[i].vpage))->fault ==
                XLAT_STAGE2)
            return true;
    return false;
}

/* Writes that the control plane may refuse where they are made and not where
 * that is asked.  An adversary's choice is kept only if it was not refused. */
static void
place_refused(struct binding *k)
{
    struct bound *b = k->b;
    uint32_t *at;

    if (!b->judged || !refusals_change(b))
        return;
    at = arena_new_array(k->arena, uint32_t, b->nop);
    for (uint32_t i = 0; i < b->nop; i++)
        if (makes_versions(&b->op[i]) && !op_is_optional(b, i))
            at[i] = take(&b->at, 1);
    b->refused_cell = at;
}

static uint32_t
issue_events_max(const struct bound *b)
{
    uint32_t n = 0;

    for (uint32_t t = 0; t < b->nthread; t++)
        n += 2 * b->menu[t] + 1;
    return n;
}

void
bind_layout(struct binding *k)
{
    struct bound *b = k->b;
    struct layout *at = &b->at;
    uint32_t *seen;

    at->holder_stride = 1 + at->granules;
    at->wcb_stride = 2 + at->granules;
    at->line_stride = at->granules + (1 + b->ncpu) * at->holder_stride;
    at->pc = take(at, b->nthread);
    at->config = take(at, 1);
    at->ctx = take(at, b->ncpu);
    at->window = take(at, b->nwindow * b->depth * 2);
    at->wcb = take(at, b->ncpu * b->nwcb * at->wcb_stride);
    b->ntlb = b->has_tlb || b->has_iotlb ? b->ncpu + 1 : 0;
    at->tlb = take(at, b->ntlb * b->nvpage);
    at->reg = take(at, b->nreg);
    at->value = take(at, b->nvalue);
    at->flag = take(at, k->plan->nsignal);
    at->arrived = take(at, k->plan->nagent);
    at->seen = take(at, b->nseen + 1);
    at->choice = take(at, k->nchoice);
    place_refused(k);
    at->mark = take(at, b->nmark);
    at->line = take(at, b->nline * at->line_stride);
    seen = (uint32_t *) (uintptr_t) b->seen_cell;
    for (uint32_t i = 0; i < b->nread; i++)
        if (seen[i])
            seen[i] += at->seen;
    place_choices(k);
    make_start(k);
    b->max_events = issue_events_max(b) + b->nwindow * 2 * b->depth +
                    b->ncpu * b->nwcb * GRANULES_MAX +
                    b->nline * (3 * b->ncpu + 1) + b->ntlb * b->nvpage + 1;
}

void
machine_start(const struct bound *b, cell *m)
{
    memcpy(m, b->start, b->at.ncell * sizeof *m);
}
