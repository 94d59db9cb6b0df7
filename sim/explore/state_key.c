/* Keys of states, from what they hold to where it came from. */

#include "sim/explore/state_key.h"

#include <glib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "sim/core/access.h"
#include "sim/core/control.h"

struct naming {
    const struct state_pair *p;
    const struct bound *b;
    const cell *m;
    struct state_words *w;
    bool strangers; /* more than a host, its VMM and one guest                */
    uint64_t *live; /* [nline * LINE_WORDS] writes of which something is left on
                       either side, a bit each: the first data, then steps */
    bool note; /* first pass: which there are                             */
};

static void
put(struct naming *k, uint64_t x)
{
    struct state_words *w = k->w;

    if (k->note)
        return;
    if (w->n == w->room) {
        w->room = w->room ? 2 * w->room : 256;
        w->word = g_renew(uint64_t, w->word, w->room);
    }
    w->word[w->n++] = x;
}

/* ---- writes by their order among those of which something is left ---- */

/* Steps of one position of a program stand next to each other. */
static uint64_t
bit_of(const struct naming *k, uint32_t op)
{
    uint32_t step = op == OP_INITIAL ? 0 : k->b->op[op].step + 1, at = step;

    if (step > k->p->ntop)
        at = k->p->ntop + 1 + (step - 1 - k->p->ntop) / k->p->nstep;
    return 1ULL << at;
}

/* Who wrote it; where it makes a difference to a leak, when. */
static uint64_t
kind_of_write(const struct naming *k, uint32_t line, uint32_t op, uint64_t bit)
{
    const struct bound *b = k->b;
    const struct plan *p = b->plan;
    uint16_t writer = op == OP_INITIAL
                          ? p->region[b->line[line].region].previous
                          : op_principal(b, &b->op[op]);
    uint64_t kind = (uint64_t) writer << 1;

    if (op != OP_INITIAL && b->op[op].flags & OPF_ZERO)
        kind |= 1;
    if (k->strangers || !writer)
        kind |= MIN(bit, 1ULL << (k->p->ntop + 1)) << 17;
    return kind;
}

/* Versions of a line's granules, each plus LESS; the oldest that is left goes
 * without saying if it is by whom the first data was.  How words make up
 * granules depends on the program. */
static bool
put_words(struct naming *k, uint32_t line, const cell *version, uint32_t less)
{
    const struct bound *b = k->b;
    const struct line *l = &b->line[line];
    uint64_t first = kind_of_write(k, line, OP_INITIAL, 1);
    bool any = false;

    for (uint32_t g = 0; g < l->ngran; g++) {
        uint32_t op;
        uint64_t bit, kind;

        if (version[g] < less)
            continue;
        op = b->version[version_of(b, line, g, version[g] - less)].op;
        bit = bit_of(k, op);
        kind = kind_of_write(k, line, op, bit);
        for (uint32_t i = 0; i < l->words[g]; i++) {
            uint32_t word = l->first[g] + i;
            uint64_t *live = &k->live[line * LINE_WORDS + word];
            uint64_t name;

            if (k->note)
                *live |= bit;
            name = (uint64_t) __builtin_popcountll(*live & (bit - 1)) + less;
            if (!name && kind == first)
                continue;
            any = true;
            put(k, name << 8 | word);
            put(k, kind);
        }
    }
    put(k, UINT64_MAX);
    return any;
}

/* ---- what there is ---- */

static void
put_line(struct naming *k, uint32_t line)
{
    const struct bound *b = k->b;
    cell *ln = line_cells(b, k->m, line);
    uint32_t from = k->w->n;
    bool any;

    put(k, b->line[line].pa);
    any = put_words(k, line, ln, 0);
    for (uint32_t h = 0; h <= b->ncpu; h++) {
        const cell *copy = holder_cells(b, ln, h);

        put(k, copy[0]);
        any |= copy[0] != LINE_I;
        if (copy[0] != LINE_I)
            put_words(k, line, copy + 1, 0);
    }
    if (!any && !k->note)
        k->w->n = from; /* as if nothing ever named it */
}

/* The step of an operation that is still on its way, or came last. */
static void
put_op(struct naming *k, uint32_t op)
{
    put(k, op == OP_INITIAL ? 0 : k->b->op[op].step + 1u);
}

static void
put_window(struct naming *k, uint32_t window)
{
    const struct bound *b = k->b;

    for (uint32_t s = 0; s < b->depth; s++) {
        const cell *w = window_cells(b, k->m, window, s);

        if (!w[0])
            break;
        put_op(k, w[0] - 1);
    }
}

static void
put_cpu(struct naming *k, uint32_t cpu)
{
    const struct bound *b = k->b;

    put(k, k->m[b->at.ctx + cpu]);
    put_window(k, cpu);
    for (uint32_t i = 0; i < b->nwcb; i++) {
        const cell *w = wcb_cells(b, k->m, cpu, i);

        if (!w[0])
            break;
        put(k, b->line[w[0] - 1].pa + 1);
        put(k, w[1]);
        put_words(k, w[0] - 1, w + 2, 1);
    }
    put(k, UINT64_MAX);
}

static void
put_translations(struct naming *k)
{
    const struct bound *b = k->b;

    for (uint32_t t = 0; t < b->ntlb; t++)
        for (uint32_t i = 0; i < b->nvpage; i++) {
            cell c = k->m[tlb_cell(b, t, i)];
            const struct vpage *v = &b->vpage[i];
            const struct xlat *x;

            if (!c)
                continue;
            x = control_xlat(b, c - 1);
            put(k, (uint64_t) t << 48 | (uint64_t) v->ctx << 32 |
                       (uint64_t) v->map << 16 | v->ctx_agent);
            put(k, v->va);
            put(k, b->nline && x->line0 < b->nline ? b->line[x->line0].pa
                                                   : UINT64_MAX);
            put(k, (uint64_t) x->attr << 8 | x->fault);
        }
    put(k, UINT64_MAX);
}

/* Of the words alone, as configurations are numbered as they come up. */
static uint64_t
hash_of_config(const struct bound *b, uint32_t config, struct state_words *w)
{
    const struct control *c = b->control;
    const uint64_t *word = c->word + (uint64_t) config * c->nword;
    uint32_t from = w->n;
    struct naming k = {.w = w};
    XXH128_hash_t h;

    for (uint32_t i = 0; i < c->nword; i++)
        if (word[i]) {
            put(&k, c->address[i]);
            put(&k, word[i]);
        }
    h = XXH3_128bits(w->word + from, (w->n - from) * sizeof *w->word);
    w->n = from;
    return h.low64 ^ h.high64;
}

static void
put_control(struct naming *k, unsigned side)
{
    GArray *known = k->p->config[side];
    uint32_t config = k->m[k->b->at.config];
    uint64_t *hash;

    if (config >= known->len)
        g_array_set_size(known, config + 1);
    hash = &g_array_index(known, uint64_t, config);
    if (!*hash)
        *hash = hash_of_config(k->b, config, k->w);
    put(k, *hash);
}

/* Whether a device has registers of which the judge asks what came last. */
static bool
has_registers(const struct plan *p, uint32_t device)
{
    for (uint32_t i = 0; i < p->nregion; i++)
        if (p->region[i].device == device && p->region[i].reg >= REG_EXACT)
            return true;
    return false;
}

static void
put_state(struct naming *k, unsigned side)
{
    const struct bound *b = k->b;

    if (!k->note) {
        put_control(k, side);
        put_translations(k);
    }
    for (uint32_t cpu = 0; cpu < b->ncpu; cpu++)
        put_cpu(k, cpu);
    for (uint32_t w = b->ncpu; w < b->nwindow; w++) { /* of devices */
        put_window(k, w);
        put(k, UINT64_MAX);
    }
    for (uint32_t a = 0; a < b->plan->nagent; a++) {
        cell last = k->m[b->at.arrived + a];

        if (last && has_registers(b->plan, a))
            put_op(k, last - 1);
    }
    put(k, UINT64_MAX);
    for (uint32_t l = 0; l < b->nline; l++)
        put_line(k, l);
    put(k, UINT64_MAX);
}

static void
put_both(struct naming *k)
{
    for (unsigned i = 0; i < 2; i++) {
        k->b = k->p->b[i];
        k->m = k->p->m[i];
        put_state(k, i);
    }
}

static uint64_t *
fresh_live(struct state_words *w, uint32_t nline)
{
    if (nline > w->nline) {
        w->nline = nline;
        w->live = g_renew(uint64_t, w->live, (size_t) nline * LINE_WORDS);
    }
    memset(w->live, 0, (size_t) nline * LINE_WORDS * sizeof *w->live);
    return w->live;
}

struct differ_key
state_key(const struct state_pair *p, struct state_words *w)
{
    struct naming k = {.p = p,
                       .w = w,
                       .note = true,
                       .strangers = p->b[0]->plan->nprincipal > 3};
    XXH128_hash_t h;

    w->n = 0;
    k.live = fresh_live(w, p->b[0]->nline);
    put_both(&k);
    k.note = false;
    put_both(&k);
    h = XXH3_128bits(w->word, w->n * sizeof *w->word);
    return (struct differ_key){
        {h.low64, h.high64}
    };
}

void
state_words_free(struct state_words *w)
{
    g_free(w->word);
    g_free(w->live);
    *w = (struct state_words){0};
}
