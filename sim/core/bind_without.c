/* Rules that a mutation test switched off, as far as they are tables: bound
 * tables without them.  The machine never asks for these. */

#include "sim/core/binding.h"

static bool
is_cached(const struct attr *at)
{
    return at->flags & ATTR_ALLOCATE;
}

/* One attribute without the rule. */
static void
change_attr(const struct bound *b, struct attr *at, const struct attr *plain,
            bool nontemporal)
{
    if (!rule_on(b, SEM_WC_BUFFERS) && at->write == WRITE_COMBINE)
        at->write = WRITE_DIRECT;
    if (!rule_on(b, SEM_SNOOP_NOT_ALWAYS) && at->write && !is_cached(at))
        at->flags |= ATTR_SNOOP;
    if (!rule_on(b, SEM_SNOOP_REQUIRED) && !is_cached(plain) &&
        !b->platform->key[PK_SELF_SNOOP])
        at->flags &= (uint8_t) ~ATTR_SNOOP;
    if (!rule_on(b, SEM_NONTEMPORAL_SNOOPS) && nontemporal && is_cached(plain))
        at->flags &= (uint8_t) ~ATTR_SNOOP;
    if (!rule_on(b, SEM_LOOKUP))
        at->flags &= (uint16_t) ~(ATTR_SNOOP_DIRTY | ATTR_SNOOP_EITHER);
    if (!rule_on(b, SEM_LOOKUP_EITHER))
        at->flags &= (uint16_t) ~ATTR_SNOOP_EITHER;
}

/* The attribute that is most like ordinary memory. */
static const struct attr *
ordinary(const struct bound *b)
{
    for (uint32_t i = 0; i < b->nattr; i++)
        if (b->attr[i][ACCESS_PLAIN].write == WRITE_BACK)
            return &b->attr[i][ACCESS_PLAIN];
    return &b->attr[0][ACCESS_PLAIN];
}

static void
change_keys(struct bound *b)
{
    if (!rule_on(b, SEM_OWN_WC_BYPASS))
        b->own_load = OWN_LOAD_DRAIN;
    if (!rule_on(b, SEM_SUPPLY_UNCACHED))
        b->supply_uncached = SUPPLY_CACHE;
    if (!rule_on(b, SEM_SUPPLY_DMA))
        b->supply_dma = SUPPLY_MEMORY;
    if (!rule_on(b, SEM_SUPPLY_PEER))
        b->supply_peer = SUPPLY_MEMORY;
    if (!rule_on(b, SEM_DMA_LOOKUP))
        b->dma_lookup = LOOKUP_NEVER;
    b->host_fills &= rule_on(b, SEM_HOST_FILLS);
    b->alias_fatal &= rule_on(b, SEM_ALIAS_ERRATUM);
    b->has_llc &= rule_on(b, SEM_LAST_LEVEL);
    b->has_owned &= rule_on(b, SEM_OWNED);
    b->flush_wc &= rule_on(b, SEM_FLUSH_EMPTIES_WC);
}

void
bind_without_platform(struct bound *b)
{
    struct attr like;

    if (b->without == SEM_NONE)
        return;
    change_keys(b);
    like = *ordinary(b);
    for (uint32_t i = 0; i < b->nattr; i++) {
        struct attr plain = b->attr[i][ACCESS_PLAIN];

        for (uint32_t kind = 0; kind < ACCESS_KINDS; kind++) {
            struct attr *at = &b->attr[i][kind];

            change_attr(b, at, &plain, kind == ACCESS_NONTEMPORAL);
            if (rule_on(b, SEM_ORDER_OF_TYPE) || !at->write)
                continue;
            at->load_class = like.load_class;
            at->store_class = like.store_class;
        }
    }
}

/* ------------------------------------------------------------------- order */

struct classes { /* bits of order classes                                     */
    uint32_t load, store, fence;
    uint32_t line;  /* line operations that an order edge does not wait for   */
    uint32_t flush; /* those it does                                          */
};

static struct classes
classes_of(const struct bound *b)
{
    struct classes c = {0};

    for (uint32_t i = 0; i < b->nattr; i++)
        for (uint32_t kind = 0; kind < ACCESS_KINDS; kind++) {
            c.load |= 1u << b->attr[i][kind].load_class;
            c.store |= 1u << b->attr[i][kind].store_class;
        }
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        uint32_t bit = 1u << op->class;

        if (reads_versions(op) && op->class)
            c.load |= bit;
        if (op->kind == OP_FENCE || op->kind == OP_RMW)
            c.fence |= bit;
        else if (op->kind == OP_LINE && b->handover & bit)
            c.flush |= bit;
        else if (op->kind == OP_LINE)
            c.line |= bit;
    }
    return c;
}

/* These classes wait for none of those. */
static void
forget(struct bound *b, uint32_t these, uint32_t those)
{
    for (uint32_t c = 0; c < ORDER_CLASSES; c++)
        if (these >> c & 1)
            b->waits[c] &= ~those;
}

void
bind_without_order(struct bound *b)
{
    struct classes c;

    if (b->without == SEM_NONE)
        return;
    c = classes_of(b);
    if (!rule_on(b, SEM_STORE_BUFFER))
        b->at_issue = UINT32_MAX;
    if (!rule_on(b, SEM_LATE_LOADS))
        b->at_issue |= c.load;
    if (!rule_on(b, SEM_STORES_IN_ORDER))
        forget(b, c.store, c.store);
    if (!rule_on(b, SEM_HANDOVER))
        b->handover = 0;
    if (!rule_on(b, SEM_HANDOVER_LEAVES_LINE_OPS))
        b->handover |= c.line;
    if (!rule_on(b, SEM_UC_DRAINS_WC))
        forget(b, UINT32_MAX, ORDER_BIT(ORDER_COMBINING));
    if (!rule_on(b, SEM_LINE_OPS_PEND))
        b->at_issue |= c.line;
    if (!rule_on(b, SEM_FENCES_AWAIT_LINE_OPS))
        forget(b, c.fence, c.line);
    if (!rule_on(b, SEM_FLUSH_IN_ORDER)) {
        forget(b, ~c.fence, c.flush);
        forget(b, c.flush, ~c.fence);
        b->handover &= ~c.flush;
    }
}
