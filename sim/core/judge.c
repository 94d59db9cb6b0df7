/* What is wrong with a transaction. */

#include <stddef.h>

#include "sim/core/access.h"
#include "sim/core/control.h"
#include "sim/core/judging.h"
#include "sim/core/order.h"
#include "sim/core/owners.h"

/* --------------------------------------------------------------- placing */

static bool
in_window(const struct bound *b, const cell *m, uint32_t window, uint32_t line,
          uint32_t gran, uint32_t local)
{
    for (uint32_t s = 0; s < b->depth; s++) {
        const cell *w = window_cells(b, m, window, s);
        const struct op *op;

        if (!w[0])
            break;
        op = &b->op[w[0] - 1];
        if (makes_versions(op) && op->line == line && gran >= op->gran0 &&
            gran < (uint32_t) op->gran0 + op->ngran &&
            b->local[op->vers + gran - op->gran0] == local)
            return true;
    }
    return false;
}

/* The same of a CPU's WC buffers; a device, behind the CPUs, has none. */
static bool
in_buffers(const struct bound *b, const cell *m, uint32_t window, uint32_t line,
           uint32_t gran, uint32_t local)
{
    uint32_t w;

    if (!b->nwcb || window >= b->ncpu)
        return false;
    w = wcb_find(b, m, window, line);
    return w < b->nwcb && wcb_cells(b, m, window, w)[2 + gran] == local + 1;
}

struct location
place_of(const struct bound *b, const cell *m, uint32_t line, uint32_t gran,
         uint32_t local)
{
    cell *ln = line_cells(b, m, line);
    struct location clean = {0};

    for (uint32_t h = b->ncpu + 1; h-- > 0;) {
        const cell *p = holder_cells(b, ln, h);
        struct location at = {h ? HOLDER_CACHE : HOLDER_LLC,
                              (uint8_t) (h ? b->cpu_agent[h - 1] : 0), true};

        if (p[0] == LINE_I || p[1 + gran] != local)
            continue;
        if (line_dirty(p[0]))
            return at;
        at.dirty = false;
        clean = at;
    }
    if (ln[gran] == local)
        return (struct location){.holder = HOLDER_MEMORY};
    if (clean.holder)
        return clean;
    for (uint32_t i = 0; i < b->nwindow; i++) {
        uint8_t agent = (uint8_t) b->cpu_agent[i];

        if (in_buffers(b, m, i, line, gran, local))
            return (struct location){HOLDER_WCB, agent, true};
        if (in_window(b, m, i, line, gran, local))
            return (struct location){HOLDER_WINDOW, agent, true};
    }
    return (struct location){0};
}

/* ------------------------------------------------------ victim, severity */

static uint16_t
lowest(uint64_t set)
{
    uint16_t i = 0;

    while (i < 63 && !(set >> i & 1))
        i++;
    return i;
}

/* R23.  The host and the VMM are trusted by the guests they serve: only what
 * somebody less trusted does to another crosses a protection boundary. */
void
set_parties(const struct bound *b, struct hazard *h, uint64_t victims,
            uint16_t culprit)
{
    const struct plan_principal *p = b->plan->principal;
    uint64_t others = victims & ~(1ULL << culprit);
    bool trusted;

    h->culprit = culprit;
    h->victim = lowest(others ? others : victims);
    trusted = p[culprit].kind == PRINCIPAL_HOST ||
              (p[culprit].kind == PRINCIPAL_USER &&
               p[h->victim].kind == PRINCIPAL_GUEST);
    h->severity = h->victim != culprit && !trusted ? SEVERITY_SECURITY
                                                   : SEVERITY_FUNCTIONAL;
}

struct hazard
base_hazard(const struct bound *b, const struct txn *t, uint32_t gran,
            uint8_t kind)
{
    return (struct hazard){
        .kind = kind,
        .agent = t->agent,
        .op = t->op,
        .line = t->line,
        .word = b->line[t->line].first[gran],
        .got = t->version,
        .got_from = {t->holder, (uint8_t) b->cpu_agent[t->owner], false},
        .count = 1
    };
}

/* ------------------------------------------------------------ lost writes */

/* Whether some copy other than memory and HOLDER has the version or one that
 * came after it. */
static bool
held_elsewhere(const struct bound *b, const cell *m, uint32_t line,
               uint32_t gran, uint32_t local, uint32_t holder)
{
    uint32_t gid = b->line[line].gid + gran, base = b->version_base[gid];

    for (uint32_t v = 0; v < b->version_base[gid + 1] - base; v++) {
        cell *ln = line_cells(b, m, line);

        if (v != local && !order_before(b, b->version[base + local].op,
                                        b->version[base + v].op))
            continue;
        for (uint32_t h = 0; h <= b->ncpu; h++)
            if (h != holder && line_dirty(holder_cells(b, ln, h)[0]) &&
                holder_cells(b, ln, h)[1 + gran] == v)
                return true;
        for (uint32_t i = 0; i < b->nwindow; i++)
            if (in_buffers(b, m, i, line, gran, v) ||
                in_window(b, m, i, line, gran, v))
                return true;
    }
    return false;
}

static uint8_t
loss_cause(const struct bound *b, const struct txn *t, uint32_t over)
{
    const struct version *v = &b->version[over];

    if (v->op == OP_INITIAL)
        return CAUSE_FALSE_SHARING;
    return t->cause == BY_EVICTION || t->cause == BY_SNOOP
               ? CAUSE_DIRTY_EVICTION
               : CAUSE_MAINTENANCE_WRITEBACK;
}

/* R21.  Heard before memory changes: T's holder is about to overwrite it. */
static uint32_t
judge_write_back(const struct bound *b, const cell *m, const struct txn *t,
                 struct hazard *out)
{
    uint32_t holder = t->holder == HOLDER_LLC ? 0 : 1u + t->owner, n = 0;
    cell *ln = line_cells(b, m, t->line);
    const cell *copy = holder_cells(b, ln, holder);

    for (uint32_t g = 0; g < b->line[t->line].ngran; g++) {
        uint32_t was = version_of(b, t->line, g, ln[g]);
        uint32_t now = version_of(b, t->line, g, copy[1 + g]);
        struct hazard *h = &out[n];

        if (was == now ||
            !order_before(b, b->version[now].op, b->version[was].op) ||
            held_elsewhere(b, m, t->line, g, ln[g], holder))
            continue;
        *h = base_hazard(b, t, g, HAZARD_LOST_WRITE);
        h->got = now;
        h->wanted = was;
        h->wanted_at = (struct location){.holder = HOLDER_MEMORY};
        h->cause = loss_cause(b, t, now);
        set_parties(b, h, owners_now(b, m, b->line[t->line].region),
                    b->version[now].writer);
        n++;
    }
    return n;
}

/* R19.  Heard before the change: a write that comes so late that it takes the
 * place of one which it should have gone before. */
static uint32_t
judge_late_write(const struct bound *b, const cell *m, const struct txn *t,
                 struct hazard *out)
{
    cell *ln = line_cells(b, m, t->line);
    bool cached = t->kind == TX_WRITE_CACHE;
    uint32_t holder = t->holder == HOLDER_LLC ? 0 : 1u + b->agent_cpu[t->agent];
    const cell *at = cached ? holder_cells(b, ln, holder) + 1 : ln;
    uint32_t was = version_of(b, t->line, t->word, at[t->word]);

    if (b->nthread == 1 && was <= t->version)
        return 0; /* numbered in order */
    if (was == t->version ||
        !order_before(b, b->version[t->version].op, b->version[was].op))
        return 0;
    *out = base_hazard(b, t, t->word, HAZARD_UNORDERED_WRITE);
    out->wanted = was;
    out->wanted_at = (struct location){!cached  ? HOLDER_MEMORY
                                       : holder ? HOLDER_CACHE
                                                : HOLDER_LLC,
                                       t->agent, cached};
    out->cause = t->holder == HOLDER_WCB ? CAUSE_WRITE_COMBINING_ORDER
                                         : cause_under_way(b, t->agent);
    set_parties(b, out, owners_now(b, m, b->line[t->line].region),
                b->version[t->version].writer);
    return 1;
}

/* A dirty copy dropped without being written back. */
static uint32_t
judge_discard(const struct bound *b, const cell *m, const struct txn *t,
              struct hazard *out)
{
    uint32_t holder = t->holder == HOLDER_LLC ? 0 : 1u + t->owner, n = 0;
    cell *ln = line_cells(b, m, t->line);
    const cell *copy = holder_cells(b, ln, holder);

    for (uint32_t g = 0; line_dirty(copy[0]) && g < b->line[t->line].ngran;
         g++) {
        uint32_t v = version_of(b, t->line, g, copy[1 + g]);
        uint32_t left = version_of(b, t->line, g, ln[g]);
        struct hazard *h = &out[n];

        if (v == left ||
            order_before(b, b->version[v].op, b->version[left].op) ||
            held_elsewhere(b, m, t->line, g, copy[1 + g], holder))
            continue;
        *h = base_hazard(b, t, g, HAZARD_LOST_WRITE);
        h->wanted = v;
        h->got = left;
        h->cause = CAUSE_INVALIDATE_DISCARD;
        set_parties(b, h, owners_now(b, m, b->line[t->line].region),
                    t->op == OP_INITIAL ? 0 : op_principal(b, &b->op[t->op]));
        n++;
    }
    return n;
}

static uint32_t
judge_all(const struct bound *b, const cell *m, const struct txn *t,
          struct hazard out[JUDGE_MAX])
{
    uint32_t n;

    switch ((enum txn_kind) t->kind) {
    case TX_READ:
        n = judge_read(b, m, t, out);
        n += judge_forwarded(b, m, t, out + n);
        n += judge_uncontained(b, m, t, out + n);
        return n + judge_alias(b, m, t, out + n);
    case TX_WRITE_BACK:
        return judge_write_back(b, m, t, out);
    case TX_INVALIDATE:
        if (t->cause == BY_FLUSH_ALL)
            return judge_interference(b, m, t, out);
        return t->cause == BY_DISCARD ? judge_discard(b, m, t, out) : 0;
    case TX_FILL:
        return judge_fill(b, m, t, out);
    case TX_WRITE_MEMORY:
        n = judge_late_write(b, m, t, out);
        n += judge_uncontained(b, m, t, out + n);
        return n + judge_alias(b, m, t, out + n);
    case TX_WRITE_CACHE:
    case TX_WC_DRAIN:
        return judge_late_write(b, m, t, out);
    case TX_ARRIVE:
        return judge_device(b, m, t, out);
    case TX_SPECULATE:
    case TX_WC_PUT:
        n = judge_device(b, m, t, out);
        return n + judge_uncontained(b, m, t, out + n);
    case TX_LINE_OP:
        return judge_flushed(b, m, t, out);
    case TX_ISSUE:
    case TX_STORE:
    case TX_VICTIM:
    case TX_FENCE:
    case TX_CONTROL:
    case TX_FLUSH_ALL:
    case TX_REFUSED:
    case TX_CONDITION:
    case TX_COUNTED:
    case TX_OWNER:
    case TX_SIGNAL:
    case TX_KINDS:
        break;
    }
    return 0;
}

/* Without the kind of hazard that a mutation test switched off. */
static uint32_t
without(const struct bound *b, struct hazard *h, uint32_t n)
{
    uint32_t left = 0;

    for (uint32_t i = 0; i < n; i++)
        if (rule_on(b, (enum semantic)(SEM_JUDGE + h[i].kind)))
            h[left++] = h[i];
    return left;
}

uint32_t
judge(const struct bound *b, const cell *m, const struct txn *t,
      struct hazard out[JUDGE_MAX])
{
    uint32_t n = b->judged ? judge_all(b, m, t, out) : 0;

    return b->without > SEM_JUDGE ? without(b, out, n) : n;
}
