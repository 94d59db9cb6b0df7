/* A request of a device: from its wish to how it meets the caches. */

#include <errno.h>

#include "models/iommu/plane.h"

static const struct denial read_only = {"the page is mapped read-only", EFAULT,
                                        &iommu_rules[RULE_READ_ONLY]};

static bool
on(const struct view *v, enum semantic s)
{
    return rule_on(v->bound, s);
}

/* R35: the attribute of a request, as it leaves the root complex. */
static bool
sends_no_snoop(const struct view *v, uint16_t device, struct trail *why)
{
    const struct plan_agent *d = &v->bound->plan->agent[device];
    bool enabled = view_word(v, WORD_ENABLE(device));

    if (!d->no_snoop && on(v, SEM_NO_SNOOP_WISH)) {
        decide(why, &iommu_rules[RULE_NO_SNOOP_WISH], 0);
        return false;
    }
    if (!enabled && !(d->pcie & PCIE_DISOBEYS) && on(v, SEM_NO_SNOOP_ENABLE)) {
        decide(why, &iommu_rules[RULE_NO_SNOOP_DISABLED], 0);
        return false;
    }
    if (!v->bound->platform->key[PK_HONOURS_NO_SNOOP] &&
        on(v, SEM_NO_SNOOP_HONOURED)) {
        decide(why, &iommu_rules[RULE_NO_SNOOP_NOT_HONOURED], 0);
        return false;
    }
    decide(why, &iommu_rules[RULE_NO_SNOOP_SENT], 0);
    return true;
}

/* Why nothing comes from the device at all; NULL if something may. */
static const struct rule *
silent(const struct view *v, uint16_t device)
{
    if (!view_word(v, WORD_PRESENT(device)))
        return &iommu_rules[RULE_NOT_THERE];
    if (!view_word(v, WORD_MASTER(device)))
        return &iommu_rules[RULE_NO_BUS_MASTER];
    return NULL;
}

/* A device that is attached to nothing: the host's passes, others do not. */
static void
tell_unattached(const struct view *v, uint16_t device, struct trail *why)
{
    if (!view_word(v, WORD_DOMAIN(device)))
        decide(why,
               &iommu_rules[v->bound->plan->agent[device].principal
                                ? RULE_BLOCKED
                                : RULE_IDENTITY],
               0);
}

/* How a request meets the caches, of which the unit said A. */
static uint8_t
met(const struct view *v, const struct unit_request *r,
    const struct unit_answer *a)
{
    bool forced = on(v, SEM_NO_SNOOP_FORCED) || !r->no_snoop;

    return a->snooped && forced ? DMA_SNOOPED : DMA_UNSNOOPED;
}

/* What stands between a request and memory. */
struct path {
    const struct iommu_unit *unit;
    const struct unit_space *space;
    bool asks; /* the device sends what the unit translated for it (ATS)      */
};

/* A device that keeps to ATS has of each page what its unit told it: that it is
 * there, where, and whether it may be written. */
static struct unit_answer
answer(const struct path *p, struct unit_request r, struct trail *why)
{
    struct unit_request ask = r;
    struct unit_answer told, a;

    if (!p->asks)
        return p->unit->translate(p->space, &r, why);
    ask.translated = false;
    told = p->unit->translate(p->space, &ask, NULL);
    if (told.fault)
        return p->unit->translate(p->space, &ask, why);
    r.address = told.pa;
    a = p->unit->translate(p->space, &r, why);
    a.writable &= told.writable;
    return a;
}

struct walked
io_resolve(const struct view *v, const struct vpage *p, struct trail *why)
{
    const struct plan *plan = v->bound->plan;
    uint16_t device = p->ctx_agent;
    uint32_t pcie = plan->agent[device].pcie;
    const struct rule *none = silent(v, device);
    struct entry_reader reader = {.v = v, .snoops = io_snoops(plan, device)};
    struct unit_space space = {.word = io_read,
                               .at = &reader,
                               .entry = DEVICE_ENTRY(device),
                               .has = io_unit_has(plan, device)};
    struct unit_request r = {.address = p->va,
                             .translated = pcie & (PCIE_ATS | PCIE_ATS_FORGES)};
    const struct path path = {io_unit(plan, device), &space,
                              r.translated && !(pcie & PCIE_ATS_FORGES)};
    struct unit_request other = r;
    struct unit_answer a, b;

    if (none) {
        decide(why, none, 0);
        return (struct walked){.fault = XLAT_STOP, .unsent = true};
    }
    r.no_snoop = sends_no_snoop(v, device, why);
    tell_unattached(v, device, why);
    a = answer(&path, r, why);
    if (reader.behind)
        decide(why, &iommu_rules[RULE_ENTRY_BEHIND], 0);
    if (a.fault)
        return (struct walked){.fault = XLAT_STOP, .no_snoop = r.no_snoop};
    other.no_snoop = !r.no_snoop;
    b = answer(&path, other, NULL);
    return (struct walked){.pa = a.pa & ~(uint64_t) (PAGE_BYTES - 1),
                           .attr = met(v, &r, &a),
                           .other = met(v, &other, &b),
                           .no_snoop = r.no_snoop,
                           .store = a.writable ? NULL : &read_only};
}
