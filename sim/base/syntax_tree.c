/* Looking at a tree of statements. */
#include <string.h>

#include "sim/base/pattern.h"
#include "sim/base/syntax.h"

void
syntax_free(struct syntax *s)
{
    if (!s)
        return;
    patterns_free(s->patterns);
    g_free(s->node);
    g_free(s);
}

struct span
syntax_span(const struct syntax *s, uint32_t i)
{
    return (struct span){s->src, s->node[i].from, s->node[i].to};
}

const char *
syntax_text(const struct syntax *s, uint32_t i, size_t *length)
{
    *length = s->node[i].to - s->node[i].from;
    return s->src->text + s->node[i].from;
}

bool
syntax_is(const struct syntax *s, uint32_t i, const char *text)
{
    size_t length;
    const char *have = syntax_text(s, i, &length);

    return strlen(text) == length && memcmp(have, text, length) == 0;
}

/* The token at a node, read again. */
static struct lexer
token_at(const struct syntax *s, uint32_t i)
{
    struct lexer lx;

    lex_start(&lx, s->src, NULL);
    lx.at = s->node[i].from;
    lex_next(&lx);
    return lx;
}

uint64_t
syntax_number(const struct syntax *s, uint32_t i)
{
    struct lexer lx = token_at(s, i);

    g_assert(lx.kind == TK_NUMBER);
    return lx.number;
}

char *
syntax_string(const struct syntax *s, uint32_t i)
{
    struct lexer lx = token_at(s, i);

    return lex_string(&lx);
}

/* The first child of one of two kinds with this code. */
static uint32_t
child(const struct syntax *s, uint32_t i, enum node_kind kind, unsigned code)
{
    for (uint32_t c = i + 1; c < s->node[i].end; c = s->node[c].end)
        if (s->node[c].kind == kind && s->node[c].code == code)
            return c;
    return 0;
}

uint32_t
syntax_slot(const struct syntax *s, uint32_t i, unsigned slot)
{
    return child(s, i, NODE_SLOT, slot);
}

uint32_t
syntax_part(const struct syntax *s, uint32_t i, unsigned code)
{
    return child(s, i, NODE_PART, code);
}

uint32_t
syntax_word(const struct syntax *s, uint32_t i, const char *word)
{
    for (uint32_t c = i + 1; c < s->node[i].end; c = s->node[c].end)
        if ((s->node[c].kind == NODE_WORD || s->node[c].kind == NODE_OPTION) &&
            syntax_is(s, c, word))
            return c;
    return 0;
}

uint32_t
syntax_statement(const struct syntax *s, uint32_t i)
{
    for (uint32_t c = i + 1; c < s->node[i].end; c = s->node[c].end)
        if (s->node[c].kind == NODE_STATEMENT)
            return c;
    return 0;
}

static bool
same_text(const struct syntax *a, const struct syntax *b, uint32_t i)
{
    size_t length;
    const char *text = syntax_text(a, i, &length);

    return b->node[i].to - b->node[i].from == length &&
           memcmp(text, b->src->text + b->node[i].from, length) == 0;
}

bool
syntax_equal(const struct syntax *a, const struct syntax *b)
{
    if (a->nnode != b->nnode)
        return false;
    for (uint32_t i = 0; i < a->nnode; i++) {
        const struct node *m = &a->node[i], *n = &b->node[i];
        bool token = m->kind == NODE_SLOT || m->kind == NODE_WORD ||
                     m->kind == NODE_OPTION;

        if (m->kind != n->kind || m->code != n->code || m->token != n->token ||
            m->flags != n->flags || m->end != n->end)
            return false;
        if (token && !same_text(a, b, i))
            return false;
    }
    return true;
}

void
syntax_describe(const struct grammar *grammar, GString *out)
{
    for (uint32_t i = 0; i < grammar->nform; i++) {
        const struct form *f = &grammar->form[i];
        bool part = f->keyword && f->keyword[0] == '<';

        if (part)
            g_string_append_printf(out, "%s = %s\n", f->keyword, f->pattern);
        else
            g_string_append_printf(
                out, "%s%s%s\n", f->keyword ? f->keyword : "",
                f->keyword && f->pattern[0] ? " " : "", f->pattern);
    }
}
