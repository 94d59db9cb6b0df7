/* Lines whose data no cache can make old: every write takes all copies. */

#include "sim/explore/reducing.h"

bool
dma_snoops(const struct bound *b, const struct op *op, const struct xlat *x)
{
    const struct xlat *other = control_xlat(b, x->other);

    return x->attr == b->nattr + DMA_SNOOPED &&
           (other->attr == x->attr || !control_requests_vary(b, op->vpage));
}

/* Whether a write through the translation leaves no older copy behind. */
static bool
writes_coherently(const struct bound *b, const struct op *op,
                  const struct xlat *x)
{
    const struct attr *at = xlat_attr(b, x, op);

    if (b->agent_cpu[op->agent] == 0xff)
        return dma_snoops(b, op, x);
    return at->write == WRITE_BACK || at->write == WRITE_THROUGH ||
           at->write == WRITE_PROTECT || at->flags & ATTR_SNOOP;
}

static bool
writes(const struct op *op)
{
    return op->kind == OP_STORE || op->kind == OP_RMW;
}

/* Whether OP may write LINE, and if so, only coherently and as that line. */
static bool
coherent_at(const struct bound *b, const struct op *op, uint32_t line)
{
    for (uint32_t config = 0; config < b->control->nconfig; config++) {
        const struct xlat *x =
            control_xlat(b, control_translate(b, config, op->vpage));

        if (!x->fault && x->line0 + op->lineoff == line &&
            (op->line != line || !writes_coherently(b, op, x)))
            return false;
    }
    return true;
}

static bool
overlap(const struct op *x, const struct op *y)
{
    return x->line == y->line && x->gran0 < y->gran0 + y->ngran &&
           y->gran0 < x->gran0 + x->ngran;
}

bool
discards(const struct bound *b)
{
    for (uint32_t i = 0; i < b->nop; i++)
        if (b->op[i].kind == OP_LINE && b->op[i].flags & OPF_DISCARD)
            return true;
    for (uint32_t i = 0; i < b->control->nmicro; i++)
        if (b->control->micro[i].kind == MICRO_DISCARD_ALL ||
            b->control->micro[i].kind == MICRO_DISCARD_OWN)
            return true;
    return false;
}

bool
coherent_by_itself(const struct reducer *r, const struct op *op)
{
    const struct bound *b = r->b;

    if (discards(b))
        return false;
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *o = &b->op[i];

        if (!writes(o))
            continue;
        if (!coherent_at(b, o, op->line))
            return false;
        if (overlap(o, op) && (o->kind != OP_STORE || o->agent != op->agent ||
                               o->thread != op->thread))
            return false;
    }
    return true;
}
