/* Statements: what lies between tokens and the meaning of a file of ours.
 *
 * A language is a table of forms: a keyword, a pattern of what follows it, and
 * a sentence for the reference.  One parser reads every language into a flat
 * tree, one printer gives its canonical text.  Neither knows what anything
 * means, and neither stops at an error: a bad line is reported, marked and
 * skipped.
 *
 * A pattern is a row of
 *
 *     SLOT          a token of a kind that the table of slots describes
 *     word          this word
 *     '->'          this punctuation
 *     <part>        what the form named "<part>" says
 *     [ a | b ]     perhaps one of these
 *     ( a | b )     one of these
 *     { a; b }      options, in any order, each at most once; each begins with
 *                   a word, and '*' before it lets it come again
 *     STATEMENT     another statement of the same block, on this line
 *     BLOCK         '{', the end of the line, statements, and '}' on its own
 *
 * where "..." behind an item means once or more, ",..." and "|..." the same
 * with that between, and '~' before punctuation that it is printed without
 * blanks. One token decides which way to go, and a part may not hold itself.
 *
 *     {"ram", "NAME SIZE {owner REF; at NUMBER}", ...}     ram buf 4K at 0x1000
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/diag.h"
#include "sim/base/lex.h"
#include "sim/base/source.h"

struct form {
    const char *keyword; /* what the line begins with; "<operand>": a part of
                            other forms; "*": a word alone in its line; NULL:
                            any line that no other form takes               */
    const char *pattern;
    uint8_t code;   /* the language's own                                   */
    uint8_t scope;  /* bits: the blocks it may stand in; 1 is the top level */
    uint8_t opens;  /* scope of the statements in its BLOCK                 */
    uint8_t indent; /* levels it is indented in the canonical text          */
    uint8_t mark;   /* for NULL: a token of this kind follows soon, or the
                       line is not of this form                             */
    const char *says, *example;
};

/* A slot's code is its place in the table. */
struct slot {
    const char *name; /* "SIZE" */
    uint64_t tokens;  /* SLOT_WORD | SLOT_NUMBER ... */
    const char *says; /* "a size" */
};

#define SLOT_TOKEN(kind) (1ULL << (kind))
#define SLOT_WORD        SLOT_TOKEN(TK_WORD)
#define SLOT_NUMBER      SLOT_TOKEN(TK_NUMBER)
#define SLOT_STRING      SLOT_TOKEN(TK_STRING)
#define SLOT_PARAM       SLOT_TOKEN(TK_PARAM)

struct grammar {
    const char *name; /* "scenario" */
    const struct form *form;
    const struct slot *slot;
    uint32_t nform, nslot; /* at most SYNTAX_FORMS, SYNTAX_SLOTS */
};

enum { SYNTAX_FORMS = 128, SYNTAX_SLOTS = 64, SYNTAX_DEPTH = 32 };

enum node_kind {
    NODE_FILE,      /* node 0                                                */
    NODE_STATEMENT, /* code: the form's                                      */
    NODE_PART,      /* code: the part's.  A part of one token is that token  */
    NODE_SLOT,      /* code: the slot; token: what stands there              */
    NODE_WORD,      /* a word the pattern names                              */
    NODE_OPTION,    /* the same in an option, with what follows below it     */
};

/* Flag of a statement that was reported.  One of no form has code 0, which
 * languages had better not use. */
enum { NODE_BAD = 1 };

/* Children of node i: from i + 1, each time on to .end, up to node[i].end. */
struct node {
    uint8_t kind, code, token, flags;
    uint32_t from, to; /* bytes of the text */
    uint32_t end;      /* the node behind it and its children */
};

struct syntax {
    const struct source *src; /* must outlive it */
    const struct grammar *grammar;
    struct node *node;
    uint32_t nnode;
    struct patterns *patterns; /* made at need; one thread prints at a time  */
};

/* Read a text.  Never NULL; faults are in the sink and marked NODE_BAD. */
struct syntax *syntax_parse(const struct grammar *grammar,
                            const struct source *src, struct diag_sink *sink);
void syntax_free(struct syntax *s);

/* The canonical text of a file that was read without errors: one blank between
 * words, two per level before the line, at most one empty line in a row. */
void syntax_print(const struct syntax *s, GString *out);

/* The canonical text of one statement, without comments and line end. */
void syntax_print_statement(const struct syntax *s, uint32_t i, GString *out);

/* Whether two trees say the same, wherever it stands. */
bool syntax_equal(const struct syntax *a, const struct syntax *b);

/* The first child with this slot, part, word or option; 0 if there is none. */
uint32_t syntax_slot(const struct syntax *s, uint32_t i, unsigned slot);
uint32_t syntax_part(const struct syntax *s, uint32_t i, unsigned code);
uint32_t syntax_word(const struct syntax *s, uint32_t i, const char *word);
uint32_t syntax_statement(const struct syntax *s, uint32_t i);

/* What stands at a node. */
struct span syntax_span(const struct syntax *s, uint32_t i);
const char *syntax_text(const struct syntax *s, uint32_t i, size_t *length);
bool syntax_is(const struct syntax *s, uint32_t i, const char *text);
uint64_t syntax_number(const struct syntax *s, uint32_t i);
char *syntax_string(const struct syntax *s, uint32_t i); /* to be g_free()d */

/* The grammar as text, one form a line: for manuals and their tests. */
void syntax_describe(const struct grammar *grammar, GString *out);
