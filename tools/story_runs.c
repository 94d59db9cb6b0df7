#include "tools/story_runs.h"

#include "sim/core/access.h"

static const uint8_t shape[TX_KINDS] = {
    [TX_READ] = OF_WORD,        [TX_FILL] = OF_LINE,
    [TX_WRITE_CACHE] = OF_WORD, [TX_WRITE_MEMORY] = OF_WORD,
    [TX_WC_PUT] = OF_WORD,      [TX_WC_DRAIN] = OF_WORD,
    [TX_WRITE_BACK] = OF_LINE,  [TX_VICTIM] = OF_LINE,
    [TX_INVALIDATE] = OF_LINE,  [TX_FENCE] = OF_NOTHING,
    [TX_LINE_OP] = OF_LINE,     [TX_ARRIVE] = OF_WORD,
    [TX_SPECULATE] = OF_LINE,   [TX_FLUSH_ALL] = OF_NOTHING,
    [TX_REFUSED] = OF_NOTHING,  [TX_CONDITION] = OF_NOTHING,
    [TX_SIGNAL] = OF_NOTHING,
};

enum story_shape
story_shape(const struct txn *t)
{
    return (enum story_shape) shape[t->kind];
}

/* ---- transactions ---- */

static struct span_of
txn_span(const struct bound *b, const struct txn *t)
{
    struct span_of s;

    if (shape[t->kind] == OF_LINE)
        return line_span(b, t->line);
    s = granule_span(b, t->line, t->word);
    if (t->kind == TX_ARRIVE)
        s.to = s.from + t->version;
    return s;
}

/* Accesses at a device are told as one where they have one size and nothing
 * between them: what merged may leave words out. */
static bool
same_arrival(const struct bound *b, const struct txn *a, const struct txn *t)
{
    struct span_of s = granule_span(b, t->line, t->word);

    return a->version == t->version &&
           (t->version == LINE_BYTES || t->version == s.to - s.from);
}

static bool
same_kind(const struct bound *b, const cell *end, const struct txn *a,
          const struct txn *t)
{
    if (a->kind != t->kind || a->agent != t->agent || a->holder != t->holder ||
        a->owner != t->owner ||
        b->line[a->line].region != b->line[t->line].region)
        return false;
    switch (t->kind) {
    case TX_WC_DRAIN: /* cause: leaves together with the one before */
        return true;
    case TX_ARRIVE:
        return same_arrival(b, a, t);
    case TX_READ:
        return machine_value(b, end, a->version) ==
               machine_value(b, end, t->version);
    default:
        return a->cause == t->cause;
    }
}

/* The parts of one write that merged come last word first. */
static bool
is_part(const struct txn *t)
{
    return t->kind == TX_WC_DRAIN && t->cause;
}

/* Puts what run T is about behind, or as a part before, run R. */
static bool
join(const struct bound *b, const cell *end, struct story_run *r,
     const struct story_run *t)
{
    if (!same_kind(b, end, &r->first, &t->first))
        return false;
    if (is_part(&t->first) && t->span.to == r->span.from)
        r->span.from = t->span.from;
    else if (t->span.from == r->span.to)
        r->span.to = t->span.to;
    else
        return false;
    r->n += t->n;
    r->wrong |= t->wrong;
    return true;
}

static void
add_to_runs(const struct bound *b, const cell *end, GArray *runs,
            const struct story_run *one)
{
    for (guint i = 0; i < runs->len; i++)
        if (join(b, end, &g_array_index(runs, struct story_run, i), one))
            return;
    g_array_append_vals(runs, one, 1);
}

/* A line's transactions come one after the other, so several runs are open at
 * a time: one for each kind.  Runs that grew to meet are one. */
static void
close_runs(const struct bound *b, const cell *end, GArray *open, GArray *out)
{
    g_autoptr(GArray) joined =
        g_array_new(FALSE, FALSE, sizeof(struct story_run));

    for (guint i = 0; i < open->len; i++)
        add_to_runs(b, end, joined, &g_array_index(open, struct story_run, i));
    g_array_append_vals(out, joined->data, joined->len);
    g_array_set_size(open, 0);
}

/* What a merging buffer writes, its drain has told. */
static bool
tells_something_new(const struct txn *t)
{
    return shape[t->kind] != NOT_TOLD &&
           !(t->kind == TX_WRITE_MEMORY && t->holder == HOLDER_WCB);
}

GArray *
story_runs(const struct log *log, const cell *end, const struct log_step *step)
{
    const struct bound *b = log->b;
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct story_run));
    g_autoptr(GArray) open =
        g_array_new(FALSE, FALSE, sizeof(struct story_run));

    for (uint32_t i = step->txn; i < step->txn + step->ntxn; i++) {
        const struct log_txn *x = log_txn(log, i);
        struct story_run one = {
            .first = x->txn, .n = 1, .wrong = x->nhazard > 0};

        if (!tells_something_new(&x->txn))
            continue;
        if (shape[x->txn.kind] != OF_NOTHING) {
            one.span = txn_span(b, &x->txn);
            add_to_runs(b, end, open, &one);
            continue;
        }
        close_runs(b, end, open, out);
        g_array_append_val(out, one);
    }
    close_runs(b, end, open, out);
    return out;
}

/* ---- changes ---- */

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

/* The memory of change FROM and of those like it that follow on it, which are
 * taken. */
static struct span_of
grown(const struct log *log, const cell *end, uint32_t from, uint32_t to,
      bool *taken)
{
    const struct log_change *c = log_change(log, from);
    struct span_of span = granule_span(log->b, c->line, c->gran);

    for (uint32_t k = from + 1; k < to; k++) {
        const struct log_change *d = log_change(log, k);
        struct span_of next = granule_span(log->b, d->line, d->gran);

        if (taken[k] || next.from != span.to || !same_change(log->b, end, c, d))
            continue;
        span.to = next.to;
        taken[k] = true;
    }
    return span;
}

GArray *
story_changes(const struct log *log, const cell *end,
              const struct log_step *step)
{
    uint32_t to = step->change + step->nchange;
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct story_change));
    g_autofree bool *taken = g_new0(bool, to + 1);

    for (uint32_t i = step->change; i < to; i++) {
        struct story_change one = {.first = *log_change(log, i)};

        if (taken[i])
            continue;
        one.span = grown(log, end, i, to, taken);
        g_array_append_val(out, one);
    }
    return out;
}
