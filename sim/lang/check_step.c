/* Checking what happens: steps and threads. */
#include <string.h>

#include "sim/core/verbs.h"
#include "sim/lang/check.h"

enum { NAMES_BY_USE = 1 << 14, THREADS = 256 };

/* ---- names made by use ---- */

static uint16_t
used_number(const struct checker *k, const struct by_use *list,
            const struct written *w)
{
    return list->number[intern(k->s, w->text, w->length)];
}

static void
add_use(struct checker *k, struct by_use *list, struct at at)
{
    struct written w = written_at(k->s, at);
    uint16_t name = intern(k->s, w.text, w.length);
    const char *text = name_text(k->s, name);

    if (!name || list->name->len >= NAMES_BY_USE)
        complain(k, DIAG_TOO_MANY, at, "too many names, or too long");
    else if (!list->number[name]) {
        g_array_append_val(list->name, text);
        list->number[name] = (uint16_t) list->name->len;
    }
}

bool
find_use(struct checker *k, const struct written *w, const void *which,
         uint64_t *out, struct nearest *near)
{
    const struct by_use *list =
        *(const bool *) which ? &k->s->signals : &k->s->registers;
    uint16_t number = used_number(k, list, w);

    *out = number ? number - 1u : 0;
    for (guint i = 0; !number && i < list->name->len; i++)
        nearest_offer(near, g_array_index(list->name, const char *, i));
    return number || k->s->broken;
}

/* ---- parts of a step ---- */

/* What stands behind the word 'needs', which may look like one more operand. */
static void
add_need(const struct syntax *t, uint32_t i, struct parts *p)
{
    bool result = t->node[i].kind == NODE_SLOT && t->node[i].code == S_RESULT;

    if (result && t->node[p->needs].kind == NODE_SLOT)
        p->behind = i;
    else if (p->nneed <= STEP_NEEDS)
        p->need[p->nneed++] = i;
}

struct parts
split_step(const struct syntax *t, uint32_t step)
{
    bool is_step = t->node[step].code == F_STEP;
    struct parts p = {0};

    for (uint32_t i = step + 1; i < t->node[step].end; i = t->node[i].end) {
        const struct node *n = &t->node[i];
        uint8_t slot = n->kind == NODE_SLOT ? n->code : S_REF;

        if (p.needs)
            add_need(t, i, &p);
        else if (is_step && p.verb && slot == S_REF && n->kind != NODE_PART &&
                 syntax_is(t, i, "needs"))
            p.needs = i;
        else if (slot == S_AGENT)
            p.agent = i;
        else if (slot == S_CONTEXT)
            p.context = i;
        else if (slot == S_VERB)
            p.verb = i;
        else if (slot == S_RESULT)
            p.result = i;
        else if (slot == S_EQUALS)
            p.equals = i;
        else if (p.noperand <= STEP_OPERANDS)
            p.operand[p.noperand++] = i;
    }
    return p;
}

void
declare_step(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    struct parts p = split_step(t, at.node);
    struct written w = written_at(k->s, at_node(at, p.verb));
    const struct verb *v;

    if (p.result)
        add_use(k, &k->s->registers, at_node(at, p.result));
    v = verb_find(k->model, k->s->io, w.text, w.length);
    if (v && v->kind == OP_SIGNAL && p.noperand == 1)
        add_use(k, &k->s->signals, at_node(at, p.operand[0]));
}

/* ---- steps ---- */

bool
read_agent(struct checker *k, struct at at, const struct parts *p,
           struct t_item *item)
{
    struct at agent = at_node(at, p->agent);
    struct written w = written_at(k->s, agent);
    struct nearest near = nearest_to(w.text, w.length);
    int cpu = cpu_number(w.text, w.length);
    uint64_t name;

    item->agent = item->ctx = PLAN_NONE;
    if (cpu >= 0) {
        item->agent = (uint16_t) cpu;
        item->ctx = 0;
        return !p->context ||
               read_context(k, at_node(at, p->context), &item->ctx);
    }
    item->actor = ACTOR_HOST;
    if (!syntax_is(tree_at(k->s, at), p->agent, "host")) {
        item->actor = ACTOR_DEVICE;
        if (!find_place(k, &w, device_kind_of.arg, &name, &near)) {
            nearest_offer(&near, "host");
            nearest_offer(&near, "cpu0");
            return complain_unknown(k, agent, "agent", &near);
        }
        item->agent = (uint16_t) name;
    }
    return !p->context || complain(k, DIAG_KIND, at_node(at, p->context),
                                   "only a CPU runs in a context");
}

/* Who acts in a step, as bits of enum verb_who. */
unsigned
acting(const struct checker *k, const struct t_item *item)
{
    const struct plan_ctx *c;
    unsigned kind;

    if (item->actor == ACTOR_DEVICE)
        return BY_DEVICE;
    if (item->actor == ACTOR_HOST)
        return BY_HOST;
    c = &g_array_index(k->s->contexts, struct plan_ctx, item->ctx);
    kind = g_array_index(k->s->principals, struct plan_principal, c->principal)
               .kind;
    if (kind == PRINCIPAL_USER)
        return BY_CPU;
    return BY_CPU | BY_KERNEL | (kind == PRINCIPAL_GUEST ? BY_GUEST : 0);
}

static void
offer_verbs(struct nearest *near, const struct verb *verb, uint32_t n,
            unsigned who)
{
    for (uint32_t i = 0; i < n; i++)
        if (verb[i].who & who)
            nearest_offer(near, verb[i].name);
}

bool
read_verb(struct checker *k, struct at at, const struct parts *p,
          struct t_item *item)
{
    struct at verb = at_node(at, p->verb);
    struct written w = written_at(k->s, verb);
    struct nearest near = nearest_to(w.text, w.length);
    unsigned who = acting(k, item);

    item->verb = verb_find(k->model, k->s->io, w.text, w.length);
    if (!item->verb) {
        offer_verbs(&near, k->model->verb, k->model->nverb, who);
        if (k->s->io)
            offer_verbs(&near, k->s->io->verb, k->s->io->nverb, who);
        offer_verbs(&near, core_verbs, core_verb_count, who);
        return complain_unknown(k, verb, "operation of this model", &near);
    }
    k->s->uses_io |= verb_is_io(k->s->io, item->verb);
    if (item->verb->who & BY_KERNEL && who == BY_CPU)
        return complain(k, DIAG_KIND, verb,
                        "'%s' is privileged: a process cannot do it",
                        item->verb->name);
    if (!(item->verb->who & who))
        return complain(k, DIAG_KIND, verb, "'%s' is not for %s",
                        item->verb->name,
                        who & BY_DEVICE ? "a device"
                        : who & BY_HOST ? "the host as such; a CPU does it"
                                        : "this context of a CPU");
    if (p->result && !item->verb->result)
        return complain(k, DIAG_KIND, at_node(at, p->result),
                        "'%s' gives no result", item->verb->name);
    if (p->equals && item->verb->kind != OP_POLL)
        return complain(k, DIAG_KIND, at_node(at, p->equals),
                        "'%s' does not wait for a value", item->verb->name);
    if (!p->equals && item->verb->kind == OP_POLL)
        return complain(k, DIAG_SYNTAX, verb,
                        "'%s' takes an address, '==' and a value",
                        item->verb->name);
    return true;
}

const char *
statement_text(struct checker *k, struct at at)
{
    GString *text = k->line;

    g_string_truncate(text, 0);
    syntax_print_statement(tree_at(k->s, at), at.node, text);
    return arena_text(&k->s->text, text->str, text->len);
}

void
add_item(struct checker *k, struct t_item *item)
{
    if (k->s->items->len == SCRIPT_STEPS)
        complain(k, DIAG_TOO_MANY, item->at, "more than %d steps",
                 SCRIPT_STEPS);
    if (k->s->items->len >= SCRIPT_STEPS)
        return;
    item->cond = make_cond(k);
    g_array_append_val(k->s->items, *item);
}

/* The registers a step waits for; whether they are set before it is known when
 * conditions are. */
static void
read_needs(struct checker *k, struct at at, const struct parts *p,
           struct t_item *item)
{
    if (!p->needs)
        return;
    if (p->behind)
        complain(k, DIAG_SYNTAX, at_node(at, p->behind),
                 "'needs' stands behind the result");
    if (!p->nneed)
        complain(k, DIAG_SYNTAX, at_node(at, p->needs),
                 "a register expected behind 'needs'");
    if (p->nneed > STEP_NEEDS)
        complain(k, DIAG_TOO_MANY, at_node(at, p->need[STEP_NEEDS]),
                 "more than %d registers", STEP_NEEDS);
    if (item->actor != ACTOR_CPU)
        complain(k, DIAG_KIND, at_node(at, p->needs),
                 "only a CPU's step needs a register");
    for (uint32_t i = 0; i < p->nneed && i < STEP_NEEDS; i++) {
        struct value v = fixed(0);

        if (read_value(k, at_node(at, p->need[i]), &register_kind, &v))
            item->need[item->nneed++] = (uint16_t) v.number;
    }
}

void
check_step(struct checker *k, struct at at)
{
    struct parts p = split_step(tree_at(k->s, at), at.node);
    struct t_item item = {.at = at,
                          .kind = T_STEP,
                          .thread = k->thread,
                          .result = PLAN_NONE,
                          .line = line_at(k->s, at)};

    if (!read_agent(k, at, &p, &item) || !read_verb(k, at, &p, &item))
        return;
    read_operands(k, at, &p, &item);
    if (p.result) {
        struct written w = written_at(k->s, at_node(at, p.result));

        item.result = (uint16_t) (used_number(k, &k->s->registers, &w) - 1u);
    }
    read_needs(k, at, &p, &item);
    item.text = statement_text(k, at);
    add_item(k, &item);
}

/* ---- blocks ---- */

static bool
is_thread(const struct script *s, const char *name, size_t length)
{
    const struct written w = {.text = name, .length = length};

    for (guint i = 0; i < s->threads->len; i++)
        if (same_name(g_array_index(s->threads, const char *, i), &w))
            return true;
    return false;
}

/* An adversary's is made of its agent: "adversary-cpu1", and then with -2. */
static const char *
adversary_name(struct checker *k, const struct written *agent)
{
    GString *name = k->line;

    g_string_printf(name, "adversary-%.*s", (int) agent->length, agent->text);
    for (unsigned i = 2; is_thread(k->s, name->str, name->len); i++)
        g_string_printf(name, "adversary-%.*s-%u", (int) agent->length,
                        agent->text, i);
    return arena_text(&k->s->text, name->str, name->len);
}

void
declare_thread(struct checker *k, struct at at)
{
    bool thread = tree_at(k->s, at)->node[at.node].code == F_THREAD;
    struct at name = at_node(at, at.node + 1);
    struct written w = written_at(k->s, name);
    const char *text;

    if (k->s->threads->len == THREADS) {
        complain(k, DIAG_TOO_MANY, at, "more than %d threads", THREADS);
        return;
    }
    if (thread && is_thread(k->s, w.text, w.length))
        complain(k, DIAG_NAME_TWICE, name, "thread '%.*s' is there already",
                 (int) w.length, w.text);
    text = thread ? arena_text(&k->s->text, w.text, w.length)
                  : adversary_name(k, &w);
    g_array_append_val(k->s->threads, text);
}

bool
enter_block(struct checker *k, struct t_item *item)
{
    if (k->nthread + 1u >= k->s->threads->len)
        return false; /* that was too many, and said so */
    k->thread = item->thread = ++k->nthread;
    item->text = g_array_index(k->s->threads, const char *, item->thread);
    return true;
}

void
check_thread(struct checker *k, struct at at)
{
    struct t_item item = {.at = at,
                          .kind = T_THREAD,
                          .agent = PLAN_NONE,
                          .line = line_at(k->s, at)};

    if (enter_block(k, &item))
        add_item(k, &item);
}
