/* Configurations, translations and edges, each computed once. */

#include "sim/core/control.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* Room for one more of an array. */
#define GROW(array, n, cap)                                                    \
    do {                                                                       \
        if ((n) == (cap)) {                                                    \
            (cap) = (cap) ? 2 * (cap) : 16;                                    \
            (array) = g_realloc((array), (cap) * sizeof *(array));             \
        }                                                                      \
    } while (0)

struct control *
control_new(const struct bound *b)
{
    struct control *c = g_new0(struct control, 1);

    c->b = b;
    return c;
}

void
control_free(struct control *c)
{
    if (!c)
        return;
    g_free(c->address);
    g_free(c->word);
    g_free(c->hash);
    g_free(c->slot);
    g_free(c->xlat_of);
    g_free(c->fresh);
    g_free(c->next);
    g_free(c->alias);
    g_free(c->xlat);
    g_free(c->edge);
    g_free(c->micro);
    g_free(c->trail);
    g_free(c);
}

/* ------------------------------------------------------------------ words */

void
control_word(struct control *c, uint64_t address, uint64_t value)
{
    g_assert(!c->laid);
    if (c->nword == c->cap_word) {
        c->cap_word = c->cap_word ? 2 * c->cap_word : 64;
        c->address = g_realloc(c->address, c->cap_word * sizeof *c->address);
        c->word = g_realloc(c->word, c->cap_word * sizeof *c->word);
    }
    c->address[c->nword] = address;
    c->word[c->nword++] = value;
}

struct pair {
    uint64_t address, value;
};

static int
by_address(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;

    return (a->address > b->address) - (a->address < b->address);
}

static void
add_config_tables(struct control *c)
{
    const struct bound *b = c->b;
    size_t nx = (size_t) c->nconfig * b->nvpage,
           nn = (size_t) c->nconfig * c->nid;

    if (c->nconfig == c->cap_config) {
        c->cap_config = c->cap_config ? 2 * c->cap_config : 4;
        c->word = g_realloc_n(c->word, (size_t) c->cap_config * c->nword + 1,
                              sizeof *c->word);
        c->hash = g_realloc_n(c->hash, c->cap_config, sizeof *c->hash);
        c->xlat_of =
            g_realloc_n(c->xlat_of, (size_t) c->cap_config * b->nvpage + 1,
                        sizeof *c->xlat_of);
        c->fresh = g_realloc_n(c->fresh, (size_t) c->cap_config * b->nvpage + 1,
                               sizeof *c->fresh);
        c->next = g_realloc_n(c->next, (size_t) c->cap_config * c->nid + 1,
                              sizeof *c->next);
        c->alias = g_realloc(c->alias, (size_t) c->cap_config * c->npage + 1);
    }
    memset(c->xlat_of + nx, 0, b->nvpage * sizeof *c->xlat_of);
    memset(c->fresh + nx, 0, b->nvpage * sizeof *c->fresh);
    memset(c->next + nn, 0, c->nid * sizeof *c->next);
    memset(c->alias + (size_t) c->nconfig * c->npage, 0, c->npage);
    c->nconfig++;
}

void
control_seal(struct control *c)
{
    struct pair *p = g_new(struct pair, c->nword + 1);

    for (uint32_t i = 0; i < c->nword; i++)
        p[i] = (struct pair){c->address[i], c->word[i]};
    qsort(p, c->nword, sizeof *p, by_address);
    for (uint32_t i = 0; i < c->nword; i++) {
        g_assert(!i || p[i].address != p[i - 1].address);
        c->address[i] = p[i].address;
        c->word[i] = p[i].value;
    }
    g_free(p);
    c->laid = true;
    c->nid = c->b->ncontrol + (c->b->ncpu + 1) * c->b->nvpage;
    add_config_tables(c);
    c->hash[0] = XXH3_64bits(c->word, c->nword * sizeof *c->word);
}

static uint32_t
word_index(const struct control *c, uint64_t address)
{
    uint32_t lo = 0, hi = c->nword;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (c->address[mid] < address)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->nword && c->address[lo] == address ? lo : UINT32_MAX;
}

uint64_t
view_word(const struct view *v, uint64_t address)
{
    uint32_t i = word_index(v->control, address);

    return i == UINT32_MAX ? 0 : v->word[i];
}

static struct view
view_of(const struct bound *b, uint32_t config)
{
    const struct control *c = b->control;

    return (struct view){b, c, c->word + (size_t) config * c->nword};
}

uint64_t
control_get(const struct bound *b, uint32_t config, uint64_t address)
{
    struct view v = view_of(b, config);

    return view_word(&v, address);
}

void
control_set(struct control_step *s, uint64_t address, uint64_t value)
{
    uint32_t i = word_index(s->view.control, address);

    g_assert(i != UINT32_MAX);
    s->word[i] = value;
}

void
control_micro(struct control_step *s, struct micro m)
{
    GROW(s->micro, s->nmicro, s->cap_micro);
    s->micro[s->nmicro++] = m;
}

/* Where a configuration with this hash and these words is, or would be. */
static uint32_t
find_slot(const struct control *c, uint64_t hash, const uint64_t *word)
{
    uint32_t i = (uint32_t) hash & (c->nslot - 1);

    for (; c->slot[i]; i = (i + 1) & (c->nslot - 1)) {
        uint32_t at = c->slot[i] - 1;

        if (c->hash[at] == hash && !memcmp(c->word + (size_t) at * c->nword,
                                           word, c->nword * sizeof *word))
            break;
    }
    return i;
}

/* At least twice as many as there are configurations, with one more. */
static void
grow_slots(struct control *c)
{
    if (2 * (c->nconfig + 1) <= c->nslot)
        return;
    c->nslot = c->nslot ? 2 * c->nslot : 16;
    g_free(c->slot);
    c->slot = g_new0(uint32_t, c->nslot);
    for (uint32_t i = 0; i < c->nconfig; i++)
        c->slot[find_slot(c, c->hash[i], c->word + (size_t) i * c->nword)] =
            i + 1;
}

/* The number of the configuration that has these words. */
static uint32_t
intern_config(struct control *c, const uint64_t *word)
{
    size_t bytes = c->nword * sizeof *word;
    uint64_t hash = XXH3_64bits(word, bytes);
    uint32_t at;

    grow_slots(c);
    at = find_slot(c, hash, word);
    if (c->slot[at])
        return c->slot[at] - 1;
    if (c->nconfig == CONFIGS_MAX ||
        (size_t) c->nconfig * c->nword >= CONFIG_WORDS_MAX) {
        c->overflow = true;
        return 0;
    }
    add_config_tables(c);
    c->hash[c->nconfig - 1] = hash;
    memcpy(c->word + (size_t) (c->nconfig - 1) * c->nword, word, bytes);
    c->slot[at] = c->nconfig;
    return c->nconfig - 1;
}

/* ----------------------------------------------------------- translations */

static uint32_t
line_of_page(const struct control *c, uint64_t pa)
{
    uint32_t lo = 0, hi = c->npage;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (c->page[mid].pa < pa)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->npage && c->page[lo].pa == pa ? c->page[lo].line0
                                                 : UINT32_MAX;
}

/* ATTR: of a request with the opposite attribute. */
static bool
same_xlat(const struct control *c, const struct xlat *x, const struct xlat *y,
          uint8_t attr)
{
    return x->line0 == y->line0 && x->attr == y->attr && x->fault == y->fault &&
           x->no_snoop == y->no_snoop && x->unsent == y->unsent &&
           x->unaligned == y->unaligned && x->atomic == y->atomic &&
           x->store == y->store && c->xlat[x->other].attr == attr;
}

static void
add_xlat(struct control *c, const struct xlat *x)
{
    GROW(c->xlat, c->nxlat, c->cap_xlat);
    c->xlat[c->nxlat++] = *x;
}

/* What reaches memory through a unit is there for requests of either kind. */
static uint32_t
intern_xlat(struct control *c, struct walked w)
{
    struct xlat x = {.line0 = w.fault ? 0 : line_of_page(c, w.pa),
                     .attr = w.attr,
                     .fault = w.fault,
                     .no_snoop = w.no_snoop,
                     .unsent = w.unsent,
                     .unaligned = w.unaligned,
                     .atomic = w.atomic,
                     .store = w.store};
    uint8_t other = w.attr;
    uint32_t n;

    if (!rule_on(c->b, SEM_TYPE_DENIES))
        x.unaligned = x.atomic = NULL;

    if (x.line0 == UINT32_MAX) { /* a page no operation was meant to reach */
        x.fault = XLAT_STOP;
        x.line0 = 0;
    }
    if (!x.fault && x.attr >= c->b->nattr)
        other = w.other;
    for (uint32_t i = 0; i < c->nxlat; i++)
        if (same_xlat(c, &c->xlat[i], &x, other))
            return i;
    n = x.other = c->nxlat;
    if (other != x.attr)
        x.other++;
    add_xlat(c, &x);
    if (other == x.attr)
        return n;
    x.no_snoop = !x.no_snoop;
    x.attr = other;
    x.other = n;
    add_xlat(c, &x);
    return n;
}

static struct walked
walk(const struct view *v, const struct vpage *p, struct trail *why)
{
    if (p->ctx == PLAN_NONE)
        return control_dma(v, p, why);
    return v->bound->model->resolve(v, p, why);
}

uint32_t
control_resolve(const struct bound *b, uint32_t config, uint32_t vpage)
{
    struct control *c = b->control;
    struct view v = view_of(b, config);
    uint32_t x = intern_xlat(c, walk(&v, &b->vpage[vpage], NULL));

    c->xlat_of[config * b->nvpage + vpage] = x + 1;
    return x;
}

uint32_t
control_fresh(const struct bound *b, uint32_t config, uint32_t vpage)
{
    struct control *c = b->control;
    uint32_t *memo = &c->fresh[config * b->nvpage + vpage];
    const struct vpage *p = &b->vpage[vpage];
    struct view v = view_of(b, config);

    if (!*memo && (p->ctx == PLAN_NONE || !b->model->resolve_fresh))
        *memo = control_translate(b, config, vpage) + 1;
    else if (!*memo)
        *memo = intern_xlat(c, b->model->resolve_fresh(&v, p)) + 1;
    return *memo - 1;
}

bool
control_requests_vary(const struct bound *b, uint32_t vpage)
{
    bool first = control_xlat(b, control_translate(b, 0, vpage))->no_snoop;

    for (uint32_t config = 1; config < b->control->nconfig; config++)
        if (control_xlat(b, control_translate(b, config, vpage))->no_snoop !=
            first)
            return true;
    return false;
}

struct walked
control_why(const struct bound *b, uint32_t config, uint32_t vpage,
            struct trail *why)
{
    struct view v = view_of(b, config);

    return walk(&v, &b->vpage[vpage], why);
}

/* ------------------------------------------------------------------ edges */

uint32_t
control_fault_id(const struct bound *b, uint32_t cpu, uint32_t vpage)
{
    return b->ncontrol + (cpu < b->ncpu ? cpu : b->ncpu) * b->nvpage + vpage;
}

static struct control_op
operation(const struct bound *b, uint32_t id)
{
    uint32_t page, cpu;

    if (id < b->ncontrol)
        return b->control->op[id];
    cpu = (id - b->ncontrol) / b->nvpage;
    page = (id - b->ncontrol) % b->nvpage;
    return (struct control_op){
        .code = CONTROL_FAULT,
        .cpu = (uint8_t) (cpu < b->ncpu ? cpu : 0xff),
        .ctx = b->vpage[page].ctx,
        .to_ctx = PLAN_NONE,
        .vpage = (uint16_t) page,
        .region = PLAN_NONE,
        .device = PLAN_NONE,
        .principal = PLAN_NONE,
        .ioas = PLAN_NONE,
    };
}

static void
keep_edge(struct control *c, const struct control_step *s, uint32_t to)
{
    struct edge e = {.to = to,
                     .micro = c->nmicro,
                     .trail = c->ntrail,
                     .nmicro = (uint16_t) s->nmicro,
                     .ntrail = (uint16_t) s->trail.n};

    for (uint32_t i = 0; i < s->nmicro; i++) {
        GROW(c->micro, c->nmicro, c->cap_micro);
        c->micro[c->nmicro++] = s->micro[i];
        if (s->micro[i].kind == MICRO_REFUSE)
            e.error = (uint16_t) s->micro[i].arg;
        if (s->micro[i].kind == MICRO_REFUSE ||
            s->micro[i].kind == MICRO_INJECT ||
            s->micro[i].kind == MICRO_EMULATE)
            e.voided = true;
    }
    for (uint32_t i = 0; i < s->trail.n; i++) {
        GROW(c->trail, c->ntrail, c->cap_trail);
        c->trail[c->ntrail++] =
            (struct trail_step){s->trail.step[i].rule, s->trail.step[i].gave};
    }
    GROW(c->edge, c->nedge, c->cap_edge);
    c->edge[c->nedge++] = e;
}

uint32_t
control_edge(const struct bound *b, uint32_t config, uint32_t id)
{
    struct control *c = b->control;
    struct control_op op = operation(b, id);
    struct control_step s;
    uint32_t to;

    if (c->next[(size_t) config * c->nid + id])
        return c->next[(size_t) config * c->nid + id] - 1;
    s.word = g_memdup2(c->word + (size_t) config * c->nword,
                       c->nword * sizeof *c->word);
    s.view = (struct view){b, c, s.word};
    s.micro = NULL;
    s.nmicro = s.cap_micro = 0;
    s.trail.n = 0;
    if (op.io)
        b->plan->io->control(&s, &op);
    else
        b->model->control(&s, &op);
    to = intern_config(c, s.word);
    g_free(s.word);
    keep_edge(c, &s, to);
    g_free(s.micro);
    c->next[(size_t) config * c->nid + id] = c->nedge;
    return c->nedge - 1;
}
