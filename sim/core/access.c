/* Loads: where data is looked for, and how it reaches a register. */

#include "sim/core/access.h"

#include "sim/core/control.h"
#include "sim/core/depend.h"

struct txn
word_txn(const struct act *a, uint8_t kind, uint32_t line, uint32_t gran,
         uint32_t local)
{
    return (struct txn){
        .kind = kind,
        .agent = a->agent,
        .line = line,
        .word = (uint16_t) gran,
        .version = version_of(a->b, line, gran, local),
        .op = a->op,
    };
}

/* ---------------------------------------------------- where a read looks */

struct found { /* one granule, and where it came from                         */
    uint32_t local;
    uint8_t holder, owner;
    bool yes;
};

/* The youngest older store of the CPU to this granule, still in its window. */
static struct found
find_in_window(const struct act *a, uint32_t line, uint32_t gran)
{
    const struct bound *b = a->b;
    struct found f = {.holder = HOLDER_WINDOW, .owner = a->cpu};

    if (a->cpu == 0xff || !b->depth || !rule_on(b, SEM_FORWARDING) ||
        !a->older || !window_cells(b, a->m, a->cpu, 0)[0])
        return f;
    for (uint32_t s = 0; s < a->older; s++) {
        const cell *w = window_cells(b, a->m, a->cpu, s);
        const struct op *op;

        if (!w[0])
            break;
        op = &b->op[w[0] - 1];
        if (op->kind != OP_STORE || gran < op->gran0 ||
            gran >= (uint32_t) op->gran0 + op->ngran ||
            control_xlat(b, w[1])->line0 + op->lineoff != line)
            continue;
        f.local = b->local[op->vers + gran - op->gran0];
        f.yes = true;
    }
    return f;
}

/* The coherent view of a granule: dirty copies first, then the last level,
 * then a clean copy or memory, as the platform's key says (R9). */
static struct found
find_coherent(const struct act *a, uint32_t line, uint32_t gran, bool cached)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line);
    const cell *llc = holder_cells(b, ln, HOLDER_LLC_INDEX);
    struct found f = {.local = ln[gran], .holder = HOLDER_MEMORY, .yes = true};
    uint32_t clean = 0;

    for (uint32_t h = 1; h <= b->ncpu; h++) {
        const cell *p = holder_cells(b, ln, h);

        if (line_dirty(p[0]))
            return (struct found){p[1 + gran], HOLDER_CACHE, (uint8_t) (h - 1),
                                  true};
        if (p[0] != LINE_I && !clean)
            clean = h;
    }
    if (llc[0] == LINE_M || (llc[0] != LINE_I && cached))
        return (struct found){llc[1 + gran], HOLDER_LLC, 0, true};
    if (clean && cached) {
        f.local = holder_cells(b, ln, clean)[1 + gran];
        f.holder = HOLDER_CACHE;
        f.owner = (uint8_t) (clean - 1);
    }
    return f;
}

static struct found
find_memory(const struct act *a, uint32_t line, uint32_t gran)
{
    return (struct found){line_cells(a->b, a->m, line)[gran], HOLDER_MEMORY, 0,
                          true};
}

/* Memory, once dirty copies have been written back. */
static struct found
find_dirty(const struct act *a, uint32_t line, uint32_t gran)
{
    const struct bound *b = a->b;
    cell *ln = line_cells(b, a->m, line);

    for (uint32_t h = b->ncpu + 1; h-- > 0;) {
        const cell *p = holder_cells(b, ln, h);

        if (line_dirty(p[0]))
            return (struct found){p[1 + gran], h ? HOLDER_CACHE : HOLDER_LLC,
                                  (uint8_t) (h ? h - 1 : 0), true};
    }
    return find_memory(a, line, gran);
}

/* DMA: with snooping the coherent view, without it memory alone. */
static struct found
find_dma(const struct act *a, const struct xlat *x, uint32_t line,
         uint32_t gran)
{
    const struct bound *b = a->b;
    const cell *llc =
        holder_cells(b, line_cells(b, a->m, line), HOLDER_LLC_INDEX);

    if (x->attr == b->nattr + DMA_SNOOPED || !rule_on(b, SEM_DMA_READ_NO_SNOOP))
        return find_coherent(a, line, gran,
                             supply_from_cache(b->supply_dma, true, a->alt));
    if (x->attr == b->nattr + DMA_UNSNOOPED_LLC && llc[0] != LINE_I)
        return (struct found){llc[1 + gran], HOLDER_LLC, 0, true};
    return dma_looks(a) ? find_dirty(a, line, gran)
                        : find_memory(a, line, gran);
}

/* A CPU's read that does not allocate. */
static struct found
find_uncached(const struct act *a, const struct attr *at, uint32_t line,
              uint32_t gran)
{
    const struct bound *b = a->b;

    if (at->flags & ATTR_SNOOP && rule_on(b, SEM_SNOOP_UNCACHED))
        return find_coherent(
            a, line, gran,
            supply_from_cache(b->supply_uncached, false, a->alt));
    return looks_for_dirty(a, at) ? find_dirty(a, line, gran)
                                  : find_memory(a, line, gran);
}

/* A CPU's read through its own cache; the line may not be there yet. */
static struct found
find_cached(const struct act *a, uint32_t line, uint32_t gran)
{
    const struct bound *b = a->b;
    const cell *own = holder_cells(b, line_cells(b, a->m, line), 1u + a->cpu);

    if (own[0] == LINE_I)
        return find_coherent(a, line, gran,
                             supply_from_cache(b->supply_peer, true, a->alt));
    return (struct found){own[1 + gran], HOLDER_CACHE, a->cpu, true};
}

static struct found
find(const struct act *a, const struct xlat *x, uint32_t line, uint32_t gran)
{
    const struct attr *at = &a->b->attr[x->attr][ACCESS_PLAIN];
    struct found f = find_in_window(a, line, gran);

    if (f.yes)
        return f;
    if (a->cpu == 0xff)
        return find_dma(a, x, line, gran);
    if (at->flags & ATTR_ALLOCATE)
        return find_cached(a, line, gran);
    return find_uncached(a, at, line, gran);
}

uint32_t
access_peek(const struct act *a, const struct op *op, const struct xlat *x,
            uint32_t k)
{
    return find(a, x, x->line0 + op->lineoff, op->gran0 + k).local;
}

/* ------------------------------------------------------------------ loads */

static void
say_read(const struct act *a, const struct xlat *x, uint32_t line,
         uint32_t gran, struct found f)
{
    struct txn t = word_txn(a, TX_READ, line, gran, f.local);

    t.holder = f.holder;
    t.owner = f.owner;
    t.attr = x->attr;
    say(a->to, a->b, a->m, &t);
}

void
arrive(const struct act *a, uint32_t line, uint32_t gran, uint32_t words)
{
    const struct plan_region *r = &a->b->plan->region[a->b->line[line].region];
    struct txn t = word_txn(a, TX_ARRIVE, line, gran, 0);

    t.version = words * WORD_BYTES;
    say(a->to, a->b, a->m, &t);
    if (r->device != PLAN_NONE && r->reg >= REG_EXACT)
        a->m[a->b->at.arrived + r->device] = a->op + 1;
}

uint32_t
op_words(const struct bound *b, const struct op *op, uint32_t line)
{
    uint32_t n = 0;

    for (uint32_t k = 0; k < op->ngran; k++)
        n += b->line[line].words[op->gran0 + k];
    return n;
}

static inline bool
window_empty(const struct act *a)
{
    return !a->older || !window_cells(a->b, a->m, a->cpu, 0)[0];
}

/* Whether the CPU's window has every granule of the load. */
static bool
all_forwarded(const struct act *a, const struct op *op, uint32_t line)
{
    if (window_empty(a))
        return false;
    for (uint32_t k = 0; k < op->ngran; k++)
        if (!find_in_window(a, line, op->gran0 + k).yes)
            return false;
    return true;
}

/* Younger operations that wait for the register take along what it gets. */
static void
take_along(const struct act *a, const struct op *op, uint32_t version)
{
    const struct bound *b = a->b;

    for (uint32_t s = a->older; s < b->depth; s++) {
        const cell *w = window_cells(b, a->m, a->cpu, s);
        const struct op *taker;

        if (!w[0])
            break;
        taker = &b->op[w[0] - 1];
        for (uint32_t i = 0; i < taker->nneed; i++)
            if (b->need[taker->need + i].value &&
                need_is_of(b, &b->need[taker->need + i], taker, op))
                take_value(b, a->m, taker, version + 1);
    }
}

/* Whether a younger load into the register has been issued: then that is what
 * the register gets, whichever performs first. */
static bool
rewritten(const struct bound *b, const cell *m, const struct op *op)
{
    uint32_t next = b->rewrite[op - b->op];

    return next && m[b->at.pc + op->thread] > op_position(b, next - 1);
}

/* The result register takes the first granule; what a locked addition writes
 * begins with what it read. */
static void
keep(const struct act *a, const struct op *op, uint32_t k, uint32_t version)
{
    const struct bound *b = a->b;

    if (!k && op->result != PLAN_NONE &&
        (!b->late_loads || !rewritten(b, a->m, op)))
        a->m[b->at.reg + op->result] = version + 1;
    if (!k && op->result != PLAN_NONE && b->late_loads && a->cpu != 0xff)
        take_along(a, op, version);
    if (op->flags & OPF_ADD) {
        uint32_t to =
            version_of(b, op->line, op->gran0 + k, b->local[op->vers + k]);

        a->m[b->at.value + b->version[to].from - 1] = version + 1;
    }
}

static void
note_read(const struct act *a, const struct op *op, const struct xlat *x,
          uint32_t line, uint32_t k, struct found f)
{
    const struct bound *b = a->b;

    say_read(a, x, line, op->gran0 + k, f);
    if (b->judged && b->seen_cell[op->reads + k])
        a->m[b->seen_cell[op->reads + k]] = f.local + 1;
    if (op->flags & OPF_KEEPS)
        keep(a, op, k, version_of(b, line, op->gran0 + k, f.local));
}

/* The common case: a cacheable load with no store before it under way. */
static void
load_cached(const struct act *a, const struct op *op, const struct xlat *x,
            uint32_t line)
{
    const cell *own =
        holder_cells(a->b, line_cells(a->b, a->m, line), 1u + a->cpu);

    if (own[0] == LINE_I)
        cache_fill(a, line);
    for (uint32_t k = 0; k < op->ngran; k++)
        note_read(
            a, op, x, line, k,
            (struct found){own[1 + op->gran0 + k], HOLDER_CACHE, a->cpu, true});
}

void
access_load(const struct act *a, const struct op *op, const struct xlat *x)
{
    const struct bound *b = a->b;
    const struct attr *at = &b->attr[x->attr][ACCESS_PLAIN];
    uint32_t line = x->line0 + op->lineoff;
    cell *ln = line_cells(b, a->m, line);
    bool cpu = a->cpu != 0xff, forwarded;

    if (cpu && at->flags & ATTR_ALLOCATE && window_empty(a)) {
        load_cached(a, op, x, line);
        return;
    }
    forwarded = cpu && all_forwarded(a, op, line);
    if (cpu && at->flags & ATTR_ALLOCATE && !forwarded &&
        holder_cells(b, ln, 1u + a->cpu)[0] == LINE_I)
        cache_fill(a, line);
    for (uint32_t k = 0; k < op->ngran; k++)
        note_read(a, op, x, line, k, find(a, x, line, op->gran0 + k));
    /* R6: what was forwarded made no transaction. */
    if (cpu && !forwarded && !(at->flags & ATTR_ALLOCATE)) {
        if (at->flags & ATTR_SNOOP && rule_on(b, SEM_SNOOP_UNCACHED))
            cache_snoop_out(a, line);
        else if (looks_for_dirty(a, at))
            cache_dirty_out(a, line);
        if (line_is_mmio(b, line))
            arrive(a, line, op->gran0, op_words(b, op, line));
    }
    if (!cpu && x->attr != b->nattr + DMA_SNOOPED && dma_looks(a))
        cache_dirty_out(a, line);
}

/* An adversary's next read of these granules asks whether it wrote since: only
 * what is still behind this one in the window did. */
static void
note_dirty(const struct act *a, const struct op *op)
{
    const struct bound *b = a->b;

    for (uint32_t k = 0; b->judged && k < op->ngran; k++) {
        uint32_t seen = b->seen_cell[op->reads + k];

        if (!seen)
            continue;
        a->m[seen + 1] = makes_versions(op);
        for (uint32_t s = a->older; s < b->depth; s++) {
            const cell *w = window_cells(b, a->m, a->cpu, s);

            if (w[0] && makes_versions(&b->op[w[0] - 1]) &&
                b->op[w[0] - 1].thread == op->thread &&
                b->op[w[0] - 1].line == op->line &&
                op_overlaps(&b->op[w[0] - 1], op))
                a->m[seen + 1] = 1;
        }
    }
}

void
access_read(const struct act *a, const struct op *op, const struct xlat *x)
{
    access_load(a, op, x);
    if (a->b->late_loads && op_is_optional(a->b, a->op))
        note_dirty(a, op);
    if (op->kind == OP_RMW)
        access_store(a, op, x);
}
