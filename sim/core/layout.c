/* Where each cell is, how large it can get, and its packed form. */

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
    at->window = take(at, b->ncpu * b->depth * 2);
    at->wcb = take(at, b->ncpu * b->nwcb * at->wcb_stride);
    at->tlb = take(at, b->has_tlb ? b->ncpu * b->nvpage : 0);
    at->reg = take(at, b->nreg);
    at->value = take(at, b->nvalue);
    at->flag = take(at, k->plan->nsignal);
    at->arrived = take(at, k->plan->nagent);
    at->seen = take(at, b->nseen + 1);
    at->choice = take(at, k->nchoice);
    at->mark = take(at, b->nmark);
    at->line = take(at, b->nline * at->line_stride);
    seen = (uint32_t *) (uintptr_t) b->seen_cell;
    for (uint32_t i = 0; i < b->nread; i++)
        if (seen[i])
            seen[i] += at->seen;
    place_choices(k);
    make_start(k);
    b->max_events = issue_events_max(b) +
                    b->ncpu * (2 * b->depth + b->nwcb * GRANULES_MAX) +
                    b->nline * (3 * b->ncpu + 1) +
                    (b->has_tlb ? b->ncpu * b->nvpage : 0) + 1;
}

void
machine_start(const struct bound *b, cell *m)
{
    memcpy(m, b->start, b->at.ncell * sizeof *m);
}

/* --------------------------------------------------------------- squeezing */

struct limits {
    struct bound *b;
    uint32_t *max; /* [ncell]                                                 */
};

static void
set_range(const struct limits *l, uint32_t from, uint32_t n, uint32_t step,
          uint32_t max)
{
    for (uint32_t i = 0; i < n; i++)
        l->max[from + i * step] = max;
}

static void
line_limits(const struct limits *l, uint32_t line, const uint32_t *nlocal)
{
    const struct bound *b = l->b;
    uint32_t at = b->at.line + line * b->at.line_stride;

    for (uint32_t g = 0; g < b->line[line].ngran; g++) {
        uint32_t n = nlocal[b->line[line].gid + g];

        l->max[at + g] = n;
        for (uint32_t h = 0; h <= b->ncpu; h++) {
            uint32_t holder = at + b->at.granules + h * b->at.holder_stride;

            if (!h && !b->has_llc)
                continue;
            l->max[holder] = b->has_owned && h ? LINE_O : LINE_M;
            l->max[holder + 1 + g] = n;
        }
    }
}

/* Largest local version that can reach each granule. */
static uint32_t *
local_limits(const struct bound *b, struct arena *arena)
{
    uint32_t *n = arena_new_array(arena, uint32_t, b->ngranule + 1);

    for (uint32_t g = 0; g < b->ngranule; g++)
        n[g] = b->version_base[g + 1] - b->version_base[g] - 1;
    return n;
}

/* A CPU that runs nothing has caches and nothing else. */
static void
idle_limits(const struct limits *l, uint32_t cpu)
{
    const struct bound *b = l->b;

    l->max[b->at.ctx + cpu] = 0;
    set_range(l, b->at.window + 2 * cpu * b->depth, 2 * b->depth, 1, 0);
    set_range(l, b->at.wcb + cpu * b->nwcb * b->at.wcb_stride,
              b->nwcb * b->at.wcb_stride, 1, 0);
    if (b->has_tlb)
        set_range(l, b->at.tlb + cpu * b->nvpage, b->nvpage, 1, 0);
}

static void
cell_limits(const struct limits *l, struct arena *arena)
{
    const struct bound *b = l->b;
    const uint32_t *nlocal = local_limits(b, arena);
    uint32_t widest = 0, nxlat = b->control->nxlat;
    bool contexts = false;

    for (uint32_t t = 0; t < b->nthread; t++)
        l->max[b->at.pc + t] = thread_length(b, t);
    for (uint32_t t = 0; t < b->nthread; t++)
        if (b->choice_cell[t])
            set_range(l, b->choice_cell[t], thread_length(b, t), 1, b->menu[t]);
    l->max[b->at.config] = b->control->nconfig - 1;
    for (uint32_t i = 0; i < b->nop; i++) {
        uint32_t cpu = b->agent_cpu[b->op[i].agent];

        if (cpu != 0xff && b->op[i].ctx != PLAN_NONE &&
            b->start[b->at.ctx + cpu] != b->op[i].ctx + 1u)
            contexts = true;
        contexts |= b->op[i].kind == OP_CONTROL;
    }
    set_range(l, b->at.ctx, b->ncpu, 1, contexts ? b->plan->nctx : 0);
    set_range(l, b->at.window, b->ncpu * b->depth, 2, b->nop);
    set_range(l, b->at.window + 1, b->ncpu * b->depth, 2,
              nxlat ? nxlat - 1 : 0);
    set_range(l, b->at.tlb, b->has_tlb ? b->ncpu * b->nvpage : 0, 1, nxlat);
    set_range(l, b->at.reg, b->nreg, 1, b->nversion);
    set_range(l, b->at.value, b->nvalue, 1, b->nversion);
    set_range(l, b->at.flag, b->plan->nsignal, 1, 1);
    set_range(l, b->at.mark, b->nmark, 1, 1);
    for (uint32_t r = 0; r < b->plan->nregion; r++)
        if (b->plan->region[r].reg >= REG_EXACT &&
            b->plan->region[r].device != PLAN_NONE)
            l->max[b->at.arrived + b->plan->region[r].device] = b->nop;
    for (uint32_t g = 0; g < b->ngranule; g++)
        widest = nlocal[g] > widest ? nlocal[g] : widest;
    for (uint32_t i = 0; i < b->ncpu * b->nwcb; i++) {
        uint32_t w = b->at.wcb + i * b->at.wcb_stride;

        l->max[w] = b->nline;
        l->max[w + 1] = WCB_FLAGS;
        set_range(l, w + 2, b->at.granules, 1, widest + 1);
    }
    set_range(l, b->at.seen, b->nseen + 1, 1, b->nseen ? widest + 1 : 0);
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (b->plan->agent[b->cpu_agent[cpu]].background)
            idle_limits(l, cpu);
    for (uint32_t i = 0; i < b->nline; i++)
        line_limits(l, i, nlocal);
}

static uint8_t
bits_for(uint32_t max)
{
    uint8_t n = 0;

    while (max >> n)
        n++;
    return n;
}

bool
squeeze_prepare(struct bound *b)
{
    struct limits l = {b, arena_new_array(b->arena, uint32_t, b->at.ncell + 1)};
    struct packed *packed =
        arena_new_array(b->arena, struct packed, b->at.ncell + 1);
    uint32_t used = 64, nwords = 0;

    if (!control_close(b))
        return false;
    cell_limits(&l, b->arena);
    b->npacked = 0;
    for (uint32_t i = 0; i < b->at.ncell; i++) {
        uint8_t need = bits_for(l.max[i]);

        if (!need)
            continue;
        if (used + need > 64) {
            used = 0;
            nwords++;
        }
        packed[b->npacked++] =
            (struct packed){i, (uint16_t) (nwords - 1), (uint8_t) used, need};
        used += need;
    }
    b->cell_max = l.max;
    b->packed = packed;
    b->nwords = nwords ? nwords : 1;
    return true;
}

void
squeeze(const struct bound *b, const cell *m, uint64_t *w)
{
    const struct packed *p = b->packed, *end = p + b->npacked;

    w[0] = 0;
    for (uint32_t word = 0; p < end; word++) {
        uint64_t bits = 0;

        for (; p < end && p->word == word; p++)
            bits |= (uint64_t) m[p->cell] << p->shift;
        w[word] = bits;
    }
}

void
spread(const struct bound *b, const uint64_t *w, cell *m)
{
    memcpy(m, b->start, b->at.ncell * sizeof *m);
    for (uint32_t i = 0; i < b->npacked; i++) {
        const struct packed *p = &b->packed[i];

        m[p->cell] = (cell) (w[p->word] >> p->shift & ((1ULL << p->bits) - 1));
    }
}
