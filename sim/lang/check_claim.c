/* Checking what a scenario expects. */
#include "sim/lang/check.h"
#include "sim/lang/words.h"

enum { ATTRS_MAX = 256 };

static const uint8_t region_names = IS_REGION | IS_BELL;
static const uint8_t place_names = IS_REGION | IS_BELL | IS_MAP;
static const struct kind number_kind = {.noun = "number", .find = find_number};
static const struct kind region_kind = {.noun = "region",
                                        .find = find_place,
                                        .arg = &region_names,
                                        .words = true,
                                        .shapes = true};
static const struct kind place_kind = {.noun = "region or map",
                                       .find = find_place,
                                       .arg = &place_names,
                                       .words = true,
                                       .shapes = true};

/* ---- fixed words ---- */

typedef int look_up(const char *text, size_t length, struct nearest *near);

static bool
read_word(struct checker *k, struct at at, look_up *find, const char *noun,
          int *out)
{
    struct written w = written_at(k->s, at);
    struct nearest near = nearest_to(w.text, w.length);

    *out = find(w.text, w.length, &near);
    return *out >= 0 || complain_unknown(k, at, noun, &near);
}

uint8_t
comparison(const struct checker *k, struct at at)
{
    switch (tree_at(k->s, at)->node[at.node].token) {
    case TK_EQ:
        return CMP_EQ;
    case TK_NE:
        return CMP_NE;
    case TK_LT:
        return CMP_LT;
    case TK_LE:
        return CMP_LE;
    case TK_GT:
        return CMP_GT;
    default:
        return CMP_GE;
    }
}

/* "COMPARE NUMBER", the first at node. */
static void
read_comparison(struct checker *k, struct at at, struct t_claim *c)
{
    const struct node *node = tree_at(k->s, at)->node;

    c->claim.compare = comparison(k, at);
    read_value(k, at_node(at, node[at.node].end), &number_kind, &c->number);
}

/* ---- effective types ---- */

/* A name an effective type may have on this platform; its number as a name. */
static bool
find_effective(struct checker *k, const struct written *w, const void *arg,
               uint64_t *out, struct nearest *near)
{
    const struct model *m = k->model;
    const struct platform *p = arg;
    struct attr attr[ATTRS_MAX][ACCESS_KINDS];
    uint32_t n = m->lower ? m->lower(p, attr, ATTRS_MAX) : 0;

    *out = intern(k->s, w->text, w->length);
    for (uint32_t i = 0; i < m->ntype; i++) {
        if (same_name(m->type[i].name, w))
            return true;
        nearest_offer(near, m->type[i].name);
    }
    for (uint32_t i = 0; m->type_name && i < n; i++) {
        const char *name = m->type_name(i);

        if (name && same_name(name, w))
            return true;
        if (name)
            nearest_offer(near, name);
    }
    return false;
}

/* The platform of the scenario, the first if there are several; or what all
 * keys fall back to. */
static struct platform
some_platform(const struct checker *k)
{
    const char *name = script_platform(k->s, 0);
    struct nearest near = nearest_to("", 0);
    const struct platform *known = NULL;
    struct platform p = {.model = k->model->name};

    if (name && k->env->platform)
        known = k->env->platform(k->env->data, name, &near);
    if (known)
        return *known;
    for (unsigned i = 0; i < PK_COUNT; i++)
        p.key[i] = platform_keys[i].fallback;
    for (uint32_t i = 0; i < k->model->nkey; i++)
        p.model_key[i] = k->model->key[i].fallback;
    return p;
}

static void
read_type(struct checker *k, struct at at, struct t_claim *c)
{
    const struct node *node = tree_at(k->s, at)->node;
    struct at place = at_node(at, node[at.node].end);
    struct at type = at_node(at, node[place.node].end);
    struct platform platform = some_platform(k);
    struct kind kind = {.noun = "memory type of this model",
                        .find = find_effective,
                        .arg = &platform,
                        .words = true};

    c->claim.what = CLAIM_TYPE;
    read_context(k, at, &c->claim.ctx);
    read_value(k, place, &place_kind, &c->region);
    read_value(k, type, &kind, &c->type);
}

/* ---- other observations ---- */

static void
read_arrivals(struct checker *k, struct at at, uint32_t end, struct t_claim *c)
{
    const struct syntax *t = tree_at(k->s, at);
    uint32_t first = t->node[at.node].end, n = 0;
    struct claim_arrival *list;

    c->claim.what = CLAIM_ARRIVED;
    read_value(k, at, &region_kind, &c->region);
    for (uint32_t i = first; i < end; i = t->node[i].end)
        n++;
    list = arena_new_array(&k->s->text, struct claim_arrival, n);
    c->claim.arrival = list;
    for (uint32_t i = first; i < end; i = t->node[i].end) {
        uint64_t size = syntax_number(t, i + 1);
        uint64_t offset = syntax_number(t, i + 2);

        if (size < 1 || size > LINE_BYTES)
            complain(k, DIAG_VALUE, at_node(at, i + 1),
                     "an access has 1 to %d bytes", LINE_BYTES);
        if (offset > UINT32_MAX)
            complain(k, DIAG_VALUE, at_node(at, i + 2),
                     "this is behind any region");
        list[c->claim.narrival++] =
            (struct claim_arrival){(uint16_t) size, (uint32_t) offset};
    }
}

static void
read_state(struct checker *k, struct at at, struct t_claim *c)
{
    const struct word_list list = {k->model->state, k->model->nstate, false};
    const struct kind kind = {.noun = "state of this model",
                              .find = find_words,
                              .arg = &list,
                              .words = true};
    struct value word = fixed(0);

    c->claim.what = CLAIM_STATE;
    read_value(k, at, &kind, &word);
    c->claim.number2 = CONTROL_SPACE + word.number;
    read_comparison(k, at_node(at, tree_at(k->s, at)->node[at.node].end), c);
}

/* What stands behind 'expect' and one of the words of the grammar. */
static void
read_observed(struct checker *k, struct at word, uint32_t end,
              struct t_claim *c)
{
    const struct syntax *t = tree_at(k->s, word);
    struct at next = at_node(word, word.node + 1);
    int value = 0;

    if (syntax_is(t, word.node, "type")) {
        read_type(k, next, c);
    } else if (syntax_is(t, word.node, "arrived")) {
        read_arrivals(k, next, end, c);
    } else if (syntax_is(t, word.node, "state")) {
        read_state(k, next, c);
    } else if (syntax_is(t, word.node, "cycles")) {
        c->claim.what = CLAIM_CYCLES;
        read_comparison(k, next, c);
    } else if (syntax_is(t, word.node, "count")) {
        c->claim.what = CLAIM_COUNT;
        read_word(k, next, word_counted, "counted event", &value);
        c->claim.id = (uint16_t) value;
        read_comparison(k, at_node(next, next.node + 1), c);
    } else if (syntax_is(t, word.node, "condition")) {
        c->claim.what = CLAIM_CONDITION;
        read_word(k, next, word_condition, "condition", &value);
        c->claim.id = (uint16_t) value;
    } else if (syntax_is(t, word.node, "refused")) {
        c->claim.what = CLAIM_REFUSED;
        if (next.node < end)
            read_value(k, next, &error_kind, &c->number);
    }
}

/* ---- hazards and registers ---- */

static void
read_hazard(struct checker *k, struct at at, struct claim_hazard *h,
            struct value *victim)
{
    const struct syntax *t = tree_at(k->s, at);
    bool part = t->node[at.node].kind == NODE_PART;
    uint32_t cause = part ? syntax_word(t, at.node, "cause") : 0;
    uint32_t severity = part ? syntax_word(t, at.node, "severity") : 0;
    int value = 0;

    if (read_word(k, part ? at_node(at, at.node + 1) : at, word_hazard,
                  "hazard", &value))
        h->kind = (uint8_t) value;
    if (cause &&
        read_word(k, at_node(at, cause + 1), word_cause, "cause", &value))
        h->cause = (uint8_t) value;
    if (severity && read_word(k, at_node(at, severity + 1), word_severity,
                              "severity", &value))
        h->severity_plus1 = (uint8_t) (value + 1);
    *victim = fixed(PLAN_NONE);
    if (part)
        read_option(k, at, "victim", &principal_kind_of, victim);
}

static void
read_register(struct checker *k, struct at at, struct t_claim *c)
{
    static const bool registers = false;
    static const struct kind kind = {.noun = "register of this scenario",
                                     .find = find_use,
                                     .arg = &registers,
                                     .words = true};
    struct value which = fixed(0);

    c->claim.what = CLAIM_REGISTER;
    read_value(k, at_node(at, at.node + 1), &kind, &which);
    c->claim.id = (uint16_t) which.number;
    read_comparison(k, at_node(at, at.node + 2), c);
    if (tree_at(k->s, at)->node[at.node].end > at.node + 4)
        complain(k, DIAG_SYNTAX, at,
                 "a register has no victim, cause or severity");
}

static bool
is_comparison(const struct syntax *t, uint32_t subject)
{
    return t->node[subject].kind == NODE_PART &&
           syntax_slot(t, subject, S_COMPARE);
}

/* The subjects from FIRST up to END: hazards, or one register. */
static void
read_subjects(struct checker *k, struct at first, uint32_t end,
              struct t_claim *c)
{
    const struct syntax *t = tree_at(k->s, first);
    struct claim_hazard *hazard;
    uint32_t n = 0;

    for (uint32_t i = first.node; i < end; i = t->node[i].end)
        n++;
    if (n == 1 && is_comparison(t, first.node)) {
        read_register(k, first, c);
        return;
    }
    hazard = arena_new_array(&k->s->text, struct claim_hazard, n);
    c->victim = arena_new_array(&k->s->text, struct value, n);
    c->claim.hazard = hazard;
    for (uint32_t i = first.node; i < end; i = t->node[i].end) {
        if (is_comparison(t, i))
            complain(k, DIAG_SYNTAX, at_node(first, i),
                     "a register stands alone in a claim");
        else
            read_hazard(k, at_node(first, i), &hazard[c->claim.nhazard],
                        &c->victim[c->claim.nhazard]);
        c->claim.nhazard++;
    }
}

/* ---- all of it ---- */

static uint8_t
claim_mode(const struct syntax *t, uint32_t word)
{
    return syntax_is(t, word, "expect")     ? CLAIM_EXPECT
           : syntax_is(t, word, "always")   ? CLAIM_ALWAYS
           : syntax_is(t, word, "forall")   ? CLAIM_ALWAYS
           : syntax_is(t, word, "possible") ? CLAIM_POSSIBLE
           : syntax_is(t, word, "exists")   ? CLAIM_POSSIBLE
                                            : CLAIM_NEVER;
}

struct t_claim
empty_claim(struct checker *k, struct at at)
{
    struct t_claim c = {
        .at = at, .number = fixed(0), .type = fixed(0), .region = fixed(0)};

    c.claim.line = line_at(k->s, at);
    c.claim.text = statement_text(k, at);
    return c;
}

void
read_every(struct checker *k, struct at mode, uint32_t end, struct t_claim *c)
{
    const struct syntax *t = tree_at(k->s, mode);
    struct at first = at_node(mode, mode.node + 1);

    c->claim.mode = claim_mode(t, mode.node);
    if (syntax_is(t, mode.node, "exists") || syntax_is(t, mode.node, "forall"))
        read_final(k, first, end, c);
    else if (t->node[first.node].kind != NODE_WORD)
        read_subjects(k, first, end, c);
    else if (syntax_is(t, first.node, "exists"))
        read_final(k, at_node(first, first.node + 1), end, c);
}

/* What the conditions at hand decide decides what there is. */
static void
conds_shape(struct checker *k)
{
    for (uint32_t i = 0; i < k->ntest; i++)
        if (k->test[i].param < k->s->params->len)
            g_array_index(k->s->params, struct param, k->test[i].param).shapes =
                true;
}

void
check_claim(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    struct t_claim c = empty_claim(k, at);
    struct at claim = at_node(at, syntax_part(t, at.node, F_CLAIM));
    struct at mode = at_node(at, claim.node + 1);
    struct at first = at_node(at, claim.node + 2);
    uint32_t end = t->node[claim.node].end;

    push_conds(k, at);
    read_under(k, at_node(at, at.node + 1), t->node[at.node].end,
               &c.claim.under, &c.claim.nunder);
    if (!syntax_is(t, mode.node, "expect"))
        read_every(k, mode, end, &c);
    else if (t->node[first.node].kind == NODE_WORD)
        read_observed(k, first, end, &c);
    else
        read_subjects(k, first, end, &c);
    if (c.region.given || c.claim.what == CLAIM_FINAL)
        conds_shape(k);
    c.cond = make_cond(k);
    k->ntest = 0;
    g_array_append_val(k->s->claims, c);
}
