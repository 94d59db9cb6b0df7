/* Checking whom a claim or theorem is about. */
#include "sim/lang/check.h"

/* A stack as one name: its words with '+' between. */
static const char *
stack_name(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    GString *name = k->line;
    size_t length;
    const char *text = syntax_text(t, at.node, &length);

    g_string_truncate(name, 0);
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\t')
            g_string_append_c(name, text[i]);
    return arena_text(&k->s->text, name->str, name->len);
}

void
read_under(struct checker *k, struct at at, uint32_t end,
           const char *const **under, uint32_t *count)
{
    const struct node *node = tree_at(k->s, at)->node;
    const char **names = arena_new_array(&k->s->text, const char *,
                                         end - at.node); /* more than enough */
    uint32_t n = 0;
    bool all = false;

    for (uint32_t i = at.node; i < end; i = node[i].end) {
        struct nearest near;
        const char *name;

        if (node[i].kind != NODE_SLOT &&
            (node[i].kind != NODE_PART || node[i].code != F_STACK))
            break;
        name = stack_name(k, at_node(at, i));
        near = nearest_to(name, strlen(name));
        names[n++] = name;
        all |= strcmp(name, "all") == 0;
        if (strcmp(name, "all") == 0 || !k->env->under ||
            k->env->under(k->env->data, name, &near))
            continue;
        nearest_offer(&near, "all");
        complain_unknown(k, at_node(at, i), "policy, stack or tag", &near);
    }
    *under = names;
    *count = all ? 0 : n;
}
