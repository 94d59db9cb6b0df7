#include "tests/lib/invariants.h"

#include <stddef.h>

#include "sim/core/access.h"

static const char *
versions_fault(const struct bound *b, uint32_t line, const cell *version)
{
    for (uint32_t g = 0; g < b->at.granules; g++) {
        uint32_t gid = b->line[line].gid + g;

        if (g >= b->line[line].ngran && version[g])
            return "a version of a granule that is not there";
        if (g < b->line[line].ngran &&
            version[g] >= b->version_base[gid + 1] - b->version_base[gid])
            return "a version of another granule";
    }
    return NULL;
}

static const char *
line_fault(const struct bound *b, const cell *m, uint32_t line)
{
    cell *ln = line_cells(b, m, line);
    uint32_t copies = 0, alone = 0, dirty = 0;
    const char *why = versions_fault(b, line, ln);

    for (uint32_t h = 0; h <= b->ncpu && !why; h++) {
        const cell *p = holder_cells(b, ln, h);

        copies += h && p[0] != LINE_I;
        alone += h && (p[0] == LINE_M || p[0] == LINE_E);
        dirty += line_dirty(p[0]);
        why = versions_fault(b, line, p + 1);
    }
    if (why)
        return why;
    if (alone > 1 || (alone && copies > 1))
        return "a copy beside one that is exclusive";
    return dirty > 1 ? "a line is dirty in two places" : NULL;
}

const char *
state_fault(const struct bound *b, const cell *m)
{
    const char *why = NULL;

    for (uint32_t line = 0; line < b->nline && !why; line++)
        why = line_fault(b, m, line);
    for (uint32_t cpu = 0; cpu < b->ncpu && !why; cpu++)
        for (uint32_t i = 0, gap = 0; i < b->nwcb; i++) {
            const cell *w = wcb_cells(b, m, cpu, i);

            gap |= !w[0];
            if (w[0] && gap)
                why = "a WC buffer behind an empty one";
            if (w[0] && wcb_find(b, m, cpu, w[0] - 1) != i)
                why = "two WC buffers of one line";
        }
    return why;
}

const char *
txn_fault(const struct bound *b, const cell *m, const struct txn *t)
{
    uint32_t holder = t->holder == HOLDER_LLC ? 0 : 1u + t->owner, gid;

    if (t->kind == TX_WRITE_BACK) {
        if (!line_dirty(holder_cells(b, line_cells(b, m, t->line), holder)[0]))
            return "a clean line is written back";
    } else if (t->kind == TX_READ || t->kind == TX_WRITE_CACHE ||
               t->kind == TX_WRITE_MEMORY || t->kind == TX_WC_DRAIN) {
        gid = b->line[t->line].gid + t->word;
        if (t->version < b->version_base[gid] ||
            t->version >= b->version_base[gid + 1])
            return "data of another granule";
    }
    return NULL;
}
