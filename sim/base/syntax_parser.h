/* The parser's inside, shared by the files that make it: syntax.c (lines and
 * statements), syntax_match.c (patterns, messages), syntax_text.c (canonical
 * text).  It walks the text once and makes nodes, or text, or neither.  What
 * was tried in vain at a token is remembered until the next one, so that a
 * message can name all that might stand there. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "sim/base/pattern.h"
#include "sim/base/syntax.h"

enum { WANTED_MAX = 32 };

struct parser {
    struct lexer lx;
    struct diag_sink *sink; /* NULL when printing what is known to be right  */
    struct syntax *tree;
    struct patterns *set;
    uint32_t room;  /* nodes allocated                                       */
    GString *out;   /* NULL: make nodes; else print                          */
    uint8_t before; /* token printed last in this line, TK_NONE at its start */
    bool tight;     /* it was printed tight                                  */
    bool gap;       /* an empty line is to be printed before the next        */
    bool inside;    /* something was printed in this block                   */
    int comments;   /* indentation of the comments here; -1: not known yet   */
    unsigned level; /* of indentation                                        */
    unsigned depth; /* of statements in statements and blocks in blocks      */
    uint8_t scope;  /* of the statement being read                           */
    uint8_t opens;  /* of the statements in its block                        */
    uint64_t separators; /* punctuation that might have stood here too       */
    uint32_t nwanted;
    const struct item *wanted[WANTED_MAX];
};

/* Nodes; nothing happens while printing. */
uint32_t parser_open(struct parser *p, enum node_kind kind, uint8_t code);
void parser_close(struct parser *p, uint32_t node);

/* Take the current token. */
void parser_advance(struct parser *p, bool tight);

/* Remember that item might have stood here. */
void parser_want(struct parser *p, const struct item *item);

/* Report that something else stands here than what was wanted: false. */
bool parser_fail(struct parser *p, bool line_end);

/* Match the items from..to; false if that was reported. */
bool parser_match(struct parser *p, uint32_t from, uint32_t to);

/* One statement of a block; a block, at its '{'. */
bool parser_statement(struct parser *p, uint8_t scope);
bool parser_block(struct parser *p);

void parser_print_token(struct parser *p, bool tight);
void parser_print_start(struct parser *p, unsigned indent);
void parser_print_comment(struct parser *p, bool own_line);
void parser_print_end(struct parser *p);
