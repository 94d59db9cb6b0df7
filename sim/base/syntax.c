#include "sim/base/syntax.h"

#include <string.h>

#include "sim/base/names.h"
#include "sim/base/syntax_parser.h"

enum { ANY_SCOPE = 0xff };

/* ---- which form ---- */

enum { MARK_WITHIN = 6 };

/* Whether one of the next tokens of the line is of this kind. */
static bool
mark_follows(const struct parser *p, uint8_t mark)
{
    struct lexer ahead = p->lx;

    ahead.sink = NULL;
    for (int i = 0; i < MARK_WITHIN; i++) {
        enum token kind = lex_next(&ahead);

        if (kind == mark)
            return true;
        if (kind == TK_NEWLINE || kind == TK_END)
            return false;
    }
    return false;
}

static bool
alone_in_line(const struct parser *p)
{
    struct lexer ahead = p->lx;
    enum token kind;

    ahead.sink = NULL;
    kind = lex_next(&ahead);
    return kind == TK_NEWLINE || kind == TK_END || kind == TK_COMMENT;
}

/* The form of the line that begins here; nform if there is none. */
static uint32_t
choose_form(struct parser *p, uint8_t scope)
{
    const struct grammar *g = p->set->grammar;
    uint32_t form = g->nform;
    size_t length;
    const char *text = lex_text(&p->lx, &length);

    if (p->lx.kind == TK_WORD)
        form = pattern_form(p->set, text, length, scope);
    if (form < g->nform)
        return form;
    if (p->lx.kind == TK_WORD && pattern_alone(p->set, scope) < g->nform &&
        alone_in_line(p))
        return pattern_alone(p->set, scope);

    form = pattern_any(p->set, scope);
    if (form < g->nform && g->form[form].mark &&
        (!mark_follows(p, g->form[form].mark) ||
         (p->lx.kind == TK_WORD &&
          pattern_form(p->set, text, length, ANY_SCOPE) < g->nform)))
        return g->nform;
    return form;
}

/* No form takes this line. */
static void
report_unknown(struct parser *p, uint8_t scope)
{
    const struct grammar *g = p->set->grammar;
    size_t length;
    const char *text = lex_text(&p->lx, &length);
    struct nearest near = nearest_to(text, length);
    uint32_t form;
    char *hint;

    if (!p->sink || p->lx.kind == TK_BAD)
        return;
    if (p->lx.kind != TK_WORD) {
        diag_add(p->sink, DIAG_SYNTAX, lex_span(&p->lx),
                 p->lx.kind == TK_RBRACE ? "this '}' closes no block"
                                         : "a statement expected");
        return;
    }
    if (form_find(g, text, length, ANY_SCOPE) < g->nform) {
        diag_add(p->sink, DIAG_STATEMENT, lex_span(&p->lx),
                 "'%.*s' may not stand in this block", (int) length, text);
        return;
    }
    for (uint32_t i = 0; i < g->nform; i++)
        if (g->form[i].keyword && (g->form[i].scope & scope))
            nearest_offer(&near, g->form[i].keyword);
    hint = nearest_hint(&near);
    form = form_default(g, NULL, scope);
    if (form < g->nform && g->form[form].mark && !*hint)
        diag_add(p->sink, DIAG_STATEMENT, lex_span(&p->lx),
                 "no statement begins with '%.*s', and no %s follows",
                 (int) length, text, token_name(g->form[form].mark));
    else
        diag_add(p->sink, DIAG_STATEMENT, lex_span(&p->lx),
                 "no statement begins with '%.*s'%s", (int) length, text, hint);
    g_free(hint);
}

/* ---- statements ---- */

static bool
match_form(struct parser *p, const struct form *f, struct range items)
{
    if (f->keyword && f->keyword[0] != '*')
        parser_advance(p, false);
    return parser_match(p, items.from, items.to);
}

bool
parser_statement(struct parser *p, uint8_t scope)
{
    const struct grammar *g = p->set->grammar;
    uint32_t form = choose_form(p, scope), node;
    const struct form *f = &g->form[form];
    bool ok = false;

    if (form == g->nform) { /* a statement of no form */
        p->opens = ANY_SCOPE;
        node = parser_open(p, NODE_STATEMENT, 0);
        if (!p->out)
            p->tree->node[node].flags |= NODE_BAD;
        report_unknown(p, scope);
        return false;
    }
    if (p->before == TK_NONE)
        parser_print_start(p, f->indent);
    p->scope = scope;
    p->opens = f->opens;
    node = parser_open(p, NODE_STATEMENT, f->code);
    if (++p->depth < SYNTAX_DEPTH)
        ok = match_form(p, f, pattern_of(p->set, form));
    else if (p->sink)
        diag_add(p->sink, DIAG_TOO_MANY, lex_span(&p->lx),
                 "statements nest deeper than %d", SYNTAX_DEPTH);
    p->depth--;
    parser_close(p, node);
    if (!ok && !p->out)
        p->tree->node[node].flags |= NODE_BAD;
    return ok;
}

/* Go to the end of the line; whether a '{' is left open there. */
static int
skip_line(struct parser *p)
{
    int open = 0;

    p->nwanted = 0;
    p->separators = 0;
    while (p->lx.kind != TK_NEWLINE && p->lx.kind != TK_END) {
        open += p->lx.kind == TK_LBRACE;
        open -= p->lx.kind == TK_RBRACE;
        lex_next(&p->lx);
    }
    return open;
}

/* Behind a statement or a '{': a comment, the end of the line. */
static bool
line_end(struct parser *p)
{
    if (p->lx.kind == TK_COMMENT) {
        parser_print_comment(p, false);
        lex_next(&p->lx);
    }
    if (p->lx.kind == TK_NEWLINE || p->lx.kind == TK_END)
        return true;
    return parser_fail(p, true);
}

static void parse_lines(struct parser *p, uint8_t scope);

/* The lines of a block and its '}'. */
static bool
block_rest(struct parser *p, uint8_t scope, struct span opened)
{
    bool closed;

    p->gap = p->inside = false;
    p->comments = -1;
    p->level++;
    p->depth++;
    parse_lines(p, scope);
    p->depth--;
    p->level--;
    p->gap = false;
    closed = p->lx.kind == TK_RBRACE;
    if (closed) {
        parser_print_start(p, 0);
        parser_advance(p, false);
    } else if (p->sink && p->depth < SYNTAX_DEPTH) {
        diag_add(p->sink, DIAG_BLOCK_END, opened, "this block is not closed");
    }
    return closed;
}

bool
parser_block(struct parser *p)
{
    struct span opened = lex_span(&p->lx);
    uint8_t scope = p->opens;

    parser_advance(p, false);
    if (!line_end(p) && skip_line(p) < 0)
        return false;
    parser_print_end(p);
    return block_rest(p, scope, opened);
}

/* A whole line, which begins here, up to its end. */
static void
parse_line(struct parser *p, uint8_t scope)
{
    struct span opened = lex_span(&p->lx);
    uint32_t node = p->out ? 0 : p->tree->nnode;

    p->before = TK_NONE;
    p->comments = -1;
    p->nwanted = 0;
    p->separators = 0;
    if (parser_statement(p, scope) && line_end(p)) {
        parser_print_end(p);
        return;
    }
    if (!p->out && node < p->tree->nnode)
        p->tree->node[node].flags |= NODE_BAD;
    if (skip_line(p) > 0 &&
        block_rest(p, p->opens ? p->opens : ANY_SCOPE, opened))
        skip_line(p);
}

/* A comment has the indentation of the statement it stands before. */
static unsigned
comment_indent(struct parser *p, uint8_t scope)
{
    struct lexer here = p->lx;
    uint32_t form;

    if (!p->out || p->comments >= 0)
        return p->out ? (unsigned) p->comments : 0;
    p->comments = 0;
    while (p->lx.kind == TK_COMMENT || p->lx.kind == TK_NEWLINE)
        lex_next(&p->lx);
    if (p->lx.kind != TK_END && p->lx.kind != TK_RBRACE) {
        form = choose_form(p, scope);
        if (form < p->set->grammar->nform)
            p->comments = p->set->grammar->form[form].indent;
    }
    p->lx = here;
    return (unsigned) p->comments;
}

/* Lines up to a '}' or the end of the text. */
static void
parse_lines(struct parser *p, uint8_t scope)
{
    unsigned empty = 0; /* line ends since the last line with something */

    while (p->lx.kind != TK_END && p->lx.kind != TK_RBRACE &&
           !(p->sink && diag_enough(p->sink))) {
        if (p->lx.kind == TK_NEWLINE) {
            p->gap |= ++empty > 1;
            lex_next(&p->lx);
            continue;
        }
        empty = 0;
        if (p->lx.kind == TK_COMMENT) {
            parser_print_start(p, comment_indent(p, scope));
            parser_print_comment(p, true);
            parser_print_end(p);
            lex_next(&p->lx);
        } else if (p->depth < SYNTAX_DEPTH) {
            parse_line(p, scope);
        } else {
            skip_line(p);
        }
    }
}

static void
parse_file(struct parser *p)
{
    lex_next(&p->lx);
    for (;;) {
        parse_lines(p, 1);
        if (p->lx.kind != TK_RBRACE || (p->sink && diag_enough(p->sink)))
            break;
        report_unknown(p, 1);
        lex_next(&p->lx);
        skip_line(p);
    }
}

struct syntax *
syntax_parse(const struct grammar *grammar, const struct source *src,
             struct diag_sink *sink)
{
    struct syntax *tree = g_new0(struct syntax, 1);
    struct parser p = {.sink = sink, .tree = tree};

    tree->src = src;
    tree->grammar = grammar;
    p.set = tree->patterns = patterns_new(grammar);
    p.room = src->length / 8 + 16;
    tree->node = g_new(struct node, p.room);
    lex_start(&p.lx, src, sink);
    parser_open(&p, NODE_FILE, 0);
    parse_file(&p);
    tree->node[0].end = tree->nnode;
    tree->node[0].to = src->length;
    tree->node = g_renew(struct node, tree->node, tree->nnode);
    return tree;
}

/* ---- printing ---- */

void
syntax_print(const struct syntax *s, GString *out)
{
    struct parser p = {.out = out, .set = s->patterns, .comments = -1};

    lex_start(&p.lx, s->src, NULL);
    parse_file(&p);
}

/* The blocks a statement may stand in: elsewhere it may be another one. */
static uint8_t
scope_of(const struct grammar *g, uint8_t code)
{
    uint8_t scope = 0;

    for (uint32_t i = 0; i < g->nform; i++)
        if (g->form[i].code == code)
            scope |= g->form[i].scope;
    return scope ? scope : ANY_SCOPE;
}

void
syntax_print_statement(const struct syntax *s, uint32_t i, GString *out)
{
    /* as if in the middle of a line, behind something without a blank */
    struct parser p = {.out = out, .set = s->patterns, .before = TK_NOT};

    lex_start(&p.lx, s->src, NULL);
    p.lx.at = s->node[i].from;
    lex_next(&p.lx);
    parser_statement(&p, scope_of(s->grammar, s->node[i].code));
}
