/* One rule: the words of its condition become bits, those of its actions
 * indexes into the vocabulary. */
#include <string.h>

#include "sim/policy/compiler.h"

static const struct decision_def *
decision_of(const struct compiler *c)
{
    return &c->v->decision[c->table];
}

/* "stage2", "on flush": the table the rule at hand belongs to. */
static char *
table_text(const struct compiler *c)
{
    const struct decision_def *d = decision_of(c);

    return g_strdup_printf("%s%s%s", d->position ? d->position : "",
                           d->position ? " " : "", d->name);
}

void
compile_fault(struct compiler *c, enum diag_id id, uint32_t node,
              const char *message)
{
    diag_add(c->sink, id, syntax_span(c->tree, node), "%s", message);
    c->ok = false;
}

/* A word that is none of those that may stand here: it may be one that stands
 * elsewhere, or a slip. */
static void
unknown_word(struct compiler *c, const struct words *w, struct span at,
             const char *what, const char *word)
{
    struct words any = {w->vocab, w->kind, ~0ULL};
    struct nearest near = nearest_to(word, strlen(word));
    char *table = table_text(c);

    if (word_find(&any, word, strlen(word)) >= 0) {
        diag_add(c->sink, DIAG_POLICY_WORD, at,
                 "%s '%s' has no meaning in '%s'", what, word, table);
    } else {
        char *hint;

        word_offer(w, &near);
        hint = nearest_hint(&near);
        diag_add(c->sink, DIAG_POLICY_WORD, at, "no %s '%s'%s", what, word,
                 hint);
        g_free(hint);
    }
    g_free(table);
    c->ok = false;
}

/* ---- walking a statement ---- */

/* How a rule is put together was checked by the parser; what is left to read
 * is the row of its slots. */
void
collect_slots(struct compiler *c, uint32_t statement)
{
    const struct node *n = c->tree->node;

    g_array_set_size(c->slot, 0);
    for (uint32_t i = statement + 1; i < n[statement].end; i++)
        if (n[i].kind == NODE_SLOT)
            g_array_append_val(c->slot, i);
    c->at = 0;
}

uint32_t
slot_here(const struct compiler *c)
{
    return g_array_index(c->slot, uint32_t, c->at);
}

bool
at_slot(const struct compiler *c, enum policy_slot slot)
{
    return c->at < c->slot->len && c->tree->node[slot_here(c)].code == slot;
}

static char *
slot_word(const struct compiler *c)
{
    size_t length;
    const char *text = syntax_text(c->tree, slot_here(c), &length);

    return g_strndup(text, length);
}

/* ---- conditions ---- */

/* One fact, with a '!' before it and a word in parentheses behind it. */
static void
compile_fact(struct compiler *c, struct policy_rule *r)
{
    struct words w = {c->v, WORD_FACT, decision_of(c)->facts};
    bool wanted = !at_slot(c, SLOT_NOT);
    struct span at;
    char *name;
    int found;

    c->at += !wanted;
    at = syntax_span(c->tree, slot_here(c));
    name = slot_word(c);
    c->at++;
    if (at_slot(c, SLOT_OF)) {
        char *word = name, *of = slot_word(c);

        name = g_strdup_printf("%s(%s)", word, of);
        at.to = syntax_span(c->tree, slot_here(c)).to + 1;
        g_free(word);
        g_free(of);
        c->at++;
    }
    found = word_find(&w, name, strlen(name));
    if (strcmp(name, "otherwise") == 0) {
        diag_add(c->sink, DIAG_SYNTAX, at, "'otherwise' stands alone");
        c->ok = false;
    } else if (found < 0) {
        unknown_word(c, &w, at, "fact", name);
    } else if (r->care >> found & 1) {
        diag_add(c->sink, DIAG_VALUE, at, "'%s' is asked twice in one rule",
                 name);
        c->ok = false;
    } else {
        r->care |= 1ULL << found;
        r->want |= (uint64_t) wanted << found;
    }
    g_free(name);
}

void
compile_when(struct compiler *c, struct policy_rule *r)
{
    uint32_t first = c->at;

    while (at_slot(c, SLOT_NOT) || at_slot(c, SLOT_FACT)) {
        uint32_t node = slot_here(c);

        if (c->at != first || !syntax_is(c->tree, node, "otherwise")) {
            compile_fact(c, r);
            continue;
        }
        c->at++;
        if (!at_slot(c, SLOT_ACTION))
            compile_fault(c, DIAG_SYNTAX, node, "'otherwise' stands alone");
    }
}

/* ---- actions ---- */

/* The index of an argument of this letter, or -1 with the fault recorded. */
static int
compile_arg(struct compiler *c, const struct action_def *d, char letter)
{
    struct words w = {c->v, letter == 'f' ? WORD_FLAG : WORD_NOUN,
                      letter == 'f' ? ~0ULL : d->nouns};
    struct span at = syntax_span(c->tree, slot_here(c));
    char *word = slot_word(c);
    struct nearest near = nearest_to(word, strlen(word));
    int found;

    found = letter == 'e' ? errno_number(word, strlen(word))
                          : word_find(&w, word, strlen(word));
    if (found < 0 || (letter == 'e' && found == 0)) {
        char *hint;

        if (letter == 'e')
            errno_offer(&near);
        else
            word_offer(&w, &near);
        hint = nearest_hint(&near);
        diag_add(c->sink, DIAG_POLICY_WORD, at, "'%s' takes no '%s'%s", d->name,
                 word, hint);
        g_free(hint);
        c->ok = false;
        found = -1;
    }
    g_free(word);
    c->at++;
    return found;
}

static const char *
letter_means(char letter)
{
    return letter == 'e'   ? "an error, such as -EINVAL"
           : letter == 'f' ? "a flag"
                           : "what it is done to";
}

static void
compile_args(struct compiler *c, uint32_t action, struct policy_action *a)
{
    const struct action_def *d = &c->v->action[a->code];

    for (const char *l = d->args; *l; l++) {
        bool optional = l[1] == '?';

        if (at_slot(c, SLOT_ARG)) {
            int arg = compile_arg(c, d, *l);

            if (arg >= 0)
                a->arg[a->narg++] = (uint16_t) arg;
        } else if (!optional) {
            diag_add(c->sink, DIAG_SYNTAX, syntax_span(c->tree, action),
                     "'%s' needs %s", d->name, letter_means(*l));
            c->ok = false;
        }
        l += optional;
    }
    if (at_slot(c, SLOT_ARG)) {
        diag_add(c->sink, DIAG_SYNTAX, syntax_span(c->tree, slot_here(c)),
                 "'%s' takes %s", d->name,
                 *d->args ? "no more arguments" : "no argument");
        c->ok = false;
    }
}

static void
compile_action(struct compiler *c, struct policy_rule *r)
{
    struct words w = {c->v, WORD_ACTION, decision_of(c)->actions};
    bool decides = !decision_of(c)->position;
    uint32_t node = slot_here(c);
    struct policy_action a = {0};
    char *name = slot_word(c);
    int found = word_find(&w, name, strlen(name));

    c->at++;
    if (found < 0) {
        unknown_word(c, &w, syntax_span(c->tree, node),
                     decides ? "result" : "action", name);
    } else if (r->naction > 0 && decides) {
        compile_fault(c, DIAG_VALUE, node, "a decision gives one result");
    } else if (r->naction == RULE_ACTIONS) {
        compile_fault(c, DIAG_TOO_MANY, node, "a rule has at most 4 actions");
    } else {
        a.code = (uint8_t) found;
        compile_args(c, node, &a);
        r->action[r->naction++] = a;
    }
    while (at_slot(c, SLOT_ARG))
        c->at++;
    g_free(name);
}

void
compile_actions(struct compiler *c, struct policy_rule *r)
{
    while (at_slot(c, SLOT_ACTION))
        compile_action(c, r);
}
