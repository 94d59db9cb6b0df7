#include "sim/base/lex.h"

#include <string.h>

/* What a byte may be; the table below says which byte is what. */
enum {
    C_BLANK = 0x01, /* space, tab */
    C_UPPER = 0x02,
    C_ALPHA = 0x04, /* letters and '_' */
    C_DIGIT = 0x08,
    C_HEX = 0x10,   /* digits and a to f */
    C_INNER = 0x20, /* may stand in a word after its first byte */
    C_JOIN = 0x40,  /* '.' and '-': inside a word, before a letter or digit */
    C_START = 0x80, /* begins some token, or separates */
    C_WORD = C_ALPHA | C_INNER | C_START,
};

/* short names for the table only */
enum {
    O = 0,                                   /* begins nothing */
    B = C_BLANK | C_START,                   /* blank */
    S = C_START,                             /* punctuation and such */
    J = C_JOIN | C_START,                    /* . - */
    D = C_DIGIT | C_HEX | C_INNER | C_START, /* 0-9 */
    H = C_UPPER | C_HEX | C_WORD,            /* A-F */
    U = C_UPPER | C_WORD,                    /* G-Z */
    h = C_HEX | C_WORD,                      /* a-f */
    l = C_WORD,                              /* g-z _ */
};

// clang-format off
static const uint8_t class_of[256] = {
    /*        0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f */
    /* 00 */  O, O, O, O, O, O, O, O, O, B, S, O, O, O, O, O,
    /* 10 */  O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    /* 20 */  B, S, S, S, S, S, S, O, S, S, S, S, S, J, J, S,
    /* 30 */  D, D, D, D, D, D, D, D, D, D, S, O, S, S, S, O,
    /* 40 */  S, H, H, H, H, H, H, U, U, U, U, U, U, U, U, U,
    /* 50 */  U, U, U, U, U, U, U, U, U, U, U, S, O, S, O, l,
    /* 60 */  O, h, h, h, h, h, h, l, l, l, l, l, l, l, l, l,
    /* 70 */  l, l, l, l, l, l, l, l, l, l, l, S, S, S, O, O,
};

/* Punctuation of one byte, and what it becomes with '=' behind it. */
static const uint8_t punctuation[256] = {
    [':'] = TK_COLON,  ['='] = TK_ASSIGN, ['('] = TK_LPAREN, [')'] = TK_RPAREN,
    ['['] = TK_LBRACK, [']'] = TK_RBRACK, ['{'] = TK_LBRACE, ['}'] = TK_RBRACE,
    [','] = TK_COMMA,  ['&'] = TK_AND,    ['|'] = TK_OR,     ['!'] = TK_NOT,
    ['+'] = TK_PLUS,   ['*'] = TK_STAR,   ['<'] = TK_LT,     ['>'] = TK_GT,
    ['@'] = TK_AT,     ['/'] = TK_SLASH,  ['%'] = TK_PERCENT,
};

static const uint8_t with_equals[TK_COUNT] = {
    [TK_ASSIGN] = TK_EQ, [TK_NOT] = TK_NE, [TK_LT] = TK_LE, [TK_GT] = TK_GE,
};

static const char *const token_names[TK_COUNT] = {
    [TK_NONE]   = "nothing",    [TK_END]    = "the end of the file",
    [TK_NEWLINE]= "the end of the line",
    [TK_COMMENT]= "a comment",  [TK_BAD]    = "a bad token",
    [TK_WORD]   = "a word",     [TK_NUMBER] = "a number",
    [TK_STRING] = "a string",   [TK_PARAM]  = "a parameter",
    [TK_COLON]  = "':'",  [TK_ASSIGN] = "'='",  [TK_EQ]     = "'=='",
    [TK_NE]     = "'!='", [TK_ARROW]  = "'->'", [TK_LPAREN] = "'('",
    [TK_RPAREN] = "')'",  [TK_LBRACK] = "'['",  [TK_RBRACK] = "']'",
    [TK_LBRACE] = "'{'",  [TK_RBRACE] = "'}'",  [TK_COMMA]  = "','",
    [TK_AND]    = "'&'",  [TK_OR]     = "'|'",  [TK_NOT]    = "'!'",
    [TK_PLUS]   = "'+'",  [TK_STAR]   = "'*'",  [TK_RANGE]  = "'..'",
    [TK_LT]     = "'<'",  [TK_GT]     = "'>'",  [TK_LE]     = "'<='",
    [TK_GE]     = "'>='", [TK_AT]     = "'@'",  [TK_SLASH]  = "'/'",
    [TK_PERCENT]= "'%'",
};
// clang-format on

static bool
is(char c, unsigned classes)
{
    return (class_of[(unsigned char) c] & classes) != 0;
}

static enum token
bad(struct lexer *lx, enum diag_id id, const char *message)
{
    struct span at = {lx->src, lx->from, lx->at};

    if (lx->sink)
        diag_add(lx->sink, id, at, "%s", message);
    return TK_BAD;
}

/* The text ends in a NUL, which is of no class: no loop here needs to look
 * for the end, and one or two bytes ahead may always be read after a byte that
 * is not NUL. */

/* The end of the word whose inside begins at p. */
static const char *
word_end(const char *p)
{
    for (;;) {
        while (is(*p, C_INNER))
            p++;
        if (!is(*p, C_JOIN) || !is(p[1], C_INNER))
            break;
        p++;
    }
    if (*p == '-' && is(p[-1], C_UPPER) && p[1] != '>')
        p++;
    else if (*p == '+' && is(p[-1], C_UPPER) && !is(p[1], C_INNER) &&
             p[1] != '$') /* WC+, but not A+B */
        p++;
    return p;
}

/* ---- numbers ---- */

struct digits {
    uint64_t value;
    bool any, overflow, malformed;
};

/* Digits of base from *p on, with single '_' between them. */
static struct digits
read_digits(const char **p, unsigned base)
{
    struct digits d = {0};
    bool gap = true; /* no '_' here */

    for (; is(**p, C_HEX) || **p == '_'; ++*p) {
        unsigned digit;

        if (**p == '_') {
            d.malformed |= gap;
            gap = true;
            continue;
        }
        digit = is(**p, C_DIGIT) ? (unsigned) (**p - '0')
                                 : (unsigned) ((**p | 0x20) - 'a' + 10);
        if (digit >= base)
            break;
        d.overflow |= d.value > (UINT64_MAX - digit) / base;
        d.value = d.value * base + digit;
        d.any = true;
        gap = false;
    }
    d.malformed |= gap;
    return d;
}

/* How far a size suffix at p shifts; 0 if there is none. */
static unsigned
size_suffix(const char *p)
{
    unsigned shift = *p == 'K' ? 10 : *p == 'M' ? 20 : *p == 'G' ? 30 : 0;

    return shift && !is(p[1], C_INNER) ? shift : 0;
}

static enum token
scan_number(struct lexer *lx, const char *p)
{
    unsigned base = 10, shift;
    bool octal = p[0] == '0' && is(p[1], C_DIGIT);
    struct digits d;

    if (p[0] == '0' && (p[1] | 0x20) == 'x')
        base = 16, p += 2;
    else if (p[0] == '0' && (p[1] | 0x20) == 'b')
        base = 2, p += 2;

    d = read_digits(&p, base);
    shift = size_suffix(p);
    p += shift > 0;
    /* what clings to a number belongs to it, so that it is one mistake */
    if (is(*p, C_INNER) || (is(*p, C_JOIN) && is(p[1], C_INNER)))
        d.malformed = true;
    while (is(*p, C_INNER) || (is(*p, C_JOIN) && is(p[1], C_INNER)))
        p++;
    lx->at = (uint32_t) (p - lx->src->text);

    if (octal)
        return bad(lx, DIAG_NUMBER_FORM,
                   "a number does not start with 0; there is no octal");
    if (!d.any || d.malformed)
        return bad(lx, DIAG_NUMBER_FORM, "not a number");
    if (d.overflow || d.value << shift >> shift != d.value)
        return bad(lx, DIAG_NUMBER_RANGE, "not a 64-bit number");
    lx->number = d.value << shift;
    return TK_NUMBER;
}

/* ---- the rest ---- */

static enum token
scan_comment(struct lexer *lx, const char *p)
{
    const char *end = lx->src->text + lx->src->length;
    const char *newline = memchr(p, '\n', (size_t) (end - p));

    if (!newline)
        newline = end;
    else if (newline[-1] == '\r')
        newline--;
    lx->at = (uint32_t) (newline - lx->src->text);
    return TK_COMMENT;
}

static enum token
scan_string(struct lexer *lx, const char *p)
{
    bool control = false, escape = false;

    for (p++; *p != '"' && *p != '\n'; p++) {
        if (*p == '\0' && p >= lx->src->text + lx->src->length)
            break;
        if (*p == '\r' && p[1] == '\n')
            break;
        control |= (unsigned char) *p < 0x20 && *p != '\t';
        if (*p != '\\')
            continue;
        if (p[1] == '"' || p[1] == '\\')
            p++;
        else
            escape = true;
    }
    lx->at = (uint32_t) (p - lx->src->text) + (*p == '"');
    if (*p != '"')
        return bad(lx, DIAG_STRING_OPEN,
                   "this string does not end in its line");
    if (control)
        return bad(lx, DIAG_BAD_BYTE, "a control character in a string");
    if (escape)
        return bad(lx, DIAG_BAD_BYTE,
                   "in a string, '\\' stands before '\"' or '\\' only");
    return TK_STRING;
}

/* Take everything up to the next byte that may begin a token: one mistake. */
static enum token
scan_bad(struct lexer *lx, const char *p)
{
    const char *end = lx->src->text + lx->src->length;
    const char *from = p;
    char message[64];
    int length;

    do {
        p++;
    } while (p < end && !is(*p, C_START));
    lx->at = (uint32_t) (p - lx->src->text);

    if (!lx->sink)
        return TK_BAD;
    length = g_utf8_skip[(guchar) *from];
    if (length <= end - from && g_utf8_validate(from, length, NULL))
        g_snprintf(message, sizeof message, "unexpected '%.*s'", length, from);
    else
        g_snprintf(message, sizeof message, "unexpected byte");
    return bad(lx, DIAG_BAD_BYTE, message);
}

static enum token
take(struct lexer *lx, const char *end, enum token kind)
{
    lx->at = (uint32_t) (end - lx->src->text);
    return kind;
}

static enum token
scan_punctuation(struct lexer *lx, const char *p)
{
    enum token kind = punctuation[(unsigned char) *p];

    if (p[1] == '=' && with_equals[kind])
        return take(lx, p + 2, with_equals[kind]);
    if (kind)
        return take(lx, p + 1, kind);
    return scan_bad(lx, p);
}

static enum token
scan(struct lexer *lx, const char *p)
{
    if (is(*p, C_ALPHA))
        return take(lx, word_end(p + 1), TK_WORD);
    if (is(*p, C_DIGIT))
        return scan_number(lx, p);

    switch (*p) {
    case '\n':
        return take(lx, p + 1, TK_NEWLINE);
    case '\r':
        return p[1] == '\n' ? take(lx, p + 2, TK_NEWLINE) : scan_bad(lx, p);
    case '#':
        return scan_comment(lx, p);
    case '"':
        return scan_string(lx, p);
    case '$':
        return is(p[1], C_ALPHA) ? take(lx, word_end(p + 2), TK_PARAM)
                                 : scan_bad(lx, p);
    case '-':
        if (is(p[1], C_UPPER))
            return take(lx, word_end(p + 2), TK_WORD);
        return p[1] == '>' ? take(lx, p + 2, TK_ARROW) : scan_bad(lx, p);
    case '.':
        return p[1] == '.' ? take(lx, p + 2, TK_RANGE) : scan_bad(lx, p);
    case '\0':
        if (p >= lx->src->text + lx->src->length)
            return take(lx, p, TK_END);
        return scan_bad(lx, p);
    default:
        return scan_punctuation(lx, p);
    }
}

void
lex_start(struct lexer *lx, const struct source *src, struct diag_sink *sink)
{
    *lx = (struct lexer){.src = src, .sink = sink};
}

enum token
lex_next(struct lexer *lx)
{
    const char *p = lx->src->text + lx->at;

    while (is(*p, C_BLANK))
        p++;
    lx->last = lx->to;
    lx->from = (uint32_t) (p - lx->src->text);
    lx->kind = scan(lx, p);
    lx->to = lx->at;
    return lx->kind;
}

struct span
lex_span(const struct lexer *lx)
{
    return (struct span){lx->src, lx->from, lx->to};
}

struct span
lex_span_before(const struct lexer *lx)
{
    return (struct span){lx->src, lx->last, lx->last};
}

bool
lex_is(const struct lexer *lx, const char *word)
{
    size_t length = strlen(word);

    return lx->kind == TK_WORD && lx->to - lx->from == length &&
           memcmp(lx->src->text + lx->from, word, length) == 0;
}

const char *
lex_text(const struct lexer *lx, size_t *length)
{
    *length = lx->to - lx->from;
    return lx->src->text + lx->from;
}

char *
lex_string(const struct lexer *lx)
{
    const char *p = lx->src->text + lx->from + 1;
    const char *end = lx->src->text + lx->to - 1;
    GString *out = g_string_sized_new((gsize) (end - p));

    g_assert(lx->kind == TK_STRING);
    for (; p < end; p++) {
        p += *p == '\\';
        g_string_append_c(out, *p);
    }
    return g_string_free(out, FALSE);
}

const char *
token_name(enum token kind)
{
    return token_names[kind];
}
