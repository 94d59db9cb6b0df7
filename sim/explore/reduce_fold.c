/* Lines that every access keeps coherent: whoever reads one gets its newest
 * data, so where copies lie makes no difference to any outcome.  Each state
 * stands for the one in which all copies have been evicted, which hardware may
 * bring about at any time.  A judge looks at copies, so this is for those who
 * only want outcomes. */

#include "sim/explore/reducing.h"

/* Whether a read gets, and a write leaves behind, nothing but the newest. */
static bool
keeps_coherent(const struct bound *b, const struct op *op, const struct xlat *x)
{
    const struct attr *at = xlat_attr(b, x, op);

    if (b->agent_cpu[op->agent] == 0xff)
        return x->attr == b->nattr + DMA_SNOOPED;
    return at->flags & (ATTR_ALLOCATE | ATTR_SNOOP);
}

/* INVD drops data that is nowhere else. */
static bool
discards(const struct bound *b)
{
    for (uint32_t i = 0; i < b->control->nmicro; i++)
        if (b->control->micro[i].kind == MICRO_DISCARD_ALL)
            return true;
    return false;
}

static bool
folds(const struct bound *b, uint32_t line)
{
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];

        for (uint32_t config = 0;
             op_is_memory(op) && config < b->control->nconfig; config++) {
            const struct xlat *x =
                control_xlat(b, control_translate(b, config, op->vpage));

            if (!x->fault && x->line0 + op->lineoff == line &&
                !keeps_coherent(b, op, x))
                return false;
        }
    }
    return true;
}

void
fold_find(struct reducer *r)
{
    uint64_t *set = arena_new_array(&r->arena, uint64_t, r->nset);

    if (r->b->judged || discards(r->b))
        return;
    for (uint32_t line = 0; line < r->b->nline; line++)
        if (folds(r->b, line))
            set_add(set, line);
    r->folded = set;
}

void
fold_lines(const struct reducer *r, cell *m)
{
    const struct act a = {.b = r->b, .m = m, .op = OP_INITIAL, .cpu = 0xff};

    for (uint32_t line = 0; r->folded && line < r->b->nline; line++)
        if (set_has(r->folded, line))
            cache_snoop_out(&a, line);
}
