/* Checking spontaneous events. */
#include <string.h>

#include "sim/lang/check.h"

/* What each kind of event takes. */
static const struct {
    const char *word;
    bool translated; /* its address is one of a context                       */
    bool needs_address;
} events[] = {
    [SPONT_EVICT] = {"evict",     false, true },
    [SPONT_EVICT_L1] = {"evict-l1",  false, true },
    [SPONT_SPECULATE] = {"speculate", true,  true },
    [SPONT_DRAIN] = {"drain",     false, false},
    [SPONT_TLB_DROP] = {"tlb-drop",  true,  true },
    [SPONT_EVICT_LLC] = {"evict-llc", false, true },
    [SPONT_ISSUE] = {"issue",     false, false},
    [SPONT_PERFORM] = {"perform",   false, false},
};

static uint8_t
event_kind(const struct syntax *t, uint32_t node)
{
    struct lexer lx;
    uint8_t kind = 0;

    lex_start(&lx, t->src, NULL);
    lx.at = t->node[node].from;
    lex_next(&lx);
    while (!lex_is(&lx, events[kind].word))
        kind++;
    return kind;
}

/* The CPU an operand names, or -1. */
static int
cpu_at(const struct checker *k, struct at at, uint32_t node)
{
    const struct syntax *t = tree_at(k->s, at);
    size_t length;
    const char *text = syntax_text(t, node, &length);

    return t->node[node].token == TK_WORD && t->node[node].kind == NODE_SLOT
               ? cpu_number(text, length)
               : -1;
}

static bool
complain_form(struct checker *k, struct at at, uint8_t kind)
{
    const char *form = kind == SPONT_TLB_DROP    ? "a CPU, perhaps a context "
                                                   "of it, or a device, and an "
                                                   "address"
                       : events[kind].translated ? "a CPU, perhaps a context "
                                                   "of it, and an address"
                       : kind == SPONT_DRAIN     ? "a CPU, an address, or both"
                                             : "perhaps a CPU, and an address";

    return complain(k, DIAG_SYNTAX, at, "'%s' takes %s", events[kind].word,
                    form);
}

/* Whether the last operand says 'other', and is no address. */
static bool
ends_in_other(const struct checker *k, struct at at, const struct parts *p)
{
    struct at last = at_node(at, p->noperand ? p->operand[p->noperand - 1] : 0);
    uint16_t name;

    if (p->noperand < 2 || !syntax_is(tree_at(k->s, at), last.node, "other"))
        return false;
    name = intern(k->s, "other", strlen("other"));
    return !(k->s->name_is[name] & (IS_REGION | IS_MAP));
}

static bool
read_issue(struct checker *k, struct at at, struct t_item *item)
{
    const struct script *s = k->s;
    struct at name = at_node(at, syntax_slot(tree_at(s, at), at.node, S_NAME));
    struct written w = written_at(s, name);
    struct nearest near = nearest_to(w.text, w.length);

    for (guint i = 0; i < s->threads->len; i++) {
        const char *thread = g_array_index(s->threads, const char *, i);

        if (same_name(thread, &w)) {
            item->thread = (uint16_t) i;
            return true;
        }
        nearest_offer(&near, thread);
    }
    return k->s->broken ? false : complain_unknown(k, name, "thread", &near);
}

/* The device an operand names; false if it names none. */
static bool
read_device(struct checker *k, struct at at, struct t_item *item)
{
    struct written w = written_at(k->s, at);
    struct nearest near = nearest_to(w.text, w.length);
    uint64_t name;

    if (!find_place(k, &w, device_kind_of.arg, &name, &near))
        return false;
    item->actor = ACTOR_DEVICE;
    item->agent = (uint16_t) name;
    return true;
}

static bool
read_perform(struct checker *k, struct at at, struct t_item *item)
{
    const struct syntax *t = tree_at(k->s, at);
    uint32_t agent = syntax_slot(t, at.node, S_AGENT);
    uint32_t slot = syntax_slot(t, at.node, S_PLAIN);
    int cpu = cpu_at(k, at, agent);
    uint64_t number = slot ? syntax_number(t, slot) : 0;

    if (number > UINT16_MAX)
        return complain(k, DIAG_VALUE, at_node(at, slot),
                        "nobody has that many operations waiting");
    item->slot = (uint16_t) number;
    if (cpu >= 0)
        item->agent = (uint16_t) cpu;
    else if (!read_device(k, at_node(at, agent), item))
        return complain(k, DIAG_KIND, at_node(at, agent),
                        "a CPU performs, or a device");
    return true;
}

/* The address of one of the model's mappings, or of a region. */
static bool
read_where(struct checker *k, struct at at, uint32_t node, bool translated,
           struct t_item *item)
{
    struct t_operand *o = arena_new(&k->s->text, struct t_operand);

    o->letter = translated ? 'A' : 'L';
    o->node = node;
    read_address(k, at_node(at, node), o);
    item->operand = o;
    item->noperand = 1;
    return true;
}

/* The CPU, the context and the address, each of which may be missing. */
static bool
read_event(struct checker *k, struct at at, const struct parts *p,
           struct t_item *item)
{
    bool translated = events[item->event].translated;
    uint32_t n = 0;
    int cpu = p->noperand ? cpu_at(k, at, p->operand[0]) : -1;

    if (cpu < 0 && p->noperand == 2 && item->event == SPONT_TLB_DROP &&
        read_device(k, at_node(at, p->operand[0]), item))
        return read_where(k, at, p->operand[1], false, item); /* of its unit */
    if (cpu >= 0) {
        item->agent = (uint16_t) cpu;
        n++;
    }
    if (p->noperand > n + 1u + translated || (translated && cpu < 0) ||
        (p->noperand == n && (events[item->event].needs_address || !n)))
        return complain_form(k, at, item->event);
    if (p->noperand == n + 2 &&
        !read_context(k, at_node(at, p->operand[n++]), &item->ctx))
        return false;
    if (p->noperand == n)
        return true;
    return read_where(k, at, p->operand[n], translated, item);
}

void
check_event(struct checker *k, struct at at)
{
    struct parts p = split_step(tree_at(k->s, at), at.node);
    struct t_item item = {.at = at,
                          .kind = T_EVENT,
                          .event = event_kind(tree_at(k->s, at), at.node),
                          .agent = PLAN_NONE,
                          .ctx = PLAN_NONE,
                          .thread = k->thread,
                          .line = line_at(k->s, at)};

    if (item.event == SPONT_ISSUE || item.event == SPONT_PERFORM) {
        k->s->whole_schedule = true;
        item.other = syntax_word(tree_at(k->s, at), at.node, "other") != 0;
        if (item.event == SPONT_ISSUE ? read_issue(k, at, &item)
                                      : read_perform(k, at, &item))
            add_item(k, &item);
        return;
    }
    if (item.event == SPONT_SPECULATE && ends_in_other(k, at, &p)) {
        item.other = true;
        p.noperand--;
    }
    if (read_event(k, at, &p, &item))
        add_item(k, &item);
}

/* ---- whole schedules ---- */

void
check_schedule(struct checker *k, struct at at)
{
    if (!k->second.node && (k->schedule.node || k->thread))
        k->second = at;
    if (!k->schedule.node)
        k->schedule = at;
}

/* With 'issue' or 'perform' there is one list of events, and nothing else. */
void
check_schedules(struct checker *k)
{
    if (k->s->whole_schedule && k->second.node)
        complain(k, DIAG_VALUE, k->second,
                 "a file with 'issue' or 'perform' has one 'schedule', outside "
                 "of threads: all that happens");
}
