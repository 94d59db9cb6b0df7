/* Everything the I/O model offers, in one place. */

#include "models/iommu/model.h"

#include <string.h>

#include "models/iommu/dma_table.h"
#include "models/iommu/plane.h"

// clang-format off
static const struct word ioas[] = {
    {"type1", "a container of VFIO's type1",
     "linux drivers/vfio/vfio_iommu_type1.c, v6.16", IOAS_TYPE1},
    {"iommufd", "an IOAS of iommufd",
     "linux drivers/iommu/iommufd/ioas.c, v6.16", IOAS_IOMMUFD},
};

static const struct word ioas_has[] = {
    {"none", "nothing is asked for", NULL, 0},
    {"noncoherent", "its user asks that no-snoop requests be let be", NULL,
     IOAS_NONCOHERENT},
    {"coherent", "its user asks that all requests snoop", NULL, IOAS_COHERENT},
    {"per-mapping", "each mapping says whether requests must snoop", NULL,
     IOAS_PER_MAPPING},
    {"nest-parent", "domains can lie under a guest's first stage",
     "linux include/uapi/linux/iommufd.h IOMMU_HWPT_ALLOC_NEST_PARENT, v6.16",
     IOAS_NEST_PARENT},
    {"first-stage", "domains have the format of a first stage",
     "linux drivers/iommu/intel/iommu.c, v6.16", IOAS_FIRST_STAGE},
    {"keeps-domains", "its user allocates the domains and keeps them: they "
     "outlive their last device",
     "linux include/uapi/linux/iommufd.h IOMMU_HWPT_ALLOC, from v6.6 on",
     IOAS_KEEPS_DOMAINS},
};

static const struct word pcie[] = {
    {"none", "as most: Enable No Snoop resets to 1, is writable and obeyed",
     NULL, 0},
    {"no-snoop-never", "Enable No Snoop is hardwired to 0", NULL,
     PCIE_NO_SNOOP_NEVER},
    {"resets-clear", "Enable No Snoop resets to 0", NULL, PCIE_RESETS_CLEAR},
    {"disobeys", "the device sends no-snoop requests whatever the bit says",
     NULL, PCIE_DISOBEYS},
    {"back-door", "registers of the device lead to its config space, so its "
     "driver sets Enable No Snoop whatever VFIO makes of config space",
     "Re: [PATCH 3/5] vfio/type1: Flush CPU caches on DMA pages in non-coherent "
     "domains, 20240521121945.7f144230.alex.williamson@redhat.com",
     PCIE_BACK_DOOR},
    {"ats", "requests come translated: the device has asked its unit for what "
     "it is attached to",
     "PCI Express Base Specification, 10 \"ATS Specification\"", PCIE_ATS},
    {"ats-forges", "requests come translated, with addresses that no unit gave",
     "PCI Express Base Specification, 10 \"ATS Specification\"",
     PCIE_ATS_FORGES},
    {"relaxed-ordering", "writes have the attribute Relaxed Ordering: each may "
     "pass the device's earlier ones",
     "PCI Express Base Specification, 2.2.6.4 \"Relaxed Ordering and ID-Based "
     "Ordering Attributes\", Table 2-40 \"Ordering Rules Summary\" A2b, 7.5.3.4 "
     "\"Device Control Register\", Enable Relaxed Ordering", PCIE_RELAXED},
    {"unplugged", "the device is not there at the start", NULL,
     PCIE_UNPLUGGED},
};
// clang-format on

/* ---- kinds of unit ---- */

static bool
unit(uint32_t n, struct word *kind)
{
    const struct iommu_unit *u = iommu_units[n];

    if (u)
        *kind = (struct word){.name = u->name, .says = u->title, .code = n};
    return u;
}

static const struct word *
own_word(const struct iommu_unit *u, const char *name)
{
    for (uint32_t i = 0; i < u->nhas; i++)
        if (strcmp(u->has[i].name, name) == 0)
            return &u->has[i];
    return NULL;
}

static bool
unit_has(uint32_t n, uint32_t i, struct word *capability)
{
    if (i >= iommu_units[n]->nhas)
        return false;
    *capability = iommu_units[n]->has[i];
    capability->code = 0;
    for (uint32_t k = 0; iommu_units[k]; k++) {
        const struct word *w = own_word(iommu_units[k], capability->name);

        if (w)
            capability->code |= w->code << io_unit_shift(k);
    }
    return true;
}

/* Words that only other kinds of unit have, or what the unit itself says. */
static const char *
wrong_unit(const struct plan_unit *u)
{
    const struct iommu_unit *own = iommu_units[u->kind];

    for (uint32_t k = 0; iommu_units[k]; k++)
        for (uint32_t i = 0; i < iommu_units[k]->nhas; i++) {
            const struct word *w = &iommu_units[k]->has[i];

            if (u->has >> io_unit_shift(k) & w->code && !own_word(own, w->name))
                return "this kind of unit has no such capability";
        }
    return own->check ? own->check(io_unit_bits(u)) : NULL;
}

/* ---- scenarios ---- */

/* Whether a device before D is of its group and stands behind another unit. */
static bool
splits_group(const struct plan *p, uint32_t d)
{
    for (uint32_t i = 0; i < d; i++)
        if (p->agent[i].kind == AGENT_DEVICE &&
            p->agent[d].kind == AGENT_DEVICE && p->agent[i].group &&
            p->agent[i].group == p->agent[d].group &&
            p->agent[i].behind != p->agent[d].behind)
            return true;
    return false;
}

/* Whether some step attaches a device to an address space that asks for a stage
 * which the device's unit does not have; sets *LINE to the address space's. */
static bool
lacks_first_stage(const struct plan *p, uint32_t *line)
{
    for (uint32_t i = 0; i < p->nstep; i++) {
        const struct plan_step *s = &p->step[i];
        const struct plan_ioas *a;
        const struct iommu_unit *u;

        if (s->verb < iommu_verbs || s->verb >= iommu_verbs + IOMMU_VERBS ||
            s->verb->control != CTL_ATTACH ||
            !p->agent[s->operand[0].id].behind)
            continue;
        a = &p->ioas[s->operand[1].id];
        u = io_unit(p, (uint16_t) s->operand[0].id);
        if (!(a->has & IOAS_FIRST_STAGE) ||
            (u->has_first &&
             u->has_first(io_unit_has(p, (uint16_t) s->operand[0].id))))
            continue;
        *line = a->line;
        return true;
    }
    return false;
}

static const char *
check_plan(const struct plan *p, uint32_t *line)
{
    for (uint32_t i = 0; i < p->nunit; i++) {
        const struct iommu_unit *u = iommu_units[p->unit[i].kind];
        const char *why = wrong_unit(&p->unit[i]);

        *line = p->unit[i].line;
        if (!why && strcmp(u->cpu, p->model->arch) != 0)
            why = "this kind of unit is of another architecture";
        if (why)
            return why;
    }
    for (uint32_t i = 0; i < p->nioas; i++) {
        *line = p->ioas[i].line;
        if (p->ioas[i].has & IOAS_COHERENT && p->ioas[i].has & IOAS_NONCOHERENT)
            return "an address space is coherent or it is not";
    }
    for (uint32_t d = 0; d < p->nagent; d++) {
        *line = p->agent[d].line;
        if (splits_group(p, d))
            return "devices of one group stand behind one unit";
    }
    if (lacks_first_stage(p, line))
        return "a device that is attached to it stands behind a unit without a "
               "first stage";
    return NULL;
}

static bool
forcing(const struct plan_unit *u, struct word *capability)
{
    const struct iommu_unit *kind = iommu_units[u->kind];
    uint32_t own = io_unit_bits(u);

    for (uint32_t i = 0; !kind->can_force(own) && i < kind->nhas; i++) {
        uint32_t more = own | kind->has[i].code;

        if (kind->can_force(more) && !(kind->check && kind->check(more)))
            return unit_has(u->kind, i, capability);
    }
    return false;
}

/* ---- rules and tables ---- */

static const struct rule *
rule(uint32_t n)
{
    if (n < IOMMU_RULES)
        return &iommu_rules[n];
    n -= IOMMU_RULES;
    for (uint32_t i = 0; iommu_units[i]; n -= iommu_units[i++]->nrule)
        if (n < iommu_units[i]->nrule)
            return &iommu_units[i]->rule[n];
    return NULL;
}

static const struct table *
table(uint32_t n)
{
    for (uint32_t i = 0; iommu_units[i]; i++)
        for (const struct table *const *t = iommu_units[i]->table; t && *t; t++)
            if (n-- == 0)
                return *t;
    for (const struct table *const *t = iommu_dma_tables; *t; t++)
        if (n-- == 0)
            return *t;
    return NULL;
}

/* Rules of a unit give what the unit has names for. */
static const char *
gave_name(const struct rule *r, uint32_t gave)
{
    for (uint32_t i = 0; iommu_units[i]; i++)
        if (r >= iommu_units[i]->rule &&
            r < iommu_units[i]->rule + iommu_units[i]->nrule)
            return iommu_units[i]->gave_name(gave);
    return NULL;
}

const struct io_model iommu_model = {
    .name = "iommu",
    .title = "remapping units, VFIO and iommufd",
    .arch = "io",
    .verb = iommu_verbs,
    .ioas = ioas,
    .ioas_has = ioas_has,
    .pcie = pcie,
    .relaxes = PCIE_RELAXED,
    .policy = &iommu_policy_vocab,
    .nverb = IOMMU_VERBS,
    .nioas = sizeof ioas / sizeof *ioas,
    .nioas_has = sizeof ioas_has / sizeof *ioas_has,
    .npcie = sizeof pcie / sizeof *pcie,
    .unit = unit,
    .unit_has = unit_has,
    .rule = rule,
    .table = table,
    .gave_name = gave_name,
    .check_plan = check_plan,
    .forcing = forcing,
    .lay = io_lay,
    .resolve = io_resolve,
    .control = io_control,
    .coherent = io_coherent,
    .refused = io_refused,
    .stays = io_stays,
};
