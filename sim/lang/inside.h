/*
 * What the files of sim/lang share: a script as it was read, and what checking
 * makes of it: templates, in which every name is a number and every parameter a
 * table, so that one point of it is a matter of copying.
 */
#pragma once

#include <stdarg.h>

#include "sim/base/syntax.h"
#include "sim/lang/grammar.h"
#include "sim/lang/script.h"

/* ---- as read ---- */

struct at { /* a node of one of the files                                     */
    uint32_t file, node;
};

struct file {
    const struct source *src;
    struct source *own; /* src, where the script has loaded it                */
    struct syntax *tree;
    char *path;           /* resolved; NULL if it is no file                  */
    uint32_t seen, lines; /* line ends counted up to this byte                */
};

struct cite {
    const char *document, *words;
};

/* A word or number as the user wrote it. */
struct written {
    const char *text;
    size_t length;
    bool is_number;
    uint64_t number;
};

struct param {
    const char *name;
    const char **value;      /* for the outside                               */
    struct written *written; /* the same                                      */
    uint32_t nvalue;
    struct at at;
    bool shapes; /* decides what there is, not only what it is like           */
};

/* ---- templates ---- */

enum { NO_PARAM = 0xffff, SCRIPT_NAME = 255 };

/* A number, or one for each value of a parameter. */
struct value {
    const uint64_t *table;
    uint64_t number;
    uint16_t param;
    bool given;
};

struct test { /* holds if ok[the value's number]                              */
    const uint8_t *ok;
    uint16_t param;
};

struct cond { /* all of them                                                  */
    const struct test *test;
    uint32_t n;
};

/* Words of which each is some bits. */
struct t_words {
    struct value *word;
    uint32_t n;
};

/* Names are numbers from 1; places are regions, maps and doorbells. */
struct t_region {
    struct cond cond;
    struct at at;
    uint16_t name;
    uint8_t kind, reg;
    bool doorbell, linear;
    struct value size, pa, owner, previous, holds;
    struct value device, linear_type, uncontained;
    struct value *flag;
    struct t_words vma;
    uint32_t nflag, line;
};

struct t_device {
    struct cond cond;
    struct at at;
    uint16_t name, bell; /* bell: the name of its doorbell                    */
    bool no_snoop, llc_coherent;
    struct value owner, behind, group;
    struct t_words pcie;
    uint32_t line;
};

struct t_io { /* an IOMMU or an I/O address space                             */
    struct cond cond;
    struct at at;
    uint16_t name;
    struct value kind;
    struct t_words has;
    uint32_t line;
};

struct t_map {
    struct cond cond;
    struct at at;
    uint16_t name; /* 0: the region's                                         */
    struct value principal, region, type, leaf, size, offset, va, page;
    uint32_t line;
};

struct t_init {
    struct cond cond;
    uint16_t ctx, reg;
    struct value value;
    uint32_t line;
};

struct t_operand {
    char letter; /* of struct verb                                           */
    bool reg;    /* V: a register                                            */
    bool whole;  /* A: all of it                                             */
    bool range;  /* A: from..to; else the word at from, ...                  */
    bool plus;   /* A: ... which is written                                  */
    uint32_t node;
    struct value v;
    struct value from, to;
};

enum step_actor { ACTOR_CPU, ACTOR_DEVICE, ACTOR_HOST };

enum { MENU_TYPES = 64 }; /* types an adversary maps as                      */

/* What an adversary's block says once for all of its operations. */
struct t_adversary {
    const struct value *type; /* maps are used as                             */
    uint32_t ntype;
    uint32_t depth;
    bool any_type; /* as whatever its context may map                         */
};

/* No name that is written has it in it. */
#define ALIAS_MARK '~'

enum item_kind { T_STEP, T_EVENT, T_THREAD };

/* What happens, in file order. */
struct t_item {
    struct cond cond;
    struct at at;
    uint8_t kind;  /* enum item_kind                                        */
    uint8_t actor; /* enum step_actor                                       */
    uint8_t event; /* enum spontaneous                                      */
    uint8_t noperand;
    bool other;     /* event: the other way it may go                         */
    uint16_t slot;  /* event: entry that performs                             */
    uint16_t agent; /* number of the CPU, name of the device, or PLAN_NONE   */
    uint16_t ctx;   /* or PLAN_NONE                                          */
    uint16_t thread; /* number                                                */
    uint16_t result; /* register, or PLAN_NONE                                */
    uint16_t need[STEP_NEEDS]; /* registers                                   */
    uint8_t nneed;
    const struct verb *verb;
    const struct t_operand *operand;
    const struct t_adversary *adversary; /* of a thread, and of its steps     */
    const char *text; /* ALIAS_MARK stands behind an address that is used
                         through maps of several types                        */
    uint32_t line;
};

struct t_term { /* where: a register's number, or a place's name              */
    bool or_, memory;
    uint8_t compare;
    uint32_t node;
    struct value where, from, number;
};

struct t_claim {
    struct cond cond;
    struct at at;
    struct claim claim; /* what does not depend on the point                  */
    struct value number, type, region, *victim;
    struct t_term *term;
};

struct t_property { /* one of the scenario's own                              */
    const char *name;
    struct t_claim claim;
};

struct t_theorem {
    struct cond cond;
    struct at at;
    struct theorem theorem; /* own: set at the point                          */
    uint32_t own;           /* place among the properties                     */
};

struct script {
    GPtrArray *files;  /* of struct file                                      */
    GArray *lines;     /* of struct at: statements in order, no includes      */
    struct arena text; /* what lives as long as the script                    */
    size_t loaded;     /* bytes                                               */
    bool faulty;       /* reading found a fault                               */
    bool broken;       /* some statement could not be read ...                */
    bool lost;         /* ... and nobody knows what it was                    */
    bool checked;
    GHashTable *ids; /* name -> number                                        */
    GPtrArray *names;

    const char *name, *title, *kind;
    GArray *cites;  /* of struct cite                                       */
    GArray *params; /* of struct param                                      */

    const struct lang_env *env;
    const struct model *model;
    const struct io_model *io;
    const struct verb *exit_verb, *enter_verb; /* of guests; NULL: no such    */
    struct value platform; /* a name                                          */
    const char *run_on;    /* platform the user chose instead; NULL: none     */
    uint8_t *name_is;      /* [65536] enum name_is bits, by name              */
    uint32_t declared;     /* names when all were declared                    */
    GArray *principals;    /* of struct plan_principal                        */
    GArray *contexts;      /* of struct plan_ctx                              */
    GArray *threads;       /* of const char *                                 */
    struct by_use {
        GArray *name;     /* of const char *                                  */
        uint16_t *number; /* [65536] one more than its place there            */
    } registers, signals;
    GArray *regions, *devices, *maps, *inits, *items, *claims; /* templates   */
    GArray *units, *ioases; /* of struct t_io                              */
    GArray *properties, *theorems;
    GArray *quirks;
    bool uses_io;        /* it says something in words of the I/O model       */
    bool whole_schedule; /* its events are all that happens                   */
    struct script_matrix matrix; /* row NULL: it asks for none                */
};

struct t_quirk {
    struct cond cond;
    struct value on;
    uint16_t quirk;
};

/* What a name stands for somewhere in the script. */
enum name_is {
    IS_REGION = 1,
    IS_MAP = 2,
    IS_DEVICE = 4,
    IS_BELL = 8,     /* doorbell of a device                                  */
    IS_UNKNOWN = 16, /* its statement was not understood: say no more         */
    IS_THEOREM = 32,
    IS_UNIT = 64,
    IS_IOAS = 128,
};

static inline struct file *
script_file(const struct script *s, uint32_t i)
{
    return s->files->pdata[i];
}

static inline const struct syntax *
tree_at(const struct script *s, struct at at)
{
    return script_file(s, at.file)->tree;
}

static inline struct span
span_at(const struct script *s, struct at at)
{
    return syntax_span(tree_at(s, at), at.node);
}

/* The same file, another node. */
static inline struct at
at_node(struct at at, uint32_t node)
{
    return (struct at){at.file, node};
}

/* Number of the line a node begins in; cheap in file order. */
uint32_t line_at(struct script *s, struct at at);

/* The number of a name, made if it is new; 0 if there are too many. */
uint16_t intern(struct script *s, const char *text, size_t length);
const char *name_text(const struct script *s, uint16_t name);

static inline uint64_t
value_at(const struct value *v, const struct point *p)
{
    return v->param == NO_PARAM ? v->number : v->table[p->value[v->param]];
}

static inline uint32_t
bits_at(const struct t_words *w, const struct point *p)
{
    uint32_t bits = 0;

    for (uint32_t i = 0; i < w->n; i++)
        bits |= (uint32_t) value_at(&w->word[i], p);
    return bits;
}

static inline bool
cond_holds(const struct cond *c, const struct point *p)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (!c->test[i].ok[p->value[c->test[i].param]])
            return false;
    return true;
}

/* Find the parameters among the statements. */
void read_params(struct script *s, struct diag_sink *sink);

/* What stands at a node that is a word, number or parameter. */
struct written written_at(const struct script *s, struct at at);

/* Whether two spellings are one value: 4K and 4096 are. */
bool same_value(const struct written *a, const struct written *b);

/* The parameter or the word behind 'platform'; node 0 if there is none. */
struct at platform_node(const struct script *s);

/* The number of a value of P, however it is spelled; P->nvalue if none. */
uint32_t find_value(const struct param *p, const struct written *w);

/* The number of a parameter, or NO_PARAM. */
uint16_t find_param(const struct script *s, const char *text, size_t length);
void offer_params(const struct script *s, struct nearest *near);

/* The templates, empty. */
void template_init(struct script *s);
void template_clear(struct script *s);
