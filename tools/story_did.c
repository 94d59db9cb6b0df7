/* The transactions of a step, each kind a sentence. */
#include <string.h>

#include "tools/story_runs.h"
#include "tools/story_words.h"

// clang-format off
static const char *const telling[TX_KINDS] = {
    [TX_READ]         = "{agent} reads {memory} = {value} from {holder}",
    [TX_FILL]         = "{memory} comes into {agent}'s cache from {holder}",
    [TX_WRITE_CACHE]  = "{agent} writes {memory} in {cache}",
    [TX_WRITE_MEMORY] = "{agent} writes {memory} to {target}",
    [TX_WC_PUT]       = "{agent} puts {memory} into a {buffer}",
    [TX_WC_DRAIN]     = "{agent}'s {buffer} drains {memory} to {target}",
    [TX_WRITE_BACK]   = "{holder} writes {memory} back to {target} ({cause})",
    [TX_VICTIM]       = "{memory} moves from {holder} to the last level ({cause})",
    [TX_INVALIDATE]   = "{memory} leaves {holder} ({cause})",
    [TX_FENCE]        = "everything before it is done",
    [TX_LINE_OP]      = "{memory}: written back where it is dirty, in every cache",
    [TX_ARRIVE]       = "{number} bytes arrive at {memory}",
    [TX_SPECULATE]    = "{agent} reads {memory} speculatively",
    [TX_FLUSH_ALL]    = "whole caches are flushed; dirty lines written back: {count}",
    [TX_REFUSED]      = "refused: {refusal}",
    [TX_CONDITION]    = "condition {condition}",
    [TX_SIGNAL]       = "the signal is given",
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

/* The sentence of a transaction. */
static const char *
txn_words(const struct bound *b, const cell *end, const struct txn *t,
          const char *memory, struct arena *a)
{
    const char *rest = telling[t->kind], *out = "", *open;

    while ((open = strchr(rest, '{'))) {
        const char *value = g_str_has_prefix(open, "{memory")
                                ? memory
                                : field(b, end, t, open + 1, a);

        out =
            words_format(a, "%s%.*s%s", out, (int) (open - rest), rest, value);
        rest = strchr(open, '}') + 1;
    }
    return words_format(a, "%s%s", out, rest);
}

static void
say_run(const struct bound *b, const cell *end, const struct story_run *r,
        GPtrArray *out, struct arena *a)
{
    bool arrive = r->first.kind == TX_ARRIVE;
    struct span_of s = r->span;
    const char *text;

    if (arrive && r->n == 1)
        s.to = s.from;
    text = txn_words(
        b, end, &r->first,
        story_shape(&r->first) == OF_NOTHING ? NULL : span_words(b, s, a), a);
    if (arrive && r->n > 1)
        text = words_format(a, "%u accesses of %s", r->n, text);
    g_ptr_array_add(out, (gpointer) (uintptr_t) text);
}

void
story_did(const struct log *log, const cell *end, const struct log_step *step,
          GPtrArray *out, struct arena *arena)
{
    g_autoptr(GArray) runs = story_runs(log, end, step);

    for (guint i = 0; i < runs->len; i++)
        say_run(log->b, end, &g_array_index(runs, struct story_run, i), out,
                arena);
}
