#include "sim/base/pattern.h"

#include <glib.h>
#include <string.h>

/* Reading one pattern. */
struct reader {
    struct patterns *set;
    const char *at;
};

struct patterns *
patterns_new(const struct grammar *grammar)
{
    struct patterns *p = g_new(struct patterns, 1);

    g_assert(grammar->nform <= SYNTAX_FORMS && grammar->nslot <= SYNTAX_SLOTS);
    p->grammar = grammar;
    p->nitem = 0;
    p->fallback.scope = 0;
    p->fallback.alone = p->fallback.any = grammar->nform;
    memset(p->form, 0, sizeof p->form);
    memset(p->letter, 0, sizeof p->letter);
    for (uint32_t i = 0; i < grammar->nform; i++)
        if (grammar->form[i].keyword)
            p->letter[(unsigned char) grammar->form[i].keyword[0]] = true;
    return p;
}

void
patterns_free(struct patterns *p)
{
    g_free(p);
}

uint32_t
form_find(const struct grammar *g, const char *word, size_t length,
          uint8_t scope)
{
    for (uint32_t i = 0; i < g->nform; i++) {
        const char *keyword = g->form[i].keyword;

        if (keyword && keyword[0] == word[0] && (g->form[i].scope & scope) &&
            strncmp(keyword, word, length) == 0 && keyword[length] == '\0')
            return i;
    }
    return g->nform;
}

uint32_t
form_default(const struct grammar *g, const char *keyword, uint8_t scope)
{
    for (uint32_t i = 0; i < g->nform; i++) {
        const struct form *f = &g->form[i];

        if ((f->scope & scope) &&
            (keyword ? f->keyword && strcmp(f->keyword, keyword) == 0
                     : !f->keyword))
            return i;
    }
    return g->nform;
}

uint32_t
pattern_form(struct patterns *p, const char *word, size_t length, uint8_t scope)
{
    return p->letter[(unsigned char) word[0]]
               ? form_find(p->grammar, word, length, scope)
               : p->grammar->nform;
}

static void
set_fallback(struct patterns *p, uint8_t scope)
{
    if (p->fallback.scope == scope)
        return;
    p->fallback.scope = scope;
    p->fallback.alone = form_default(p->grammar, "*", scope);
    p->fallback.any = form_default(p->grammar, NULL, scope);
}

uint32_t
pattern_alone(struct patterns *p, uint8_t scope)
{
    set_fallback(p, scope);
    return p->fallback.alone;
}

uint32_t
pattern_any(struct patterns *p, uint8_t scope)
{
    set_fallback(p, scope);
    return p->fallback.any;
}

static uint8_t
find_slot(const struct grammar *g, const char *name, size_t length)
{
    for (uint32_t i = 0; i < g->nslot; i++)
        if (strncmp(g->slot[i].name, name, length) == 0 &&
            g->slot[i].name[length] == '\0')
            return (uint8_t) i;
    g_error("grammar '%s': no slot '%.*s'", g->name, (int) length, name);
}

static uint8_t
find_part(const struct grammar *g, const char *name, size_t length)
{
    for (uint32_t i = 0; i < g->nform; i++)
        if (g->form[i].keyword && strlen(g->form[i].keyword) == length &&
            memcmp(g->form[i].keyword, name, length) == 0)
            return (uint8_t) i;
    g_error("grammar '%s': no part '%.*s'", g->name, (int) length, name);
}

static uint8_t
find_token(const char *text, size_t length)
{
    for (int kind = TK_COLON; kind < TK_COUNT; kind++) {
        const char *name = token_name((enum token) kind);

        if (strlen(name) == length + 2 && memcmp(name + 1, text, length) == 0)
            return (uint8_t) kind;
    }
    g_error("a grammar: no token '%.*s'", (int) length, text);
}

static void
skip_blanks(struct reader *r)
{
    while (*r->at == ' ')
        r->at++;
}

static struct item *
push(struct reader *r, enum item_op op)
{
    struct item *item = &r->set->item[r->set->nitem];

    g_assert(r->set->nitem < PATTERN_ITEMS);
    r->set->nitem++;
    *item = (struct item){.op = (uint8_t) op};
    return item;
}

/* A word of the pattern: itself, a slot, or one of two that mean more. */
static void
read_word(struct reader *r)
{
    const char *from = r->at;
    struct item *item;
    size_t length;

    while (g_ascii_isalnum(*r->at) || *r->at == '-')
        r->at++;
    length = (size_t) (r->at - from);
    g_assert(length > 0);
    if (length == 9 && memcmp(from, "STATEMENT", 9) == 0) {
        push(r, ITEM_STATEMENT);
    } else if (length == 5 && memcmp(from, "BLOCK", 5) == 0) {
        push(r, ITEM_BLOCK);
    } else if (g_ascii_isupper(*from)) {
        item = push(r, ITEM_SLOT);
        item->arg = find_slot(r->set->grammar, from, length);
    } else {
        item = push(r, ITEM_WORD);
        item->word = from;
        item->length = (uint16_t) length;
    }
}

static void read_row(struct reader *r, const char *ends);

static void
close_item(struct reader *r, uint32_t item)
{
    r->set->item[item].end = (uint16_t) r->set->nitem;
}

/* Branches up to the closing bracket, one after each separator. */
static void
read_branches(struct reader *r, const char *ends)
{
    do {
        uint32_t branch = r->set->nitem;

        r->at++;
        push(r, ITEM_BRANCH);
        skip_blanks(r);
        if (*r->at == '*') {
            r->set->item[branch].repeat = TK_STAR;
            r->at++;
        }
        read_row(r, ends);
        close_item(r, branch);
    } while (*r->at == ends[0]);
    g_assert(*r->at == ends[1]);
    r->at++;
}

/* What stands between two marks, at the first of which the reader is. */
static const char *
quoted(struct reader *r, char mark, size_t *length)
{
    const char *from = r->at + 1, *end = strchr(from, mark);

    g_assert(end != NULL);
    *length = (size_t) (end - from);
    r->at = end + 1;
    return from;
}

static void
read_item(struct reader *r)
{
    uint32_t at = r->set->nitem;
    const char *text;
    size_t length;

    switch (*r->at) {
    case '\'':
        text = quoted(r, '\'', &length);
        push(r, ITEM_TOKEN)->arg = find_token(text, length);
        break;
    case '<':
        text = quoted(r, '>', &length);
        push(r, ITEM_PART)->arg =
            find_part(r->set->grammar, text - 1, length + 2);
        break;
    case '[':
        push(r, ITEM_MAYBE);
        read_branches(r, "|]");
        break;
    case '(':
        push(r, ITEM_ONE_OF);
        read_branches(r, "|)");
        break;
    case '{':
        push(r, ITEM_OPTIONS);
        read_branches(r, ";}");
        break;
    default:
        read_word(r);
        break;
    }
    close_item(r, at);
}

static void
read_row(struct reader *r, const char *ends)
{
    for (skip_blanks(r); *r->at && !strchr(ends, *r->at); skip_blanks(r)) {
        uint32_t item = r->set->nitem;
        bool tight = *r->at == '~';

        r->at += tight;
        read_item(r);
        r->set->item[item].tight = tight;
        if (strncmp(r->at, ",...", 4) == 0 || strncmp(r->at, "|...", 4) == 0) {
            r->set->item[item].repeat = *r->at == ',' ? TK_COMMA : TK_OR;
            r->at += 4;
        } else if (strncmp(r->at, "...", 3) == 0) {
            r->set->item[item].repeat = TK_RANGE;
            r->at += 3;
        }
    }
}

struct range
pattern_of(struct patterns *p, uint32_t form)
{
    struct range *known = &p->form[form];

    if (!known->known) {
        struct reader r = {p, p->grammar->form[form].pattern};

        known->from = (uint16_t) p->nitem;
        read_row(&r, "");
        known->to = (uint16_t) p->nitem;
        known->known = true;
    }
    return *known;
}
