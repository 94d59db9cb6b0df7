/* Regions get addresses, principals get maps. */
#include <stdlib.h>
#include <string.h>

#include "sim/lang/elaborate.h"

#define FIRST_ADDRESS (1ULL << 32)
#define HUGE_PAGE     (2ULL << 20)
#define ADDRESS_END   (1ULL << 46)

static uint64_t
align_up(uint64_t n, uint64_t to)
{
    return (n + to - 1) / to * to;
}

/* ---- regions ---- */

/* The principal a region or a device belongs to. */
static uint16_t
region_owner(const struct build *b, const struct t_region *t, uint16_t device)
{
    if (t->owner.given || device == PLAN_NONE)
        return (uint16_t) value_at(&t->owner, b->point);
    return b->agents[device].principal;
}

static bool
region_device(struct build *b, const struct t_region *t, uint16_t *device)
{
    uint64_t name = value_at(&t->device, b->point);

    *device = PLAN_NONE;
    if (!t->device.given)
        return true;
    if (!b->device[name])
        return build_fail(b, DIAG_NAME_UNKNOWN, t->at,
                          "there is no device '%s' here", build_name(b, name));
    *device = (uint16_t) (b->device[name] - 1u);
    return true;
}

void
build_vma(struct build *b, struct at at, uint32_t vma)
{
    const char *why =
        vma && b->s->model->check_vma ? b->s->model->check_vma(vma) : NULL;

    if (why)
        build_fail(b, DIAG_VALUE, at, "%s", why);
}

static void
add_region(struct build *b, const struct t_region *t)
{
    uint16_t id = b->p->nregion, device;
    struct plan_region *r = &b->regions[id];

    if (!region_device(b, t, &device))
        return;
    if (b->region[t->name]) {
        build_fail(b, DIAG_NAME_TWICE, t->at, "'%s' is there already",
                   build_name(b, t->name));
        return;
    }
    *r = (struct plan_region){
        .name = build_name(b, t->name),
        .kind = t->kind,
        .reg = t->reg,
        .doorbell = t->doorbell,
        .device = device,
        .owner = region_owner(b, t, device),
        .holds = value_at(&t->holds, b->point),
        .pa = value_at(&t->pa, b->point),
        .size = value_at(&t->size, b->point),
        .linear_map = t->linear,
        .uncontained = (uint8_t) value_at(&t->uncontained, b->point),
        .line = t->line,
    };
    r->previous = t->previous.given
                      ? (uint16_t) value_at(&t->previous, b->point)
                      : r->owner;
    for (uint32_t i = 0; i < t->nflag; i++)
        r->slot_flags |= (uint32_t) value_at(&t->flag[i], b->point);
    r->vma = bits_at(&t->vma, b->point);
    build_vma(b, t->at, r->vma);
    b->fixed_pa[id] = t->pa.given;
    b->region_at[id] = t->at;
    b->region[t->name] = (uint16_t) (id + 1u);
    b->p->nregion++;
    if (t->doorbell && !b->bell[value_at(&t->device, b->point)])
        b->bell[value_at(&t->device, b->point)] = b->region[t->name];
}

/* The doorbell that a device has because something names it. */
static void
add_bell(struct build *b, const struct t_device *t)
{
    uint16_t id = b->p->nregion;
    uint16_t device = (uint16_t) (b->device[t->name] - 1u);

    b->regions[id] = (struct plan_region){
        .name = build_name(b, t->bell),
        .kind = REGION_MMIO,
        .reg = REG_EXACT,
        .doorbell = true,
        .device = device,
        .owner = b->agents[device].principal,
        .previous = b->agents[device].principal,
        .size = PAGE_BYTES,
        .line = t->line,
    };
    b->region_at[id] = t->at;
    b->region[t->bell] = (uint16_t) (id + 1u);
    if (!b->bell[t->name])
        b->bell[t->name] = b->region[t->bell];
    b->p->nregion++;
}

enum { NAMED = 1, RUNG = 2 };

/* Note which places are named and which devices' doorbells are rung. */
static void
mark_bells(const struct build *b, uint8_t *named)
{
    const struct script *s = b->s;

    for (guint i = 0; i < s->items->len; i++) {
        const struct t_item *t = &g_array_index(s->items, struct t_item, i);

        for (uint32_t o = 0; b->active[i] && o < t->noperand; o++)
            if (strchr("ALR", t->operand[o].letter))
                named[value_at(&t->operand[o].v, b->point)] |= NAMED;
            else if (t->operand[o].letter == 'D' && t->verb &&
                     t->verb->flags & OPF_RING)
                named[value_at(&t->operand[o].v, b->point)] |= RUNG;
    }
    for (guint i = 0; i < s->maps->len; i++) {
        const struct t_map *t = &g_array_index(s->maps, struct t_map, i);

        if (cond_holds(&t->cond, b->point))
            named[value_at(&t->region, b->point)] |= NAMED;
    }
    for (guint i = 0; i < s->claims->len; i++) {
        const struct t_claim *t = &g_array_index(s->claims, struct t_claim, i);

        if (t->region.given && cond_holds(&t->cond, b->point))
            named[value_at(&t->region, b->point)] |= NAMED;
    }
}

static void
add_bells(struct build *b)
{
    uint8_t *named = arena_new_array(b->arena, uint8_t, b->nname);

    mark_bells(b, named);
    for (uint32_t i = 0; i < b->p->nagent; i++) {
        const struct t_device *t = b->from_device[i];

        if (t && (named[t->bell] & NAMED ||
                  (named[t->name] & RUNG && !b->bell[t->name])))
            add_bell(b, t);
    }
}

/* ---- where they are ---- */

struct placed {
    uint64_t from, to;
    uint16_t region;
};

static int
by_address(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;

    return a->from != b->from
               ? (a->from > b->from) - (a->from < b->from)
               : (a->region > b->region) - (a->region < b->region);
}

/* The regions the scenario places itself, in order. */
static uint32_t
collect_fixed(struct build *b, struct placed *list)
{
    uint32_t n = 0;

    for (uint16_t i = 0; i < b->p->nregion; i++) {
        const struct plan_region *r = &b->regions[i];

        if (!b->fixed_pa[i])
            continue;
        list[n++] = (struct placed){r->pa, r->pa + r->size, i};
        if (r->pa + r->size > ADDRESS_END)
            build_fail(b, DIAG_VALUE, b->region_at[i], "'%s' ends above 2^46",
                       r->name);
    }
    qsort(list, n, sizeof *list, by_address);
    for (uint32_t i = 1; i < n; i++)
        if (list[i].from < list[i - 1].to)
            build_fail(b, DIAG_OVERLAP, b->region_at[list[i].region],
                       "'%s' overlaps '%s'", b->regions[list[i].region].name,
                       b->regions[list[i - 1].region].name);
    return n;
}

static void
place_regions(struct build *b)
{
    struct placed *fixed =
        arena_new_array(b->arena, struct placed, b->p->nregion + 1u);
    uint32_t nfixed = collect_fixed(b, fixed), next = 0;
    uint64_t at = FIRST_ADDRESS;

    for (uint16_t i = 0; i < b->p->nregion; i++) {
        struct plan_region *r = &b->regions[i];
        uint64_t unit = r->size >= HUGE_PAGE ? HUGE_PAGE : PAGE_BYTES;

        if (b->fixed_pa[i])
            continue;
        at = align_up(at, unit);
        while (next < nfixed && fixed[next].from < at + r->size) {
            if (fixed[next].to > at)
                at = align_up(fixed[next].to, unit);
            next++;
        }
        r->pa = at;
        at += r->size;
        if (at > ADDRESS_END)
            build_fail(b, DIAG_TOO_MANY, b->region_at[i],
                       "no room for '%s' below 2^46", r->name);
    }
}

void
build_regions(struct build *b)
{
    const GArray *regions = b->s->regions;

    for (guint i = 0; i < regions->len; i++) {
        const struct t_region *t = &g_array_index(regions, struct t_region, i);

        if (cond_holds(&t->cond, b->point))
            add_region(b, t);
    }
    add_bells(b);
    place_regions(b);
}
