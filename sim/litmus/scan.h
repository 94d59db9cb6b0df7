/*
 * Bytes to tokens of a litmus test.
 *
 *   WORD     letter, '_' or '.', then letters, digits, '_', '.'
 *   NUMBER   decimal or 0x hexadecimal, perhaps with '-' in front
 *   DOLLAR   '$' or '#' and a number: one of a program
 *   else     one of the signs below
 *   blanks, line ends and (* comments *), which nest, mean nothing
 *
 * What is no token is reported here, and delivered as SCAN_BAD.  Tokens are
 * slices of the text.  Copying a scanner is a look-ahead.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/diag.h"
#include "sim/base/source.h"

enum scan_kind { /* others: the byte itself                                   */
                 SCAN_END = 128,
                 SCAN_BAD,
                 SCAN_WORD,
                 SCAN_NUMBER,
                 SCAN_DOLLAR,
                 SCAN_AND,     /* the one of formulas                         */
                 SCAN_OR,      /* likewise                                    */
                 SCAN_UNEQUAL, /* != or <>                                    */
                 SCAN_EQUAL,   /* == as well as =                             */
                 SCAN_IMPLIES, /* =>                                          */
};

struct scan {
    const struct source *src;
    struct diag_sink *sink;
    uint32_t at; /* next unread byte                                          */

    int kind; /* the current token                                            */
    uint32_t from, to;
    uint32_t last; /* where the token before it ended                         */
    int64_t number;
};

/* Begins at byte AT and delivers the first token. */
void scan_start(struct scan *s, const struct source *src, uint32_t at,
                struct diag_sink *sink);
int scan_next(struct scan *s);

struct span scan_span(const struct scan *s);

/* Whether the current token is this word, in whatever case. */
bool scan_is(const struct scan *s, const char *word);

/* Behind blanks, line ends and comments. */
uint32_t scan_blanks(const struct source *src, uint32_t at,
                     struct diag_sink *sink);

/* The rest of a line from AT on, without blanks around it. */
struct span scan_rest(const struct source *src, uint32_t at);
