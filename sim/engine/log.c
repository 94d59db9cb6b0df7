#include "sim/engine/log.h"

#include <string.h>

#include "sim/core/access.h"

/* ---- transactions ---- */

static uint32_t
keep_hazards(struct log *log, const cell *m, const struct txn *t)
{
    struct hazard found[JUDGE_MAX];
    uint32_t n = judge(log->b, m, t, found);

    for (uint32_t i = 0; i < n; i++) {
        struct log_hazard h = {.hazard = found[i]};

        if (found[i].got < log->b->nversion)
            h.got = machine_value(log->b, m, found[i].got);
        if (found[i].wanted < log->b->nversion)
            h.wanted = machine_value(log->b, m, found[i].wanted);
        g_array_append_val(log->hazard, h);
    }
    return n;
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct log *log = (struct log *) to;
    struct log_txn one = {
        .txn = *t, .config = m[b->at.config], .hazard = log->hazard->len};

    one.nhazard = keep_hazards(log, m, t);
    g_array_append_val(log->txn, one);
}

void
log_init(struct log *log, const struct bound *b)
{
    *log = (struct log){.sink = {hear}, .b = b};
    log->before = g_new0(cell, b->at.ncell + 1u);
    machine_start(b, log->before);
    log->txn = g_array_new(FALSE, FALSE, sizeof(struct log_txn));
    log->hazard = g_array_new(FALSE, FALSE, sizeof(struct log_hazard));
    log->change = g_array_new(FALSE, FALSE, sizeof(struct log_change));
    log->step = g_array_new(FALSE, FALSE, sizeof(struct log_step));
}

void
log_clear(struct log *log)
{
    g_free(log->before);
    g_array_unref(log->txn);
    g_array_unref(log->hazard);
    g_array_unref(log->change);
    g_array_unref(log->step);
}

/* ---- changes ---- */

static void
add_change(struct log *log, struct log_change c)
{
    g_array_append_val(log->change, c);
}

static void
cache_change(struct log *log, const cell *was, const cell *is, uint32_t holder,
             struct log_change c)
{
    uint32_t local = 1 + c.gran;
    bool same = (was[0] != LINE_I) == (is[0] != LINE_I) &&
                line_dirty(was[0]) == line_dirty(is[0]) &&
                was[local] == is[local];

    if (same)
        return;
    c.holder = holder ? HOLDER_CACHE : HOLDER_LLC;
    c.agent = holder ? (uint8_t) log->b->cpu_agent[holder - 1] : 0;
    c.gone = is[0] == LINE_I;
    c.dirty = line_dirty(is[0]);
    c.version =
        version_of(log->b, c.line, c.gran, c.gone ? was[local] : is[local]);
    add_change(log, c);
}

/* The local version + 1 that a CPU's write-combining buffers hold. */
static uint32_t
combining(const struct bound *b, const cell *m, uint32_t cpu,
          const struct log_change *c)
{
    uint32_t w = b->nwcb ? wcb_find(b, m, cpu, c->line) : 0;

    return w < b->nwcb ? wcb_cells(b, m, cpu, w)[2 + c->gran] : 0;
}

static void
buffer_change(struct log *log, const cell *m, uint32_t cpu, struct log_change c)
{
    uint32_t was = combining(log->b, log->before, cpu, &c);
    uint32_t is = combining(log->b, m, cpu, &c);

    if (was == is)
        return;
    c.holder = HOLDER_WCB;
    c.agent = (uint8_t) log->b->cpu_agent[cpu];
    c.gone = !is;
    c.version = version_of(log->b, c.line, c.gran, (is ? is : was) - 1);
    add_change(log, c);
}

/* Memory, the last level, private caches, buffers: in that order. */
static void
granule_changes(struct log *log, const cell *m, uint32_t line, uint32_t gran)
{
    const struct bound *b = log->b;
    cell *was = line_cells(b, log->before, line);
    cell *is = line_cells(b, m, line);
    struct log_change c = {.line = line, .gran = gran};
    uint32_t from = log->change->len;

    for (uint32_t h = 0; h <= b->ncpu; h++)
        cache_change(log, holder_cells(b, was, h), holder_cells(b, is, h), h,
                     c);
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        buffer_change(log, m, cpu, c);
    /* Memory also where something else changed, to compare with. */
    if (was[gran] == is[gran] && log->change->len == from)
        return;
    c.holder = HOLDER_MEMORY;
    c.version = version_of(b, line, gran, is[gran]);
    add_change(log, c);
}

static void
end_step(struct log *log, uint32_t step, bool spontaneous, const cell *m)
{
    const struct bound *b = log->b;
    struct log_step s = {.step = step, .spontaneous = spontaneous};

    for (uint32_t line = 0; line < b->nline; line++)
        for (uint32_t g = 0; g < b->line[line].ngran; g++)
            granule_changes(log, m, line, g);
    s.txn = log->first_txn;
    s.ntxn = log->txn->len - s.txn;
    s.change = log->first_change;
    s.nchange = log->change->len - s.change;
    g_array_append_val(log->step, s);
    log->first_txn = log->txn->len;
    log->first_change = log->change->len;
    memcpy(log->before, m, b->at.ncell * sizeof *m);
}

void
log_settled(void *log, uint32_t step, const cell *m)
{
    end_step(log, step, false, m);
}

void
log_happened(void *log, uint32_t event, const cell *m)
{
    end_step(log, event, true, m);
}
