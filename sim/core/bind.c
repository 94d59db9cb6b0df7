/* Plan, platform and policies become a bound experiment. */

#include <string.h>

#include "sim/core/binding.h"
#include "sim/core/machine.h"

/* R36: a device whose writes wait in a window, and leave it in any order. */
static bool
relaxes(const struct bound *b, const struct plan_agent *agent)
{
    return agent->kind == AGENT_DEVICE && b->plan->io && b->depth &&
           agent->pcie & b->plan->io->relaxes && rule_on(b, SEM_RELAXED_WRITES);
}

static bool
bind_agents(struct binding *k)
{
    const struct plan *p = k->plan;
    struct bound *b = k->b;
    uint16_t *cpu_agent = arena_new_array(k->arena, uint16_t, p->nagent + 1u);
    uint8_t *agent_cpu = arena_new_array(k->arena, uint8_t, p->nagent + 2u);
    uint8_t *window = arena_new_array(k->arena, uint8_t, p->nagent + 2u);

    memset(agent_cpu, 0xff, p->nagent + 2u);
    for (uint16_t i = 0; i < p->nagent; i++) {
        if (p->agent[i].kind != AGENT_CPU)
            continue;
        if (b->ncpu == CPUS_MAX) {
            k->why = "more than 16 CPUs";
            return false;
        }
        agent_cpu[i] = (uint8_t) b->ncpu;
        cpu_agent[b->ncpu++] = i;
    }
    memcpy(window, agent_cpu, p->nagent + 2u);
    b->nwindow = b->ncpu;
    for (uint16_t i = 0; i < p->nagent; i++)
        if (relaxes(b, &p->agent[i])) {
            window[i] = (uint8_t) b->nwindow;
            cpu_agent[b->nwindow++] = i;
        }
    b->cpu_agent = cpu_agent;
    b->agent_cpu = agent_cpu;
    b->agent_window = window;
    return true;
}

/* R9: what no public source settles goes every way there is. */
static uint8_t
choice(const struct bind_request *q, enum platform_key key)
{
    return (uint8_t) (q->every_choice ? platform_explored(q->platform, key)
                                      : q->platform->key[key]);
}

static void
bind_platform(struct bound *b, const struct bind_request *q)
{
    const uint64_t *key = b->platform->key;
    const struct model *model = b->model;

    b->depth = (uint32_t) key[PK_WINDOW_DEPTH];
    b->nwcb = (uint32_t) key[PK_WC_BUFFERS];
    b->has_llc = key[PK_LLC];
    b->has_owned = key[PK_OWNED];
    b->alias_fatal = key[PK_ALIAS_ERRATA] == ALIAS_FATAL && !key[PK_SELF_SNOOP];
    b->flush_wc = key[PK_FLUSH_EMPTIES_WC];
    b->host_fills = key[PK_HOST_FILLS];
    b->dma_allocates = key[PK_DMA_ALLOCATES] && key[PK_LLC];
    b->dma_lookup = (uint8_t) key[PK_DMA_LOOKUP];
    b->own_load = choice(q, PK_WC_OWN_LOAD);
    b->supply_uncached = choice(q, PK_CLEAN_HIT_UNCACHED);
    b->supply_dma = choice(q, PK_CLEAN_HIT_DMA);
    b->supply_peer = choice(q, PK_CLEAN_HIT_PEER);
    memcpy(b->waits, model->waits, sizeof b->waits);
    b->at_issue = *model->at_issue;
    b->handover = model->handover ? *model->handover : 0;
    b->nattr = model->lower(b->platform, b->attr,
                            (uint32_t) (sizeof b->attr / sizeof b->attr[0]) -
                                DMA_ATTRS);
    bind_without_platform(b);
}

/* Control plane: the words of the models, then configuration 0. */
static void
bind_control(struct binding *k)
{
    struct bound *b = k->b;

    b->control = control_new(b);
    b->control->op = k->control;
    b->control->page = k->page;
    b->control->npage = k->npage;
    if (b->model->lay)
        b->model->lay(b, b->control);
    if (k->plan->io)
        k->plan->io->lay(b, b->control);
    control_seal(b->control);
}

static struct bound *
bind_this(const struct bind_request *q, const struct plan *plan,
          const char **why)
{
    struct bound *b = arena_new(q->arena, struct bound);
    struct binding k = {.plan = plan, .arena = q->arena, .b = b};

    b->plan = plan;
    b->model = plan->model;
    b->platform = q->platform;
    b->policy = q->policy;
    b->arena = q->arena;
    b->without = (uint8_t) q->without;
    b->nmark = q->nmark;
    b->any_order = b->has_tlb = b->has_iotlb = q->any_order;
    b->nthread = plan->nthread ? plan->nthread : 1u;
    b->nreg = plan->nreg;
    bind_platform(b, q);
    for (uint32_t i = 0; i < plan->nregion; i++)
        b->uncontained |= plan->region[i].uncontained != UNCONTAINED_NONE;
    if (plan->nprincipal > 64)
        k.why = "more than 64 principals";
    if (!k.why && bind_agents(&k)) {
        bind_lines(&k);
        bind_pages(&k);
        if (b->nvpage >= PLAN_NONE)
            k.why = "more than 65,534 pages are named";
        else
            bind_threads(&k);
    }
    if (!k.why) {
        bind_ops(&k);
        bind_without_order(b);
        bind_needs(&k);
        bind_versions(&k);
        bind_truth(&k);
    }
    if (k.why) {
        *why = k.why;
        return NULL;
    }
    bind_control(&k);
    bind_layout(&k);
    return b;
}

/* ---------------------------------------------------- the idle host CPU */

/* Whether the first context, the host's, ever maps a line of memory so that a
 * CPU in it may fill it unasked. */
static bool
host_may_fill(const struct bound *b)
{
    bool retyped = false;

    for (uint32_t i = 0; i < b->nop; i++)
        retyped |= b->op[i].flags & OPF_RETYPES && b->op[i].kind == OP_CONTROL;
    for (uint32_t p = 0; p < b->nvpage; p++) {
        const struct vpage *v = &b->vpage[p];
        const struct xlat *x = control_xlat(b, control_translate(b, 0, p));
        uint16_t flags = b->attr[x->attr][ACCESS_PLAIN].flags;

        if (v->ctx == 0 && b->vpage_lines[p] &&
            b->plan->region[b->plan->map[v->map].region].kind == REGION_RAM &&
            (retyped ||
             (!x->fault && flags & ATTR_SPECULATE && flags & ATTR_ALLOCATE)))
            return true;
    }
    return false;
}

static bool
has_idle(const struct plan *p)
{
    for (uint32_t i = 0; i < p->nagent; i++)
        if (p->agent[i].background)
            return true;
    return false;
}

static const struct plan *
with_idle(const struct bind_request *q)
{
    struct plan *p = arena_new(q->arena, struct plan);
    struct plan_agent *agent =
        arena_new_array(q->arena, struct plan_agent, q->plan->nagent + 1u);

    *p = *q->plan;
    memcpy(agent, p->agent, p->nagent * sizeof *agent);
    agent[p->nagent++] = (struct plan_agent){
        .name = "idle", .kind = AGENT_CPU, .background = true};
    p->agent = agent;
    return p;
}

struct bound *
bind_plan(const struct bind_request *q, const char **why)
{
    struct bound *b = bind_this(q, q->plan, why);

    if (!b || !q->background || !rule_on(b, SEM_IDLE_CPU) ||
        has_idle(q->plan) || !host_may_fill(b))
        return b;
    bound_done(b);
    return bind_this(q, with_idle(q), why);
}

void
bound_done(struct bound *b)
{
    if (b)
        control_free(b->control);
}
