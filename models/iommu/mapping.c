/* Mappings: entries of the domains of an address space, and the hooks around
 * them. */

#include "models/iommu/plane.h"
#include "sim/core/control.h"

/* ------------------------------------------------------------------- hooks */

/* What a flush policy is asked about: some pages, in one domain or, when they
 * are unpinned, in none. */
struct asking {
    struct control_step *s;
    enum iommu_table hook;
    uint16_t domain;
    uint64_t more;   /* facts                                                 */
    uint16_t leaves; /* + 1: a device that was in the domain until now        */
    bool flushed;
};

struct io_range
io_whole(const struct control_step *s, uint16_t ioas, uint16_t region)
{
    const struct plan_region *r = &s->view.bound->plan->region[region];

    return (struct io_range){ioas, region, r->pa, r->pa + r->size};
}

static void
ask_page(struct asking *k, const struct io_range *at, uint64_t pa)
{
    const struct io_subject about = {
        .device = k->leaves ? (uint16_t) (k->leaves - 1) : PLAN_NONE,
        .domain = k->domain,
        .ioas = at->ioas,
        .page = io_get(k->s, WORD_PAGE(at->ioas, pa)),
        .region = at->region,
    };
    const struct policy_rule *r = io_ask(&k->s->view, k->hook, &about, k->more,
                                         k->flushed ? NULL : &k->s->trail);

    if (!r || r->action[0].code != ACT_FLUSH)
        return;
    control_micro(k->s, (struct micro){.kind = MICRO_FLUSH_PAGE, .arg = pa});
    k->flushed = true;
}

/* The pages of RANGE that are in one of the states WANT are flushed as the
 * policy has it; that is one flush. */
static void
run_hook(const struct asking *about, const struct io_range *at, uint64_t care,
         uint64_t want)
{
    struct asking k = *about;
    struct control_step *s = k.s;

    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES)
        if ((io_get(s, WORD_PAGE(at->ioas, pa)) & care) == want)
            ask_page(&k, at, pa);
    if (k.flushed)
        control_micro(
            s, (struct micro){.kind = MICRO_COUNT_EVENT, .arg = COUNT_FLUSH});
}

/* ------------------------------------------------------------------ entries */

bool
io_is_domain_of(const struct view *v, uint16_t domain, uint16_t ioas)
{
    const struct plan_agent *d = &v->bound->plan->agent[domain];

    return d->kind == AGENT_DEVICE && d->behind &&
           view_word(v, WORD_SPACE(domain)) == ioas + 1u;
}

/* Whether some device names the page, so that there is a leaf for it. */
static bool
has_leaf(const struct bound *b, uint64_t pa)
{
    for (uint32_t i = 0; i < b->nvpage; i++)
        if (io_page(b, i) == pa)
            return true;
    return false;
}

static uint64_t
leaf_at(const struct view *v, uint16_t domain, uint64_t pa)
{
    struct stage_of of = {domain, STAGE_SECOND};

    if (io_domain_config(v, domain).mode == UNIT_FIRST)
        of.stage = STAGE_FIRST;
    return io_leaf_at(v->bound, of, io_unit(v->bound->plan, domain), pa);
}

static uint64_t
leaf_of(const struct control_step *s, uint16_t domain, uint16_t region,
        uint64_t pa, uint64_t state)
{
    const struct plan *p = s->view.bound->plan;
    struct unit_config c = io_domain_config(&s->view, domain);
    uint32_t flags = LEAF_READ;

    if (!(state & PAGE_READ_ONLY))
        flags |= LEAF_WRITE;
    if (c.force && !(state & PAGE_MAY_NOT_SNOOP))
        flags |= LEAF_FORCE;
    if (p->region[region].kind == REGION_MMIO)
        flags |= LEAF_MMIO;
    return io_unit(p, domain)->leaf(&c, pa, flags);
}

/* Puts the pages of the range that are mapped into one domain. */
void
io_fill(struct control_step *s, uint16_t domain, const struct io_range *at,
        bool replay)
{
    bool forced = io_get(s, WORD_FORCED(domain));
    uint64_t more = (uint64_t) replay << FACT_REPLAY;
    struct entry_writer w;

    run_hook(&(struct asking){s, BEFORE_MAP, domain, more}, at, PAGE_MAPPED,
             PAGE_MAPPED);
    w = io_writer(s, domain, READS_TABLES);
    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES) {
        uint64_t state = io_get(s, WORD_PAGE(at->ioas, pa));

        if (state & PAGE_MAPPED && has_leaf(s->view.bound, pa))
            io_write(&w, leaf_at(&s->view, domain, pa),
                     leaf_of(s, domain, at->region, pa, state));
    }
    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES) {
        uint64_t state = io_get(s, WORD_PAGE(at->ioas, pa));
        bool may = !forced || state & PAGE_MAY_NOT_SNOOP;

        if (!(state & PAGE_MAPPED))
            continue;
        control_set(s, WORD_PAGE(at->ioas, pa),
                    state | PAGE_PINNED | (may ? PAGE_NONCOHERENT : 0));
        control_set(s, WORD_HAD_ENTRIES(domain), 1);
    }
}

/* LEAVES: as in struct asking. */
static void
empty(struct control_step *s, uint16_t domain, const struct io_range *at,
      uint16_t leaves)
{
    struct entry_writer w = io_writer(s, domain, READS_TABLES);

    for (uint64_t pa = at->first; pa < at->last; pa += PAGE_BYTES)
        if (has_leaf(s->view.bound, pa))
            io_write(&w, leaf_at(&s->view, domain, pa), 0);
    run_hook(&(struct asking){s, BEFORE_INVALIDATE, domain, 0, leaves}, at,
             PAGE_PINNED, PAGE_PINNED);
}

void
io_empty(struct control_step *s, uint16_t domain, const struct io_range *at)
{
    empty(s, domain, at, 0);
}

/* Whether operations of address spaces name the region. */
bool
io_is_managed(const struct view *v, uint16_t region)
{
    for (uint32_t i = 0; i < v->bound->ncontrol; i++)
        if (v->control->op[i].io && v->control->op[i].region == region)
            return true;
    return false;
}

/* The pages that hold a guest's own stage are the guest's memory. */
static void
set_guest_pages(struct control_step *s, uint16_t domain, uint32_t flags)
{
    const struct bound *b = s->view.bound;
    struct unit_config c = io_domain_config(&s->view, domain);
    const struct iommu_unit *u = io_unit(b->plan, domain);
    struct entry_writer w;

    if (!c.nest_parent)
        return;
    w = io_writer(s, domain, READS_TABLES);
    if (flags && c.force)
        flags |= LEAF_FORCE;
    for (uint32_t i = b->nvpage; i < io_page_count(b, STAGE_SECOND); i++)
        if (io_page(b, i) != NO_PAGE)
            io_write(&w, leaf_at(&s->view, domain, io_page(b, i)),
                     flags ? u->leaf(&c, io_page(b, i), flags) : 0);
}

void
io_fill_domain(struct control_step *s, uint16_t domain)
{
    const struct plan *p = s->view.bound->plan;
    uint16_t ioas = (uint16_t) (io_get(s, WORD_SPACE(domain)) - 1);

    set_guest_pages(s, domain, LEAF_READ | LEAF_WRITE);
    for (uint16_t r = 0; r < p->nregion; r++) {
        struct io_range at = io_whole(s, ioas, r);

        if (io_is_managed(&s->view, r))
            io_fill(s, domain, &at, true);
    }
}

void
io_empty_domain(struct control_step *s, uint16_t domain, uint16_t device)
{
    const struct plan *p = s->view.bound->plan;
    uint16_t leaves = (uint16_t) (device + 1);
    uint16_t ioas = (uint16_t) (io_get(s, WORD_SPACE(domain)) - 1);

    for (uint16_t r = 0; r < p->nregion; r++) {
        struct io_range at = io_whole(s, ioas, r);

        if (!io_is_managed(&s->view, r))
            continue;
        empty(s, domain, &at, leaves);
        run_hook(&(struct asking){s, AFTER_INVALIDATE, domain, 0, leaves}, &at,
                 PAGE_PINNED, PAGE_PINNED);
    }
    set_guest_pages(s, domain, 0);
}

/* Whether some page of the domain's address space is in a state. */
static bool
any_page_is(const struct view *v, uint16_t domain, uint64_t state)
{
    const struct plan *p = v->bound->plan;
    uint64_t space = view_word(v, WORD_SPACE(domain));

    for (uint16_t r = 0; r < p->nregion && space; r++)
        for (uint64_t at = 0; at < p->region[r].size; at += PAGE_BYTES) {
            uint64_t word = WORD_PAGE(space - 1, p->region[r].pa + at);

            if (!io_is_managed(v, r))
                break;
            if (view_word(v, word) & state)
                return true;
        }
    return false;
}

bool
io_may_not_snoop(const struct view *v, uint16_t domain)
{
    return any_page_is(v, domain, PAGE_MAY_NOT_SNOOP);
}

bool
io_forces_all(const struct view *v, uint16_t domain)
{
    const struct unit_config c = io_domain_config(v, domain);

    return c.force && !io_unit(v->bound->plan, domain)->forced_by_leaf(&c);
}

/* What is mapped is pinned for the domains there are.  A container forgets its
 * mappings with the last of them, an IOAS pins them anew for the next.  What is
 * not mapped any more waits for its unpin. */
void
io_unpin_mapped(struct control_step *s, uint16_t ioas, uint16_t device)
{
    const struct plan *p = s->view.bound->plan;
    uint64_t stays = p->ioas[ioas].kind == IOAS_TYPE1
                         ? 0
                         : ~(uint64_t) (PAGE_PINNED | PAGE_NONCOHERENT);
    const struct asking about = {s, BEFORE_UNPIN, PLAN_NONE, 0,
                                 (uint16_t) (device + 1)};

    for (uint16_t r = 0; r < p->nregion; r++) {
        struct io_range at = io_whole(s, ioas, r);

        if (!io_is_managed(&s->view, r))
            continue;
        run_hook(&about, &at, PAGE_PINNED | PAGE_MAPPED,
                 PAGE_PINNED | PAGE_MAPPED);
        for (uint64_t pa = at.first; pa < at.last; pa += PAGE_BYTES) {
            uint64_t state = io_get(s, WORD_PAGE(ioas, pa));

            if (state & PAGE_MAPPED)
                control_set(s, WORD_PAGE(ioas, pa), state & stays);
        }
    }
}

/* Pages that are pinned and no longer mapped are what it is about. */
void
io_after_invalidate(struct control_step *s, uint16_t domain, uint16_t ioas)
{
    const struct plan *p = s->view.bound->plan;

    for (uint16_t r = 0; r < p->nregion; r++) {
        struct io_range at = io_whole(s, ioas, r);

        if (io_is_managed(&s->view, r))
            run_hook(&(struct asking){s, AFTER_INVALIDATE, domain}, &at,
                     PAGE_PINNED | PAGE_MAPPED, PAGE_PINNED);
    }
}

void
io_before_unpin(struct control_step *s, const struct io_range *at)
{
    run_hook(&(struct asking){s, BEFORE_UNPIN, PLAN_NONE}, at, PAGE_PINNED,
             PAGE_PINNED);
}
