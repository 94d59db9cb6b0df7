/* Checking adversaries: blocks of operations to choose from. */
#include "sim/core/verbs.h"
#include "sim/lang/check.h"

enum { DEPTH = 64, ANY_VALUE = 0xbad };

/* ---- the block ---- */

static const struct number_rule depth_rule = {
    1, DEPTH, 1, "an adversary runs 1 to 64 operations"};
static const struct kind depth_kind = {
    .noun = "number", .find = find_number, .arg = &depth_rule};

static void
read_types(struct checker *k, struct at at, const struct t_item *item,
           struct t_adversary *a)
{
    const struct node *node = tree_at(k->s, at)->node;
    struct word_list list;
    struct kind kind = type_kind(k, &list);
    struct value *type = arena_new_array(&k->s->text, struct value, MENU_TYPES);

    if (a->ntype || a->any_type)
        complain(k, DIAG_NAME_TWICE, at, "said twice");
    if (item->actor != ACTOR_CPU) {
        complain(k, DIAG_KIND, at,
                 "a device maps nothing: 'map-as' is for a "
                 "CPU");
        return;
    }
    kind.shapes = true;
    a->type = type;
    a->ntype = 0;
    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end) {
        if (syntax_is(tree_at(k->s, at), i, "any"))
            a->any_type = true;
        else if (a->ntype < MENU_TYPES)
            read_value(k, at_node(at, i), &kind, &type[a->ntype++]);
        else
            complain(k, DIAG_TOO_MANY, at, "more than %d types", MENU_TYPES);
    }
    if (a->any_type && a->ntype)
        complain(k, DIAG_VALUE, at, "'any' stands alone");
}

void
check_adversary(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    struct parts p = split_step(t, at.node);
    struct t_adversary *a = arena_new(&k->s->text, struct t_adversary);
    struct t_item *item = arena_new(&k->s->text, struct t_item);
    struct value depth = fixed(0);

    *item = (struct t_item){
        .at = at, .kind = T_THREAD, .adversary = a, .line = line_at(k->s, at)};
    k->menu = 0;
    k->chooses = false;
    if (!enter_block(k, item) || !read_agent(k, at, &p, item))
        return;
    if (item->actor == ACTOR_HOST) {
        complain(k, DIAG_KIND, at_node(at, p.agent),
                 "an adversary is a CPU in some context, or a device");
        return;
    }
    read_value(k, at_node(at, syntax_slot(t, at.node, S_PLAIN)), &depth_kind,
               &depth);
    a->depth = (uint32_t) depth.number;
    for (uint32_t i = at.node + 1; i < t->node[at.node].end; i = t->node[i].end)
        if (t->node[i].kind == NODE_STATEMENT && t->node[i].code == F_MAP_AS &&
            !(t->node[i].flags & NODE_BAD))
            read_types(k, at_node(at, i), item, a);
    add_item(k, item);
    k->adversary = item;
}

void
leave_adversary(struct checker *k, struct at at)
{
    if (k->adversary && !k->chooses && !k->s->broken)
        complain(k, DIAG_VALUE, at,
                 "an adversary has operations to choose "
                 "from, such as 'any' and an address");
    k->adversary = NULL;
}

/* ---- its operations ---- */

/* Whether all reasons an exit may have bring the guest back at once. */
static bool
stays(const struct t_item *item, const struct checker *k)
{
    const struct value *v = &item->operand->v;
    uint32_t n = 1;

    if (!item->noperand)
        return false;
    if (v->param != NO_PARAM)
        n = g_array_index(k->s->params, struct param, v->param).nvalue;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t code = v->param == NO_PARAM ? v->number : v->table[i];
        const struct word *w = item->verb->words;

        while (w && w->name && w->code != code)
            w++;
        if (!w || !w->stays)
            return false;
    }
    return true;
}

/* Blocks of one agent in one context stay there, and never wait. */
static bool
may_choose(struct checker *k, struct at at, const struct t_item *item)
{
    const struct verb *v = item->verb;

    if (v->kind == OP_SIGNAL || v->kind == OP_WAIT || v->kind == OP_POLL)
        return complain(k, DIAG_KIND, at,
                        "'%s' waits or is waited for: no adversary does that",
                        v->name);
    if (v->flags & OPF_ENTER || (v->flags & OPF_EXIT && !stays(item, k)))
        return complain(k, DIAG_KIND, at,
                        "'%s' changes the context: an adversary stays in its "
                        "own",
                        v->name);
    return true;
}

/* "cpu1 guest: store buf~+8 1": REST is what stands behind the address. */
static const char *
choice_text(struct checker *k, const char *verb, const struct written *head,
            const char *rest)
{
    const struct t_item *block = k->adversary;
    const struct syntax *t = tree_at(k->s, block->at);
    struct parts p = split_step(t, block->at.node);
    struct written agent = written_at(k->s, at_node(block->at, p.agent));
    GString *text = k->line;

    g_string_printf(text, "%.*s", (int) agent.length, agent.text);
    if (p.context) {
        struct written w = written_at(k->s, at_node(block->at, p.context));

        g_string_append_printf(text, " %.*s", (int) w.length, w.text);
    }
    g_string_append_printf(text, ": %s", verb);
    if (head) {
        g_string_append_printf(text, " %.*s", (int) head->length, head->text);
        if (block->adversary->any_type || block->adversary->ntype)
            g_string_append_c(text, ALIAS_MARK);
    }
    g_string_append(text, rest);
    return arena_text(&k->s->text, text->str, text->len);
}

static void
add_choice(struct checker *k, struct t_item *item)
{
    if (k->menu++ == SCRIPT_MENU)
        complain(k, DIAG_TOO_MANY, item->at,
                 "more than %d operations to choose from", SCRIPT_MENU);
    if (k->menu <= SCRIPT_MENU)
        add_item(k, item);
}

/* The word or parameter an address begins with, and the canonical text of what
 * stands behind it in the statement. */
static struct written
address_head(struct checker *k, struct at statement, uint32_t operand,
             char **rest)
{
    const struct node *n = &tree_at(k->s, statement)->node[operand];
    struct written w = written_at(
        k->s, at_node(statement, n->kind == NODE_PART ? operand + 1 : operand));
    const char *text = statement_text(k, statement);

    text = strchr(text, ' ') + 1; /* behind the verb */
    *rest = g_strdup(text + w.length);
    return w;
}

/* ---- any ---- */

/* What R37 lets an agent do to an address: read it, write it, and what the
 * model does to lines.  Zeroing is what the host does before it gives. */
static bool
is_any(const struct verb *v, unsigned who)
{
    bool kind = v->kind == OP_LOAD || v->kind == OP_STORE ||
                v->kind == OP_RMW || v->kind == OP_LINE;

    return kind && v->who & who && !(v->flags & OPF_ZERO) &&
           (strcmp(v->operands, "A") == 0 || strcmp(v->operands, "AV") == 0);
}

static void
add_any(struct checker *k, const struct t_item *like, const struct verb *verb,
        uint32_t n, struct written *head, const char *rest)
{
    for (uint32_t i = 0; i < n; i++) {
        struct t_item item = *like;
        struct t_operand *o;
        bool writes = is_any(&verb[i], acting(k, like)) && verb[i].operands[1];
        char *tail;

        if (!is_any(&verb[i], acting(k, like)))
            continue;
        o = arena_new_array(&k->s->text, struct t_operand, 2);
        o[0] = *like->operand;
        o[1] = (struct t_operand){
            .letter = 'V', .node = o[0].node, .v = fixed(ANY_VALUE)};
        tail = g_strdup_printf(writes ? "%s 0x%x" : "%s", rest, ANY_VALUE);
        item.verb = &verb[i];
        item.operand = o;
        item.noperand = writes ? 2 : 1;
        item.text = choice_text(k, verb[i].name, head, tail);
        add_choice(k, &item);
        g_free(tail);
    }
}

static void
check_any(struct checker *k, struct at at, struct t_item *item)
{
    struct t_operand *o = arena_new(&k->s->text, struct t_operand);
    struct written head;
    char *rest;

    o->letter = 'A';
    o->node = at.node + 1;
    if (tree_at(k->s, at)->node[o->node].token == TK_NUMBER) {
        complain(k, DIAG_KIND, at_node(at, o->node), "'any' takes an address");
        return;
    }
    read_address(k, at_node(at, o->node), o);
    item->operand = o;
    head = address_head(k, at, o->node, &rest);
    add_any(k, item, core_verbs, core_verb_count, &head, rest);
    add_any(k, item, k->model->verb, k->model->nverb, &head, rest);
    if (k->s->io)
        add_any(k, item, k->s->io->verb, k->s->io->nverb, &head, rest);
    g_free(rest);
}

void
check_choice(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    const struct t_item *block = k->adversary;
    struct parts p = split_step(t, at.node);
    struct t_item item;
    struct written head;
    char *rest = NULL;

    k->chooses = true;
    if (!block)
        return; /* nobody knows who acts */
    item = (struct t_item){.at = at,
                           .kind = T_STEP,
                           .actor = block->actor,
                           .agent = block->agent,
                           .ctx = block->ctx,
                           .thread = k->thread,
                           .result = PLAN_NONE,
                           .adversary = block->adversary,
                           .line = line_at(k->s, at)};
    if (t->node[at.node].code == F_ANY) {
        check_any(k, at, &item);
        return;
    }
    if (!read_verb(k, at, &p, &item))
        return;
    read_operands(k, at, &p, &item);
    if (!may_choose(k, at_node(at, p.verb), &item))
        return;
    if (item.noperand && item.operand->letter == 'A') {
        head = address_head(k, at, p.operand[0], &rest);
        item.text = choice_text(k, item.verb->name, &head, rest);
    } else {
        const char *text = statement_text(k, at);

        item.text = choice_text(k, item.verb->name, NULL,
                                text + strlen(item.verb->name));
    }
    g_free(rest);
    add_choice(k, &item);
}
