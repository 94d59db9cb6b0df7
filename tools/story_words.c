#include "tools/story_words.h"

#include <string.h>

/* ---- memory ---- */

struct span_of { /* bytes of a region                                         */
    uint32_t region;
    uint64_t from, to;
};

static struct span_of
granule_span(const struct bound *b, uint32_t line, uint32_t gran)
{
    const struct line *l = &b->line[line];
    uint64_t at = l->pa - b->plan->region[l->region].pa;

    return (struct span_of){
        l->region, at + (uint64_t) l->first[gran] * WORD_BYTES,
        at + (uint64_t) (l->first[gran] + l->words[gran]) * WORD_BYTES};
}

static struct span_of
line_span(const struct bound *b, uint32_t line)
{
    uint64_t at = b->line[line].pa - b->plan->region[b->line[line].region].pa;

    return (struct span_of){b->line[line].region, at, at + LINE_BYTES};
}

/* "buf", "buf+8", "buf[0..4096]". */
static const char *
span_words(const struct bound *b, struct span_of s, struct arena *a)
{
    const char *name = b->plan->region[s.region].name;

    if (s.to - s.from > WORD_BYTES)
        return words_format(a,
                            "%s[%" G_GUINT64_FORMAT "..%" G_GUINT64_FORMAT "]",
                            name, s.from, s.to);
    return s.from ? words_format(a, "%s+%" G_GUINT64_FORMAT, name, s.from)
                  : name;
}

/* ---- accesses ---- */

static const char *
type_word(const struct model *m, uint32_t code)
{
    for (uint32_t i = 0; i < m->ntype; i++)
        if (m->type[i].code == code)
            return m->type[i].name;
    return "?";
}

const char *
story_type(const struct bound *b, uint32_t attr)
{
    static const char *const dma[DMA_ATTRS] = {
        [DMA_SNOOPED] = "snooped DMA",
        [DMA_UNSNOOPED] = "DMA that does not snoop",
        [DMA_UNSNOOPED_LLC] = "DMA that looks into the last level only",
    };

    return attr >= b->nattr ? dma[attr - b->nattr] : b->model->type_name(attr);
}

const char *
story_through(const struct bound *b, uint32_t op, struct arena *arena)
{
    const struct op *o = &b->op[op];
    const struct vpage *p = &b->vpage[o->vpage];
    const struct plan_map *map;

    if (o->kind != OP_LOAD && o->kind != OP_STORE && o->kind != OP_RMW &&
        o->kind != OP_LINE && o->kind != OP_POLL)
        return NULL;
    if (p->map == PLAN_NONE)
        return words_format(arena, "%s's bus address of %s",
                            words_agent(b, o->agent),
                            b->plan->region[b->line[o->line].region].name);
    map = &b->plan->map[p->map];
    return words_format(arena, "%s's mapping of %s, made as %s",
                        b->plan->principal[map->principal].name,
                        b->plan->region[map->region].name,
                        map->raw ? "a raw entry"
                                 : type_word(b->model, map->type));
}

/* ---- transactions ---- */

/* What a transaction is about, and how it is told. */
enum shape { NOT_TOLD, OF_LINE, OF_WORD, OF_NOTHING };

// clang-format off
static const struct { uint8_t shape; const char *says; } telling[TX_KINDS] = {
    [TX_READ]         = {OF_WORD, "{agent} reads {memory} = {value} from {holder}"},
    [TX_FILL]         = {OF_LINE, "{memory} comes into {agent}'s cache from {holder}"},
    [TX_WRITE_CACHE]  = {OF_WORD, "{agent} writes {memory} in its cache"},
    [TX_WRITE_MEMORY] = {OF_WORD, "{agent} writes {memory} to memory"},
    [TX_WC_PUT]       = {OF_WORD, "{agent} puts {memory} into a write-combining buffer"},
    [TX_WC_DRAIN]     = {OF_LINE, "{agent}'s write-combining buffer drains {memory} to memory"},
    [TX_WRITE_BACK]   = {OF_LINE, "{holder} writes {memory} back to memory ({cause})"},
    [TX_VICTIM]       = {OF_LINE, "{memory} moves from {holder} to the last level ({cause})"},
    [TX_INVALIDATE]   = {OF_LINE, "{memory} leaves {holder} ({cause})"},
    [TX_FENCE]        = {OF_NOTHING, "everything before it is done"},
    [TX_LINE_OP]      = {OF_LINE, "{memory}: written back where it is dirty, in every cache"},
    [TX_ARRIVE]       = {OF_WORD, "{number} bytes arrive at {memory}"},
    [TX_SPECULATE]    = {OF_LINE, "{agent} reads {memory} speculatively"},
    [TX_FLUSH_ALL]    = {OF_NOTHING, "whole caches are flushed; dirty lines written back: {count}"},
    [TX_REFUSED]      = {OF_NOTHING, "refused: {errno}"},
    [TX_CONDITION]    = {OF_NOTHING, "condition {condition}"},
    [TX_SIGNAL]       = {OF_NOTHING, "the signal is given"},
};
// clang-format on

static const char *const left_because[] = {
    [BY_EVICTION] = "evicted",
    [BY_LINE_OP] = "flushed",
    [BY_FLUSH_ALL] = "whole-cache flush",
    [BY_SNOOP] = "snooped",
    [BY_DISCARD] = "discarded",
};

static const char *
holder_words(const struct bound *b, const struct txn *t, struct arena *a)
{
    const char *cpu = words_agent(b, b->cpu_agent[t->owner]);

    switch ((enum holder_kind) t->holder) {
    case HOLDER_LLC:
        return "the last-level cache";
    case HOLDER_CACHE:
        return words_format(a, "%s's cache", cpu);
    case HOLDER_WCB:
        return words_format(a, "%s's write-combining buffer", cpu);
    case HOLDER_WINDOW:
        return words_format(a, "%s's store buffer", cpu);
    case HOLDER_MEMORY:
    case HOLDER_NOWHERE:
        break;
    }
    return "memory";
}

/* What stands for a word in braces. */
static const char *
field(const struct bound *b, const cell *end, const struct txn *t,
      const char *name, struct arena *a)
{
    switch (*name) {
    case 'a':
        return words_agent(b, t->agent);
    case 'h':
        return holder_words(b, t, a);
    case 'v':
        return words_number(a, machine_value(b, end, t->version));
    case 'n':
        return words_number(a, t->version);
    case 'e':
        return words_errno(t->version, a);
    default:
        if (g_str_has_prefix(name, "cause"))
            return left_because[t->cause];
        return g_str_has_prefix(name, "count")
                   ? words_number(a, t->word)
                   : words_conditions(1u << t->version, a);
    }
}

/* The sentence of a transaction; NULL if there is nothing to tell. */
static const char *
txn_words(const struct bound *b, const cell *end, const struct txn *t,
          const char *memory, struct arena *a)
{
    const char *rest = telling[t->kind].says, *out = "", *open;

    while (rest && (open = strchr(rest, '{'))) {
        const char *value = g_str_has_prefix(open, "{memory")
                                ? memory
                                : field(b, end, t, open + 1, a);

        out =
            words_format(a, "%s%.*s%s", out, (int) (open - rest), rest, value);
        rest = strchr(open, '}') + 1;
    }
    return rest ? words_format(a, "%s%s", out, rest) : NULL;
}

static struct span_of
txn_span(const struct bound *b, const struct txn *t)
{
    if (telling[t->kind].shape == OF_LINE)
        return line_span(b, t->line);
    return granule_span(b, t->line, t->word);
}

/* Whether B says of the next memory what A says of its own. */
static bool
goes_on(const struct bound *b, const cell *end, const struct txn *a,
        const struct txn *t, uint64_t behind)
{
    return a->kind == t->kind && a->agent == t->agent &&
           a->holder == t->holder && a->owner == t->owner &&
           a->cause == t->cause &&
           b->line[a->line].region == b->line[t->line].region &&
           txn_span(b, t).from == behind &&
           (a->kind != TX_READ || machine_value(b, end, a->version) ==
                                      machine_value(b, end, t->version));
}

struct run { /* transactions of one kind on neighbouring memory               */
    struct txn first;
    struct span_of span;
};

static void
say_run(const struct bound *b, const cell *end, const struct run *r,
        GPtrArray *out, struct arena *a)
{
    const char *memory = span_words(b, r->span, a);
    const char *text = txn_words(b, end, &r->first, memory, a);

    if (text)
        g_ptr_array_add(out, (gpointer) (uintptr_t) text);
}

/* A line's transactions come one after the other, so several runs are open at
 * a time: one for each kind. */
static void
close_runs(const struct bound *b, const cell *end, GArray *runs, GPtrArray *out,
           struct arena *a)
{
    for (guint i = 0; i < runs->len; i++)
        say_run(b, end, &g_array_index(runs, struct run, i), out, a);
    g_array_set_size(runs, 0);
}

static void
add_to_runs(const struct bound *b, const cell *end, GArray *runs,
            const struct txn *t)
{
    struct run one = {*t, txn_span(b, t)};

    for (guint i = 0; i < runs->len; i++) {
        struct run *r = &g_array_index(runs, struct run, i);

        if (goes_on(b, end, &r->first, t, r->span.to)) {
            r->span.to = one.span.to;
            return;
        }
    }
    g_array_append_val(runs, one);
}

void
story_did(const struct log *log, const cell *end, const struct log_step *step,
          GPtrArray *out, struct arena *arena)
{
    const struct bound *b = log->b;
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(struct run));

    for (uint32_t i = step->txn; i < step->txn + step->ntxn; i++) {
        const struct txn *t = &log_txn(log, i)->txn;
        const char *text;

        if (telling[t->kind].shape == OF_LINE ||
            telling[t->kind].shape == OF_WORD) {
            add_to_runs(b, end, runs, t);
            continue;
        }
        text = txn_words(b, end, t, NULL, arena);
        if (!text)
            continue;
        close_runs(b, end, runs, out, arena);
        g_ptr_array_add(out, (gpointer) (uintptr_t) text);
    }
    close_runs(b, end, runs, out, arena);
}

/* ---- changes ---- */

static const char *
writer_words(const struct bound *b, uint32_t version, struct arena *a)
{
    uint32_t op = b->version[version].op;

    if (op == OP_INITIAL)
        return words_format(
            a, "there at first, %s's",
            b->plan->principal[b->version[version].writer].name);
    return words_format(a, "written by %s in step %u",
                        words_agent(b, b->op[op].agent), b->op[op].step + 1);
}

static const char *
change_place(const struct bound *b, const struct log_change *c, struct arena *a)
{
    const char *agent = words_agent(b, c->agent);

    switch ((enum holder_kind) c->holder) {
    case HOLDER_LLC:
        return "last level";
    case HOLDER_CACHE:
        return words_format(a, "%s cache", agent);
    case HOLDER_WCB:
        return words_format(a, "%s WC", agent);
    case HOLDER_WINDOW:
        return words_format(a, "%s stores", agent);
    case HOLDER_MEMORY:
    case HOLDER_NOWHERE:
        break;
    }
    return "memory";
}

static const char *
change_words(const struct bound *b, const cell *end, const struct log_change *c,
             struct span_of span, struct arena *a)
{
    const char *place = change_place(b, c, a);
    const char *memory = span_words(b, span, a);

    if (c->gone)
        return words_format(a, "%s: %s is gone", place, memory);
    return words_format(a, "%s: %s = %s (%s%s)", place, memory,
                        words_number(a, machine_value(b, end, c->version)),
                        c->dirty ? "dirty, " : "",
                        writer_words(b, c->version, a));
}

static bool
same_change(const struct bound *b, const cell *end, const struct log_change *a,
            const struct log_change *c)
{
    const struct version *va = &b->version[a->version];
    const struct version *vc = &b->version[c->version];

    return a->holder == c->holder && a->agent == c->agent &&
           a->dirty == c->dirty && a->gone == c->gone &&
           b->line[a->line].region == b->line[c->line].region &&
           (a->gone || (va->writer == vc->writer &&
                        (va->op == OP_INITIAL) == (vc->op == OP_INITIAL) &&
                        (va->op == OP_INITIAL ||
                         b->op[va->op].step == b->op[vc->op].step) &&
                        machine_value(b, end, a->version) ==
                            machine_value(b, end, c->version)));
}

void
story_now(const struct log *log, const cell *end, const struct log_step *step,
          GPtrArray *out, struct arena *arena)
{
    uint32_t from = step->change, to = from + step->nchange;
    const struct bound *b = log->b;
    g_autofree bool *told = g_new0(bool, to - from + 1);

    for (uint32_t i = from; i < to; i++) {
        const struct log_change *c = log_change(log, i);
        struct span_of span = granule_span(b, c->line, c->gran);
        const char *text;

        if (told[i - from])
            continue;
        for (uint32_t k = i + 1; k < to; k++) {
            const struct log_change *d = log_change(log, k);
            struct span_of next = granule_span(b, d->line, d->gran);

            if (told[k - from] || next.from != span.to ||
                !same_change(b, end, c, d))
                continue;
            span.to = next.to;
            told[k - from] = true;
        }
        text = change_words(b, end, c, span, arena);
        g_ptr_array_add(out, (gpointer) (uintptr_t) text);
    }
}
