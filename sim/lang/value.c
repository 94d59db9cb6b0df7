/* Values and conditions: where parameters meet what is expected of them. */
#include <string.h>

#include "sim/lang/check.h"

bool
complain(struct checker *k, enum diag_id id, struct at at, const char *fmt, ...)
{
    va_list args;
    char *message;

    va_start(args, fmt);
    message = g_strdup_vprintf(fmt, args);
    va_end(args);
    diag_add(k->sink, id, span_at(k->s, at), "%s", message);
    g_free(message);
    return false;
}

bool
complain_unknown(struct checker *k, struct at at, const char *noun,
                 const struct nearest *near)
{
    char *hint = nearest_hint(near);

    complain(k, DIAG_NAME_UNKNOWN, at, "'%.*s' is no %s%s", (int) near->length,
             near->word, noun, hint);
    g_free(hint);
    return false;
}

/* ---- kinds ---- */

bool
find_number(struct checker *k, const struct written *w, const void *rule,
            uint64_t *out, struct nearest *near)
{
    const struct number_rule *r = rule;

    (void) near;
    *out = w->number;
    if (!w->is_number)
        return false;
    if (!r || (w->number >= r->min && w->number <= r->max &&
               (!r->multiple || w->number % r->multiple == 0)))
        return true;
    k->why = r->says;
    return false;
}

/* The number of a name that is one of these in the script; names of statements
 * that could not be read are taken for anything. */
bool
find_place(struct checker *k, const struct written *w, const void *bits,
           uint64_t *out, struct nearest *near)
{
    uint8_t any = *(const uint8_t *) bits;
    const struct script *s = k->s;

    *out = intern(k->s, w->text, w->length);
    if (*out && *out < s->declared && s->name_is[*out] & (any | IS_UNKNOWN))
        return true;
    if (s->lost)
        return true;
    for (uint16_t i = 1; i < s->declared; i++)
        if (s->name_is[i] & any)
            nearest_offer(near, name_text(s, i));
    return false;
}

bool
is_word(const struct written *w, const struct word *word, uint64_t *out,
        struct nearest *near)
{
    *out = word->code;
    if (strncmp(word->name, w->text, w->length) == 0 && !word->name[w->length])
        return true;
    nearest_offer(near, word->name);
    return false;
}

bool
find_words(struct checker *k, const struct written *w, const void *list,
           uint64_t *out, struct nearest *near)
{
    const struct word_list *l = list;

    (void) k;
    *out = 0;
    if (l->none && w->length == 4 && memcmp(w->text, "none", 4) == 0)
        return true;
    for (uint32_t i = 0; i < l->n; i++)
        if (is_word(w, &l->word[i], out, near))
            return true;
    return false;
}

/* ---- reading ---- */

/* Whether a value of a parameter can occur where the statement stands. */
static bool
allowed(const struct checker *k, uint16_t param, uint32_t value)
{
    for (uint32_t i = 0; i < k->ntest; i++)
        if (k->test[i].param == param && !k->test[i].ok[value])
            return false;
    return true;
}

/* Where a value is wanted, and the parameter it comes by, if any. */
struct use {
    struct at at;
    const struct kind *kind;
    const struct param *param;
};

/* What is wrong with W there. */
static bool
complain_value(struct checker *k, const struct use *u, const struct written *w,
               const struct nearest *near)
{
    const char *of = u->param ? ", a value of $" : "";
    const char *name = u->param ? u->param->name : "";
    char *hint = nearest_hint(near);

    if (k->why)
        complain(k,
                 k->reserved    ? DIAG_RESERVED
                 : w->is_number ? DIAG_VALUE
                                : DIAG_NAME_UNKNOWN,
                 u->at, "'%.*s'%s%s: %s", (int) w->length, w->text, of, name,
                 k->why);
    else if (u->kind->words == w->is_number)
        complain(k, DIAG_KIND, u->at, "'%.*s'%s%s is no %s", (int) w->length,
                 w->text, of, name, u->kind->noun);
    else
        complain(k, DIAG_NAME_UNKNOWN, u->at, "'%.*s'%s%s is no %s%s",
                 (int) w->length, w->text, of, name, u->kind->noun, hint);
    if (u->param)
        diag_note(k->sink, span_at(k->s, u->param->at), "the parameter");
    g_free(hint);
    return false;
}

static bool
find(struct checker *k, const struct use *u, const struct written *w,
     uint64_t *out)
{
    struct nearest near = nearest_to(w->text, w->length);

    k->why = NULL;
    k->reserved = false;
    if ((!u->kind->words || !w->is_number) &&
        u->kind->find(k, w, u->kind->arg, out, &near))
        return true;
    return complain_value(k, u, w, &near);
}

static bool
read_param_value(struct checker *k, struct at at, const struct kind *kind,
                 const struct written *w, struct value *out)
{
    uint16_t number = find_param(k->s, w->text + 1, w->length - 1);
    struct nearest near = nearest_to(w->text + 1, w->length - 1);
    struct param *p;
    struct use use = {at, kind, NULL};
    uint64_t *table;
    bool ok = true;

    if (number == NO_PARAM && k->s->broken)
        return false; /* it may have stood in what could not be read */
    if (number == NO_PARAM) {
        offer_params(k->s, &near);
        return complain_unknown(k, at, "parameter", &near);
    }
    p = &g_array_index(k->s->params, struct param, number);
    p->shapes |= kind->shapes;
    use.param = p;
    table = arena_new_array(&k->s->text, uint64_t, p->nvalue);
    for (uint32_t i = 0; i < p->nvalue; i++)
        if (allowed(k, number, i))
            ok &= find(k, &use, &p->written[i], &table[i]);
    out->table = table;
    out->param = number;
    return ok;
}

bool
read_value(struct checker *k, struct at at, const struct kind *kind,
           struct value *out)
{
    struct written w = written_at(k->s, at);
    struct use use = {at, kind, NULL};

    out->given = true;
    out->param = NO_PARAM;
    if (tree_at(k->s, at)->node[at.node].token == TK_PARAM)
        return read_param_value(k, at, kind, &w, out);
    return find(k, &use, &w, &out->number);
}

bool
has_option(const struct checker *k, struct at at, const char *option)
{
    return syntax_word(tree_at(k->s, at), at.node, option) != 0;
}

bool
read_option(struct checker *k, struct at at, const char *option,
            const struct kind *kind, struct value *out)
{
    uint32_t node = syntax_word(tree_at(k->s, at), at.node, option);

    return !node || read_value(k, at_node(at, node + 1), kind, out);
}

/* ---- conditions ---- */

/* Mark the values of P that the literals of a condition name. */
static bool
mark_values(struct checker *k, struct at at, const struct param *p,
            uint8_t *named)
{
    const struct node *node = tree_at(k->s, at)->node;
    bool ok = true;

    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end) {
        struct written w;
        uint32_t value;

        if (node[i].code != S_LITERAL)
            continue;
        w = written_at(k->s, at_node(at, i));
        value = find_value(p, &w);
        if (value < p->nvalue) {
            named[value] = 1;
        } else {
            struct nearest near = nearest_to(w.text, w.length);
            char *noun = g_strdup_printf("value of parameter '%s'", p->name);

            for (uint32_t v = 0; v < p->nvalue; v++)
                nearest_offer(&near, p->value[v]);
            ok = complain_unknown(k, at_node(at, i), noun, &near);
            g_free(noun);
        }
    }
    return ok;
}

/* Whether one of the literals of a condition names the platform W. */
static bool
names_platform(struct checker *k, struct at at, const struct written *w,
               bool *named)
{
    const struct node *node = tree_at(k->s, at)->node;

    *named = false;
    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end) {
        struct written literal = written_at(k->s, at_node(at, i));
        struct nearest near = nearest_to(literal.text, literal.length);
        uint16_t name = intern(k->s, literal.text, literal.length);

        if (node[i].code != S_LITERAL)
            continue;
        *named |= same_value(&literal, w);
        if (k->env->platform && name &&
            !k->env->platform(k->env->data, name_text(k->s, name), &near))
            return complain_unknown(k, at_node(at, i), "platform", &near);
    }
    return true;
}

/* The platform that the user chose, as if the scenario had named it. */
static struct written
chosen_platform(const struct script *s)
{
    return (struct written){.text = s->run_on, .length = strlen(s->run_on)};
}

/* "platform=NAME", where no parameter is called that: the scenario's platform
 * is fixed, or the user chose one, and so is the answer; or it is a
 * parameter's value. */
static bool
push_platform(struct checker *k, struct at at, uint16_t *param)
{
    struct at platform = platform_node(k->s);
    struct written w;
    bool unequal = syntax_slot(tree_at(k->s, at), at.node, S_UNEQUAL), named;

    *param = NO_PARAM;
    if (!platform.node && !k->s->run_on)
        return complain(k, DIAG_VALUE, at, "this scenario names no platform");
    w = k->s->run_on ? chosen_platform(k->s) : written_at(k->s, platform);
    if (w.text[0] == '$')
        *param = find_param(k->s, w.text + 1, w.length - 1);
    if (*param != NO_PARAM || w.text[0] == '$')
        return *param != NO_PARAM;
    if (!names_platform(k, at, &w, &named))
        return false;
    if (named == unequal) { /* at no point: no value of the first parameter */
        const struct param *p =
            (const struct param *) (void *) k->s->params->data;
        uint32_t n = k->s->params->len ? p->nvalue : 1;

        k->test[k->ntest++] =
            (struct test){arena_new_array(&k->s->text, uint8_t, n), 0};
    }
    return true;
}

static bool
push_cond(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    struct written w = written_at(k->s, at_node(at, at.node + 1));
    uint16_t number = find_param(k->s, w.text, w.length);
    struct nearest near = nearest_to(w.text, w.length);
    const struct param *p;
    uint8_t *ok;

    if (number == NO_PARAM && k->s->broken)
        return false; /* it may have stood in what could not be read */
    if (k->ntest == CONDS)
        return complain(k, DIAG_TOO_MANY, at, "more than %d conditions", CONDS);
    if (number == NO_PARAM && same_name("platform", &w)) {
        bool fixed_answer = push_platform(k, at, &number);

        if (number == NO_PARAM)
            return fixed_answer;
    }
    if (number == NO_PARAM) {
        offer_params(k->s, &near);
        return complain_unknown(k, at_node(at, at.node + 1), "parameter",
                                &near);
    }
    p = &g_array_index(k->s->params, struct param, number);
    ok = arena_new_array(&k->s->text, uint8_t, p->nvalue);
    if (!mark_values(k, at, p, ok))
        return false;
    for (uint32_t i = 0; syntax_slot(t, at.node, S_UNEQUAL) && i < p->nvalue;
         i++)
        ok[i] = !ok[i];
    k->test[k->ntest++] = (struct test){ok, number};
    return true;
}

bool
push_conds(struct checker *k, struct at at)
{
    const struct node *node = tree_at(k->s, at)->node;
    bool ok = true;

    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end)
        if (node[i].kind == NODE_PART && node[i].code == F_COND)
            ok &= push_cond(k, at_node(at, i));
    return ok;
}

struct cond
make_cond(struct checker *k)
{
    struct cond c = {.n = k->ntest};
    struct test *test;

    if (!k->ntest)
        return c;
    test = arena_new_array(&k->s->text, struct test, k->ntest);
    memcpy(test, k->test, k->ntest * sizeof *test);
    c.test = test;
    return c;
}
