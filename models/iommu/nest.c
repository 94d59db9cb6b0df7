/* A first stage of the guest's own, over a domain. */

#include <errno.h>

#include "models/iommu/plane.h"

/* The guest's first stage maps every page to itself, with its type. */
static void
fill_guest_stage(struct control_step *s, uint16_t device)
{
    const struct bound *b = s->view.bound;
    const struct iommu_unit *u = io_unit(b->plan, device);
    struct unit_config c = io_config(&s->view, device);
    struct entry_writer w = io_guest_writer(s, device);

    for (uint32_t i = 0; i < b->nvpage; i++)
        if (io_page(b, i) != NO_PAGE)
            io_write(&w,
                     io_leaf_at(b, (struct stage_of){device, STAGE_GUEST}, u,
                                io_page(b, i)),
                     u->guest_leaf(&c, io_page(b, i)));
}

void
io_nest(struct control_step *s, const struct control_op *op)
{
    const struct plan *p = s->view.bound->plan;
    const struct iommu_unit *u = io_unit(p, op->device);
    uint64_t domain = io_get(s, WORD_DOMAIN(op->device));
    struct io_subject about = {.device = op->device,
                               .domain = (uint16_t) (domain - 1),
                               .ioas = PLAN_NONE,
                               .region = PLAN_NONE};
    const struct policy_rule *r;

    if (domain)
        about.ioas = (uint16_t) (io_get(s, WORD_SPACE(about.domain)) - 1);
    if (!u->can_nest || !u->can_nest(io_unit_has(p, op->device))) {
        io_forbid(s, RULE_NO_NESTING, EOPNOTSUPP);
        return;
    }
    if (!domain || !(p->ioas[about.ioas].has & IOAS_NEST_PARENT)) {
        io_forbid(s, RULE_NO_NEST_PARENT, EINVAL);
        return;
    }
    r = io_ask(&s->view, DECIDE_NEST, &about, 0, &s->trail);
    if (r && r->action[0].code == ACT_REFUSE) {
        io_refuse(s, r->action[0].arg[0]);
        return;
    }
    control_set(s, WORD_NESTED(op->device), op->model + 1);
    fill_guest_stage(s, op->device);
    io_write_entry(s, op->device);
}
