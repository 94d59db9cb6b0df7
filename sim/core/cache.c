/* Caches: fills, evictions, snoops and maintenance of whole lines. */

#include <string.h>

#include "sim/core/access.h"

static uint8_t
holder_kind_of(uint32_t holder)
{
    return holder == HOLDER_LLC_INDEX ? HOLDER_LLC : HOLDER_CACHE;
}

static struct txn
line_txn(const struct act *a, uint8_t kind, uint32_t line, uint32_t holder,
         enum txn_cause cause)
{
    return (struct txn){
        .kind = kind,
        .agent = a->agent,
        .holder = holder_kind_of(holder),
        .owner = (uint8_t) (holder ? holder - 1 : 0),
        .cause = (uint8_t) cause,
        .line = line,
        .op = a->op,
    };
}

static void
say_line(const struct act *a, uint8_t kind, uint32_t line, uint32_t holder,
         enum txn_cause cause)
{
    struct txn t = line_txn(a, kind, line, holder, cause);

    say(a->to, a->b, a->m, &t);
}

static void
copy_versions(const struct bound *b, cell *to, const cell *from)
{
    for (uint32_t g = 0; g < b->at.granules; g++)
        to[g] = from[g];
}

static void
clear_holder(const struct bound *b, cell *h)
{
    memset(h, 0, b->at.holder_stride * sizeof *h);
}

/* A line's copy goes to memory; all its words do (R11). */
static void
write_back(const struct act *a, uint32_t line, cell *ln, uint32_t holder,
           enum txn_cause cause)
{
    const struct bound *b = a->b;
    const cell *h = holder_cells(b, ln, holder);

    say_line(a, TX_WRITE_BACK, line, holder, cause);
    for (uint32_t g = 0; g < b->at.granules; g++)
        if (h[1 + g] || rule_on(b, SEM_WHOLE_LINE))
            ln[g] = h[1 + g];
}

static void
invalidate(const struct act *a, uint32_t line, cell *ln, uint32_t holder,
           enum txn_cause cause)
{
    cell *h = holder_cells(a->b, ln, holder);

    if (h[0] == LINE_I)
        return;
    say_line(a, TX_INVALIDATE, line, holder, cause);
    clear_holder(a->b, h);
}

/* Dirty data of a private copy moves one level down. */
static void
shed(const struct act *a, uint32_t line, cell *ln, uint32_t holder,
     enum txn_cause cause)
{
    const struct bound *b = a->b;
    cell *llc = holder_cells(b, ln, HOLDER_LLC_INDEX);
    const cell *h = holder_cells(b, ln, holder);

    if (!b->has_llc) {
        write_back(a, line, ln, holder, cause);
        return;
    }
    llc[0] = LINE_M;
    copy_versions(b, llc + 1, h + 1);
    say_line(a, TX_VICTIM, line, holder, cause);
}

/* Where a fill takes its data: last level, a peer's copy, or memory. */
static const cell *
fill_source(const struct act *a, const cell *llc, const cell *peer,
            const cell *memory, uint8_t *from)
{
    if (llc[0] != LINE_I) {
        *from = HOLDER_LLC;
        return llc + 1;
    }
    if (peer && (line_dirty(peer[0]) ||
                 supply_from_cache(a->b->supply_peer, true, a->alt))) {
        *from = HOLDER_CACHE;
        return peer + 1;
    }
    *from = HOLDER_MEMORY;
    return memory;
}

/* Brings LINE into the CPU's private cache, shared if anybody has it. */
void
cache_fill(const struct act *a, uint32_t line)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line);
    cell *own = holder_cells(b, ln, 1u + a->cpu);
    const cell *peer = NULL;
    struct txn t = line_txn(a, TX_FILL, line, 1u + a->cpu, BY_SNOOP);

    for (uint32_t h = 1; h <= b->ncpu; h++) {
        cell *p = holder_cells(b, ln, h);

        if (p == own || p[0] == LINE_I)
            continue;
        if (p[0] == LINE_M && b->has_owned) {
            p[0] = LINE_O;
        } else if (p[0] == LINE_M) {
            shed(a, line, ln, h, BY_SNOOP);
            p[0] = LINE_S;
        } else if (p[0] == LINE_E) {
            p[0] = LINE_S;
        }
        if (!peer || p[0] == LINE_O) {
            peer = p;
            t.owner = (uint8_t) (h - 1);
        }
    }
    own[0] = peer ? LINE_S : LINE_E;
    copy_versions(b, own + 1,
                  fill_source(a, holder_cells(b, ln, HOLDER_LLC_INDEX), peer,
                              ln, &t.holder));
    say(a->to, b, a->m, &t);
}

/* One holder gives up a line: dirty data goes down, clean data is dropped
 * (into the last level if there is room). */
void
cache_evict(const struct act *a, uint32_t holder, uint32_t line)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line);
    cell *h = holder_cells(b, ln, holder);
    cell *llc = holder_cells(b, ln, HOLDER_LLC_INDEX);

    if (holder == HOLDER_LLC_INDEX) {
        if (h[0] == LINE_M || !rule_on(b, SEM_CLEAN_NOT_WRITTEN))
            write_back(a, line, ln, holder, BY_EVICTION);
    } else if (line_dirty(h[0])) {
        shed(a, line, ln, holder, BY_EVICTION);
    } else if (!rule_on(b, SEM_CLEAN_NOT_WRITTEN)) {
        write_back(a, line, ln, holder, BY_EVICTION);
    } else if (b->has_llc && llc[0] == LINE_I) {
        llc[0] = LINE_S;
        copy_versions(b, llc + 1, h + 1);
        say_line(a, TX_VICTIM, line, holder, BY_EVICTION);
    }
    invalidate(a, line, ln, holder, BY_EVICTION);
}

/* Dirty copies to memory, the older last level first. */
static void
write_back_all(const struct act *a, uint32_t line, cell *ln,
               enum txn_cause cause)
{
    for (uint32_t h = 0; h <= a->b->ncpu; h++)
        if (line_dirty(holder_cells(a->b, ln, h)[0]))
            write_back(a, line, ln, h, cause);
}

void
cache_write_back(const struct act *a, uint32_t line)
{
    write_back_all(a, line, line_cells(a->b, a->m, line), BY_SNOOP);
}

/* What an uncached transaction that snoops does to every cache (R6). */
void
cache_snoop_out(const struct act *a, uint32_t line)
{
    cell *ln = line_cells(a->b, a->m, line);

    if (rule_on(a->b, SEM_SNOOP_WRITES_BACK))
        write_back_all(a, line, ln, BY_SNOOP);
    for (uint32_t h = 0; h <= a->b->ncpu; h++)
        if (rule_on(a->b, SEM_SNOOP_INVALIDATES))
            invalidate(a, line, ln, h, BY_SNOOP);
        else if (line_dirty(holder_cells(a->b, ln, h)[0]))
            holder_cells(a->b, ln, h)[0] = LINE_S;
}

void
cache_dirty_out(const struct act *a, uint32_t line)
{
    cell *ln = line_cells(a->b, a->m, line);

    if (!rule_on(a->b, SEM_LOOKUP_LEAVES_CLEAN)) {
        cache_snoop_out(a, line);
        return;
    }
    write_back_all(a, line, ln, BY_SNOOP);
    for (uint32_t h = 0; h <= a->b->ncpu; h++)
        if (line_dirty(holder_cells(a->b, ln, h)[0]))
            invalidate(a, line, ln, h, BY_SNOOP);
}

/* Whether a line operation reaches a holder. */
static bool
concerns(const struct act *a, uint32_t holder, bool own)
{
    return !own || holder == HOLDER_LLC_INDEX || holder == 1u + a->cpu;
}

/* One holder's part in a line operation. */
static void
maintain(const struct act *a, const struct op *op, uint32_t line, uint32_t h)
{
    cell *ln = line_cells(a->b, a->m, line);
    cell *p = holder_cells(a->b, ln, h);

    if (op->flags & OPF_INVALIDATE)
        invalidate(a, line, ln, h,
                   op->flags & OPF_DISCARD && line_dirty(p[0]) ? BY_DISCARD
                                                               : BY_LINE_OP);
    else if (p[0] == LINE_M)
        p[0] = h == HOLDER_LLC_INDEX ? LINE_S : LINE_E;
    else if (p[0] == LINE_O)
        p[0] = LINE_S;
}

/* Flush or clean of one line in every cache of the coherence domain. */
void
access_line_op(const struct act *a, const struct op *op, uint32_t line,
               bool own)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line);

    say_line(a, TX_LINE_OP, line, 0, BY_LINE_OP);
    if (op->flags & OPF_WC_FLUSH && b->flush_wc) {
        uint32_t w = wcb_find(b, a->m, a->cpu, line);

        if (w < b->nwcb)
            wc_drain(a, w, DRAIN_ALL);
    }
    for (uint32_t h = 0; h <= b->ncpu; h++)
        if (!(op->flags & OPF_DISCARD) && concerns(a, h, own) &&
            line_dirty(holder_cells(b, ln, h)[0]))
            write_back(a, line, ln, h, BY_LINE_OP);
    for (uint32_t h = 0; h <= b->ncpu; h++)
        if (concerns(a, h, own))
            maintain(a, op, line, h);
}

/* Clean: the copy stays, memory has its data. */
static void
clean_holder(const struct act *a, uint32_t line, cell *ln, uint32_t holder)
{
    cell *h = holder_cells(a->b, ln, holder);

    if (!line_dirty(h[0]))
        return;
    write_back(a, line, ln, holder, BY_FLUSH_ALL);
    h[0] = LINE_S;
}

/* Whole-cache maintenance on some CPUs and the last level; the private caches
 * of the others keep their lines (R15). */
void
cache_flush_all(const struct act *a, uint64_t cpus, enum flush_mode mode)
{
    const struct bound *b = a->b;
    uint64_t holders = (rule_on(b, SEM_FLUSH_ALL_OWN) ? cpus << 1 : 0) |
                       rule_on(b, SEM_FLUSH_ALL_LLC);
    struct txn t = line_txn(a, TX_FLUSH_ALL, 0, 0, BY_FLUSH_ALL);

    if (!rule_on(b, SEM_FLUSH_ALL_PRIVATE))
        holders = ~0ULL;
    for (uint32_t line = 0; line < b->nline; line++) {
        cell *ln = line_cells(b, a->m, line);

        for (uint32_t h = 0; h <= b->ncpu; h++) {
            if (!(holders >> h & 1))
                continue;
            t.word =
                (uint16_t) (t.word + line_dirty(holder_cells(b, ln, h)[0]));
            if (mode != FLUSH_DISCARD)
                clean_holder(a, line, ln, h);
            if (mode != FLUSH_KEEP)
                invalidate(a, line, ln, h,
                           mode == FLUSH_DISCARD ? BY_DISCARD : BY_FLUSH_ALL);
        }
    }
    say(a->to, b, a->m, &t);
}

void
cache_flush_own(const struct act *a, uint32_t cpu, enum flush_mode mode)
{
    const struct bound *b = a->b;
    uint32_t holder = 1 + cpu;

    for (uint32_t line = 0; line < b->nline; line++) {
        cell *ln = line_cells(b, a->m, line);
        cell *h = holder_cells(b, ln, holder);

        if (mode != FLUSH_DISCARD && line_dirty(h[0])) {
            shed(a, line, ln, holder, BY_FLUSH_ALL);
            h[0] = LINE_S;
        }
        if (mode != FLUSH_KEEP)
            invalidate(a, line, ln, holder,
                       mode == FLUSH_DISCARD ? BY_DISCARD : BY_FLUSH_ALL);
    }
}
