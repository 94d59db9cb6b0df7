#include "sim/policy/stack.h"

#include <string.h>

#include "sim/policy/internal.h"

enum { LAYERS_MAX = 16, TEXT_MAX = 4096, SELECTED_MAX = 4096 };

uint32_t
stack_count(const struct policy_set *set)
{
    return set->stack->len;
}

const char *
stack_name(const struct policy_set *set, uint32_t i)
{
    const struct stack_entry *s = set->stack->pdata[i];

    return s->name;
}

/* ---- parts ---- */

/* A part as the user called it. */
struct part {
    const struct policy_entry *e;
    const char *called;
};

struct parts {
    struct part part[LAYERS_MAX];
    uint32_t n;
};

static void
no_such_part(const struct policy_set *set, const char *name, struct span at,
             struct diag_sink *sink)
{
    struct nearest near = nearest_to(name, strlen(name));
    char *hint;

    for (guint i = 0; i < set->entry->len; i++) {
        const struct policy_entry *e = set->entry->pdata[i];

        nearest_offer(&near, e->policy.name);
        for (uint32_t k = 0; k < e->policy.nalso; k++)
            nearest_offer(&near, e->policy.also[k]);
    }
    for (uint32_t i = 0; i < stack_count(set); i++)
        nearest_offer(&near, stack_name(set, i));
    hint = nearest_hint(&near);
    diag_add(sink, DIAG_NAME_UNKNOWN, at, "no policy '%s'%s", name, hint);
    g_free(hint);
}

/* Adds one policy; false, with the fault recorded, if it does not fit. */
static bool
add_part(struct parts *all, struct part one, struct span at,
         struct diag_sink *sink)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const struct part *other = &all->part[i];

        if (other->e->arch != one.e->arch) {
            diag_add(sink, DIAG_KIND, at,
                     "'%s' and '%s' are of different architectures",
                     other->called, one.called);
            return false;
        }
        if (other->e->policy.layer == one.e->policy.layer) {
            diag_add(sink, DIAG_LAYER_TWICE, at,
                     "'%s' and '%s' both decide for layer '%s'", other->called,
                     one.called,
                     one.e->arch->vocab->layer[one.e->policy.layer]);
            return false;
        }
    }
    g_assert(all->n < LAYERS_MAX);
    all->part[all->n++] = one;
    return true;
}

/* Adds what a name stands for: a policy, or the policies of a named stack. */
static bool
add_name(const struct policy_set *set, struct parts *all, const char *name,
         struct span at, struct diag_sink *sink)
{
    struct part one = {entry_find(set, name), name};
    const struct stack_entry *s = one.e ? NULL : named_stack(set, name);

    if (one.e)
        return add_part(all, one, at, sink);
    if (!s) {
        no_such_part(set, name, at, sink);
        return false;
    }
    for (uint32_t i = 0; i < s->npart; i++) {
        one = (struct part){entry_find(set, s->part[i].name), s->part[i].name};
        if (!one.e) {
            no_such_part(set, s->part[i].name, s->part[i].at, sink);
            return false;
        }
        if (!add_part(all, one, at, sink))
            return false;
    }
    return true;
}

/* Takes "A+B" apart.  The names stay where the set keeps them. */
static bool
add_text(struct policy_set *set, struct parts *all, const char *text,
         struct span at, struct diag_sink *sink)
{
    char **word;
    bool ok = true;

    if (strlen(text) > TEXT_MAX) {
        diag_add(sink, DIAG_TOO_MANY, at, "a stack of too many policies");
        return false;
    }
    word = g_strsplit(text, "+", -1);
    for (uint32_t i = 0; ok && (i == 0 || word[i]); i++) {
        const char *name = word[i] ? g_strstrip(word[i]) : "";

        ok = add_name(set, all, set_text(set, name), at, sink);
    }
    g_strfreev(word);
    return ok;
}

/* ---- composing ---- */

/* The part that owns a layer, or NULL. */
static const struct policy_entry *
owner(const struct parts *all, const char *layer)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const struct policy_entry *e = all->part[i].e;

        if (strcmp(e->arch->vocab->layer[e->policy.layer], layer) == 0)
            return e;
    }
    return NULL;
}

static struct policy_stack *
make_stack(struct policy_set *set, const char *name, const struct parts *all)
{
    const struct policy_vocab *v = all->part[0].e->arch->vocab;
    struct policy_stack *stack = arena_new(&set->arena, struct policy_stack);
    const struct policy **part =
        arena_new_array(&set->arena, const struct policy *, all->n);

    stack->name = set_text(set, name);
    stack->part = part;
    for (uint32_t l = 0; l < v->nlayer; l++) {
        const struct policy_entry *e = owner(all, v->layer[l]);

        if (e)
            part[stack->npart++] = &e->policy;
    }
    for (uint32_t t = 0; t < v->ndecision; t++) {
        const struct policy_entry *e = owner(all, v->decision[t].layer);

        if (e)
            stack->table[t] = e->policy.table[t];
        else if (v->decision[t].fallback)
            stack->table[t] = *v->decision[t].fallback;
    }
    return stack;
}

static struct policy_stack *
compose(struct policy_set *set, const char *text, struct span at,
        struct diag_sink *sink)
{
    struct parts all = {0};

    if (!add_text(set, &all, text, at, sink))
        return NULL;
    g_assert(all.n > 0);
    return make_stack(set, text, &all);
}

const struct policy_stack *
stack_compose(struct policy_set *set, const char *text, struct span at,
              struct diag_sink *sink)
{
    return compose(set, text, at, sink);
}

/* ---- selecting ---- */

static bool
tag_known(const struct policy_set *set, const char *name)
{
    for (uint32_t i = 0; i < policy_count(set); i++)
        if (policy_has_tag(policy_at(set, i), name))
            return true;
    return false;
}

bool
stack_name_known(const struct policy_set *set, const char *name)
{
    return entry_find(set, name) || named_stack(set, name) ||
           tag_known(set, name);
}

/* What is being selected, and for whom. */
struct selection {
    struct policy_set *set;
    GPtrArray *out;
    struct span at;
    struct diag_sink *sink;
    bool full;
};

static void
add_stack(struct selection *s, const char *text)
{
    struct policy_stack *stack = NULL;

    if (s->out->len < SELECTED_MAX)
        stack = compose(s->set, text, s->at, s->sink);
    else if (!s->full)
        diag_add(s->sink, DIAG_TOO_MANY, s->at, "more than 4096 stacks");
    s->full = s->out->len >= SELECTED_MAX;
    if (stack)
        g_ptr_array_add(s->out, stack);
}

/* Each policy of layer L and above with each of the others, of one
 * architecture; a layer without policies is left out. */
static void
add_product(struct selection *s, const struct policy_arch *arch, uint32_t l,
            const char *name)
{
    bool any = false;

    if (l == arch->vocab->nlayer) {
        if (*name)
            add_stack(s, name);
        return;
    }
    for (guint i = 0; !s->full && i < s->set->entry->len; i++) {
        const struct policy_entry *e = s->set->entry->pdata[i];
        char *longer;

        if (e->arch != arch || e->policy.layer != l)
            continue;
        any = true;
        longer =
            g_strdup_printf("%s%s%s", name, *name ? "+" : "", e->policy.name);
        add_product(s, arch, l + 1, longer);
        g_free(longer);
    }
    if (!any)
        add_product(s, arch, l + 1, name);
}

static void
select_stacks(struct selection *s, const char *text)
{
    struct policy_set *set = s->set;

    if (strcmp(text, "all") == 0) {
        for (uint32_t i = 0; i < stack_count(set); i++)
            add_stack(s, stack_name(set, i));
    } else if (strcmp(text, "all*all") == 0) {
        for (uint32_t i = 0; i < set->narch; i++)
            add_product(s, &set->arch[i], 0, "");
    } else if (tag_known(set, text)) {
        for (uint32_t i = 0; i < policy_count(set); i++)
            if (policy_has_tag(policy_at(set, i), text))
                add_stack(s, policy_at(set, i)->name);
    } else {
        add_stack(s, text);
        return;
    }
    if (s->out->len == 0)
        diag_add(s->sink, DIAG_NAME_UNKNOWN, s->at,
                 "there is no stack for '%s' to mean", text);
}

GPtrArray *
stack_select(struct policy_set *set, const char *text, struct span at,
             struct diag_sink *sink)
{
    struct selection s = {set, g_ptr_array_new(), at, sink, false};

    select_stacks(&s, text);
    if (s.out->len > 0)
        return s.out;
    g_ptr_array_unref(s.out);
    return NULL;
}

/* ---- asking ---- */

static bool
holds(const struct policy_stack *stack, const struct policy_entry *e)
{
    for (uint32_t i = 0; e && i < stack->npart; i++)
        if (stack->part[i] == &e->policy)
            return true;
    return false;
}

/* Whether all that one name stands for is in the stack. */
static bool
holds_name(const struct policy_set *set, const struct policy_stack *stack,
           const char *name)
{
    const struct stack_entry *s = named_stack(set, name);

    if (!s)
        return holds(stack, entry_find(set, name));
    for (uint32_t i = 0; i < s->npart; i++)
        if (!holds(stack, entry_find(set, s->part[i].name)))
            return false;
    return true;
}

bool
stack_is_under(const struct policy_set *set, const struct policy_stack *stack,
               const char *name)
{
    char **word;
    bool yes = true;

    for (uint32_t i = 0; i < stack->npart; i++)
        if (policy_has_tag(stack->part[i], name))
            return true;
    word = g_strsplit(name, "+", -1);
    for (uint32_t i = 0; yes && word[i]; i++)
        yes = holds_name(set, stack, g_strstrip(word[i]));
    yes = yes && word[0];
    g_strfreev(word);
    return yes;
}
