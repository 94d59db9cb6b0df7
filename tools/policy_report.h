/*
 * A policy as paragraphs and a table of its rules.
 */
#pragma once

#include "sim/policy/show.h"
#include "sim/report/report.h"

/* The words with something between them; to be g_free()d. */
char *words_joined(const char *const *word, uint32_t n, const char *between);

/* The names of the parts that were chosen, or of those that stand for layers
 * nobody chose, with something between; to be g_free()d.  SHARED: as in struct
 * stack_user. */
char *stack_parts(const struct policy_stack *stack, bool assumed, bool shared,
                  const char *between);

/* Title, layer, names, tags and source. */
void policy_describe(const struct policy_set *set, const struct policy *p,
                     struct report *r);

/* Rows of struct policy_row.  TO_READ: names and the source COMMON_CITE are
 * not repeated, other sources are notes; else they are a column. */
void policy_rules(struct report *r, const GArray *rows, const char *common_cite,
                  bool to_read);
