/* What can only be judged when all files are read: names, bases, defaults,
 * stacks. */
#include <string.h>

#include "sim/policy/internal.h"

static gint
by_policy_name(gconstpointer a, gconstpointer b)
{
    const struct policy_entry *const *x = a, *const *y = b;

    return compare_names((*x)->policy.name, (*y)->policy.name);
}

static gint
by_stack_name(gconstpointer a, gconstpointer b)
{
    const struct stack_entry *const *x = a, *const *y = b;

    return compare_names((*x)->name, (*y)->name);
}

/* ---- names ---- */

struct named {
    const char *name;
    struct span at;
    uint32_t order; /* as read                                                */
};

static gint
by_named(gconstpointer a, gconstpointer b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

static void
add_name(GArray *all, const char *name, struct span at)
{
    struct named n = {name, at, all->len};

    g_array_append_val(all, n);
}

/* Whether a policy from number FROM on is called so. */
static bool
is_replaced(const GPtrArray *entries, guint from, const char *name)
{
    for (guint i = from; i < entries->len; i++)
        if (strcmp(
                ((const struct policy_entry *) entries->pdata[i])->policy.name,
                name) == 0)
            return true;
    return false;
}

static bool
stack_is_replaced(const GPtrArray *stacks, guint from, const char *name)
{
    for (guint i = from; i < stacks->len; i++)
        if (strcmp(((const struct stack_entry *) stacks->pdata[i])->name,
                   name) == 0)
            return true;
    return false;
}

/* Drops what is replaced by what was parsed after policy_set_replace(). */
static void
drop_replaced(struct policy_set *set)
{
    guint kept = 0;

    for (guint i = 0; i < set->entry->len; i++) {
        struct policy_entry *e = set->entry->pdata[i];

        if (i >= set->kept_entries ||
            !is_replaced(set->entry, set->kept_entries, e->policy.name))
            set->entry->pdata[kept++] = e;
    }
    g_ptr_array_set_size(set->entry, (gint) kept);
    kept = 0;
    for (guint i = 0; i < set->stack->len; i++) {
        struct stack_entry *s = set->stack->pdata[i];

        if (i >= set->kept_stacks ||
            !stack_is_replaced(set->stack, set->kept_stacks, s->name))
            set->stack->pdata[kept++] = s;
    }
    g_ptr_array_set_size(set->stack, (gint) kept);
}

/* Names of policies and stacks share one space; tags are apart from them. */
static void
check_names(const struct policy_set *set, struct diag_sink *sink)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct named));

    for (guint i = 0; i < set->entry->len; i++) {
        const struct policy_entry *e = set->entry->pdata[i];

        add_name(all, e->policy.name, e->name);
        for (uint32_t k = 0; k < e->policy.nalso; k++)
            add_name(all, e->policy.also[k], e->name);
    }
    for (guint i = 0; i < set->stack->len; i++) {
        const struct stack_entry *s = set->stack->pdata[i];

        add_name(all, s->name, s->at);
    }
    g_array_sort(all, by_named);
    for (guint i = 0; i < all->len; i++) {
        const struct named *n = &g_array_index(all, struct named, i);

        if (strcmp(n->name, "all") == 0)
            diag_add(sink, DIAG_VALUE, n->at, "'all' means every stack");
        if (i > 0 && strcmp(n[-1].name, n->name) == 0) {
            diag_add(sink, DIAG_NAME_TWICE, n->at,
                     "two policies or stacks are called '%s'", n->name);
            diag_note(sink, n[-1].at, "the other one");
        }
    }
    for (guint i = 0; i < set->entry->len; i++) {
        const struct policy_entry *e = set->entry->pdata[i];

        for (uint32_t k = 0; k < e->policy.ntag; k++)
            if (entry_find(set, e->policy.tag[k]) ||
                named_stack(set, e->policy.tag[k]))
                diag_add(sink, DIAG_VALUE, e->name,
                         "tag '%s' is the name of a policy or stack",
                         e->policy.tag[k]);
    }
    g_array_unref(all);
}

/* ---- bases ---- */

static char *
word_at(const struct policy_entry *e, uint32_t node)
{
    size_t length;
    const char *text = syntax_text(e->tree, node, &length);

    return g_strndup(text, length);
}

static bool
no_such(struct span at, const char *what, const char *word,
        const struct nearest *near, struct diag_sink *sink)
{
    char *hint = nearest_hint(near);

    diag_add(sink, DIAG_NAME_UNKNOWN, at, "no %s '%s'%s", what, word, hint);
    g_free(hint);
    return false;
}

static bool
find_arch(const struct policy_set *set, struct policy_entry *e,
          struct diag_sink *sink)
{
    char *word = word_at(e, e->node_arch);
    struct nearest near = nearest_to(word, strlen(word));
    bool ok = true;

    for (uint32_t i = 0; i < set->narch; i++) {
        nearest_offer(&near, set->arch[i].name);
        if (strcmp(set->arch[i].name, word) == 0)
            e->arch = &set->arch[i];
    }
    if (!e->arch)
        ok = no_such(syntax_span(e->tree, e->node_arch), "architecture", word,
                     &near, sink);
    g_free(word);
    return ok;
}

static bool
find_layer(struct policy_entry *e, struct diag_sink *sink)
{
    char *word = word_at(e, e->node_layer);
    struct nearest near = nearest_to(word, strlen(word));
    struct words w = {e->arch->vocab, WORD_LAYER, ~0ULL};
    int found = word_find(&w, word, strlen(word));
    bool ok = true;

    if (found < 0) {
        word_offer(&w, &near);
        ok = no_such(syntax_span(e->tree, e->node_layer), "layer", word, &near,
                     sink);
    } else {
        e->policy.layer = (uint16_t) found;
    }
    g_free(word);
    return ok;
}

static bool
missing(const struct policy_entry *e, const char *what, struct diag_sink *sink)
{
    diag_add(sink, DIAG_SYNTAX, e->name, "policy '%s' has no %s",
             e->policy.name, what);
    return false;
}

/* Architecture and layer: as written, else as the base has them. */
static bool
place_policy(const struct policy_set *set, struct policy_entry *e,
             const struct policy_entry *base, struct diag_sink *sink)
{
    if (e->node_arch && !find_arch(set, e, sink))
        return false;
    if (!e->node_arch && !base)
        return missing(e, "arch", sink);
    if (!e->node_arch)
        e->arch = base->arch;
    e->policy.arch = e->arch->name;
    e->policy.shared = e->arch->shared;
    if (e->node_layer && !find_layer(e, sink))
        return false;
    if (!e->node_layer && !base)
        return missing(e, "layer", sink);
    if (!e->node_layer)
        e->policy.layer = base->policy.layer;
    if (base &&
        (base->arch != e->arch || base->policy.layer != e->policy.layer)) {
        diag_add(sink, DIAG_KIND, syntax_span(e->tree, e->node_base),
                 "the base is of another architecture or layer");
        return false;
    }
    return true;
}

/* The policy of a name, or NULL with the fault recorded. */
static struct policy_entry *
find_policy(const struct policy_set *set, const char *name, struct span at,
            struct diag_sink *sink)
{
    struct policy_entry *found = entry_find(set, name);
    struct nearest near = nearest_to(name, strlen(name));

    for (guint i = 0; !found && i < set->entry->len; i++) {
        const struct policy_entry *other = set->entry->pdata[i];

        nearest_offer(&near, other->policy.name);
        for (uint32_t k = 0; k < other->policy.nalso; k++)
            nearest_offer(&near, other->policy.also[k]);
    }
    if (!found)
        no_such(at, "policy", name, &near, sink);
    return found;
}

static struct policy_entry *
find_base(struct policy_set *set, struct policy_entry *e,
          struct diag_sink *sink)
{
    char *word = word_at(e, e->node_base);
    struct policy_entry *base =
        find_policy(set, word, syntax_span(e->tree, e->node_base), sink);

    if (base)
        e->policy.base = set_text(set, word);
    g_free(word);
    return base;
}

/* Follows the bases down, then compiles back up. */
static void
resolve(struct policy_set *set, struct policy_entry *e, struct diag_sink *sink)
{
    GPtrArray *chain = g_ptr_array_new();

    while (e && e->state == UNRESOLVED) {
        e->state = RESOLVING;
        g_ptr_array_add(chain, e);
        e = e->node_base ? find_base(set, e, sink) : NULL;
    }
    if (e && e->state == RESOLVING) {
        diag_add(sink, DIAG_VALUE, e->name, "policy '%s' is its own base",
                 e->policy.name);
        e = NULL;
    }
    for (guint i = chain->len; i-- > 0; e = chain->pdata[i]) {
        struct policy_entry *at = chain->pdata[i];

        at->state = RESOLVED;
        if (at->node_base && !(e && e->placed))
            continue; /* reported where it went wrong */
        at->placed = place_policy(set, at, e, sink);
        if (at->placed)
            compile_policy(set, at, e, sink);
    }
    g_ptr_array_unref(chain);
}

/* Entries that could not be placed have no words: they are dropped, so that
 * whatever is found later can be used. */
static void
drop_unplaced(struct policy_set *set)
{
    guint kept = 0;

    for (guint i = 0; i < set->entry->len; i++) {
        struct policy_entry *e = set->entry->pdata[i];

        if (e->placed)
            set->entry->pdata[kept++] = e;
    }
    g_ptr_array_set_size(set->entry, (gint) kept);
}

/* ---- defaults ---- */

static void
set_default(struct policy_set *set, const struct stack_part *named,
            struct diag_sink *sink)
{
    struct policy_entry *e = find_policy(set, named->name, named->at, sink);
    const struct policy_entry *other =
        e ? default_of(set, e->arch, e->policy.layer) : NULL;

    if (other)
        diag_add(sink, DIAG_LAYER_TWICE, named->at,
                 "'%s' and '%s' are both the default of layer '%s'",
                 other->policy.name, named->name,
                 e->arch->vocab->layer[e->policy.layer]);
    else if (e)
        e->is_default = true;
}

bool
policy_set_finish(struct policy_set *set, struct diag_sink *sink)
{
    unsigned before = diag_errors(sink);

    drop_replaced(set);
    check_names(set, sink);
    for (guint i = 0; i < set->entry->len; i++)
        resolve(set, set->entry->pdata[i], sink);
    drop_unplaced(set);
    g_ptr_array_sort(set->entry, by_policy_name);
    g_ptr_array_sort(set->stack, by_stack_name);
    for (guint i = 0; i < set->fallback->len; i++)
        set_default(set, &g_array_index(set->fallback, struct stack_part, i),
                    sink);
    for (guint i = 0; i < set->stack->len; i++) {
        const struct stack_entry *s = set->stack->pdata[i];

        stack_compose(set, s->name, s->at, sink);
    }
    return diag_errors(sink) == before;
}
