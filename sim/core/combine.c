/* Write-combining buffers: what they hold, when it leaves. */

#include "sim/core/access.h"

uint32_t
wcb_find(const struct bound *b, const cell *m, uint32_t cpu, uint32_t line)
{
    uint32_t i = 0;

    if (!b->nwcb || !wcb_cells(b, m, cpu, 0)[0]) /* they are kept packed */
        return b->nwcb;
    while (i < b->nwcb && wcb_cells(b, m, cpu, i)[0] != line + 1)
        i++;
    return i;
}

bool
wcb_whole(const struct bound *b, const cell *buffer)
{
    const struct line *l = &b->line[buffer[0] - 1];
    uint32_t words = 0, grans = 0;

    for (uint32_t g = 0; g < l->ngran; g++)
        if (buffer[2 + g]) {
            words += l->words[g];
            grans++;
        }
    return words == LINE_WORDS || grans == 1 ||
           !rule_on(b, SEM_WC_DRAIN_PARTIAL);
}

static uint32_t
wcb_flags(const struct attr *at, const struct attr *plain)
{
    return (at->flags & ATTR_SNOOP ? WCB_SNOOPS : 0) |
           (at->flags & ATTR_SNOOP_DIRTY && !(at->flags & ATTR_SNOOP_EITHER)
                ? WCB_LOOKS
                : 0) |
           (plain->flags & ATTR_ALLOCATE ? WCB_CACHED : 0);
}

void
wc_put(const struct act *a, const struct op *op, const struct xlat *x,
       uint32_t line)
{
    const struct bound *b = a->b;
    uint32_t i = wcb_find(b, a->m, a->cpu, line);
    cell *w;

    for (uint32_t j = 0; i == b->nwcb && j < b->nwcb; j++)
        if (!wcb_cells(b, a->m, a->cpu, j)[0])
            i = j;
    w = wcb_cells(b, a->m, a->cpu, i);
    w[0] = line + 1;
    w[1] |= wcb_flags(xlat_attr(b, x, op), &b->attr[x->attr][ACCESS_PLAIN]);
    if (w[1] & WCB_SNOOPS && !rule_on(b, SEM_WC_SNOOP_AT_DRAIN))
        cache_snoop_out(a, line);
    for (uint32_t k = 0; k < op->ngran; k++) {
        uint32_t local = b->local[op->vers + k];
        struct txn t = word_txn(a, TX_WC_PUT, line, op->gran0 + k, local);

        t.attr = x->attr;
        t.cause = w[2 + op->gran0 + k] != 0; /* merged over an older one      */
        w[2 + op->gran0 + k] = local + 1;
        say(a->to, b, a->m, &t);
    }
}

/* Buffers are told apart by nothing but their line: keep them packed. */
static void
wcb_free(const struct bound *b, cell *m, uint32_t cpu, uint32_t i)
{
    for (; i < b->nwcb; i++) {
        cell *to = wcb_cells(b, m, cpu, i);

        for (uint32_t c = 0; c < b->at.wcb_stride; c++)
            to[c] = i + 1 < b->nwcb ? to[b->at.wcb_stride + c] : 0;
    }
}

/* MORE: it leaves with another one, in one transaction. */
static void
drain_granule(const struct act *a, cell *w, uint32_t line, uint32_t g,
              bool more)
{
    const struct bound *b = a->b;
    struct txn t = word_txn(a, TX_WC_DRAIN, line, g, w[2 + g] - 1);

    t.holder = HOLDER_WCB;
    t.owner = a->cpu;
    t.op = b->version[t.version].op;
    t.cause = more;
    say(a->to, b, a->m, &t);
    t.cause = 0;
    line_cells(b, a->m, line)[g] = w[2 + g] - 1;
    t.kind = TX_WRITE_MEMORY;
    say(a->to, b, a->m, &t);
    w[2 + g] = 0;
}

/* A buffer (or one chunk of it) leaves: the snoop is now (R6). */
static void
drain_chunk(const struct act *a, uint32_t buffer, uint32_t granule)
{
    const struct bound *b = a->b;
    cell *w = wcb_cells(b, a->m, a->cpu, buffer);
    uint32_t line = w[0] - 1, left = 0, words = 0, first = 0;
    struct act by = *a;

    if (w[1] & WCB_SNOOPS && rule_on(b, SEM_WC_SNOOP_AT_DRAIN))
        cache_snoop_out(a, line);
    else if (w[1] & WCB_LOOKS)
        cache_dirty_out(a, line);
    for (uint32_t g = b->line[line].ngran; g-- > 0;) {
        if (!w[2 + g])
            continue;
        if (granule != DRAIN_ALL && granule != g) {
            left++;
            continue;
        }
        by.op = b->version[version_of(b, line, g, w[2 + g] - 1)].op;
        drain_granule(a, w, line, g, words > 0);
        words += b->line[line].words[g];
        first = g;
    }
    if (line_is_mmio(b, line))
        arrive(&by, line, first, words);
    if (!left)
        wcb_free(b, a->m, a->cpu, buffer);
}

void
wc_drain(const struct act *a, uint32_t buffer, uint32_t granule)
{
    const cell *w = wcb_cells(a->b, a->m, a->cpu, buffer);
    uint32_t chunks = 0;

    if (granule != DRAIN_ALL || wcb_whole(a->b, w)) {
        drain_chunk(a, buffer, granule);
        return;
    }
    for (uint32_t g = 0; g < a->b->at.granules; g++)
        chunks |= (w[2 + g] ? 1u : 0u) << g;
    for (uint32_t g = 0; chunks >> g; g++)
        if (chunks >> g & 1)
            drain_chunk(a, buffer, g);
}
