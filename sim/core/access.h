/*
 * The data path: what an access does to caches, write-combining buffers and
 * memory.  Internal to the core; called by machine.c only, with the waiting
 * already done.
 */
#pragma once

#include "sim/core/machine.h"

struct act { /* one event being carried out                                   */
    const struct bound *b;
    cell *m;
    struct sink *to;
    uint32_t op;   /* the operation it belongs to, or OP_INITIAL              */
    uint8_t agent; /* plan agent                                              */
    uint8_t cpu;   /* its CPU, 0xff for a device                              */
    uint8_t window; /* where its operations wait, 0xff: nowhere               */
    bool alt; /* the other way: supplier (R9), or lookup (R13)           */
    uint32_t older; /* entries of its window that are older than it           */
};

static inline bool
line_dirty(cell state)
{
    return state == LINE_M || state == LINE_O;
}

/* R9: whether a clean copy supplies the data, and not memory. */
static inline bool
supply_from_cache(uint8_t key, bool by_default, bool alt)
{
    return key == SUPPLY_EITHER ? by_default != alt : key == SUPPLY_CACHE;
}

static inline bool
line_is_mmio(const struct bound *b, uint32_t line)
{
    return b->plan->region[b->line[line].region].kind == REGION_MMIO;
}

/* Whether an access that does not allocate looks for dirty copies (R13). */
static inline bool
looks_for_dirty(const struct act *a, const struct attr *at)
{
    return at->flags & ATTR_SNOOP_DIRTY &&
           (a->alt || !(at->flags & ATTR_SNOOP_EITHER));
}

/* The same of an unsnooped request of a device. */
static inline bool
dma_looks(const struct act *a)
{
    return a->b->dma_lookup == LOOKUP_EITHER ? a->alt
                                             : a->b->dma_lookup != LOOKUP_NEVER;
}

/* What waits in a window, a CPU's or a device's: {operation + 1, translation}.
 */
static inline cell *
window_cells(const struct bound *b, const cell *m, uint32_t window,
             uint32_t slot)
{
    return (cell *) (uintptr_t) (m + b->at.window +
                                 2 * ((uint64_t) window * b->depth + slot));
}

/* What a WC buffer remembers of the stores in it. */
enum {
    WCB_SNOOPS = 1, /* looks into caches when it leaves                       */
    WCB_CACHED = 2, /* holds a store to cacheable memory: no load of this CPU
                       may miss it                                            */
    WCB_LOOKS = 4, /* looks for dirty copies when it leaves (R13)             */
    WCB_FLAGS = 3,
    WCB_FLAGS_LOOKING = 7,
};

/* A WC buffer: {line + 1, WCB_ flags, version + 1 of each granule}. */
static inline cell *
wcb_cells(const struct bound *b, const cell *m, uint32_t cpu, uint32_t buffer)
{
    return (cell *) (uintptr_t) (m + b->at.wcb +
                                 (cpu * b->nwcb + buffer) * b->at.wcb_stride);
}

/* The CPU's buffer that holds LINE, or nwcb. */
uint32_t wcb_find(const struct bound *b, const cell *m, uint32_t cpu,
                  uint32_t line);

/* Whether a buffer leaves as one transaction: full, or one granule. */
bool wcb_whole(const struct bound *b, const cell *buffer);

void access_load(const struct act *a, const struct op *op,
                 const struct xlat *x);
void access_store(const struct act *a, const struct op *op,
                  const struct xlat *x);
/* OWN: only in the CPU's own caches and the last level. */
void access_line_op(const struct act *a, const struct op *op, uint32_t line,
                    bool own);

/* A read, and what a locked one writes; its register's readers get it. */
void access_read(const struct act *a, const struct op *op,
                 const struct xlat *x);

/* A transaction about one granule of data. */
struct txn word_txn(const struct act *a, uint8_t kind, uint32_t line,
                    uint32_t gran, uint32_t local);

/* An access reaches the device behind an MMIO line. */
void arrive(const struct act *a, uint32_t line, uint32_t gran, uint32_t words);

/* Words of LINE that an operation names. */
uint32_t op_words(const struct bound *b, const struct op *op, uint32_t line);

/* What a load of granule K of OP would read now; changes nothing. */
uint32_t access_peek(const struct act *a, const struct op *op,
                     const struct xlat *x, uint32_t k);

/* A store goes into the buffer of its line; there is room. */
void wc_put(const struct act *a, const struct op *op, const struct xlat *x,
            uint32_t line);

/* A buffer leaves, or one of its granules; a partly filled one granule by
 * granule in order of address. */
void wc_drain(const struct act *a, uint32_t buffer, uint32_t granule);

void cache_fill(const struct act *a, uint32_t line);
void cache_evict(const struct act *a, uint32_t holder, uint32_t line);
void cache_snoop_out(const struct act *a, uint32_t line);

/* Dirty copies alone go to memory and are dropped (R13). */
void cache_dirty_out(const struct act *a, uint32_t line);

/* Dirty copies go to memory because of another access; they stay. */
void cache_write_back(const struct act *a, uint32_t line);

enum flush_mode { FLUSH_INVALIDATE, FLUSH_KEEP, FLUSH_DISCARD };
void cache_flush_all(const struct act *a, uint64_t cpus, enum flush_mode mode);

/* The same of one CPU's private cache alone; dirty lines go to the next level.
 */
void cache_flush_own(const struct act *a, uint32_t cpu, enum flush_mode mode);
