/* Principals and the contexts CPUs run for them. */
#include <string.h>

#include "sim/lang/check.h"

enum { PRINCIPALS = 256, CONTEXTS = 1024 };

static int
principal_number(const struct script *s, const char *text, size_t length)
{
    for (guint i = 0; i < s->principals->len; i++) {
        const char *name =
            g_array_index(s->principals, struct plan_principal, i).name;

        if (strncmp(name, text, length) == 0 && name[length] == '\0')
            return (int) i;
    }
    return -1;
}

bool
find_principal(struct checker *k, const struct written *w, const void *arg,
               uint64_t *out, struct nearest *near)
{
    const struct script *s = k->s;
    int number = principal_number(s, w->text, w->length);

    (void) arg;
    *out = number < 0 ? 0 : (uint64_t) number;
    if (number >= 0)
        return true;
    for (guint i = 0; i < s->principals->len; i++)
        nearest_offer(
            near, g_array_index(s->principals, struct plan_principal, i).name);
    return false;
}

const struct kind principal_kind_of = {
    .noun = "principal", .find = find_principal, .words = true, .shapes = true};

void
add_principal(struct script *s, const char *name, enum principal_kind kind)
{
    struct plan_principal p = {name, (uint8_t) kind};

    g_array_append_val(s->principals, p);
}

void
declare_principal(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    struct at name = at_node(at, at.node + 1), kind = at_node(at, at.node + 2);
    struct written w = written_at(k->s, name);

    if (principal_number(k->s, w.text, w.length) >= 0)
        complain(k, DIAG_NAME_TWICE, name, "principal '%.*s' is there already",
                 (int) w.length, w.text);
    else if (memchr(w.text, '.', w.length))
        complain(k, DIAG_VALUE, name, "the name of a principal has no '.'");
    else if (k->s->principals->len == PRINCIPALS)
        complain(k, DIAG_TOO_MANY, name, "more than %d principals", PRINCIPALS);
    else
        add_principal(k->s, arena_text(&k->s->text, w.text, w.length),
                      syntax_is(t, kind.node, "user") ? PRINCIPAL_USER
                                                      : PRINCIPAL_GUEST);
    if (!syntax_is(t, kind.node, "user") && !syntax_is(t, kind.node, "guest"))
        complain(k, DIAG_NAME_UNKNOWN, kind,
                 "a principal is a 'guest' or a 'user'");
}

/* The number behind the last '.', if that is all digits; -1 if there is none.
 * LENGTH becomes that of the part before it. */
static int
vcpu_number(const char *text, size_t *length)
{
    size_t dot = *length;
    int number = 0;

    while (dot && g_ascii_isdigit(text[dot - 1]))
        dot--;
    if (dot == *length || !dot || text[dot - 1] != '.' || *length - dot > 3)
        return -1;
    for (size_t i = dot; i < *length; i++)
        number = 10 * number + text[i] - '0';
    *length = dot - 1;
    return number;
}

uint16_t
add_context(struct script *s, int principal, int vcpu, const struct written *w)
{
    struct plan_ctx ctx = {.principal = (uint16_t) principal,
                           .vcpu = (uint16_t) (vcpu < 0 ? 0 : vcpu)};

    for (guint i = 0; i < s->contexts->len; i++) {
        const struct plan_ctx *c =
            &g_array_index(s->contexts, struct plan_ctx, i);

        if (c->principal == ctx.principal && c->vcpu == ctx.vcpu)
            return (uint16_t) i;
    }
    ctx.name = vcpu > 0 ? arena_text(&s->text, w->text, w->length)
                        : g_array_index(s->principals, struct plan_principal,
                                        principal)
                              .name;
    g_array_append_val(s->contexts, ctx);
    return (uint16_t) (s->contexts->len - 1);
}

bool
read_context(struct checker *k, struct at at, uint16_t *ctx)
{
    struct written w = written_at(k->s, at);
    size_t length = w.length;
    int vcpu = vcpu_number(w.text, &length);
    int principal = principal_number(k->s, w.text, length);
    struct nearest near = nearest_to(w.text, w.length);
    uint64_t ignored;

    *ctx = 0;
    if (principal < 0) {
        if (k->s->broken)
            return false;
        find_principal(k, &w, NULL, &ignored, &near);
        return complain_unknown(k, at, "context", &near);
    }
    if (k->s->contexts->len == CONTEXTS)
        return complain(k, DIAG_TOO_MANY, at, "more than %d contexts",
                        CONTEXTS);
    *ctx = add_context(k->s, principal, vcpu, &w);
    return true;
}
