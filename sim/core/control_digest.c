#include "sim/core/control_digest.h"

#include <string.h>
#include <xxhash.h>

#include "sim/core/control.h"

static void
add(XXH3_state_t *d, const void *what, size_t bytes)
{
    if (bytes)
        XXH3_128bits_update(d, what, bytes);
}

static void
add_number(XXH3_state_t *d, uint64_t n)
{
    add(d, &n, sizeof n);
}

/* What a machine shows of a denial; where it lies in memory says nothing. */
static void
add_denial(XXH3_state_t *d, const struct denial *denied)
{
    add_number(d, denied ? strlen(denied->name) + 1 : 0);
    if (denied) {
        add(d, denied->name, strlen(denied->name));
        add_number(d, denied->error);
    }
}

/* Field by field: between them is anything. */
static void
add_xlats(XXH3_state_t *d, const struct control *c)
{
    for (uint32_t i = 0; i < c->nxlat; i++) {
        const struct xlat *x = &c->xlat[i];

        add_number(d, x->line0);
        add_number(d, (uint64_t) x->attr << 24 | (uint64_t) x->fault << 16 |
                          (uint64_t) x->no_snoop << 8 | x->unsent);
        add_number(d, x->other);
        add_denial(d, x->unaligned);
        add_denial(d, x->atomic);
        add_denial(d, x->store);
    }
}

static void
add_edges(XXH3_state_t *d, const struct control *c)
{
    for (uint32_t i = 0; i < c->nedge; i++) {
        const struct edge *e = &c->edge[i];

        add_number(d, (uint64_t) e->to << 32 | e->micro);
        add_number(d, (uint64_t) e->nmicro << 32 | (uint64_t) e->error << 8 |
                          e->voided);
    }
    for (uint32_t i = 0; i < c->nmicro; i++) {
        const struct micro *m = &c->micro[i];

        add_number(d, (uint64_t) m->kind << 32 | (uint64_t) m->cpu << 16 |
                          m->region);
        add_number(d, m->arg);
    }
}

/* A machine has the number of a configuration, not its words. */
struct control_digest
control_digest(const struct bound *b)
{
    const struct control *c = b->control;
    XXH3_state_t *d = XXH3_createState();
    size_t configs = c->nconfig;
    XXH128_hash_t out;

    XXH3_128bits_reset(d);
    add_number(d, configs);
    add(d, c->xlat_of, configs * b->nvpage * sizeof *c->xlat_of);
    add(d, c->fresh, configs * b->nvpage * sizeof *c->fresh);
    add(d, c->next, configs * c->nid * sizeof *c->next);
    add(d, c->alias, configs * c->npage);
    add_xlats(d, c);
    add_edges(d, c);
    out = XXH3_128bits_digest(d);
    XXH3_freeState(d);
    return (struct control_digest){out.low64, out.high64};
}
