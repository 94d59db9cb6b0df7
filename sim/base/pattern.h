/* Patterns of statements, taken apart once: rows of items the parser of
 * syntax.c walks.  What a pattern may say stands in syntax.h; a pattern that
 * says something else is our fault and stops the program. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/syntax.h"

enum item_op {
    ITEM_WORD,
    ITEM_TOKEN,
    ITEM_SLOT,
    ITEM_PART,
    ITEM_MAYBE,   /* holds branches: one of them, or nothing                 */
    ITEM_ONE_OF,  /* holds branches                                          */
    ITEM_OPTIONS, /* holds branches that begin with a word                   */
    ITEM_BRANCH,
    ITEM_STATEMENT,
    ITEM_BLOCK,
};

struct item {
    uint8_t op;
    uint8_t arg;     /* token, slot, or place of the part among the forms    */
    uint8_t repeat;  /* 0; TK_COMMA, TK_OR: again behind it; TK_RANGE, TK_STAR:
                        again                                                */
    bool tight;      /* printed without blanks                               */
    uint16_t length; /* of word                                              */
    uint16_t end;    /* the item behind it and what it holds                 */
    const char *word;
};

enum { PATTERN_ITEMS = 2048 };

/* The items of all forms of a grammar met so far. */
struct patterns {
    const struct grammar *grammar;
    uint32_t nitem;
    bool letter[256]; /* some keyword begins with it                     */
    struct {          /* of the scope asked for last                     */
        uint8_t scope;
        uint32_t alone, any;
    } fallback;
    struct range {
        uint16_t from, to;
        bool known;
    } form[SYNTAX_FORMS];
    struct item item[PATTERN_ITEMS];
};

struct patterns *patterns_new(const struct grammar *grammar);
void patterns_free(struct patterns *p);

/* As form_find() below, in haste. */
uint32_t pattern_form(struct patterns *p, const char *word, size_t length,
                      uint8_t scope);

/* The default forms of a scope: for a word alone in its line, for any line. */
uint32_t pattern_alone(struct patterns *p, uint8_t scope);
uint32_t pattern_any(struct patterns *p, uint8_t scope);

/* The items of one form. */
struct range pattern_of(struct patterns *p, uint32_t form);

/* The form that has this keyword in one of these scopes; nform if none. */
uint32_t form_find(const struct grammar *g, const char *word, size_t length,
                   uint8_t scope);

/* The form without keyword ("*": with a word alone in its line). */
uint32_t form_default(const struct grammar *g, const char *keyword,
                      uint8_t scope);
