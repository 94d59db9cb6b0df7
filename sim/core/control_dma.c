/* How a device's requests meet the caches. */

#include "sim/core/control.h"

/* R35: no-snoop is the device's wish, granted by the root complex. */
static bool
is_unsnooped(const struct bound *b, uint16_t device)
{
    return (b->plan->agent[device].no_snoop ||
            !rule_on(b, SEM_NO_SNOOP_WISH)) &&
           (b->platform->key[PK_HONOURS_NO_SNOOP] ||
            !rule_on(b, SEM_NO_SNOOP_HONOURED));
}

/* What is not snooped may yet see the last level. */
static uint32_t
with_last_level(const struct bound *b, uint16_t device, uint32_t dma)
{
    return dma == DMA_UNSNOOPED && b->plan->agent[device].llc_coherent &&
                   rule_on(b, SEM_LLC_COHERENT)
               ? DMA_UNSNOOPED_LLC
               : dma;
}

/* Behind no unit a bus address is a host-physical one. */
static struct walked
no_unit(const struct view *v, const struct vpage *p)
{
    uint8_t attr =
        is_unsnooped(v->bound, p->ctx_agent) ? DMA_UNSNOOPED : DMA_SNOOPED;

    return (struct walked){.pa = p->va, .attr = attr, .other = attr};
}

struct walked
control_dma(const struct view *v, const struct vpage *p, struct trail *why)
{
    const struct bound *b = v->bound;
    const struct plan_agent *d = &b->plan->agent[p->ctx_agent];
    struct walked w =
        d->behind ? b->plan->io->resolve(v, p, why) : no_unit(v, p);

    w.attr = (uint8_t) (b->nattr + with_last_level(b, p->ctx_agent, w.attr));
    w.other = (uint8_t) (b->nattr + with_last_level(b, p->ctx_agent, w.other));
    return w;
}

static bool
is_behind(const struct view *v, uint16_t device)
{
    return v->bound->plan->agent[device].behind != 0;
}

/* Nothing stands in the way of requests that do not snoop. */
bool
device_coherent(const struct view *v, uint16_t device, struct trail *why)
{
    return is_behind(v, device) && v->bound->plan->io->coherent(v, device, why);
}

uint16_t
device_refused(const struct view *v, uint16_t device, uint64_t known,
               struct trail *why)
{
    return is_behind(v, device)
               ? v->bound->plan->io->refused(v, device, known, why)
               : 0;
}

bool
device_stays(const struct view *v, uint16_t device, struct trail *why)
{
    return is_behind(v, device) && v->bound->plan->io->stays(v, device, why);
}

bool
device_known(const struct view *v, uint16_t device)
{
    const struct model *m = v->bound->model;

    return m->known && m->known(v, device);
}
