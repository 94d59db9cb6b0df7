/* Spontaneous events that a plan asks for. */

#include "sim/core/access.h"
#include "sim/engine/player.h"
#include "sim/engine/schedule.h"

static void
each_line(struct player *p, const struct plan_event *e, uint32_t line)
{
    const struct bound *b = p->b;
    cell *ln = line_cells(b, p->m, line);

    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++) {
        uint32_t h = 1 + cpu, i;

        if (e->agent != PLAN_NONE && b->cpu_agent[cpu] != e->agent)
            continue;
        if ((e->kind == SPONT_EVICT || e->kind == SPONT_EVICT_L1) &&
            holder_cells(b, ln, h)[0] != LINE_I)
            player_take(p, (struct event){EV_EVICT, (uint8_t) h, 0, line});
        if (e->kind == SPONT_SPECULATE &&
            machine_can_speculate(b, p->m, cpu, line))
            player_take(p, (struct event){EV_FILL, (uint8_t) cpu, 0, line});
        if (e->kind == SPONT_DRAIN && b->nwcb &&
            (i = wcb_find(b, p->m, cpu, line)) < b->nwcb)
            player_take(p, (struct event){EV_WC_DRAIN, (uint8_t) cpu,
                                          (uint16_t) i, DRAIN_ALL});
    }
    if (e->kind == SPONT_EVICT && holder_cells(b, ln, 0)[0] != LINE_I)
        player_take(p, (struct event){EV_EVICT, HOLDER_LLC_INDEX, 0, line});
}

static void
drop_translations(struct player *p, const struct plan_event *e)
{
    const struct bound *b = p->b;

    for (uint32_t i = 0; i < b->ntlb * b->nvpage; i++) {
        uint32_t tlb = i / b->nvpage, page = i % b->nvpage;

        if (p->m[b->at.tlb + i] && schedule_about_page(b, e, page) &&
            (e->agent == PLAN_NONE || tlb_agent(b, tlb, page) == e->agent))
            player_take(p, (struct event){EV_TLB_DROP, (uint8_t) tlb, 0, page});
    }
}

/* The host-physical bytes an event is about; everything without an operand. */
static void
event_range(const struct plan *plan, const struct plan_event *e, uint64_t *from,
            uint64_t *to)
{
    const struct plan_operand *o = &e->where;
    const struct plan_region *r;

    *from = 0;
    *to = UINT64_MAX;
    if (o->kind == OPERAND_NONE)
        return;
    if (e->kind == SPONT_SPECULATE) { /* through a context's translation */
        r = &plan->region[plan->map[o->id].region];
        *from = r->pa + plan->map[o->id].offset + o->from;
        *to = *from + o->to - o->from;
        return;
    }
    r = &plan->region[o->id];
    *from = r->pa + o->from;
    *to = r->pa + o->to;
}

void
player_unasked(struct player *p, uint32_t number)
{
    const struct bound *b = p->b;
    const struct plan_event *e = &b->plan->event[number];
    uint64_t from, to;

    p->took = false;
    event_range(b->plan, e, &from, &to);
    if (e->kind == SPONT_TLB_DROP)
        drop_translations(p, e);
    for (uint32_t l = 0; e->kind != SPONT_TLB_DROP && l < b->nline; l++)
        if (b->line[l].pa + LINE_BYTES > from && b->line[l].pa < to)
            each_line(p, e, l);
    p->r->idle[number] = !p->took;
    if (p->o->happened)
        p->o->happened(p->o->to, number, p->m);
}
