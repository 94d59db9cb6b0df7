#include "tools/words.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>

#include "sim/base/errno_names.h"
#include "sim/core/io.h"
#include "sim/core/order.h"
#include "sim/engine/verdict.h"

const char *
words_format(struct arena *a, const char *fmt, ...)
{
    char *text, *kept;
    va_list args;

    va_start(args, fmt);
    text = g_strdup_vprintf(fmt, args);
    va_end(args);
    kept = arena_text(a, text, strlen(text));
    g_free(text);
    return kept;
}

const char *
words_keep(struct arena *a, const char *text)
{
    return arena_text(a, text, strlen(text));
}

const char *
words_number(struct arena *a, uint64_t value)
{
    return words_format(
        a, value < 65536 ? "%" G_GUINT64_FORMAT : "0x%" G_GINT64_MODIFIER "x",
        value);
}

const char *
words_agent(const struct bound *b, uint32_t agent)
{
    return agent < b->plan->nagent ? b->plan->agent[agent].name : "host";
}

const char *
words_memory(const struct bound *b, uint32_t line, uint32_t word,
             struct arena *a)
{
    const struct line *l = &b->line[line];
    const struct plan_region *r = &b->plan->region[l->region];
    uint64_t at = l->pa - r->pa + (uint64_t) word * WORD_BYTES;

    return at ? words_format(a, "%s+%" G_GUINT64_FORMAT, r->name, at) : r->name;
}

const char *
words_conditions(uint32_t bits, struct arena *a)
{
    static const char *const name[CONDITIONS] = {
        [CONDITION_ALIAS] = "alias",
        [CONDITION_FLUSH_IGNORED] = "flush-ignored",
        [CONDITION_STALE_TRANSLATION] = "stale-translation",
    };
    const char *out = "";

    for (uint32_t i = 0; i < CONDITIONS; i++)
        if (bits >> i & 1)
            out = words_format(a, "%s%s%s", out, *out ? " " : "", name[i]);
    return out;
}

const char *
words_refusal(uint32_t error, const struct denial *denial, struct arena *a)
{
    const char *name = name_of(errno_names, error);

    if (error == 0)
        return denial ? denial->name : "an injected fault";
    if (error == REFUSAL_MMIO_EXIT)
        return "mmio-exit";
    if (!name)
        name = words_format(a, "error %u", error);
    return denial ? words_format(a, "%s, %s", name, denial->name) : name;
}

const char *
words_gave(const struct bound *b, const struct rule *rule, uint32_t gave)
{
    const struct io_model *io = b->plan->io;
    const char *name = io ? io->gave_name(rule, gave) : NULL;

    return name ? name : b->model->gave_name(rule, gave);
}

/* ---- hazards ---- */

struct parts { /* what every sentence is made of                              */
    const char *agent, *memory, *got, *wanted, *where;
};

static const char *
read_words(const struct parts *p, const struct hazard *h, struct arena *a)
{
    const char *same = h->same_value ? " of an older write" : "";

    return words_format(a, "%s read %s%s from %s, should be %s (%s)", p->agent,
                        p->got, same, p->memory, p->wanted, p->where);
}

bool
words_went_back(const struct bound *b, const struct hazard *h)
{
    return order_before(b, b->version[h->got].op, b->version[h->wanted].op);
}

static const char *
unstable_words(const struct bound *b, const struct parts *p,
               const struct hazard *h, struct arena *a)
{
    if (words_went_back(b, h))
        return words_format(a,
                            "%s read %s from %s after it had read the newer "
                            "%s (%s)",
                            p->agent, p->got, p->memory, p->wanted, p->where);
    return words_format(a,
                        "%s read %s from %s after it had read %s, though "
                        "nobody wrote in between",
                        p->agent, p->got, p->memory, p->wanted);
}

static const char *
lost_words(const struct bound *b, const struct parts *p, const struct hazard *h,
           struct arena *a)
{
    uint32_t by = b->version[h->wanted].op;
    const char *writer =
        by == OP_INITIAL ? "the initial data" : words_agent(b, b->op[by].agent);

    if (h->cause == CAUSE_INVALIDATE_DISCARD)
        return words_format(a,
                            "%s in %s, written by %s, was discarded; %s is "
                            "left",
                            p->wanted, p->memory, writer, p->got);
    return words_format(
        a, "%s in %s, written by %s, was overwritten with the older %s (%s)",
        p->wanted, p->memory, writer, p->got, cause_names[h->cause]);
}

static const char *
leak_words(const struct bound *b, const struct parts *p, const struct hazard *h,
           struct arena *a)
{
    return words_format(a, "%s read %s from %s, which is %s's data", p->agent,
                        p->got, p->memory, b->plan->principal[h->victim].name);
}

const char *
words_hazard(const struct bound *b, const cell *m, const struct hazard *h,
             struct arena *a)
{
    struct parts p = {
        .agent = words_agent(b, h->agent),
        .memory = words_memory(b, h->line, h->word, a),
    };

    switch ((enum hazard_kind) h->kind) {
    case HAZARD_STALE_READ:
    case HAZARD_UNSTABLE_READ:
    case HAZARD_LOST_WRITE:
    case HAZARD_LEAK:
        p.got = words_number(a, machine_value(b, m, h->got));
        p.wanted = words_number(a, machine_value(b, m, h->wanted));
        p.where = place_phrase(b, h->wanted_at, a);
        break;
    case HAZARD_UNORDERED_WRITE:
        return words_format(a,
                            b->op[h->op].kind == OP_LOAD
                                ? "%s's read of %s arrived after a later access"
                                : "%s's write to %s arrived after a later one",
                            p.agent, p.memory);
    case HAZARD_REGISTER_ACCESS:
        if (h->cause == CAUSE_FORWARDED)
            return words_format(a, "%s's read of %s never arrived (forwarded)",
                                p.agent, p.memory);
        return words_format(a, "%s's access to %s (%s)", p.agent, p.memory,
                            cause_names[h->cause]);
    case HAZARD_FATAL:
        if (h->cause == CAUSE_UNCONTAINED)
            return words_format(a, "%s's access to %s is not contained",
                                p.agent, p.memory);
        return words_format(a,
                            h->cause == CAUSE_ALIAS_ERRATUM
                                ? "%s's uncached access to %s met a cached copy"
                                : "%s read %s through a cacheable mapping",
                            p.agent, p.memory);
    case HAZARD_INTERFERENCE:
        return words_format(a, "%s's whole-cache flush took %u line%s of %s",
                            p.agent, h->count, h->count == 1 ? "" : "s",
                            b->plan->principal[h->victim].name);
    case HAZARD_NONE:
    case HAZARD_KINDS:
        return "";
    }
    if (h->kind == HAZARD_LOST_WRITE)
        return lost_words(b, &p, h, a);
    if (h->kind == HAZARD_LEAK)
        return leak_words(b, &p, h, a);
    return h->kind == HAZARD_UNSTABLE_READ ? unstable_words(b, &p, h, a)
                                           : read_words(&p, h, a);
}
