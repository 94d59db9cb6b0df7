/* States packed into words, and back. */

#include <string.h>

#include "sim/base/arena.h"
#include "sim/core/control.h"
#include "sim/core/machine.h"
#include "sim/core/packing.h"

struct packer {
    struct bound *b;
    const struct domain *domain;
    struct group_place *group;
    struct cell_place *cell;
    uint32_t ngroup, nword, used; /* bits of the last word                    */
};

static uint8_t
bits_for(uint32_t max)
{
    uint8_t n = 0;

    while (max >> n)
        n++;
    return n;
}

static cell
value_of(const struct domain *d, uint32_t code)
{
    return d->value ? d->value[code] : code;
}

/* What each value of a cell adds. */
static const uint64_t *
parts_of(const struct packer *k, const struct domain *d, uint64_t weight)
{
    uint32_t n = value_of(d, d->n - 1) + 1;
    uint64_t *part;

    if (n > VALUES_MAX)
        return NULL;
    part = arena_new_array(k->b->arena, uint64_t, n);
    memset(part, 0xff, n * sizeof *part); /* PART_NONE */
    for (uint32_t i = 0; i < d->n; i++)
        part[value_of(d, i)] = i * weight;
    return part;
}

/* What each number of the group stands for. */
static const cell *
table_of(const struct packer *k, const struct group_place *g)
{
    cell *value =
        arena_new_array(k->b->arena, cell, (size_t) (g->mask + 1) * g->ncell);

    for (uint32_t i = 0; i <= g->mask; i++) {
        uint32_t rest = i;

        for (uint32_t c = 0; c < g->ncell; c++) {
            const struct domain *d = &k->domain[g->cell[c]];

            value[i * g->ncell + c] = value_of(d, rest % d->n);
            rest /= d->n;
        }
    }
    return value;
}

/* Gives the group its bits; CODES: how many numbers it has. */
static void
place_group(struct packer *k, struct group_place *g, uint32_t codes)
{
    uint8_t bits = bits_for(codes - 1);
    uint64_t weight;

    if (!k->nword || k->used + bits > 64) {
        k->nword++;
        k->used = 0;
    }
    g->mask = (1ULL << bits) - 1;
    g->word = k->nword - 1;
    g->shift = (uint8_t) k->used;
    weight = 1ULL << k->used;
    k->used += bits;
    for (uint32_t c = 0; c < g->ncell; c++) {
        const struct domain *d = &k->domain[g->cell[c]];

        k->cell[g->cell[c]] =
            (struct cell_place){.weight = weight,
                                .part = parts_of(k, d, weight),
                                .max = value_of(d, d->n - 1),
                                .word = g->word};
        weight *= d->n;
    }
    if (g->ncell > 1 || k->domain[g->cell[0]].value)
        g->value = table_of(k, g);
}

/* Cells that follow each other share a group while it has few numbers. */
static void
group_cells(struct packer *k)
{
    struct group_place *g = NULL;
    uint32_t codes = 1;

    for (uint32_t i = 0; i < k->b->at.ncell; i++) {
        uint32_t n = k->domain[i].n;

        if (n <= 1)
            continue;
        if (g &&
            ((uint64_t) codes * n > GROUP_CODES || g->ncell == GROUP_CELLS)) {
            place_group(k, g, codes);
            g = NULL;
        }
        if (!g) {
            g = &k->group[k->ngroup++];
            codes = 1;
        }
        g->cell[g->ncell++] = i;
        codes *= n;
    }
    if (g)
        place_group(k, g, codes);
}

bool
squeeze_prepare(struct bound *b)
{
    struct packer k = {.b = b};
    struct packing *p = arena_new(b->arena, struct packing);

    if (!control_close(b))
        return false;
    k.domain = cell_domains(b);
    k.group = arena_new_array(b->arena, struct group_place, b->at.ncell);
    k.cell = arena_new_array(b->arena, struct cell_place, b->at.ncell);
    group_cells(&k);
    *p = (struct packing){k.group, k.cell, k.ngroup};
    b->packing = p;
    b->nwords = k.nword ? k.nword : 1;
    return true;
}

void
squeeze(const struct bound *b, const cell *m, uint64_t *w)
{
    const struct packing *p = b->packing;

    memset(w, 0, b->nwords * sizeof *w);
    for (uint32_t i = 0; i < p->ngroup; i++) {
        const struct group_place *g = &p->group[i];

        for (uint32_t c = 0; c < g->ncell; c++) {
            const struct cell_place *at = &p->cell[g->cell[c]];

            w[at->word] += cell_part(at, m[g->cell[c]]);
        }
    }
}

void
spread(const struct bound *b, const uint64_t *w, cell *m)
{
    const struct group_place *g = b->packing->group;
    const struct group_place *end = g + b->packing->ngroup;

    memcpy(m, b->start, b->at.ncell * sizeof *m);
    for (; g < end; g++) {
        uint64_t n = w[g->word] >> g->shift & g->mask;
        const cell *value = g->value + n * g->ncell;

        if (!g->value) {
            m[g->cell[0]] = (cell) n;
            continue;
        }
        for (uint32_t c = 0; c < g->ncell; c++)
            m[g->cell[c]] = value[c];
    }
}
