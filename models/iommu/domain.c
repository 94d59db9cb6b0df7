/* Domains: which device is attached to which, and whether they enforce. */

#include <errno.h>
#include <glib.h>
#include <string.h>

#include "models/iommu/plane.h"
#include "sim/core/control.h"

static bool
is_attached(const struct view *v, uint16_t device, uint16_t domain)
{
    return view_word(v, WORD_DOMAIN(device)) == domain + 1u;
}

/* Another device behind a unit: the next one after D, or PLAN_NONE. */
static uint16_t
next_device(const struct plan *p, uint16_t d)
{
    for (d++; d < p->nagent; d++)
        if (p->agent[d].kind == AGENT_DEVICE && p->agent[d].behind)
            return d;
    return PLAN_NONE;
}

#define EACH_DEVICE(p, d)                                                      \
    uint16_t d = next_device(p, PLAN_NONE);                                    \
    d != PLAN_NONE;                                                            \
    d = next_device(p, d)

static void
write_entries(struct control_step *s, uint16_t domain)
{
    const struct plan *p = s->view.bound->plan;

    for (EACH_DEVICE(p, d))
        if (is_attached(&s->view, d, domain))
            io_write_entry(s, d);
}

/* Forcing is written as the unit has it: into entries of devices now, into
 * leaves when they are made. */
static void
set_forced(struct control_step *s, uint16_t domain, bool forced)
{
    struct unit_config c;

    control_set(s, WORD_FORCED(domain), forced);
    c = io_domain_config(&s->view, domain);
    if (!io_unit(s->view.bound->plan, domain)->forced_by_leaf(&c))
        write_entries(s, domain);
}

/* ---------------------------------------------------------------- detaching */

bool
io_is_used(const struct view *v, uint16_t domain)
{
    const struct plan *p = v->bound->plan;

    for (EACH_DEVICE(p, d))
        if (is_attached(v, d, domain))
            return true;
    return false;
}

/* The domain of the address space that is the next younger than AGE (0: the
 * first); PLAN_NONE: none. */
static uint16_t
next_domain(const struct control_step *s, uint16_t ioas, uint64_t age)
{
    const struct plan *p = s->view.bound->plan;
    uint16_t next = PLAN_NONE;

    for (EACH_DEVICE(p, d))
        if (io_get(s, WORD_SPACE(d)) == ioas + 1u &&
            io_get(s, WORD_AGE(d)) > age &&
            (next == PLAN_NONE ||
             io_get(s, WORD_AGE(d)) < io_get(s, WORD_AGE(next))))
            next = d;
    return next;
}

/* Domains in the order in which they were made: Linux,
 * iommufd_device_auto_get_domain() and list_add_tail() of hwpt_list. */
#define EACH_DOMAIN(s, ioas, d)                                                \
    uint16_t d = next_domain(s, ioas, 0);                                      \
    d != PLAN_NONE;                                                            \
    d = next_domain(s, ioas, io_get(s, WORD_AGE(d)))

/* Who allocated a domain keeps it when its last device has gone. */
static bool
is_kept(const struct control_step *s, uint16_t domain)
{
    uint64_t space = io_get(s, WORD_SPACE(domain));

    return s->view.bound->plan->ioas[space - 1].has & IOAS_KEEPS_DOMAINS;
}

/* DEVICE was in it last. */
static void
drop(struct control_step *s, uint16_t domain, uint16_t device)
{
    uint16_t ioas = (uint16_t) (io_get(s, WORD_SPACE(domain)) - 1);

    io_empty_domain(s, domain, device);
    control_set(s, WORD_SPACE(domain), 0);
    control_set(s, WORD_FORCED(domain), 0);
    control_set(s, WORD_AGE(domain), 0);
    control_set(s, WORD_HAD_ENTRIES(domain), 0);
    if (next_domain(s, ioas, 0) == PLAN_NONE)
        io_unpin_mapped(s, ioas, device);
}

void
io_detach(struct control_step *s, uint16_t device)
{
    uint16_t domain = (uint16_t) (io_get(s, WORD_DOMAIN(device)) - 1);

    control_set(s, WORD_DOMAIN(device), 0);
    control_set(s, WORD_NESTED(device), 0);
    io_write_entry(s, device);
    if (!io_is_used(&s->view, domain) && !is_kept(s, domain))
        drop(s, domain, device);
}

void
io_drop_domains(struct control_step *s, uint16_t ioas)
{
    const struct plan *p = s->view.bound->plan;

    for (EACH_DEVICE(p, d))
        if (io_get(s, WORD_SPACE(d)) == ioas + 1u)
            drop(s, d, (uint16_t) io_get(s, WORD_MADE_FOR(d)));
}

/* -------------------------------------------------------- enforcing later */

static bool
all_can_force(const struct control_step *s, uint16_t domain)
{
    const struct plan *p = s->view.bound->plan;

    for (EACH_DEVICE(p, d))
        if (is_attached(&s->view, d, domain) &&
            !io_unit(p, d)->can_force(io_unit_has(p, d)))
            return false;
    return true;
}

/* What keeps a domain that is there from enforcing: errno, or 0. */
static uint16_t
unforceable(struct control_step *s, const struct io_subject *about)
{
    const struct policy_rule *r;

    if (!all_can_force(s, about->domain)) {
        decide(&s->trail, &iommu_rules[RULE_CANNOT_FORCE], 0);
        return EINVAL;
    }
    r = io_ask(&s->view, DECIDE_LATE_ENFORCE, about, 0, &s->trail);
    return r && r->action[0].code == ACT_REFUSE ? r->action[0].arg[0] : 0;
}

void
io_force(struct control_step *s, const struct control_op *op)
{
    uint64_t domain = io_get(s, WORD_DOMAIN(op->device));
    struct io_subject about = {.device = op->device,
                               .domain = (uint16_t) (domain - 1),
                               .ioas = PLAN_NONE,
                               .region = PLAN_NONE};
    uint16_t error;

    if (!domain) {
        io_forbid(s, RULE_NOT_ATTACHED, EINVAL);
        return;
    }
    if (io_get(s, WORD_FORCED(about.domain)))
        return;
    error = unforceable(s, &about);
    if (error)
        io_refuse(s, error);
    else
        set_forced(s, about.domain, true);
}

/* ---------------------------------------------------------------- attaching */

/* Of one kind, and reading tables alike: what is written for a unit that snoops
 * is not flushed for one that does not.  Linux, paging_domain_compatible().
 * Some kinds have domains of one unit only. */
static bool
same_kind(const struct plan *p, uint16_t a, uint16_t b)
{
    if (io_unit(p, a)->own_domains)
        return p->agent[a].behind == p->agent[b].behind;
    return p->unit[p->agent[a].behind - 1].kind ==
               p->unit[p->agent[b].behind - 1].kind &&
           (io_snoops(p, a) & READS_TABLES) == (io_snoops(p, b) & READS_TABLES);
}

static void
join(struct control_step *s, uint16_t device, uint16_t domain)
{
    control_set(s, WORD_DOMAIN(device), domain + 1u);
    control_set(s, WORD_NESTED(device), 0);
    io_write_entry(s, device);
    io_mask_no_snoop(s, device);
}

/* Whether the policy lets the device into about->domain. */
static bool
joins(struct control_step *s, const struct io_subject *about,
      const struct policy_rule *r)
{
    if (r && r->action[0].code == ACT_SHARE)
        return true;
    if (!r || r->action[0].code != ACT_UPGRADE || unforceable(s, about))
        return false;
    set_forced(s, about->domain, true);
    return true;
}

/* Another device of the group that is attached, or PLAN_NONE. */
static uint16_t
attached_mate(const struct control_step *s, uint16_t device)
{
    const struct plan *p = s->view.bound->plan;

    for (EACH_DEVICE(p, d))
        if (d != device && p->agent[d].group &&
            p->agent[d].group == p->agent[device].group &&
            io_get(s, WORD_DOMAIN(d)))
            return d;
    return PLAN_NONE;
}

/* The domain that the device is attached to, or PLAN_NONE. */
static uint16_t
domain_of(const struct control_step *s, uint16_t device)
{
    uint64_t domain = io_get(s, WORD_DOMAIN(device));

    return domain ? (uint16_t) (domain - 1) : PLAN_NONE;
}

/* The domain that a device which is not attached yet has to join, since its
 * group is in it; PLAN_NONE: any. */
static uint16_t
domain_of_group(const struct control_step *s, uint16_t device)
{
    uint16_t mate = attached_mate(s, device);

    return mate != PLAN_NONE && domain_of(s, device) == PLAN_NONE
               ? domain_of(s, mate)
               : PLAN_NONE;
}

/* A domain of the address space that the device may share; PLAN_NONE: none.
 * The domain keeps its number when the device that it was made for leaves. */
static uint16_t
shared_domain(struct control_step *s, struct io_subject about, uint16_t *error)
{
    const struct plan *p = s->view.bound->plan;
    uint16_t group = domain_of_group(s, about.device);

    for (EACH_DOMAIN(s, about.ioas, d)) {
        const struct policy_rule *r;

        if (!same_kind(p, d, about.device) ||
            (group != PLAN_NONE && d != group))
            continue;
        about.domain = d;
        r = io_ask(&s->view, DECIDE_SHARE, &about, 0, &s->trail);
        if (joins(s, &about, r))
            return d;
        if (r && r->action[0].code == ACT_REFUSE) {
            *error = r->action[0].arg[0];
            return PLAN_NONE;
        }
    }
    return PLAN_NONE;
}

/* Whether the new domain is to enforce; sets *ERROR where it must and
 * cannot. */
static bool
enforces(struct control_step *s, const struct io_subject *about,
         uint16_t *error)
{
    const struct plan *p = s->view.bound->plan;
    const struct policy_rule *r =
        io_ask(&s->view, DECIDE_DOMAIN, about, 0, &s->trail);
    const struct iommu_unit *u = io_unit(p, about->device);
    bool can = u->can_force(io_unit_has(p, about->device));

    if (!r || r->action[0].code == ACT_LEAVE)
        return false;
    if (r->action[0].code == ACT_ENFORCE && !can)
        *error = EINVAL;
    return can || u->has_force_bit;
}

/* The number of a domain to be made: the device's, or that of another device
 * whose number is not in use. */
static uint16_t
free_number(const struct control_step *s, uint16_t device)
{
    const struct plan *p = s->view.bound->plan;

    if (!io_get(s, WORD_SPACE(device)))
        return device;
    for (EACH_DEVICE(p, d))
        if (!io_get(s, WORD_SPACE(d)) && same_kind(p, d, device))
            return d;
    return PLAN_NONE;
}

/* Age of the domain that was made last, 0 if there is none. */
static uint64_t
youngest(const struct control_step *s, uint16_t ioas)
{
    uint64_t age = 0;

    for (EACH_DOMAIN(s, ioas, d))
        age = io_get(s, WORD_AGE(d));
    return age;
}

/* Whether the unit has such domains as the address space asks for. */
static bool
can_be_parent(const struct control_step *s, const struct io_subject *about)
{
    const struct plan *p = s->view.bound->plan;
    const struct iommu_unit *u = io_unit(p, about->device);

    return !(p->ioas[about->ioas].has & IOAS_NEST_PARENT) ||
           (u->can_nest && u->can_nest(io_unit_has(p, about->device)));
}

/* errno, or 0. */
static uint16_t
attach_to_new(struct control_step *s, const struct io_subject *about)
{
    uint16_t error = 0, domain = free_number(s, about->device);
    bool forced = enforces(s, about, &error);

    if (!can_be_parent(s, about)) {
        decide(&s->trail, &iommu_rules[RULE_NO_PARENT_HERE], 0);
        return EOPNOTSUPP;
    }
    if (error) {
        decide(&s->trail, &iommu_rules[RULE_CANNOT_FORCE], 0);
        return error;
    }
    if (domain == PLAN_NONE) {
        decide(&s->trail, &iommu_rules[RULE_NO_DOMAIN], 0);
        return ENOSPC;
    }
    control_set(s, WORD_SPACE(domain), about->ioas + 1u);
    control_set(s, WORD_FORCED(domain), forced);
    control_set(s, WORD_MADE_FOR(domain), about->device);
    control_set(s, WORD_AGE(domain), youngest(s, about->ioas) + 1);
    if (io_forces_all(&s->view, domain) && io_may_not_snoop(&s->view, domain)) {
        decide(&s->trail, &iommu_rules[RULE_FORCED_BY_ENTRY], 0);
        return EOPNOTSUPP;
    }
    io_fill_domain(s, domain);
    join(s, about->device, domain);
    return 0;
}

/* Whether what the device is attached to makes way for the new address space: a
 * device file of iommufd changes over, a group stays in its container. */
static bool
makes_way(const struct control_step *s, const struct io_subject *about)
{
    const struct plan *p = s->view.bound->plan;
    uint64_t space = io_get(s, WORD_SPACE(domain_of(s, about->device)));

    return p->ioas[about->ioas].kind == IOAS_IOMMUFD &&
           p->ioas[space - 1].kind == IOAS_IOMMUFD;
}

/* What forbids attaching at all: errno, or 0. */
static uint16_t
unattachable(struct control_step *s, const struct io_subject *about)
{
    const struct policy_rule *r;
    uint16_t group;

    if (!io_get(s, WORD_PRESENT(about->device))) {
        decide(&s->trail, &iommu_rules[RULE_NOT_THERE], 0);
        return ENODEV;
    }
    if (io_get(s, WORD_DOMAIN(about->device)) && !makes_way(s, about)) {
        decide(&s->trail, &iommu_rules[RULE_ATTACHED], 0);
        return EINVAL;
    }
    group = domain_of_group(s, about->device);
    if (group != PLAN_NONE &&
        io_get(s, WORD_SPACE(group)) != about->ioas + 1u) {
        decide(&s->trail, &iommu_rules[RULE_GROUP_ELSEWHERE], 0);
        return EINVAL;
    }
    r = io_ask(&s->view, DECIDE_ATTACH, about, 0, &s->trail);
    return r && r->action[0].code == ACT_REFUSE ? r->action[0].arg[0] : 0;
}

/* Another device of the group that DOMAIN still has, while this one does not.
 */
static uint16_t
mate_in(const struct control_step *s, uint16_t device, uint16_t domain)
{
    const struct plan *p = s->view.bound->plan;

    for (EACH_DEVICE(p, d))
        if (d != device && p->agent[d].group &&
            p->agent[d].group == p->agent[device].group &&
            is_attached(&s->view, d, domain) && domain_of(s, device) != domain)
            return d;
    return PLAN_NONE;
}

/* Out of the domain that the device is in, if any, and into DOMAIN or a new
 * one, with its group; all stays as it was where that fails.  Linux,
 * iommufd_device_do_replace(). */
static uint16_t
change_over(struct control_step *s, const struct io_subject *about,
            uint16_t domain)
{
    size_t bytes = s->view.control->nword * sizeof *s->word;
    uint64_t *before = g_memdup2(s->word, bytes);
    uint32_t nmicro = s->nmicro;
    uint16_t error = 0, old = domain_of(s, about->device), mate;

    if (old != PLAN_NONE && old != domain)
        io_detach(s, about->device);
    if (domain != PLAN_NONE)
        join(s, about->device, domain);
    else
        error = attach_to_new(s, about);
    while (!error && old != PLAN_NONE &&
           (mate = mate_in(s, about->device, old)) != PLAN_NONE) {
        io_detach(s, mate);
        join(s, mate, domain_of(s, about->device));
    }
    if (error) {
        memcpy(s->word, before, bytes);
        s->nmicro = nmicro;
    }
    g_free(before);
    return error;
}

void
io_attach(struct control_step *s, const struct control_op *op)
{
    struct io_subject about = {.device = op->device,
                               .domain = PLAN_NONE,
                               .ioas = op->ioas,
                               .region = PLAN_NONE};
    uint16_t error = unattachable(s, &about), domain = PLAN_NONE;
    uint16_t old = domain_of(s, op->device);

    if (!error)
        domain = shared_domain(s, about, &error);
    if (!error && (old == PLAN_NONE || domain != old ||
                   io_get(s, WORD_NESTED(op->device))))
        error = change_over(s, &about, domain);
    if (error)
        io_refuse(s, error);
}
