/* Which stacks a text means, and whether it means a given one. */
#include <string.h>

#include "sim/policy/internal.h"

enum { SELECTED_MAX = 4096 };

/* ---- names ---- */

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

/* ---- selecting ---- */

/* What is being selected, and for whom. */
struct selection {
    struct policy_set *set;
    const struct stack_user *user;
    GPtrArray *out;
    struct span at;
    struct diag_sink *sink;
    bool any; /* something has the name, whether it fits or not               */
    bool full;
};

static void
add_stack(struct selection *s, const char *text)
{
    const struct policy_stack *stack = NULL;

    if (s->out->len < SELECTED_MAX)
        stack = stack_compose(s->set, text, s->at, s->sink);
    else if (!s->full)
        diag_add(s->sink, DIAG_TOO_MANY, s->at, "more than 4096 stacks");
    s->full = s->out->len >= SELECTED_MAX;
    s->any |= stack != NULL;
    if (stack && s->user)
        stack = stack_for(s->set, stack, s->user->arch);
    if (stack)
        g_ptr_array_add(s->out, (gpointer) (uintptr_t) stack);
}

/* Each policy of layer L and above with each of the others, then the same with
 * the layers of NEXT (which may be NULL); a layer without policies is left
 * out. */
static void
add_product(struct selection *s, const struct policy_arch *arch,
            const struct policy_arch *next, uint32_t l, const char *name)
{
    bool any = false;

    if (l == arch->vocab->nlayer) {
        if (next)
            add_product(s, next, NULL, 0, name);
        else if (*name)
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
        add_product(s, arch, next, l + 1, longer);
        g_free(longer);
    }
    if (!any)
        add_product(s, arch, next, l + 1, name);
}

static void
add_products(struct selection *s)
{
    const struct stack_user *user = s->user;
    const struct policy_arch *shared =
        !user || user->shared ? shared_arch(s->set) : NULL;

    for (uint32_t i = 0; i < s->set->narch; i++) {
        const struct policy_arch *arch = &s->set->arch[i];

        if (!arch->shared && (!user || strcmp(arch->name, user->arch) == 0))
            add_product(s, arch, shared, 0, "");
    }
}

static void
select_stacks(struct selection *s, const char *text)
{
    struct policy_set *set = s->set;

    if (strcmp(text, "all") == 0) {
        for (uint32_t i = 0; i < stack_count(set); i++)
            add_stack(s, stack_name(set, i));
    } else if (strcmp(text, "all*all") == 0) {
        add_products(s);
    } else if (tag_known(set, text)) {
        for (uint32_t i = 0; i < policy_count(set); i++)
            if (policy_has_tag(policy_at(set, i), text))
                add_stack(s, policy_at(set, i)->name);
    } else {
        add_stack(s, text);
        return;
    }
    if (!s->any)
        diag_add(s->sink, DIAG_NAME_UNKNOWN, s->at,
                 "there is no stack for '%s' to mean", text);
}

GPtrArray *
stack_select(struct policy_set *set, const char *text,
             const struct stack_user *user, struct span at,
             struct diag_sink *sink)
{
    struct selection s = {
        .set = set,
        .user = user,
        .out = g_ptr_array_new(),
        .at = at,
        .sink = sink,
    };

    select_stacks(&s, text);
    if (s.any)
        return s.out;
    g_ptr_array_unref(s.out);
    return NULL;
}

/* ---- asking ---- */

/* The next part from I that makes a difference. */
static uint32_t
part_that_counts(const struct policy_stack *s, uint32_t i, bool shared)
{
    while (i < s->npart && s->part[i]->shared && !shared)
        i++;
    return i;
}

bool
stack_same(const struct policy_stack *a, const struct policy_stack *b,
           bool shared)
{
    uint32_t i = part_that_counts(a, 0, shared);
    uint32_t k = part_that_counts(b, 0, shared);

    while (i < a->npart && k < b->npart) {
        if (a->part[i] != b->part[k])
            return false;
        i = part_that_counts(a, i + 1, shared);
        k = part_that_counts(b, k + 1, shared);
    }
    return i == a->npart && k == b->npart && g_strcmp0(a->arch, b->arch) == 0;
}

static bool
holds(const struct policy_stack *stack, const struct policy_entry *e,
      bool shared)
{
    if (!e)
        return false;
    if (e->policy.shared && !shared)
        return true;
    for (uint32_t i = 0; i < stack->npart; i++)
        if (stack->part[i] == &e->policy)
            return true;
    return false;
}

/* Whether all that one name stands for is in the stack. */
static bool
holds_name(const struct policy_set *set, const struct policy_stack *stack,
           const char *name, bool shared)
{
    const struct stack_entry *s = named_stack(set, name);

    if (!s)
        return holds(stack, entry_find(set, name), shared);
    for (uint32_t i = 0; i < s->npart; i++)
        if (!holds(stack, entry_find(set, s->part[i].name), shared))
            return false;
    return true;
}

/* Where shared policies make no difference, those of the CPUs' architecture
 * that have the tag tell who is meant; only if there is none is it everyone. */
static bool
holds_tag(const struct policy_set *set, const struct policy_stack *stack,
          const char *tag, bool shared)
{
    bool cpus = false, yes = false;

    for (uint32_t i = 0; i < policy_count(set); i++) {
        const struct policy_entry *e = set->entry->pdata[i];

        if (!policy_has_tag(&e->policy, tag))
            continue;
        if (!e->policy.shared && holds(stack, e, shared))
            return true;
        cpus |= g_strcmp0(e->policy.arch, stack->arch) == 0;
        yes |= e->policy.shared && holds(stack, e, shared);
    }
    return yes && (shared || !cpus);
}

bool
stack_is_under(const struct policy_set *set, const struct policy_stack *stack,
               const char *name, bool shared)
{
    char **word;
    bool yes = true;

    if (holds_tag(set, stack, name, shared))
        return true;
    word = g_strsplit(name, "+", -1);
    for (uint32_t i = 0; yes && word[i]; i++)
        yes = holds_name(set, stack, g_strstrip(word[i]), shared);
    yes = yes && word[0];
    g_strfreev(word);
    return yes;
}
