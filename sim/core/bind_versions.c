/* Every version's writer and value. */

#include "sim/core/binding.h"

const struct plan_operand *
step_value(const struct plan_step *s)
{
    for (uint32_t i = 0; i < s->noperand; i++)
        if (s->operand[i].kind == OPERAND_VALUE ||
            s->operand[i].kind == OPERAND_REG)
            return &s->operand[i];
    return NULL;
}

uint64_t
step_static_value(const struct plan_step *s)
{
    const struct plan_operand *v = step_value(s);

    if (v)
        return v->kind == OPERAND_VALUE ? v->number : 0;
    return s->verb->flags & OPF_RING ? 1 : 0;
}

/* What a granule holds at first. */
static uint64_t
first_value(const struct plan *p, const struct line *l, uint32_t gran)
{
    uint64_t pa = l->pa + (uint64_t) l->first[gran] * WORD_BYTES;

    for (uint16_t i = 0; i < p->nfirst; i++)
        if (p->first[i].region == l->region &&
            p->region[l->region].pa + p->first[i].offset == pa)
            return p->first[i].value;
    return p->region[l->region].holds;
}

static void
make_versions(struct binding *k)
{
    struct bound *b = k->b;
    uint32_t *base =
        arena_new_array(k->arena, uint32_t, (size_t) b->ngranule + 1);
    struct version *v;
    uint64_t who = 0;
    uint32_t from = 0;

    for (uint32_t g = 0; g < b->ngranule; g++) {
        base[g] = b->nversion;
        b->nversion += k->versions[g] + 1;
    }
    base[b->ngranule] = b->nversion;
    b->version_base = base;
    v = arena_new_array(k->arena, struct version, (size_t) b->nversion + 1);
    for (uint32_t l = 0; l < b->nline; l++)
        for (uint32_t g = 0; g < b->line[l].ngran; g++)
            v[base[b->line[l].gid + g]] = (struct version){
                .op = OP_INITIAL,
                .value = first_value(k->plan, &b->line[l], g),
                .writer = k->plan->region[b->line[l].region].previous,
            };
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        const struct plan_step *s = &k->plan->step[op->step];

        for (uint32_t g = 0; makes_versions(op) && g < op->ngran; g++) {
            uint32_t local = b->local[op->vers + g];
            struct version *w =
                &v[version_of(b, op->line, op->gran0 + g, local)];

            if (!local) /* shares the first version */
                continue;
            w->op = i;
            w->value = step_static_value(s);
            w->writer = op_principal(b, op);
            w->public = op->flags & OPF_ZERO;
            if (op->value_reg != PLAN_NONE || op->flags & OPF_ADD)
                w->from = ++from;
        }
    }
    b->nvalue = from;
    b->version = v;
    for (uint32_t i = 0; i < b->nversion; i++)
        who |= 1ULL << v[i].writer;
    for (uint32_t i = 0; i < b->nop; i++)
        who |= 1ULL << op_principal(b, &b->op[i]);
    b->strangers = who & (who - 1);
}

static void
list_owners(struct binding *k)
{
    struct bound *b = k->b;
    uint32_t *list, n = 0;

    for (uint32_t i = 0; i < b->nop; i++)
        b->nowner += b->op[i].kind == OP_OWNER;
    list = arena_new_array(k->arena, uint32_t, b->nowner + 1);
    for (uint32_t i = 0; i < b->nop; i++)
        if (b->op[i].kind == OP_OWNER)
            list[n++] = i;
    b->owner_op = list;
}

void
bind_versions(struct binding *k)
{
    list_owners(k);
    make_versions(k);
}
