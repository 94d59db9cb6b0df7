/* Which host lines and words the program names, and their granules. */

#include <stdlib.h>

#include "sim/core/binding.h"

/* The region and offset a step's address operand or doorbell stands for. */
struct target
step_target(const struct plan *p, const struct plan_step *s)
{
    const struct plan_operand *o = step_address(s);
    struct target t = {PLAN_NONE, PLAN_NONE, 0, 0};

    if (o) {
        bool cpu =
            s->agent != PLAN_NONE && p->agent[s->agent].kind == AGENT_CPU;

        t.map = cpu ? (uint16_t) o->id : PLAN_NONE;
        t.region = cpu ? p->map[o->id].region : (uint16_t) o->id;
        t.from = o->from + (cpu ? p->map[o->id].offset : 0);
        t.to = o->to + (cpu ? p->map[o->id].offset : 0);
        return t;
    }
    if (!(s->verb->flags & OPF_RING))
        return t;
    for (uint16_t m = 0; m < p->nmap; m++) {
        const struct plan_region *r = &p->region[p->map[m].region];

        if (r->doorbell && r->device == s->operand[0].id &&
            p->map[m].principal == p->ctx[s->ctx].principal)
            return (struct target){m, p->map[m].region, 0, WORD_BYTES};
    }
    return t;
}

static int
by_line(const void *x, const void *y)
{
    const struct touch *a = x, *b = y;

    return (a->line_pa > b->line_pa) - (a->line_pa < b->line_pa);
}

static uint32_t
count_touches(const struct plan *p)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < p->nstep; i++) {
        struct target t = step_target(p, &p->step[i]);

        if (t.region != PLAN_NONE && step_accesses(&p->step[i]))
            n += (uint32_t) ((t.to - 1) / LINE_BYTES - t.from / LINE_BYTES + 1);
    }
    return n;
}

static void
collect(struct binding *k)
{
    const struct plan *p = k->plan;

    k->touch = arena_new_array(k->arena, struct touch, count_touches(p) + 1);
    for (uint32_t i = 0; i < p->nstep; i++) {
        struct target t = step_target(p, &p->step[i]);
        uint64_t at, end, pa;

        if (t.region == PLAN_NONE || !step_accesses(&p->step[i]))
            continue;
        pa = p->region[t.region].pa;
        for (at = pa + t.from, end = pa + t.to; at < end;) {
            uint64_t line = at & ~(uint64_t) (LINE_BYTES - 1);
            uint64_t stop = line + LINE_BYTES < end ? line + LINE_BYTES : end;

            k->touch[k->ntouch++] = (struct touch){
                .line_pa = line,
                .step = i,
                .first = (uint8_t) ((at - line) / WORD_BYTES),
                .words = (uint8_t) ((stop - at + WORD_BYTES - 1) / WORD_BYTES),
            };
            at = stop;
        }
    }
}

static uint16_t
region_of(const struct plan *p, uint64_t pa)
{
    for (uint16_t r = 0; r < p->nregion; r++)
        if (pa >= p->region[r].pa && pa - p->region[r].pa < p->region[r].size)
            return r;
    return PLAN_NONE;
}

/* Cuts a line between words that some operation tells apart; registers between
 * all, since what arrives at a device in one piece is a question there. */
static struct line
make_line(const struct plan *p, const struct touch *t, uint32_t n)
{
    struct line l = {.pa = t->line_pa, .region = region_of(p, t->line_pa)};
    uint32_t cut = 0, named = 0;

    if (p->region[l.region].kind == REGION_MMIO)
        cut = (1u << LINE_WORDS) - 1;
    for (uint32_t i = 0; i < n; i++) {
        cut |= 1u << t[i].first | 1u << (t[i].first + t[i].words);
        for (uint32_t w = 0; w < t[i].words; w++)
            named |= 1u << (t[i].first + w);
    }
    for (uint32_t w = 0; w < LINE_WORDS; w++) {
        if (!(named >> w & 1))
            continue;
        if (!w || cut >> w & 1 || !(named >> (w - 1) & 1))
            l.first[l.ngran++] = (uint8_t) w;
        l.words[l.ngran - 1]++;
    }
    return l;
}

void
bind_lines(struct binding *k)
{
    struct bound *b = k->b;
    struct touch *sorted;
    uint32_t n = 0, widest = 1;

    collect(k);
    sorted = arena_new_array(k->arena, struct touch, k->ntouch + 1);
    for (uint32_t i = 0; i < k->ntouch; i++)
        sorted[i] = k->touch[i];
    qsort(sorted, k->ntouch, sizeof *sorted, by_line);
    k->line = arena_new_array(k->arena, struct line, k->ntouch + 1);
    k->page = arena_new_array(k->arena, struct page, k->ntouch + 1);
    for (uint32_t i = 0, j; i < k->ntouch; i = j) {
        uint64_t page = sorted[i].line_pa & ~(uint64_t) (PAGE_BYTES - 1);

        for (j = i; j < k->ntouch && sorted[j].line_pa == sorted[i].line_pa;)
            j++;
        k->line[n] = make_line(k->plan, sorted + i, j - i);
        k->line[n].gid = b->ngranule;
        b->ngranule += k->line[n].ngran;
        if (k->line[n].ngran > widest)
            widest = k->line[n].ngran;
        if (!k->npage || k->page[k->npage - 1].pa != page)
            k->page[k->npage++] = (struct page){page, n};
        k->line[n].page = k->npage - 1;
        n++;
    }
    b->line = k->line;
    b->nline = n;
    b->at.granules = widest;
}

uint32_t
binding_line(const struct binding *k, uint64_t line_pa)
{
    uint32_t lo = 0, hi = k->b->nline;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (k->line[mid].pa < line_pa)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < k->b->nline && k->line[lo].pa == line_pa ? lo : UINT32_MAX;
}
