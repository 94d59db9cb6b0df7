/* What is freed twice: `free` where the host kernel has the region already. */
#include "sim/lang/elaborate.h"

/* What was done to the owner of a region so far. */
struct owned {
    struct at freed; /* where, if nobody got it since; else no node          */
    uint16_t thread; /* that did it, 0: the top level only                   */
    bool unordered;  /* so did another one, or an adversary                  */
};

static struct owned *
owned_by(const struct build *b, struct owned *all, const struct t_item *t)
{
    uint64_t name = value_at(&t->operand[0].v, b->point);

    return b->region[name] ? &all[b->region[name] - 1] : NULL;
}

/* The owner step that an item is at this point. */
static const struct t_item *
owner_step(const struct build *b, guint i)
{
    const struct t_item *t = &g_array_index(b->s->items, struct t_item, i);

    return b->active[i] && t->kind == T_STEP && t->verb->kind == OP_OWNER
               ? t
               : NULL;
}

/* In which order threads come is not known before they run. */
static void
find_unordered(const struct build *b, struct owned *all)
{
    for (guint i = 0; i < b->s->items->len; i++) {
        const struct t_item *t = owner_step(b, i);
        struct owned *o = t ? owned_by(b, all, t) : NULL;

        if (!o)
            continue;
        o->unordered |=
            t->adversary || (t->thread && o->thread && t->thread != o->thread);
        o->thread = t->thread ? t->thread : o->thread;
    }
}

void
check_frees(struct build *b)
{
    struct owned *all =
        arena_new_array(b->arena, struct owned, b->p->nregion + 1u);

    find_unordered(b, all);
    for (guint i = 0; i < b->s->items->len; i++) {
        const struct t_item *t = owner_step(b, i);
        struct owned *o = t ? owned_by(b, all, t) : NULL;
        bool frees = t && t->verb->flags & OPF_FREE;

        if (!o || o->unordered)
            continue;
        if (frees && o->freed.node) {
            build_fail(b, DIAG_DOUBLE_FREE, t->at, "'%s' is free already",
                       build_name(b, value_at(&t->operand[0].v, b->point)));
            if (b->sink)
                diag_note(b->sink, span_at(b->s, o->freed), "freed here");
        }
        o->freed = frees ? t->at : (struct at){0};
    }
}
