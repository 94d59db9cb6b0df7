/* What policies are asked, and what they may know. */

#include "models/iommu/plane.h"

static uint64_t
bit(bool is, enum iommu_fact fact)
{
    return (uint64_t) is << fact;
}

static bool
group_possible(const struct plan *p, uint16_t device)
{
    for (uint16_t d = 0; d < p->nagent; d++)
        if (p->agent[d].kind == AGENT_DEVICE && p->agent[d].behind &&
            (d == device || (p->agent[d].group &&
                             p->agent[d].group == p->agent[device].group)) &&
            io_no_snoop_possible(p, d))
            return true;
    return false;
}

static bool
bus_coherent(const struct plan *p)
{
    for (uint32_t i = 0; i < p->nunit; i++) {
        const struct iommu_unit *u = iommu_units[p->unit[i].kind];

        if (u->counts_as_coherent &&
            !u->counts_as_coherent(io_unit_bits(&p->unit[i])))
            return false;
    }
    return true;
}

static uint64_t
device_facts(const struct view *v, uint16_t device)
{
    const struct plan *p = v->bound->plan;
    const struct iommu_unit *u = io_unit(p, device);
    uint32_t has = io_unit_has(p, device);

    return bit(u->can_force(has), FACT_UNIT_CAN_FORCE) |
           bit(!u->caches || u->caches(has), FACT_UNIT_CACHES) |
           bit(u->ignores_guest_types && u->ignores_guest_types(has),
               FACT_UNIT_IGNORES_TYPES) |
           bit(bus_coherent(p), FACT_BUS_COHERENT) |
           bit(device_known(v, device), FACT_FILE_KNOWN) |
           bit(io_no_snoop_possible(p, device), FACT_NO_SNOOP_POSSIBLE) |
           bit(view_word(v, WORD_ENABLE(device)), FACT_NO_SNOOP_ENABLED) |
           bit(group_possible(p, device), FACT_GROUP_NO_SNOOP_POSSIBLE) |
           bit(view_word(v, WORD_DOMAIN(device)), FACT_ATTACHED);
}

/* Whether the pages are for the device: it is in the domain, or the domain is
 * made for it; where it is about none, in any of the address space. */
static bool
is_for(const struct view *v, const struct io_subject *about, uint16_t device)
{
    uint64_t domain = view_word(v, WORD_DOMAIN(device));

    if (device == about->device)
        return true;
    if (about->domain == PLAN_NONE)
        return domain &&
               view_word(v, WORD_SPACE(domain - 1)) == about->ioas + 1u;
    return domain == about->domain + 1u ||
           (!domain && !io_is_used(v, about->domain) &&
            about->device == PLAN_NONE &&
            view_word(v, WORD_MADE_FOR(about->domain)) == device);
}

/* Of all devices that pages are for: what one of them may do, what the units of
 * all can. */
static uint64_t
facts_of_devices(const struct view *v, const struct io_subject *about)
{
    static const uint64_t of_all = 1ULL << FACT_UNIT_CAN_FORCE |
                                   1ULL << FACT_UNIT_CACHES |
                                   1ULL << FACT_UNIT_IGNORES_TYPES;
    const struct plan *p = v->bound->plan;
    uint64_t some = 0, all = UINT64_MAX;

    for (uint16_t d = 0; d < p->nagent; d++)
        if (p->agent[d].kind == AGENT_DEVICE && p->agent[d].behind &&
            is_for(v, about, d)) {
            some |= device_facts(v, d);
            all &= device_facts(v, d);
        }
    return some & (~of_all | all);
}

static uint64_t
page_facts(const struct view *v, const struct io_subject *about, bool enforced)
{
    const struct plan *p = v->bound->plan;
    bool before = about->page & PAGE_NONCOHERENT;
    bool may = !enforced || about->page & PAGE_MAY_NOT_SNOOP;

    return bit(before, FACT_EVER_NONCOHERENT) |
           bit(!before && may, FACT_FIRST_NONCOHERENT) |
           bit(p->region[about->region].kind == REGION_MMIO,
               FACT_HOST_UNCACHED);
}

/* Whether every domain of the address space enforces. */
static bool
space_enforced(const struct view *v, uint16_t ioas)
{
    const struct plan *p = v->bound->plan;

    for (uint16_t d = 0; d < p->nagent; d++)
        if (p->agent[d].kind == AGENT_DEVICE && p->agent[d].behind &&
            view_word(v, WORD_SPACE(d)) == ioas + 1u &&
            !view_word(v, WORD_FORCED(d)))
            return false;
    return true;
}

static bool
forced_by_leaf(const struct view *v, uint16_t domain)
{
    struct unit_config c = io_domain_config(v, domain);

    return io_unit(v->bound->plan, domain)->forced_by_leaf(&c);
}

uint64_t
io_facts(const struct view *v, const struct io_subject *about)
{
    const struct plan *p = v->bound->plan;
    bool enforced =
        about->domain != PLAN_NONE && view_word(v, WORD_FORCED(about->domain));
    uint32_t asked = about->ioas != PLAN_NONE ? p->ioas[about->ioas].has : 0;
    uint64_t facts =
        bit(enforced, FACT_DOMAIN_ENFORCED) |
        bit(asked & IOAS_NONCOHERENT, FACT_ASKED_NONCOHERENT) |
        bit(asked & IOAS_COHERENT, FACT_ASKED_COHERENT) |
        bit(asked & IOAS_PER_MAPPING, FACT_PER_MAPPING) |
        bit(about->ioas != PLAN_NONE && p->ioas[about->ioas].kind == IOAS_TYPE1,
            FACT_CONTAINER);

    if (about->region != PLAN_NONE)
        facts |= facts_of_devices(v, about);
    else if (about->device != PLAN_NONE)
        facts |= device_facts(v, about->device);
    if (about->ioas != PLAN_NONE)
        facts |= bit(space_enforced(v, about->ioas), FACT_SPACE_ENFORCED);
    if (about->domain != PLAN_NONE)
        facts |= bit(view_word(v, WORD_HAD_ENTRIES(about->domain)),
                     FACT_DOMAIN_MAPPED) |
                 bit(forced_by_leaf(v, about->domain), FACT_FORCED_BY_LEAF);
    if (about->region != PLAN_NONE)
        facts |= page_facts(v, about, enforced);
    return facts;
}

const struct policy_rule *
io_ask(const struct view *v, enum iommu_table t, const struct io_subject *about,
       uint64_t more, struct trail *why)
{
    const struct policy_stack *stack = v->bound->policy;
    const struct policy_table *table =
        stack && stack->shared[t].n ? &stack->shared[t]
                                    : iommu_policy_vocab.decision[t].fallback;
    const struct policy_rule *r =
        table ? policy_first(table, io_facts(v, about) | more) : NULL;

    if (r)
        decide(why, &r->why, 0);
    return r;
}
