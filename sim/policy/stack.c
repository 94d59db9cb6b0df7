#include "sim/policy/stack.h"

#include <string.h>

#include "sim/policy/internal.h"

enum { PARTS_MAX = 32, TEXT_MAX = 4096 };

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
    bool assumed; /* nobody chose one for its layer                           */
};

struct parts {
    struct part part[PARTS_MAX];
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

        if (other->e->arch != one.e->arch && !other->e->arch->shared &&
            !one.e->arch->shared) {
            diag_add(sink, DIAG_KIND, at,
                     "'%s' and '%s' are of different architectures",
                     other->called, one.called);
            return false;
        }
        if (other->e->arch == one.e->arch &&
            other->e->policy.layer == one.e->policy.layer) {
            diag_add(sink, DIAG_LAYER_TWICE, at,
                     "'%s' and '%s' both decide for layer '%s'", other->called,
                     one.called,
                     one.e->arch->vocab->layer[one.e->policy.layer]);
            return false;
        }
    }
    g_assert(all->n < PARTS_MAX);
    all->part[all->n++] = one;
    return true;
}

/* Adds what a name stands for: a policy, or the policies of a named stack. */
static bool
add_name(const struct policy_set *set, struct parts *all, const char *name,
         struct span at, struct diag_sink *sink)
{
    struct part one = {entry_find(set, name), name, false};
    const struct stack_entry *s = one.e ? NULL : named_stack(set, name);

    if (one.e)
        return add_part(all, one, at, sink);
    if (!s) {
        no_such_part(set, name, at, sink);
        return false;
    }
    for (uint32_t i = 0; i < s->npart; i++) {
        one.e = entry_find(set, s->part[i].name);
        one.called = s->part[i].name;
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
static const struct part *
owner(const struct parts *all, const struct policy_arch *arch,
      const char *layer)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const struct policy_entry *e = all->part[i].e;

        if (e->arch == arch &&
            strcmp(arch->vocab->layer[e->policy.layer], layer) == 0)
            return &all->part[i];
    }
    return NULL;
}

/* Adds the default policies of an architecture's layers that have none. */
static void
add_defaults(const struct policy_set *set, struct parts *all,
             const struct policy_arch *arch)
{
    for (uint32_t l = 0; l < arch->vocab->nlayer; l++) {
        struct part one = {default_of(set, arch, l), NULL, true};

        if (!one.e || owner(all, arch, arch->vocab->layer[l]))
            continue;
        g_assert(all->n < PARTS_MAX);
        all->part[all->n++] = one;
    }
}

/* Appends the parts of an architecture to STACK, in the order of layers, and
 * fills the tables of its words. */
static void
take_parts(const struct parts *all, const struct policy_arch *arch,
           struct policy_stack *stack, const struct policy **part,
           struct policy_table *table)
{
    const struct policy_vocab *v = arch->vocab;

    for (uint32_t l = 0; l < v->nlayer; l++) {
        const struct part *one = owner(all, arch, v->layer[l]);

        if (!one)
            continue;
        stack->assumed |= (uint32_t) one->assumed << stack->npart;
        part[stack->npart++] = &one->e->policy;
    }
    for (uint32_t t = 0; t < v->ndecision; t++) {
        const struct part *one = owner(all, arch, v->decision[t].layer);

        if (one)
            table[t] = one->e->policy.table[t];
        else if (v->decision[t].fallback)
            table[t] = *v->decision[t].fallback;
    }
}

/* CPU: the architecture of the CPUs, or NULL. */
static const struct policy_stack *
make_stack(struct policy_set *set, const char *name, struct parts *all,
           const struct policy_arch *cpu)
{
    const struct policy_arch *shared = shared_arch(set);
    struct policy_stack *stack = arena_new(&set->arena, struct policy_stack);
    const struct policy **part;

    if (cpu)
        add_defaults(set, all, cpu);
    if (shared)
        add_defaults(set, all, shared);
    part = arena_new_array(&set->arena, const struct policy *, all->n);
    stack->name = set_text(set, name);
    stack->arch = cpu ? cpu->name : NULL;
    stack->part = part;
    if (cpu)
        take_parts(all, cpu, stack, part, stack->table);
    if (shared)
        take_parts(all, shared, stack, part, stack->shared);
    return stack;
}

const struct policy_stack *
stack_compose(struct policy_set *set, const char *text, struct span at,
              struct diag_sink *sink)
{
    const struct policy_arch *cpu = NULL;
    struct parts all = {0};

    if (!add_text(set, &all, text, at, sink))
        return NULL;
    for (uint32_t i = 0; i < all.n; i++)
        if (!all.part[i].e->arch->shared)
            cpu = all.part[i].e->arch;
    return make_stack(set, text, &all, cpu);
}

const struct policy_stack *
stack_for(struct policy_set *set, const struct policy_stack *stack,
          const char *arch)
{
    struct parts all = {0};

    if (stack->arch)
        return strcmp(stack->arch, arch) == 0 ? stack : NULL;
    for (uint32_t i = 0; i < stack->npart; i++)
        all.part[all.n++] = (struct part){entry_of(set, stack->part[i]), NULL,
                                          stack->assumed >> i & 1};
    for (uint32_t i = 0; i < set->narch; i++)
        if (!set->arch[i].shared && strcmp(set->arch[i].name, arch) == 0)
            return make_stack(set, stack->name, &all, &set->arch[i]);
    return NULL;
}
