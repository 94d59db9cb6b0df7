/*
 * What the reductions share: what the rest of each thread names and does,
 * computed once.  Internal to sim/explore.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/access.h"
#include "sim/core/control.h"
#include "sim/explore/reduce.h"

/* Why an operation may be taken alone, as far as the program decides it. */
enum alone {
    ALONE_NO,
    ALONE_YES,
    ALONE_EMPTY, /* if its CPU's window is empty                              */
    ALONE_STORE, /* if nobody's data can be lost meanwhile                    */
    ALONE_LINE,  /* if nobody else reads the line meanwhile                   */
};

/*
 * A row is a position of a thread: what it says holds for all operations from
 * there on, of every configuration and every choice of an adversary.  Sets of
 * lines are `nset` words.
 */
struct reducer {
    const struct bound *b;
    struct arena arena;
    uint32_t reduce;
    uint32_t nset;
    const uint64_t *named, *written, *read; /* [row][nset] lines; written:
                                               or dirty data dropped       */
    const uint16_t *cpus; /* [row] CPUs that act or are acted on              */
    const uint8_t *flushes; /* [row] whole caches                             */
    const uint8_t *alone; /* [nop] enum alone                                 */
    const uint8_t *steady; /* [nvpage] one translation, whatever happens      */
    const struct cell_end { /* a cell that only the rest of a thread reads    */
        uint32_t cell, thread, end; /* positions before END                   */
    } * ends;
    const struct last_read { /* a cell that holds a version of this granule   */
        uint32_t cell, line, gran;
    } * last;
    const uint8_t *renames; /* [nthread] whose positions can be renamed       */
    uint32_t nend, nlast;
    const uint64_t *folded; /* [nset] lines without copies; NULL: none       */
};

/* The row of a position of a thread. */
static inline uint32_t
row_at(const struct bound *b, uint32_t thread, uint32_t position)
{
    uint32_t n = b->thread_op[thread + 1] - b->thread_op[thread];
    uint32_t at = position * b->menu[thread];

    return b->thread_op[thread] + thread + (at < n ? at : n);
}

static inline bool
set_has(const uint64_t *set, uint32_t i)
{
    return set[i / 64] >> i % 64 & 1;
}

static inline void
set_add(uint64_t *set, uint32_t i)
{
    set[i / 64] |= 1ULL << i % 64;
}

/* The line a window entry is for, or UINT32_MAX. */
static inline uint32_t
window_line(const struct bound *b, const cell *w)
{
    const struct op *op = &b->op[w[0] - 1];

    return op_is_memory(op) ? control_xlat(b, w[1])->line0 + op->lineoff
                            : UINT32_MAX;
}

/* Whether a read of LINE has been issued and not performed. */
bool read_under_way(const struct bound *b, const cell *m, uint32_t line);

/* enum alone of each operation. */
const uint8_t *ample_operations(const struct reducer *r, struct arena *arena);
bool ample(const struct reducer *r, const cell *m, uint32_t thread);

/* Whether anything drops dirty data of caches. */
bool discards(const struct bound *b);

/* Whether a device's requests through the translation look into the caches,
 * those too that find it cached when the device asks otherwise. */
bool dma_snoops(const struct bound *b, const struct op *op,
                const struct xlat *x);

/* Whether data of the store's granules never gives way to older data: all
 * writes of its line are coherent, and those of its granules are one CPU's. */
bool coherent_by_itself(const struct reducer *r, const struct op *op);

/* Cells whose readers are known; what they and dead lines are worth. */
void dead_cells(struct reducer *r);
void settle_dead(const struct reducer *r, cell *m);

/* Lines whose copies nobody can tell apart. */
void fold_find(struct reducer *r);
void fold_lines(const struct reducer *r, cell *m);

/* Forgets choices of adversaries that no judge will ask for. */
void settle_choices(const struct reducer *r, cell *m);

/* Moves writes of adversaries to their first positions. */
void find_renamings(struct reducer *r);
void settle_positions(const struct reducer *r, cell *m);
