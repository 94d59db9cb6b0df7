/*
 * Policies by name: the files of some directories, parsed and compiled, and
 * the stacks made of them.
 *
 * A set owns everything it hands out.  Fill it with policy_parse() or
 * policy_load(), call policy_set_finish() once, then look things up.  Order
 * never depends on the order of files in a directory: policies are listed by
 * name, numbers in names by value (linux-6.7 before linux-6.11).  What a word
 * means is the vocabulary's business; nothing here knows an architecture.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "sim/base/diag.h"
#include "sim/base/source.h"
#include "sim/core/model.h"
#include "sim/core/policy.h"

/* What `arch NAME` in a policy refers to. */
struct policy_arch {
    const char *name; /* the model's short name                               */
    const struct policy_vocab *vocab;
    bool shared; /* its policies compose with those of every other; at most
                    one is                                                    */
};

struct policy_set;

/* ARCH is kept, not copied. */
struct policy_set *policy_set_new(const struct policy_arch *arch, uint32_t n);
void policy_set_free(struct policy_set *set);

/* Adds the policies and stacks of one text.  The set takes SRC.  False when
 * something was wrong; what was right is added all the same.  Words of rules
 * are judged by policy_set_finish(), when every base is known. */
bool policy_parse(struct policy_set *set, struct source *src,
                  struct diag_sink *sink);

/* What is parsed from here on takes the place of what was parsed before under
 * the same name. */
void policy_set_replace(struct policy_set *set);

/* Parses every *.policy file of a directory.  ERROR: cannot be read. */
bool policy_load(struct policy_set *set, const char *directory,
                 struct diag_sink *sink, GError **error);

/* After the last text: resolves bases, compiles rules, checks named stacks.
 * Nothing below may be called before. */
bool policy_set_finish(struct policy_set *set, struct diag_sink *sink);

uint32_t policy_count(const struct policy_set *set);
const struct policy *policy_at(const struct policy_set *set, uint32_t i);

/* By its name or one of its further names; NULL if there is none. */
const struct policy *policy_find(const struct policy_set *set,
                                 const char *name);

bool policy_has_tag(const struct policy *p, const char *tag);

/* The vocabulary a policy is written in; the text it came from. */
const struct policy_vocab *policy_words(const struct policy_set *set,
                                        const struct policy *p);
const struct source *policy_source(const struct policy_set *set,
                                   const struct policy *p);

/* The line of its last statement. */
uint32_t policy_last_line(const struct policy_set *set, const struct policy *p);

/* Whether it stands for its layer where nobody chose a policy. */
bool policy_is_default(const struct policy_set *set, const struct policy *p);

/* Whether the policy itself gives this table, and does not inherit it. */
bool policy_gives(const struct policy_set *set, const struct policy *p,
                  uint32_t table);
