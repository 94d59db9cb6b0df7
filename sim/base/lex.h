/* Bytes to tokens: the one lexer of scenarios, policies and platforms.
 *
 *   WORD     letter or '_', then letters, digits, '_', and '.' or '-' when a
 *            letter or digit follows ("cmd-6.6", so "a->b" and "1..2" work).
 *            A '-' also ends a word after a capital ("UC-", but not in "UC->")
 *            and starts one before a capital ("-EINVAL").
 *   NUMBER   decimal, 0x hexadecimal or 0b binary, '_' between digits, then
 *            perhaps K, M or G (times 2^10, 2^20, 2^30); at most 64 bits
 *   STRING   "..." with \" and \\, in one line
 *   PARAM    '$' and a word
 *   COMMENT  '#' to the end of the line, without it
 *   NEWLINE  one for each line end, CRLF or LF
 *   punctuation as below; blanks and tabs separate and mean nothing
 *
 * The lexer reports what is not a token itself, once for each run of bad
 * bytes, and delivers TK_BAD: a parser that meets it keeps quiet.  Tokens are
 * slices of the text; nothing is copied or allocated. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/diag.h"
#include "sim/base/source.h"

enum token {
    TK_NONE,
    TK_END,
    TK_NEWLINE,
    TK_COMMENT,
    TK_BAD,
    TK_WORD,
    TK_NUMBER,
    TK_STRING,
    TK_PARAM,
    TK_COLON,   /* :  */
    TK_ASSIGN,  /* =  */
    TK_EQ,      /* == */
    TK_NE,      /* != */
    TK_ARROW,   /* -> */
    TK_LPAREN,  /* (  */
    TK_RPAREN,  /* )  */
    TK_LBRACK,  /* [  */
    TK_RBRACK,  /* ]  */
    TK_LBRACE,  /* {  */
    TK_RBRACE,  /* }  */
    TK_COMMA,   /* ,  */
    TK_AND,     /* &  */
    TK_OR,      /* |  */
    TK_NOT,     /* !  */
    TK_PLUS,    /* +  */
    TK_STAR,    /* *  */
    TK_RANGE,   /* .. */
    TK_LT,      /* <  */
    TK_GT,      /* >  */
    TK_LE,      /* <= */
    TK_GE,      /* >= */
    TK_AT,      /* @  */
    TK_SLASH,   /* /  */
    TK_PERCENT, /* %  */
    TK_COUNT
};

/* A lexer is plain data: copying it is a look-ahead. */
struct lexer {
    const struct source *src;
    struct diag_sink *sink; /* NULL: stay quiet */
    uint32_t at;            /* next unread byte */
    uint32_t last;          /* where the token before the current one ended */

    enum token kind; /* the current token ... */
    uint32_t from, to;
    uint64_t number; /* ... and its value, if TK_NUMBER */
};

/* Begin; the first token is delivered by the first lex_next(). */
void lex_start(struct lexer *lx, const struct source *src,
               struct diag_sink *sink);

/* Advance to the next token; TK_END again and again at the end. */
enum token lex_next(struct lexer *lx);

/* The current token in the text; where one is missing: just behind the token
 * before it. */
struct span lex_span(const struct lexer *lx);
struct span lex_span_before(const struct lexer *lx);

/* Whether the current token is this WORD. */
bool lex_is(const struct lexer *lx, const char *word);

/* The current token's text, not terminated: a word or punctuation as it stands,
 * a string with its quotes, a parameter with its '$'. */
const char *lex_text(const struct lexer *lx, size_t *length);

/* What a STRING stands for, without quotes and escapes; to be g_free()d. */
char *lex_string(const struct lexer *lx);

/* "a word", "'->'": for messages about what was expected or met. */
const char *token_name(enum token kind);
