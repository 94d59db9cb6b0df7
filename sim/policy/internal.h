/*
 * What the files of this folder share: a set from the inside, and finding
 * words.  Not for others.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/base/names.h"
#include "sim/base/syntax.h"
#include "sim/policy/grammar.h"
#include "sim/policy/set.h"
#include "sim/policy/stack.h"

enum resolve_state { UNRESOLVED, RESOLVING, RESOLVED };

/* A policy with what only this folder needs to know. */
struct policy_entry {
    struct policy policy; /* what others hold a pointer to; first             */
    const struct policy_arch *arch;
    const struct syntax *tree;
    uint32_t from, to; /* its statements in the tree                          */
    struct span name;
    uint32_t node_arch, node_layer, node_base; /* what stands there, or 0     */
    uint8_t state; /* enum resolve_state                                  */
    bool placed;   /* its architecture and layer are known                */
    bool is_default;
    bool gives[POLICY_TABLES_MAX];
    struct span heading[POLICY_TABLES_MAX]; /* of the tables it gives         */
    uint32_t own[POLICY_TABLES_MAX]; /* rules of a table without the default's*/
    struct span *rule_at[POLICY_TABLES_MAX]; /* where they are, if it gives it*/
};

struct stack_part { /* of a stack; also a default                            */
    const char *name;
    struct span at;
};

struct stack_entry {
    const char *name;
    struct span at;
    struct stack_part *part;
    uint32_t npart;
};

struct policy_set {
    const struct policy_arch *arch;
    uint32_t narch;
    struct arena arena;
    GPtrArray *source; /* struct source *                                     */
    GPtrArray *tree;   /* struct syntax *                                     */
    GPtrArray *entry;  /* struct policy_entry *, by name when finished        */
    GPtrArray *stack;  /* struct stack_entry *, by name when finished         */
    GArray *fallback;  /* struct stack_part: the defaults, as read            */
    guint kept_entries, kept_stacks; /* from these on they replace others     */
};

/* Compares names, runs of digits by value. */
int compare_names(const char *a, const char *b);

struct policy_entry *entry_find(const struct policy_set *set, const char *name);
const struct stack_entry *named_stack(const struct policy_set *set,
                                      const char *name);

/* The policy that stands for a layer nobody chose one for, or NULL. */
const struct policy_entry *default_of(const struct policy_set *set,
                                      const struct policy_arch *arch,
                                      uint32_t layer);
/* The architecture whose policies compose with all others, or NULL. */
const struct policy_arch *shared_arch(const struct policy_set *set);
const struct policy_entry *entry_of(const struct policy_set *set,
                                    const struct policy *p);

char *set_text(struct policy_set *set, const char *text);

/* compile.c: arch and layer are known; the base, if any, is resolved. */
bool compile_policy(struct policy_set *set, struct policy_entry *e,
                    const struct policy_entry *base, struct diag_sink *sink);

/* What a word may name. */
enum word_kind { WORD_FACT, WORD_ACTION, WORD_NOUN, WORD_FLAG, WORD_LAYER };

struct words {
    const struct policy_vocab *vocab;
    enum word_kind kind;
    uint64_t allowed; /* by index                                             */
};

/* The index of the word, or -1. */
int word_find(const struct words *w, const char *text, size_t length);

/* Adds the words that are allowed to the candidates. */
void word_offer(const struct words *w, struct nearest *n);

const char *word_name(const struct policy_vocab *v, enum word_kind kind,
                      uint32_t i);
uint32_t word_count(const struct policy_vocab *v, enum word_kind kind);

/* The number of "-EINVAL", positive, or 0; the name of a number, or NULL. */
uint16_t errno_number(const char *text, size_t length);
const char *errno_name(uint16_t number);
void errno_offer(struct nearest *n);

/* The decision or hook with this name and position (NULL for a decision), or
 * -1. */
int table_find(const struct policy_vocab *v, const char *position,
               const char *name, size_t length);
