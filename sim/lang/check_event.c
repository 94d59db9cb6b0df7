/* Checking spontaneous events. */
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
    const char *form = events[kind].translated ? "a CPU, perhaps a context of "
                                                 "it, and an address"
                       : kind == SPONT_DRAIN   ? "a CPU, an address, or both"
                                             : "perhaps a CPU, and an address";

    return complain(k, DIAG_SYNTAX, at, "'%s' takes %s", events[kind].word,
                    form);
}

/* The CPU, the context and the address, each of which may be missing. */
static bool
read_event(struct checker *k, struct at at, const struct parts *p,
           struct t_item *item)
{
    bool translated = events[item->event].translated;
    uint32_t n = 0;
    struct t_operand *o;
    int cpu = p->noperand ? cpu_at(k, at, p->operand[0]) : -1;

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
    o = arena_new(&k->s->text, struct t_operand);
    o->letter = translated ? 'A' : 'L';
    o->node = p->operand[n];
    read_address(k, at_node(at, o->node), o);
    item->operand = o;
    item->noperand = 1;
    return true;
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

    if (read_event(k, at, &p, &item))
        add_item(k, &item);
}
