/* From the statements of a policy to its tables; each rule remembers where it
 * stands. */
#include <string.h>

#include "sim/policy/compiler.h"

enum { RULES_PER_TABLE = 1024 };

static void
compile_rule(struct compiler *c, uint32_t statement)
{
    struct policy *p = &c->e->policy;
    struct span at = syntax_span(c->tree, statement);
    struct policy_rule r = {0};
    GString *says;
    char *id;

    if (c->rules[c->table]->len == RULES_PER_TABLE) {
        compile_fault(c, DIAG_TOO_MANY, statement,
                      "a decision or hook has at most 1024 rules");
        return;
    }
    if (at_slot(c, SLOT_EVENT))
        c->at++;
    compile_when(c, &r);
    compile_actions(c, &r);
    r.line = source_place(at.src, at.from).line;
    id = g_strdup_printf("policy %s:%u", p->name, r.line);
    says = g_string_new(NULL);
    syntax_print_statement(c->tree, statement, says);
    r.why.id = set_text(c->set, id);
    r.why.says = set_text(c->set, g_strstrip(says->str));
    r.why.cite = c->cite;
    g_array_append_val(c->rules[c->table], r);
    g_array_append_val(c->where[c->table], at);
    g_free(id);
    g_string_free(says, TRUE);
}

/* "on flush" or "decide": a hook with its position, a decision without. */
static char *
table_called(const char *position, const char *name, size_t length)
{
    return g_strdup_printf("%s%s%.*s", position ? position : "",
                           position ? " " : "", (int) length, name);
}

static void
unknown_table(struct compiler *c, const char *position, struct span at)
{
    const char *name = at.src->text + at.from;
    struct nearest near = nearest_to(name, at.to - at.from);
    char *called = table_called(position, name, at.to - at.from);
    char *hint = NULL;

    for (uint32_t i = 0; i < c->v->ndecision; i++)
        if (!position == !c->v->decision[i].position)
            nearest_offer(&near, c->v->decision[i].name);
    for (uint32_t i = 0; near.best && !hint && i < c->v->ndecision; i++) {
        const struct decision_def *d = &c->v->decision[i];

        if (!position == !d->position && strcmp(d->name, near.best) == 0)
            hint = table_called(d->position, d->name, strlen(d->name));
    }
    diag_add(c->sink, DIAG_NAME_UNKNOWN, at, "no %s '%s'%s%s%s",
             position ? "event" : "decision", called,
             hint ? ", did you mean '" : "", hint ? hint : "",
             hint ? "'?" : "");
    g_free(hint);
    g_free(called);
}

/* The table of a name, which then belongs to this policy; -1 with the fault
 * recorded. */
static int
open_table(struct compiler *c, const char *position, struct span at)
{
    const char *name = at.src->text + at.from;
    size_t length = at.to - at.from;
    int table = table_find(c->v, position, name, length);
    const char *layer = c->v->layer[c->e->policy.layer];

    if (table < 0) {
        unknown_table(c, position, at);
    } else if (strcmp(c->v->decision[table].layer, layer) != 0) {
        diag_add(c->sink, DIAG_KIND, at,
                 "'%.*s' belongs to layer '%s', this policy to '%s'",
                 (int) length, name, c->v->decision[table].layer, layer);
    } else {
        if (!c->e->gives[table])
            c->e->heading[table] = at;
        c->e->gives[table] = true;
        return table;
    }
    c->ok = false;
    return -1;
}

static void
compile_heading(struct compiler *c, uint32_t statement)
{
    struct span at = syntax_span(c->tree, statement);
    int table = open_table(c, NULL, at);

    if (table >= 0 && c->e->heading[table].from != at.from) {
        diag_add(c->sink, DIAG_NAME_TWICE, at, "'%s' is given twice",
                 c->v->decision[table].name);
        diag_note(c->sink, c->e->heading[table], "first given here");
        c->ok = false;
        table = -1;
    }
    c->table = table;
    c->unknown = table < 0;
}

static void
compile_hook(struct compiler *c, uint32_t statement, const char *position)
{
    c->unknown = false;
    c->table = open_table(c, position, syntax_span(c->tree, slot_here(c)));
    if (c->table >= 0)
        compile_rule(c, statement);
    c->table = -1;
}

/* Further down than the first rule, a source is that of the rules behind it.
 */
static void
compile_cite(struct compiler *c, uint32_t i)
{
    char *text;
    char *all;

    if (!c->ruled)
        return;
    text = syntax_string(c->tree, i + 1);
    all = c->cited ? g_strdup_printf("%s; %s", c->cite, text) : g_strdup(text);
    c->cite = set_text(c->set, all);
    c->cited = true;
    g_free(text);
    g_free(all);
}

static void
compile_statement(struct compiler *c, uint32_t i)
{
    enum policy_form form = c->tree->node[i].code;

    if (c->tree->node[i].flags & NODE_BAD)
        return;
    if (form == F_CITE) {
        compile_cite(c, i);
        return;
    }
    c->cited = false;
    c->ruled |= form == F_DECISION || form == F_RULE || form == F_ON ||
                form == F_BEFORE || form == F_AFTER;
    collect_slots(c, i);
    switch ((int) form) {
    case F_ON:
        compile_hook(c, i, "on");
        break;
    case F_BEFORE:
        compile_hook(c, i, "before");
        break;
    case F_AFTER:
        compile_hook(c, i, "after");
        break;
    case F_DECISION:
        compile_heading(c, i);
        break;
    case F_RULE:
        if (c->table >= 0)
            compile_rule(c, i);
        else if (!c->unknown)
            compile_fault(c, DIAG_SYNTAX, i, "a rule outside of a decision");
        break;
    default:
        break;
    }
}

/* The policy's own rules, then the model's default, for what they leave. */
static struct policy_table
make_table(struct compiler *c, uint32_t t)
{
    const struct policy_table *fallback = c->v->decision[t].fallback;
    const struct policy_rule *last = (const void *) c->rules[t]->data;
    uint32_t own = c->rules[t]->len;
    bool open = own == 0 || last[own - 1].care != 0;
    uint32_t more = fallback && open ? fallback->n : 0;
    struct policy_rule *rule =
        arena_new_array(&c->set->arena, struct policy_rule, own + more);

    c->e->rule_at[t] = arena_new_array(&c->set->arena, struct span, own);
    if (own) {
        memcpy(rule, c->rules[t]->data, own * sizeof *rule);
        memcpy(c->e->rule_at[t], c->where[t]->data, own * sizeof(struct span));
    }
    if (more)
        memcpy(rule + own, fallback->rule, more * sizeof *rule);
    c->e->own[t] = own;
    return (struct policy_table){rule, own + more};
}

bool
compile_policy(struct policy_set *set, struct policy_entry *e,
               const struct policy_entry *base, struct diag_sink *sink)
{
    struct compiler c = {.set = set,
                         .e = e,
                         .v = e->arch->vocab,
                         .tree = e->tree,
                         .sink = sink,
                         .table = -1,
                         .cite = e->policy.cite,
                         .ok = true};

    g_assert(c.v->ndecision <= POLICY_TABLES_MAX);
    c.slot = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t t = 0; t < c.v->ndecision; t++) {
        c.rules[t] = g_array_new(FALSE, FALSE, sizeof(struct policy_rule));
        c.where[t] = g_array_new(FALSE, FALSE, sizeof(struct span));
    }
    for (uint32_t i = e->from; i < e->to; i = e->tree->node[i].end)
        compile_statement(&c, i);
    for (uint32_t t = 0; t < c.v->ndecision; t++) {
        if (e->gives[t] || !base) {
            e->policy.table[t] = make_table(&c, t);
        } else {
            e->policy.table[t] = base->policy.table[t];
            e->own[t] = base->own[t];
        }
        g_array_unref(c.rules[t]);
        g_array_unref(c.where[t]);
    }
    g_array_unref(c.slot);
    return c.ok;
}
