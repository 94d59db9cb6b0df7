#include "tools/used_configs.h"

#include "sim/core/control.h"

/* A cached translation may be older than the configuration it is used in. */
static void
hear_issue(struct sink *to, const struct bound *b, const cell *m,
           const struct txn *t)
{
    struct used_configs *c = (struct used_configs *) (void *) to;
    uint32_t config = m[b->at.config], page;

    if (t->kind != TX_ISSUE || t->op >= b->nop)
        return;
    page = b->op[t->op].vpage;
    if (!c->last[page] || control_translate(b, config, page) == t->version)
        c->last[page] = config + 1;
    c->of[t->op] = c->last[page];
}

void
used_configs_init(struct used_configs *c, const struct bound *b,
                  struct arena *arena)
{
    *c = (struct used_configs){
        .sink = {hear_issue},
        .b = b,
        .of = arena_new_array(arena, uint32_t, b->nop + 1),
        .last = arena_new_array(arena, uint32_t, b->nvpage + 1),
    };
}

bool
used_configs_why(const struct used_configs *c, uint32_t op, struct trail *why)
{
    if (op >= c->b->nop || !c->of[op])
        return false;
    control_why(c->b, c->of[op] - 1, c->b->op[op].vpage, why);
    return true;
}
