/* Each cause names one kind of operation or two. */

#include "sim/engine/cure.h"

#define CLEAN                                                                  \
    {                                                                          \
        .drain = false                                                         \
    }
#define DRAIN                                                                  \
    {                                                                          \
        .drain = true                                                          \
    }

enum { CURES = 2 };

static const struct {
    struct cure cure[CURES];
    uint32_t n;
} table[CAUSES] = {
    [CAUSE_DIRTY_LINE_NOT_SNOOPED] = {{CLEAN},                               1},
    [CAUSE_STORE_BUFFER_PENDING] = {{CLEAN, DRAIN},                        2},
    [CAUSE_WRITE_COMBINING_PENDING] = {{DRAIN, CLEAN},                        2},
    [CAUSE_FLUSH_PENDING] = {{DRAIN, CLEAN},                        2},
 /* between the late write and the other */
    [CAUSE_WRITE_COMBINING_ORDER] = {{{.drain = true, .old_writer = true}}, 1},
 /* between the accesses that came together */
    [CAUSE_MERGED] = {{{.drain = true, .by_reader = true}},  1},
    [CAUSE_FORWARDED] = {{{.drain = true, .by_reader = true}},  1},
    [CAUSE_STALE_CLEAN_LINE] = {{{.by_reader = true}},                 1},
    [CAUSE_DIRTY_EVICTION] = {{{.old_writer = true}},                1},
    [CAUSE_FALSE_SHARING] = {{{.old_writer = true}},                1},
    [CAUSE_MAINTENANCE_WRITEBACK] = {{{.old_writer = true}},                1},
};

const struct cure *
cures_of(uint8_t cause, uint32_t *n)
{
    *n = table[cause].n;
    return table[cause].cure;
}

bool
cures_known(uint8_t cause)
{
    return table[cause].n > 0;
}

int64_t
cure_actor(const struct bound *b, const struct hazard *h, struct cure c)
{
    uint32_t op = c.by_reader    ? h->op
                  : c.old_writer ? b->version[h->got].op
                                 : b->version[h->wanted].op;

    if (op == OP_INITIAL)
        return -1;
    if (b->agent_cpu[b->op[op].agent] != 0xff)
        return b->op[op].step;
    for (uint32_t i = 0; i < b->plan->nstep; i++) /* any CPU will do */
        if (b->plan->step[i].ctx != PLAN_NONE)
            return i;
    return -1;
}

/* The step behind the last store of the same CPU to the line of the access. */
static uint32_t
behind_own_store(const struct bound *b, const struct hazard *h)
{
    const struct op *op = &b->op[h->op];
    uint32_t behind = 0;

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *o = &b->op[i];

        if (o->kind == OP_STORE && o->agent == op->agent &&
            o->line == op->line && o->step < h->step && o->step >= behind)
            behind = o->step + 1;
    }
    return behind;
}

void
cure_window(const struct bound *b, const struct hazard *h, struct cure c,
            uint32_t *from, uint32_t *to)
{
    uint32_t wrote = b->version[h->wanted].op;
    uint32_t old = b->version[h->got].op;

    *from = wrote == OP_INITIAL ? 0 : b->op[wrote].step + 1;
    *to = h->step;
    if (h->kind == HAZARD_REGISTER_ACCESS) {
        *from = behind_own_store(b, h);
    } else if (c.old_writer) { /* before the write that will be lost */
        bool read = h->kind == HAZARD_UNORDERED_WRITE && !*from;

        /* What a late write came after may be a read, which is no version. */
        *to = *from ? *from - 1 : read ? b->plan->nstep : 0;
        *from = old == OP_INITIAL ? 0 : b->op[old].step + 1;
    }
}

bool
cure_address(const struct bound *b, const struct hazard *h, uint16_t ctx,
             struct plan_operand *out)
{
    const struct plan *p = b->plan;
    const struct line *l = &b->line[h->line];
    uint64_t offset = l->pa - p->region[l->region].pa + h->word * WORD_BYTES;

    for (uint32_t m = 0; m < p->nmap; m++) {
        const struct plan_map *map = &p->map[m];

        if (map->region != l->region ||
            map->principal != p->ctx[ctx].principal || offset < map->offset ||
            offset >= map->offset + map->size)
            continue;
        *out = (struct plan_operand){.kind = OPERAND_ADDRESS,
                                     .id = m,
                                     .from = offset - map->offset,
                                     .to = offset - map->offset + WORD_BYTES};
        return true;
    }
    return false;
}
