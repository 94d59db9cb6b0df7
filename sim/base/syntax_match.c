/* Matching a statement with its pattern, and saying where it does not. */
#include <string.h>

#include "sim/base/names.h"
#include "sim/base/syntax_parser.h"

enum { WANTED_SHOWN = 9 };

/* ---- nodes ---- */

uint32_t
parser_open(struct parser *p, enum node_kind kind, uint8_t code)
{
    struct syntax *t = p->tree;
    uint32_t i;

    if (p->out)
        return 0;
    i = t->nnode;
    if (i == p->room) {
        p->room += p->room / 2 + 64;
        t->node = g_renew(struct node, t->node, p->room);
    }
    t->node[i] = (struct node){.kind = (uint8_t) kind,
                               .code = code,
                               .token = (uint8_t) p->lx.kind,
                               .from = p->lx.from,
                               .to = p->lx.to,
                               .end = i + 1};
    t->nnode++;
    return i;
}

void
parser_close(struct parser *p, uint32_t node)
{
    if (p->out)
        return;
    p->tree->node[node].end = p->tree->nnode;
    p->tree->node[node].to = p->lx.last;
}

/* ---- messages ---- */

void
parser_want(struct parser *p, const struct item *item)
{
    if (p->nwanted < WANTED_MAX)
        p->wanted[p->nwanted++] = item;
}

static char *
describe(const struct parser *p, const struct item *item)
{
    switch ((enum item_op) item->op) {
    case ITEM_WORD:
        return g_strdup_printf("'%.*s'", item->length, item->word);
    case ITEM_TOKEN:
        return g_strdup(token_name((enum token) item->arg));
    case ITEM_SLOT:
        return g_strdup(p->set->grammar->slot[item->arg].says);
    case ITEM_BLOCK:
        return g_strdup(token_name(TK_LBRACE));
    case ITEM_STATEMENT:
    case ITEM_PART:
    case ITEM_MAYBE:
    case ITEM_ONE_OF:
    case ITEM_OPTIONS:
    case ITEM_BRANCH:
    default:
        return g_strdup("a statement");
    }
}

/* "a, b or c" of all that was wanted, each once. */
static char *
wanted_list(const struct parser *p, bool line_end)
{
    GPtrArray *say = g_ptr_array_new_with_free_func(g_free);
    GString *list = g_string_new(NULL);

    for (uint32_t i = 0; i < p->nwanted && say->len < WANTED_SHOWN; i++) {
        char *text = describe(p, p->wanted[i]);

        if (g_ptr_array_find_with_equal_func(say, text, g_str_equal, NULL))
            g_free(text);
        else
            g_ptr_array_add(say, text);
    }
    for (int kind = TK_COMMA; kind < TK_COUNT; kind++)
        if (p->separators >> kind & 1)
            g_ptr_array_add(say, g_strdup(token_name((enum token) kind)));
    if (line_end)
        g_ptr_array_add(say, g_strdup(token_name(TK_NEWLINE)));
    for (guint i = 0; i < say->len; i++) {
        const char *join = i + 1 == say->len ? " or " : ", ";

        g_string_append_printf(list, "%s%s", i ? join : "",
                               (const char *) say->pdata[i]);
    }
    g_ptr_array_unref(say);
    return g_string_free(list, FALSE);
}

/* Where a fault is: at the token, or where one is missing. */
static struct span
fault_span(const struct parser *p)
{
    bool missing = p->lx.kind == TK_NEWLINE || p->lx.kind == TK_END ||
                   p->lx.kind == TK_COMMENT;

    return missing ? lex_span_before(&p->lx) : lex_span(&p->lx);
}

/* Something else stands here than what was wanted.  Always false. */
bool
parser_fail(struct parser *p, bool line_end)
{
    size_t length;
    const char *text = lex_text(&p->lx, &length);
    struct nearest near = nearest_to(text, length);
    GPtrArray *words;
    char *list, *hint;

    if (!p->sink || p->lx.kind == TK_BAD)
        return false;
    words = g_ptr_array_new_with_free_func(g_free);
    for (uint32_t i = 0; p->lx.kind == TK_WORD && i < p->nwanted; i++)
        if (p->wanted[i]->op == ITEM_WORD) {
            g_ptr_array_add(
                words, g_strndup(p->wanted[i]->word, p->wanted[i]->length));
            nearest_offer(&near, words->pdata[words->len - 1]);
        }
    list = wanted_list(p, line_end);
    hint = nearest_hint(&near);
    diag_add(p->sink, DIAG_SYNTAX, fault_span(p), "%s expected%s", list, hint);
    g_free(hint);
    g_free(list);
    g_ptr_array_unref(words);
    return false;
}

/* ---- matching ---- */

void
parser_advance(struct parser *p, bool tight)
{
    if (p->out)
        parser_print_token(p, tight);
    p->nwanted = 0;
    p->separators = 0;
    lex_next(&p->lx);
}

static bool
at_word(const struct parser *p, const struct item *item)
{
    return p->lx.kind == TK_WORD && p->lx.to - p->lx.from == item->length &&
           memcmp(p->lx.src->text + p->lx.from, item->word, item->length) == 0;
}

static bool starts_row(struct parser *p, uint32_t from, uint32_t to);

/* Whether item i may begin here; if not, it is noted as wanted. */
static bool
starts(struct parser *p, uint32_t i)
{
    const struct item *item = &p->set->item[i];
    struct range part;
    bool yes = false;

    switch ((enum item_op) item->op) {
    case ITEM_WORD:
        yes = at_word(p, item);
        break;
    case ITEM_TOKEN:
        yes = p->lx.kind == item->arg;
        break;
    case ITEM_SLOT:
        yes = p->set->grammar->slot[item->arg].tokens >> p->lx.kind & 1;
        break;
    case ITEM_STATEMENT:
        yes = p->lx.kind == TK_WORD || p->lx.kind == TK_PARAM;
        break;
    case ITEM_BLOCK:
        yes = p->lx.kind == TK_LBRACE;
        break;
    case ITEM_PART:
        part = pattern_of(p->set, item->arg);
        return starts_row(p, part.from, part.to);
    case ITEM_BRANCH:
        return starts_row(p, i + 1, item->end);
    case ITEM_MAYBE:
    case ITEM_ONE_OF:
    case ITEM_OPTIONS:
    default:
        for (uint32_t b = i + 1; b < item->end; b = p->set->item[b].end)
            if (starts(p, b))
                return true;
        return false;
    }
    if (!yes)
        parser_want(p, item);
    return yes;
}

static bool
starts_row(struct parser *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i = p->set->item[i].end) {
        uint8_t op = p->set->item[i].op;

        if (starts(p, i))
            return true;
        if (op != ITEM_MAYBE && op != ITEM_OPTIONS)
            return false;
    }
    return false;
}

static bool
match_one_of(struct parser *p, const struct item *item, uint32_t i)
{
    for (uint32_t b = i + 1; b < item->end; b = p->set->item[b].end)
        if (starts(p, b))
            return parser_match(p, b + 1, p->set->item[b].end);
    return item->op == ITEM_MAYBE || parser_fail(p, false);
}

/* One option, at its word. */
static bool
match_option(struct parser *p, uint32_t branch)
{
    uint32_t node = parser_open(p, NODE_OPTION, 0);
    uint32_t rest = p->set->item[branch + 1].end;
    uint32_t from = p->lx.from, to = p->lx.to;
    bool ok;

    parser_advance(p, false);
    ok = parser_match(p, rest, p->set->item[branch].end);
    parser_close(p, node);
    if (!p->out) {
        p->tree->node[node].from = from;
        p->tree->node[node].to = to;
    }
    return ok;
}

static bool
match_options(struct parser *p, const struct item *item, uint32_t i)
{
    uint64_t seen = 0;

    for (;;) {
        uint64_t bit = 1;
        uint32_t b = i + 1;

        while (b < item->end && !at_word(p, &p->set->item[b + 1])) {
            if (!(seen & bit))
                parser_want(p, &p->set->item[b + 1]);
            b = p->set->item[b].end;
            bit <<= 1;
        }
        if (b >= item->end)
            return true;
        if ((seen & bit) && !p->set->item[b].repeat) {
            size_t length;
            const char *text = lex_text(&p->lx, &length);

            if (p->sink)
                diag_add(p->sink, DIAG_NAME_TWICE, lex_span(&p->lx),
                         "'%.*s' is given twice", (int) length, text);
            return false;
        }
        seen |= bit;
        if (!match_option(p, b))
            return false;
    }
}

/* A part; of one token, nothing but that token. */
static bool
match_part(struct parser *p, const struct item *item)
{
    const struct form *form = &p->set->grammar->form[item->arg];
    uint32_t node = parser_open(p, NODE_PART, form->code);
    struct range part = pattern_of(p->set, item->arg);
    bool ok;

    g_assert(p->depth < 4 * SYNTAX_DEPTH); /* a part may not hold itself */
    p->depth++;
    ok = parser_match(p, part.from, part.to);
    p->depth--;
    parser_close(p, node);
    if (!p->out && p->tree->nnode == node + 2 &&
        p->tree->node[node + 1].kind != NODE_OPTION) {
        p->tree->node[node] = p->tree->node[node + 1];
        p->tree->node[node].end = node + 1;
        p->tree->nnode--;
    }
    return ok;
}

static bool
match_once(struct parser *p, uint32_t i)
{
    const struct item *item = &p->set->item[i];

    switch ((enum item_op) item->op) {
    case ITEM_MAYBE:
    case ITEM_ONE_OF:
        return match_one_of(p, item, i);
    case ITEM_OPTIONS:
        return match_options(p, item, i);
    case ITEM_PART:
        return match_part(p, item);
    case ITEM_STATEMENT:
        return parser_statement(p, p->scope);
    case ITEM_BLOCK:
        return starts(p, i) ? parser_block(p) : parser_fail(p, false);
    case ITEM_WORD:
    case ITEM_TOKEN:
    case ITEM_SLOT:
    case ITEM_BRANCH:
    default:
        if (!starts(p, i))
            return parser_fail(p, false);
        if (item->op != ITEM_TOKEN)
            parser_open(p, item->op == ITEM_SLOT ? NODE_SLOT : NODE_WORD,
                        item->arg);
        parser_advance(p, item->tight);
        return true;
    }
}

/* One item, as often as it may come. */
static bool
match_item(struct parser *p, uint32_t i)
{
    const uint8_t repeat = p->set->item[i].repeat;

    for (;;) {
        if (!match_once(p, i))
            return false;
        if (repeat != TK_RANGE)
            p->separators |= repeat ? SLOT_TOKEN(repeat) : 0;
        if (repeat == TK_RANGE ? !starts(p, i)
                               : !repeat || p->lx.kind != repeat)
            return true;
        if (repeat != TK_RANGE)
            parser_advance(p, repeat == TK_OR);
    }
}

bool
parser_match(struct parser *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i = p->set->item[i].end)
        if (!match_item(p, i))
            return false;
    return true;
}
