/* The canonical text of what the parser walks over. */
#include "sim/base/syntax_parser.h"

enum { NOT_BEFORE = 1, NOT_BEHIND = 2, NOT_AFTER_WORD = 4 };

/* Where the canonical text has no blank. */
static const uint8_t blanks[TK_COUNT] = {
    [TK_COLON] = NOT_BEFORE,
    [TK_COMMA] = NOT_BEFORE,
    [TK_LPAREN] = NOT_BEHIND | NOT_AFTER_WORD,
    [TK_RPAREN] = NOT_BEFORE,
    [TK_LBRACK] = NOT_BEHIND | NOT_AFTER_WORD,
    [TK_RBRACK] = NOT_BEFORE,
    [TK_NOT] = NOT_BEHIND,
    [TK_PLUS] = NOT_BEFORE | NOT_BEHIND,
    [TK_RANGE] = NOT_BEFORE | NOT_BEHIND,
    [TK_AT] = NOT_BEFORE | NOT_BEHIND,
    [TK_SLASH] = NOT_BEFORE | NOT_BEHIND,
};

void
parser_print_token(struct parser *p, bool tight)
{
    bool word = p->before == TK_WORD || p->before == TK_PARAM;
    bool close = p->before == TK_NONE || tight || p->tight ||
                 (blanks[p->before] & NOT_BEHIND) ||
                 (blanks[p->lx.kind] & NOT_BEFORE) ||
                 (word && (blanks[p->lx.kind] & NOT_AFTER_WORD));
    size_t length;
    const char *text = lex_text(&p->lx, &length);

    if (!close)
        g_string_append_c(p->out, ' ');
    g_string_append_len(p->out, text, (gssize) length);
    p->before = (uint8_t) p->lx.kind;
    p->tight = tight;
}

/* The indentation of a line, and the empty line before it. */
void
parser_print_start(struct parser *p, unsigned indent)
{
    if (!p->out)
        return;
    if (p->gap && p->inside)
        g_string_append_c(p->out, '\n');
    p->gap = false;
    p->inside = true;
    for (unsigned i = 0; i < p->level + indent; i++)
        g_string_append(p->out, "  ");
    p->before = TK_NONE;
}

void
parser_print_comment(struct parser *p, bool own_line)
{
    size_t length;
    const char *text = lex_text(&p->lx, &length);

    if (!p->out)
        return;
    while (length && g_ascii_isspace(text[length - 1]))
        length--;
    g_string_append(p->out, own_line ? "" : "  ");
    g_string_append_len(p->out, text, (gssize) length);
}

void
parser_print_end(struct parser *p)
{
    if (p->out)
        g_string_append_c(p->out, '\n');
    p->before = TK_NONE;
}
