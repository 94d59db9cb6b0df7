/* Stores: how data reaches a cache, a buffer, memory, a device. */

#include "sim/core/access.h"
#include "sim/core/hazard.h"

/* A store whose value is a register's takes along where that came from. */
static void
put_memory(const struct act *a, const struct op *op, const struct xlat *x,
           uint32_t line)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line);

    for (uint32_t k = 0; k < op->ngran; k++) {
        uint32_t local = b->local[op->vers + k];
        struct txn t = word_txn(a, TX_WRITE_MEMORY, line, op->gran0 + k, local);

        t.attr = x->attr;
        say(a->to, b, a->m, &t);
        ln[op->gran0 + k] = local;
    }
    if (line_is_mmio(b, line))
        arrive(a, line, op->gran0, op_words(b, op, line));
}

static void
drop_copies(const struct act *a, uint32_t line, uint32_t except)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line);

    for (uint32_t h = 0; h <= b->ncpu; h++) {
        cell *p = holder_cells(b, ln, h);
        struct txn t = {.kind = TX_INVALIDATE,
                        .agent = a->agent,
                        .holder = h ? HOLDER_CACHE : HOLDER_LLC,
                        .owner = (uint8_t) (h ? h - 1 : 0),
                        .cause = BY_SNOOP,
                        .line = line,
                        .op = a->op};

        if (h == except || p[0] == LINE_I)
            continue;
        say(a->to, b, a->m, &t);
        for (uint32_t c = 0; c < b->at.holder_stride; c++)
            p[c] = 0;
    }
}

static void
store_back(const struct act *a, const struct op *op, const struct xlat *x,
           uint32_t line)
{
    const struct bound *b = a->b;
    cell *own = holder_cells(b, line_cells(b, a->m, line), 1u + a->cpu);

    if (own[0] == LINE_I)
        cache_fill(a, line);
    if (own[0] != LINE_M) {
        drop_copies(a, line, 1u + a->cpu);
        own[0] = LINE_M;
        for (uint32_t g = 0;
             !rule_on(b, SEM_STORE_KEEPS_WORDS) && g < b->at.granules; g++)
            own[1 + g] = line_cells(b, a->m, line)[g];
    }
    for (uint32_t k = 0; k < op->ngran; k++) {
        uint32_t local = b->local[op->vers + k];
        struct txn t = word_txn(a, TX_WRITE_CACHE, line, op->gran0 + k, local);

        t.attr = x->attr;
        say(a->to, b, a->m, &t);
        own[1 + op->gran0 + k] = local;
    }
}

/* Write-through: memory at once, the own copy kept up to date. */
static void
store_through(const struct act *a, const struct op *op, const struct xlat *x,
              uint32_t line)
{
    const struct bound *b = a->b;
    cell *own = holder_cells(b, line_cells(b, a->m, line), 1u + a->cpu);

    if (own[0] == LINE_I || line_dirty(own[0])) {
        cache_snoop_out(a, line);
    } else {
        cache_write_back(a, line); /* another word may be dirty elsewhere */
        drop_copies(a, line, 1u + a->cpu);
        own[0] = LINE_E;
        for (uint32_t k = 0; k < op->ngran; k++)
            own[1 + op->gran0 + k] = b->local[op->vers + k];
    }
    put_memory(a, op, x, line);
}

static void
store_direct(const struct act *a, const struct op *op, const struct xlat *x,
             uint32_t line, bool snoop)
{
    if (snoop)
        cache_snoop_out(a, line);
    else if (looks_for_dirty(a, xlat_attr(a->b, x, op)))
        cache_dirty_out(a, line);
    put_memory(a, op, x, line);
}

/* The last level takes a line that no cache has any more, as memory has it, and
 * what is written of it. */
static void
put_last_level(const struct act *a, const struct op *op, const struct xlat *x,
               uint32_t line)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line), *llc = holder_cells(b, ln, 0);

    for (uint32_t g = 0; g < b->line[line].ngran; g++)
        llc[1 + g] = ln[g];
    llc[0] = LINE_M;
    for (uint32_t k = 0; k < op->ngran; k++) {
        uint32_t local = b->local[op->vers + k];
        struct txn t = word_txn(a, TX_WRITE_CACHE, line, op->gran0 + k, local);

        t.attr = x->attr;
        t.holder = HOLDER_LLC;
        say(a->to, b, a->m, &t);
        llc[1 + op->gran0 + k] = local;
    }
}

static void
store_dma(const struct act *a, const struct op *op, const struct xlat *x,
          uint32_t line)
{
    const struct bound *b = a->b;
    bool snoop = x->attr == b->nattr + DMA_SNOOPED ||
                 !rule_on(b, SEM_DMA_WRITE_NO_SNOOP);

    if (snoop &&
        (op->flags & OPF_FULL_LINE || !rule_on(b, SEM_DMA_PARTIAL_MERGES)))
        drop_copies(a, line, UINT32_MAX);
    else if (snoop)
        cache_snoop_out(a, line);
    else if (x->attr == b->nattr + DMA_UNSNOOPED_LLC &&
             holder_cells(b, line_cells(b, a->m, line), 0)[0] != LINE_I)
        cache_evict(a, HOLDER_LLC_INDEX, line);
    if (!snoop && dma_looks(a))
        cache_dirty_out(a, line);
    if (snoop && b->dma_allocates && !line_is_mmio(b, line) &&
        rule_on(b, SEM_DMA_ALLOCATES))
        put_last_level(a, op, x, line);
    else
        put_memory(a, op, x, line);
}

void
access_store(const struct act *a, const struct op *op, const struct xlat *x)
{
    const struct bound *b = a->b;
    const struct attr *at = xlat_attr(b, x, op);
    uint32_t line = x->line0 + op->lineoff;
    bool snoop = at->flags & ATTR_SNOOP && rule_on(b, SEM_SNOOP_UNCACHED);

    if (a->cpu == 0xff) {
        store_dma(a, op, x, line);
        return;
    }
    switch ((enum attr_write) at->write) {
    case WRITE_BACK:
        store_back(a, op, x, line);
        break;
    case WRITE_THROUGH:
        store_through(a, op, x, line);
        break;
    case WRITE_PROTECT:
        cache_snoop_out(a, line);
        put_memory(a, op, x, line);
        break;
    case WRITE_DIRECT:
        store_direct(a, op, x, line, snoop);
        break;
    case WRITE_COMBINE:
        /* A locked operation and a store with an order of its own are done
         * when they are done; a CPU without buffers has nowhere to wait. */
        if (op->kind == OP_RMW || op->class || !b->nwcb)
            store_direct(a, op, x, line, snoop);
        else
            wc_put(a, op, x, line);
        break;
    case WRITE_NEVER:
        break;
    }
}
