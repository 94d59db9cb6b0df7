#include "sim/policy/show.h"

#include <string.h>

#include "sim/policy/internal.h"

char *
policy_when(const struct policy_vocab *v, uint64_t care, uint64_t want)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < v->nfact; i++)
        if (care >> i & 1)
            g_string_append_printf(out, "%s%s%s", out->len ? " & " : "",
                                   want >> i & 1 ? "" : "!", v->fact[i].name);
    if (out->len == 0)
        g_string_append(out, "otherwise");
    return g_string_free(out, FALSE);
}

static const char *
arg_name(const struct policy_vocab *v, char letter, uint16_t arg)
{
    if (letter == 'e')
        return errno_name(arg);
    return word_name(v, letter == 'f' ? WORD_FLAG : WORD_NOUN, arg);
}

char *
policy_does(const struct policy_vocab *v, const struct policy_rule *r)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < r->naction; i++) {
        const struct policy_action *a = &r->action[i];
        const char *letter = v->action[a->code].args;

        g_string_append_printf(out, "%s%s", i ? ", " : "",
                               v->action[a->code].name);
        for (uint32_t k = 0; k < a->narg; k++) {
            g_string_append_printf(out, " %s", arg_name(v, *letter, a->arg[k]));
            letter += letter[1] == '?' ? 2 : 1;
        }
    }
    return g_string_free(out, FALSE);
}

static const char *
keep(struct policy_set *set, char *text)
{
    const char *kept = set_text(set, text);

    g_free(text);
    return kept;
}

static void
add_rows(struct policy_set *set, const struct policy_vocab *v, uint32_t t,
         const struct policy_table *table, GArray *out)
{
    const struct decision_def *d = &v->decision[t];
    char *name = g_strdup_printf("%s%s%s", d->position ? d->position : "",
                                 d->position ? " " : "", d->name);

    for (uint32_t i = 0; i < table->n; i++) {
        const struct policy_rule *r = &table->rule[i];
        struct policy_row row = {
            .table = set_text(set, name),
            .when = keep(set, policy_when(v, r->care, r->want)),
            .does = keep(set, policy_does(v, r)),
            .id = r->why.id,
            .cite = r->why.cite,
            .fallback = r->line == 0,
        };

        g_array_append_val(out, row);
    }
    g_free(name);
}

static void
add_tables(struct policy_set *set, const struct policy_vocab *v,
           const struct policy_table *table, GArray *out)
{
    for (uint32_t t = 0; t < v->ndecision; t++)
        add_rows(set, v, t, &table[t], out);
}

GArray *
policy_show(struct policy_set *set, const struct policy *p)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct policy_row));

    add_tables(set, policy_words(set, p), p->table, out);
    return out;
}

GArray *
stack_show(struct policy_set *set, const struct policy_stack *stack)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct policy_row));

    for (uint32_t i = 0; i < set->narch; i++)
        if (g_strcmp0(set->arch[i].name, stack->arch) == 0)
            add_tables(set, set->arch[i].vocab, stack->table, out);
    if (shared_arch(set))
        add_tables(set, shared_arch(set)->vocab, stack->shared, out);
    return out;
}
