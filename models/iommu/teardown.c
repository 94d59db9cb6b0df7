/*
 * The end of a VM: all that is its own is taken back, in the order in which its
 * files close.  kvm-vfio holds device files, so KVM forgets them first; a
 * device file holds the context of its address spaces, so devices leave before
 * those go, and with them mappings and pins.  Each is what the single step
 * does.
 */

#include "models/iommu/plane.h"
#include "sim/core/control.h"

static void
detach_devices(struct control_step *s, uint16_t vm)
{
    const struct plan *p = s->view.bound->plan;

    for (uint16_t d = 0; d < p->nagent; d++)
        if (p->agent[d].kind == AGENT_DEVICE && p->agent[d].behind &&
            p->agent[d].principal == vm && io_get(s, WORD_DOMAIN(d)))
            io_detach(s, d);
}

/* Whether devices of the VM are attached to the address space at some time, and
 * nobody is now: it is not shared with another VM that lives. */
static bool
is_space_of(const struct view *v, uint16_t ioas, uint16_t vm)
{
    const struct plan *p = v->bound->plan;
    bool its = false;

    for (uint16_t d = 0; d < p->nagent; d++) {
        uint64_t domain = view_word(v, WORD_DOMAIN(d));

        if (domain && io_is_domain_of(v, (uint16_t) (domain - 1), ioas))
            return false;
    }
    for (uint32_t i = 0; i < v->bound->ncontrol; i++) {
        const struct control_op *op = &v->control->op[i];

        its |= op->io && op->code == CTL_ATTACH && op->ioas == ioas &&
               p->agent[op->device].principal == vm;
    }
    return its;
}

static void
take_back(struct control_step *s, uint16_t ioas, enum io_teardown phase)
{
    const struct plan *p = s->view.bound->plan;

    if (phase == TEARDOWN_DETACH) {
        io_drop_domains(s, ioas);
        return;
    }
    if (phase == TEARDOWN_INVALIDATE) {
        io_invalidate_space(s, ioas);
        return;
    }
    for (uint16_t r = 0; r < p->nregion; r++) {
        struct io_range at = io_whole(s, ioas, r);

        if (!io_is_managed(&s->view, r))
            continue;
        if (phase == TEARDOWN_UNMAP)
            io_unmap_range(s, &at);
        else
            io_unpin_range(s, &at);
    }
}

void
io_destroy_vm(struct control_step *s, const struct control_op *op)
{
    const struct bound *b = s->view.bound;

    if (op->phase == TEARDOWN_FILES && b->model->end_vm)
        b->model->end_vm(s, op->principal);
    else if (op->phase == TEARDOWN_DETACH)
        detach_devices(s, op->principal);
    if (op->phase < TEARDOWN_DETACH)
        return;
    for (uint16_t i = 0; i < b->plan->nioas; i++)
        if (is_space_of(&s->view, i, op->principal))
            take_back(s, i, (enum io_teardown) op->phase);
}
