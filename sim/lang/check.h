/*
 * Checking: the pass that turns statements into templates.  Every function
 * reports what is wrong itself; what it then leaves behind is never elaborated.
 */
#pragma once

#include <string.h>

#include "sim/lang/inside.h"

enum { CONDS = 64 }; /* conditions on one statement                           */

struct checker {
    struct script *s;
    const struct model *model;
    const struct lang_env *env;
    struct diag_sink *sink;
    struct test test[CONDS]; /* those the statement at hand stands behind     */
    uint32_t ntest;
    uint16_t thread; /* number of the block it stands in                   */
    struct at schedule, second; /* blocks of events; second: one too many for
                                   a whole schedule                          */
    uint16_t nthread; /* blocks met so far, as they were declared            */
    const struct t_item *adversary; /* the block of one it stands in, or NULL */
    uint32_t menu; /* operations of that so far                               */
    bool chooses;  /* there are some, right or wrong                          */
    const char *why; /* set by kinds that know better what is wrong         */
    bool reserved; /* why: the encoding is reserved                           */
    GString *line; /* room for the text of a statement                    */
};

/* Gives the number a word or number stands for; words there are go to NEAR. */
typedef bool find_code(struct checker *k, const struct written *w,
                       const void *arg, uint64_t *out, struct nearest *near);

/* What a value may be. */
struct kind {
    const char *noun; /* "memory type"                                        */
    find_code *find;
    const void *arg;
    bool words;  /* numbers are never right                                   */
    bool shapes; /* it decides what there is                                  */
};

struct number_rule {
    uint64_t min, max, multiple;
    const char *says; /* "a multiple of 4K, up to 64G"                        */
};

bool find_number(struct checker *k, const struct written *w, const void *rule,
                 uint64_t *out, struct nearest *near);
bool find_place(struct checker *k, const struct written *w, const void *bits,
                uint64_t *out, struct nearest *near);
bool find_words(struct checker *k, const struct written *w, const void *list,
                uint64_t *out, struct nearest *near);

/* Whether W is the word, and then its code. */
bool is_word(const struct written *w, const struct word *word, uint64_t *out,
             struct nearest *near);

struct word_list { /* for find_words                                          */
    const struct word *word;
    uint32_t n;
    bool none; /* "none" is 0                                                 */
};

/* The words behind an option, separated by commas; OUT is left alone if it is
 * missing. */
void read_words(struct checker *k, struct at at, const char *option,
                const struct kind *kind, struct t_words *out);

/* A report about a node; false. */
bool complain(struct checker *k, enum diag_id id, struct at at, const char *fmt,
              ...) G_GNUC_PRINTF(4, 5);

/* "'WORD' is no NOUN, did you mean ..." */
bool complain_unknown(struct checker *k, struct at at, const char *noun,
                      const struct nearest *near);

/* The value at a node. */
bool read_value(struct checker *k, struct at at, const struct kind *kind,
                struct value *out);

/* The value of an option of a statement; OUT is left alone if it is missing. */
bool read_option(struct checker *k, struct at at, const char *option,
                 const struct kind *kind, struct value *out);
bool has_option(const struct checker *k, struct at at, const char *option);

static inline struct value
fixed(uint64_t number)
{
    return (struct value){.number = number, .param = NO_PARAM};
}

/* The conditions of a statement join those it stands behind; how many there
 * were before is what to go back to. */
bool push_conds(struct checker *k, struct at at);
struct cond make_cond(struct checker *k);

/* Kinds that depend on the script. */
struct kind type_kind(const struct checker *k, struct word_list *list);
struct kind vma_kind(const struct checker *k, struct word_list *list);
extern const struct kind principal_kind_of, region_kind_of, device_kind_of;
extern const struct kind ioas_kind_of;

/* Contexts and principals. */
void add_principal(struct script *s, const char *name,
                   enum principal_kind kind);
void declare_principal(struct checker *k, struct at at);
uint16_t add_context(struct script *s, int principal, int vcpu,
                     const struct written *w);
bool find_principal(struct checker *k, const struct written *w, const void *arg,
                    uint64_t *out, struct nearest *near);
bool read_context(struct checker *k, struct at at, uint16_t *ctx);

/* Number of the CPU that a word names, or -1. */
int cpu_number(const char *text, size_t length);

/* The parts of a step: nodes, 0 where there is none. */
struct parts {
    uint32_t agent, context, verb, operand[STEP_OPERANDS + 1], equals, result;
    uint32_t needs, need[STEP_NEEDS + 1]; /* the word, and registers          */
    uint32_t behind; /* a result behind them: one too late                    */
    uint32_t noperand, nneed;
};

struct parts split_step(const struct syntax *t, uint32_t step);
void read_operands(struct checker *k, struct at at, const struct parts *p,
                   struct t_item *item);
void read_address(struct checker *k, struct at at, struct t_operand *o);

/* The canonical text of a statement, to keep. */
const char *statement_text(struct checker *k, struct at at);

/* One more thing that happens, behind the conditions at hand. */
void add_item(struct checker *k, struct t_item *item);

/* A register (or, if *WHICH, a signal) that some step makes. */
bool find_use(struct checker *k, const struct written *w, const void *which,
              uint64_t *out, struct nearest *near);

extern const struct kind error_kind, register_kind;

static inline bool
same_name(const char *name, const struct written *w)
{
    return strncmp(name, w->text, w->length) == 0 && !name[w->length];
}

/* The number of the name of a statement, already declared; that of a device's
 * doorbell; whether there may be one more of these. */
uint16_t declared_name(struct checker *k, struct at at);
uint16_t bell_name(struct checker *k, const struct written *w);
bool room_for(struct checker *k, struct at at, const GArray *array);

/* Statements, by file. */
void declare_place(struct checker *k, struct at at);
void check_region(struct checker *k, struct at at);
void check_io(struct checker *k, struct at at);
void check_device(struct checker *k, struct at at);
void check_map(struct checker *k, struct at at);
void check_reg(struct checker *k, struct at at);

void declare_step(struct checker *k, struct at at);
void check_step(struct checker *k, struct at at);
bool read_agent(struct checker *k, struct at at, const struct parts *p,
                struct t_item *item);
bool read_verb(struct checker *k, struct at at, const struct parts *p,
               struct t_item *item);
unsigned acting(const struct checker *k, const struct t_item *item);

/* Blocks have their numbers before any is looked at, so that schedules may
 * name them. */
void declare_thread(struct checker *k, struct at at);
bool enter_block(struct checker *k, struct t_item *item);

void check_adversary(struct checker *k, struct at at);
void check_choice(struct checker *k, struct at at);
void leave_adversary(struct checker *k, struct at at);
void check_event(struct checker *k, struct at at);
void check_schedule(struct checker *k, struct at at);
void check_schedules(struct checker *k);
void check_thread(struct checker *k, struct at at);

void check_claim(struct checker *k, struct at at);

/* A claim about every schedule, from its first word up to END. */
void read_every(struct checker *k, struct at mode, uint32_t end,
                struct t_claim *c);
struct t_claim empty_claim(struct checker *k, struct at at);
uint8_t comparison(const struct checker *k, struct at at);
void read_final(struct checker *k, struct at first, uint32_t end,
                struct t_claim *c);

/* The stacks, policies and tags from NODE on, as far as they go; "all" is
 * none. */
void read_under(struct checker *k, struct at node, uint32_t end,
                const char *const **under, uint32_t *n);

void check_property(struct checker *k, struct at at);
void check_theorem(struct checker *k, struct at at);
void check_contradictions(struct checker *k);
void check_matrix(struct checker *k, struct at at);

/* Tries the points: what no statement shows alone. */
void check_points(struct checker *k);
