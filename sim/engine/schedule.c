/* Events of a plan and events of the machine. */

#include "sim/engine/schedule.h"

#include "sim/base/arena.h"
#include "sim/core/access.h"

bool
schedule_is_whole(const struct plan *p)
{
    for (uint32_t i = 0; i < p->nevent; i++)
        if (p->event[i].kind == SPONT_ISSUE ||
            p->event[i].kind == SPONT_PERFORM)
            return true;
    return false;
}

/* ------------------------------------------------------- plan to machine */

static bool
of_cpu(const struct bound *b, const struct plan_event *e, uint32_t cpu)
{
    return e->agent == PLAN_NONE || b->cpu_agent[cpu] == e->agent;
}

/* Whether the event is about this line; of a map or of a region. */
static bool
about_line(const struct bound *b, const struct plan_event *e, uint32_t line)
{
    const struct plan *p = b->plan;
    const struct plan_operand *o = &e->where;
    uint64_t base;

    if (o->kind == OPERAND_NONE)
        return true;
    base = e->kind == SPONT_SPECULATE
               ? p->region[p->map[o->id].region].pa + p->map[o->id].offset
               : p->region[o->id].pa;
    return b->line[line].pa + LINE_BYTES > base + o->from &&
           b->line[line].pa < base + o->to;
}

bool
schedule_about_page(const struct bound *b, const struct plan_event *e,
                    uint32_t vpage)
{
    const struct vpage *v = &b->vpage[vpage];
    bool device = e->where.kind == OPERAND_REGION;
    uint64_t base =
        device ? b->plan->region[e->where.id].pa : b->plan->map[e->where.id].va;

    if (device ? v->ctx != PLAN_NONE : v->map != e->where.id)
        return false;
    return v->va + PAGE_BYTES > base + e->where.from &&
           v->va < base + e->where.to;
}

/* Whose cached translation an event drops. */
static bool
of_tlb(const struct bound *b, const struct plan_event *e, const struct event *x)
{
    return e->agent == PLAN_NONE || tlb_agent(b, x->agent, x->line) == e->agent;
}

/* The event's word is one of the granule; no word stands for the whole buffer.
 */
static bool
drains(const struct bound *b, const cell *m, const struct plan_event *e,
       const struct event *x)
{
    uint32_t line = wcb_cells(b, m, x->agent, x->slot)[0] - 1;
    uint32_t first, word = e->slot - 1;

    if (!of_cpu(b, e, x->agent) || !about_line(b, e, line))
        return false;
    if (!e->slot || x->line == DRAIN_ALL)
        return !e->slot && x->line == DRAIN_ALL;
    first = b->line[line].first[x->line];
    return word >= first && word < first + b->line[line].words[x->line];
}

static bool
stands_for(const struct bound *b, const cell *m, const struct plan_event *e,
           const struct event *x)
{
    bool other = x->slot & EVENT_ALT;
    uint32_t slot = x->slot & ~(uint32_t) EVENT_ALT;

    switch ((enum spontaneous) e->kind) {
    case SPONT_ISSUE:
        return x->kind == EV_ISSUE && slot == e->thread && x->line == e->slot &&
               other == e->other;
    case SPONT_PERFORM:
        return x->kind == EV_PERFORM && of_cpu(b, e, x->agent) &&
               slot == e->slot && other == e->other;
    case SPONT_DRAIN:
        return x->kind == EV_WC_DRAIN && drains(b, m, e, x);
    case SPONT_EVICT_L1:
        return x->kind == EV_EVICT && x->agent != HOLDER_LLC_INDEX &&
               of_cpu(b, e, x->agent - 1u) && about_line(b, e, x->line);
    case SPONT_EVICT_LLC:
        return x->kind == EV_EVICT && x->agent == HOLDER_LLC_INDEX &&
               about_line(b, e, x->line);
    case SPONT_SPECULATE:
        return x->kind == EV_FILL && of_cpu(b, e, x->agent) &&
               about_line(b, e, x->line) && other == e->other;
    case SPONT_TLB_DROP:
        return x->kind == EV_TLB_DROP && of_tlb(b, e, x) &&
               schedule_about_page(b, e, x->line);
    case SPONT_EVICT: /* more than one event */
        break;
    }
    return false;
}

/* Contexts of one principal share their maps: the one the CPU is in is meant,
 * unless the event's `slot` says another. */
static bool
in_context(const struct bound *b, const cell *m, const struct plan_event *e,
           const struct event *x)
{
    if (e->kind != SPONT_TLB_DROP || x->agent >= b->ncpu)
        return true;
    return b->vpage[x->line].ctx + 1u ==
           (e->slot ? e->slot : m[b->at.ctx + x->agent]);
}

uint32_t
schedule_find(const struct bound *b, const cell *m, const struct plan_event *e,
              const struct event *enabled, uint32_t n)
{
    uint32_t second = n;

    for (uint32_t i = 0; i < n; i++) {
        if (!stands_for(b, m, e, &enabled[i]))
            continue;
        if (in_context(b, m, e, &enabled[i]))
            return i;
        if (second == n)
            second = i;
    }
    return second;
}

/* ------------------------------------------------------- machine to plan */

static struct plan_operand
word_of_line(const struct bound *b, uint32_t line)
{
    const struct line *l = &b->line[line];
    uint64_t from = l->pa - b->plan->region[l->region].pa;

    return (struct plan_operand){.kind = OPERAND_REGION,
                                 .id = l->region,
                                 .from = from,
                                 .to = from + WORD_BYTES};
}

/* The line as an address of the CPU's context. */
static struct plan_operand
mapped_line(const struct bound *b, const cell *m, uint32_t cpu, uint32_t line)
{
    const struct plan *p = b->plan;
    cell ctx = m[b->at.ctx + cpu];
    struct plan_operand o = {.kind = OPERAND_ADDRESS};

    for (uint16_t i = 0; i < p->nmap; i++) {
        const struct plan_map *map = &p->map[i];
        uint64_t base = p->region[map->region].pa + map->offset;

        if (b->line[line].pa < base || b->line[line].pa - base >= map->size)
            continue;
        o.id = i;
        o.from = b->line[line].pa - base;
        o.to = o.from + WORD_BYTES;
        if (ctx && p->ctx[ctx - 1].principal == map->principal)
            break;
    }
    return o;
}

/* The region that a device's page is of. */
static void
name_device_page(const struct bound *b, const struct vpage *v,
                 struct plan_event *e)
{
    const struct plan *p = b->plan;
    uint16_t r = 0;

    while (v->va - p->region[r].pa >= p->region[r].size)
        r++;
    e->agent = v->ctx_agent;
    e->where =
        (struct plan_operand){.kind = OPERAND_REGION,
                              .id = r,
                              .from = v->va - p->region[r].pa,
                              .to = v->va - p->region[r].pa + WORD_BYTES};
}

static void
name_page(const struct bound *b, const cell *m, const struct event *x,
          struct plan_event *e)
{
    const struct vpage *v = &b->vpage[x->line];
    uint64_t from;

    if (x->agent >= b->ncpu) {
        name_device_page(b, v, e);
        return;
    }
    from = v->va - b->plan->map[v->map].va;
    e->where = (struct plan_operand){.kind = OPERAND_ADDRESS,
                                     .id = v->map,
                                     .from = from,
                                     .to = from + WORD_BYTES};
    if (m[b->at.ctx + x->agent] != v->ctx + 1u)
        e->slot = v->ctx + 1u;
}

static void
name_drain(const struct bound *b, const cell *m, const struct event *x,
           struct plan_event *e)
{
    uint32_t line = wcb_cells(b, m, x->agent, x->slot)[0] - 1;

    e->where = word_of_line(b, line);
    if (x->line != DRAIN_ALL)
        e->slot = b->line[line].first[x->line] + 1u;
    else if (e->where.from) /* or it would be the word there */
        e->where.to = e->where.from + LINE_BYTES;
}

static struct plan_event
plan_event_of(const struct bound *b, const cell *m, const struct event *x)
{
    struct plan_event e = {.agent = PLAN_NONE};
    uint32_t slot = x->slot & ~(uint32_t) EVENT_ALT;

    e.other = x->kind != EV_WC_DRAIN && x->slot & EVENT_ALT;
    if (x->kind != EV_ISSUE && x->kind != EV_EVICT)
        e.agent = b->cpu_agent[x->agent];
    switch ((enum event_kind) x->kind) {
    case EV_ISSUE:
        e.kind = SPONT_ISSUE;
        e.thread = (uint16_t) slot;
        e.slot = x->line;
        break;
    case EV_PERFORM:
        e.kind = SPONT_PERFORM;
        e.slot = slot;
        break;
    case EV_WC_DRAIN:
        e.kind = SPONT_DRAIN;
        name_drain(b, m, x, &e);
        break;
    case EV_EVICT:
        e.kind =
            x->agent == HOLDER_LLC_INDEX ? SPONT_EVICT_LLC : SPONT_EVICT_L1;
        if (x->agent != HOLDER_LLC_INDEX)
            e.agent = b->cpu_agent[x->agent - 1];
        e.where = word_of_line(b, x->line);
        break;
    case EV_FILL:
        e.kind = SPONT_SPECULATE;
        e.where = mapped_line(b, m, x->agent, x->line);
        break;
    case EV_TLB_DROP:
        e.kind = SPONT_TLB_DROP;
        name_page(b, m, x, &e);
        break;
    case EV_NONE:
        break;
    }
    return e;
}

struct plan_event *
schedule_of(const struct bound *b, const struct event *e, uint32_t n,
            struct arena *arena, uint32_t *nout)
{
    struct plan_event *out = arena_new_array(arena, struct plan_event, n + 1u);
    cell *m = arena_new_array(arena, cell, b->at.ncell);

    machine_start(b, m);
    for (uint32_t i = 0; i < n; i++) {
        out[i] = plan_event_of(b, m, &e[i]);
        machine_step(b, m, e[i], NULL);
    }
    *nout = n;
    return out;
}
