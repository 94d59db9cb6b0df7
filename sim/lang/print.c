#include "sim/lang/print.h"

#include <string.h>

/* ---- parameters ---- */

static size_t
word_length(const char *text)
{
    size_t n = 0;

    while (g_ascii_isalnum(text[n]) || (text[n] && strchr("_.-", text[n])))
        n++;
    return n;
}

/* A string, from quote to quote; its length. */
static size_t
string_length(const char *text)
{
    size_t n = 1;

    while (text[n] && text[n] != '"')
        n += text[n] == '\\' && text[n + 1] ? 2 : 1;
    return n + (text[n] == '"');
}

void
fill_params(const struct script *s, const struct point *at, const char *text,
            GString *out)
{
    while (*text) {
        size_t length = *text == '"'   ? string_length(text)
                        : *text == '$' ? 1 + word_length(text + 1)
                                       : 1;
        uint16_t param =
            *text == '$' ? find_param(s, text + 1, length - 1) : NO_PARAM;

        if (param == NO_PARAM)
            g_string_append_len(out, text, (gssize) length);
        else
            g_string_append(out,
                            script_param(s, param).value[at->value[param]]);
        text += length;
    }
}

/* ---- maps ---- */

bool
is_alias(const struct plan_map *m)
{
    return strchr(m->name, ALIAS_MARK) != NULL;
}

void
print_map_name(const struct names *n, uint32_t map, GString *out)
{
    const struct plan_map *m = &n->p->map[map];
    GString *name = g_string_new(m->name);

    if (is_alias(m)) {
        *strchr(name->str, ALIAS_MARK) = '.';
        while (g_hash_table_contains(n->s->ids, name->str))
            g_string_insert_c(name, (gssize) strcspn(m->name, "~"), '_');
    }
    g_string_append(out, name->str);
    g_string_free(name, TRUE);
}

static const char *
type_name(const struct model *m, uint32_t code)
{
    uint32_t i = 0;

    while (i + 1 < m->ntype && m->type[i].code != code)
        i++;
    return m->type[i].name;
}

void
print_map(const struct names *n, uint32_t map, GString *out)
{
    const struct plan_map *m = &n->p->map[map];
    const struct plan_region *r = &n->p->region[m->region];

    g_string_append_printf(out, "map %s %s as %s",
                           n->p->principal[m->principal].name, r->name,
                           type_name(n->s->model, m->type));
    if (strcmp(m->name, r->name) != 0) {
        g_string_append(out, " name ");
        print_map_name(n, map, out);
    }
    if (m->size != r->size - m->offset)
        g_string_append_printf(out, " size 0x%" G_GINT64_MODIFIER "x", m->size);
    if (m->offset)
        g_string_append_printf(out, " offset 0x%" G_GINT64_MODIFIER "x",
                               m->offset);
    if (m->page != PAGE_BYTES)
        g_string_append(out, m->page == 2 << 20 ? " page 2M" : " page 1G");
}

/* ---- steps ---- */

void
print_step(const struct names *n, const struct plan_step *s, GString *out)
{
    const char *mark = strchr(s->text, ALIAS_MARK), *name = mark;
    uint32_t map = s->operand[0].id;

    if (!mark) {
        g_string_append(out, s->text);
        return;
    }
    while (name[-1] != ' ')
        name--;
    g_string_append_len(out, s->text, name - s->text);
    print_map_name(n, map, out);
    g_string_append(out, name + strlen(n->p->map[map].name));
}

/* ---- addresses ---- */

static void
print_bytes(const struct plan_operand *o, GString *out)
{
    if (o->to - o->from != WORD_BYTES)
        g_string_append_printf(out,
                               "[%" G_GUINT64_FORMAT "..%" G_GUINT64_FORMAT "]",
                               o->from, o->to);
    else if (o->from)
        g_string_append_printf(out, "+%" G_GUINT64_FORMAT, o->from);
}

/* ---- events ---- */

static const char *const words[] = {
    [SPONT_EVICT] = "evict",         [SPONT_EVICT_L1] = "evict-l1",
    [SPONT_SPECULATE] = "speculate", [SPONT_DRAIN] = "drain",
    [SPONT_TLB_DROP] = "tlb-drop",   [SPONT_EVICT_LLC] = "evict-llc",
    [SPONT_ISSUE] = "issue",         [SPONT_PERFORM] = "perform",
};

/* A context that has this map. */
static const char *
context_of(const struct plan *p, uint32_t map)
{
    uint16_t i = 0;

    while (i + 1 < p->nctx && p->ctx[i].principal != p->map[map].principal)
        i++;
    return p->ctx[i].name;
}

static void
print_where(const struct names *n, const struct plan_event *e, GString *out)
{
    struct plan_operand o = e->where;

    g_string_append_c(out, ' ');
    if (o.kind == OPERAND_ADDRESS) {
        g_string_append_printf(out, "%s ", context_of(n->p, o.id));
        print_map_name(n, o.id, out);
        print_bytes(&o, out);
    } else if (e->kind == SPONT_DRAIN && e->slot) {
        g_string_append_printf(out, "%s+%" G_GUINT64_FORMAT,
                               n->p->region[o.id].name,
                               o.from / LINE_BYTES * LINE_BYTES +
                                   (uint64_t) (e->slot - 1) * WORD_BYTES);
    } else {
        g_string_append(out, n->p->region[o.id].name);
        print_bytes(&o, out);
    }
}

static bool
is_agent(const struct plan *p, const char *name)
{
    for (uint16_t i = 0; i < p->nagent; i++)
        if (strcmp(p->agent[i].name, name) == 0)
            return true;
    return false;
}

/* The idle CPU that exploring adds has no name in the file: it gets the first
 * number that no other has. */
static void
print_agent(const struct names *n, uint16_t agent, GString *out)
{
    char name[16] = "cpu0";

    if (agent < n->p->nagent) {
        g_string_append_printf(out, " %s", n->p->agent[agent].name);
        return;
    }
    for (unsigned i = 1; is_agent(n->p, name); i++)
        g_snprintf(name, sizeof name, "cpu%u", i);
    g_string_append_printf(out, " %s", name);
}

void
print_event(const struct names *n, const struct plan_event *e, GString *out)
{
    g_string_append(out, words[e->kind]);
    if (e->kind == SPONT_ISSUE)
        g_string_append_printf(out, " %s", n->p->thread[e->thread].name);
    else if (e->agent != PLAN_NONE)
        print_agent(n, e->agent, out);
    if (e->kind == SPONT_PERFORM && e->slot)
        g_string_append_printf(out, " %u", e->slot);
    if (e->where.kind)
        print_where(n, e, out);
    if (e->other)
        g_string_append(out, " other");
}
