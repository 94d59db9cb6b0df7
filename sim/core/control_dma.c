/* Whether a device's requests snoop. */

#include "sim/core/control.h"

/* R35: no-snoop is the device's wish, granted by the root complex, unless
 * forced away. */
static bool
is_unsnooped(const struct view *v, uint16_t device)
{
    const struct bound *b = v->bound;

    return (b->plan->agent[device].no_snoop ||
            !rule_on(b, SEM_NO_SNOOP_WISH)) &&
           (b->platform->key[PK_HONOURS_NO_SNOOP] ||
            !rule_on(b, SEM_NO_SNOOP_HONOURED)) &&
           (!view_word(v, CORE_FORCED(device)) ||
            !rule_on(b, SEM_NO_SNOOP_FORCED));
}

/* DMA in the plain setting: bus address = host-physical address. */
struct walked
control_dma(const struct view *v, const struct vpage *p)
{
    const struct bound *b = v->bound;
    const struct plan_agent *d = &b->plan->agent[p->ctx_agent];
    bool llc = d->llc_coherent && rule_on(b, SEM_LLC_COHERENT);
    uint32_t dma = !is_unsnooped(v, p->ctx_agent) ? DMA_SNOOPED
                   : llc                          ? DMA_UNSNOOPED_LLC
                                                  : DMA_UNSNOOPED;

    return (struct walked){
        .pa = p->va, .attr = (uint8_t) (b->nattr + dma), .writable = true};
}
