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
    const struct xlat at = {.attr = x->attr};
    uint32_t class = op_class(b, op, &at);

    return op->kind != OP_STORE && b->at_issue >> class & 1 && b->waits[class];
}

/* A step of another agent came before: it starts when all that is done. */
static void
hand_over(struct timing *t, uint32_t agent)
{
    for (uint32_t i = 0; i <= t->nagent; i++)
        t->clock[agent] = later(t->clock[agent], timing_of(t, i));
}

static void
hear_issue(struct timing *t, const struct bound *b, const struct txn *x)
{
    if (b->op[x->op].flags & OPF_HANDOVER)
        hand_over(t, x->agent);
    if (waits_for_stores(b, x))
        t->clock[x->agent] = timing_of(t, x->agent);
    t->clock[x->agent] += cost(b, PK_CYC_ISSUE);
}

/* The host as such begins when all that came before is done. */
static void
hear_control(struct timing *t, const struct bound *b, const struct txn *x)
{
    (void) b;
    if (x->agent == t->nagent)
        hand_over(t, x->agent);
}

static void
hear_arrival(struct timing *t, const struct bound *b, const struct txn *x)
{
    if (b->op[x->op].kind == OP_LOAD)
        t->clock[x->agent] += cost(b, PK_CYC_MMIO_READ);
    else
        add_behind(t, x->agent, cost(b, PK_CYC_MMIO_WRITE));
}

/* What goes on behind the agent's back. */
static void
hear_behind(struct timing *t, const struct bound *b, const struct txn *x)
{
    static const uint8_t key[TX_KINDS] = {
        [TX_WRITE_CACHE] = PK_CYC_ISSUE, [TX_WC_PUT] = PK_CYC_WC_MERGE,
        [TX_WC_DRAIN] = PK_CYC_WC_DRAIN, [TX_WRITE_BACK] = PK_CYC_WRITE_BACK,
        [TX_LINE_OP] = PK_CYC_LINE_OP,
    };

    if (x->holder == HOLDER_LLC && x->kind == TX_WRITE_CACHE) {
        hear_write(t, b, x);
        return;
    }
    if (x->kind == TX_WC_DRAIN && x->cause)
        return; /* one transaction, however many words */
    if (x->kind != TX_WRITE_BACK || x->cause == BY_LINE_OP ||
        x->cause == BY_FLUSH_ALL)
        add_behind(t, x->agent, cost(b, key[x->kind]));
}

/* What the agent waits for: everything before it, and itself. */
static void
hear_waiting(struct timing *t, const struct bound *b, const struct txn *x)
{
    t->clock[x->agent] =
        timing_of(t, x->agent) +
        cost(b, x->kind == TX_FENCE ? PK_CYC_FENCE : PK_CYC_FLUSH_ALL);
}

static void
hear_fill(struct timing *t, const struct bound *b, const struct txn *x)
{
    if (x->op != OP_INITIAL && b->op[x->op].kind == OP_STORE)
        add_behind(t, x->agent, line_from(b, x->holder));
    else
        t->clock[x->agent] += line_from(b, x->holder);
}

static void
hear_counted(struct timing *t, const struct bound *b, const struct txn *x)
{
    if (x->version == COUNT_EXIT)
        t->clock[x->agent] += cost(b, PK_CYC_EXIT);
}

void
timing_hear(struct timing *t, const struct bound *b, const struct txn *x)
{
    static void (*const how[TX_KINDS])(struct timing *, const struct bound *,
                                       const struct txn *) = {
        [TX_ISSUE] = hear_issue,        [TX_READ] = hear_read,
        [TX_FILL] = hear_fill,          [TX_WRITE_CACHE] = hear_behind,
        [TX_WRITE_MEMORY] = hear_write, [TX_WC_PUT] = hear_behind,
        [TX_WC_DRAIN] = hear_behind,    [TX_WRITE_BACK] = hear_behind,
        [TX_FENCE] = hear_waiting,      [TX_LINE_OP] = hear_behind,
        [TX_FLUSH_ALL] = hear_waiting,  [TX_COUNTED] = hear_counted,
        [TX_ARRIVE] = hear_arrival,     [TX_CONTROL] = hear_control,
    };

    if (x->agent <= t->nagent && how[x->kind])
        how[x->kind](t, b, x);
}
