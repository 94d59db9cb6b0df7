/* Which values each cell can hold. */

#include "sim/base/arena.h"
#include "sim/core/access.h"
#include "sim/core/packing.h"
#include "sim/core/step.h"

struct domains {
    const struct bound *b;
    struct domain *cell; /* [ncell]                                           */
    uint8_t *reach; /* [nvpage][nxlat] translations a page can have           */
};

static void
set_range(const struct domains *d, uint32_t from, uint32_t n, uint32_t step,
          uint32_t max)
{
    for (uint32_t i = 0; i < n; i++)
        d->cell[from + i * step].n = max + 1;
}

/* ---------------------------------------------------- how large they can get
 */

static void
line_range(const struct domains *d, uint32_t line, const uint32_t *nlocal)
{
    const struct bound *b = d->b;
    uint32_t at = b->at.line + line * b->at.line_stride;

    for (uint32_t g = 0; g < b->line[line].ngran; g++) {
        uint32_t n = nlocal[b->line[line].gid + g];

        set_range(d, at + g, 1, 1, n);
        for (uint32_t h = 0; h <= b->ncpu; h++) {
            uint32_t holder = at + b->at.granules + h * b->at.holder_stride;

            if (!h && !b->has_llc)
                continue;
            set_range(d, holder, 1, 1, b->has_owned && h ? LINE_O : LINE_M);
            set_range(d, holder + 1 + g, 1, 1, n);
        }
    }
}

/* Largest local version that can reach each granule. */
static uint32_t *
local_limits(const struct bound *b)
{
    uint32_t *n = arena_new_array(b->arena, uint32_t, b->ngranule + 1);

    for (uint32_t g = 0; g < b->ngranule; g++)
        n[g] = b->version_base[g + 1] - b->version_base[g] - 1;
    return n;
}

/* A CPU that runs nothing has caches and nothing else. */
static void
idle_range(const struct domains *d, uint32_t cpu)
{
    const struct bound *b = d->b;

    set_range(d, b->at.ctx + cpu, 1, 1, 0);
    set_range(d, b->at.window + 2 * cpu * b->depth, 2 * b->depth, 1, 0);
    set_range(d, b->at.wcb + cpu * b->nwcb * b->at.wcb_stride,
              b->nwcb * b->at.wcb_stride, 1, 0);
    if (cpu < b->ntlb)
        set_range(d, tlb_cell(b, cpu, 0), b->nvpage, 1, 0);
}

static bool
contexts_change(const struct bound *b)
{
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        uint32_t cpu = b->agent_cpu[op->agent];

        if (op->kind == OP_CONTROL ||
            (cpu != 0xff && op->ctx != PLAN_NONE &&
             b->start[b->at.ctx + cpu] != op->ctx + 1u))
            return true;
    }
    return false;
}

static void
thread_ranges(const struct domains *d)
{
    const struct bound *b = d->b;

    for (uint32_t t = 0; t < b->nthread; t++) {
        set_range(d, b->at.pc + t, 1, 1, thread_length(b, t));
        if (b->choice_cell[t])
            set_range(d, b->choice_cell[t], thread_length(b, t), 1, b->menu[t]);
    }
}

static void
buffer_ranges(const struct domains *d, uint32_t widest)
{
    const struct bound *b = d->b;
    uint32_t nxlat = b->control->nxlat;

    set_range(d, b->at.window, b->nwindow * b->depth, 2, b->nop);
    set_range(d, b->at.window + 1, b->nwindow * b->depth, 2,
              nxlat ? nxlat - 1 : 0);
    if (b->has_tlb)
        set_range(d, tlb_cell(b, 0, 0), b->ncpu * b->nvpage, 1, nxlat);
    if (b->has_iotlb)
        set_range(d, tlb_cell(b, b->ncpu, 0), b->nvpage, 1, nxlat);
    for (uint32_t i = 0; i < b->ncpu * b->nwcb; i++) {
        uint32_t w = b->at.wcb + i * b->at.wcb_stride;

        set_range(d, w, 1, 1, b->nline);
        set_range(d, w + 1, 1, 1, b->looks_up ? WCB_FLAGS_LOOKING : WCB_FLAGS);
        set_range(d, w + 2, b->at.granules, 1, widest + 1);
    }
}

/* Whether a write is refused in some configuration. */
static bool
can_be_refused(const struct bound *b, const struct op *op)
{
    for (uint32_t config = 0; config < b->control->nconfig; config++)
        if (access_refused(b, config, op))
            return true;
    return false;
}

static void
refused_ranges(const struct domains *d)
{
    const struct bound *b = d->b;

    for (uint32_t i = 0; b->refused_cell && i < b->nop; i++)
        if (b->refused_cell[i])
            set_range(d, b->refused_cell[i], 1, 1,
                      can_be_refused(b, &b->op[i]));
}

static void
cell_ranges(const struct domains *d)
{
    const struct bound *b = d->b;
    const uint32_t *nlocal = local_limits(b);
    uint32_t widest = 0;

    set_range(d, 0, b->at.ncell, 1, 0);
    thread_ranges(d);
    refused_ranges(d);
    set_range(d, b->at.config, 1, 1, b->control->nconfig - 1);
    set_range(d, b->at.ctx, b->ncpu, 1, contexts_change(b) ? b->plan->nctx : 0);
    set_range(d, b->at.reg, b->nreg, 1, b->nversion);
    set_range(d, b->at.value, b->nvalue, 1, b->nversion);
    set_range(d, b->at.flag, b->plan->nsignal, 1, 1);
    set_range(d, b->at.mark, b->nmark, 1, 1);
    for (uint32_t r = 0; r < b->plan->nregion; r++)
        if (b->plan->region[r].reg >= REG_EXACT &&
            b->plan->region[r].device != PLAN_NONE)
            set_range(d, b->at.arrived + b->plan->region[r].device, 1, 1,
                      b->nop);
    for (uint32_t g = 0; g < b->ngranule; g++)
        widest = nlocal[g] > widest ? nlocal[g] : widest;
    buffer_ranges(d, widest);
    set_range(d, b->at.seen, b->nseen + 1, 1, b->nseen ? widest + 1 : 0);
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        if (b->plan->agent[b->cpu_agent[cpu]].background)
            idle_range(d, cpu);
    for (uint32_t i = 0; i < b->nline; i++)
        line_range(d, i, nlocal);
}

/* --------------------------------------------------- which of these they get
 */

/* The cells FROM, FROM + STEP, ... hold no other values than those marked;
 * nothing and the first value are always among them. */
static void
restrict_cells(const struct domains *d, uint32_t from, uint32_t ncell,
               uint32_t step, uint8_t *may)
{
    uint32_t max = ncell ? d->cell[from].n : 0, n = 0;
    cell *value;

    if (max <= 1 || max > VALUES_MAX)
        return;
    may[0] = 1;
    for (uint32_t i = 0; i < ncell; i++)
        may[d->b->start[from + i * step]] = 1;
    for (uint32_t v = 0; v < max; v++)
        n += may[v];
    if (n == max)
        return;
    value = arena_new_array(d->b->arena, cell, n);
    n = 0;
    for (uint32_t v = 0; v < max; v++)
        if (may[v])
            value[n++] = v;
    for (uint32_t i = 0; i < ncell; i++)
        d->cell[from + i * step] = (struct domain){n, value};
}

static void
find_reach(struct domains *d)
{
    const struct bound *b = d->b;
    uint32_t nxlat = b->control->nxlat;

    d->reach =
        arena_new_array(b->arena, uint8_t, (size_t) b->nvpage * nxlat + 1);
    for (uint32_t config = 0; config < b->control->nconfig; config++)
        for (uint32_t page = 0; page < b->nvpage; page++)
            d->reach[(size_t) page * nxlat +
                     control_translate(b, config, page)] = 1;
}

static uint8_t *
marks_new(const struct bound *b)
{
    return arena_new_array(b->arena, uint8_t, VALUES_MAX + 1);
}

/* Whether an operation can sit in its agent's window. */
static bool
can_wait(const struct bound *b, const struct op *op)
{
    return op->kind == OP_STORE || (b->late_loads && reads_versions(op)) ||
           ((op->kind == OP_LINE || op->kind == OP_FENCE ||
             op->kind == OP_SIGNAL) &&
            !(b->at_issue >> op->class & 1));
}

static void
restrict_window(const struct domains *d, uint32_t window)
{
    const struct bound *b = d->b;
    uint32_t from = b->at.window + 2 * window * b->depth;
    uint32_t nxlat = b->control->nxlat;
    uint8_t *ops = marks_new(b), *xlats = marks_new(b);

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];

        if (b->agent_window[op->agent] != window || !can_wait(b, op))
            continue;
        ops[i + 1] = 1;
        for (uint32_t x = 0; op_is_memory(op) && x < nxlat; x++)
            xlats[x] |= d->reach[(size_t) op->vpage * nxlat + x];
    }
    restrict_cells(d, from, b->depth, 2, ops);
    restrict_cells(d, from + 1, b->depth, 2, xlats);
}

static void
restrict_tlb(const struct domains *d, uint32_t at, uint32_t page)
{
    uint32_t nxlat = d->b->control->nxlat;
    uint8_t *may = marks_new(d->b);

    for (uint32_t x = 0; x < nxlat; x++)
        may[x + 1] = d->reach[(size_t) page * nxlat + x];
    restrict_cells(d, at, 1, 1, may);
}

/* What the operation can leave in its result register: versions of the first
 * granule it reads, in any line its page can be. */
static void
mark_results(const struct domains *d, const struct op *op, uint8_t *may)
{
    const struct bound *b = d->b;
    uint32_t nxlat = b->control->nxlat;

    for (uint32_t x = 0; x < nxlat; x++) {
        uint32_t line = control_xlat(b, x)->line0 + op->lineoff, gid;

        if (!d->reach[(size_t) op->vpage * nxlat + x] ||
            control_xlat(b, x)->fault || line >= b->nline)
            continue;
        gid = b->line[line].gid + op->gran0;
        for (uint32_t v = b->version_base[gid]; v < b->version_base[gid + 1];
             v++)
            may[v + 1] = 1;
    }
}

static void
restrict_register(const struct domains *d, uint32_t reg)
{
    const struct bound *b = d->b;
    uint8_t *may = marks_new(b);

    for (uint32_t i = 0; i < b->nop; i++)
        if (op_is_memory(&b->op[i]) && b->op[i].result == reg)
            mark_results(d, &b->op[i], may);
    restrict_cells(d, b->at.reg + reg, 1, 1, may);
}

/* Adversaries are renamed into each other, so theirs stay as they are. */
static void
cell_values(struct domains *d)
{
    const struct bound *b = d->b;

    if (b->has_adversary || b->nop >= VALUES_MAX || b->nversion >= VALUES_MAX ||
        b->control->nxlat >= VALUES_MAX)
        return;
    find_reach(d);
    for (uint32_t w = 0; w < b->nwindow; w++)
        restrict_window(d, w);
    for (uint32_t i = 0; i < b->ntlb * b->nvpage; i++)
        restrict_tlb(d, b->at.tlb + i, i % b->nvpage);
    for (uint32_t reg = 0; reg < b->nreg; reg++)
        restrict_register(d, reg);
}

struct domain *
cell_domains(const struct bound *b)
{
    struct domains d = {
        .b = b, .cell = arena_new_array(b->arena, struct domain, b->at.ncell)};

    cell_ranges(&d);
    cell_values(&d);
    return d.cell;
}
