/* Which registers operations wait for, where loads perform late. */

#include "sim/core/binding.h"

static bool
class_is_late(const struct bound *b, uint32_t class)
{
    return class && !(b->at_issue >> class & 1);
}

static bool
any_late(const struct bound *b)
{
    for (uint32_t i = 0; i < b->nattr; i++)
        if (class_is_late(b, b->attr[i][ACCESS_PLAIN].load_class))
            return true;
    for (uint32_t i = 0; i < b->nop; i++)
        if (reads_versions(&b->op[i]) && b->agent_cpu[b->op[i].agent] != 0xff &&
            class_is_late(b, b->op[i].class))
            return true;
    return false;
}

static bool
any_lookup(const struct bound *b)
{
    for (uint32_t i = 0; i < b->nattr; i++)
        if ((b->attr[i][ACCESS_PLAIN].flags |
             b->attr[i][ACCESS_NONTEMPORAL].flags) &
            ATTR_SNOOP_DIRTY)
            return true;
    return b->dma_lookup != LOOKUP_NEVER;
}

/* The operation of its thread that sets a register last before operation I; an
 * adversary's come in any order. */
static struct need
source_of(const struct bound *b, uint32_t i, uint16_t reg, uint8_t kind)
{
    struct need n = {.from = UINT32_MAX, .reg = reg, .kind = kind};
    uint32_t first = b->thread_op[b->op[i].thread];

    if (b->choice_cell[b->op[i].thread])
        n.from = 0;
    else
        while (n.from == UINT32_MAX && i-- > first)
            if (b->op[i].result == reg)
                n.from = i + 1;
    return n;
}

static uint32_t
count_needs(const struct binding *k)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < k->b->nop; i++)
        n += k->plan->step[k->b->op[i].step].nneed + 1u;
    return n;
}

static void
list_needs(struct binding *k)
{
    struct bound *b = k->b;
    struct op *op = (struct op *) (uintptr_t) b->op;
    struct need *need =
        arena_new_array(k->arena, struct need, count_needs(k) + 1);
    uint32_t n = 0;

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct plan_step *s = &k->plan->step[op[i].step];

        op[i].need = n;
        if (op[i].value_reg != PLAN_NONE && makes_versions(&op[i]) &&
            rule_on(b, SEM_NEEDS_VALUE)) {
            need[n] = source_of(b, i, op[i].value_reg, NEED_DATA);
            need[n++].value = true;
        }
        for (uint32_t j = 0; rule_on(b, SEM_NEEDS) && j < s->nneed; j++)
            need[n++] = source_of(b, i, s->need[j], s->need_kind[j]);
        op[i].nneed = (uint16_t) (n - op[i].need);
    }
    b->need = need;
}

static void
list_rewrites(struct binding *k)
{
    struct bound *b = k->b;
    uint32_t *rewrite = arena_new_array(k->arena, uint32_t, b->nop + 1);

    for (uint32_t t = 0; t < b->nthread; t++)
        for (uint32_t i = b->thread_op[t]; i < b->thread_op[t + 1]; i++) {
            struct need n = source_of(b, i, b->op[i].result, NEED_DATA);

            if (b->op[i].result != PLAN_NONE && rule_on(b, SEM_LATEST_LOAD) &&
                n.from && n.from != UINT32_MAX)
                rewrite[n.from - 1] = i + 1;
        }
    b->rewrite = rewrite;
}

void
bind_needs(struct binding *k)
{
    k->b->late_loads = any_late(k->b);
    k->b->looks_up = any_lookup(k->b);
    if (!k->b->late_loads)
        return;
    list_needs(k);
    list_rewrites(k);
}
