/* What a device stands behind, and how its unit is programmed. */

#include "models/iommu/plane.h"

const struct iommu_unit *
io_unit(const struct plan *p, uint16_t device)
{
    return iommu_units[p->unit[p->agent[device].behind - 1].kind];
}

uint32_t
io_unit_shift(uint32_t kind)
{
    uint32_t shift = 0;

    while (kind-- > 0)
        shift += iommu_units[kind]->nhas;
    return shift;
}

uint32_t
io_unit_bits(const struct plan_unit *u)
{
    return u->has >> io_unit_shift(u->kind) &
           ((1u << iommu_units[u->kind]->nhas) - 1);
}

uint32_t
io_unit_has(const struct plan *p, uint16_t device)
{
    return io_unit_bits(&p->unit[p->agent[device].behind - 1]);
}

bool
io_no_snoop_possible(const struct plan *p, uint16_t device)
{
    return !(p->agent[device].pcie & PCIE_NO_SNOOP_NEVER);
}

struct unit_config
io_domain_config(const struct view *v, uint16_t domain)
{
    const struct plan *p = v->bound->plan;
    uint64_t space = view_word(v, WORD_SPACE(domain));
    uint32_t has = space ? p->ioas[space - 1].has : 0;
    uint16_t made_for = (uint16_t) view_word(v, WORD_MADE_FOR(domain));

    return (struct unit_config){
        .has = io_unit_has(p, made_for),
        .mode = has & IOAS_FIRST_STAGE ? UNIT_FIRST : UNIT_SECOND,
        .force = view_word(v, WORD_FORCED(domain)),
        .nest_parent = has & IOAS_NEST_PARENT,
        .domain = domain,
        .second = io_root(v->bound, (struct stage_of){domain, STAGE_SECOND}),
        .first = io_root(v->bound, (struct stage_of){domain, STAGE_FIRST}),
        .context = DEVICE_CONTEXT(domain),
    };
}

/* A device that is attached to nothing is the host's, and passes, or nobody's,
 * and is blocked. */
struct unit_config
io_config(const struct view *v, uint16_t device)
{
    const struct plan *p = v->bound->plan;
    uint64_t domain = view_word(v, WORD_DOMAIN(device));
    uint64_t nested = view_word(v, WORD_NESTED(device));
    struct unit_config c = {.has = io_unit_has(p, device),
                            .mode = p->agent[device].principal ? UNIT_BLOCKED
                                                               : UNIT_PASS,
                            .domain = device};

    if (!domain)
        return c;
    c = io_domain_config(v, (uint16_t) (domain - 1));
    c.has = io_unit_has(p, device);
    c.context = DEVICE_CONTEXT(device);
    if (nested) {
        c.mode = UNIT_NESTED;
        c.guest_type = (uint8_t) (nested - 1);
        c.first = io_root(v->bound, (struct stage_of){device, STAGE_GUEST});
    }
    return c;
}

void
io_write_entry(struct control_step *s, uint16_t device)
{
    const struct iommu_unit *u = io_unit(s->view.bound->plan, device);
    uint64_t word[2][UNIT_ENTRY_WORDS] = {{0}};
    struct unit_config c = io_config(&s->view, device);
    struct entry_writer entry = io_writer(s, device, READS_ENTRY);
    struct entry_writer context = io_writer(s, device, READS_TABLES);

    u->entry(&c, word[0]);
    if (u->context)
        u->context(&c, word[1]);
    for (uint32_t i = 0; i < UNIT_ENTRY_WORDS; i++) {
        io_write(&entry, DEVICE_ENTRY(device) + 8 * i, word[0][i]);
        io_write(&context, DEVICE_CONTEXT(device) + 8 * i, word[1][i]);
    }
    control_micro(
        s, (struct micro){.kind = MICRO_IOTLB_FLUSH, .arg = 1ULL << device});
}
