/* What is wrong at devices, and what brings down or disturbs others. */

#include "sim/core/access.h"
#include "sim/core/judging.h"
#include "sim/core/order.h"
#include "sim/core/owners.h"

static uint64_t
everybody(const struct bound *b)
{
    uint64_t all = 0;

    for (uint32_t i = 0; i < b->plan->nprincipal; i++)
        if (b->plan->principal[i].kind != PRINCIPAL_USER)
            all |= 1ULL << i;
    return all;
}

static uint16_t
acting(const struct bound *b, const cell *m, const struct txn *t)
{
    uint32_t cpu = b->agent_cpu[t->agent];
    cell ctx = cpu == 0xff ? 0 : m[b->at.ctx + cpu];

    if (t->op != OP_INITIAL)
        return op_principal(b, &b->op[t->op]);
    return ctx ? b->plan->ctx[ctx - 1].principal : 0;
}

/* R26: what the fabric cannot contain brings the machine down.  Speculation is
 * never through a Device type. */
uint32_t
judge_uncontained(const struct bound *b, const cell *m, const struct txn *t,
                  struct hazard *out)
{
    uint8_t how = b->plan->region[b->line[t->line].region].uncontained;
    bool device = t->kind != TX_SPECULATE &&
                  b->attr[t->attr][ACCESS_PLAIN].flags & ATTR_DEVICE;

    if (how == UNCONTAINED_NONE || b->agent_cpu[t->agent] == 0xff ||
        t->holder == HOLDER_WINDOW || (device && how == UNCONTAINED_NC))
        return 0;
    *out = base_hazard(b, t, t->word, HAZARD_FATAL);
    out->cause = CAUSE_UNCONTAINED;
    set_parties(b, out, everybody(b), acting(b, m, t));
    return 1;
}

/* A flush of a line whose every access ends in an error that nothing contains:
 * it reaches the bus as a write-back would.  Where the host flushes what is
 * somebody's, that one's mapping is the cause. */
uint32_t
judge_flushed(const struct bound *b, const cell *m, const struct txn *t,
              struct hazard *out)
{
    const struct plan_region *r = &b->plan->region[b->line[t->line].region];
    uint16_t who;

    if (r->uncontained != UNCONTAINED_ANY)
        return 0;
    *out = base_hazard(b, t, 0, HAZARD_FATAL);
    out->cause = CAUSE_UNCONTAINED;
    who = acting(b, m, t);
    set_parties(b, out, everybody(b), who ? who : r->owner);
    return 1;
}

/* A cacheable read of what is not memory: machine check. */
uint32_t
judge_fill(const struct bound *b, const cell *m, const struct txn *t,
           struct hazard *out)
{
    if (!line_is_mmio(b, t->line))
        return 0;
    *out = base_hazard(b, t, 0, HAZARD_FATAL);
    out->cause = CAUSE_CACHEABLE_MMIO;
    set_parties(b, out, everybody(b), acting(b, m, t));
    return 1;
}

/* The version a store makes of its first granule; for others, what was there
 * first. */
static uint32_t
version_by(const struct bound *b, uint32_t op)
{
    const struct op *o = &b->op[op];
    bool writes = o->kind == OP_STORE || o->kind == OP_RMW;

    return version_of(b, o->line, o->gran0, writes ? b->local[o->vers] : 0);
}

static uint32_t
judge_register(const struct bound *b, const cell *m, const struct txn *t,
               uint8_t kind, uint8_t cause, struct hazard *out)
{
    const struct plan_region *r = &b->plan->region[b->line[t->line].region];
    uint16_t device = r->device;

    *out = base_hazard(b, t, t->word, kind);
    out->got = t->op == OP_INITIAL ? version_of(b, t->line, t->word, 0)
                                   : version_by(b, t->op);
    out->wanted = out->got;
    out->cause = cause;
    set_parties(
        b, out,
        1ULL << (device == PLAN_NONE ? 0 : b->plan->agent[device].principal),
        acting(b, m, t));
    return 1;
}

static uint32_t
judge_arrival(const struct bound *b, const cell *m, const struct txn *t,
              struct hazard *out)
{
    const struct plan_region *r = &b->plan->region[b->line[t->line].region];
    const struct op *op = &b->op[t->op];
    uint32_t words = 0;
    cell last;

    if (r->reg < REG_EXACT || r->device == PLAN_NONE)
        return 0;
    last = m[b->at.arrived + r->device];
    if (last && order_before(b, t->op, last - 1)) {
        judge_register(b, m, t, HAZARD_UNORDERED_WRITE,
                       b->agent_cpu[t->agent] == 0xff
                           ? CAUSE_RELAXED_ORDERING
                           : CAUSE_WRITE_COMBINING_ORDER,
                       out);
        out->wanted = version_by(b, last - 1);
        return 1;
    }
    for (uint32_t k = 0; k < op->ngran; k++)
        words += b->line[t->line].words[op->gran0 + k];
    if (t->version == words * WORD_BYTES)
        return 0;
    return judge_register(
        b, m, t, HAZARD_REGISTER_ACCESS,
        t->version > words * WORD_BYTES ? CAUSE_MERGED : CAUSE_SPLIT, out);
}

/* R26: a read that the CPU answered with its own older store, which gathering
 * allows, and a register does not. */
uint32_t
judge_forwarded(const struct bound *b, const cell *m, const struct txn *t,
                struct hazard *out)
{
    if (t->holder != HOLDER_WINDOW ||
        b->plan->region[b->line[t->line].region].reg < REG_EXACT)
        return 0;
    return judge_register(b, m, t, HAZARD_REGISTER_ACCESS, CAUSE_FORWARDED,
                          out);
}

/* R19: one principal's operation took another's line out of a cache. */
uint32_t
judge_interference(const struct bound *b, const cell *m, const struct txn *t,
                   struct hazard *out)
{
    uint16_t who = acting(b, m, t);
    uint64_t owners = owners_at(b, b->line[t->line].region, t->op);

    if (with_vmm(b, owners) >> who & 1)
        return 0;
    *out = base_hazard(b, t, 0, HAZARD_INTERFERENCE);
    out->cause = CAUSE_WHOLE_CACHE_FLUSH;
    set_parties(b, out, owners, who);
    out->severity = SEVERITY_PERFORMANCE;
    return 1;
}

uint32_t
judge_device(const struct bound *b, const cell *m, const struct txn *t,
             struct hazard *out)
{
    uint8_t reg = b->plan->region[b->line[t->line].region].reg;

    if (t->kind == TX_ARRIVE)
        return judge_arrival(b, m, t, out);
    if (t->kind == TX_SPECULATE && reg == REG_READ_SENSITIVE)
        return judge_register(b, m, t, HAZARD_REGISTER_ACCESS,
                              CAUSE_SPECULATIVE_ACCESS, out);
    if (t->kind == TX_WC_PUT && t->cause && reg >= REG_EXACT)
        return judge_register(b, m, t, HAZARD_REGISTER_ACCESS, CAUSE_MERGED,
                              out);
    return 0;
}

static bool
cached_anywhere(const struct bound *b, const cell *m, uint32_t line)
{
    cell *ln = line_cells(b, m, line);

    for (uint32_t h = 0; h <= b->ncpu; h++)
        if (holder_cells(b, ln, h)[0] != LINE_I)
            return true;
    return false;
}

/* R10: on some CPUs without self-snoop an uncached access to a line that is
 * cached under another type is not just stale. */
uint32_t
judge_alias(const struct bound *b, const cell *m, const struct txn *t,
            struct hazard *out)
{
    uint16_t flags = b->attr[t->attr][ACCESS_PLAIN].flags;

    if (!b->alias_fatal || b->agent_cpu[t->agent] == 0xff ||
        t->holder == HOLDER_WINDOW || flags & (ATTR_ALLOCATE | ATTR_SNOOP) ||
        !cached_anywhere(b, m, t->line))
        return 0;
    *out = base_hazard(b, t, t->word, HAZARD_FATAL);
    out->cause = CAUSE_ALIAS_ERRATUM;
    set_parties(b, out, everybody(b), acting(b, m, t));
    return 1;
}
