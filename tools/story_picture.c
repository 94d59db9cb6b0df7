#include "tools/story_picture.h"

#include "sim/core/access.h"
#include "tools/story_runs.h"
#include "tools/words.h"

/* ---- columns ---- */

enum lane_kind {
    LANE_AGENT,
    LANE_BUFFER,
    LANE_STORES,
    LANE_CACHE,
    LANE_LLC,
    LANE_MEMORY
};

struct lane {
    uint8_t kind; /* enum lane_kind                                           */
    uint32_t id;  /* CPU index, or for LANE_AGENT the plan's agent            */
};

static struct picture_column
column_of(const struct drawing *d, struct lane l)
{
    const struct bound *b = d->log->b;
    const char *cpu = l.kind == LANE_AGENT || l.kind >= LANE_LLC
                          ? NULL
                          : words_agent(b, b->cpu_agent[l.id]);

    switch ((enum lane_kind) l.kind) {
    case LANE_AGENT:
        return (struct picture_column){words_agent(b, l.id), NULL,
                                       PICTURE_AGENT};
    case LANE_BUFFER:
        return (struct picture_column){cpu, b->model->merging_name,
                                       PICTURE_BUFFER};
    case LANE_STORES:
        return (struct picture_column){cpu, b->model->stores_name,
                                       PICTURE_BUFFER};
    case LANE_CACHE:
        return (struct picture_column){cpu, "cache", PICTURE_CACHE};
    case LANE_LLC:
        return (struct picture_column){"last level", "cache", PICTURE_CACHE};
    case LANE_MEMORY:
        break;
    }
    return (struct picture_column){"memory", NULL, PICTURE_MEMORY};
}

static uint32_t
column(struct drawing *d, enum lane_kind kind, uint32_t id)
{
    struct lane l = {(uint8_t) kind, id};

    for (guint i = 0; i < d->lane->len; i++) {
        const struct lane *have = &g_array_index(d->lane, struct lane, i);

        if (have->kind == l.kind && have->id == l.id)
            return i;
    }
    g_array_append_val(d->lane, l);
    return picture_column_add(d->picture, column_of(d, l));
}

static uint32_t
agent_column(struct drawing *d, uint32_t agent)
{
    return column(d, LANE_AGENT, agent);
}

/* Where a line lives when no cache holds it: memory, or its device. */
static uint32_t
home_column(struct drawing *d, uint32_t line)
{
    const struct bound *b = d->log->b;
    uint32_t device = b->plan->region[b->line[line].region].device;

    return line_is_mmio(b, line) && device != PLAN_NONE
               ? agent_column(d, device)
               : column(d, LANE_MEMORY, 0);
}

static uint32_t
holder_column(struct drawing *d, uint8_t holder, uint32_t cpu, uint32_t line)
{
    switch ((enum holder_kind) holder) {
    case HOLDER_LLC:
        return column(d, LANE_LLC, 0);
    case HOLDER_CACHE:
        return column(d, LANE_CACHE, cpu);
    case HOLDER_WCB:
        return column(d, LANE_BUFFER, cpu);
    case HOLDER_WINDOW:
        return column(d, LANE_STORES, cpu);
    case HOLDER_MEMORY:
    case HOLDER_NOWHERE:
        break;
    }
    return home_column(d, line);
}

/* Of a place that names its CPU by the plan's agent. */
static uint32_t
place_column(struct drawing *d, uint8_t holder, uint32_t agent, uint32_t line)
{
    return holder_column(d, holder, d->log->b->agent_cpu[agent], line);
}

/* ---- messages ---- */

/* What a transaction is about: words as they are, of one line its place. */
static const char *
memory_words(const struct drawing *d, const struct story_run *r)
{
    struct span_of s = r->span;

    if (story_shape(&r->first) == OF_NOTHING)
        return "";
    if (story_shape(&r->first) == OF_LINE && r->n == 1)
        s.to = s.from;
    return span_words(d->log->b, s, d->arena);
}

static const char *
copy_words(const struct txn *t)
{
    static const char *const because[] = {
        [BY_EVICTION] = "evict",  [BY_LINE_OP] = "flush",
        [BY_FLUSH_ALL] = "flush", [BY_SNOOP] = "snoop",
        [BY_DISCARD] = "discard",
    };

    return because[t->cause];
}

static bool
is_cpu(const struct drawing *d, uint32_t agent)
{
    return agent < d->log->b->plan->nagent &&
           d->log->b->agent_cpu[agent] != 0xff;
}

/* Where a message begins and ends. */
enum message_end { AT_AGENT, AT_HOLDER, AT_CACHE, AT_BUFFER, AT_LLC, AT_HOME };

// clang-format off
static const struct { uint8_t from, to, kind; const char *says; } drawing[TX_KINDS] = {
    [TX_READ]         = {AT_HOLDER, AT_AGENT,  PICTURE_READ,  NULL},
    [TX_FILL]         = {AT_HOLDER, AT_CACHE,  PICTURE_MOVE,  "fill"},
    [TX_WRITE_CACHE]  = {AT_AGENT,  AT_CACHE,  PICTURE_WRITE, "store"},
    [TX_WRITE_MEMORY] = {AT_AGENT,  AT_HOME,   PICTURE_WRITE, "store"},
    [TX_WC_PUT]       = {AT_AGENT,  AT_BUFFER, PICTURE_WRITE, "store"},
    [TX_WC_DRAIN]     = {AT_BUFFER, AT_HOME,   PICTURE_MOVE,  "drain"},
    [TX_WRITE_BACK]   = {AT_HOLDER, AT_HOME,   PICTURE_MOVE,  NULL},
    [TX_VICTIM]       = {AT_HOLDER, AT_LLC,    PICTURE_MOVE,  NULL},
    [TX_INVALIDATE]   = {AT_HOLDER, AT_HOLDER, PICTURE_MARK,  NULL},
    [TX_FENCE]        = {AT_AGENT,  AT_AGENT,  PICTURE_MARK,  "all before it is done"},
    [TX_LINE_OP]      = {AT_AGENT,  AT_AGENT,  PICTURE_MARK,  NULL},
    [TX_ARRIVE]       = {AT_AGENT,  AT_HOME,   PICTURE_WRITE, NULL},
    [TX_SPECULATE]    = {AT_HOME,   AT_AGENT,  PICTURE_READ,  "speculative read of"},
    [TX_FLUSH_ALL]    = {AT_AGENT,  AT_AGENT,  PICTURE_MARK,  NULL},
    [TX_REFUSED]      = {AT_AGENT,  AT_AGENT,  PICTURE_MARK,  NULL},
    [TX_SIGNAL]       = {AT_AGENT,  AT_AGENT,  PICTURE_MARK,  "signal"},
};
// clang-format on

static uint32_t
end_column(struct drawing *d, const struct txn *t, uint8_t end)
{
    uint32_t cpu = is_cpu(d, t->agent) ? d->log->b->agent_cpu[t->agent] : 0;

    switch ((enum message_end) end) {
    case AT_AGENT:
        return agent_column(d, t->agent);
    case AT_HOLDER:
        return holder_column(d, t->holder, t->owner, t->line);
    case AT_CACHE: /* a device's write may go into the last level */
        return t->holder == HOLDER_LLC && t->kind == TX_WRITE_CACHE
                   ? column(d, LANE_LLC, 0)
                   : column(d, LANE_CACHE, cpu);
    case AT_BUFFER:
        return column(d, LANE_BUFFER, cpu);
    case AT_LLC:
        return column(d, LANE_LLC, 0);
    case AT_HOME:
        break;
    }
    return home_column(d, t->line);
}

static const char *
message_words(const struct drawing *d, const struct story_run *r)
{
    const struct bound *b = d->log->b;
    const struct txn *t = &r->first;
    const char *memory = memory_words(d, r);
    const char *dma = is_cpu(d, t->agent) ? "" : "DMA ";
    struct arena *a = d->arena;

    switch (t->kind) {
    case TX_READ:
        return words_format(
            a, "%s%s = %s", dma, memory,
            words_number(a, machine_value(b, d->end, t->version)));
    case TX_WRITE_BACK:
        return words_format(a, "%s: write back %s", copy_words(t), memory);
    case TX_INVALIDATE:
        if (t->cause != BY_SNOOP)
            return words_format(a, "%s leaves (%s)", memory, copy_words(t));
        G_GNUC_FALLTHROUGH;
    case TX_VICTIM:
        return words_format(a, "%s %s", copy_words(t), memory);
    case TX_ARRIVE:
        return r->n == 1 ? words_format(a, "%u bytes, %s", t->version, memory)
                         : words_format(a, "%u times %u bytes, %s", r->n,
                                        t->version, memory);
    case TX_LINE_OP:
        return words_format(a, "flush %s in every cache", memory);
    case TX_FLUSH_ALL:
        return words_format(a, "flush whole caches: %u written back", t->word);
    case TX_REFUSED:
        return words_format(a, "refused: %s",
                            words_refusal(t->version, txn_denial(b, t), a));
    case TX_WRITE_MEMORY:
    case TX_WRITE_CACHE:
        return words_format(a, "%s %s", *dma ? "DMA write" : "store", memory);
    default:
        return words_format(a, "%s%s%s", drawing[t->kind].says,
                            *memory ? " " : "", memory);
    }
}

static struct picture_message
message_of(struct drawing *d, const struct story_run *r)
{
    const struct txn *t = &r->first;
    struct picture_message m = {
        .from = end_column(d, t, drawing[t->kind].from),
        .to = end_column(d, t, drawing[t->kind].to),
        .kind = drawing[t->kind].kind,
        .text = message_words(d, r),
        .wrong = r->wrong,
    };

    if (t->kind == TX_INVALIDATE && t->cause == BY_SNOOP) {
        m.from = agent_column(d, t->agent);
        m.kind = PICTURE_SNOOP;
    }
    if (m.from == m.to)
        m.kind = PICTURE_MARK;
    return m;
}

/* ---- steps ---- */

static const char *
writer_words(const struct drawing *d, uint32_t version)
{
    const struct bound *b = d->log->b;
    uint32_t op = b->version[version].op;

    return op == OP_INITIAL
               ? "at first"
               : words_format(d->arena, "step %u", b->op[op].step + 1);
}

static void
draw_change(struct drawing *d, const struct story_change *c)
{
    const struct log_change *x = &c->first;
    const struct bound *b = d->log->b;
    const char *memory = span_words(b, c->span, d->arena);
    bool buffer = x->holder == HOLDER_WCB || x->holder == HOLDER_WINDOW;
    struct picture_state s = {.column =
                                  place_column(d, x->holder, x->agent, x->line),
                              .dirty = x->dirty || buffer,
                              .gone = x->gone};

    s.text =
        x->gone
            ? words_format(d->arena, "%s gone", memory)
            : words_format(
                  d->arena, "%s = %s, %s", memory,
                  words_number(d->arena, machine_value(b, d->end, x->version)),
                  writer_words(d, x->version));
    picture_state_add(d->row, s);
}

void
drawing_init(struct drawing *d, struct picture *picture, const struct log *log,
             const cell *end, struct arena *arena)
{
    *d = (struct drawing){.picture = picture,
                          .log = log,
                          .end = end,
                          .arena = arena,
                          .lane =
                              g_array_new(FALSE, FALSE, sizeof(struct lane))};
}

void
drawing_step(struct drawing *d, const struct log_step *from,
             const struct story_step *told)
{
    const struct plan *p = d->log->b->plan;
    g_autoptr(GArray) runs = story_runs(d->log, d->end, from);
    g_autoptr(GArray) changes = story_changes(d->log, d->end, from);

    d->row = picture_row_new(d->picture, told);
    if (!from->spontaneous && p->step[from->step].agent < p->nagent &&
        !told->implied)
        d->row->actor = agent_column(d, p->step[from->step].agent);
    for (guint i = 0; i < runs->len; i++) {
        const struct story_run *r = &g_array_index(runs, struct story_run, i);

        if (r->first.kind != TX_CONDITION)
            picture_message_add(d->row, message_of(d, r));
    }
    for (guint i = 0; i < changes->len; i++)
        draw_change(d, &g_array_index(changes, struct story_change, i));
}

void
drawing_hazard(struct drawing *d, const struct hazard *h,
               const struct story_hazard *told)
{
    struct picture_hazard out = {told, agent_column(d, h->agent),
                                 PICTURE_NOWHERE};
    bool data = h->kind == HAZARD_STALE_READ || h->kind == HAZARD_LEAK ||
                h->kind == HAZARD_UNSTABLE_READ;

    if (data && h->wanted_at.holder != HOLDER_NOWHERE)
        out.right =
            place_column(d, h->wanted_at.holder, h->wanted_at.agent, h->line);
    picture_hazard_add(d->row, out);
}

/* ---- order ---- */

/* The first half of the CPUs stands left of memory, the others right of it,
 * their buffers and caches nearer to memory than they; then devices. */
static int
rank(const struct drawing *d, const struct lane *l, uint32_t half)
{
    const struct bound *b = d->log->b;
    uint32_t cpu =
        l->kind == LANE_AGENT && is_cpu(d, l->id) ? b->agent_cpu[l->id] : l->id;
    int inner = (int) MIN(l->kind, LANE_CACHE), side = 8 * (int) cpu;

    if (l->kind == LANE_AGENT && !is_cpu(d, l->id))
        return 8 * CPUS_MAX + 16 + (int) l->id;
    if (l->kind >= LANE_LLC)
        return 8 * (int) half - 2 + (l->kind == LANE_MEMORY);
    return cpu < half ? side - 8 + inner : side + 8 - inner;
}

/* CPUs left of memory. */
static uint32_t
left_half(const struct drawing *d)
{
    uint32_t n = 0;

    for (guint i = 0; i < d->lane->len; i++) {
        const struct lane *l = &g_array_index(d->lane, struct lane, i);

        if (l->kind == LANE_AGENT && is_cpu(d, l->id))
            n = MAX(n, d->log->b->agent_cpu[l->id] + 1u);
    }
    return (n + 1) / 2;
}

void
drawing_done(struct drawing *d)
{
    const struct lane *lane = (const struct lane *) (void *) d->lane->data;
    uint32_t n = d->lane->len, half = left_half(d);
    g_autofree uint32_t *at = g_new0(uint32_t, n + 1);

    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++)
            at[i] += rank(d, &lane[k], half) < rank(d, &lane[i], half);
    picture_arrange(d->picture, at);
    g_array_unref(d->lane);
}
