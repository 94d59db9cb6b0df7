/* What is wrong with a read: stale, unstable, somebody else's. */

#include "sim/core/access.h"
#include "sim/core/judging.h"
#include "sim/core/order.h"
#include "sim/core/owners.h"

/* A flush of the line is on its way but has not happened. */
static bool
flush_pending(const struct bound *b, const cell *m, uint32_t line)
{
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        for (uint32_t s = 0; s < b->depth; s++) {
            const cell *w = window_cells(b, m, cpu, s);

            if (!w[0])
                break;
            if (b->op[w[0] - 1].kind == OP_LINE && b->op[w[0] - 1].line == line)
                return true;
        }
    return false;
}

static uint8_t
read_cause(const struct bound *b, const cell *m, uint32_t line,
           struct location wanted)
{
    switch ((enum holder_kind) wanted.holder) {
    case HOLDER_CACHE:
    case HOLDER_LLC:
        if (!wanted.dirty)
            return CAUSE_STALE_CLEAN_LINE;
        return flush_pending(b, m, line) ? CAUSE_FLUSH_PENDING
                                         : CAUSE_DIRTY_LINE_NOT_SNOOPED;
    case HOLDER_WCB:
        return CAUSE_WRITE_COMBINING_PENDING;
    case HOLDER_WINDOW:
        return cause_under_way(b, wanted.agent);
    case HOLDER_MEMORY:
        return CAUSE_STALE_CLEAN_LINE;
    case HOLDER_NOWHERE:
        break;
    }
    return CAUSE_LOST_EARLIER;
}

/* R20: the write that ought to have been seen, or UINT32_MAX. */
static uint32_t
newer_write(const struct bound *b, const cell *m, uint32_t gid, uint32_t local,
            uint32_t read, uint32_t want)
{
    uint32_t base = b->version_base[gid], newest = UINT32_MAX;

    if (want != WANT_SLOW && local == want)
        return UINT32_MAX;
    if (want != WANT_SLOW && machine_happens(b, m, b->version[base + want].op))
        return want;
    for (uint32_t v = base + 1; v < b->version_base[gid + 1]; v++) {
        uint32_t w = b->version[v].op;

        if (!order_before(b, w, read) ||
            !order_before(b, b->version[base + local].op, w) ||
            !machine_happens(b, m, w))
            continue;
        if (newest == UINT32_MAX ||
            order_before(b, b->version[base + newest].op, w))
            newest = v - base;
    }
    return newest;
}

static void
judge_stale(const struct bound *b, const cell *m, const struct txn *t,
            uint32_t newer, struct hazard *h)
{
    uint32_t region = b->line[t->line].region;

    *h = base_hazard(b, t, t->word, HAZARD_STALE_READ);
    h->wanted = version_of(b, t->line, t->word, newer);
    h->wanted_at = place_of(b, m, t->line, t->word, newer);
    h->cause = read_cause(b, m, t->line, h->wanted_at);
    h->same_value =
        machine_value(b, m, h->got) == machine_value(b, m, h->wanted);
    set_parties(b, h, owners_at(b, region, t->op),
                b->version[h->wanted].writer);
}

/* R20: went back, or changed although nobody wrote. */
static bool
unstable(const struct bound *b, uint32_t gid, uint32_t was, uint32_t now,
         bool quiet)
{
    uint32_t base = b->version_base[gid];

    return was != now && (quiet || order_before(b, b->version[base + now].op,
                                                b->version[base + was].op));
}

/* Whether nobody wrote since the last read.  An adversary's reads are all alike
 * to other threads; that it wrote itself its own cell says. */
static bool
quiet(const struct bound *b, const cell *m, uint32_t gid, uint32_t read,
      uint32_t k)
{
    uint32_t thread = b->op[read].thread, from = b->quiet_from[k];
    bool own = op_is_optional(b, read);

    if (own && m[b->seen_cell[k] + 1])
        return false;
    for (uint32_t v = b->version_base[gid] + 1; v < b->version_base[gid + 1];
         v++) {
        uint32_t w = b->version[v].op;

        if ((!own || b->op[w].thread != thread) && !order_before(b, w, from) &&
            !order_before(b, read, w) && machine_happens(b, m, w))
            return false;
    }
    return true;
}

static bool
quiet_read(const struct bound *b, const cell *m, uint32_t gid, uint32_t read,
           uint32_t k)
{
    return b->quiet[k] == QUIET_UNLESS_CHOSEN ? quiet(b, m, gid, read, k)
                                              : b->quiet[k] == QUIET_YES;
}

static void
judge_leak(const struct bound *b, const struct txn *t, uint64_t label,
           uint16_t reader, const struct hazard *stale, struct hazard *h)
{
    *h = base_hazard(b, t, t->word, HAZARD_LEAK);
    h->wanted = stale ? stale->wanted : h->got;
    h->wanted_at = stale ? stale->wanted_at : h->got_from;
    h->cause = stale ? stale->cause : CAUSE_NONE;
    set_parties(b, h, label & ~(1ULL << reader), reader);
}

uint32_t
judge_read(const struct bound *b, const cell *m, const struct txn *t,
           struct hazard *out)
{
    const struct op *op = &b->op[t->op];
    uint32_t k = t->word - op->gran0, n = 0, newer, seen;
    uint32_t gid = b->line[t->line].gid + t->word;
    uint32_t local = t->version - b->version_base[gid];
    uint16_t reader = op_principal(b, op);
    uint64_t label;

    newer = newer_write(b, m, gid, local, t->op, b->want[op->reads + k]);
    if (newer != UINT32_MAX)
        judge_stale(b, m, t, newer, &out[n++]);
    seen = b->seen_cell[op->reads + k];
    if (seen && m[seen] &&
        unstable(b, gid, m[seen] - 1, local,
                 quiet_read(b, m, gid, t->op, op->reads + k))) {
        judge_stale(b, m, t, m[seen] - 1, &out[n]);
        out[n++].kind = HAZARD_UNSTABLE_READ;
    }
    if (!b->strangers || b->plan->principal[reader].kind == PRINCIPAL_HOST ||
        b->version[t->version].writer == reader)
        return n;
    label = label_of(b, m, t->version) & ~(1ULL << reader);
    if (label &&
        !given_to(b, m, b->line[t->line].region, gid, t->version, reader))
        judge_leak(b, t, label, reader, newer != UINT32_MAX ? &out[0] : NULL,
                   &out[n++]);
    return n;
}
