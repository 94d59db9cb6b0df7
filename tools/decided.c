#include "tools/decided.h"

#include "sim/core/control.h"
#include "sim/engine/replay.h"
#include "tools/used_configs.h"

struct heard { /* a transaction that something was decided for                */
    uint32_t op, step;
    uint32_t edge; /* of a control operation, or NO_EDGE                      */
    uint32_t config;
    bool stopped; /* an access that was refused                               */
};

enum { NO_EDGE = UINT32_MAX };

struct listener {
    struct used_configs configs; /* its sink is ours                          */
    void (*hear_issue)(struct sink *to, const struct bound *b, const cell *m,
                       const struct txn *t);
    GArray *heard;
};

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct listener *l = (struct listener *) (void *) to;
    bool of_plan = t->op < b->nop;
    struct heard h = {.op = t->op,
                      .step = of_plan ? b->op[t->op].step : UINT32_MAX,
                      .edge = t->kind == TX_CONTROL ? t->version : NO_EDGE,
                      .config = m[b->at.config],
                      .stopped = t->kind == TX_REFUSED};

    l->hear_issue(to, b, m, t);
    if (t->kind == TX_CONTROL ||
        (of_plan && op_is_memory(&b->op[t->op]) &&
         (t->kind == TX_ISSUE || t->kind == TX_REFUSED)))
        g_array_append_val(l->heard, h);
}

static void
edge_trail(const struct bound *b, uint32_t edge, struct trail *why)
{
    const struct edge *e = &b->control->edge[edge];

    for (uint32_t i = 0; i < e->ntrail; i++)
        decide(why, b->control->trail[e->trail + i].rule,
               b->control->trail[e->trail + i].gave);
}

static uint32_t
count_alike(const GArray *list, const struct decided *d)
{
    uint32_t n = 0;

    for (guint i = list->len; i-- > 0;) {
        const struct decided *o = &g_array_index(list, struct decided, i);

        if (o->step != d->step)
            break;
        n += o->control == d->control;
    }
    return n;
}

static GArray *
reasons(const struct listener *l, const struct bound *b)
{
    GArray *out = g_array_new(FALSE, TRUE, sizeof(struct decided));

    for (guint i = 0; i < l->heard->len; i++) {
        const struct heard *h = &g_array_index(l->heard, struct heard, i);
        struct decided d = {.step = h->step, .control = h->edge != NO_EDGE};

        if (d.control)
            edge_trail(b, h->edge, &d.why);
        else if (h->stopped)
            control_why(b, h->config, b->op[h->op].vpage, &d.why);
        else
            used_configs_why(&l->configs, h->op, &d.why);
        d.nth = count_alike(out, &d);
        if (d.why.n > 0)
            g_array_append_val(out, d);
    }
    return out;
}

GArray *
decided_of(const struct scenario *sc, const struct experiment *e,
           const struct policy_stack *stack, struct arena *work)
{
    const struct bind_request ask = scenario_bind(sc, e, stack, work);
    struct replay_options o = {.no_judge = true, .no_timing = true};
    const char *why;
    struct bound *b = bind_plan(&ask, &why);
    struct listener l;
    GArray *out;

    if (!b)
        return NULL;
    used_configs_init(&l.configs, b, work);
    l.hear_issue = l.configs.sink.hear;
    l.configs.sink.hear = hear;
    l.heard = g_array_new(FALSE, FALSE, sizeof(struct heard));
    o.also = &l.configs.sink;
    replay(b, work, &o);
    out = reasons(&l, b);
    g_array_unref(l.heard);
    bound_done(b);
    return out;
}
