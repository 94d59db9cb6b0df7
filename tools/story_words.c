#include "tools/story_words.h"

#include <string.h>

#include "sim/core/access.h"
#include "tools/story_runs.h"

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

/* ---- events ---- */

const char *
story_event(const struct bound *b, const struct plan_event *e,
            struct arena *arena)
{
    static const char *const what[] = {
        [SPONT_EVICT] = "evict",         [SPONT_EVICT_L1] = "evict-l1",
        [SPONT_SPECULATE] = "speculate", [SPONT_DRAIN] = "drain",
        [SPONT_TLB_DROP] = "tlb-drop",   [SPONT_EVICT_LLC] = "evict-llc",
        [SPONT_PERFORM] = "perform",
    };
    const struct plan *p = b->plan;
    const char *where = "";

    if (e->where.kind != OPERAND_NONE)
        where = e->where.kind == OPERAND_ADDRESS ? p->map[e->where.id].name
                                                 : p->region[e->where.id].name;
    return words_format(arena, "unasked: %s%s%s%s%s", what[e->kind],
                        e->agent == PLAN_NONE ? "" : " ",
                        e->agent == PLAN_NONE ? "" : p->agent[e->agent].name,
                        *where ? " " : "", where);
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
        return words_format(a, "%s %s", agent, b->model->merging_name);
    case HOLDER_WINDOW:
        return words_format(a, "%s %s", agent, b->model->stores_name);
    case HOLDER_MEMORY:
    case HOLDER_NOWHERE:
        break;
    }
    return line_is_mmio(b, c->line) ? "device" : "memory";
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

void
story_now(const struct log *log, const cell *end, const struct log_step *step,
          GPtrArray *out, struct arena *arena)
{
    g_autoptr(GArray) changes = story_changes(log, end, step);

    for (guint i = 0; i < changes->len; i++) {
        const struct story_change *c =
            &g_array_index(changes, struct story_change, i);
        const char *text = change_words(log->b, end, &c->first, c->span, arena);

        g_ptr_array_add(out, (gpointer) (uintptr_t) text);
    }
}
