/* What each operation of devices and their address spaces does. */

#include <errno.h>

#include "models/iommu/plane.h"

/* Whether the policy keeps Enable No Snoop clear. */
static bool
is_masked(struct control_step *s, uint16_t device)
{
    uint64_t domain = io_get(s, WORD_DOMAIN(device));
    const struct io_subject about = {.device = device,
                                     .domain = domain ? (uint16_t) (domain - 1)
                                                      : PLAN_NONE,
                                     .ioas = PLAN_NONE,
                                     .region = PLAN_NONE};
    const struct policy_rule *r =
        io_ask(&s->view, DECIDE_NO_SNOOP_WRITE, &about, 0, &s->trail);

    return r && r->action[0].code == ACT_MASK;
}

/* Who keeps the guest from setting the bit clears it first. */
void
io_mask_no_snoop(struct control_step *s, uint16_t device)
{
    if (is_masked(s, device))
        control_set(s, WORD_ENABLE(device), 0);
}

/* Whether the driver's write reaches Device Control: what is masked goes
 * through a back door, where there is one. */
static bool
reaches(struct control_step *s, uint16_t device)
{
    if (!is_masked(s, device))
        return true;
    if (!(s->view.bound->plan->agent[device].pcie & PCIE_BACK_DOOR))
        return false;
    decide(&s->trail, &iommu_rules[RULE_BACK_DOOR], 0);
    return true;
}

/* The guest, or whoever drives the device, writes Enable No Snoop. */
static void
do_no_snoop(struct control_step *s, const struct control_op *op)
{
    bool may = io_no_snoop_possible(s->view.bound->plan, op->device) &&
               reaches(s, op->device);

    control_set(s, WORD_ENABLE(op->device), may && op->model);
}

static void
do_bus_master(struct control_step *s, const struct control_op *op)
{
    control_set(s, WORD_MASTER(op->device), op->model);
}

static void
reset(struct control_step *s, uint16_t device)
{
    uint32_t pcie = s->view.bound->plan->agent[device].pcie;

    control_set(s, WORD_ENABLE(device),
                !(pcie & (PCIE_NO_SNOOP_NEVER | PCIE_RESETS_CLEAR)));
    control_set(s, WORD_MASTER(device), 0);
    if (io_get(s, WORD_DOMAIN(device)))
        io_mask_no_snoop(s, device);
}

/* Whether devices can be attached to containers alone. */
static bool
only_containers(const struct plan *p)
{
    for (uint32_t i = 0; i < p->nioas; i++)
        if (p->ioas[i].kind != IOAS_TYPE1)
            return false;
    return p->nioas;
}

/* A device of iommufd is detached of nothing and nobody is told; a group
 * without a container cannot leave one. */
static void
detach_nothing(struct control_step *s)
{
    if (only_containers(s->view.bound->plan))
        io_forbid(s, RULE_NO_CONTAINER, EINVAL);
    else
        decide(&s->trail, &iommu_rules[RULE_DETACHED_NOTHING], 0);
}

static void
do_detach(struct control_step *s, uint16_t device)
{
    const struct io_subject about = {
        .device = device,
        .domain = (uint16_t) (io_get(s, WORD_DOMAIN(device)) - 1),
        .ioas = PLAN_NONE,
        .region = PLAN_NONE};
    const struct policy_rule *r =
        io_ask(&s->view, DECIDE_DETACH, &about, 0, &s->trail);

    if (r && r->action[0].code == ACT_REFUSE)
        io_refuse(s, r->action[0].arg[0]);
    else
        io_detach(s, device);
}

static void
do_plug(struct control_step *s, uint16_t device, bool in)
{
    if (in == (io_get(s, WORD_PRESENT(device)) != 0)) {
        io_forbid(s, in ? RULE_THERE_ALREADY : RULE_NOT_THERE,
                  in ? EEXIST : ENODEV);
        return;
    }
    if (!in && io_get(s, WORD_DOMAIN(device)))
        io_detach(s, device);
    control_set(s, WORD_PRESENT(device), in);
    reset(s, device);
    control_set(s, WORD_MASTER(device), in);
}

/* All that is about a device needs one that is there. */
static void
device_control(struct control_step *s, const struct control_op *op)
{
    if (!io_get(s, WORD_PRESENT(op->device))) {
        io_forbid(s, RULE_NOT_THERE, ENODEV);
        return;
    }
    if (op->code == CTL_FORCE)
        io_force(s, op);
    else if (op->code == CTL_NEST)
        io_nest(s, op);
    else if (op->code == CTL_NO_SNOOP)
        do_no_snoop(s, op);
    else if (op->code == CTL_BUS_MASTER)
        do_bus_master(s, op);
    else if (op->code == CTL_RESET)
        reset(s, op->device);
    else if (!io_get(s, WORD_DOMAIN(op->device)))
        detach_nothing(s);
    else
        do_detach(s, op->device);
}

void
io_control(struct control_step *s, const struct control_op *op)
{
    const struct plan *p = s->view.bound->plan;

    if (op->device != PLAN_NONE && !p->agent[op->device].behind) {
        io_forbid(s, RULE_NO_UNIT, EINVAL);
        return;
    }
    switch ((enum iommu_control) op->code) {
    case CTL_ATTACH:
        io_attach(s, op);
        break;
    case CTL_MAP:
        io_map(s, op);
        break;
    case CTL_UNMAP:
        io_unmap(s, op);
        break;
    case CTL_INVALIDATE:
        io_invalidate_space(s, op->ioas);
        break;
    case CTL_UNPIN:
        io_unpin(s, op);
        break;
    case CTL_PLUG:
    case CTL_UNPLUG:
        do_plug(s, op->device, op->code == CTL_PLUG);
        break;
    case CTL_EVICT_ENTRIES:
        io_evict_entries(s, op->device);
        break;
    case CTL_DESTROY_VM:
        io_destroy_vm(s, op);
        break;
    case CTL_DETACH:
    case CTL_FORCE:
    case CTL_NEST:
    case CTL_NO_SNOOP:
    case CTL_BUS_MASTER:
    case CTL_RESET:
        device_control(s, op);
        break;
    case CTL_NONE:
        break;
    }
}
