/* The transactions of a step, each kind a sentence. */
#include <string.h>

#include "tools/story_memory.h"
#include "tools/story_words.h"

/* What a transaction is about, and how it is told. */
enum shape { NOT_TOLD, OF_LINE, OF_WORD, OF_NOTHING };

// clang-format off
static const struct { uint8_t shape; const char *says; } telling[TX_KINDS] = {
    [TX_READ]         = {OF_WORD, "{agent} reads {memory} = {value} from {holder}"},
    [TX_FILL]         = {OF_LINE, "{memory} comes into {agent}'s cache from {holder}"},
    [TX_WRITE_CACHE]  = {OF_WORD, "{agent} writes {memory} in {cache}"},
    [TX_WRITE_MEMORY] = {OF_WORD, "{agent} writes {memory} to {target}"},
    [TX_WC_PUT]       = {OF_WORD, "{agent} puts {memory} into a {buffer}"},
    [TX_WC_DRAIN]     = {OF_WORD, "{agent}'s {buffer} drains {memory} to {target}"},
    [TX_WRITE_BACK]   = {OF_LINE, "{holder} writes {memory} back to {target} ({cause})"},
    [TX_VICTIM]       = {OF_LINE, "{memory} moves from {holder} to the last level ({cause})"},
    [TX_INVALIDATE]   = {OF_LINE, "{memory} leaves {holder} ({cause})"},
    [TX_FENCE]        = {OF_NOTHING, "everything before it is done"},
    [TX_LINE_OP]      = {OF_LINE, "{memory}: written back where it is dirty, in every cache"},
    [TX_ARRIVE]       = {OF_WORD, "{number} bytes arrive at {memory}"},
    [TX_SPECULATE]    = {OF_LINE, "{agent} reads {memory} speculatively"},
    [TX_FLUSH_ALL]    = {OF_NOTHING, "whole caches are flushed; dirty lines written back: {count}"},
    [TX_REFUSED]      = {OF_NOTHING, "refused: {refusal}"},
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
        return words_format(a, "%s's %s", cpu, b->model->merging_name);
    case HOLDER_WINDOW:
        return words_format(a, "%s's %s", cpu, b->model->stores_name);
    case HOLDER_MEMORY:
    case HOLDER_NOWHERE:
        break;
    }
    return home_words(b, t->line);
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
    case 'b':
        return b->model->merging_name;
    case 't':
        return home_words(b, t->line);
    case 'r':
        return words_refusal(t->version, txn_denial(b, t), a);
    default:
        if (g_str_has_prefix(name, "cache"))
            return t->holder == HOLDER_LLC ? "the last level" : "its cache";
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
    struct span_of s;

    if (telling[t->kind].shape == OF_LINE)
        return line_span(b, t->line);
    s = granule_span(b, t->line, t->word);
    if (t->kind == TX_ARRIVE)
        s.to = s.from + t->version;
    return s;
}

struct run { /* transactions of one kind on neighbouring memory               */
    struct txn first;
    struct span_of span;
    uint32_t n;
};

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
join(const struct bound *b, const cell *end, struct run *r, const struct run *t)
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
    return true;
}

static void
say_run(const struct bound *b, const cell *end, const struct run *r,
        GPtrArray *out, struct arena *a)
{
    bool arrive = r->first.kind == TX_ARRIVE;
    struct span_of s = r->span;
    const char *text;

    if (arrive && r->n == 1)
        s.to = s.from;
    text = txn_words(b, end, &r->first, span_words(b, s, a), a);
    if (arrive && r->n > 1)
        text = words_format(a, "%u accesses of %s", r->n, text);
    if (text)
        g_ptr_array_add(out, (gpointer) (uintptr_t) text);
}

static void
add_to_runs(const struct bound *b, const cell *end, GArray *runs,
            const struct run *one)
{
    for (guint i = 0; i < runs->len; i++)
        if (join(b, end, &g_array_index(runs, struct run, i), one))
            return;
    g_array_append_vals(runs, one, 1);
}

/* A line's transactions come one after the other, so several runs are open at
 * a time: one for each kind.  Runs that grew to meet are one. */
static void
close_runs(const struct bound *b, const cell *end, GArray *runs, GPtrArray *out,
           struct arena *a)
{
    g_autoptr(GArray) joined = g_array_new(FALSE, FALSE, sizeof(struct run));

    for (guint i = 0; i < runs->len; i++)
        add_to_runs(b, end, joined, &g_array_index(runs, struct run, i));
    for (guint i = 0; i < joined->len; i++)
        say_run(b, end, &g_array_index(joined, struct run, i), out, a);
    g_array_set_size(runs, 0);
}

/* Whether a transaction is about memory and tells something new: what a merging
 * buffer writes, its drain has told. */
static bool
makes_a_run(const struct txn *t)
{
    uint8_t shape = telling[t->kind].shape;

    return (shape == OF_LINE || shape == OF_WORD) &&
           !(t->kind == TX_WRITE_MEMORY && t->holder == HOLDER_WCB);
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

        if (makes_a_run(t)) {
            struct run one = {*t, txn_span(b, t), 1};

            add_to_runs(b, end, runs, &one);
            continue;
        }
        if (telling[t->kind].shape != OF_NOTHING)
            continue;
        text = txn_words(b, end, t, NULL, arena);
        close_runs(b, end, runs, out, arena);
        g_ptr_array_add(out, (gpointer) (uintptr_t) text);
    }
    close_runs(b, end, runs, out, arena);
}
