/* Checking last states, properties and theorems. */
#include "sim/lang/check.h"

enum {
    OWN = 256
}; /* properties of a file                                    */

static const uint8_t place_names = IS_REGION | IS_MAP;
static const struct kind place_kind = {.noun = "region or map",
                                       .find = find_place,
                                       .arg = &place_names,
                                       .words = true,
                                       .shapes = true};
static const struct number_rule offset_rule = {0, 1ULL << 46, WORD_BYTES,
                                               "an offset is a multiple of 8"};
static const struct kind offset_kind = {
    .noun = "offset", .find = find_number, .arg = &offset_rule, .shapes = true};
static const struct kind number_kind = {.noun = "number", .find = find_number};

/* ---- last states ---- */

/* A register, or memory: whichever has the name. */
static bool
read_what(struct checker *k, struct at at, struct t_term *term)
{
    static const bool registers = false;
    struct written w = written_at(k->s, at);
    uint16_t name = intern(k->s, w.text, w.length);
    uint16_t number = k->s->registers.number[name];
    bool place = k->s->name_is[name] & (place_names | IS_UNKNOWN);
    struct nearest near = nearest_to(w.text, w.length);
    uint64_t found;

    if (number && place)
        return complain(k, DIAG_NAME_TWICE, at,
                        "'%.*s' is a register and memory, too", (int) w.length,
                        w.text);
    term->memory = !number;
    if (term->memory && (place || w.text[0] == '$' || term->from.given))
        return read_value(k, at, &place_kind, &term->where);
    term->where = fixed(number - 1u);
    if (number || k->s->broken)
        return true;
    find_use(k, &w, &registers, &found, &near);
    find_place(k, &w, &place_names, &found, &near);
    return complain_unknown(k, at, "register or region of this scenario",
                            &near);
}

static void
read_term(struct checker *k, struct at at, struct t_term *term)
{
    const struct node *node = tree_at(k->s, at)->node;
    uint32_t next = node[at.node + 1].end;

    term->node = at.node;
    term->from = fixed(0);
    if (node[next].code != S_COMPARE) {
        read_value(k, at_node(at, next), &offset_kind, &term->from);
        next = node[next].end;
    }
    read_what(k, at_node(at, at.node + 1), term);
    term->compare = comparison(k, at_node(at, next));
    read_value(k, at_node(at, node[next].end), &number_kind, &term->number);
}

void
read_final(struct checker *k, struct at first, uint32_t end, struct t_claim *c)
{
    const struct syntax *t = tree_at(k->s, first);
    bool or_ = false;
    uint32_t n = 0;

    for (uint32_t i = first.node; i < end; i = t->node[i].end)
        n += t->node[i].kind == NODE_PART;
    c->claim.what = CLAIM_FINAL;
    c->term = arena_new_array(&k->s->text, struct t_term, n);
    for (uint32_t i = first.node; i < end; i = t->node[i].end) {
        if (t->node[i].kind != NODE_PART) {
            or_ = t->node[i].token == TK_OR;
            continue;
        }
        c->term[c->claim.nterm].or_ = or_;
        read_term(k, at_node(first, i), &c->term[c->claim.nterm++]);
    }
}

/* ---- properties ---- */

static uint32_t
own_property(const struct script *s, const struct written *w)
{
    uint32_t i = 0;

    while (
        i < s->properties->len &&
        !same_name(g_array_index(s->properties, struct t_property, i).name, w))
        i++;
    return i;
}

static int
common_property(const struct written *w)
{
    for (int i = 0; i < PROPERTIES; i++)
        if (property_names[i] && same_name(property_names[i], w))
            return i;
    return -1;
}

void
check_property(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    struct at name = at_node(at, at.node + 1);
    struct written w = written_at(k->s, name);
    struct t_property p = {.name = arena_text(&k->s->text, w.text, w.length),
                           .claim = empty_claim(k, at)};

    if (common_property(&w) >= 0 ||
        own_property(k->s, &w) < k->s->properties->len)
        complain(k, DIAG_NAME_TWICE, name, "property '%s' is there already",
                 p.name);
    if (k->s->properties->len == OWN) {
        complain(k, DIAG_TOO_MANY, at, "more than %d properties", OWN);
        return;
    }
    read_every(k, at_node(at, t->node[name.node].end), t->node[at.node].end,
               &p.claim);
    g_array_append_val(k->s->properties, p);
}

/* ---- theorems ---- */

static uint32_t
guests(const struct script *s)
{
    uint32_t n = 0;

    for (guint i = 0; i < s->principals->len; i++)
        n += g_array_index(s->principals, struct plan_principal, i).kind ==
             PRINCIPAL_GUEST;
    return n;
}

static bool
read_property(struct checker *k, struct at at, struct t_theorem *t)
{
    struct written w = written_at(k->s, at);
    struct nearest near = nearest_to(w.text, w.length);
    int common = common_property(&w);
    uint32_t need = common == PROPERTY_ISOLATED         ? 2
                    : common == PROPERTY_GUEST_COHERENT ? 1
                                                        : 0;

    t->own = own_property(k->s, &w);
    t->theorem.property = (uint8_t) (common < 0 ? PROPERTY_OWN : common);
    if (common >= 0 && guests(k->s) < need)
        return complain(
            k, DIAG_VALUE, at, "'%s' is about %s, and this scenario has %s",
            property_names[common], need == 2 ? "two guests" : "a guest",
            guests(k->s) ? "one" : "none");
    if (common >= 0 || t->own < k->s->properties->len || k->s->broken)
        return true;
    for (int i = 0; i < PROPERTIES; i++)
        if (property_names[i])
            nearest_offer(&near, property_names[i]);
    for (guint i = 0; i < k->s->properties->len; i++)
        nearest_offer(
            &near, g_array_index(k->s->properties, struct t_property, i).name);
    return complain_unknown(k, at, "property", &near);
}

static void
check_name(struct checker *k, struct at at, const struct written *w)
{
    uint16_t name = intern(k->s, w->text, w->length);

    if (k->s->name_is[name] & IS_THEOREM)
        complain(k, DIAG_NAME_TWICE, at, "theorem '%.*s' is there already",
                 (int) w->length, w->text);
    k->s->name_is[name] |= IS_THEOREM;
}

void
check_theorem(struct checker *k, struct at at)
{
    const struct syntax *tree = tree_at(k->s, at);
    struct at name = at_node(at, at.node + 1);
    struct written w = written_at(k->s, name);
    uint32_t under = syntax_word(tree, at.node, "under");
    struct t_theorem t = {.at = at};

    if (k->s->theorems->len >= SCRIPT_ENTITIES) {
        complain(k, DIAG_TOO_MANY, at, "more than %d of these",
                 SCRIPT_ENTITIES);
        return;
    }
    check_name(k, name, &w);
    t.theorem.name = arena_text(&k->s->text, w.text, w.length);
    t.theorem.line = line_at(k->s, at);
    t.theorem.text = statement_text(k, at);
    t.theorem.broken = syntax_word(tree, at.node, "not") != 0;
    read_property(k, at_node(at, syntax_slot(tree, at.node, S_WORD)), &t);
    read_under(k, at_node(at, under + 1), tree->node[at.node].end,
               &t.theorem.under, &t.theorem.nunder);
    push_conds(k, at);
    t.cond = make_cond(k);
    k->ntest = 0;
    g_array_append_val(k->s->theorems, t);
}
