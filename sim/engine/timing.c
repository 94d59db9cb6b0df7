/* The cost of transactions. */

#include "sim/engine/timing.h"

#include "sim/base/arena.h"

void
timing_init(struct timing *t, uint32_t nagent, struct arena *arena)
{
    t->nagent = nagent;
    t->clock = arena_new_array(arena, uint64_t, nagent + 1u);
    t->behind = arena_new_array(arena, uint64_t, nagent + 1u);
}

static inline uint64_t
later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

uint64_t
timing_of(const struct timing *t, uint32_t agent)
{
    return later(t->clock[agent], t->behind[agent]);
}

static inline uint64_t
cost(const struct bound *b, enum platform_key key)
{
    return b->platform->key[key];
}

/* Work behind the agent's back starts no earlier than now. */
static void
add_behind(struct timing *t, uint32_t agent, uint64_t cycles)
{
    t->behind[agent] = later(t->behind[agent], t->clock[agent]) + cycles;
}

static uint64_t
line_from(const struct bound *b, uint8_t holder)
{
    return cost(b, holder == HOLDER_LLC     ? PK_CYC_LLC
                   : holder == HOLDER_CACHE ? PK_CYC_PEER
                                            : PK_CYC_DRAM);
}

static bool
snooped(const struct bound *b, const struct txn *x)
{
    return x->attr == b->nattr + DMA_SNOOPED;
}

static void
hear_read(struct timing *t, const struct bound *b, const struct txn *x)
{
    bool device = b->agent_cpu[x->agent] == 0xff;
    bool cached = b->attr[x->attr][ACCESS_PLAIN].flags & ATTR_ALLOCATE;

    if (x->word != b->op[x->op].gran0)
        return; /* one access, however many words */
    if (b->plan->region[b->line[x->line].region].kind == REGION_MMIO)
        return; /* see hear_arrival() */
    if (device)
        t->clock[x->agent] +=
            cost(b, PK_CYC_DMA) + (snooped(b, x) ? cost(b, PK_CYC_SNOOP) : 0);
    else if (cached || x->holder == HOLDER_WINDOW)
        t->clock[x->agent] += cost(b, PK_CYC_L1);
    else
        t->clock[x->agent] += cost(b, PK_CYC_UC_READ);
}

static void
hear_write(struct timing *t, const struct bound *b, const struct txn *x)
{
    bool device = b->agent_cpu[x->agent] == 0xff;
    bool mmio = b->plan->region[b->line[x->line].region].kind == REGION_MMIO;

    if (x->holder == HOLDER_WCB || mmio || x->word != b->op[x->op].gran0)
        return;
    if (device)
        t->clock[x->agent] +=
            cost(b, PK_CYC_DMA) + (snooped(b, x) ? cost(b, PK_CYC_SNOOP) : 0);
    else
        add_behind(t, x->agent, cost(b, PK_CYC_UC_WRITE));
}

/* Whether what is issued may not go before earlier stores are done. */
static bool
waits_for_stores(const struct bound *b, const struct txn *x)
{
    const struct op *op = &b->op[x->op];
    uint32_t class = op->class;

    if (op->kind == OP_LOAD || op->kind == OP_POLL)
        class = b->attr[x->attr][ACCESS_PLAIN].load_class;
    return op->kind != OP_STORE && b->at_issue >> class & 1 && b->waits[class];
}

static void
hear_issue(struct timing *t, const struct bound *b, const struct txn *x)
{
    uint64_t now = t->clock[x->agent];

    for (uint32_t i = 0; b->op[x->op].flags & OPF_HANDOVER && i < t->nagent;
         i++)
        now = later(now, timing_of(t, i));
    if (waits_for_stores(b, x))
        now = later(now, t->behind[x->agent]);
    t->clock[x->agent] = now + cost(b, PK_CYC_ISSUE);
}

static void
hear_arrival(struct timing *t, const struct bound *b, const struct txn *x)
{
    if (b->op[x->op].kind == OP_LOAD)
        t->clock[x->agent] += cost(b, PK_CYC_MMIO_READ);
    else
        add_behind(t, x->agent, cost(b, PK_CYC_MMIO_WRITE));
}

void
timing_hear(struct timing *t, const struct bound *b, const struct txn *x)
{
    if (x->agent >= t->nagent)
        return;
    switch ((enum txn_kind) x->kind) {
    case TX_ISSUE:
        hear_issue(t, b, x);
        break;
    case TX_READ:
        hear_read(t, b, x);
        break;
    case TX_FILL:
        if (x->op != OP_INITIAL && b->op[x->op].kind == OP_STORE)
            add_behind(t, x->agent, line_from(b, x->holder));
        else
            t->clock[x->agent] += line_from(b, x->holder);
        break;
    case TX_WRITE_CACHE:
        add_behind(t, x->agent, cost(b, PK_CYC_ISSUE));
        break;
    case TX_WRITE_MEMORY:
        hear_write(t, b, x);
        break;
    case TX_WC_PUT:
        add_behind(t, x->agent, cost(b, PK_CYC_WC_MERGE));
        break;
    case TX_WC_DRAIN:
        add_behind(t, x->agent, cost(b, PK_CYC_WC_DRAIN));
        break;
    case TX_WRITE_BACK:
        if (x->cause == BY_LINE_OP || x->cause == BY_FLUSH_ALL)
            add_behind(t, x->agent, cost(b, PK_CYC_WRITE_BACK));
        break;
    case TX_FENCE:
        t->clock[x->agent] = timing_of(t, x->agent) + cost(b, PK_CYC_FENCE);
        break;
    case TX_LINE_OP:
        add_behind(t, x->agent, cost(b, PK_CYC_LINE_OP));
        break;
    case TX_FLUSH_ALL:
        t->clock[x->agent] = timing_of(t, x->agent) + cost(b, PK_CYC_FLUSH_ALL);
        break;
    case TX_COUNTED:
        if (x->version == COUNT_EXIT)
            t->clock[x->agent] += cost(b, PK_CYC_EXIT);
        break;
    case TX_ARRIVE:
        hear_arrival(t, b, x);
        break;
    case TX_STORE:
    case TX_VICTIM:
    case TX_INVALIDATE:
    case TX_SPECULATE:
    case TX_CONTROL:
    case TX_REFUSED:
    case TX_CONDITION:
    case TX_OWNER:
    case TX_SIGNAL:
    case TX_KINDS:
        break;
    }
}
