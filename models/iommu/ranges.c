/* What is done to pages of an address space: map, unmap, invalidate, unpin. */

#include <errno.h>

#include "models/iommu/plane.h"

static struct io_range
range_of(const struct control_step *s, const struct control_op *op)
{
    uint64_t base = s->view.bound->plan->region[op->region].pa;

    return (struct io_range){
        op->ioas, op->region, (base + op->first) & ~(uint64_t) (PAGE_BYTES - 1),
        (base + op->last + PAGE_BYTES - 1) & ~(uint64_t) (PAGE_BYTES - 1)};
}

/* Whether all pages of the range are in a state, or any. */
static bool
all_are(const struct control_step *s, const struct io_range *at, uint64_t state)
{
    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES)
        if (!(io_get(s, WORD_PAGE(at->ioas, pa)) & state))
            return false;
    return true;
}

static bool
any_is(const struct control_step *s, const struct io_range *at, uint64_t state)
{
    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES)
        if (io_get(s, WORD_PAGE(at->ioas, pa)) & state)
            return true;
    return false;
}

/* Whether the address space can have a mapping whose requests need not
 * snoop. */
static bool
may_be_let_be(struct control_step *s, uint16_t ioas)
{
    const struct plan *p = s->view.bound->plan;

    if (!(p->ioas[ioas].has & IOAS_PER_MAPPING)) {
        io_forbid(s, RULE_NOT_PER_MAPPING, EOPNOTSUPP);
        return false;
    }
    for (uint16_t d = 0; d < p->nagent; d++)
        if (io_is_domain_of(&s->view, d, ioas) && io_forces_all(&s->view, d)) {
            io_forbid(s, RULE_FORCED_BY_ENTRY, EOPNOTSUPP);
            return false;
        }
    return true;
}

void
io_map(struct control_step *s, const struct control_op *op)
{
    const struct bound *b = s->view.bound;
    struct io_range at = range_of(s, op);
    uint64_t state = PAGE_MAPPED;

    if (any_is(s, &at, PAGE_MAPPED)) {
        io_forbid(s, RULE_MAPPED, EEXIST);
        return;
    }
    if (op->model & MAP_MAY_NOT_SNOOP) {
        if (!may_be_let_be(s, op->ioas))
            return;
        state |= PAGE_MAY_NOT_SNOOP;
    }
    if (op->model & MAP_READ_ONLY)
        state |= PAGE_READ_ONLY;
    for (uint64_t pa = at.first; pa < at.last; pa += PAGE_BYTES)
        control_set(s, WORD_PAGE(at.ioas, pa),
                    io_get(s, WORD_PAGE(at.ioas, pa)) | state |
                        (pa == at.first ? PAGE_FIRST : 0) |
                        (pa + PAGE_BYTES == at.last ? PAGE_LAST : 0));
    for (uint16_t d = 0; d < b->plan->nagent; d++)
        if (io_is_domain_of(&s->view, d, op->ioas))
            io_fill(s, d, &at, false);
}

/* Whether the range begins or ends within what was mapped at once. */
static bool
bisects(const struct control_step *s, const struct io_range *at)
{
    uint64_t first = io_get(s, WORD_PAGE(at->ioas, at->first));
    uint64_t last = io_get(s, WORD_PAGE(at->ioas, at->last - PAGE_BYTES));

    return (first & PAGE_MAPPED && !(first & PAGE_FIRST)) ||
           (last & PAGE_MAPPED && !(last & PAGE_LAST));
}

/* Takes out pages that are mapped, all of them. */
static void
unmap_pages(struct control_step *s, const struct io_range *at)
{
    const struct plan *p = s->view.bound->plan;

    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES)
        control_set(s, WORD_PAGE(at->ioas, pa),
                    io_get(s, WORD_PAGE(at->ioas, pa)) &
                        (PAGE_PINNED | PAGE_NONCOHERENT));
    for (uint16_t d = 0; d < p->nagent; d++)
        if (io_is_domain_of(&s->view, d, at->ioas))
            io_empty(s, d, at);
}

/* Piece by piece, as it was mapped. */
void
io_unmap_range(struct control_step *s, const struct io_range *at)
{
    struct io_range piece = *at;

    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES) {
        uint64_t state = io_get(s, WORD_PAGE(at->ioas, pa));

        if (state & PAGE_FIRST)
            piece.first = pa;
        piece.last = pa + PAGE_BYTES;
        if (state & PAGE_LAST)
            unmap_pages(s, &piece);
    }
}

void
io_unmap(struct control_step *s, const struct control_op *op)
{
    bool type1 = s->view.bound->plan->ioas[op->ioas].kind == IOAS_TYPE1;
    struct io_range at = range_of(s, op);

    if (bisects(s, &at))
        io_forbid(s, RULE_BISECTED, type1 ? EINVAL : ENOENT);
    else if (any_is(s, &at, PAGE_MAPPED))
        io_unmap_range(s, &at);
    else if (type1)
        decide(&s->trail, &iommu_rules[RULE_UNMAPPED_NOTHING], 0);
    else
        io_forbid(s, RULE_NOT_MAPPED, ENOENT);
}

void
io_invalidate_space(struct control_step *s, uint16_t ioas)
{
    const struct plan *p = s->view.bound->plan;
    uint64_t devices = 0;

    for (uint16_t d = 0; d < p->nagent; d++) {
        uint64_t domain = p->agent[d].kind == AGENT_DEVICE && p->agent[d].behind
                              ? io_get(s, WORD_DOMAIN(d))
                              : 0;

        if (domain && io_is_domain_of(&s->view, (uint16_t) (domain - 1), ioas))
            devices |= 1ULL << d;
    }
    control_micro(s, (struct micro){.kind = MICRO_IOTLB_FLUSH, .arg = devices});
    for (uint16_t d = 0; d < p->nagent; d++)
        if (io_is_domain_of(&s->view, d, ioas))
            io_after_invalidate(s, d, ioas);
}

/* What is pinned of it. */
void
io_unpin_range(struct control_step *s, const struct io_range *at)
{
    io_before_unpin(s, at);
    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES)
        control_set(s, WORD_PAGE(at->ioas, pa), 0);
}

void
io_unpin(struct control_step *s, const struct control_op *op)
{
    struct io_range at = range_of(s, op);

    if (any_is(s, &at, PAGE_MAPPED))
        io_forbid(s, RULE_STILL_MAPPED, EBUSY);
    else if (!all_are(s, &at, PAGE_PINNED))
        io_forbid(s, RULE_NOT_PINNED, ENOENT);
    else
        io_unpin_range(s, &at);
}
