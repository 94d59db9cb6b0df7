/* Who maps what: as written, and what goes without saying. */
#include <stdlib.h>

#include "sim/lang/elaborate.h"

#define NEXT_COPY   (1ULL << 40) /* further maps of a region, this far apart */
#define ADDRESS_END (1ULL << 47)

enum { COPIES = 64, VMM = 1 };

/* ---- one map ---- */

static struct plan_map *
new_map(struct build *b, struct at at)
{
    if (b->p->nmap == b->map_room) {
        build_fail(b, DIAG_TOO_MANY, at, "too many maps");
        return NULL;
    }
    b->map_at[b->p->nmap] = at;
    return &b->maps[b->p->nmap++];
}

/* Give a complete map an address, if it has none. */
static void
locate_map(struct build *b, struct plan_map *m, bool has_va)
{
    struct at at = b->map_at[m - b->maps];
    uint16_t *copies = &b->copies[m->principal * b->p->nregion + m->region];

    if (!has_va)
        m->va = b->regions[m->region].pa + m->offset + *copies * NEXT_COPY;
    if (++*copies > COPIES || m->va + m->size > ADDRESS_END)
        build_fail(b, DIAG_TOO_MANY, at, "no room for this map below 2^47");
}

/* Give a complete map its name and its address. */
static void
enter_map(struct build *b, struct plan_map *m, uint16_t name, bool has_va)
{
    struct at at = b->map_at[m - b->maps];
    uint16_t *known = build_map(b, m->principal, name);

    if (*known)
        build_fail(b, DIAG_NAME_TWICE, at,
                   "'%s' maps a '%s' already; call this map something else "
                   "with 'name'",
                   b->p->principal[m->principal].name, build_name(b, name));
    *known = (uint16_t) (m - b->maps + 1);
    m->name = build_name(b, name);
    locate_map(b, m, has_va);
}

uint16_t
build_alias(struct build *b, struct at at, uint32_t base,
            const struct word *type)
{
    const struct plan_map *like = &b->maps[base];
    struct plan_map *m;
    char name[2 * SCRIPT_NAME];
    int length;

    if (like->type == type->code && !like->raw)
        return (uint16_t) (base + 1u);
    m = new_map(b, at);
    if (!m)
        return 0;
    *m = *like;
    length = g_snprintf(name, sizeof name, "%s%c%s", like->name, ALIAS_MARK,
                        type->name);
    m->name = arena_text(b->arena, name, (size_t) length);
    m->type = (uint8_t) type->code;
    m->raw = false;
    m->leaf = 0;
    m->implied = true;
    locate_map(b, m, false);
    return b->p->nmap;
}

/* The largest page the addresses of a region allow. */
static uint64_t
page_for(const struct plan_region *r)
{
    const uint64_t both = r->pa | r->size;

    return both % (1ULL << 30) == 0   ? 1ULL << 30
           : both % (2ULL << 20) == 0 ? 2ULL << 20
                                      : PAGE_BYTES;
}

static void
imply_map(struct build *b, uint16_t principal, uint16_t region, uint16_t name,
          uint64_t type)
{
    const struct plan_region *r = &b->regions[region];
    struct plan_map *m = new_map(b, b->region_at[region]);

    if (!m)
        return;
    *m = (struct plan_map){.principal = principal,
                           .region = region,
                           .type = (uint8_t) type,
                           .implied = true,
                           .size = r->size,
                           .page = page_for(r),
                           .line = r->line};
    enter_map(b, m, name, false);
}

/* ---- as written ---- */

/* Sizes and addresses of a written map. */
static bool
measure(struct build *b, const struct t_map *t, struct plan_map *m)
{
    const struct plan_region *r = &b->regions[m->region];

    m->offset = value_at(&t->offset, b->point);
    if (m->offset >= r->size)
        return build_fail(b, DIAG_VALUE, t->at,
                          "the offset is behind the end of '%s'", r->name);
    m->size =
        t->size.given ? value_at(&t->size, b->point) : r->size - m->offset;
    if (m->size > r->size - m->offset)
        return build_fail(b, DIAG_VALUE, t->at, "this is more than '%s' has",
                          r->name);
    m->va = value_at(&t->va, b->point);
    m->page = value_at(&t->page, b->point);
    if ((r->pa | m->offset | m->size | m->va) % m->page)
        return build_fail(b, DIAG_VALUE, t->at,
                          "address and size are no multiples of the page");
    return true;
}

static void
write_map(struct build *b, const struct t_map *t)
{
    uint64_t name = value_at(&t->region, b->point);
    struct plan_map *m;

    if (!b->region[name]) {
        build_fail(b, DIAG_NAME_UNKNOWN, t->at, "there is no '%s' here",
                   build_name(b, name));
        return;
    }
    m = new_map(b, t->at);
    if (!m)
        return;
    *m = (struct plan_map){
        .principal = (uint16_t) value_at(&t->principal, b->point),
        .region = (uint16_t) (b->region[name] - 1u),
        .type = (uint8_t) value_at(&t->type, b->point),
        .raw = t->leaf.given,
        .leaf = value_at(&t->leaf, b->point),
        .line = t->line,
    };
    if (measure(b, t, m))
        enter_map(b, m, t->name ? t->name : (uint16_t) name, t->va.given);
}

/* ---- what goes without saying ---- */

/* Note whom the scenario gives maps of its own. */
static void
mark_written(const struct build *b, uint8_t *written)
{
    const GArray *maps = b->s->maps;

    for (guint i = 0; i < maps->len; i++) {
        const struct t_map *t = &g_array_index(maps, struct t_map, i);
        uint64_t region;

        if (!cond_holds(&t->cond, b->point))
            continue;
        region = b->region[value_at(&t->region, b->point)];
        if (region)
            written[value_at(&t->principal, b->point) * b->p->nregion + region -
                    1] = 1;
    }
}

/* A process has the type of its VMA. */
static uint64_t
implied_type(const struct build *b, uint16_t principal,
             const struct plan_region *r)
{
    const struct model *m = b->s->model;

    if (b->p->principal[principal].kind == PRINCIPAL_USER && m->user_type)
        return m->user_type(r);
    return m->default_type;
}

/* Memory: the host's linear map, the owner's, and of a guest's the VMM's. */
static void
imply_ram(struct build *b, const struct t_region *t, const uint8_t *written)
{
    uint16_t id = (uint16_t) (b->region[t->name] - 1u);
    const struct plan_region *r = &b->regions[id];

    if (t->linear)
        imply_map(b, 0, id, t->name, value_at(&t->linear_type, b->point));
    if (b->p->principal[r->owner].kind == PRINCIPAL_GUEST &&
        !written[VMM * b->p->nregion + id])
        imply_map(b, VMM, id, t->name, implied_type(b, VMM, r));
    if (r->owner && !written[r->owner * b->p->nregion + id])
        imply_map(b, r->owner, id, t->name, implied_type(b, r->owner, r));
}

/* A doorbell is mapped, as a device's register, for whoever uses it. */
static void
imply_bell(struct build *b, const struct t_item *t, const struct t_operand *o)
{
    uint64_t name = value_at(&o->v, b->point);
    bool ring = o->letter == 'D' && t->verb->flags & OPF_RING;
    bool by_name = o->letter == 'A' && b->s->name_is[name] & IS_BELL;
    const struct plan_ctx *ctx = &b->p->ctx[t->ctx];
    uint16_t region = ring ? b->bell[name] : by_name ? b->region[name] : 0;

    if (!region || b->copies[ctx->principal * b->p->nregion + region - 1])
        return;
    for (uint32_t n = 1; ring && n < b->nname; n++)
        if (b->region[n] == region)
            name = n;
    imply_map(b, ctx->principal, (uint16_t) (region - 1u), (uint16_t) name,
              b->s->model->device_type);
}

static void
imply_bells(struct build *b)
{
    const GArray *items = b->s->items;

    for (guint i = 0; i < items->len; i++) {
        const struct t_item *t = &g_array_index(items, struct t_item, i);

        for (uint32_t o = 0; b->active[i] && t->kind == T_STEP &&
                             t->actor == ACTOR_CPU && o < t->noperand;
             o++)
            imply_bell(b, t, &t->operand[o]);
    }
}

/* ---- no two at one address ---- */

struct ordered {
    const struct plan_map *map;
};

static int
by_va(const void *x, const void *y)
{
    const struct plan_map *a = ((const struct ordered *) x)->map;
    const struct plan_map *b = ((const struct ordered *) y)->map;

    if (a->principal != b->principal)
        return a->principal < b->principal ? -1 : 1;
    if (a->va != b->va)
        return a->va < b->va ? -1 : 1;
    return (a > b) - (a < b);
}

static void
check_overlap(struct build *b)
{
    struct ordered *list =
        arena_new_array(b->arena, struct ordered, b->p->nmap + 1u);

    for (uint32_t i = 0; i < b->p->nmap; i++)
        list[i].map = &b->maps[i];
    qsort(list, b->p->nmap, sizeof *list, by_va);
    for (uint32_t i = 1; i < b->p->nmap; i++) {
        const struct plan_map *m = list[i].map, *before = list[i - 1].map;

        if (m->principal == before->principal &&
            m->va < before->va + before->size)
            build_fail(b, DIAG_OVERLAP, b->map_at[m - b->maps],
                       "this map overlaps that of '%s' in '%s'", before->name,
                       b->p->principal[m->principal].name);
    }
}

void
build_maps(struct build *b)
{
    const struct script *s = b->s;
    uint8_t *written = arena_new_array(
        b->arena, uint8_t, (size_t) b->p->nprincipal * b->p->nregion + 1);
    bool chosen = false; /* some address is not ours to keep apart */

    b->copies = arena_new_array(b->arena, uint16_t,
                                (size_t) b->p->nprincipal * b->p->nregion + 1);
    mark_written(b, written);
    for (guint i = 0; i < s->regions->len; i++) {
        const struct t_region *t =
            &g_array_index(s->regions, struct t_region, i);

        chosen |= t->pa.given;
        if (t->kind == REGION_RAM && cond_holds(&t->cond, b->point))
            imply_ram(b, t, written);
    }
    for (guint i = 0; i < s->maps->len; i++) {
        const struct t_map *t = &g_array_index(s->maps, struct t_map, i);

        chosen |= t->va.given;
        if (cond_holds(&t->cond, b->point))
            write_map(b, t);
    }
    imply_bells(b);
    imply_aliases(b);
    if (chosen && !b->failed)
        check_overlap(b);
}
