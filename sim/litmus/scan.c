#include "sim/litmus/scan.h"

#include <string.h>

enum { COMMENTS = 64 }; /* levels */

/* ---- between tokens ---- */

/* Behind the comment that opens at AT. */
static uint32_t
skip_comment(const struct source *src, uint32_t at, struct diag_sink *sink)
{
    struct span open = {src, at, at + 2};
    unsigned level = 0;

    for (; at < src->length; at++) {
        if (strncmp(src->text + at, "(*", 2) == 0 && level < COMMENTS) {
            level++;
            at++;
        } else if (strncmp(src->text + at, "*)", 2) == 0) {
            at++;
            if (--level == 0)
                return at + 1;
        }
    }
    diag_add(sink, DIAG_SYNTAX, open, "this comment does not end");
    return at;
}

uint32_t
scan_blanks(const struct source *src, uint32_t at, struct diag_sink *sink)
{
    for (;;) {
        while (at < src->length && g_ascii_isspace(src->text[at]))
            at++;
        if (at + 1 >= src->length || strncmp(src->text + at, "(*", 2) != 0)
            return at;
        at = skip_comment(src, at, sink);
    }
}

struct span
scan_rest(const struct source *src, uint32_t at)
{
    struct span s = {src, at, at};

    while (s.to < src->length && src->text[s.to] != '\n')
        s.to++;
    while (s.from < s.to && g_ascii_isspace(src->text[s.from]))
        s.from++;
    while (s.to > s.from && g_ascii_isspace(src->text[s.to - 1]))
        s.to--;
    return s;
}

/* ---- tokens ---- */

static bool
in_word(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '.';
}

static int
scan_word(struct scan *s)
{
    while (s->at < s->src->length && in_word(s->src->text[s->at]))
        s->at++;
    return SCAN_WORD;
}

static int
bad_number(struct scan *s, enum diag_id id, const char *what)
{
    scan_word(s);
    diag_add(s->sink, id, (struct span){s->src, s->from, s->at}, "%s", what);
    return SCAN_BAD;
}

/* At a digit, or a '-' before one. */
static int
scan_number(struct scan *s, int kind)
{
    const char *text = s->src->text;
    bool negative = text[s->at] == '-';
    uint32_t base = 10, first;
    uint64_t n = 0;

    s->at += negative;
    if (text[s->at] == '0' && (text[s->at + 1] | 0x20) == 'x') {
        base = 16;
        s->at += 2;
    }
    for (first = s->at; s->at < s->src->length; s->at++) {
        int digit = base == 16 ? g_ascii_xdigit_value(text[s->at])
                               : g_ascii_digit_value(text[s->at]);

        if (digit < 0)
            break;
        if (n > (INT64_MAX - (uint64_t) digit) / base)
            return bad_number(s, DIAG_NUMBER_RANGE,
                              "a number of more than 63 bits");
        n = n * base + (uint64_t) digit;
    }
    if (s->at == first || in_word(text[s->at]))
        return bad_number(s, DIAG_NUMBER_FORM, "this is no number");
    s->number = negative ? -(int64_t) n : (int64_t) n;
    return kind;
}

static bool
at_number(const struct scan *s, uint32_t at)
{
    const char *text = s->src->text;

    return g_ascii_isdigit(text[at]) ||
           (text[at] == '-' && g_ascii_isdigit(text[at + 1]));
}

static int
bad_byte(struct scan *s)
{
    const char *text = s->src->text;

    for (s->at++; s->at < s->src->length; s->at++)
        if (text[s->at] > ' ' && text[s->at] < 0x7f)
            break;
        else if (text[s->at] == '\n' || text[s->at] == ' ')
            break;
    diag_add(s->sink, DIAG_BAD_BYTE, (struct span){s->src, s->from, s->at},
             "this belongs to no litmus test");
    return SCAN_BAD;
}

static int
scan_sign(struct scan *s)
{
    static const struct {
        char text[3];
        int kind;
    } signs[] = {
        {"/\\", SCAN_AND    },
        {"\\/", SCAN_OR     },
        {"!=",  SCAN_UNEQUAL},
        {"<>",  SCAN_UNEQUAL},
        {"=>",  SCAN_IMPLIES},
        {"==",  SCAN_EQUAL  },
        {"=",   SCAN_EQUAL  },
    };
    const char *text = s->src->text + s->at;

    for (unsigned i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i].text, strlen(signs[i].text)) == 0) {
            s->at += (uint32_t) strlen(signs[i].text);
            return signs[i].kind;
        }
    if (!strchr("{}[]():;,|~@*%&", *text) || !*text)
        return bad_byte(s);
    s->at++;
    return *text;
}

int
scan_next(struct scan *s)
{
    s->last = s->to;
    s->at = scan_blanks(s->src, s->at, s->sink);
    s->from = s->at;
    if (s->at >= s->src->length)
        s->kind = SCAN_END;
    else if (at_number(s, s->at))
        s->kind = scan_number(s, SCAN_NUMBER);
    else if (in_word(s->src->text[s->at]))
        s->kind = scan_word(s);
    else if ((s->src->text[s->at] == '$' || s->src->text[s->at] == '#') &&
             at_number(s, s->at + 1)) {
        s->at++;
        s->kind = scan_number(s, SCAN_DOLLAR);
    } else
        s->kind = scan_sign(s);
    s->to = s->at;
    return s->kind;
}

void
scan_start(struct scan *s, const struct source *src, uint32_t at,
           struct diag_sink *sink)
{
    *s = (struct scan){.src = src, .sink = sink, .at = at};
    scan_next(s);
}

struct span
scan_span(const struct scan *s)
{
    return (struct span){s->src, s->from, s->to};
}

bool
scan_is(const struct scan *s, const char *word)
{
    size_t n = strlen(word);

    return s->kind == SCAN_WORD && s->to - s->from == n &&
           g_ascii_strncasecmp(s->src->text + s->from, word, n) == 0;
}
