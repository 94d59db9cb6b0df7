/* The pages of every context: what translations there can be. */

#include "sim/core/binding.h"

/* Lines of the host page at PA. */
static uint32_t
lines_of_page(const struct binding *k, uint64_t pa)
{
    for (uint32_t i = 0; i < k->npage; i++) {
        uint32_t end = i + 1 < k->npage ? k->page[i + 1].line0 : k->b->nline;

        if (k->page[i].pa == pa)
            return end - k->page[i].line0;
    }
    return 0;
}

static bool
region_named(const struct binding *k, uint16_t region)
{
    const struct plan_region *r = &k->plan->region[region];

    for (uint32_t i = 0; i < k->npage; i++)
        if (k->page[i].pa >= r->pa && k->page[i].pa - r->pa < r->size)
            return true;
    return false;
}

static uint32_t
pages_of(uint64_t bytes)
{
    return (uint32_t) ((bytes + PAGE_BYTES - 1) / PAGE_BYTES);
}

static void
reserve_cpu_pages(struct binding *k)
{
    const struct plan *p = k->plan;

    for (uint32_t c = 0; c < p->nctx; c++)
        for (uint32_t m = 0; m < p->nmap; m++) {
            if (p->map[m].principal != p->ctx[c].principal ||
                !region_named(k, p->map[m].region))
                continue;
            k->cpu_pages[c * p->nmap + m] = k->b->nvpage + 1;
            k->b->nvpage += pages_of(p->map[m].size);
        }
}

static void
reserve_dma_pages(struct binding *k)
{
    const struct plan *p = k->plan;

    for (uint32_t i = 0; i < p->nstep; i++) {
        const struct plan_step *s = &p->step[i];
        struct target t = step_target(p, s);
        uint32_t *at;

        if (t.region == PLAN_NONE || t.map != PLAN_NONE ||
            s->agent == PLAN_NONE)
            continue;
        at = &k->dma_pages[s->agent * p->nregion + t.region];
        if (*at)
            continue;
        *at = k->b->nvpage + 1;
        k->b->nvpage += pages_of(p->region[t.region].size);
    }
}

static void
fill_cpu_pages(struct binding *k, struct vpage *v, uint32_t *lines)
{
    const struct plan *p = k->plan;

    for (uint32_t c = 0; c < p->nctx; c++)
        for (uint32_t m = 0; m < p->nmap; m++) {
            const struct plan_map *map = &p->map[m];
            uint32_t base = k->cpu_pages[c * p->nmap + m];

            for (uint32_t i = 0; base && i < pages_of(map->size); i++) {
                v[base - 1 + i] =
                    (struct vpage){.ctx = (uint16_t) c,
                                   .map = (uint16_t) m,
                                   .ctx_agent = PLAN_NONE,
                                   .va = map->va + (uint64_t) i * PAGE_BYTES};
                if (map->implied && !rule_on(k->b, SEM_LINEAR_MAP))
                    continue;
                lines[base - 1 + i] =
                    lines_of_page(k, p->region[map->region].pa + map->offset +
                                         (uint64_t) i * PAGE_BYTES);
            }
        }
}

static void
fill_dma_pages(struct binding *k, struct vpage *v, uint32_t *lines)
{
    const struct plan *p = k->plan;

    for (uint32_t a = 0; a < p->nagent; a++)
        for (uint32_t r = 0; r < p->nregion; r++) {
            uint32_t base = k->dma_pages[a * p->nregion + r];

            for (uint32_t i = 0; base && i < pages_of(p->region[r].size); i++) {
                uint64_t pa = p->region[r].pa + (uint64_t) i * PAGE_BYTES;

                v[base - 1 + i] = (struct vpage){.ctx = PLAN_NONE,
                                                 .map = PLAN_NONE,
                                                 .ctx_agent = (uint16_t) a,
                                                 .va = pa};
                lines[base - 1 + i] = lines_of_page(k, pa);
            }
        }
}

void
bind_pages(struct binding *k)
{
    const struct plan *p = k->plan;
    struct vpage *v;
    uint32_t *lines;

    k->cpu_pages =
        arena_new_array(k->arena, uint32_t, (size_t) p->nctx * p->nmap + 1);
    k->dma_pages = arena_new_array(k->arena, uint32_t,
                                   (size_t) p->nagent * p->nregion + 1);
    reserve_cpu_pages(k);
    reserve_dma_pages(k);
    v = arena_new_array(k->arena, struct vpage, k->b->nvpage + 1);
    lines = arena_new_array(k->arena, uint32_t, k->b->nvpage + 1);
    fill_cpu_pages(k, v, lines);
    fill_dma_pages(k, v, lines);
    k->b->vpage = v;
    k->b->vpage_lines = lines;
}
