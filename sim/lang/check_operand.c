/* Checking the operands of steps and events. */
#include <string.h>

#include "sim/lang/check.h"
#include "sim/lang/words.h"

static const uint8_t any_place = IS_REGION | IS_MAP | IS_BELL;

/* Offsets decide whether an access is inside. */
static const struct number_rule offset_rule = {0, 1ULL << 46, WORD_BYTES,
                                               "an offset is a multiple of 8"};
static const struct kind offset_kind = {
    .noun = "offset", .find = find_number, .arg = &offset_rule, .shapes = true};
static const struct kind place_kind = {.noun = "region or map",
                                       .find = find_place,
                                       .arg = &any_place,
                                       .words = true,
                                       .shapes = true};

/* The head of an operand, which may have an offset or a range behind it. */
static struct at
operand_head(const struct checker *k, struct at at)
{
    const struct node *n = &tree_at(k->s, at)->node[at.node];

    return n->kind == NODE_PART ? at_node(at, at.node + 1) : at;
}

void
read_address(struct checker *k, struct at at, struct t_operand *o)
{
    const struct node *node = tree_at(k->s, at)->node;
    struct at head = operand_head(k, at);
    uint32_t first = node[head.node].end, second;

    read_value(k, head, &place_kind, &o->v);
    o->from = o->to = fixed(0);
    if (node[at.node].kind != NODE_PART)
        return;
    if (node[first].code == S_WHOLE) {
        o->whole = true;
        return;
    }
    read_value(k, at_node(at, first), &offset_kind, &o->from);
    second = node[first].end;
    o->plus = second >= node[at.node].end;
    if (o->plus)
        return;
    o->range = true;
    read_value(k, at_node(at, second), &offset_kind, &o->to);
    if (o->from.param == NO_PARAM && o->to.param == NO_PARAM &&
        o->from.number >= o->to.number)
        complain(k, DIAG_VALUE, at, "this range is empty");
}

static bool
find_cpu(struct checker *k, const struct written *w, const void *arg,
         uint64_t *out, struct nearest *near)
{
    int number = cpu_number(w->text, w->length);

    (void) k;
    (void) arg;
    *out = number < 0 ? 0 : (uint64_t) number;
    nearest_offer(near, "cpu0");
    return number >= 0;
}

static bool
find_error(struct checker *k, const struct written *w, const void *arg,
           uint64_t *out, struct nearest *near)
{
    int number = word_errno(w->text, w->length, near);

    (void) k;
    (void) arg;
    *out = number < 0 ? 0 : (uint64_t) number;
    return number >= 0;
}

static const struct kind number_kind = {.noun = "number", .find = find_number};
static const bool registers = false, signals = true;
const struct kind register_kind = {.noun = "register of this scenario",
                                   .find = find_use,
                                   .arg = &registers,
                                   .words = true};
static const struct kind signal_kind = {.noun = "signal that is sent",
                                        .find = find_use,
                                        .arg = &signals,
                                        .words = true};
static const struct kind cpu_kind = {
    .noun = "CPU", .find = find_cpu, .words = true, .shapes = true};
const struct kind error_kind = {
    .noun = "error, such as -EINVAL", .find = find_error, .words = true};

/* A value is a number, or a register by name. */
static void
read_operand_value(struct checker *k, struct at at, struct t_operand *o)
{
    o->reg = tree_at(k->s, at)->node[at.node].token == TK_WORD;
    read_value(k, at, o->reg ? &register_kind : &number_kind, &o->v);
}

/* M and X operands: a word of this list of the model's. */
static void
read_model_word(struct checker *k, struct at at, const struct word *word,
                uint32_t n, struct t_operand *o)
{
    const struct word_list list = {word, n, false};
    const struct kind kind = {.noun = "word this operation takes",
                              .find = find_words,
                              .arg = &list,
                              .words = true};

    read_value(k, at, &kind, &o->v);
}

static uint32_t
count_words(const struct word *word)
{
    uint32_t n = 0;

    while (word && word[n].name)
        n++;
    return n;
}

static void
read_operand(struct checker *k, struct at at, const struct verb *v,
             struct t_operand *o)
{
    struct word_list types, words;
    struct kind type = type_kind(k, &types), vma = vma_kind(k, &words);

    o->node = at.node;
    if (o->letter == 'A') {
        read_address(k, at, o);
        return;
    }
    if (tree_at(k->s, at)->node[at.node].kind == NODE_PART) {
        complain(k, DIAG_KIND, at, "only an address has an offset or a range");
        return;
    }
    switch (o->letter) {
    case 'V':
        read_operand_value(k, at, o);
        break;
    case 'N':
        read_value(k, at, &number_kind, &o->v);
        break;
    case 'R':
        read_value(k, at, &region_kind_of, &o->v);
        break;
    case 'D':
        read_value(k, at, &device_kind_of, &o->v);
        break;
    case 'I':
        read_value(k, at, &ioas_kind_of, &o->v);
        break;
    case 'C':
        read_value(k, at, &cpu_kind, &o->v);
        break;
    case 'P':
        read_value(k, at, &principal_kind_of, &o->v);
        break;
    case 'T':
        read_value(k, at, &type, &o->v);
        break;
    case 'S':
        read_value(k, at, &signal_kind, &o->v);
        break;
    case 'M':
        read_model_word(k, at, v->words, count_words(v->words), o);
        break;
    case 'W':
        read_value(k, at, &vma, &o->v);
        break;
    case 'X':
        read_model_word(k, at, k->model->reg, k->model->nreg, o);
        break;
    default:
        read_value(k, at, &error_kind, &o->v);
        break;
    }
}

static const char *
letter_says(char letter)
{
    static const struct {
        char letter;
        const char *says;
    } letters[] = {
        {'A', "an address"             },
        {'V', "a value"                },
        {'N', "a number"               },
        {'R', "a region"               },
        {'D', "a device"               },
        {'I', "an I/O address space"   },
        {'C', "a CPU"                  },
        {'P', "a principal"            },
        {'T', "a memory type"          },
        {'S', "a signal"               },
        {'M', "a word"                 },
        {'W', "a VMA attribute"        },
        {'X', "a register of the model"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
        if (letters[i].letter == letter)
            return letters[i].says;
    return "an error";
}

static void
complain_count(struct checker *k, struct at at, const struct verb *v)
{
    GString *list = g_string_new(NULL);

    for (const char *p = v->operands; *p; p += 1 + (p[1] == '?'))
        g_string_append_printf(list, "%s%s%s", list->len ? ", then " : "",
                               p[1] == '?' ? "perhaps " : "", letter_says(*p));
    complain(k, DIAG_SYNTAX, at, "'%s' takes %s", v->name,
             list->len ? list->str : "no operand");
    g_string_free(list, TRUE);
}

/* What the host does to an address without bytes it does to all of it. */
static bool
names_all(const struct checker *k, struct at at, const struct t_operand *o)
{
    return o->letter == 'A' &&
           tree_at(k->s, at)->node[o->node].kind != NODE_PART;
}

void
read_operands(struct checker *k, struct at at, const struct parts *p,
              struct t_item *item)
{
    const struct verb *v = item->verb;
    struct t_operand *o;
    uint32_t need = 0, letters = 0, extra, n = 0;

    for (const char *c = v->operands; *c; c++) {
        letters += *c != '?';
        need += *c != '?' && c[1] != '?';
    }
    if (p->noperand < need || p->noperand > letters) {
        complain_count(k, at_node(at, p->verb), v);
        return;
    }
    o = arena_new_array(&k->s->text, struct t_operand, letters);
    extra = p->noperand - need;
    for (const char *c = v->operands; *c; c += 1 + (c[1] == '?')) {
        if (c[1] == '?' && !extra)
            continue;
        extra -= c[1] == '?';
        o[n].letter = *c;
        o[n].v = fixed(0);
        read_operand(k, at_node(at, p->operand[n]), v, &o[n]);
        o[n].whole |= item->actor == ACTOR_HOST && names_all(k, at, &o[n]);
        n++;
    }
    item->operand = o;
    item->noperand = (uint8_t) n;
}
