#include "sim/policy/set.h"

#include <string.h>

#include "sim/policy/internal.h"

enum { POLICIES_PER_FILE = 64, NAMES_PER_POLICY = 64, PARTS_PER_STACK = 16 };

struct policy_set *
policy_set_new(const struct policy_arch *arch, uint32_t n)
{
    struct policy_set *set = g_new0(struct policy_set, 1);

    set->arch = arch;
    set->narch = n;
    arena_init(&set->arena, 0);
    set->source = g_ptr_array_new();
    set->tree = g_ptr_array_new();
    set->entry = g_ptr_array_new();
    set->stack = g_ptr_array_new();
    set->fallback = g_array_new(FALSE, FALSE, sizeof(struct stack_part));
    return set;
}

void
policy_set_free(struct policy_set *set)
{
    if (!set)
        return;
    for (guint i = 0; i < set->tree->len; i++)
        syntax_free(set->tree->pdata[i]);
    for (guint i = 0; i < set->source->len; i++)
        source_free(set->source->pdata[i]);
    g_ptr_array_unref(set->source);
    g_ptr_array_unref(set->tree);
    g_ptr_array_unref(set->entry);
    g_ptr_array_unref(set->stack);
    g_array_unref(set->fallback);
    arena_clear(&set->arena);
    g_free(set);
}

char *
set_text(struct policy_set *set, const char *text)
{
    return arena_text(&set->arena, text, strlen(text));
}

static size_t
digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

int
compare_names(const char *a, const char *b)
{
    const char *x = a, *y = b;

    while (*x && *y) {
        size_t m = digits_at(x), n = digits_at(y);

        if (m && n) {
            int order = m == n ? memcmp(x, y, m) : m < n ? -1 : 1;

            if (order)
                return order;
            x += m;
            y += n;
        } else if (*x != *y) {
            return (unsigned char) *x < (unsigned char) *y ? -1 : 1;
        } else {
            x++;
            y++;
        }
    }
    return *x ? 1 : *y ? -1 : strcmp(a, b);
}

/* ---- looking up ---- */

void
policy_set_replace(struct policy_set *set)
{
    set->kept_entries = set->entry->len;
    set->kept_stacks = set->stack->len;
}

uint32_t
policy_count(const struct policy_set *set)
{
    return set->entry->len;
}

const struct policy *
policy_at(const struct policy_set *set, uint32_t i)
{
    const struct policy_entry *e = set->entry->pdata[i];

    return &e->policy;
}

static bool
entry_is(const struct policy_entry *e, const char *name)
{
    if (strcmp(e->policy.name, name) == 0)
        return true;
    for (uint32_t i = 0; i < e->policy.nalso; i++)
        if (strcmp(e->policy.also[i], name) == 0)
            return true;
    return false;
}

struct policy_entry *
entry_find(const struct policy_set *set, const char *name)
{
    for (guint i = 0; i < set->entry->len; i++) {
        struct policy_entry *e = set->entry->pdata[i];

        if (entry_is(e, name))
            return e;
    }
    return NULL;
}

const struct policy *
policy_find(const struct policy_set *set, const char *name)
{
    const struct policy_entry *e = entry_find(set, name);

    return e ? &e->policy : NULL;
}

const struct policy_entry *
entry_of(const struct policy_set *set, const struct policy *p)
{
    for (guint i = 0; i < set->entry->len; i++) {
        const struct policy_entry *e = set->entry->pdata[i];

        if (&e->policy == p)
            return e;
    }
    g_assert_not_reached();
}

const struct policy_entry *
default_of(const struct policy_set *set, const struct policy_arch *arch,
           uint32_t layer)
{
    for (guint i = 0; i < set->entry->len; i++) {
        const struct policy_entry *e = set->entry->pdata[i];

        if (e->is_default && e->arch == arch && e->policy.layer == layer)
            return e;
    }
    return NULL;
}

const struct policy_arch *
shared_arch(const struct policy_set *set)
{
    for (uint32_t i = 0; i < set->narch; i++)
        if (set->arch[i].shared)
            return &set->arch[i];
    return NULL;
}

const struct stack_entry *
named_stack(const struct policy_set *set, const char *name)
{
    for (guint i = 0; i < set->stack->len; i++) {
        const struct stack_entry *s = set->stack->pdata[i];

        if (strcmp(s->name, name) == 0)
            return s;
    }
    return NULL;
}

bool
policy_has_tag(const struct policy *p, const char *tag)
{
    for (uint32_t i = 0; i < p->ntag; i++)
        if (strcmp(p->tag[i], tag) == 0)
            return true;
    return false;
}

const struct policy_vocab *
policy_words(const struct policy_set *set, const struct policy *p)
{
    return entry_of(set, p)->arch->vocab;
}

const struct source *
policy_source(const struct policy_set *set, const struct policy *p)
{
    return entry_of(set, p)->name.src;
}

uint32_t
policy_last_line(const struct policy_set *set, const struct policy *p)
{
    const struct policy_entry *e = entry_of(set, p);

    return source_place(e->name.src, syntax_span(e->tree, e->to - 1).from).line;
}

bool
policy_is_default(const struct policy_set *set, const struct policy *p)
{
    return entry_of(set, p)->is_default;
}

bool
policy_gives(const struct policy_set *set, const struct policy *p,
             uint32_t table)
{
    return entry_of(set, p)->gives[table];
}

/* ---- reading ---- */

static char *
node_text(struct policy_set *set, const struct syntax *tree, uint32_t i)
{
    size_t length;
    const char *text = syntax_text(tree, i, &length);

    return arena_text(&set->arena, text, length);
}

/* The words of every statement of this form in a policy. */
static const char *const *
words_of(struct policy_set *set, const struct policy_entry *e,
         enum policy_form form, uint32_t *count, struct diag_sink *sink)
{
    const struct node *n = e->tree->node;
    const char **word =
        arena_new_array(&set->arena, const char *, NAMES_PER_POLICY);

    *count = 0;
    for (uint32_t i = e->from; i < e->to; i = n[i].end)
        for (uint32_t s = i + 1; n[i].code == form && s < n[i].end; s++) {
            if (*count == NAMES_PER_POLICY) {
                diag_add(sink, DIAG_TOO_MANY, syntax_span(e->tree, s),
                         "more than 64 names");
                return word;
            }
            word[(*count)++] = node_text(set, e->tree, s);
        }
    return word;
}

static bool
is_rule(uint8_t form)
{
    return form == F_DECISION || form == F_RULE || form == F_ON ||
           form == F_BEFORE || form == F_AFTER;
}

/* The texts of every `cite` in front of the rules, or of the one `title`. */
static const char *
texts_of(struct policy_set *set, const struct policy_entry *e,
         enum policy_form form)
{
    const struct node *n = e->tree->node;
    GString *all = g_string_new(NULL);
    const char *text;

    for (uint32_t i = e->from; i < e->to && !is_rule(n[i].code); i = n[i].end)
        if (n[i].code == form && !(n[i].flags & NODE_BAD)) {
            char *one = syntax_string(e->tree, i + 1);

            g_string_append_printf(all, "%s%s", all->len ? "; " : "", one);
            g_free(one);
        }
    text = all->len ? set_text(set, all->str) : NULL;
    g_string_free(all, TRUE);
    return text;
}

/* The node of the word behind `arch`, `layer` or `base`, or 0. */
static uint32_t
word_of(const struct policy_entry *e, enum policy_form form,
        struct diag_sink *sink)
{
    const struct node *n = e->tree->node;
    uint32_t found = 0;

    for (uint32_t i = e->from; i < e->to; i = n[i].end) {
        if (n[i].code != form || (n[i].flags & NODE_BAD))
            continue;
        if (found) {
            diag_add(sink, DIAG_NAME_TWICE, syntax_span(e->tree, i),
                     "given twice in one policy");
            diag_note(sink, syntax_span(e->tree, found), "first given here");
        } else {
            found = i + 1;
        }
    }
    return found;
}

static void
read_policy(struct policy_set *set, const struct syntax *tree, uint32_t i,
            uint32_t end, struct diag_sink *sink)
{
    struct policy_entry *e = arena_new(&set->arena, struct policy_entry);
    struct policy *p = &e->policy;

    e->tree = tree;
    e->from = tree->node[i].end;
    e->to = end;
    e->name = syntax_span(tree, i + 1);
    p->name = node_text(set, tree, i + 1);
    p->file = set_text(set, tree->src->name);
    p->line = source_place(tree->src, e->name.from).line;
    word_of(e, F_TITLE, sink);
    p->title = texts_of(set, e, F_TITLE);
    p->cite = texts_of(set, e, F_CITE);
    if (!p->title)
        diag_add(sink, DIAG_SYNTAX, e->name, "policy '%s' has no title",
                 p->name);
    if (!p->cite)
        p->cite = p->file;
    p->also = words_of(set, e, F_ALSO, &p->nalso, sink);
    p->tag = words_of(set, e, F_TAGS, &p->ntag, sink);
    e->node_arch = word_of(e, F_ARCH, sink);
    e->node_layer = word_of(e, F_LAYER, sink);
    e->node_base = word_of(e, F_BASE, sink);
    g_ptr_array_add(set->entry, e);
}

static void
read_stack(struct policy_set *set, const struct syntax *tree, uint32_t i,
           struct diag_sink *sink)
{
    struct stack_entry *s = arena_new(&set->arena, struct stack_entry);
    const struct node *n = tree->node;

    s->name = node_text(set, tree, i + 1);
    s->at = syntax_span(tree, i + 1);
    s->part = arena_new_array(&set->arena, struct stack_part, PARTS_PER_STACK);
    for (uint32_t k = i + 2; k < n[i].end; k++) {
        if (s->npart == PARTS_PER_STACK) {
            diag_add(sink, DIAG_TOO_MANY, syntax_span(tree, k),
                     "more than 16 policies in a stack");
            break;
        }
        s->part[s->npart].name = node_text(set, tree, k);
        s->part[s->npart++].at = syntax_span(tree, k);
    }
    g_ptr_array_add(set->stack, s);
}

static void
read_default(struct policy_set *set, const struct syntax *tree, uint32_t i)
{
    struct stack_part one = {node_text(set, tree, i + 1),
                             syntax_span(tree, i + 1)};

    g_array_append_val(set->fallback, one);
}

/* The statement behind the last one of the policy that begins at I. */
static uint32_t
policy_end(const struct syntax *tree, uint32_t i)
{
    const struct node *n = tree->node;

    for (i = n[i].end; i < n[0].end; i = n[i].end)
        if (n[i].code == F_POLICY || n[i].code == F_STACK ||
            n[i].code == F_DEFAULT)
            break;
    return i;
}

bool
policy_parse(struct policy_set *set, struct source *src, struct diag_sink *sink)
{
    unsigned before = diag_errors(sink), policies = 0;
    struct syntax *tree = syntax_parse(&policy_grammar, src, sink);
    const struct node *n = tree->node;
    uint32_t next;

    g_ptr_array_add(set->source, src);
    g_ptr_array_add(set->tree, tree);
    for (uint32_t i = 1; i < n[0].end; i = next) {
        bool bad = n[i].flags & NODE_BAD;

        next = n[i].end;
        if (n[i].code == F_POLICY) {
            next = policy_end(tree, i);
            if (policies++ == POLICIES_PER_FILE)
                diag_add(sink, DIAG_TOO_MANY, syntax_span(tree, i),
                         "more than 64 policies in one file");
            if (policies <= POLICIES_PER_FILE && !bad)
                read_policy(set, tree, i, next, sink);
        } else if (n[i].code == F_STACK && !bad) {
            read_stack(set, tree, i, sink);
        } else if (n[i].code == F_DEFAULT && !bad) {
            read_default(set, tree, i);
        } else if (!bad) {
            diag_add(sink, DIAG_STATEMENT, syntax_span(tree, i),
                     "this belongs into a policy");
        }
    }
    return diag_errors(sink) == before;
}
