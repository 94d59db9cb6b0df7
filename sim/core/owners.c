/* Owner sets over time, and what follows from them for versions. */

#include "sim/core/owners.h"

#include "sim/core/order.h"

static bool
before_or_is(const struct bound *b, uint32_t a, uint32_t op)
{
    return a == op || order_before(b, a, op);
}

static uint64_t
first_owners(const struct bound *b, uint32_t region)
{
    return 1ULL << b->plan->region[region].owner;
}

static uint64_t
change_owners(const struct op *op, uint64_t owners)
{
    uint64_t who = 1ULL << op->arg;

    if (op->flags & OPF_FREE)
        return 1; /* back to the host kernel */
    return op->flags & OPF_SHARE ? owners | who : who;
}

uint64_t
with_vmm(const struct bound *b, uint64_t owners)
{
    const struct plan *p = b->plan;
    bool guest = false;

    for (uint32_t i = 0; i < p->nprincipal; i++)
        guest |= p->principal[i].kind == PRINCIPAL_GUEST && owners >> i & 1;
    for (uint32_t i = 0; guest && i < p->nprincipal; i++)
        if (p->principal[i].kind == PRINCIPAL_USER)
            owners |= 1ULL << i;
    return owners;
}

uint64_t
owners_at(const struct bound *b, uint32_t region, uint32_t op)
{
    uint64_t owners = first_owners(b, region);

    for (uint32_t k = 0; k < b->nowner && op != OP_INITIAL; k++) {
        uint32_t i = b->owner_op[k];

        if (b->op[i].line == region && before_or_is(b, i, op))
            owners = change_owners(&b->op[i], owners);
    }
    return owners;
}

uint64_t
owners_now(const struct bound *b, const cell *m, uint32_t region)
{
    uint64_t owners = first_owners(b, region);

    for (uint32_t k = 0; k < b->nowner; k++) {
        const struct op *op = &b->op[b->owner_op[k]];
        uint32_t first = b->thread_op[op->thread];

        if (op->line == region &&
            b->owner_op[k] - first < m[b->at.pc + op->thread])
            owners = change_owners(op, owners);
    }
    return owners;
}

/* Whether an adversary took this choice or is still free to. */
static bool
may_happen(const struct bound *b, const cell *m, uint32_t op)
{
    return !op_is_optional(b, op) || machine_happens(b, m, op) ||
           op_position(b, op) >= m[b->at.pc + b->op[op].thread];
}

/* Whether V was the newest version at some moment of [FROM, TO). */
static bool
newest_within(const struct bound *b, const cell *m, uint32_t gid, uint32_t v,
              uint32_t from, uint32_t to)
{
    uint32_t op = b->version[v].op;

    if (to != OP_INITIAL && op != OP_INITIAL && before_or_is(b, to, op))
        return false;
    for (uint32_t w = b->version_base[gid]; w < b->version_base[gid + 1]; w++)
        if (w != v && from != OP_INITIAL &&
            order_before(b, op, b->version[w].op) &&
            order_before(b, b->version[w].op, from) &&
            may_happen(b, m, b->version[w].op))
            return false;
    return true;
}

/* What was there first is the previous owner's, whoever owns the region when
 * the program begins. */
static uint64_t
owners_of_first(const struct bound *b, uint32_t region, uint32_t v)
{
    if (b->version[v].op == OP_INITIAL)
        return 1ULL << b->plan->region[region].previous;
    return first_owners(b, region);
}

bool
given_to(const struct bound *b, const cell *m, uint32_t region, uint32_t gid,
         uint32_t v, uint16_t p)
{
    uint64_t owners = owners_of_first(b, region, v);
    uint32_t from = OP_INITIAL;

    for (uint32_t k = 0; k < b->nowner; k++) {
        uint32_t i = b->owner_op[k];

        if (b->op[i].line != region)
            continue;
        if (with_vmm(b, owners) >> p & 1 &&
            newest_within(b, m, gid, v, from, i))
            return true;
        owners = change_owners(&b->op[i], owners);
        from = i;
    }
    return with_vmm(b, owners) >> p & 1 &&
           newest_within(b, m, gid, v, from, OP_INITIAL);
}

uint64_t
label_of(const struct bound *b, const cell *m, uint32_t v)
{
    uint64_t label = 0;

    for (uint32_t hops = 0; hops < b->nversion; hops++) {
        const struct version *w = &b->version[v];

        if (!w->public)
            label |= 1ULL << w->writer;
        if (!w->from || !m[b->at.value + w->from - 1])
            break;
        v = m[b->at.value + w->from - 1] - 1;
    }
    return label;
}
